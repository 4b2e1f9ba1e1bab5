// Small workflows written out by hand, and luck told number by number.
#pragma once

#include "model/operation.hpp"
#include "oracle/flow_oracle.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace plimsoll {

Workflow workflow_of(std::vector<Step> steps);

/// A step of exactly so many minutes, done by one of team 0.
Step timed(const std::string& name, double minutes, std::vector<Arc> after = {});

/// A step that takes no time.
Step milestone(const std::string& name, std::vector<Arc> after = {});

Step with_exits(Step step, std::vector<Exit> exits);
Step with_rework(Step step, Rework rework);
Step with_chance(Step step, double chance);

/// So many minutes on the wall clock before the work.
Step with_delay(Step step, double minutes);

/// Uniform numbers by (step, visit); what is not told is 0.999: no rework unless it is certain, the
/// last exit, skipped if that is possible.
struct Told {
    using Numbers = std::map<std::pair<int, int>, double>;
    Numbers exits = {};
    Numbers reworks = {};
    Numbers chances = {};
};

/// Durations as declared, decisions as told.
CaseLuck tell(const Workflow& workflow, const Told& told);

} // namespace plimsoll

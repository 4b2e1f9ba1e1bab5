// What cases ask of teams, where that is known exactly: it gives the means of control variates.
#pragma once

#include "scenarios/case_moments.hpp"
#include "sim/plan.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace plimsoll {

struct KnownWork {
    /// [workflow][team]: microseconds of the team's time that a case asks for.
    std::vector<std::vector<std::optional<Moments>>> of_case;
};

/// Only where it is exact: cases whose steps are done whatever happens to others, on ways whose
/// chances are known (scenarios/case_moments.hpp), by people who are all as fast. The rest is left
/// open, all of it where anything has a limit.
KnownWork known_work(const Operation& operation, const Plan& plan);

/// How many cases of a workflow come in an open hour, where they come at a constant rate and
/// independently of each other, so that any stretch of open time brings so many on average.
std::optional<double> constant_rate(const Plan& plan, std::size_t workflow, std::int64_t clients);

} // namespace plimsoll

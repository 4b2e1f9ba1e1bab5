// What a model says of its mechanisms (MODEL.md section 6): values, and where they hold.
#pragma once

#include "model/distribution.hpp"

#include <optional>
#include <string>
#include <vector>

namespace plimsoll {

/// Where a value stands. A member, step or integration stands in an outer part: its team, workflow,
/// or nothing.
struct MechanismPlace {
    enum class Level { operation, clients, team, member, workflow, step, tool, integration };
    Level level = Level::operation;
    std::string outer; ///< the team, of a member; the workflow, of a step
    std::string name;  ///< of a team, member, workflow, step or tool; an integration's number
    int variant = -1; ///< of a workflow's kinds (Workflow::variants), where they differ; -1: of all

    bool operator==(const MechanismPlace&) const = default;
};

/// A key of the registry (model/read/mechanisms.hpp) with the value that is in force at a place and
/// below it, read once.
struct MechanismValue {
    std::string key; ///< the registry's, as in `handoff.wait`
    MechanismPlace at;
    bool stated = true; ///< in the model; otherwise the typical value
    /// A share as a fraction, a factor, a count, 1 for yes, times a year; time a week, month or
    /// quarter in microseconds; days a year.
    double number = 0;
    std::optional<Distribution> law; ///< of a duration, in microseconds
    std::vector<std::string> names;  ///< teams, people, months, a style

    bool operator==(const MechanismValue&) const = default;
};

} // namespace plimsoll

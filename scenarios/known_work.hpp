// What cases ask of teams, where that is known exactly: it gives the means of control variates.
#pragma once

#include "sim/plan.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace plimsoll {

struct KnownWork {
    /// [workflow][team]: microseconds of the team's time that a case asks for on average.
    std::vector<std::vector<std::optional<double>>> of_case;
    /// [workflow][team]: the mean of its square; where that is known the mean is, too.
    std::vector<std::vector<std::optional<double>>> square_of_case;
};

/// By the traffic equations, only where they are exact: cases whose steps are done whatever happens
/// to others and whatever they have done before, by people who are all as fast. The rest is left
/// open, all of it where anything has a limit.
KnownWork known_work(const Operation& operation, const Plan& plan);

/// How many cases of a workflow come in an open hour, where they come at a constant rate and
/// independently of each other, so that any stretch of open time brings so many on average.
std::optional<double> constant_rate(const Plan& plan, std::size_t workflow, std::int64_t clients);

} // namespace plimsoll

// What cases ask of teams, where that is known exactly: it gives the means of control variates.
#pragma once

#include "scenarios/formulas/case_class.hpp"
#include "scenarios/formulas/case_moments.hpp"
#include "scenarios/formulas/known_limit.hpp"
#include "sim/plan/plan.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace plimsoll {

/// Only where it is exact: cases whose steps are done whatever happens to others, on ways whose
/// chances are known (scenarios/formulas/case_moments.hpp), by people who are all as fast. The rest
/// is left open, all of it where anything has a limit.
class KnownWork {
public:
    /// Nothing is known.
    KnownWork() = default;
    /// Both must outlive it.
    KnownWork(const Operation& operation, const Plan& plan);

    bool empty() const { return plan_ == nullptr; }
    /// The volume at which work piles up, as far as that is known.
    const KnownLimit& limit() const { return limit_; }
    /// Microseconds of a team's time that a case of a workflow asks for.
    std::optional<WorkMoments> of_case(std::size_t workflow, std::size_t team) const;

private:
    const Plan* plan_ = nullptr;
    KnownLimit limit_;
    std::vector<std::vector<CaseClass>> classes_; ///< [workflow][kind of case]; none: not known
};

/// How many cases of a workflow come in an open hour, where they come at a constant rate and
/// independently of each other, so that any stretch of open time brings so many on average.
std::optional<double> constant_rate(const Plan& plan, std::size_t workflow, std::int64_t clients);

} // namespace plimsoll

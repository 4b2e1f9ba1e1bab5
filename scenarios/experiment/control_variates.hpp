// The luck of replications, whose mean is known: the control variates of a volume.
//
// Two of them, both about the team that the pilots found fullest: how much work its cases asked of
// it, and how long an imagined queue was that got the same work at the same instants
// (sim/engine/reference_queue.hpp). The second knows what the first does not, how badly the work
// came; near a limit it explains more than nine tenths of what differs between replications.
#pragma once

#include "scenarios/experiment/volume.hpp"
#include "scenarios/formulas/known_work.hpp"
#include "scenarios/statistics/control.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace plimsoll {

class ControlVariates {
public:
    /// Nothing is known of a volume without a steady state.
    ControlVariates(const Plan& plan, const KnownWork& known, std::int64_t clients,
                    const Measurement& measurement);

    /// Whether the reference queue's mean is known, too.
    bool has_reference() const { return reference_.team >= 0; }

    /// What a replication has to keep, so that its luck can be told.
    const Reference& reference() const { return reference_; }

    /// A replication's luck: zero on average but for what is left of the empty start, which the
    /// figures share; and always 0 for what is not known.
    std::array<double, 2> of(const Replication& record) const;

private:
    double work_deviation(const Replication& record) const;

    /// What a case asks of the team, and how many come in an open hour where that is known.
    struct Known {
        std::size_t workflow = 0;
        double work = 0;
        std::optional<double> per_hour;
    };
    std::vector<Known> known_;
    std::size_t team_ = 0;
    Reference reference_;
    double mean_workload_ = 0; ///< of the reference queue, where there is one
};

} // namespace plimsoll

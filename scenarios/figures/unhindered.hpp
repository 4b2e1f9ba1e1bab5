// The operation if nobody ever had to wait for anybody: what is late even then, no team can mend.
#pragma once

#include "scenarios/experiment/volume.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace plimsoll {

/// The same work, done by teams of any number of people on the team's calendar: nobody asked for by
/// name or skill, nothing limited, appointments at any time after their lead. Batches still fill as
/// slowly as their items come.
Operation unhindered(const Operation& operation);

/// What the promises of an operation come to where nobody has to wait.
class WorkAlone {
public:
    /// Nothing is known.
    WorkAlone() = default;
    /// Simulates the unhindered operation at each of these volumes. Interrupted: nothing is known.
    WorkAlone(const Operation& operation, const std::vector<std::int64_t>& clients,
              const StudySettings& settings, const Workers& workers,
              const std::atomic<bool>& interrupted);

    bool known() const { return !volumes_.empty(); }
    /// The largest share in time over the volumes of one of Plan::promises; none: nothing fell due.
    std::optional<double> best_share(std::size_t promise) const;
    /// Hours that half of the cases of a workflow take, at the largest volume.
    std::optional<double> typical(std::size_t workflow) const;

private:
    std::vector<Volume> volumes_;
};

} // namespace plimsoll

// From the first replication of a volume to its event log.
#pragma once

#include "scenarios/experiment/volume.hpp"
#include "scenarios/result/logged_visits.hpp"

namespace plimsoll {

/// The visits of the cases that left in the measured time: those that the replication's figures
/// count. The volume's first replication must have kept its log.
LoggedVisits logged_visits(const Operation& operation, const Plan& plan, const Volume& volume);

} // namespace plimsoll

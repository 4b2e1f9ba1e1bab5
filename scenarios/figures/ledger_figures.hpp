// The two ledgers of a volume: where paid hours and elapsed time went, per completed case.
#pragma once

#include "scenarios/experiment/volume.hpp"
#include "scenarios/result/result.hpp"

namespace plimsoll {

/// Fills work_hours, paid_hours and elapsed.
void ledger_figures(const Plan& plan, const Volume& volume, VolumeFigures& figures);

/// Fills mechanisms: what each publishes under a name of its own (Replication::own).
void own_figures(const Volume& volume, VolumeFigures& figures);

/// Fills coordination, where mechanisms book any.
void coordination_figures(const Plan& plan, const Volume& volume, VolumeFigures& figures);

} // namespace plimsoll

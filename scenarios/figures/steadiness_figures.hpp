// Whether a volume's figures are those of a steady state, why not, and what that means for them.
#pragma once

#include "scenarios/experiment/volume.hpp"
#include "scenarios/result/result.hpp"

namespace plimsoll {

/// Sets `stable`, `unstable_why` and `grows`. Where it is in doubt, figures that depend on how many
/// cases are open lose their intervals: how sure they are is not known.
void steadiness_figures(const Operation& operation, const Plan& plan, const Volume& volume,
                        VolumeFigures& figures);

} // namespace plimsoll

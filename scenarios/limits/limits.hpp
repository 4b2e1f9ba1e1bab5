// Where it gives: the limits of an operation, from its volumes (SCIENCE.md 2.4).
#pragma once

#include "scenarios/experiment/growth_limit.hpp"
#include "scenarios/experiment/volume.hpp"
#include "scenarios/figures/unhindered.hpp"
#include "scenarios/formulas/known_limit.hpp"
#include "scenarios/result/result.hpp"

#include <optional>
#include <vector>

namespace plimsoll {

/// The limits over these volumes, ascending in clients, with intervals from resampling replications
/// jointly across volumes. `alone`: what promises come to where nobody has to wait, if it is known;
/// `known` and `bracket`: what is known, and was found by trials, of where work piles up.
Limits limits_of(const Operation& operation, const Plan& plan, const std::vector<Volume>& volumes,
                 const WorkAlone& alone, const KnownLimit& known,
                 const std::optional<GrowthBracket>& bracket = {});

/// The same, finding out itself what is known of the volume at which work piles up.
Limits limits_of(const Operation& operation, const Plan& plan, const std::vector<Volume>& volumes,
                 const WorkAlone& alone = {});

} // namespace plimsoll

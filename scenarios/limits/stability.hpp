// Where work piles up, whatever the reason (MODEL.md ruling 14b), and which volumes may therefore
// be called steady: one answer for the limit, for `stable` at every volume and for every sentence.
#pragma once

#include "scenarios/experiment/growth_limit.hpp"
#include "scenarios/experiment/volume.hpp"
#include "scenarios/formulas/known_limit.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace plimsoll {

struct Stability {
    Figure limit;                           ///< in clients
    LimitCause cause;                       ///< empty: none
    std::optional<std::int64_t> steady_to;  ///< up to so many clients surely steady
    std::optional<std::int64_t> grows_from; ///< from so many on surely not
};

/// From the volumes of a sweep, ascending in clients. In this order: what is known exactly; what
/// trials found (`bracket`); what is measured of how full teams are (`by_load`, a limit and the
/// name of its team), where nothing grew below that; the volumes themselves.
Stability stability_of(const Operation& operation, const Plan& plan, const KnownLimit& known,
                       const std::vector<Volume>& volumes, const Figure& by_load,
                       const std::string& full_team, const std::optional<GrowthBracket>& bracket);

/// Tries volumes between the last that is steady and the first at which work piles up, where the
/// load alone does not decide; nothing where it does, or where there are no two such volumes.
std::optional<GrowthBracket> find_growth_limit(const Plan& plan, const KnownLimit& known,
                                               const std::vector<Volume>& volumes,
                                               const StudySettings& settings,
                                               const Workers& workers,
                                               const std::atomic<bool>& interrupted);

/// Makes a volume say what all of them together say of it.
void settle(const Limits& limits, Volume& volume);

} // namespace plimsoll

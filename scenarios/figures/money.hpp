// What an operation earns: a month's income, penalties and cost.
#pragma once

#include "scenarios/experiment/volume.hpp"
#include "scenarios/result/result.hpp"
#include "scenarios/statistics/ratio.hpp"

#include <optional>

namespace plimsoll {

/// A month's money; nothing where the model does not say what comes in.
std::optional<MoneyFigures> money_figures(const Operation& operation, const Plan& plan,
                                          const Volume& volume);

/// Income less penalties and cost, of a month.
Ratio monthly_margin(const Operation& operation, const Plan& plan, const Volume& volume);

/// What money figures are clamped to: nothing.
inline constexpr Bounds any_amount{-1e300, 1e300};

} // namespace plimsoll

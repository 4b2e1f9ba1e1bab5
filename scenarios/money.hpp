// What an operation earns: a month's income, penalties and cost, and whether one more client pays.
#pragma once

#include "scenarios/result.hpp"
#include "scenarios/volume.hpp"

#include <vector>

namespace plimsoll {

/// A month's money; nothing where the model does not say what comes in.
std::optional<MoneyFigures> money_figures(const Operation& operation, const Plan& plan,
                                          const Volume& volume);

/// At which of these volumes it makes money, and from where on each new client loses some: what the
/// intervals leave no doubt of. Volumes ascend in clients.
std::vector<Finding> money_findings(const Operation& operation, const Plan& plan,
                                    const std::vector<Volume>& volumes);

/// What a month of a run brings in and costs.
std::optional<Finding> month_finding(const Result& result);

} // namespace plimsoll

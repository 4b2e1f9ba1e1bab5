// Whether an operation makes money, and whether one more client pays, in sentences.
#pragma once

#include "scenarios/experiment/volume.hpp"
#include "scenarios/result/result.hpp"

#include <vector>

namespace plimsoll {

/// At which of these volumes it makes money, and from where on each new client loses some: what the
/// intervals leave no doubt of. Volumes ascend in clients.
std::vector<Finding> money_findings(const Operation& operation, const Plan& plan,
                                    const std::vector<Volume>& volumes);

/// What a month of a run brings in and costs.
std::optional<Finding> month_finding(const Result& result);

} // namespace plimsoll

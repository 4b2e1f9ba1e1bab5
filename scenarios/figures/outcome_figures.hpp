// How long cases take by the way they end.
#pragma once

#include "scenarios/experiment/volume.hpp"
#include "scenarios/result/result.hpp"

#include <string>
#include <vector>

namespace plimsoll {

/// The flow time by outcome; empty where a workflow has only one.
std::vector<OutcomeFigures> outcome_figures(const Volume& volume, std::size_t workflow,
                                            const std::vector<std::string>& outcomes);

} // namespace plimsoll

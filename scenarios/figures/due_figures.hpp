// What was promised, and what was kept of it.
#pragma once

#include "scenarios/experiment/volume.hpp"
#include "scenarios/result/result.hpp"

namespace plimsoll {

/// The share in time of what is promised alike: one of Plan::promises.
Ratio kept(const Volume& volume, std::size_t promise);

/// Every promise at a volume, in the order of Plan::promises.
std::vector<PromiseFigures> promise_figures(const Operation& operation, const Plan& plan,
                                            const Volume& volume);

/// The promise whose share in time lies least above, or most below, what is promised; ties in
/// order. Nothing where nothing fell due.
std::optional<std::size_t> nearest_to_late(const std::vector<PromiseFigures>& promises);

/// Whether at this volume a smaller share is in time than was promised, of any promise.
bool breaks_a_promise(const Plan& plan, const Volume& volume);

/// The share of a step's visits that started within its own due.
Figure started_in_time(const Plan& plan, const Volume& volume, std::size_t step_number);

} // namespace plimsoll

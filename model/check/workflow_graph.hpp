// What only the graph of a workflow as a whole can show: cycles, steps that never start, loops that
// never end (MODEL.md rulings 1-3).
#pragma once

#include "model/operation.hpp"
#include "model/text/faults.hpp"

#include <vector>

namespace plimsoll {

/// Where a step's parts are written; lists beside those of Step.
struct StepPlaces {
    Place name;
    std::vector<Place> after;
    std::vector<Place> exits;
    std::vector<Place> rework_to;
    Place rework; ///< the whole of `rework`
};

/// Reports what is wrong with the workflow of one kind. Steps' indices in arcs and reworks must be
/// valid.
void check_workflow_graph(const Workflow& workflow, const std::vector<StepPlaces>& places,
                          Faults& faults);

/// Reports steps that no case of any kind ever comes to. The graphs are sound, and alike but for
/// their shares.
void check_steps_are_reached(const std::vector<const Workflow*>& kinds,
                             const std::vector<StepPlaces>& places, Faults& faults);

/// Whether a case that takes this exit ends there (MODEL.md ruling 1).
bool ends_the_case(const Workflow& workflow, std::size_t step, std::size_t exit);

/// Whether a way leads from step `above` to `step`.
bool lies_above(const Workflow& workflow, std::size_t above, std::size_t step);

} // namespace plimsoll

// Everything that is paid, over the cases that it was paid for (MODEL.md ruling 20).
//
// Hours that nobody works are paid, too. A team's pay is divided among workflows as the hours that
// their cases ask of it; that of a team nobody asks anything of, as the hours asked of all teams.
// Among kinds of cases or clients a workflow's part is divided as what their cases cost by
// themselves (cost_per_case). So the parts, weighted by completed cases, add up to the whole.
#pragma once

#include "scenarios/experiment/volume.hpp"
#include "scenarios/result/result.hpp"

#include <cstddef>

namespace plimsoll {

/// What all teams cost in the window.
double paid_in_all(const Plan& plan, const Replication& record);

/// Per completed case: of all cases, of a workflow's, of one of its kinds.
Figure paid_cost_per_case(const Plan& plan, const Volume& volume);
Figure paid_cost_per_case(const Plan& plan, const Volume& volume, std::size_t workflow);
Figure paid_cost_per_case(const Plan& plan, const Volume& volume, std::size_t workflow,
                          std::size_t kind);

} // namespace plimsoll

// Who gives appointments, and how many hours of them.
#pragma once

#include "sim/plan/plan.hpp"

#include <vector>

namespace plimsoll {

/// Everybody who gives appointments. Those of several lengths share the hours of who gives them.
struct Diaries {
    std::vector<std::vector<int>> pages; ///< by diary: of Plan::pages, one a length
    std::vector<double> hours;           ///< by diary: offered in an open hour of the operation
    std::vector<int> of_page;            ///< by Plan::pages
    /// Nobody gives appointments of several lengths. Otherwise short ones may leave gaps in which
    /// no long one has room, and not all hours can be taken.
    bool of_one_length = true;
};

Diaries diaries_of(const Plan& plan);

/// How long an appointment of a page is, and how many of them there are in a week.
const PlanGrid& grid_of(const Plan& plan, int page);

} // namespace plimsoll

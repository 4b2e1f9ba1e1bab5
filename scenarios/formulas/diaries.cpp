#include "scenarios/formulas/diaries.hpp"

#include <algorithm>
#include <map>

namespace plimsoll {

const PlanGrid& grid_of(const Plan& plan, int page) {
    const PlanPage& one = plan.page(page);
    return plan.grid(one.grid);
}

Diaries diaries_of(const Plan& plan) {
    std::map<int, std::vector<int>> pages; // by body
    for (std::size_t page = 0; page < plan.pages.size(); ++page) {
        const PlanPerson& person = plan.person(plan.pages[page].person);
        pages[person.body].push_back(static_cast<int>(page));
    }
    Diaries diaries;
    diaries.of_page.resize(plan.pages.size());
    for (auto& [body, own] : pages) {
        Microseconds offered = 0;
        for (const int page : own) {
            const PlanGrid& grid = grid_of(plan, page);
            offered = std::max(offered, static_cast<Microseconds>(grid.times.size()) * grid.every);
            diaries.of_one_length =
                diaries.of_one_length && grid.every == grid_of(plan, own.front()).every;
            diaries.of_page[static_cast<std::size_t>(page)] =
                static_cast<int>(diaries.pages.size());
        }
        // Holidays close appointments and open time alike.
        diaries.hours.push_back(static_cast<double>(offered) /
                                static_cast<double>(plan.clocks.front().open_per_week()));
        diaries.pages.push_back(std::move(own));
    }
    return diaries;
}

} // namespace plimsoll

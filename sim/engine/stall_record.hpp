// What is kept of cases that can never go on: how many, where, and who waits for whom. Part of
// sim/engine/simulation.hpp.
#pragma once

#include "sim/engine/simulation.hpp"
#include "sim/engine/stall_search.hpp"

#include <algorithm>

namespace plimsoll {

/// Finds the cases that can never go on and says what they wait for. `ended`: nothing happens any
/// more, so that no open case can.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::record_stalls(bool ended) {
    const bool may_stall = full_engine && (plan_.keeps || !plan_.limits.empty() ||
                                           !plan_.batches.empty() || plan_.dates);
    if (open_cases_ == 0 || record_.overflowed || (!may_stall && !ended)) {
        return;
    }
    const StallSearch<Simulation> search(*this);
    const auto is_stalled = [&](std::uint32_t case_index) {
        return cases_[case_index].open && (ended || !search.case_goes(case_index));
    };
    // One place a case: where it waits for somebody, if it does, else the first in file order.
    std::vector<std::uint32_t> where(cases_.size(), nobody);
    const auto rank = [&](std::uint32_t index) {
        const WorkItem& item = items_[index];
        const int stage = item.stage == WorkItem::Stage::waiting   ? 0
                          : item.stage == WorkItem::Stage::blocked ? 1
                          : item.stage == WorkItem::Stage::forming ? 2
                                                                   : 3;
        return std::make_tuple(stage, item.step, item.visit);
    };
    for (std::uint32_t index = 0; index < static_cast<std::uint32_t>(items_.size()); ++index) {
        const WorkItem& item = items_[index];
        if (item.stage == WorkItem::Stage::none || item.stage == WorkItem::Stage::held ||
            item.is_void || !is_stalled(item.case_index)) {
            continue;
        }
        std::uint32_t& known = where[item.case_index];
        if (known == nobody || rank(index) < rank(known)) {
            known = index;
        }
    }
    std::map<std::tuple<int, int, int, int>, Stall> found;
    const auto place_of = [&](std::uint32_t case_index) {
        return std::make_pair(
            cases_[case_index].workflow,
            where[case_index] == nobody ? -1 : plan_.step(items_[where[case_index]].step).number);
    };
    for (std::uint32_t case_index = 0; case_index < static_cast<std::uint32_t>(cases_.size());
         ++case_index) {
        if (!is_stalled(case_index)) {
            continue;
        }
        ++record_.stalled;
        Stall stall;
        if (where[case_index] != nobody) {
            stall = search.stall_of(where[case_index]);
        } else {
            stall.workflow = cases_[case_index].workflow;
            if (!cases_[case_index].begun) {
                stall.waits_for = Stall::For::place;
                stall.what = plan_.workflow(stall.workflow).limit;
            }
        }
        ++found
              .emplace(std::make_tuple(stall.workflow, stall.step,
                                       static_cast<int>(stall.waits_for), stall.what),
                       stall)
              .first->second.cases;
    }
    const auto add = [](Stall& stall, std::pair<int, int> holder) {
        const auto at = std::lower_bound(stall.held_at.begin(), stall.held_at.end(), holder);
        if (at == stall.held_at.end() || *at != holder) {
            stall.held_at.insert(at, holder);
        }
    };
    for (auto& [key, stall] : found) {
        for (std::uint32_t case_index = 0; case_index < static_cast<std::uint32_t>(cases_.size());
             ++case_index) {
            const Retained& kept = cases_[case_index].retained;
            const bool holds = stall.waits_for == Stall::For::people
                                   ? search.holds_people_of(kept.people, stall.what)
                                   : stall.waits_for == Stall::For::place && kept.has_place &&
                                         plan_.team(kept.team).limit == stall.what;
            if (holds && is_stalled(case_index)) {
                add(stall, place_of(case_index));
            }
        }
        for (const WorkItem& item : items_) {
            const bool holds = stall.waits_for == Stall::For::people
                                   ? item.stage == WorkItem::Stage::held && item.keeps_people &&
                                         search.holds_people_of(item.people, stall.what)
                                   : stall.waits_for == Stall::For::place &&
                                         item.stage != WorkItem::Stage::none &&
                                         counts_in(item, stall.what);
            if (holds && is_stalled(item.case_index)) {
                add(stall, place_of(item.case_index));
            }
        }
        record_.stalls.push_back(std::move(stall));
    }
}

} // namespace plimsoll

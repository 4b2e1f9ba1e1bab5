// What is kept of cases that can never go on: how many, where, and who waits for whom. Part of
// sim/engine/simulation.hpp.
#pragma once

#include "sim/engine/simulation.hpp"
#include "sim/engine/stall_search.hpp"

#include <algorithm>

namespace plimsoll {

/// Finds the cases that can never go on and says what they wait for. `ended`: nothing happens any
/// more, so that no open case can.
template <class Engine>
void record_stalls(Engine& engine, bool ended) {
    const bool may_stall =
        Engine::full_engine && (engine.plan.keeps || !engine.plan.limits.empty() ||
                                !engine.plan.batches.empty() || engine.plan.dates);
    if (engine.ledger.open_cases() == 0 || engine.ledger.record().overflowed ||
        (!may_stall && !ended)) {
        return;
    }
    const StallSearch<Engine> search(engine);
    const auto is_stalled = [&](std::uint32_t case_index) {
        return engine.cases[case_index].open && (ended || !search.case_goes(case_index));
    };
    // One place a case: where it waits for somebody, if it does, else the first in file order.
    std::vector<std::uint32_t> where(engine.cases.size(), nobody);
    const auto rank = [&](std::uint32_t index) {
        const WorkItem& item = engine.items[index];
        const int stage = item.stage == WorkItem::Stage::waiting   ? 0
                          : item.stage == WorkItem::Stage::blocked ? 1
                          : item.stage == WorkItem::Stage::forming ? 2
                                                                   : 3;
        return std::make_tuple(stage, item.step, item.visit);
    };
    for (std::uint32_t index = 0; index < static_cast<std::uint32_t>(engine.items.size());
         ++index) {
        const WorkItem& item = engine.items[index];
        if (item.stage == WorkItem::Stage::none || item.stage == WorkItem::Stage::held ||
            item.is_void || is_side_work(engine, item) || !is_stalled(item.case_index)) {
            continue;
        }
        std::uint32_t& known = where[item.case_index];
        if (known == nobody || rank(index) < rank(known)) {
            known = index;
        }
    }
    std::map<std::tuple<int, int, int, int>, Stall> found;
    const auto place_of = [&](std::uint32_t case_index) {
        return std::make_pair(engine.cases[case_index].workflow,
                              where[case_index] == nobody
                                  ? -1
                                  : engine.plan.step(engine.items[where[case_index]].step).number);
    };
    for (std::uint32_t case_index = 0; case_index < static_cast<std::uint32_t>(engine.cases.size());
         ++case_index) {
        if (!is_stalled(case_index)) {
            continue;
        }
        Stall stall;
        if (where[case_index] != nobody) {
            stall = search.stall_of(where[case_index]);
        } else {
            stall.workflow = engine.cases[case_index].workflow;
            if (!engine.cases[case_index].begun) {
                stall.waits_for = Stall::For::place;
                stall.what = engine.plan.workflow(stall.workflow).limit;
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
        for (std::uint32_t case_index = 0;
             case_index < static_cast<std::uint32_t>(engine.cases.size()); ++case_index) {
            const Retained& kept = engine.cases[case_index].retained;
            const bool holds = stall.waits_for == Stall::For::people
                                   ? search.holds_people_of(kept.people, stall.what)
                                   : stall.waits_for == Stall::For::place && kept.has_place &&
                                         engine.plan.team(kept.team).limit == stall.what;
            if (holds && is_stalled(case_index)) {
                add(stall, place_of(case_index));
            }
        }
        for (const WorkItem& item : engine.items) {
            const bool holds = stall.waits_for == Stall::For::people
                                   ? item.stage == WorkItem::Stage::held && item.keeps_people &&
                                         search.holds_people_of(item.people, stall.what)
                                   : stall.waits_for == Stall::For::place &&
                                         item.stage != WorkItem::Stage::none &&
                                         counts_in(engine, item, stall.what);
            if (holds && is_stalled(item.case_index)) {
                add(stall, place_of(item.case_index));
            }
        }
        engine.ledger.stall(std::move(stall));
    }
}

} // namespace plimsoll

// The end: what is still under way when the window closes. Part of sim/engine/simulation.hpp.
#pragma once

#include "sim/engine/simulation.hpp"

#include <algorithm>
#include <tuple>
#include <vector>

namespace plimsoll {

/// A number of cases is simulated, whose end was not known when work was counted that goes on
/// beyond it.
template <class Engine>
void take_back_work_beyond_now(Engine& engine) {
    for (const WorkItem& item : engine.items) {
        if (item.stage == WorkItem::Stage::work && item.end > engine.clock.now() &&
            &item == &leader_of(engine, item)) {
            tally_work(engine, item, engine.clock.now(), item.end, -1);
        }
    }
}

/// What is still under way when the window closes, and what was available in it.
template <class Engine>
void close_window(Engine& engine) {
    const Microseconds now = engine.clock.now();
    for (int limit = 0; limit < engine.limits.number(); ++limit) {
        note_wait_before(engine, limit);
    }
    for (WorkItem& item : engine.items) {
        engine.ledger.leave_step(item);
        if (item.stage == WorkItem::Stage::waiting || item.stage == WorkItem::Stage::batched) {
            engine.ledger.wait(engine.plan.queue(item.need), item.queued_since, now);
        } else if (item.stage == WorkItem::Stage::suspended) {
            tally_suspended(engine, item, now);
        }
    }
    for (const Case& subject : engine.cases) {
        if (subject.retained.team >= 0) {
            engine.ledger.keep(subject, now);
        }
        if (subject.open) {
            engine.ledger.still_open(subject);
        }
    }
    engine.ledger.close();
    tell_end(engine);
    if (engine.unit.cases == 0 && !engine.ledger.record().overflowed) {
        drain(engine);
        engine.ledger.finish_reference();
    }
}

/// Lets every open case run to its end with nobody waiting for anybody, to learn what it asks of
/// the teams: demanded hours must not be those of the lucky few that got through.
template <class Engine>
void drain(Engine& engine) {
    // All that is open goes to its end in this one instant.
    engine.steps_before_instant = engine.steps;
    engine.most_steps_of_instant += std::uint64_t{1000} * engine.ledger.open_cases();
    // One case after the other: but for a caller, no case's end touches another, and few are looked
    // at together.
    std::vector<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>> by_case;
    for (std::uint32_t i = 0; i < engine.items.size(); ++i) {
        if (engine.items[i].stage != WorkItem::Stage::none) {
            by_case.emplace_back(engine.items[i].case_index, i, engine.items[i].generation);
        }
    }
    std::sort(by_case.begin(), by_case.end());
    for (std::size_t i = 0; i < by_case.size(); ++i) {
        const auto [case_index, index, generation] = by_case[i];
        if (engine.items[index].generation == generation) { // nobody took it back meanwhile
            drain_item(engine, index);
        }
        if (i + 1 == by_case.size() || std::get<0>(by_case[i + 1]) != case_index) {
            follow_consequences(engine);
        }
    }
    for (const LimitState& limit : engine.limits) {
        for (const std::uint32_t case_index : limit.pending) {
            begin_case(engine, case_index, {engine.clock.now(), -1, -1, {}});
            follow_consequences(engine);
        }
    }
    do {
        follow_consequences(engine);
        deliver_verdicts(engine);
    } while (!engine.at_once.empty() && !gives_up(engine));
}

template <class Engine>
void drain_item(Engine& engine, std::uint32_t index) {
    if (is_side_work(engine, engine.items[index])) {
        if (engine.items[index].stage != WorkItem::Stage::work &&
            !is_absorbed(engine, engine.items[index])) {
            tally_lost_demand(engine, engine.items[index]); // nobody begins it any more
        }
        return;
    }
    switch (engine.items[index].stage) {
    case WorkItem::Stage::delay:
        // Only what is under way now: its event never comes.
        if (!engine.items[index].is_void) {
            count_visit_by_appointment(engine, engine.items[index]);
            make_ready(engine, index);
        }
        break;
    case WorkItem::Stage::waiting:
    case WorkItem::Stage::forming:
    case WorkItem::Stage::batched:
    case WorkItem::Stage::blocked:
        engine.items[index].stage = WorkItem::Stage::none;
        make_ready(engine, index);
        break;
    case WorkItem::Stage::work:
    case WorkItem::Stage::between:
    case WorkItem::Stage::suspended:
        finish_at_once(engine, index);
        break;
    case WorkItem::Stage::on_hold:
        go_on_from_hold(engine, index);
        break;
    case WorkItem::Stage::calling: // its case comes to its end as well
    case WorkItem::Stage::parent:
    case WorkItem::Stage::held:
    case WorkItem::Stage::none:
        break;
    }
}

} // namespace plimsoll

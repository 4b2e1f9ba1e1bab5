// The engine's loop: instants, events, ties. Part of sim/engine/simulation.hpp.
#pragma once

#include "sim/engine/simulation.hpp"
#include "sim/plan/client_kind.hpp"

#include <algorithm>

namespace plimsoll {

/// Of two items that are done at once: b is done first.
template <class Engine>
struct DoneLater {
    const Engine* engine;
    bool operator()(std::uint32_t a, std::uint32_t b) const {
        return earlier_at_tie(*engine, {0, EventKind::completion, b},
                              {0, EventKind::completion, a});
    }
};

/// Simulates to the end and gives the record. Call once.
template <class Engine>
Replication run(Engine& engine) {
    for (std::size_t stream = 0; stream < engine.streams.size(); ++stream) {
        engine.agenda.push({engine.streams[stream].time(), EventKind::arrival,
                            static_cast<std::uint32_t>(stream)});
    }
    start_sources(engine);
    tell_begin(engine);
    bool just_started = engine.ledger.open_cases() > 0;
    bool ended = false;
    while (just_started || engine.unit.cases > 0 ||
           engine.agenda.next_time() <= engine.clock.window_to()) {
        ended = !just_started && is_at_an_end(engine);
        if (ended && !(Engine::full_engine && begin_incomplete_batch(engine, true))) {
            break;
        }
        if (!just_started && !ended) {
            engine.clock.move_to(engine.agenda.next_time());
        }
        ended = false;
        just_started = false;
        instant(engine);
        if (engine.arrivals_left == 0 && engine.ledger.open_cases() == 0) {
            break;
        }
        if (engine.ledger.record().interrupted) {
            return engine.ledger.hand_over();
        }
        if (gives_up(engine)) {
            engine.ledger.overflow();
            break;
        }
    }
    if (ended && engine.ledger.open_cases() > 0) {
        engine.clock.end_at(engine.last_change);
    }
    record_stalls(engine, ended);
    if (engine.unit.cases > 0 || engine.ledger.record().overflowed) {
        if (engine.unit.cases > 0) {
            take_back_work_beyond_now(engine);
        }
        engine.clock.close_window_now();
    } else {
        engine.clock.move_to_end_of_window();
    }
    close_window(engine);
    Replication record = engine.ledger.hand_over();
    if constexpr (Engine::full_engine) {
        if (engine.log) {
            engine.log->hand_over(record);
        }
    }
    return record;
}

/// An instant does not end where cases come more often than microseconds can tell apart, or where
/// they are sent back in no time, again and again.
template <class Engine>
bool gives_up(const Engine& engine) {
    return engine.ledger.record().interrupted || engine.ledger.open_cases() > most_open_cases ||
           engine.steps - engine.steps_before_instant > engine.most_steps_of_instant;
}

template <class Engine>
void count_step(Engine& engine) {
    if ((++engine.steps & 1023U) == 0 && engine.stop.load(std::memory_order_relaxed)) {
        engine.ledger.interrupt();
    }
}

template <class Engine>
void instant(Engine& engine) {
    engine.steps_before_instant = engine.steps;
    do {
        while (engine.agenda.has_event_at(engine.clock.now())) {
            handle(engine, engine.agenda.take_event());
            follow_consequences(engine);
            if constexpr (Engine::full_engine) {
                settle_finished(engine); // whatever finished brings nothing more
            }
            count_step(engine);
            if (gives_up(engine)) {
                return;
            }
        }
        ring_timers(engine);
        deliver_verdicts(engine);
        let_people_go_away(engine);
        if constexpr (Engine::full_engine) {
            while ((!engine.freed_limits.empty() && offer_capacity(engine)) ||
                   (engine.may_have_ring && resolve_deadlock(engine))) {
                deliver_verdicts(engine);
            }
            if (engine.people_are_held) {
                let_needed_people_go(engine);
            }
            pass_kept_on(engine);
        }
        if (engine.dirty_teams.size() > 1) {
            std::sort(engine.dirty_teams.begin(), engine.dirty_teams.end());
        }
        for (std::size_t i = 0; i < engine.dirty_teams.size(); ++i) {
            const int team = engine.dirty_teams[i];
            engine.teams[team].dirty = false;
            dispatch(engine, team);
            if (Engine::joint_work && i + 1 == engine.dirty_teams.size()) {
                engine.joint.start_what_let_others_first();
            }
        }
        engine.dirty_teams.clear();
        engine.let_others_first.clear();
    } while (!gives_up(engine) && (engine.agenda.next_time() == engine.clock.now() ||
                                   (Engine::full_engine && !engine.plan.batches.empty() &&
                                    begin_incomplete_batch(engine, false))));
}

/// In a run of a number of cases: whether nothing happens any more, unless it be that people come
/// on shift for work that does not begin.
template <class Engine>
bool is_at_an_end(const Engine& engine) {
    // So long that every hour of the week has been, and every date.
    constexpr Microseconds a_while = 366 * day;
    const Microseconds next = engine.agenda.next_time();
    if (next >= never || (engine.unit.cases > 0 && engine.agenda.is_over())) {
        return true;
    }
    if (engine.unit.cases == 0 ||
        next - engine.last_change <= (engine.plan.dates ? 30 : 1) * a_while) {
        return false;
    }
    return engine.agenda.has_only_openings();
}

template <class Engine>
void handle(Engine& engine, const Event& event) {
    switch (event.kind) {
    case EventKind::completion:
        engine.last_change = engine.clock.now();
        if (Engine::full_engine && engine.plan.stops_work) {
            if (is_overtaken(engine, event)) {
                break;
            }
            if (engine.items[event.index].later > 0) {
                end_piece(engine, event.index);
                break;
            }
        }
        if (Engine::full_engine && engine.items[event.index].batch != nobody) {
            finish_batch(engine, event.index);
            break;
        }
        engine.upstream = event.index;
        finish(engine, event.index);
        break;
    case EventKind::delay_end:
        engine.last_change = engine.clock.now();
        delay_over(engine, event.index);
        break;
    case EventKind::arrival: {
        if (engine.arrivals_left == 0) {
            break;
        }
        engine.last_change = engine.clock.now();
        ArrivalStream& stream = engine.streams[event.index];
        const PlanDemand& demand = engine.plan.workflow(stream.workflow()).demands[stream.demand()];
        if (demand.turnover) {
            client_turns_over(engine, stream, demand);
        } else if (stream.has_case()) {
            open_case(engine, {stream.workflow(), stream.client(), demand.client_kind});
        }
        stream.advance(engine.plan, engine.key);
        engine.agenda.push({stream.time(), EventKind::arrival, event.index});
        break;
    }
    case EventKind::back:
        tell_comes_back(engine, event.index);
        break;
    case EventKind::away:
        engine.going_away.push_back(event.index);
        break;
    case EventKind::opening:
        engine.teams[event.index].next_opening = never;
        mark_dirty(engine, static_cast<int>(event.index));
        break;
    }
}

/// Everything that follows from one event and takes no time: first what may start starts, then the
/// steps without work are done, the first in file order first, and so on.
template <class Engine>
void follow_consequences(Engine& engine) {
    if (engine.join_checks.empty() && engine.at_once.empty()) {
        return;
    }
    while (!gives_up(engine)) {
        count_step(engine);
        if (engine.next_join_check < engine.join_checks.size()) {
            const JoinCheck check = engine.join_checks[engine.next_join_check++];
            if (engine.cases[check.case_index].open) {
                evaluate_join(engine, check.case_index, check.step);
            }
        } else if (!engine.at_once.empty()) {
            std::pop_heap(engine.at_once.begin(), engine.at_once.end(), DoneLater<Engine>{&engine});
            const std::uint32_t index = engine.at_once.back();
            engine.at_once.pop_back();
            finish(engine, index);
        } else {
            break;
        }
    }
    engine.join_checks.clear();
    engine.next_join_check = 0;
}

template <class Engine>
void finish_at_once(Engine& engine, std::uint32_t index) {
    engine.at_once.push_back(index);
    std::push_heap(engine.at_once.begin(), engine.at_once.end(), DoneLater<Engine>{&engine});
}

template <class Engine>
bool earlier_at_tie(const Engine& engine, const Event& a, const Event& b) {
    if (a.kind != b.kind) {
        return a.kind < b.kind;
    }
    if (a.kind == EventKind::opening || a.kind == EventKind::back || a.kind == EventKind::away) {
        return a.index < b.index;
    }
    if (a.kind == EventKind::arrival) {
        const ArrivalStream& one = engine.streams[a.index];
        const ArrivalStream& other = engine.streams[b.index];
        return one.workflow() != other.workflow() ? one.workflow() < other.workflow()
                                                  : one.client() < other.client();
    }
    return named_before(engine, a.index, b.index);
}

} // namespace plimsoll

// What the log and mechanisms may listen to. Part of sim/engine/simulation.hpp.
//
// A listener has a function of the hook's name, as `void started(Engine&, const WorkItem&)`; who
// has none is not told. What is added up after the window's end does not happen to anybody.
//
//     ready        a visit may start; without work: it is done
//     started      its work starts, and is known to end at item.end
//     stopped      it ends now after all
//     resumed      what is left of it goes on, to item.end
//     finished     it is done
//     left         its case has left, by this outcome
//     person_free  somebody has nothing to do any more
//
// Mechanisms alone, those that are in force:
//
//     holds_when_begun, holds_when_ready, holds_at_start, holds_when_done
//                                         bool: it has put the visit on hold (sim/engine/hold.hpp)
//     holds_begun_work                    bool: the same of work that is about to go on
//     opened                              a case has come
//     decided                             a step of a case is: done, skipped or dead
//     cleared                             a rework wants a step done again
//     withdrawn                           a visit that is on hold is taken back
//     side_done, side_given_up            of its own side work (sim/engine/side_work.hpp)
//     automates                           bool: nobody does this visit of a step
//     executed                            a visit is done, and nothing holds it: what is wrong now?
//     defect_planted                      by another mechanism, at this visit
//     error_factor                        double: makes mistakes at a visit more likely
//     found                               int: a step is done and finds one; the way back, or -1
//     sent_back                           a case goes this way back
//     drained                             it has left after the window's end
//     reviewed                            somebody has looked at a case that has left
//     latency_between                     Microseconds: how long until a repair is noticed there
//     compensating_share                  double: of a visit's own work, which a clean design would
//                                         not need
//     rung                                a timer of its own (`set_timer_of`)
//     begin                               before the first instant
//     comes_back, goes_away               an event of its own (`set_event_of`), by its number
//     effort_multiplier                   double: stretches the effort of a visit
//     add_effort                          adds parts to the time that a visit's work takes
//     add_on_resuming                     the same, to what is left of it when it goes on
//     publish                             the end: its sums, under names of its own
//     number                              static: the n of Mn, that its side work and timers name
//
// Side work may begin where a hook is given an index, a timer or a case; an item that is given by
// reference moves when another begins.
#pragma once

#include "sim/engine/simulation.hpp"

#include <algorithm>
#include <tuple>

namespace plimsoll {

template <class Engine>
void tell_ready(Engine& engine, const WorkItem& item) {
    engine.notify([&](auto& listener) {
        if constexpr (requires { listener.ready(engine, item); }) {
            listener.ready(engine, item);
        }
    });
}

template <class Engine>
void tell_started(Engine& engine, const WorkItem& item) {
    engine.notify([&](auto& listener) {
        if constexpr (requires { listener.started(engine, item); }) {
            listener.started(engine, item);
        }
    });
}

template <class Engine>
void tell_stopped(Engine& engine, const WorkItem& item) {
    engine.notify([&](auto& listener) {
        if constexpr (requires { listener.stopped(engine, item); }) {
            listener.stopped(engine, item);
        }
    });
}

template <class Engine>
void tell_resumed(Engine& engine, const WorkItem& item) {
    engine.notify([&](auto& listener) {
        if constexpr (requires { listener.resumed(engine, item); }) {
            listener.resumed(engine, item);
        }
    });
}

template <class Engine>
void tell_finished(Engine& engine, const WorkItem& item) {
    engine.notify([&](auto& listener) {
        if constexpr (requires { listener.finished(engine, item); }) {
            listener.finished(engine, item);
        }
    });
}

template <class Engine>
void tell_left(Engine& engine, const Case& subject, int outcome) {
    engine.notify([&](auto& listener) {
        if constexpr (requires { listener.left(engine, subject, outcome); }) {
            listener.left(engine, subject, outcome);
        }
    });
}

template <class Engine>
void tell_person_free(Engine& engine, std::uint32_t person) {
    engine.notify([&](auto& listener) {
        if constexpr (requires { listener.person_free(engine, person); }) {
            listener.person_free(engine, person);
        }
    });
}

/// By how much mechanisms stretch the effort of a visit: `double effort_multiplier(Engine&, const
/// WorkItem&)`.
template <class Engine>
double stretch_of([[maybe_unused]] Engine& engine, [[maybe_unused]] const WorkItem& item) {
    double stretch = 1;
    const auto ask = [&](auto& mechanism) {
        if constexpr (requires { mechanism.effort_multiplier(engine, item); }) {
            stretch *= mechanism.effort_multiplier(engine, item);
        }
    };
    for_each_mechanism(engine, ask);
    return stretch;
}

/// Calls `ask` with every mechanism.
template <class Engine, class Ask>
void for_each_mechanism(Engine& engine, Ask ask) {
    std::apply([&](auto&... mechanism) { (ask(mechanism), ...); }, engine.mechanisms);
}

/// Whether a mechanism holds a visit at this point: `holds(mechanism)` says so. Those that have
/// been asked before are not asked again.
template <class Engine, class Holds>
bool is_held_by_one(Engine& engine, std::uint32_t index, WorkItem::HoldPoint point, Holds holds) {
    int number = 0;
    bool is_held = false;
    engine.items[index].hold_point = point;
    for_each_mechanism(engine, [&](auto& mechanism) {
        if (!is_held && number >= engine.items[index].asked) {
            ++engine.items[index].asked;
            is_held = holds(mechanism);
        }
        ++number;
    });
    if (!is_held) {
        engine.items[index].asked = 0;
    }
    return is_held;
}

/// Of a visit that its case has come to, `called` by a rework: by this event, or by several arcs
/// the last of which is this one. One alone may hold it here.
template <class Engine>
bool is_held_when_begun(Engine& engine, std::uint32_t index, const Moment& cause, bool called) {
    bool is_held = false;
    engine.items[index].hold_point = WorkItem::HoldPoint::begun;
    for_each_mechanism(engine, [&](auto& mechanism) {
        if constexpr (requires { mechanism.holds_when_begun(engine, index, cause, called); }) {
            is_held = (!engine.draining() && !is_held &&
                       mechanism.holds_when_begun(engine, index, cause, called)) ||
                      is_held;
        }
    });
    return is_held;
}

template <class Engine>
bool is_held_back([[maybe_unused]] Engine& engine, [[maybe_unused]] std::uint32_t index) {
    if constexpr (Engine::has_mechanisms) {
        return !engine.draining() &&
               is_held_by_one(engine, index, WorkItem::HoldPoint::ready, [&](auto& mechanism) {
                   if constexpr (requires { mechanism.holds_when_ready(engine, index); }) {
                       return mechanism.holds_when_ready(engine, index);
                   }
                   return false;
               });
    }
    return false;
}

/// Of a visit whose people are there. It waits again afterwards, and is asked again.
template <class Engine>
bool is_held_at_start(Engine& engine, std::uint32_t index) {
    if (is_side_work(engine, engine.items[index])) {
        return false;
    }
    bool is_held = false;
    engine.items[index].hold_point = WorkItem::HoldPoint::start;
    for_each_mechanism(engine, [&](auto& mechanism) {
        if constexpr (requires { mechanism.holds_at_start(engine, index); }) {
            is_held = is_held || mechanism.holds_at_start(engine, index);
        }
    });
    return is_held;
}

/// Of begun work whose people are there to go on with it.
template <class Engine>
bool is_held_in_work(Engine& engine, std::uint32_t index) {
    bool is_held = false;
    for_each_mechanism(engine, [&](auto& mechanism) {
        if constexpr (requires { mechanism.holds_begun_work(engine, index); }) {
            is_held = is_held || mechanism.holds_begun_work(engine, index);
        }
    });
    return is_held;
}

/// Of what is done, and something may follow from.
template <class Engine>
bool is_held_when_done(Engine& engine, std::uint32_t index) {
    const WorkItem& item = engine.items[index];
    return !engine.draining() && !item.is_void && engine.cases[item.case_index].open &&
           is_held_by_one(engine, index, WorkItem::HoldPoint::done, [&](auto& mechanism) {
               if constexpr (requires { mechanism.holds_when_done(engine, index); }) {
                   return mechanism.holds_when_done(engine, index);
               }
               return false;
           });
}

template <class Engine>
void tell_opened(Engine& engine, std::uint32_t case_index) {
    for_each_mechanism(engine, [&](auto& mechanism) {
        if constexpr (requires { mechanism.opened(engine, case_index); }) {
            mechanism.opened(engine, case_index);
        }
    });
}

/// A step of a case was done, skipped or is dead: some of what follows may begin.
template <class Engine>
void tell_decided(Engine& engine, std::uint32_t case_index, int step) {
    for_each_mechanism(engine, [&](auto& mechanism) {
        if constexpr (requires { mechanism.decided(engine, case_index, step); }) {
            if (!engine.draining()) {
                mechanism.decided(engine, case_index, step);
            }
        }
    });
}

/// A rework clears the step.
template <class Engine>
void tell_cleared(Engine& engine, std::uint32_t case_index, int step) {
    for_each_mechanism(engine, [&](auto& mechanism) {
        if constexpr (requires { mechanism.cleared(engine, case_index, step); }) {
            if (!engine.draining()) {
                mechanism.cleared(engine, case_index, step);
            }
        }
    });
}

template <class Engine>
void tell_withdrawn(Engine& engine, std::uint32_t index) {
    for_each_mechanism(engine, [&](auto& mechanism) {
        if constexpr (requires { mechanism.withdrawn(engine, index); }) {
            mechanism.withdrawn(engine, index);
        }
    });
}

/// A mechanism has made a mistake at this visit, for whichever carries it on.
template <class Engine>
void plant_defect(Engine& engine, std::uint32_t index) {
    for_each_mechanism(engine, [&](auto& mechanism) {
        if constexpr (requires { mechanism.defect_planted(engine, index); }) {
            mechanism.defect_planted(engine, index);
        }
    });
}

/// Calls `tell` with the mechanism of this number; one without a number owns nothing.
template <class Engine, class Tell>
void tell_owner(Engine& engine, int number, Tell tell) {
    for_each_mechanism(engine, [&]<class Mechanism>(Mechanism& mechanism) {
        if constexpr (requires { Mechanism::number; }) {
            if (Mechanism::number == number) {
                tell(mechanism);
            }
        }
    });
}

template <class Engine>
void tell_side_done(Engine& engine, std::uint32_t index) {
    tell_owner(engine, engine.items[index].mechanism, [&](auto& mechanism) {
        if constexpr (requires { mechanism.side_done(engine, index); }) {
            mechanism.side_done(engine, index);
        }
    });
}

template <class Engine>
void tell_side_given_up(Engine& engine, std::uint32_t index) {
    tell_owner(engine, engine.items[index].mechanism, [&](auto& mechanism) {
        if constexpr (requires { mechanism.side_given_up(engine, index); }) {
            mechanism.side_given_up(engine, index);
        }
    });
}

/// A timer of a mechanism for a visit: void when that is gone.
template <class Engine>
void set_timer_of(Engine& engine, int mechanism, std::uint32_t index, Microseconds time,
                  std::uint64_t tag) {
    Timer timer = timer_of(engine, index, Timer::Kind::mechanism);
    timer.time = std::max(time, engine.clock.now());
    timer.mechanism = mechanism;
    timer.tag = tag;
    engine.agenda.set(timer);
}

/// A timer of a mechanism for what comes again and again, whatever becomes of any case.
template <class Engine>
void set_calendar_timer(Engine& engine, int mechanism, Microseconds time, std::uint64_t tag) {
    Timer timer;
    timer.kind = Timer::Kind::calendar;
    timer.time = std::max(time, engine.clock.now());
    timer.mechanism = mechanism;
    timer.tag = tag;
    engine.agenda.set(timer);
}

/// A timer of a mechanism for what it keeps by itself of a case, by its own number.
template <class Engine>
void set_own_timer(Engine& engine, int mechanism, std::uint32_t case_index, int step,
                   Microseconds time, std::uint64_t tag) {
    const Case& subject = engine.cases[case_index];
    Timer timer;
    timer.kind = Timer::Kind::own;
    timer.time = std::max(time, engine.clock.now());
    timer.workflow = subject.workflow;
    timer.client = subject.client;
    timer.number = subject.number;
    timer.step = step;
    timer.mechanism = mechanism;
    timer.tag = tag;
    engine.agenda.set(timer);
}

template <class Engine>
void tell_rung(Engine& engine, const Timer& timer) {
    if (timer.kind == Timer::Kind::mechanism &&
        engine.items[timer.index].generation != timer.generation) {
        return;
    }
    tell_owner(engine, timer.mechanism, [&](auto& mechanism) {
        if constexpr (requires { mechanism.rung(engine, timer); }) {
            mechanism.rung(engine, timer);
        }
    });
}

/// The time that work takes with what mechanisms add to it, in parts by line of the hours.
template <class Engine>
Microseconds with_additions(Engine& engine, WorkItem& item, Microseconds worked) {
    item.parts.clear();
    for_each_mechanism(engine, [&](auto& mechanism) {
        if constexpr (requires { mechanism.add_effort(engine, item, worked, item.parts); }) {
            mechanism.add_effort(engine, item, worked, item.parts);
        }
    });
    const WorkCategory line = line_of(engine, item);
    const bool by_the_book = line == WorkCategory::direct || line == WorkCategory::edge;
    const Microseconds moved =
        by_the_book ? scaled(worked, compensating_share_of(engine, item)) : 0;
    if (item.parts.empty() && moved == 0) {
        return worked;
    }
    if (moved > 0) {
        item.parts.insert(item.parts.begin(), {WorkCategory::compensating, moved});
    }
    item.parts.insert(item.parts.begin(), {line, worked - moved});
    Microseconds all = 0;
    for (const EffortPart& part : item.parts) {
        all += part.time;
    }
    return all;
}

/// What is left of work takes longer when it goes on: by so much, with the parts of the rest.
template <class Engine>
Microseconds added_on_resuming(Engine& engine, WorkItem& item, Microseconds rest) {
    std::vector<EffortPart> more;
    for_each_mechanism(engine, [&](auto& mechanism) {
        if constexpr (requires { mechanism.add_on_resuming(engine, item, more); }) {
            mechanism.add_on_resuming(engine, item, more);
        }
    });
    if (more.empty()) {
        return 0;
    }
    std::vector<EffortPart> parts;
    on_lines(item, static_cast<std::size_t>(line_of(engine, item)), rest,
             [&](std::size_t line, Microseconds time) {
                 parts.push_back({static_cast<WorkCategory>(line), time});
             });
    Microseconds all = 0;
    for (const EffortPart& part : more) {
        parts.push_back(part);
        all += part.time;
    }
    item.parts = std::move(parts);
    return all;
}

template <class Engine>
void tell_begin([[maybe_unused]] Engine& engine) {
    for_each_mechanism(engine, [&](auto& mechanism) {
        if constexpr (requires { mechanism.begin(engine); }) {
            mechanism.begin(engine);
        }
    });
}

/// The event of a mechanism by which somebody comes or goes: what its `number` means it knows.
template <class Engine>
void set_event_of(Engine& engine, EventKind kind, int mechanism, std::uint32_t number,
                  Microseconds time) {
    engine.agenda.push({time, kind, (static_cast<std::uint32_t>(mechanism) << 24U) | number});
}

template <class Engine>
void tell_comes_back([[maybe_unused]] Engine& engine, [[maybe_unused]] std::uint32_t event) {
    tell_owner(engine, static_cast<int>(event >> 24U), [&](auto& mechanism) {
        if constexpr (requires { mechanism.comes_back(engine, event); }) {
            mechanism.comes_back(engine, event & 0xFFFFFFU);
        }
    });
}

/// All else of the instant is done, and nothing has started yet.
template <class Engine>
void let_people_go_away(Engine& engine) {
    for (const std::uint32_t event : engine.going_away) {
        tell_owner(engine, static_cast<int>(event >> 24U), [&](auto& mechanism) {
            if constexpr (requires { mechanism.goes_away(engine, event); }) {
                mechanism.goes_away(engine, event & 0xFFFFFFU);
            }
        });
    }
    engine.going_away.clear();
}

template <class Engine>
void tell_end(Engine& engine) {
    for_each_mechanism(engine, [&](auto& mechanism) {
        if constexpr (requires { mechanism.publish(engine); }) {
            mechanism.publish(engine);
        }
    });
}

} // namespace plimsoll

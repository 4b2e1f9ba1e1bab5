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
//     holds_when_ready, holds_when_done   bool: it has put the visit on hold (sim/engine/hold.hpp)
//     withdrawn                           a visit that is on hold is taken back
//     side_done, side_given_up            of its own side work (sim/engine/side_work.hpp)
//     rung                                a timer of its own (`set_timer_of`)
//     effort_multiplier                   double: stretches the effort of a visit
//     add_effort                          adds parts to the time that a visit's work takes
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

/// Whether a mechanism holds a visit at this point, before its work or when it is done:
/// `holds(mechanism)` says so. Those that have been asked before are not asked again.
template <class Engine, class Holds>
bool is_held_by_one(Engine& engine, std::uint32_t index, bool before, Holds holds) {
    int number = 0;
    bool is_held = false;
    engine.items[index].hold_is_before = before;
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

template <class Engine>
bool is_held_back([[maybe_unused]] Engine& engine, [[maybe_unused]] std::uint32_t index) {
    if constexpr (Engine::has_mechanisms) {
        return !engine.draining() && is_held_by_one(engine, index, true, [&](auto& mechanism) {
            if constexpr (requires { mechanism.holds_when_ready(engine, index); }) {
                return mechanism.holds_when_ready(engine, index);
            }
            return false;
        });
    }
    return false;
}

/// Of what is done, and something may follow from.
template <class Engine>
bool is_held_when_done(Engine& engine, std::uint32_t index) {
    const WorkItem& item = engine.items[index];
    return !engine.draining() && !item.is_void && engine.cases[item.case_index].open &&
           is_held_by_one(engine, index, false, [&](auto& mechanism) {
               if constexpr (requires { mechanism.holds_when_done(engine, index); }) {
                   return mechanism.holds_when_done(engine, index);
               }
               return false;
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

template <class Engine>
void tell_rung(Engine& engine, const Timer& timer) {
    if (engine.items[timer.index].generation != timer.generation) {
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
    if (item.parts.empty()) {
        return worked;
    }
    item.parts.insert(item.parts.begin(), {line_of(engine, item), worked});
    Microseconds all = 0;
    for (const EffortPart& part : item.parts) {
        all += part.time;
    }
    return all;
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

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
#pragma once

#include "sim/engine/simulation.hpp"

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
    std::apply([&](auto&... mechanism) { (ask(mechanism), ...); }, engine.mechanisms);
    return stretch;
}

} // namespace plimsoll

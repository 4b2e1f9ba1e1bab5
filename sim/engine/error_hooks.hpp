// What mechanisms are asked and told of who does a visit, of mistakes and of what follows from them
// (sim/engine/hooks.hpp). Part of sim/engine/simulation.hpp.
#pragma once

#include "sim/engine/simulation.hpp"

namespace plimsoll {

/// Whether nobody does this visit of a step.
template <class Engine>
bool is_automated_visit(Engine& engine, std::uint32_t case_index, int step, std::uint32_t visit) {
    bool is = false;
    for_each_mechanism(engine, [&](auto& mechanism) {
        if constexpr (requires { mechanism.automates(engine, case_index, step, visit); }) {
            is = is || mechanism.automates(engine, case_index, step, visit);
        }
    });
    return is;
}

/// A visit is done that counts, and decided on where that was needed.
template <class Engine>
void tell_executed(Engine& engine, std::uint32_t index) {
    for_each_mechanism(engine, [&](auto& mechanism) {
        if constexpr (requires { mechanism.executed(engine, index); }) {
            mechanism.executed(engine, index);
        }
    });
}

/// By what factor mistakes are likelier at this visit than its step says.
template <class Engine>
double error_factor_of(Engine& engine, const WorkItem& item) {
    double factor = 1;
    for_each_mechanism(engine, [&](auto& mechanism) {
        if constexpr (requires { mechanism.error_factor(engine, item); }) {
            factor *= mechanism.error_factor(engine, item);
        }
    });
    return factor;
}

/// The way back that what a step finds sends its case; -1: it finds nothing.
template <class Engine>
int sent_back_by_defect(Engine& engine, std::uint32_t case_index, int step, bool by_people) {
    int back = -1;
    for_each_mechanism(engine, [&](auto& mechanism) {
        if constexpr (requires { mechanism.found(engine, case_index, step, by_people); }) {
            back = back < 0 ? mechanism.found(engine, case_index, step, by_people) : back;
        }
    });
    return back;
}

template <class Engine>
void tell_sent_back(Engine& engine, std::uint32_t case_index, const PlanRework& way) {
    for_each_mechanism(engine, [&](auto& mechanism) {
        if constexpr (requires { mechanism.sent_back(engine, case_index, way); }) {
            mechanism.sent_back(engine, case_index, way);
        }
    });
}

/// Somebody has looked at a case that has left.
template <class Engine>
void tell_reviewed(Engine& engine, std::uint32_t case_index) {
    for_each_mechanism(engine, [&](auto& mechanism) {
        if constexpr (requires { mechanism.reviewed(engine, case_index); }) {
            mechanism.reviewed(engine, case_index);
        }
    });
}

template <class Engine>
void tell_drained(Engine& engine, std::uint32_t case_index) {
    for_each_mechanism(engine, [&](auto& mechanism) {
        if constexpr (requires { mechanism.drained(engine, case_index); }) {
            mechanism.drained(engine, case_index);
        }
    });
}

/// How long it takes until what one step has repaired is noticed where it goes next.
template <class Engine>
Microseconds latency_of_repair(Engine& engine, std::uint32_t case_index, int from, int to,
                               std::uint32_t visit) {
    Microseconds latency = 0;
    for_each_mechanism(engine, [&](auto& mechanism) {
        if constexpr (requires {
                          mechanism.latency_between(engine, case_index, from, to, visit);
                      }) {
            latency += mechanism.latency_between(engine, case_index, from, to, visit);
        }
    });
    return latency;
}

/// The share of a visit's own work that a clean design would not need.
template <class Engine>
double compensating_share_of(Engine& engine, const WorkItem& item) {
    double share = 0;
    for_each_mechanism(engine, [&](auto& mechanism) {
        if constexpr (requires { mechanism.compensating_share(engine, item); }) {
            share += mechanism.compensating_share(engine, item);
        }
    });
    return share;
}

} // namespace plimsoll

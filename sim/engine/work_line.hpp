// Which line of the hours work is on. Part of sim/engine/simulation.hpp.
#pragma once

#include "sim/engine/simulation.hpp"

#include <algorithm>

namespace plimsoll {

/// The hours of a batch are rework if all of its items are.
template <class Engine>
bool is_all_rework(const Engine& engine, const WorkItem& item) {
    if (is_alone(engine, item)) {
        return item.is_rework;
    }
    const std::vector<std::uint32_t>& items = engine.batches[item.batch].items;
    return std::all_of(items.begin(), items.end(),
                       [&engine](std::uint32_t one) { return engine.items[one].is_rework; });
}

/// The hours of a batch are of odd cases if all of its items are.
template <class Engine>
bool is_all_odd([[maybe_unused]] const Engine& engine, [[maybe_unused]] const WorkItem& item) {
    if constexpr (Engine::has_mechanisms) {
        const auto is_odd = [&engine](const WorkItem& one) {
            const Case& subject = engine.cases[one.case_index];
            return subject.is_odd || subject.is_novel;
        };
        if (is_alone(engine, item)) {
            return is_odd(item);
        }
        const std::vector<std::uint32_t>& items = engine.batches[item.batch].items;
        return std::all_of(items.begin(), items.end(),
                           [&](std::uint32_t one) { return is_odd(engine.items[one]); });
    }
    return false;
}

/// The line of the hours that an item's own work is on.
template <class Engine>
WorkCategory line_of(const Engine& engine, const WorkItem& item) {
    return is_side_work(engine, item)    ? item.line
           : is_fallback(engine, item)   ? WorkCategory::automation
           : is_all_rework(engine, item) ? WorkCategory::rework
           : is_all_odd(engine, item)    ? WorkCategory::edge
                                         : WorkCategory::direct;
}

} // namespace plimsoll

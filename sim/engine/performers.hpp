// What the people of a piece of work make of it: how fast they are together, and what they cost.
// Part of sim/engine/simulation.hpp.
#pragma once

#include "sim/engine/simulation.hpp"

#include <algorithm>

namespace plimsoll {

/// Of the slowest of them; 0 where it takes nobody whose speed matters.
template <class Engine>
double speed_of_people(const Engine& engine, const WorkItem& item) {
    const PlanQueue& need = engine.plan.queue(item.need);
    double slowest = item.people.empty() && need.speed != 1 ? need.speed : 0;
    const auto add = [&slowest](double speed) {
        slowest = slowest == 0 ? speed : std::min(slowest, speed);
    };
    for (const std::uint32_t person : item.people) {
        add(engine.plan.people[person].speed *
            (engine.plan.people[person].team == need.lead ? need.speed : 1));
    }
    if (Engine::full_engine && item.uses_kept) {
        for (const std::uint32_t person : engine.cases[item.case_index].retained.people) {
            add(engine.plan.people[person].speed);
        }
    }
    return slowest;
}

/// An hour of all of them.
template <class Engine>
double cost_of_people(const Engine& engine, const WorkItem& item) {
    const PlanQueue& need = engine.plan.queue(item.need);
    double cost_per_hour = 0;
    for (const std::uint32_t person : item.people) {
        cost_per_hour += engine.plan.people[person].cost_per_hour * share_of(engine, need, person);
    }
    for (const Need& part : need.teams) {
        const PlanTeam& team = engine.plan.team(part.team);
        if (team.unlimited) {
            cost_per_hour += static_cast<double>(part.people) * team.cost_per_hour * part.share;
        }
    }
    return cost_per_hour;
}

} // namespace plimsoll

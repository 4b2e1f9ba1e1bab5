// Who did a step, and how long it takes these people. Part of sim/engine/simulation.hpp.
#pragma once

#include "sim/engine/simulation.hpp"

#include <algorithm>

namespace plimsoll {

/// What is known of an item once its people are: those of the leader, of a batch.
template <class Engine>
void note_who_does(Engine& engine, WorkItem& item, const WorkItem& leader) {
    if constexpr (!Engine::full_engine) {
        return;
    }
    Case& subject = engine.cases[item.case_index];
    if (!subject.done_by.empty()) {
        DoneBy& done = subject.done_by[item.step - subject.first_step];
        // All visits of a step that is done several times; done again, it is the latest who count.
        const std::uint32_t visit =
            item.part_of == nobody ? item.visit : engine.items[item.part_of].visit;
        if (done.visit != visit) {
            done = {visit, {}};
        }
        for (const std::uint32_t person : leader.people) {
            done.people.push_back(static_cast<int>(person));
        }
        if (leader.uses_kept) {
            for (const std::uint32_t person : subject.retained.people) {
                done.people.push_back(static_cast<int>(person));
            }
        }
    }
    if (!engine.plan.step(item.step).effort_of.empty()) {
        item.effort = effort_of(engine, item, leader);
    }
}

/// The effort of the people who do it: the same luck through the law of the slowest of them.
template <class Engine>
Microseconds effort_of(const Engine& engine, const WorkItem& item, const WorkItem& leader) {
    const PlanStep& step = engine.plan.step(item.step);
    const RandomWords words = random_words(engine, item, 0);
    const double luck = uniform(words[0], words[1]);
    const PlanQueue& need = engine.plan.queue(item.need);
    Microseconds longest = -1;
    for (const std::uint32_t person : leader.people) {
        if (engine.plan.people[person].team != need.lead) {
            continue;
        }
        const auto own =
            std::find_if(step.effort_of.begin(), step.effort_of.end(), [person](const auto& one) {
                return one.first == static_cast<int>(person);
            });
        const Sampler& law = own == step.effort_of.end() ? step.effort : own->second;
        longest = std::max(longest, law.draw(luck));
    }
    return longest < 0 ? item.effort : longest;
}

} // namespace plimsoll

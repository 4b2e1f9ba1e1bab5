// Whom a visit waits for, where that is a person: the same as before, the client's own, anybody but
// (MODEL.md ruling 10). Part of sim/engine/simulation.hpp.
#pragma once

#include "sim/engine/simulation.hpp"

#include <algorithm>

namespace plimsoll {

/// The queue for whom this visit needs, seen from its case.
template <class Engine>
int need_by_person(const Engine& engine, const WorkItem& item) {
    const Case& subject = engine.cases[item.case_index];
    const PlanPersonRule& rule = engine.plan.person_rule(rule_of(engine, item));
    static const std::vector<int> none;
    const std::vector<int>& before = subject.done_by[item.step - subject.first_step].people;
    const std::vector<int>& others = rule.step < 0 ? none : subject.done_by[rule.step].people;
    switch (rule.kind) {
    case PlanPersonRule::Kind::same_as:
        return need_for_these(engine, item, rule, others);
    case PlanPersonRule::Kind::other_than:
        // On rework it returns to who did it, unless one of them has done the other step since.
        return before.empty() || is_one_of_both(engine, before, others)
                   ? need_for_others(engine, item, rule, others)
                   : need_for_these(engine, item, rule, before);
    case PlanPersonRule::Kind::of_client:
        if (subject.client > 0 && before.empty()) {
            const int own = rule.of_clients[subject.client % rule.of_clients.size()];
            return need_for_these(engine, item, rule, {own});
        }
        return need_for_these(engine, item, rule, before);
    case PlanPersonRule::Kind::returns:
        return need_for_these(engine, item, rule, before);
    }
    return base_need(engine, item);
}

template <class Engine>
bool is_one_of_both(const Engine& engine, const std::vector<int>& some,
                    const std::vector<int>& others) {
    const auto body = [&engine](int person) { return engine.plan.person(person).body; };
    return std::any_of(some.begin(), some.end(), [&](int one) {
        return std::any_of(others.begin(), others.end(),
                           [&](int other) { return body(one) == body(other); });
    });
}

/// The queue for those of these people who may do it and have not left, in the order in which they
/// took it, as many as are needed; the rest may be anybody.
template <class Engine>
int need_for_these(const Engine& engine, const WorkItem& item, const PlanPersonRule& rule,
                   const std::vector<int>& people) {
    std::vector<int> bodies;
    for (const int person : people) {
        const int body = engine.plan.person(person).body;
        const auto alone = rule.only.find({body});
        if (static_cast<std::int64_t>(bodies.size()) < rule.seats && alone != rule.only.end() &&
            std::find(bodies.begin(), bodies.end(), body) == bodies.end() &&
            !engine.staff.have_left(engine.plan.queue(alone->second))) {
            bodies.push_back(body);
        }
    }
    std::sort(bodies.begin(), bodies.end());
    const auto found = rule.only.find(bodies);
    return found == rule.only.end() ? base_need(engine, item) : found->second;
}

/// The bodies of those of these people that are among `bodies`; sorted.
template <class Engine>
std::vector<int> bodies_among(const Engine& engine, const std::vector<int>& bodies,
                              const std::vector<int>& people) {
    std::vector<int> found;
    for (const int person : people) {
        const int body = engine.plan.person(person).body;
        if (std::binary_search(bodies.begin(), bodies.end(), body)) {
            found.push_back(body);
        }
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

/// The queue for anybody but these.
template <class Engine>
int need_for_others(const Engine& engine, const WorkItem& item, const PlanPersonRule& rule,
                    const std::vector<int>& people) {
    const auto found = rule.all_but.find(bodies_among(engine, rule.may, people));
    return found == rule.all_but.end() ? base_need(engine, item) : found->second;
}

/// Whom a visit needs when it is nobody in particular.
template <class Engine>
int base_need(const Engine& engine, const WorkItem& item) {
    if (is_fallback(engine, item)) {
        return item.fallback_need;
    }
    const PlanStep& step = engine.plan.step(item.step);
    return item.uses_kept ? step.kept_need : step.need;
}

template <class Engine>
int rule_of(const Engine& engine, const WorkItem& item) {
    if (is_fallback(engine, item)) {
        return -1;
    }
    const PlanStep& step = engine.plan.step(item.step);
    return item.uses_kept ? step.kept_rule : step.person_rule;
}

/// `or any after`: when it has waited so long for that person, anybody may do it.
template <class Engine>
void expect_anybody(Engine& engine, std::uint32_t index) {
    const WorkItem& item = engine.items[index];
    const PlanPersonRule& rule = engine.plan.person_rule(rule_of(engine, item));
    if (rule.any_after < 0 || item.need == base_need(engine, item)) {
        return;
    }
    Timer timer = timer_of(engine, index, Timer::Kind::anybody);
    timer.time = engine.clock.after(rule.any_clock, engine.clock.now(), rule.any_after);
    engine.agenda.set(timer);
}

template <class Engine>
void ask_anybody(Engine& engine, const Timer& timer) {
    const WorkItem& item = engine.items[timer.index];
    if (item.generation != timer.generation || item.is_void ||
        item.stage != WorkItem::Stage::waiting || item.is_escalated) {
        return;
    }
    leave_queue(engine, timer.index);
    move_to(engine, timer.index, base_need(engine, item));
}

} // namespace plimsoll

#include "sim/plan/compile_knows.hpp"

#include "sim/plan/compile_needs.hpp"

#include <algorithm>
#include <iterator>

namespace plimsoll {

namespace {

/// Those of a team who go by one of these names, and may do what this need is for.
std::vector<int> named(const std::vector<std::string>& names, const PlanQueue& need,
                       const Operation& operation, const Plan& plan) {
    std::vector<int> found;
    for (const int person : people_of(need.lead, plan)) {
        const PlanPerson& who = plan.person(person);
        const Team& team = operation.teams[static_cast<std::size_t>(who.team)];
        const Members& members = team.members[static_cast<std::size_t>(who.member)];
        const bool is_named = std::any_of(names.begin(), names.end(), [&](const std::string& name) {
            return name == team.name || (!members.name.empty() && name == members.name);
        });
        if (is_named && need.may_serve(0, person)) {
            found.push_back(person);
        }
    }
    return found;
}

/// The same need for these people alone; -1: they are too few.
int need_of(PlanQueue need, std::vector<int> people, Plan& plan, Clocks& clocks) {
    if (static_cast<std::int64_t>(people.size()) < need.teams.front().people) {
        return -1;
    }
    need.candidates = std::move(people);
    need.is_queue = false;
    need.helpers.clear();
    plan.team(need.lead).by_name = true;
    WeekClock all = plan.clocks[0];
    for (std::size_t place = 0; place < need.teams.size(); ++place) {
        all =
            WeekClock::both(all, on_shift(need.teams[place].team,
                                          place == 0 ? need.candidates : std::vector<int>{}, plan));
    }
    need.on_duty_clock = clocks.number(all);
    return add_need(std::move(need), plan);
}

/// In their place, on days on which none of them is there.
int cover_of(const Knowing& knowing, const PlanQueue& need, int knowers, const Operation& operation,
             Plan& plan, Clocks& clocks) {
    PlanQueue cover = need;
    cover.covers = knowers;
    const std::vector<int> know = plan.queue(knowers).candidates;
    const auto knows = [&know](int person) {
        return std::binary_search(know.begin(), know.end(), person);
    };
    std::vector<int> others;
    if (knowing.runbook) {
        others = people_of(need.lead, plan);
        std::erase_if(others, [&](int person) { return !need.may_serve(0, person); });
        cover.speed *= knowing.cover_speed;
    } else if (!knowing.deputy.empty()) {
        others = named({knowing.deputy}, need, operation, plan);
        cover.speed *= knowing.cover_speed / 2;
    }
    std::erase_if(others, knows);
    return cover.speed > 0 ? need_of(std::move(cover), std::move(others), plan, clocks) : -1;
}

} // namespace

bool compile_knows(const Knowing& knowing, const Operation& operation, int step, Plan& plan,
                   Clocks& clocks) {
    const int usual = plan.step(step).need;
    const std::vector<int> usual_options = plan.queue(usual).alternatives.empty()
                                               ? std::vector<int>{usual}
                                               : plan.queue(usual).alternatives;
    std::vector<int> options;
    std::vector<int> covers;
    for (const int option : usual_options) {
        const PlanQueue need = plan.queue(option);
        const std::vector<int> know = named(knowing.who, need, operation, plan);
        if (know.empty() || know.size() == people_of(need.lead, plan).size()) {
            continue;
        }
        const int knowers = need_of(need, know, plan, clocks);
        const int cover = knowers >= 0 && need.helps < 0
                              ? cover_of(knowing, need, knowers, operation, plan, clocks)
                              : -1;
        if (knowers >= 0) {
            options.push_back(knowers);
        }
        if (cover >= 0) {
            covers.push_back(cover);
        }
    }
    if (options.empty()) {
        return false;
    }
    // The team is open when anybody of it is there: what waits then waits for those who know.
    PlanQueue choice = plan.queue(usual);
    choice.alternatives = std::move(options);
    choice.alternatives.insert(choice.alternatives.end(), covers.begin(), covers.end());
    choice.candidates.clear();
    choice.is_queue = false;
    choice.knows = true;
    plan.step(step).need = in_queue(add_need(std::move(choice), plan), plan);
    return true;
}

} // namespace plimsoll

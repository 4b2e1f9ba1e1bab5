// People told apart by name: who may do this work, the same person as before, the client's own,
// anybody but; one body in several teams (MODEL.md ruling 10). Part of sim/engine/simulation.hpp.
//
// A team whose people are told apart keeps no queue of free people: whoever is free and may do it
// is looked for among all of them, and whose last work ended earliest is taken, as anywhere.
#pragma once

#include "sim/engine/simulation.hpp"

#include <algorithm>
#include <set>

namespace plimsoll {

/// On shift, and at work neither here nor, as the same person, elsewhere.
template <class Features, class... Mechanisms>
bool Simulation<Features, Mechanisms...>::is_available(int person) const {
    const auto place = static_cast<std::size_t>(person);
    const PlanPerson& who = plan_.people[place];
    return is_free_[place] != 0 && is_open_now(who.clock) &&
           std::all_of(who.also.begin(), who.also.end(),
                       [this](int same) { return is_free_[static_cast<std::size_t>(same)] != 0; });
}

template <class Features, class... Mechanisms>
bool Simulation<Features, Mechanisms...>::may_serve(const PlanQueue& need, std::size_t place,
                                                    int person) const {
    return place > 0 || need.candidates.empty() ||
           std::binary_search(need.candidates.begin(), need.candidates.end(), person);
}

/// Whether the part at `place` may take this person of `team`, there or, as the same person, in the
/// team of the part.
template <class Features, class... Mechanisms>
bool Simulation<Features, Mechanisms...>::may_serve(const PlanQueue& need, std::size_t place,
                                                    int person, int team) const {
    if (team == need.teams[place].team) {
        return may_serve(need, place, person);
    }
    const std::vector<int>& also = plan_.person(person).also;
    return std::any_of(also.begin(), also.end(), [&](int same) {
        return plan_.person(same).team == need.teams[place].team && may_serve(need, place, same);
    });
}

template <class Features, class... Mechanisms>
bool Simulation<Features, Mechanisms...>::somebody_named_is_free(const PlanTeam& team) const {
    return std::any_of(team.shifts.begin(), team.shifts.end(), [this](const Shift& shift) {
        return std::any_of(shift.people.begin(), shift.people.end(),
                           [this](int person) { return is_available(person); });
    });
}

template <class Features, class... Mechanisms>
bool Simulation<Features, Mechanisms...>::is_required(const PlanQueue& need, int person) const {
    return std::binary_search(need.required.begin(), need.required.end(), person);
}

/// Whether so many people of the part at `place` are there who may do it.
template <class Features, class... Mechanisms>
bool Simulation<Features, Mechanisms...>::are_available_for(const PlanQueue& need,
                                                            std::size_t place,
                                                            std::int64_t wanted) const {
    const auto find_more = [&](const std::vector<int>& people) {
        for (const int person : people) {
            if (is_available(person) && --wanted <= 0) {
                return true;
            }
        }
        return wanted <= 0;
    };
    if (place == 0 && !std::all_of(need.required.begin(), need.required.end(),
                                   [this](int person) { return is_available(person); })) {
        return false;
    }
    if (place == 0 && !need.candidates.empty()) {
        return find_more(need.candidates);
    }
    const PlanTeam& team = plan_.team(need.teams[place].team);
    return wanted <= 0 || std::any_of(team.shifts.begin(), team.shifts.end(),
                                      [&](const Shift& shift) { return find_more(shift.people); });
}

template <class Features, class... Mechanisms>
bool Simulation<Features, Mechanisms...>::named_are_free_for(const PlanQueue& need) {
    for (std::size_t place = 0; place < need.teams.size(); ++place) {
        const Need& part = need.teams[place];
        const bool by_name = plan_.team(part.team).by_name;
        if (by_name ? !are_available_for(need, place, part.people)
                    : free_on_shift(part.team) < part.people) {
            return false;
        }
    }
    return !need.shares_people ||
           can_be_filled(need, 0, need.teams.front().people, -1,
                         [this](int person) { return is_available(person); });
}

/// Whether those of the part at `place` are enough who pass the test.
template <class Features, class... Mechanisms>
template <class Test>
bool Simulation<Features, Mechanisms...>::part_is_served(const PlanQueue& need, std::size_t place,
                                                         Test is_free) const {
    const PlanTeam& team = plan_.team(need.teams[place].team);
    if (team.unlimited) {
        return is_open_now(team.clock);
    }
    if (place == 0 && !std::all_of(need.required.begin(), need.required.end(), is_free)) {
        return false;
    }
    std::int64_t wanted = need.teams[place].people;
    for (const Shift& shift : team.shifts) {
        for (const int person : shift.people) {
            wanted -= may_serve(need, place, person) && is_free(person) ? 1 : 0;
        }
    }
    return wanted <= 0;
}

/// Whether those who pass the test are enough, none of them at two places.
template <class Features, class... Mechanisms>
template <class Test>
bool Simulation<Features, Mechanisms...>::would_be_served(const PlanQueue& need,
                                                          Test is_free) const {
    for (std::size_t place = 0; place < need.teams.size(); ++place) {
        if (!part_is_served(need, place, is_free)) {
            return false;
        }
    }
    return !need.shares_people || can_be_filled(need, 0, need.teams.front().people, -1, is_free);
}

/// Whether `seats` more of the part at `place`, and all parts after it, find people of their own
/// among those who pass the test; `without`: not this one, who is about to be taken. Only where
/// somebody is in two of the teams.
template <class Features, class... Mechanisms>
template <class Test>
bool Simulation<Features, Mechanisms...>::can_be_filled(const PlanQueue& need, std::size_t place,
                                                        std::int64_t seats, int without,
                                                        Test is_free) const {
    // Seats to bodies, by augmenting paths.
    std::vector<std::size_t> part_of;
    for (std::size_t part = place; part < need.teams.size(); ++part) {
        if (plan_.team(need.teams[part].team).unlimited) {
            continue;
        }
        const std::int64_t wanted = part == place ? seats : need.teams[part].people;
        part_of.insert(part_of.end(), static_cast<std::size_t>(wanted), part);
    }
    std::int64_t required = place == 0 ? required_still(need, seats) : 0;
    std::vector<std::vector<int>> bodies(part_of.size());
    for (std::size_t seat = 0; seat < part_of.size(); ++seat) {
        const int team = need.teams[part_of[seat]].team;
        const bool is_for_required = required-- > 0;
        for (const Shift& shift : plan_.team(team).shifts) {
            for (const int person : shift.people) {
                const int body = plan_.person(person).body;
                const bool may = is_for_required ? is_required(need, person)
                                                 : may_serve(need, part_of[seat], person);
                if (body != without && may && is_free(person)) {
                    bodies[seat].push_back(body);
                }
            }
        }
    }
    std::map<int, std::size_t> taken;
    const auto find_seat = [&](auto& self, std::size_t seat, std::set<int>& asked) -> bool {
        for (const int body : bodies[seat]) {
            if (!asked.insert(body).second) {
                continue;
            }
            const auto holder = taken.find(body);
            if (holder == taken.end() || self(self, holder->second, asked)) {
                taken[body] = seat;
                return true;
            }
        }
        return false;
    };
    for (std::size_t seat = 0; seat < part_of.size(); ++seat) {
        std::set<int> asked;
        if (!find_seat(find_seat, seat, asked)) {
            return false;
        }
    }
    return true;
}

/// Of so many seats of the first part that are still to be taken, those for somebody required: they
/// are taken first.
template <class Features, class... Mechanisms>
std::int64_t Simulation<Features, Mechanisms...>::required_still(const PlanQueue& need,
                                                                 std::int64_t seats) const {
    const std::int64_t taken = need.teams.front().people - seats;
    return std::max<std::int64_t>(0, static_cast<std::int64_t>(need.required.size()) - taken);
}

/// Ruling 8 among those who may do it; of somebody in two of the teams only if the rest can be
/// filled then, too.
template <class Features, class... Mechanisms>
std::uint32_t Simulation<Features, Mechanisms...>::take_named(const PlanQueue& need,
                                                              std::size_t place,
                                                              std::int64_t seats) {
    const PlanTeam& team = plan_.team(need.teams[place].team);
    const bool for_required = place == 0 && required_still(need, seats) > 0;
    const auto goes_before = [this](int person, int other) {
        const Microseconds worked = last_worked_[static_cast<std::size_t>(person)];
        const Microseconds others = last_worked_[static_cast<std::size_t>(other)];
        return worked != others ? worked < others : person < other;
    };
    const auto first = [&](auto may_be_taken) {
        int chosen = -1;
        for (const Shift& shift : team.shifts) {
            for (const int person : shift.people) {
                const bool may =
                    for_required ? is_required(need, person) : may_serve(need, place, person);
                if ((chosen < 0 || goes_before(person, chosen)) && is_available(person) && may &&
                    may_be_taken(person)) {
                    chosen = person;
                }
            }
        }
        return chosen;
    };
    int chosen = -1;
    if (need.shares_people) {
        chosen = first([&](int person) {
            const int body = plan_.person(person).body;
            return can_be_filled(need, place, seats - 1, body,
                                 [this](int one) { return is_available(one); });
        });
    }
    if (chosen < 0) {
        chosen = first([](int) { return true; });
    }
    take_this_person(static_cast<std::uint32_t>(chosen));
    return static_cast<std::uint32_t>(chosen);
}

/// Takes this person, who is free.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::take_this_person(std::uint32_t person) {
    const PlanPerson& who = plan_.people[person];
    const PlanTeam& team = plan_.team(who.team);
    if (!team.by_name) {
        std::size_t shift = 0;
        while (team.shifts[shift].clock != who.clock) {
            ++shift;
        }
        teams_[static_cast<std::size_t>(who.team)].free[shift].remove_value(person);
        --teams_[static_cast<std::size_t>(who.team)].free_people;
        return;
    }
    keep_account(who.team);
    for (const int same : who.also) {
        keep_account(plan_.person(same).team);
    }
    is_free_[person] = 0;
}

template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::release_named(std::uint32_t person) {
    const PlanPerson& who = plan_.people[person];
    keep_account(who.team);
    last_worked_[person] = now_;
    mark_dirty(who.team);
    for (const int same : who.also) {
        keep_account(plan_.person(same).team);
        last_worked_[static_cast<std::size_t>(same)] = now_;
        mark_dirty(plan_.person(same).team);
    }
    is_free_[person] = 1;
}

/// The queue for whom this visit needs, seen from its case.
template <class Features, class... Mechanisms>
int Simulation<Features, Mechanisms...>::need_by_person(const WorkItem& item) const {
    const Case& subject = cases_[item.case_index];
    const PlanPersonRule& rule = plan_.person_rule(rule_of(item));
    static const std::vector<int> none;
    const std::vector<int>& before =
        subject.done_by[static_cast<std::size_t>(item.step - subject.first_step)].people;
    const std::vector<int>& others =
        rule.step < 0 ? none : subject.done_by[static_cast<std::size_t>(rule.step)].people;
    switch (rule.kind) {
    case PlanPersonRule::Kind::same_as:
        return need_for_these(item, rule, others);
    case PlanPersonRule::Kind::other_than:
        // On rework it returns to who did it, unless one of them has done the other step since.
        return before.empty() || is_one_of_both(before, others)
                   ? need_for_others(item, rule, others)
                   : need_for_these(item, rule, before);
    case PlanPersonRule::Kind::of_client:
        if (subject.client > 0 && before.empty()) {
            const int own = rule.of_clients[subject.client % rule.of_clients.size()];
            return need_for_these(item, rule, {own});
        }
        return need_for_these(item, rule, before);
    case PlanPersonRule::Kind::returns:
        return need_for_these(item, rule, before);
    }
    return base_need(item);
}

template <class Features, class... Mechanisms>
bool Simulation<Features, Mechanisms...>::is_one_of_both(const std::vector<int>& some,
                                                         const std::vector<int>& others) const {
    const auto body = [this](int person) { return plan_.person(person).body; };
    return std::any_of(some.begin(), some.end(), [&](int one) {
        return std::any_of(others.begin(), others.end(),
                           [&](int other) { return body(one) == body(other); });
    });
}

/// The queue for those of these people who may do it and have not left, in the order in which they
/// took it, as many as are needed; the rest may be anybody.
template <class Features, class... Mechanisms>
int Simulation<Features, Mechanisms...>::need_for_these(const WorkItem& item,
                                                        const PlanPersonRule& rule,
                                                        const std::vector<int>& people) const {
    std::vector<int> bodies;
    for (const int person : people) {
        const int body = plan_.person(person).body;
        const auto alone = rule.only.find({body});
        if (static_cast<std::int64_t>(bodies.size()) < rule.seats && alone != rule.only.end() &&
            std::find(bodies.begin(), bodies.end(), body) == bodies.end() &&
            !have_left(plan_.queue(alone->second))) {
            bodies.push_back(body);
        }
    }
    std::sort(bodies.begin(), bodies.end());
    const auto found = rule.only.find(bodies);
    return found == rule.only.end() ? base_need(item) : found->second;
}

/// The bodies of those of these people that are among `bodies`; sorted.
template <class Features, class... Mechanisms>
std::vector<int>
Simulation<Features, Mechanisms...>::bodies_among(const std::vector<int>& bodies,
                                                  const std::vector<int>& people) const {
    std::vector<int> found;
    for (const int person : people) {
        const int body = plan_.person(person).body;
        if (std::binary_search(bodies.begin(), bodies.end(), body)) {
            found.push_back(body);
        }
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

/// The queue for anybody but these.
template <class Features, class... Mechanisms>
int Simulation<Features, Mechanisms...>::need_for_others(const WorkItem& item,
                                                         const PlanPersonRule& rule,
                                                         const std::vector<int>& people) const {
    const auto found = rule.all_but.find(bodies_among(rule.may, people));
    return found == rule.all_but.end() ? base_need(item) : found->second;
}

/// Whom a visit needs when it is nobody in particular.
template <class Features, class... Mechanisms>
int Simulation<Features, Mechanisms...>::base_need(const WorkItem& item) const {
    const PlanStep& step = plan_.step(item.step);
    return item.uses_kept ? step.kept_need : step.need;
}

template <class Features, class... Mechanisms>
int Simulation<Features, Mechanisms...>::rule_of(const WorkItem& item) const {
    const PlanStep& step = plan_.step(item.step);
    return item.uses_kept ? step.kept_rule : step.person_rule;
}

/// Whether those whom this queue is for will never be there again: one of those it cannot do
/// without, or all who might.
template <class Features, class... Mechanisms>
bool Simulation<Features, Mechanisms...>::have_left(const PlanQueue& need) const {
    const auto gone = [this](int person) { return has_left(static_cast<std::uint32_t>(person)); };
    const auto every_option = [&](int option) { return have_left(plan_.queue(option)); };
    if (!need.alternatives.empty()) {
        return std::all_of(need.alternatives.begin(), need.alternatives.end(), every_option);
    }
    return std::any_of(need.required.begin(), need.required.end(), gone) ||
           (!need.candidates.empty() &&
            std::all_of(need.candidates.begin(), need.candidates.end(), gone));
}

/// `or any after`: when it has waited so long for that person, anybody may do it.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::expect_anybody(std::uint32_t index) {
    const WorkItem& item = items_[index];
    const PlanPersonRule& rule = plan_.person_rule(rule_of(item));
    if (rule.any_after < 0 || item.need == base_need(item)) {
        return;
    }
    Timer timer = timer_of(index, Timer::Kind::anybody);
    timer.time = after(rule.any_clock, now_, rule.any_after);
    set_timer(timer);
}

template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::ask_anybody(const Timer& timer) {
    const WorkItem& item = items_[timer.index];
    if (item.generation != timer.generation || item.is_void ||
        item.stage != WorkItem::Stage::waiting || item.is_escalated) {
        return;
    }
    leave_queue(timer.index);
    move_to(timer.index, base_need(item));
}

/// The time that somebody of the team was free and on shift, up to now. To be called before
/// anybody is taken or comes free.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::keep_account(int team) {
    TeamState& state = teams_[static_cast<std::size_t>(team)];
    if (!state.keeps_account || state.account_until == now_) {
        return;
    }
    std::vector<int> shifts; // a clock belongs to one shift of a team
    for (const Shift& shift : plan_.team(team).shifts) {
        for (const int person : shift.people) {
            const PlanPerson& who = plan_.person(person);
            const bool free = is_free_[static_cast<std::size_t>(person)] != 0 &&
                              std::all_of(who.also.begin(), who.also.end(), [this](int same) {
                                  return is_free_[static_cast<std::size_t>(same)] != 0;
                              });
            if (free) {
                shifts.push_back(shift.clock);
                break;
            }
        }
    }
    const auto passed_on = [&](int clock) {
        return clocks_.open_between(clock, state.account_until, now_);
    };
    if (!shifts.empty()) {
        std::sort(shifts.begin(), shifts.end());
        const int any = either_clock(shifts);
        const Microseconds others_free = passed_on(in_open_time(any));
        state.others_free += others_free;
        for (auto& [clock, account] : state.others_on_duty) {
            account += clock == any ? others_free : passed_on(common_clock({0, any, clock}));
        }
    }
    state.account_until = now_;
}

template <class Features, class... Mechanisms>
Microseconds Simulation<Features, Mechanisms...>::account_on_duty(const PlanQueue& need) const {
    for (const auto& [clock, account] :
         teams_[static_cast<std::size_t>(need.lead)].others_on_duty) {
        if (clock == need.on_duty_clock) {
            return account;
        }
    }
    return 0;
}

template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::begin_account(WorkItem& item, const PlanQueue& need) {
    keep_account(need.lead);
    item.others_free = teams_[static_cast<std::size_t>(need.lead)].others_free;
    item.others_on_duty = account_on_duty(need);
}

} // namespace plimsoll

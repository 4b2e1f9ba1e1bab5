// People told apart by name: who may do this work, the same person as before, the client's own,
// anybody but; one body in several teams (MODEL.md ruling 10). Part of sim/simulation.hpp.
//
// A team whose people are told apart keeps no queue of free people: whoever is free and may do it
// is looked for among all of them, and whose last work ended earliest is taken, as anywhere.
#pragma once

#include "sim/simulation.hpp"

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
bool Simulation<Features, Mechanisms...>::may_serve(const PlanNeed& need, std::size_t place,
                                                    int person) const {
    return place > 0 || need.candidates.empty() ||
           std::binary_search(need.candidates.begin(), need.candidates.end(), person);
}

template <class Features, class... Mechanisms>
bool Simulation<Features, Mechanisms...>::somebody_named_is_free(const PlanTeam& team) const {
    return std::any_of(team.shifts.begin(), team.shifts.end(), [this](const Shift& shift) {
        return std::any_of(shift.people.begin(), shift.people.end(),
                           [this](int person) { return is_available(person); });
    });
}

/// Whether so many people of the part at `place` are there who may do it.
template <class Features, class... Mechanisms>
bool Simulation<Features, Mechanisms...>::are_available_for(const PlanNeed& need, std::size_t place,
                                                            std::int64_t wanted) const {
    const auto find_more = [&](const std::vector<int>& people) {
        for (const int person : people) {
            if (is_available(person) && --wanted <= 0) {
                return true;
            }
        }
        return wanted <= 0;
    };
    if (place == 0 && !need.candidates.empty()) {
        return find_more(need.candidates);
    }
    const PlanTeam& team = plan_.teams[static_cast<std::size_t>(need.teams[place].team)];
    return wanted <= 0 || std::any_of(team.shifts.begin(), team.shifts.end(),
                                      [&](const Shift& shift) { return find_more(shift.people); });
}

template <class Features, class... Mechanisms>
bool Simulation<Features, Mechanisms...>::named_are_free_for(const PlanNeed& need) {
    for (std::size_t place = 0; place < need.teams.size(); ++place) {
        const Need& part = need.teams[place];
        const bool by_name = plan_.teams[static_cast<std::size_t>(part.team)].by_name;
        if (by_name ? !are_available_for(need, place, part.people)
                    : free_on_shift(part.team) < part.people) {
            return false;
        }
    }
    return !need.shares_people || can_be_filled(need, 0, need.teams.front().people, -1);
}

/// Whether `seats` more of the part at `place`, and all parts after it, find people of their own;
/// `without`: not this one, who is about to be taken. Only where somebody is in two of the teams.
template <class Features, class... Mechanisms>
bool Simulation<Features, Mechanisms...>::can_be_filled(const PlanNeed& need, std::size_t place,
                                                        std::int64_t seats, int without) const {
    // Seats to bodies, by augmenting paths.
    std::vector<std::size_t> part_of;
    for (std::size_t part = place; part < need.teams.size(); ++part) {
        if (plan_.teams[static_cast<std::size_t>(need.teams[part].team)].unlimited) {
            continue;
        }
        const std::int64_t wanted = part == place ? seats : need.teams[part].people;
        part_of.insert(part_of.end(), static_cast<std::size_t>(wanted), part);
    }
    std::vector<std::vector<int>> bodies(part_of.size());
    for (std::size_t seat = 0; seat < part_of.size(); ++seat) {
        const int team = need.teams[part_of[seat]].team;
        for (const Shift& shift : plan_.teams[static_cast<std::size_t>(team)].shifts) {
            for (const int person : shift.people) {
                const int body = plan_.people[static_cast<std::size_t>(person)].body;
                if (body != without && is_available(person) &&
                    may_serve(need, part_of[seat], person)) {
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

/// Ruling 8 among those who may do it; of somebody in two of the teams only if the rest can be
/// filled then, too.
template <class Features, class... Mechanisms>
std::uint32_t Simulation<Features, Mechanisms...>::take_named(const PlanNeed& need,
                                                              std::size_t place,
                                                              std::int64_t seats) {
    const PlanTeam& team = plan_.teams[static_cast<std::size_t>(need.teams[place].team)];
    const auto goes_before = [this](int person, int other) {
        const Microseconds worked = last_worked_[static_cast<std::size_t>(person)];
        const Microseconds others = last_worked_[static_cast<std::size_t>(other)];
        return worked != others ? worked < others : person < other;
    };
    const auto first = [&](auto may_be_taken) {
        int chosen = -1;
        for (const Shift& shift : team.shifts) {
            for (const int person : shift.people) {
                if ((chosen < 0 || goes_before(person, chosen)) && is_available(person) &&
                    may_serve(need, place, person) && may_be_taken(person)) {
                    chosen = person;
                }
            }
        }
        return chosen;
    };
    int chosen = -1;
    if (need.shares_people) {
        chosen = first([&](int person) {
            const int body = plan_.people[static_cast<std::size_t>(person)].body;
            return can_be_filled(need, place, seats - 1, body);
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
    const PlanTeam& team = plan_.teams[static_cast<std::size_t>(who.team)];
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
        keep_account(plan_.people[static_cast<std::size_t>(same)].team);
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
        keep_account(plan_.people[static_cast<std::size_t>(same)].team);
        last_worked_[static_cast<std::size_t>(same)] = now_;
        mark_dirty(plan_.people[static_cast<std::size_t>(same)].team);
    }
    is_free_[person] = 1;
}

/// The queue for whom this visit needs, seen from its case.
template <class Features, class... Mechanisms>
int Simulation<Features, Mechanisms...>::need_by_person(const WorkItem& item) const {
    const Case& subject = cases_[item.case_slot];
    const PlanPersonRule& rule = plan_.person_rules[static_cast<std::size_t>(rule_of(item))];
    const auto body = [this](int person) {
        return person < 0 ? -1 : plan_.people[static_cast<std::size_t>(person)].body;
    };
    const auto find = [&](const std::map<int, int>& queues, int person) {
        const auto found = queues.find(person);
        return found == queues.end() ? base_need(item) : found->second;
    };
    // Somebody who left for good is replaced by whoever is free longest.
    const auto find_only = [&](int person) {
        const int queue = find(rule.only, person);
        return has_left(plan_.needs[static_cast<std::size_t>(queue)]) ? base_need(item) : queue;
    };
    const int before = subject.done_by[static_cast<std::size_t>(item.step - subject.first_step)];
    const int other = rule.step < 0 ? -1 : subject.done_by[static_cast<std::size_t>(rule.step)];
    switch (rule.kind) {
    case PlanPersonRule::Kind::same_as:
        return find_only(other);
    case PlanPersonRule::Kind::other_than:
        // On rework it returns to who did it, unless that one has done the other step since.
        return before >= 0 && body(before) != body(other) ? find_only(before)
                                                          : find(rule.all_but, other);
    case PlanPersonRule::Kind::of_client:
        if (subject.client > 0 && before < 0) {
            const int own = rule.of_clients[subject.client % rule.of_clients.size()];
            return has_left(plan_.needs[static_cast<std::size_t>(own)]) ? base_need(item) : own;
        }
        return find_only(before);
    case PlanPersonRule::Kind::returns:
        return find_only(before);
    }
    return base_need(item);
}

/// Whom a visit needs when it is nobody in particular.
template <class Features, class... Mechanisms>
int Simulation<Features, Mechanisms...>::base_need(const WorkItem& item) const {
    const PlanStep& step = plan_.steps[static_cast<std::size_t>(item.step)];
    return item.uses_kept ? step.kept_need : step.need;
}

template <class Features, class... Mechanisms>
int Simulation<Features, Mechanisms...>::rule_of(const WorkItem& item) const {
    const PlanStep& step = plan_.steps[static_cast<std::size_t>(item.step)];
    return item.uses_kept ? step.kept_rule : step.person_rule;
}

/// Whether none of those whom this queue is for will ever be there again.
template <class Features, class... Mechanisms>
bool Simulation<Features, Mechanisms...>::has_left(const PlanNeed& need) const {
    return !need.candidates.empty() &&
           std::all_of(need.candidates.begin(), need.candidates.end(),
                       [this](int person) { return has_left(static_cast<std::uint32_t>(person)); });
}

/// `or any after`: when it has waited so long for that person, anybody may do it.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::expect_anybody(std::uint32_t index) {
    const WorkItem& item = items_[index];
    const PlanPersonRule& rule = plan_.person_rules[static_cast<std::size_t>(rule_of(item))];
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
    const PlanStep& step = plan_.steps[static_cast<std::size_t>(item.step)];
    if (item.generation != timer.generation || item.is_void ||
        item.stage != WorkItem::Stage::waiting || item.need == step.patience_need) {
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
    for (const Shift& shift : plan_.teams[static_cast<std::size_t>(team)].shifts) {
        for (const int person : shift.people) {
            const PlanPerson& who = plan_.people[static_cast<std::size_t>(person)];
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
Microseconds Simulation<Features, Mechanisms...>::account_on_duty(const PlanNeed& need) const {
    for (const auto& [clock, account] :
         teams_[static_cast<std::size_t>(need.lead)].others_on_duty) {
        if (clock == need.on_duty_clock) {
            return account;
        }
    }
    return 0;
}

template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::begin_account(WorkItem& item, const PlanNeed& need) {
    keep_account(need.lead);
    item.others_free = teams_[static_cast<std::size_t>(need.lead)].others_free;
    item.others_on_duty = account_on_duty(need);
}

/// What is known of an item once its people are: those of the leader, of a batch.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::note_who_does(WorkItem& item, const WorkItem& leader) {
    if constexpr (!any_work) {
        return;
    }
    Case& subject = cases_[item.case_slot];
    if (!subject.done_by.empty() && !leader.people.empty()) {
        subject.done_by[static_cast<std::size_t>(item.step - subject.first_step)] =
            static_cast<int>(leader.people.front());
    }
    if (!plan_.steps[static_cast<std::size_t>(item.step)].effort_of.empty()) {
        item.effort = effort_of(item, leader);
    }
}

/// The effort of the people who do it: the same luck through the law of the slowest of them.
template <class Features, class... Mechanisms>
Microseconds Simulation<Features, Mechanisms...>::effort_of(const WorkItem& item,
                                                            const WorkItem& leader) const {
    const PlanStep& step = plan_.steps[static_cast<std::size_t>(item.step)];
    const RandomWords words = luck_of(item, 0);
    const double luck = uniform(words[0], words[1]);
    const PlanNeed& need = plan_.needs[static_cast<std::size_t>(item.need)];
    Microseconds longest = -1;
    for (const std::uint32_t person : leader.people) {
        if (plan_.people[person].team != need.lead) {
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

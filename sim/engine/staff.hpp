// Who is there, who is free, and who of them is taken: MODEL.md rulings 8 and 10.
//
// Most teams only count: whoever is free stands in a line by shift, and who worked last longest ago
// is taken. A team whose people are told apart (the same person as before, the client's own,
// anybody but; one body in several teams) keeps no line: whoever is free and may do it is looked
// for among all of them, and whose last work ended earliest is taken, as anywhere.
#pragma once

#include "model/numeric/table.hpp"
#include "sim/engine/absences.hpp"
#include "sim/engine/clock.hpp"
#include "sim/engine/seats.hpp"
#include "sim/engine/work_queue.hpp"
#include "sim/plan/plan.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace plimsoll {

/// The people of a plan at the clock's instant. People, teams and needs have the plan's numbers.
template <class Features>
class Staff {
public:
    /// Everybody is free.
    Staff(const Plan& plan, Clock<Features::one_clock>& clock)
        : plan_(plan), clock_(clock), last_worked_(plan.people.size(), 0),
          is_free_(plan.people.size(), 1),
          works_on_(plan.stops_work ? plan.people.size() : 0, nobody), absences_(plan, clock) {
        for (const PlanTeam& team : plan.teams) {
            add_team(team);
        }
    }

    /// On shift, and at work neither here nor, as the same person, elsewhere.
    bool is_available(int person) const {
        return is_free(person) && clock_.is_open_now(plan_.person(person).clock);
    }
    /// The same without a look at the clock; only where people are told apart.
    bool is_free(int person) const {
        const std::vector<int>& also = plan_.person(person).also;
        return is_free_here(person) && std::all_of(also.begin(), also.end(),
                                                   [this](int same) { return is_free_here(same); });
    }
    /// The same under this name alone.
    bool is_free_here(int person) const { return is_free_[person] != 0; }
    /// Whether a person is gone for good: more than a year is no leave.
    bool has_left(std::uint32_t person) const {
        constexpr Microseconds longest_leave = 366 * day;
        const WeekClock& own = clock_[plan_.people[person].clock];
        return own.has_dates() && own.next_opening(clock_.now()) - clock_.now() > longest_leave;
    }
    /// Whether those whom this queue is for have left, or are away: one of those it cannot do
    /// without, or all who might.
    bool have_left(const PlanQueue& need) const {
        const auto gone = [this](int person) {
            return absences_.is_away(person) || has_left(static_cast<std::uint32_t>(person));
        };
        if (!need.alternatives.empty()) {
            return std::all_of(need.alternatives.begin(), need.alternatives.end(),
                               [this](int option) { return have_left(plan_.queue(option)); });
        }
        return std::any_of(need.required.begin(), need.required.end(), gone) ||
               (!need.candidates.empty() &&
                std::all_of(need.candidates.begin(), need.candidates.end(), gone));
    }
    /// When the last work of this person, under any name, ended.
    Microseconds last_worked(std::uint32_t person) const { return last_worked_[person]; }

    /// Whether anybody of the team is free and on shift.
    bool somebody_is_free(int team) const {
        const Team& state = teams_[team];
        if (state.free_people == 0 || (Features::one_clock && state.free_people > 0)) {
            return state.free_people > 0;
        }
        const PlanTeam& plan = plan_.team(team);
        if (state.free_people < 0) {
            return Features::full_engine && !plan.unlimited ? somebody_named_is_free(plan)
                                                            : clock_.is_open_now(plan.clock);
        }
        for (std::size_t shift = 0; shift < state.free.size(); ++shift) {
            if (!state.free[shift].empty() && clock_.is_open_now(plan.shifts[shift].clock)) {
                return true;
            }
        }
        return false;
    }
    /// How many people of the team are free and on shift.
    std::int64_t free_on_shift(int team) const {
        const PlanTeam& plan = plan_.team(team);
        if (plan.unlimited) {
            return clock_.is_open_now(plan.clock) ? never : 0;
        }
        std::int64_t free = 0;
        for (std::size_t shift = 0; shift < plan.shifts.size(); ++shift) {
            const std::vector<int>& people = plan.shifts[shift].people;
            if (Features::full_engine && plan.by_name) {
                free += std::count_if(people.begin(), people.end(),
                                      [this](int person) { return is_available(person); });
            } else if (clock_.is_open_now(plan.shifts[shift].clock)) {
                free += static_cast<std::int64_t>(teams_[team].free[shift].size());
            }
        }
        return free;
    }
    /// Whether somebody of this shift is free, there or not.
    bool somebody_is_free_of(int team, std::size_t shift) const {
        const PlanTeam& plan = plan_.team(team);
        const std::vector<int>& people = plan.shifts[shift].people;
        return Features::full_engine && plan.by_name
                   ? std::any_of(people.begin(), people.end(),
                                 [this](int person) { return is_free_here(person); })
                   : !teams_[team].free[shift].empty();
    }
    /// Whether all whom this need is for are free and on shift.
    bool are_free_for(int need) const {
        const PlanQueue& wanted = plan_.queue(need);
        if (!wanted.alternatives.empty()) {
            return std::any_of(wanted.alternatives.begin(), wanted.alternatives.end(),
                               [this](int option) { return are_free_for(option); });
        }
        if (Features::full_engine && !may_cover(wanted)) {
            return false;
        }
        if constexpr (!Features::joint_work) {
            return somebody_is_free(wanted.lead);
        }
        if (Features::full_engine && wanted.by_name) {
            return named_are_free_for(wanted);
        }
        const std::vector<Need>& parts = wanted.teams;
        return std::all_of(parts.begin(), parts.end(), [this](const Need& part) {
            return part.people == 1 ? somebody_is_free(part.team)
                                    : free_on_shift(part.team) >= part.people;
        });
    }

    /// Whether the part at `place` may take this person of `team`, there or, as the same person, in
    /// the team of the part.
    bool may_serve(const PlanQueue& need, std::size_t place, int person, int team) const {
        if (team == need.teams[place].team) {
            return need.may_serve(place, person);
        }
        const std::vector<int>& also = plan_.person(person).also;
        return std::any_of(also.begin(), also.end(), [&](int same) {
            return plan_.person(same).team == need.teams[place].team && need.may_serve(place, same);
        });
    }
    /// Whether those of the part at `place` are enough who pass the test.
    template <class Test>
    bool part_is_served(const PlanQueue& need, std::size_t place, Test is_free) const {
        const PlanTeam& team = plan_.team(need.teams[place].team);
        if (team.unlimited) {
            return clock_.is_open_now(team.clock);
        }
        if (place == 0 && !std::all_of(need.required.begin(), need.required.end(), is_free)) {
            return false;
        }
        std::int64_t wanted = need.teams[place].people;
        for (const Shift& shift : team.shifts) {
            for (const int person : shift.people) {
                wanted -= need.may_serve(place, person) && is_free(person) ? 1 : 0;
            }
        }
        return wanted <= 0;
    }
    /// Whether those who pass the test are enough, none of them at two places.
    template <class Test>
    bool would_be_served(const PlanQueue& need, Test is_free) const {
        for (std::size_t place = 0; place < need.teams.size(); ++place) {
            if (!part_is_served(need, place, is_free)) {
                return false;
            }
        }
        return !need.shares_people ||
               can_be_filled(need, 0, need.teams.front().people, -1, is_free);
    }

    /// Takes a person for the part at `place` of a need, of which so many seats are still to be
    /// taken. To be called where they are free.
    std::uint32_t take(const PlanQueue& need, std::size_t place, std::int64_t seats) {
        const int team = need.teams[place].team;
        return Features::full_engine && plan_.team(team).by_name ? take_named(need, place, seats)
                                                                 : take_first(team);
    }
    /// Takes this person, who is free.
    void take_this(std::uint32_t person) {
        const PlanPerson& who = plan_.people[person];
        if (!plan_.team(who.team).by_name) {
            teams_[who.team].free[shift_of(who)].remove_value(person);
            --teams_[who.team].free_people;
            return;
        }
        keep_accounts(who);
        is_free_[person] = 0;
    }
    /// The person is free again, and gone if that was to be.
    void release(std::uint32_t person) {
        const PlanPerson& who = plan_.people[person];
        if (Features::full_engine && absences_.goes_when_free(person)) {
            last_worked_[person] = clock_.now();
            return;
        }
        if (Features::full_engine && plan_.team(who.team).by_name) {
            keep_accounts(who);
            last_worked_[person] = clock_.now();
            for (const int same : who.also) {
                last_worked_[same] = clock_.now();
            }
            is_free_[person] = 1;
            return;
        }
        last_worked_[person] = clock_.now();
        stand_in_line(person);
    }

    const Absences<Features::one_clock>& absences() const { return absences_; }
    /// Whether this need is nobody's place, or may be taken on this day.
    bool may_cover(const PlanQueue& need) const {
        return need.covers < 0 || !absences_.somebody_is_there(plan_.queue(need.covers));
    }
    /// The person is away from now on, or as soon as free.
    void send_away(std::uint32_t person, bool is_in_use) {
        if (!is_in_use) {
            take_this(person);
        }
        absences_.go(person, is_in_use);
    }
    void bring_back(std::uint32_t person) {
        if (!absences_.come_back(person)) {
            return; // and was never gone
        }
        const PlanPerson& who = plan_.people[person];
        if (plan_.team(who.team).by_name) {
            keep_accounts(who);
            is_free_[person] = 1;
            return;
        }
        stand_in_line(person);
    }
    bool is_in_use(std::uint32_t person) const {
        const PlanPerson& who = plan_.people[person];
        return plan_.team(who.team).by_name ? is_free_[person] == 0
                                            : !teams_[who.team].free[shift_of(who)].holds(person);
    }

    /// The item that this person works on, or nobody; only where work may stop (Plan::stops_work).
    std::uint32_t works_on(int person) const { return works_on_[person]; }
    void set_work(std::uint32_t person, std::uint32_t item) {
        if (Features::full_engine && plan_.stops_work) {
            works_on_[person] = item;
        }
    }
    /// Who is free, on shift and not at work, of the people of this one's team, the one whose last
    /// work ended earliest; `beside`: none of these. Nobody if there is none.
    std::uint32_t in_the_place_of(std::uint32_t person,
                                  const std::vector<std::uint32_t>& beside) const {
        std::uint32_t found = nobody;
        for (const Shift& shift : plan_.team(plan_.people[person].team).shifts) {
            for (const int one : shift.people) {
                const auto who = static_cast<std::uint32_t>(one);
                const bool there = works_on_[who] == nobody && is_available(one) &&
                                   std::find(beside.begin(), beside.end(), who) == beside.end();
                if (there && (found == nobody || has_rested_longer(who, found))) {
                    found = who;
                }
            }
        }
        return found;
    }

    /// Ruling 10: how long somebody of the team that leads this need was free and on shift, and how
    /// long of that one particular person was, too. To be asked at the start and the end of a wait.
    OthersFree account_of(const PlanQueue& need) {
        keep_account(need.lead);
        const Team& team = teams_[need.lead];
        for (const auto& [clock, account] : team.others_on_duty) {
            if (clock == need.on_duty_clock) {
                return {team.others_free, account};
            }
        }
        return {team.others_free, 0};
    }

private:
    struct Team {
        std::vector<OrderedRing> free; ///< one a shift: who worked last longest ago first
        std::int64_t free_people = -1; ///< in all of them; -1 where people are not kept so
        // Where some work waits for one person: since when the account below is kept, for how long
        // somebody was free and on shift, and for how long of that a clock was open.
        bool keeps_account = false;
        Microseconds account_until = 0;
        Microseconds others_free = 0;
        std::vector<std::pair<int, Microseconds>> others_on_duty;
    };

    void add_team(const PlanTeam& team) {
        const int number = static_cast<int>(teams_.size());
        Team& state = teams_.emplace_back();
        state.free.resize(team.shifts.size());
        state.free_people = team.unlimited || team.by_name ? -1 : 0;
        for (std::size_t shift = 0; shift < team.shifts.size(); ++shift) {
            for (const int person : team.shifts[shift].people) {
                state.free[shift].push(
                    static_cast<std::uint32_t>(person), [](std::uint32_t) { return false; },
                    [](std::uint32_t, std::uint64_t) {});
                state.free_people += state.free_people >= 0 ? 1 : 0;
            }
        }
        for (const int need : team.needs) {
            const PlanQueue& queue = plan_.queue(need);
            const bool known = std::any_of(
                state.others_on_duty.begin(), state.others_on_duty.end(),
                [&](const auto& account) { return account.first == queue.on_duty_clock; });
            if (queue.one_person && queue.lead == number && !known) {
                state.keeps_account = true;
                state.others_on_duty.emplace_back(queue.on_duty_clock, 0);
            }
        }
    }

    void stand_in_line(std::uint32_t person) {
        const PlanPerson& who = plan_.people[person];
        teams_[who.team].free[shift_of(who)].push(
            person, [&](std::uint32_t other) { return has_rested_longer(person, other); },
            [](std::uint32_t, std::uint64_t) {});
        ++teams_[who.team].free_people;
    }
    std::size_t shift_of(const PlanPerson& who) const {
        const std::vector<Shift>& shifts = plan_.team(who.team).shifts;
        std::size_t shift = 0;
        while (shifts[shift].clock != who.clock) {
            ++shift;
        }
        return shift;
    }
    /// Ruling 8: whose last work ended earliest, ties in file order.
    bool has_rested_longer(std::uint32_t person, std::uint32_t other) const {
        return last_worked_[person] != last_worked_[other]
                   ? last_worked_[person] < last_worked_[other]
                   : person < other;
    }
    bool somebody_named_is_free(const PlanTeam& team) const {
        return std::any_of(team.shifts.begin(), team.shifts.end(), [this](const Shift& shift) {
            return std::any_of(shift.people.begin(), shift.people.end(),
                               [this](int person) { return is_available(person); });
        });
    }

    /// Whether so many people of the part at `place` are there who may do it.
    bool are_available_for(const PlanQueue& need, std::size_t place, std::int64_t wanted) const {
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
        return wanted <= 0 ||
               std::any_of(team.shifts.begin(), team.shifts.end(),
                           [&](const Shift& shift) { return find_more(shift.people); });
    }
    bool named_are_free_for(const PlanQueue& need) const {
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

    template <class Test>
    bool can_be_filled(const PlanQueue& need, std::size_t place, std::int64_t seats, int without,
                       Test is_free) const {
        return find_seats(plan_, need, place, seats, without, is_free);
    }

    std::uint32_t take_first(int team) {
        const PlanTeam& plan = plan_.team(team);
        Team& state = teams_[team];
        std::uint32_t chosen = nobody;
        std::size_t chosen_shift = 0;
        for (std::size_t shift = 0; shift < state.free.size(); ++shift) {
            if (state.free[shift].empty() || !clock_.is_open_now(plan.shifts[shift].clock)) {
                continue;
            }
            const std::uint32_t person = state.free[shift].front();
            if (chosen == nobody || has_rested_longer(person, chosen)) {
                chosen = person;
                chosen_shift = shift;
            }
        }
        state.free[chosen_shift].pop_front();
        --state.free_people;
        return chosen;
    }
    /// Among those who may do it; of somebody in two of the teams only if the rest can be filled
    /// then, too.
    std::uint32_t take_named(const PlanQueue& need, std::size_t place, std::int64_t seats) {
        const PlanTeam& team = plan_.team(need.teams[place].team);
        const bool for_required = place == 0 && need.required_still(seats) > 0;
        const auto first = [&](auto may_be_taken) {
            std::uint32_t chosen = nobody;
            for (const Shift& shift : team.shifts) {
                for (const int person : shift.people) {
                    const auto who = static_cast<std::uint32_t>(person);
                    const bool may =
                        for_required ? need.is_required(person) : need.may_serve(place, person);
                    if ((chosen == nobody || has_rested_longer(who, chosen)) &&
                        is_available(person) && may && may_be_taken(person)) {
                        chosen = who;
                    }
                }
            }
            return chosen;
        };
        std::uint32_t chosen = nobody;
        if (need.shares_people) {
            chosen = first([&](int person) {
                return can_be_filled(need, place, seats - 1, plan_.person(person).body,
                                     [this](int one) { return is_available(one); });
            });
        }
        if (chosen == nobody) {
            chosen = first([](int) { return true; });
        }
        take_this(chosen);
        return chosen;
    }

    void keep_accounts(const PlanPerson& who) {
        keep_account(who.team);
        for (const int same : who.also) {
            keep_account(plan_.person(same).team);
        }
    }
    /// The time that somebody of the team was free and on shift, up to now. To be called before
    /// anybody is taken or comes free.
    void keep_account(int team) {
        Team& state = teams_[team];
        if (!state.keeps_account || state.account_until == clock_.now()) {
            return;
        }
        std::vector<int> shifts; // a clock belongs to one shift of a team
        for (const Shift& shift : plan_.team(team).shifts) {
            if (std::any_of(shift.people.begin(), shift.people.end(),
                            [this](int person) { return is_free(person); })) {
                shifts.push_back(shift.clock);
            }
        }
        const auto passed_on = [&](int clock) {
            return clock_.open_between(clock, state.account_until, clock_.now());
        };
        if (!shifts.empty()) {
            std::sort(shifts.begin(), shifts.end());
            const int any = clock_.either(shifts);
            const Microseconds others_free = passed_on(clock_.in_open_time(any));
            state.others_free += others_free;
            for (auto& [clock, account] : state.others_on_duty) {
                account += clock == any ? others_free : passed_on(clock_.common({0, any, clock}));
            }
        }
        state.account_until = clock_.now();
    }

    const Plan& plan_;
    Clock<Features::one_clock>& clock_;
    Table<Team> teams_;
    Table<Microseconds> last_worked_; ///< by person
    Table<char> is_free_;             ///< by person; where they are told apart
    Table<std::uint32_t> works_on_;   ///< by person
    Absences<Features::one_clock> absences_;
};

} // namespace plimsoll

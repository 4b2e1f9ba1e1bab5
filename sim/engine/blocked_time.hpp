// How long work has waited for people who are away: the operation is open and some of the team are
// on shift by their calendars, but nobody who may do it is there.
//
//     the team is open     09:00==============================17:00
//     who may, there       09:00=========11:00 falls ill
//     blocked                            11:00================17:00
//
// One account a queue, read when work comes into it and when it leaves. It is kept lazily: nothing
// is done between two people's comings and goings but adding up clocks.
#pragma once

#include "sim/engine/absences.hpp"
#include "sim/engine/clock.hpp"
#include "sim/plan/plan.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>
#include <vector>

namespace plimsoll {

template <class Features>
class BlockedTime {
public:
    BlockedTime(const Plan& plan, Clock<Features::one_clock>& clock,
                const Absences<Features::one_clock>& absences)
        : plan_(plan), clock_(clock), absences_(absences),
          accounts_(plan.people_go_away ? plan.needs.size() : 0) {}

    /// Of this queue until now; since when does not matter.
    Microseconds of(int need) {
        if (!plan_.people_go_away) {
            return 0;
        }
        Account& account = accounts_[need];
        add_until_now(need, account);
        return account.blocked;
    }
    /// Somebody is about to go or come: what was until now is as it was.
    void note_change() {
        for (int need = 0; need < static_cast<int>(plan_.needs.size()); ++need) {
            if (plan_.queue(need).is_queue) {
                add_until_now(need, accounts_[need]);
            }
        }
    }

private:
    static constexpr int unknown = -2;
    static constexpr int nobody_there = -1;
    struct Account {
        Microseconds until = 0;
        Microseconds blocked = 0;
        int changes = -1;
        std::array<int, 2> there{unknown, unknown}; ///< clocks of who is, with cover and without
    };

    void add_until_now(int number, Account& account) {
        if (account.until == clock_.now()) {
            return;
        }
        const PlanQueue& need = plan_.queue(number);
        if (account.changes != absences_.changes()) {
            account.changes = absences_.changes();
            account.there = {unknown, unknown};
        }
        const auto cover =
            std::find_if(need.alternatives.begin(), need.alternatives.end(),
                         [this](int option) { return plan_.queue(option).covers >= 0; });
        while (account.until < clock_.now()) {
            Microseconds to = clock_.now();
            bool may_cover = false;
            if (cover != need.alternatives.end()) {
                const Microseconds number_of_day = account.until / day;
                to = std::min(to, (number_of_day + 1) * day);
                may_cover = !absences_.somebody_is_there(plan_.queue(plan_.queue(*cover).covers),
                                                         number_of_day);
            }
            int& there = account.there[may_cover ? 1 : 0];
            if (there == unknown) {
                there = clock_of_those_there(need, may_cover);
            }
            account.blocked += clock_.open_between(need.on_duty_clock, account.until, to);
            if (there != nobody_there) {
                account.blocked -= clock_.open_between(there, account.until, to);
            }
            account.until = to;
        }
    }

    /// Open when the operation is and every team of the need has somebody there.
    int clock_of_those_there(const PlanQueue& need, bool may_cover) {
        std::set<int> any;
        for (const int option : need.alternatives) {
            const PlanQueue& one = plan_.queue(option);
            const int clock =
                one.covers >= 0 && !may_cover ? nobody_there : clock_of_those_there(one, false);
            if (clock != nobody_there) {
                any.insert(clock);
            }
        }
        if (!need.alternatives.empty()) {
            return either(any);
        }
        std::vector<int> all{0};
        for (std::size_t place = 0; place < need.teams.size(); ++place) {
            const PlanTeam& team = plan_.team(need.teams[place].team);
            std::set<int> theirs;
            if (team.unlimited) {
                theirs.insert(team.clock);
            }
            for (const Shift& shift : team.shifts) {
                for (const int person : shift.people) {
                    if (need.may_serve(place, person) && !absences_.is_away(person)) {
                        theirs.insert(shift.clock);
                    }
                }
            }
            all.push_back(either(theirs));
            if (all.back() == nobody_there) {
                return nobody_there;
            }
        }
        return clock_.common(std::move(all));
    }
    int either(const std::set<int>& clocks) {
        return clocks.empty()       ? nobody_there
               : clocks.size() == 1 ? *clocks.begin()
                                    : clock_.either({clocks.begin(), clocks.end()});
    }

    const Plan& plan_;
    Clock<Features::one_clock>& clock_;
    const Absences<Features::one_clock>& absences_;
    Table<Account> accounts_; ///< by need
};

} // namespace plimsoll

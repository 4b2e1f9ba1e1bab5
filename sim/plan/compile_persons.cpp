// Members of one name in several teams are one person.
#include "model/eligibility.hpp"
#include "sim/plan/compile_needs.hpp"

#include <algorithm>

namespace plimsoll {

void compile_persons(const Operation& operation, Plan& plan) {
    std::vector<std::size_t> named;
    for (std::size_t person = 0; person < plan.people.size(); ++person) {
        PlanPerson& one = plan.people[person];
        one.body = static_cast<int>(person);
        const Worker worker{one.team, one.member};
        const Members& members = operation.teams[static_cast<std::size_t>(one.team)]
                                     .members[static_cast<std::size_t>(one.member)];
        if (members.name.empty() || members.count > 1) {
            continue;
        }
        WeekClock before; // hours in which this person is paid elsewhere already
        bool paid_before = false;
        for (const std::size_t earlier : named) {
            PlanPerson& other = plan.people[earlier];
            if (!are_one_person(worker, {other.team, other.member}, operation.teams)) {
                continue;
            }
            one.body = std::min(one.body, other.body);
            const WeekClock& theirs = plan.clock(other.clock);
            before = paid_before ? WeekClock::either(before, theirs) : theirs;
            paid_before = true;
            const WeekClock& own = plan.clock(one.clock);
            if (!WeekClock::both(own, theirs).never_opens()) {
                one.also.push_back(static_cast<int>(earlier));
                other.also.push_back(static_cast<int>(person));
                plan.team(one.team).by_name = true;
                plan.team(other.team).by_name = true;
            }
        }
        named.push_back(person);
        if (paid_before) {
            const WeekClock both = WeekClock::both(before, plan.clock(one.clock));
            if (!both.never_opens()) {
                one.paid_elsewhere = both;
            }
        }
    }
}

} // namespace plimsoll

#include "sim/mechanisms/decisions.hpp"

#include "model/read/mechanism_places.hpp"
#include "model/read/mechanisms.hpp"
#include "model/read/reserved_hours.hpp"
#include "sim/plan/clock_numbers.hpp"
#include "sim/plan/compile_needs.hpp"

#include <algorithm>
#include <utility>

namespace plimsoll {

namespace {

/// What a step asks, of this decider.
PlanDecisions::Asking asking_of(const Operation& operation, const MechanismPlace& at,
                                const Step& step, int decider) {
    PlanDecisions::Asking asking;
    asking.share = share_escalated(operation, at, step);
    asking.decider = decider;
    asking.asks_nobody = decider < 0 || step.needs.empty() ||
                         step.needs.front().team == deciding_team(operation, at);
    asking.odd_share = mechanism_number(operation, "edge_cases.escalate", at, 0);
    const MechanismValue* take = mechanism_value(operation, "decisions.take", at);
    asking.take = take != nullptr && take->law ? Sampler(*take->law) : Sampler();
    const MechanismValue* deadline = mechanism_value(operation, "decisions.deadline", at);
    asking.has_deadline = deadline != nullptr && deadline->law;
    asking.deadline = asking.has_deadline ? Sampler(*deadline->law) : Sampler();
    asking.wrong = mechanism_number(operation, "decisions.wrong", at, 0);
    asking.wrong_by_default = mechanism_number(operation, "decisions.wrong_by_default", at, 0);
    return asking;
}

/// The same people once more, in other hours: what one of them does under one name keeps him from
/// nothing under the other, as he is never there as both.
class HiddenTeam {
public:
    HiddenTeam(int of, Plan& plan) : number_(static_cast<int>(plan.teams.size())) {
        const PlanTeam& source = plan.team(of);
        PlanTeam hidden;
        hidden.paid_when_working = source.paid_when_working;
        hidden.cost_per_hour = source.cost_per_hour;
        hidden.clock = source.clock;
        hidden.reserved_of = of;
        plan.teams.push_back(std::move(hidden));
    }
    int number() const { return number_; }

    void add(int person, int clock, Plan& plan) {
        const PlanPerson source = plan.person(person);
        PlanTeam& hidden = plan.team(number_);
        auto shift = std::find_if(hidden.shifts.begin(), hidden.shifts.end(),
                                  [clock](const Shift& one) { return one.clock == clock; });
        if (shift == hidden.shifts.end()) {
            shift = hidden.shifts.insert(shift, Shift{clock, {}});
        }
        shift->people.push_back(static_cast<int>(plan.people.size()));
        speeds_ += source.speed;
        hidden.mean_speed = speeds_ / static_cast<double>(++people_);
        plan.people.push_back({number_,
                               source.member,
                               clock,
                               source.speed,
                               source.cost_per_hour,
                               source.body,
                               {},
                               {}});
        meet_others(static_cast<int>(plan.people.size()) - 1, plan);
    }

private:
    /// Who decides in two teams may have to at the same hours: then not both, and is paid once.
    void meet_others(int person, Plan& plan) const {
        WeekClock before;
        bool paid_before = false;
        for (int other = static_cast<int>(plan.declared_people()); other < person; ++other) {
            if (plan.person(other).body != plan.person(person).body ||
                plan.person(other).team == number_) {
                continue;
            }
            const WeekClock& theirs = plan.clock(plan.person(other).clock);
            before = paid_before ? WeekClock::either(before, theirs) : theirs;
            paid_before = true;
            if (!WeekClock::both(theirs, plan.clock(plan.person(person).clock)).never_opens()) {
                plan.person(other).also.push_back(person);
                plan.person(person).also.push_back(other);
                plan.team(plan.person(other).team).by_name = true;
                plan.team(number_).by_name = true;
            }
        }
        if (paid_before) {
            const WeekClock both = WeekClock::both(before, plan.clock(plan.person(person).clock));
            if (!both.never_opens()) {
                plan.person(person).paid_elsewhere = both;
            }
        }
    }

    int number_;
    double speeds_ = 0;
    std::int64_t people_ = 0;
};

/// The deciders of a team: those of its people who have hours reserved.
PlanDecisions::Decider compile_decider(const Operation& operation, int number, Plan& plan,
                                       Clocks& clocks) {
    const Team& team = operation.teams[static_cast<std::size_t>(number)];
    HiddenTeam hidden(number, plan);
    PlanDecisions::Decider decider;
    decider.team = hidden.number();
    WeekClock whole;
    bool any = false;
    const auto people = static_cast<int>(plan.people.size());
    for (int person = 0; person < people; ++person) {
        if (plan.person(person).team != number) {
            continue;
        }
        const Members& members = team.members[static_cast<std::size_t>(plan.person(person).member)];
        Members deciding = members;
        deciding.calendar = reserved_hours(operation, team, members);
        if (deciding.calendar.spans.empty()) {
            continue;
        }
        hidden.add(person, clocks.number(deciding), plan);
        const WeekClock theirs = plan.clock(clocks.number(members));
        whole = any ? WeekClock::either(whole, theirs) : theirs;
        any = true;
    }
    decider.clock = clocks.number(whole);
    decider.step = add_side_step(decider.team, plain, operation, plan, clocks);
    plan.step(decider.step).absorbed = true;
    return decider;
}

} // namespace

bool Decisions::is_in_force(const Operation& operation) {
    const std::vector<bool> asked = teams_asked_to_decide(operation);
    return std::find(asked.begin(), asked.end(), true) != asked.end();
}

Operation Decisions::in_hours_of_steps(const Operation& operation) {
    return without_reserved_hours(operation);
}

std::shared_ptr<const PlanMechanism> Decisions::compile(const Operation& operation, Plan& plan,
                                                        Clocks& clocks) {
    auto compiled = std::make_shared<PlanDecisions>();
    const std::vector<bool> asked = teams_asked_to_decide(operation);
    std::vector<int> decider_of(asked.size(), -1);
    for (std::size_t team = 0; team < asked.size(); ++team) {
        if (asked[team]) {
            decider_of[team] = static_cast<int>(compiled->deciders.size());
            compiled->deciders.push_back(
                compile_decider(operation, static_cast<int>(team), plan, clocks));
        }
    }
    for_each_step(operation, [&](const MechanismPlace& at, const Step& step) {
        const int team = deciding_team(operation, at);
        compiled->steps.push_back(asking_of(
            operation, at, step, team < 0 ? -1 : decider_of[static_cast<std::size_t>(team)]));
    });
    plan.lines.add(ElapsedCategory::decision);
    plan.lines.add(WorkCategory::decisions);
    return compiled;
}

} // namespace plimsoll

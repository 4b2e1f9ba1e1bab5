#include "scenarios/formulas/asked_work.hpp"

#include "scenarios/formulas/arrival_rates.hpp"
#include "scenarios/formulas/case_class.hpp"
#include "scenarios/formulas/case_moments.hpp"
#include "scenarios/formulas/diaries.hpp"
#include "scenarios/formulas/preview_validity.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

namespace plimsoll {

namespace {

/// Cases in an open hour.
struct Rate {
    double fixed = 0;
    double per_client = 0;

    void add(const Rate& other, double times) {
        fixed += times * other.fixed;
        per_client += times * other.per_client;
    }
};

/// Gathers what is asked of whom, workflow by workflow.
class Asked {
public:
    Asked(const Operation& operation, const Plan& plan)
        : operation_(operation), plan_(plan), diaries_(diaries_of(plan)),
          state_(plan.workflows.size(), State::unseen), rates_(plan.workflows.size()) {}

    AskedWorks all() {
        capacities();
        for (std::size_t i = 0; i < plan_.workflows.size(); ++i) {
            works_of_workflow(i);
        }
        for (auto& [key, work] : works_) {
            asked_.works.push_back(work);
        }
        asked_.hours_decide = asked_.hours_decide && nothing_holds_up() && orders_are_fair();
        return std::move(asked_);
    }

private:
    enum class State { unseen, open, known, unknown };

    std::size_t client_kinds() const {
        return std::max<std::size_t>(1, plan_.client_kind_thresholds.size());
    }
    double share_of_client_kind(std::size_t kind) const {
        const std::vector<double>& thresholds = plan_.client_kind_thresholds;
        return thresholds.empty() ? 1 : thresholds[kind] - (kind > 0 ? thresholds[kind - 1] : 0);
    }
    double share_of_case_kind(const PlanWorkflow& workflow, std::size_t kind) const {
        const std::vector<double>& thresholds = workflow.case_kind_thresholds;
        return thresholds.empty() ? 1 : thresholds[kind] - (kind > 0 ? thresholds[kind - 1] : 0);
    }
    std::size_t variant_of(std::size_t workflow, std::size_t client_kind,
                           std::size_t case_kind) const {
        return operation_.workflows[workflow].variants.empty()
                   ? 0
                   : client_kind * static_cast<std::size_t>(plan_.workflows[workflow].case_kinds) +
                         case_kind;
    }

    void capacities() {
        const WeekClock& open = plan_.clocks.front();
        for (const PlanPerson& person : plan_.people) {
            const WeekClock& hours = plan_.clock(person.clock);
            const Microseconds cycle = std::max(hours.cycle(), open.cycle());
            asked_.capacity.push_back(person.speed * static_cast<double>(hours.open_before(cycle)) /
                                      static_cast<double>(open.open_before(cycle)));
            asked_.complete = asked_.complete && person.also.empty();
        }
        asked_.capacity.insert(asked_.capacity.end(), diaries_.hours.begin(), diaries_.hours.end());
        asked_.diaries = diaries_.pages;
        asked_.hours_decide = asked_.hours_decide && diaries_.of_one_length;
        for (const Team& team : operation_.teams) {
            for (const Members& members : team.members) {
                // Who comes or goes for good is not there on average.
                const bool passes = members.presence && (members.presence->from.has_value() ||
                                                         members.presence->until.has_value());
                asked_.complete = asked_.complete && !passes;
            }
        }
    }

    /// Visits by appointment, in hours of those who may give it.
    void add_appointments(const PlanStep& step, const Rate& rate, double visits) {
        const PlanAppointment& appointment = plan_.appointment(step.appointment);
        std::set<int> diaries;
        for (const int page : appointment.pages) {
            diaries.insert(static_cast<int>(plan_.people.size()) +
                           diaries_.of_page[static_cast<std::size_t>(page)]);
        }
        const double length = static_cast<double>(grid_of(plan_, appointment.pages.front()).every) /
                              static_cast<double>(hour);
        add({diaries.begin(), diaries.end()}, -1, 1, rate, length * visits / (1 - step.no_show));
    }

    bool turns_away(int limit) const {
        return limit >= 0 && plan_.limit(limit).full == Limit::Full::turn_away;
    }

    /// Whether a case may be lost at this step, or leave it by an exit that depends on the wait.
    bool loses_cases(const PlanStep& step) const {
        if (step.has_patience || turns_away(step.limit)) {
            return true;
        }
        return step.takes_work &&
               std::any_of(
                   plan_.queue(step.need).teams.begin(), plan_.queue(step.need).teams.end(),
                   [&](const Need& part) { return turns_away(plan_.team(part.team).limit); });
    }

    CaseClass cases_of(std::size_t workflow, std::size_t client_kind, std::size_t kind) const {
        return case_class(plan_.workflows[workflow], workflow,
                          variant_of(workflow, client_kind, kind), operation_, plan_);
    }

    /// Whether it is known how often a case does each step.
    bool follows_known_ways(std::size_t workflow) const {
        const PlanWorkflow& plan = plan_.workflows[workflow];
        if (turns_away(plan.limit)) {
            return false;
        }
        const std::size_t variants =
            std::max<std::size_t>(1, operation_.workflows[workflow].variants.size());
        for (std::size_t variant = 0; variant < variants; ++variant) {
            const CaseClass cases = case_class(plan, workflow, variant, operation_, plan_);
            if (!knows_ways(cases) || !visits_of(cases) ||
                std::any_of(cases.steps.begin(), cases.steps.end(),
                            [&](const PlanStep& step) { return loses_cases(step); })) {
                return false;
            }
        }
        return true;
    }

    /// What comes by itself, by kind of client; nothing where that depends on how others fare.
    std::optional<std::vector<Rate>> own_rates(std::size_t workflow) const {
        std::vector<Rate> rates(client_kinds());
        const bool kinds_matter = operation_.workflows[workflow].variants.size() >
                                  static_cast<std::size_t>(plan_.workflows[workflow].case_kinds);
        for (const PlanDemand& demand : plan_.workflows[workflow].demands) {
            const std::optional<ArrivalRate> source = arrival_rate(plan_, demand);
            if (!source) {
                return std::nullopt;
            }
            if (source->fixed > 0 && kinds_matter) {
                return std::nullopt; // of what kind a client nobody knows is, is a matter of luck
            }
            for (std::size_t kind = 0; kind < rates.size(); ++kind) {
                const bool is_one =
                    demand.client_kind < 0 || demand.client_kind == static_cast<int>(kind);
                rates[kind].fixed += kind == 0 ? source->fixed : 0;
                rates[kind].per_client +=
                    is_one ? source->per_client * share_of_client_kind(kind) : 0;
            }
        }
        return rates;
    }

    const std::vector<Rate>* rates_of(std::size_t workflow) {
        State& state = state_[workflow];
        if (state == State::unseen) {
            state = State::open;
            std::optional<std::vector<Rate>> rates = own_rates(workflow);
            if (rates && add_caused(workflow, *rates)) {
                rates_[workflow] = std::move(*rates);
                state = State::known;
            } else {
                state = State::unknown;
            }
        }
        return state == State::known ? &rates_[workflow] : nullptr; // open: it causes itself
    }

    /// How often a case brings about what `cause` says; nothing where that is not known.
    std::optional<double> times_of(const PlanCause& cause, const CaseClass& cases,
                                   const Visits& visits) const {
        if (cause.step < 0) {
            return cause.outcome < 0 ? std::optional(cause.times) : std::nullopt;
        }
        const auto step = static_cast<std::size_t>(cause.step);
        if (!cases.steps[step].reworks.empty()) {
            return std::nullopt; // done and sent back is not left
        }
        const double share =
            cause.exit < 0
                ? 1
                : cases.source->steps[step].exits[static_cast<std::size_t>(cause.exit)].share;
        return cause.times * visits.done[step] * share;
    }

    /// Adds what other workflows bring about; false where that is not known.
    bool add_caused(std::size_t workflow, std::vector<Rate>& rates) {
        for (std::size_t from = 0; from < plan_.workflows.size(); ++from) {
            const PlanWorkflow& source = plan_.workflows[from];
            const auto& causes = source.causes;
            const bool brings = std::any_of(causes.begin(), causes.end(), [&](const PlanCause& c) {
                return c.workflow == static_cast<int>(workflow);
            });
            const auto steps = std::span(plan_.steps)
                                   .subspan(static_cast<std::size_t>(source.first_step),
                                            static_cast<std::size_t>(source.steps));
            const bool calls = std::any_of(steps.begin(), steps.end(), [&](const PlanStep& step) {
                return step.calls == static_cast<int>(workflow);
            });
            if (!brings && !calls) {
                continue;
            }
            const std::vector<Rate>* of_source = rates_of(from);
            if (of_source == nullptr || !follows_known_ways(from)) {
                return false;
            }
            for (std::size_t kind = 0; kind < rates.size(); ++kind) {
                for (std::size_t own = 0; own < static_cast<std::size_t>(source.case_kinds);
                     ++own) {
                    const CaseClass cases = cases_of(from, kind, own);
                    const Visits visits = *visits_of(cases);
                    double times = 0;
                    for (const PlanCause& cause : causes) {
                        if (cause.workflow != static_cast<int>(workflow) ||
                            (cause.client_kind >= 0 &&
                             cause.client_kind != static_cast<int>(kind))) {
                            continue;
                        }
                        const std::optional<double> some = times_of(cause, cases, visits);
                        if (!some || (cause.client_kind >= 0 && (*of_source)[kind].fixed > 0)) {
                            return false;
                        }
                        times += *some;
                    }
                    for (std::size_t step = 0; step < cases.steps.size(); ++step) {
                        if (cases.steps[step].calls == static_cast<int>(workflow)) {
                            if (!has_known_count(cases.steps[step])) {
                                return false;
                            }
                            times += visits.done[step] * count_of(cases.steps[step]);
                        }
                    }
                    rates[kind].add((*of_source)[kind], times * share_of_case_kind(source, own));
                }
            }
        }
        return true;
    }

    static bool has_known_count(const PlanStep& step) {
        return !step.has_times || step.times.squared_variation() == 0;
    }
    static double count_of(const PlanStep& step) {
        return step.has_times ? std::max(0.0, std::floor(step.times.mean() + 0.5)) : 1;
    }

    std::vector<int> people_of(int team) const {
        std::vector<int> people;
        for (std::size_t person = 0; person < plan_.people.size(); ++person) {
            if (plan_.people[person].team == team) {
                people.push_back(static_cast<int>(person));
            }
        }
        return people;
    }

    /// Who may do the first part of a need.
    std::vector<int> may_do(const PlanQueue& need) const {
        std::set<int> people;
        const std::vector<int> own{static_cast<int>(&need - plan_.needs.data())};
        for (const int option : need.alternatives.empty() ? own : need.alternatives) {
            const PlanQueue& one = plan_.queue(option);
            std::vector<int> some = one.candidates.empty() ? people_of(one.lead) : one.candidates;
            people.insert(some.begin(), some.end());
        }
        return {people.begin(), people.end()};
    }

    /// Whether all that may work on it are as fast and take it as it is declared.
    bool is_simple(const PlanQueue& need) const {
        const auto all_plain = [&](const PlanQueue& one) {
            return one.helps < 0 && one.speed == 1 && one.helpers.empty();
        };
        return all_plain(need) &&
               std::all_of(need.alternatives.begin(), need.alternatives.end(), [&](int option) {
                   const PlanQueue& one = plan_.queue(option);
                   return all_plain(one) && one.teams.size() == 1 && one.people == 1;
               });
    }

    bool all_of_speed_one(const std::vector<Need>& parts) const {
        return std::all_of(plan_.people.begin(), plan_.people.end(), [&](const PlanPerson& one) {
            return one.speed == 1 ||
                   std::none_of(parts.begin(), parts.end(),
                                [&](const Need& part) { return part.team == one.team; });
        });
    }

    void add(std::vector<int> people, int own, int of, const Rate& rate, double work) {
        if (people.empty() || work <= 0) {
            return;
        }
        AskedWork& asked = works_[{people, own, of}];
        asked.people = std::move(people);
        asked.own = own;
        asked.of = of;
        asked.fixed += rate.fixed * work;
        asked.per_client += rate.per_client * work;
    }

    /// What a step asks of whom, when a case's visits come to `visits` and ask for `work`
    /// microseconds of each person's time altogether.
    void add_step(const PlanStep& step, const Rate& rate, double visits, double work) {
        if (step.appointment >= 0) {
            add_appointments(step, rate, visits);
        }
        const PlanQueue& need = plan_.queue(step.need);
        const double hours = work / static_cast<double>(hour);
        const bool alone = need.alternatives.size() > 1 || need.people == 1;
        if (step.may_leave) {
            asked_.complete = false; // it need not be done by these
            asked_.hours_decide = false;
            return;
        }
        if (step.batch >= 0 || !step.effort_of.empty() || !is_simple(need) ||
            (!alone && !all_of_speed_one(need.teams))) {
            asked_.complete = false;
            return;
        }
        asked_.hours_decide = asked_.hours_decide && alone;
        if (alone) {
            add_alone(step, need, rate, hours);
            return;
        }
        for (const Need& part : need.teams) {
            if (!plan_.team(part.team).unlimited) {
                add(&part == &need.teams.front() ? may_do(need) : people_of(part.team), -1, 1, rate,
                    hours * static_cast<double>(part.people) * part.share);
            }
        }
    }

    void add_alone(const PlanStep& step, const PlanQueue& need, const Rate& rate, double hours) {
        if (plan_.team(need.lead).unlimited) {
            asked_.complete = asked_.complete && need.alternatives.empty();
            return;
        }
        if (step.person_rule >= 0) {
            const PlanPersonRule& rule = plan_.person_rule(step.person_rule);
            if (rule.kind == PlanPersonRule::Kind::of_client && rule.any_after < 0 &&
                rule.seats == 1) {
                const auto count = static_cast<int>(rule.of_clients.size());
                for (int own = 0; own < count; ++own) {
                    const int person = rule.of_clients[static_cast<std::size_t>(own)];
                    const auto theirs = rule.only.find({plan_.person(person).body});
                    add(theirs == rule.only.end() ? may_do(need)
                                                  : may_do(plan_.queue(theirs->second)),
                        count > 1 ? own : -1, count, {0, rate.per_client}, hours);
                }
                add(may_do(need), -1, 1, {rate.fixed, 0}, hours);
                return;
            }
            asked_.hours_decide = false;
        }
        add(may_do(need), -1, 1, rate, hours);
    }

    void works_of_workflow(std::size_t workflow) {
        const std::vector<Rate>* rates = rates_of(workflow);
        if (rates == nullptr || !follows_known_ways(workflow)) {
            asked_.complete = false;
            return;
        }
        const PlanWorkflow& plan = plan_.workflows[workflow];
        asked_.complete = asked_.complete && !plan.keeps;
        for (std::size_t client_kind = 0; client_kind < rates->size(); ++client_kind) {
            for (std::size_t own = 0; own < static_cast<std::size_t>(plan.case_kinds); ++own) {
                Rate rate;
                rate.add((*rates)[client_kind], share_of_case_kind(plan, own));
                const CaseClass cases = cases_of(workflow, client_kind, own);
                const Visits visits = *visits_of(cases);
                for (std::size_t step = 0; step < cases.steps.size(); ++step) {
                    const PlanStep& source = cases.steps[step];
                    if (!source.takes_work) {
                        continue;
                    }
                    // The mean of what a case's visits of this step come to, where that is exact.
                    std::vector<WorkMoments> works(cases.steps.size());
                    const double mean = source.mean_work();
                    works[step] = {mean, mean * mean};
                    const std::optional<WorkMoments> all = moments_of_sum(cases, works);
                    if (!all || !has_known_count(source)) {
                        asked_.complete = false;
                        continue;
                    }
                    add_step(source, rate, visits.done[step] * count_of(source), all->mean);
                }
            }
        }
    }

    /// Whether nothing holds work up but that those who may do it are busy.
    bool nothing_holds_up() const {
        const bool pieces = std::any_of(plan_.steps.begin(), plan_.steps.end(),
                                        [](const PlanStep& step) { return step.pace > 0; });
        return plan_.limits.empty() && plan_.batches.empty() && !plan_.keeps && !pieces &&
               appointments_are_alone();
    }

    /// Whether who has appointments does nothing else.
    bool appointments_are_alone() const {
        for (const PlanAppointment& appointment : plan_.appointments) {
            for (const PlanStep& step : plan_.steps) {
                if (!step.takes_work || step.appointment >= 0) {
                    continue;
                }
                for (const Need& part : plan_.queue(step.need).teams) {
                    if (part.team == appointment.team) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    /// Where some work goes before other, all of it must be anybody's of the team: what only some
    /// may do could wait for ever behind what others could have done.
    bool orders_are_fair() const {
        const bool all_fifo =
            !plan_.has_precedence &&
            std::all_of(plan_.teams.begin(), plan_.teams.end(),
                        [](const PlanTeam& team) { return team.order == Order::fifo; });
        if (all_fifo) {
            return true;
        }
        for (const AskedWork& one : asked_.works) {
            for (const AskedWork& other : asked_.works) {
                const bool meet =
                    std::find_first_of(one.people.begin(), one.people.end(), other.people.begin(),
                                       other.people.end()) != one.people.end();
                if (meet && one.people != other.people) {
                    return false;
                }
            }
        }
        return true;
    }

    const Operation& operation_;
    const Plan& plan_;
    const Diaries diaries_;
    std::vector<State> state_;
    std::vector<std::vector<Rate>> rates_; ///< [workflow][kind of client]
    std::map<std::tuple<std::vector<int>, int, int>, AskedWork> works_;
    AskedWorks asked_;
};

} // namespace

double AskedWork::at(double clients) const {
    if (own < 0) {
        return fixed + per_client * clients;
    }
    const double whole = std::floor(clients);
    const double least = own == 0 ? of : own;
    const double count = whole < least ? 0 : std::floor((whole - least) / of) + 1;
    return fixed + per_client * count;
}

AskedWorks asked_works(const Operation& operation, const Plan& plan) {
    return Asked(operation, plan).all();
}

} // namespace plimsoll

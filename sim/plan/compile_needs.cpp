#include "sim/plan/compile_needs.hpp"

#include "model/check/workflow_graph.hpp"
#include "model/eligibility.hpp"
#include "sim/plan/people_groups.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

namespace plimsoll {

namespace {

/// Who of a team may do it.
struct Who {
    const Step* skill = nullptr;
    std::vector<int> required; ///< bodies that must be among them; sorted, as the next
    std::vector<int> excluded;
    Precedence precedence = plain; ///< of the work, which then waits in a queue of its own
};

const Members& members_of(int person, const Operation& operation, const Plan& plan) {
    const PlanPerson& who = plan.person(person);
    return operation.teams[static_cast<std::size_t>(who.team)]
        .members[static_cast<std::size_t>(who.member)];
}

bool is_in(int person, const std::vector<int>& bodies, const Plan& plan) {
    return std::binary_search(bodies.begin(), bodies.end(), plan.person(person).body);
}

bool may(int person, const Who& who, const Operation& operation, const Plan& plan) {
    return (who.skill == nullptr || has_skill(members_of(person, operation, plan), *who.skill)) &&
           !is_in(person, who.excluded, plan);
}

/// These parts, and only `candidates` (empty: anybody) for the first; -1 when they are too few.
int one_need(const std::vector<Need>& parts, const Who& who, int helps, double speed,
             const Operation& operation, Plan& plan, Clocks& clocks) {
    PlanQueue need;
    need.teams = parts;
    need.lead = parts.front().team;
    need.helps = helps;
    need.speed = speed;
    need.one_person = who.required.size() == 1 && parts.front().people == 1;
    need.precedence = who.precedence;
    const bool anybody = (who.skill == nullptr || who.skill->skill.empty()) &&
                         who.required.empty() && who.excluded.empty();
    WeekClock all = plan.clocks[0];
    if (!anybody) {
        const std::vector<int> team = people_of(need.lead, plan);
        for (const int person : team) {
            if (may(person, who, operation, plan)) {
                need.candidates.push_back(person);
            }
        }
        for (const int person : need.candidates) {
            if (is_in(person, who.required, plan)) {
                need.required.push_back(person);
                const PlanPerson& one = plan.person(person);
                all = WeekClock::both(all, plan.clock(one.clock));
            }
        }
        const auto required = static_cast<std::int64_t>(need.required.size());
        if (need.required.size() < who.required.size() || required > parts.front().people ||
            static_cast<std::int64_t>(need.candidates.size()) < parts.front().people) {
            return -1;
        }
        if (required == parts.front().people) {
            need.candidates = std::move(need.required); // nobody else
            need.required.clear();
        } else if (need.candidates.size() == team.size() && need.required.empty()) {
            need.candidates.clear(); // it is anybody after all
        }
    }
    if (!need.candidates.empty()) {
        plan.team(need.lead).by_name = true;
    }
    std::set<int> bodies;
    for (std::size_t place = 0; place < parts.size(); ++place) {
        need.people += parts[place].people;
        need.has_shares = need.has_shares || parts[place].share < 1;
        all =
            WeekClock::both(all, on_shift(parts[place].team,
                                          place == 0 ? need.candidates : std::vector<int>{}, plan));
        for (const int person : people_of(parts[place].team, plan)) {
            need.shares_people =
                !bodies.insert(plan.person(person).body).second || need.shares_people;
        }
    }
    need.on_duty_clock = clocks.number(all);
    return add_need(std::move(need), plan);
}

/// The queue of work that the first of several needs will do.
int choice_of(const std::vector<int>& options, Plan& plan, Clocks& clocks) {
    PlanQueue choice;
    choice.alternatives = options;
    WeekClock any = plan.clock(plan.queue(options.front()).on_duty_clock);
    for (const int option : options) {
        const PlanQueue& one = plan.queue(option);
        any = WeekClock::either(any, plan.clock(one.on_duty_clock));
        choice.people = std::max(choice.people, one.people);
        choice.one_person = choice.one_person || one.one_person;
        choice.precedence = one.precedence;
        if (one.helps >= 0) {
            choice.helpers.push_back(one.lead);
            continue;
        }
        for (const Need& part : one.teams) {
            const bool known =
                std::any_of(choice.teams.begin(), choice.teams.end(),
                            [&](const Need& other) { return other.team == part.team; });
            if (!known) {
                choice.teams.push_back(part);
            }
        }
    }
    if (choice.teams.empty()) {
        // Only helpers may: somebody in particular, who is in several teams that help.
        const PlanQueue& best = plan.queue(options.front());
        choice.teams = best.teams;
        choice.helps = best.helps;
    }
    choice.lead = choice.teams.front().team;
    choice.on_duty_clock = clocks.number(any);
    return add_need(std::move(choice), plan);
}

/// The parts that other teams do.
std::vector<Need> without(std::vector<Need> parts, int team) {
    std::erase_if(parts, [team](const Need& part) { return part.team == team; });
    return parts;
}

/// How many of a team a step needs to the end of its work.
std::int64_t people_in(const Step& step, int team) {
    for (const Need& part : step.needs) {
        if (part.team == team && part.share >= 1) {
            return part.people;
        }
    }
    return 0;
}

/// The team of which a case of this workflow keeps somebody, or -1.
int kept_team(const Workflow& source) {
    for (const Step& step : source.steps) {
        if (step.keep) {
            return step.keep->team;
        }
    }
    return -1;
}

/// -1: nobody may.
int queue_for_whom(const std::vector<Need>& parts, const std::vector<int>& teams, const Who& who,
                   const Operation& operation, Plan& plan, Clocks& clocks) {
    std::vector<int> options;
    const auto consider = [&](int team, int helps, double speed) {
        std::vector<Need> own = parts;
        own.front().team = team;
        const int need = one_need(own, who, helps, speed, operation, plan, clocks);
        if (need >= 0) {
            options.push_back(need);
        }
    };
    for (const int team : teams) {
        consider(team, -1, 1);
    }
    for (const int team : teams) {
        for (std::size_t helper = 0; helper < operation.teams.size(); ++helper) {
            const bool works_on_it =
                std::find(teams.begin(), teams.end(), static_cast<int>(helper)) != teams.end() ||
                std::any_of(parts.begin() + 1, parts.end(), [&](const Need& part) {
                    return part.team == static_cast<int>(helper);
                });
            for (const Help& help : operation.teams[helper].helps) {
                if (help.team == team && !works_on_it) {
                    consider(static_cast<int>(helper), team, help.speed);
                }
            }
        }
    }
    if (options.empty()) {
        return -1;
    }
    return in_queue(options.size() == 1 ? options.front() : choice_of(options, plan, clocks), plan);
}

/// The bodies of all who may do the step's own part, helpers included; sorted.
std::vector<int> bodies_of(const Step& step, const Operation& operation, const Plan& plan) {
    const std::vector<int> teams = teams_of(step);
    const auto is_one = [&](int other) {
        return std::find(teams.begin(), teams.end(), other) != teams.end();
    };
    std::set<int> bodies;
    for (std::size_t team = 0; team < operation.teams.size(); ++team) {
        const std::vector<Help>& helps = operation.teams[team].helps;
        if (!is_one(static_cast<int>(team)) &&
            std::none_of(helps.begin(), helps.end(),
                         [&](const Help& help) { return is_one(help.team); })) {
            continue;
        }
        for (const int person : people_of(static_cast<int>(team), plan)) {
            if (may(person, {&step, {}, {}, plain}, operation, plan)) {
                bodies.insert(plan.person(person).body);
            }
        }
    }
    return {bodies.begin(), bodies.end()};
}

/// Of these people, those who may have done the step, and how many of them at most.
std::pair<std::vector<int>, std::int64_t> who_may_have_done(const Step& step, int number,
                                                            const std::vector<int>& bodies,
                                                            const Operation& operation,
                                                            const Plan& plan) {
    std::set<int> found;
    std::int64_t most = 0;
    for (std::size_t place = 0; place < step.needs.size(); ++place) {
        Step part = step;
        if (place > 0) {
            part.needs = {step.needs[place]};
            part.or_teams.clear();
            part.skill.clear();
        }
        std::vector<int> both;
        const std::vector<int> theirs = bodies_of(part, operation, plan);
        std::set_intersection(theirs.begin(), theirs.end(), bodies.begin(), bodies.end(),
                              std::back_inserter(both));
        found.insert(both.begin(), both.end());
        most += both.empty() ? 0 : step.needs[place].people * most_visits(step, number);
    }
    return {{found.begin(), found.end()}, most};
}

/// Four eyes of work that is escalated: whom it then waits for, by those who have done the other
/// step and might do it; -1 where too few are left.
void compile_escalated(const Workflow& source, const Step& step, Precedence precedence,
                       const Operation& operation, Plan& plan, Clocks& clocks,
                       PlanPersonRule& rule) {
    if (!step.patience || step.patience->then_team < 0) {
        return;
    }
    const Step then = escalated(step);
    rule.may_escalated = bodies_of(then, operation, plan);
    const auto [theirs, most] = who_may_have_done(source.steps[static_cast<std::size_t>(rule.step)],
                                                  rule.step, rule.may_escalated, operation, plan);
    for (const std::vector<int>& group : groups_of(theirs, most)) {
        rule.escalated[group] = queue_for_whom(
            then.needs, teams_of(then), {&then, {}, group, precedence}, operation, plan, clocks);
    }
}

/// Adds the rule of a step that needs these parts; -1: it has none.
int compile_person_rule(const Workflow& source, std::size_t number, const std::vector<Need>& parts,
                        bool is_followed, Precedence precedence, const Operation& operation,
                        Plan& plan, Clocks& clocks) {
    const Step& step = source.steps[number];
    PlanPersonRule rule;
    rule.kind = PlanPersonRule::Kind::returns;
    if (step.person) {
        rule.kind = static_cast<PlanPersonRule::Kind>(step.person->kind);
        rule.step = step.person->step;
    }
    if (!step.person && !is_followed) {
        return -1;
    }
    rule.seats = parts.front().people;
    rule.may = bodies_of(step, operation, plan);
    const auto add = [&](const std::vector<std::vector<int>>& groups, bool others,
                         std::map<std::vector<int>, int>& queues) {
        for (const std::vector<int>& group : groups) {
            Who who{&step, group, {}, precedence};
            if (others) {
                who.required.swap(who.excluded);
            }
            const int queue = queue_for_whom(parts, teams_of(step), who, operation, plan, clocks);
            if (queue >= 0) {
                queues[group] = queue;
            }
        }
    };
    const bool follows = rule.kind == PlanPersonRule::Kind::same_as;
    const int other = rule.step < 0 ? static_cast<int>(number) : rule.step;
    const auto [theirs, most] = who_may_have_done(source.steps[static_cast<std::size_t>(other)],
                                                  other, rule.may, operation, plan);
    add(follows ? groups_of(theirs, std::min(rule.seats, most)) : groups_of(rule.may, rule.seats),
        false, rule.only);
    if (rule.kind == PlanPersonRule::Kind::other_than) {
        add(groups_of(theirs, most), true, rule.all_but);
        compile_escalated(source, step, precedence, operation, plan, clocks, rule);
    }
    if (rule.kind == PlanPersonRule::Kind::of_client) {
        for (const int person : people_of(step.needs.front().team, plan)) {
            if (may(person, {&step, {}, {}, plain}, operation, plan)) {
                rule.of_clients.push_back(person);
            }
        }
    }
    if (step.person && step.person->any_after) {
        const Delay& wait = *step.person->any_after;
        rule.any_after = static_cast<Microseconds>(wait.length.a);
        rule.any_clock =
            wait.wall_clock ? clocks.number(WeekClock()) : clocks.number(wait.calendar);
    }
    plan.person_rules.push_back(std::move(rule));
    return static_cast<int>(plan.person_rules.size()) - 1;
}

} // namespace

std::vector<int> people_of(int team, const Plan& plan) {
    std::vector<int> people;
    for (const Shift& shift : plan.team(team).shifts) {
        people.insert(people.end(), shift.people.begin(), shift.people.end());
    }
    std::sort(people.begin(), people.end());
    return people;
}

WeekClock on_shift(int number, const std::vector<int>& candidates, const Plan& plan) {
    const PlanTeam& team = plan.team(number);
    std::set<int> clocks;
    for (const Shift& shift : team.shifts) {
        const bool any = candidates.empty() ||
                         std::any_of(candidates.begin(), candidates.end(), [&](int person) {
                             return plan.person(person).clock == shift.clock;
                         });
        if (any) {
            clocks.insert(shift.clock);
        }
    }
    if (clocks.empty()) {
        clocks.insert(team.clock);
    }
    WeekClock any = plan.clock(*clocks.begin());
    for (const int clock : clocks) {
        any = WeekClock::either(any, plan.clock(clock));
    }
    return any;
}

int add_need(PlanQueue need, Plan& plan) {
    const auto same =
        std::find_if(plan.needs.begin(), plan.needs.end(), [&](const PlanQueue& known) {
            return known.teams == need.teams && known.lead == need.lead &&
                   known.candidates == need.candidates && known.required == need.required &&
                   known.alternatives == need.alternatives && known.helps == need.helps &&
                   known.speed == need.speed && known.one_person == need.one_person &&
                   known.precedence == need.precedence && known.knows == need.knows &&
                   known.covers == need.covers;
        });
    if (same != plan.needs.end()) {
        return static_cast<int>(same - plan.needs.begin());
    }
    plan.needs.push_back(std::move(need));
    return static_cast<int>(plan.needs.size()) - 1;
}

int in_queue(int number, Plan& plan) {
    PlanQueue& need = plan.queue(number);
    if (need.is_queue) {
        return number;
    }
    need.is_queue = true;
    for (const Need& part : need.teams) {
        plan.team(part.team).needs.push_back(number);
    }
    for (const int option : need.alternatives) {
        const PlanQueue& one = plan.queue(option);
        if (one.helps < 0) {
            continue;
        }
        std::vector<Helped>& helped = plan.team(one.lead).helped;
        const auto known = std::find_if(helped.begin(), helped.end(), [&](const Helped& other) {
            return other.team == one.helps;
        });
        if (known != helped.end()) {
            known->needs.push_back(number);
        } else {
            helped.push_back({one.helps, {number}});
        }
    }
    return number;
}

int queue_for(const Step& source, const std::vector<Need>& parts, const std::vector<int>& teams,
              Precedence precedence, const Operation& operation, Plan& plan, Clocks& clocks) {
    const int number =
        queue_for_whom(parts, teams, {&source, {}, {}, precedence}, operation, plan, clocks);
    // Whoever read the model has seen to it that somebody may.
    return number >= 0 ? number
                       : queue_for_whom(parts, teams, {nullptr, {}, {}, precedence}, operation,
                                        plan, clocks);
}

void compile_person_rules(const Workflow& source, std::size_t first_step,
                          const Operation& operation, Plan& plan, Clocks& clocks) {
    // A step that others follow returns, too, to who did it: one person for the whole case.
    std::vector<char> is_followed(source.steps.size(), 0);
    for (const Step& step : source.steps) {
        if (step.person && step.person->kind == PersonRule::Kind::same_as) {
            is_followed[static_cast<std::size_t>(step.person->step)] = 1;
        }
    }
    for (std::size_t i = 0; i < source.steps.size(); ++i) {
        const Step& step = source.steps[i];
        if (step.needs.empty()) {
            continue;
        }
        PlanStep& compiled = plan.steps[first_step + i];
        compiled.person_rule = compile_person_rule(source, i, step.needs, is_followed[i] != 0,
                                                   compiled.precedence, operation, plan, clocks);
        if (compiled.kept_need >= 0) {
            const std::vector<Need> rest = without(step.needs, kept_team(source));
            const bool own = !rest.empty() && rest.front().team == step.needs.front().team;
            compiled.kept_rule =
                own ? compile_person_rule(source, i, rest, is_followed[i] != 0, compiled.precedence,
                                          operation, plan, clocks)
                    : -1;
        }
    }
}

void compile_keep(const Workflow& source, std::size_t first_step, const Operation& operation,
                  Plan& plan, Clocks& clocks) {
    const auto keeper = std::find_if(source.steps.begin(), source.steps.end(),
                                     [](const Step& step) { return step.keep.has_value(); });
    if (keeper == source.steps.end()) {
        return;
    }
    const auto from = static_cast<std::size_t>(keeper - source.steps.begin());
    const auto until = static_cast<std::size_t>(keeper->keep->until);
    plan.team(keeper->keep->team).by_name = true;
    plan.steps[first_step + from].keeps = keeper->keep->team;
    plan.steps[first_step + from].keep_until = keeper->keep->until;
    for (std::size_t i = 0; i < source.steps.size(); ++i) {
        const Step& step = source.steps[i];
        const std::vector<Need> rest = without(step.needs, keeper->keep->team);
        // Until then every step has them that the step waits for: those above the keeping one, too,
        // once a rework has sent the case back.
        const bool waited_for = i == until || lies_above(source, i, until);
        if (!waited_for || people_in(step, keeper->keep->team) == 0 ||
            people_in(step, keeper->keep->team) > people_in(*keeper, keeper->keep->team)) {
            continue;
        }
        PlanStep& compiled = plan.steps[first_step + i];
        if (compiled.patience_need >= 0 && step.needs.front().team != keeper->keep->team) {
            Step other = escalated(step);
            for (Need& part : other.needs) {
                if (part.team == keeper->keep->team) {
                    part.people -= people_in(step, part.team);
                }
            }
            std::erase_if(other.needs, [](const Need& part) { return part.people == 0; });
            compiled.patience_kept_need = queue_for(other, other.needs, teams_of(other),
                                                    compiled.precedence, operation, plan, clocks);
        }
        if (rest.empty()) {
            PlanQueue nobody_else;
            nobody_else.lead = keeper->keep->team;
            nobody_else.precedence = compiled.precedence;
            compiled.kept_need = add_need(std::move(nobody_else), plan);
        } else if (rest.front().team == step.needs.front().team) {
            compiled.kept_need =
                queue_for(step, rest, teams_of(step), compiled.precedence, operation, plan, clocks);
        } else {
            compiled.kept_need = queue_for({}, rest, {rest.front().team}, compiled.precedence,
                                           operation, plan, clocks);
        }
    }
}

int add_side_step(int team, Precedence rank, const Operation& operation, Plan& plan,
                  Clocks& clocks) {
    PlanStep step;
    step.number = plan.step_numbers; // its draws are nobody else's
    for (const PlanStep& other : plan.steps) {
        step.number = std::max(step.number, other.number + 1);
    }
    step.takes_work = true;
    step.precedence = rank;
    step.need = queue_for({}, {{team, 1}}, {team}, rank, operation, plan, clocks);
    plan.has_precedence = plan.has_precedence || rank != plain;
    plan.steps.push_back(std::move(step));
    return static_cast<int>(plan.steps.size()) - 1;
}

} // namespace plimsoll

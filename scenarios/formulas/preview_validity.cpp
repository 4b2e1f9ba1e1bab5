#include "scenarios/formulas/preview_validity.hpp"

#include "model/text/plain_words.hpp"
#include "scenarios/formulas/case_class.hpp"
#include "scenarios/result/teams_in_words.hpp"

#include <algorithm>

namespace plimsoll {

namespace {

class Reasons {
public:
    void add(bool applies, const std::string& reason) {
        if (applies && std::find(list_.begin(), list_.end(), reason) == list_.end()) {
            list_.push_back(reason);
        }
    }
    std::vector<std::string> take() { return std::move(list_); }

private:
    std::vector<std::string> list_;
};

bool same_hours(const Plan& plan, int clock) {
    return plan.one_clock || plan.clock(clock) == plan.clocks.front();
}

void of_demand(const Workflow& workflow, const PlanWorkflow& plan_workflow, const Plan& plan,
               const std::string& name, Reasons& reasons) {
    for (const PlanDemand& demand : plan_workflow.demands) {
        switch (demand.kind) {
        case Demand::Kind::per_client:
        case Demand::Kind::rate:
        case Demand::Kind::every:
        case Demand::Kind::none:
            break;
        case Demand::Kind::always_open:
        case Demand::Kind::idle_client:
            reasons.add(true, "cases of " + name + " come as fast as others end");
            break;
        case Demand::Kind::caused:
            reasons.add(true, "cases of " + name + " are brought about by other work");
            break;
        case Demand::Kind::new_client:
        case Demand::Kind::lost_client:
            reasons.add(true, "cases of " + name + " come with clients who come and go");
            break;
        case Demand::Kind::dated:
            break;
        }
        reasons.add(demand.dated.has_value(), "cases of " + name + " come at dates");
        reasons.add(!demand.pieces.empty(), "demand for " + name + " varies with the time");
        reasons.add(demand.mean_interval > 0 &&
                        (!same_hours(plan, demand.clock) || demand.opening_clock >= 0),
                    "cases of " + name + " come by another calendar");
    }
    reasons.add(workflow.wip.has_value(), "the number of open cases of " + name + " is limited");
}

void of_step(const Step& step, const PlanStep& compiled, const Plan& plan, const std::string& name,
             Reasons& reasons) {
    const auto several = std::any_of(step.needs.begin(), step.needs.end(),
                                     [](const Need& need) { return need.people > 1; });
    const auto on_a_tool =
        std::any_of(compiled.takes_work ? step.needs.begin() + 1 : step.needs.end(),
                    step.needs.end(), [&](const Need& need) { return plan.team(need.team).units; });
    reasons.add(several || step.needs.size() > 1,
                name + (several || !on_a_tool ? " takes several people at once"
                                              : " takes somebody and something at once"));
    reasons.add(!step.or_teams.empty(), name + " may be done by different teams");
    reasons.add(!step.skill.empty(), name + " takes a skill that not everybody has");
    reasons.add(step.person.has_value() || !step.effort_of.empty(),
                name + " depends on who does it");
    reasons.add(step.keep.has_value(), name + " keeps people with the case");
    reasons.add(step.patience.has_value(), "patience ends at " + name);
    reasons.add(step.wip.has_value(), "room is limited at " + name);
    reasons.add(step.batch.has_value(), name + " is done in batches");
    reasons.add(step.times.has_value(), name + " is made of several visits");
    reasons.add(step.calls >= 0, name + " waits for a case of another workflow");
    reasons.add(step.pace.has_value(), name + " is done in pieces");
    reasons.add(step.interrupts, name + " interrupts other work");
    reasons.add(step.slot.has_value(), name + " has appointments");
    reasons.add(compiled.has_delay && !same_hours(plan, compiled.delay_clock),
                name + " has a delay by another calendar");
}

/// Another rework sends back some of the same steps, from a step that is not in line with this
/// one's.
bool is_sent_back_from_beside(const CaseClass& cases, std::size_t rework) {
    const PlanRework& one = cases.reworks[rework];
    return std::any_of(cases.reworks.begin(), cases.reworks.end(), [&](const PlanRework& other) {
        const bool in_line = one.above.contains(static_cast<std::size_t>(other.from)) ||
                             other.above.contains(static_cast<std::size_t>(one.from));
        return !in_line && std::any_of(one.stretch.begin(), one.stretch.end(), [&](int step) {
            return std::find(other.stretch.begin(), other.stretch.end(), step) !=
                   other.stretch.end();
        });
    });
}

/// A limit on a rework, or less effort the second time, is exact in the formulas only where a case
/// surely does the same steps again.
bool depends_on_the_past(const CaseClass& cases, std::size_t rework) {
    const Rework& one = declared(cases, rework);
    if (one.at_most < 0 && one.effort_share == 1) {
        return false;
    }
    const std::vector<int>& stretch = cases.reworks[rework].stretch;
    return std::any_of(stretch.begin(), stretch.end(), [&](int number) {
        const auto step = static_cast<std::size_t>(number);
        return cases.steps[step].chance < 1 ||
               (!cases.source->steps[step].exits.empty() && number != cases.reworks[rework].from);
    });
}

/// A case may come to the rework's step without having been where it is sent back to: what was done
/// on that other way stays done, and may go on beside what is done again.
bool is_sent_elsewhere(const CaseClass& cases, const PlanRework& rework) {
    std::vector<int> reached;
    std::vector<char> seen(cases.steps.size(), 0);
    const auto reach = [&](int step) {
        if (step != rework.to && seen[static_cast<std::size_t>(step)] == 0) {
            seen[static_cast<std::size_t>(step)] = 1;
            reached.push_back(step);
        }
    };
    for (std::size_t step = 0; step < cases.steps.size(); ++step) {
        if (cases.steps[step].arcs.empty()) {
            reach(static_cast<int>(step));
        }
    }
    for (std::size_t next = 0; next < reached.size(); ++next) {
        for (const Follower& follower :
             cases.steps[static_cast<std::size_t>(reached[next])].followers) {
            reach(follower.step);
        }
    }
    return seen[static_cast<std::size_t>(rework.from)] != 0;
}

void of_flow(const CaseClass& cases, const std::string& name, Reasons& reasons) {
    for (std::size_t rework = 0; rework < cases.reworks.size(); ++rework) {
        reasons.add(depends_on_the_past(cases, rework),
                    "what is done again of " + name + " depends on what was done before");
    }
    if (!runs_side_by_side(cases)) {
        for (const PlanRework& rework : cases.reworks) {
            reasons.add(is_sent_elsewhere(cases, rework),
                        "work of " + name + " may be sent back to where it has not been");
        }
        return;
    }
    bool ends = false;
    bool leaves = false;
    bool crosses = false;
    bool known = for_each_way(cases, std::nullopt, [&](const Way& way) {
        ends = ends || (way.ends && last_steps(cases, way).size() > 1);
    });
    for (std::size_t rework = 0; rework < cases.reworks.size(); ++rework) {
        double back = 0;
        known =
            for_each_way(cases, rework,
                         [&](const Way& way) {
                             back +=
                                 way.done[static_cast<std::size_t>(cases.reworks[rework].from)] != 0
                                     ? way.chance
                                     : 0;
                         }) &&
            known;
        leaves = leaves || back < 1 - 1e-9;
        crosses = crosses || is_sent_back_from_beside(cases, rework);
    }
    reasons.add(!known, "a case of " + name + " may go too many ways");
    reasons.add(ends, "a case of " + name + " may end while other steps of it go on");
    reasons.add(leaves, "work of " + name + " that is sent back may go another way");
    reasons.add(crosses, "work of " + name + " may be sent back from two sides at once");
}

/// Steps that the team does itself, in every workflow, with their priorities.
bool has_priorities(const Operation& operation, int team) {
    int priority = 0;
    bool differ = false;
    for (const Workflow& workflow : operation.workflows) {
        const auto look = [&](const Workflow& variant) {
            for (const Step& step : variant.steps) {
                if (!step.needs.empty() && step.needs.front().team == team) {
                    differ = differ || (priority != 0 && priority != step.priority);
                    priority = step.priority;
                }
            }
        };
        look(workflow);
        for (const Workflow& variant : workflow.variants) {
            look(variant);
        }
    }
    return differ;
}

bool keeps_other_hours(const PlanTeam& team, const Plan& plan) {
    return (team.unlimited && !same_hours(plan, team.clock)) ||
           std::any_of(team.shifts.begin(), team.shifts.end(),
                       [&](const Shift& shift) { return !same_hours(plan, shift.clock); });
}

bool shares_people(const PlanTeam& team, const Plan& plan) {
    return std::any_of(team.shifts.begin(), team.shifts.end(), [&](const Shift& shift) {
        return std::any_of(shift.people.begin(), shift.people.end(),
                           [&](int person) { return !plan.person(person).also.empty(); });
    });
}

bool differ_in_speed(const Team& team) {
    return std::any_of(team.members.begin(), team.members.end(),
                       [&](const Members& one) { return one.speed != team.members.front().speed; });
}

void of_teams(const Operation& operation, const Plan& plan, Reasons& reasons) {
    const std::vector<std::string> other_hours = teams_at_other_hours(operation, plan);
    if (!other_hours.empty()) {
        reasons.add(true, "the hours of " + names_in_words(other_hours) + " differ");
    }
    for (std::size_t i = 0; i < operation.teams.size(); ++i) {
        const Team& team = operation.teams[i];
        const std::string name = shown_name(team.label, team.name);
        reasons.add(team.order == Order::priority && has_priorities(operation, static_cast<int>(i)),
                    "urgent work goes first at " + name);
        reasons.add(team.order == Order::due || team.order == Order::shortest,
                    "work at " + name + " is not taken in the order in which it comes");
        reasons.add(shares_people(plan.teams[i], plan), "somebody of " + name + " is in two teams");
        reasons.add(differ_in_speed(team), "people of " + name + " work at different speeds");
        reasons.add(!team.helps.empty(), "people of " + name + " help other teams");
        reasons.add(team.wip.has_value(), "room is limited at " + name);
    }
}

} // namespace

std::vector<std::string> teams_at_other_hours(const Operation& operation, const Plan& plan) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < operation.teams.size(); ++i) {
        if (keeps_other_hours(plan.teams[i], plan)) {
            names.push_back(shown_name(operation.teams[i].label, operation.teams[i].name));
        }
    }
    return names;
}

bool knows_ways(const CaseClass& cases) {
    Reasons reasons;
    of_flow(cases, "", reasons);
    return reasons.take().empty();
}

std::vector<std::string> preview_validity(const Operation& operation, const Plan& plan) {
    Reasons reasons;
    reasons.add(plan.has_mechanisms(), "mechanisms act that no formula knows");
    of_teams(operation, plan, reasons);
    for (std::size_t i = 0; i < operation.workflows.size(); ++i) {
        const Workflow& workflow = operation.workflows[i];
        const PlanWorkflow& compiled = plan.workflows[i];
        const std::string name = shown_name(workflow.label, workflow.name);
        of_demand(workflow, compiled, plan, name, reasons);
        const std::size_t variants = std::max<std::size_t>(1, workflow.variants.size());
        for (std::size_t variant = 0; variant < variants; ++variant) {
            const CaseClass cases = case_class(compiled, i, variant, operation, plan);
            for (std::size_t step = 0; step < cases.steps.size(); ++step) {
                const Step& source = cases.source->steps[step];
                of_step(source, cases.steps[step], plan, shown_name(source.label, source.name),
                        reasons);
            }
            of_flow(cases, name, reasons);
        }
    }
    return reasons.take();
}

} // namespace plimsoll

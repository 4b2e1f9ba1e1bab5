#include "model/describe/describe.hpp"
#include "model/text/date_text.hpp"

#include "model/check/workflow_graph.hpp"
#include "model/client_demand.hpp"
#include "model/date_table.hpp"
#include "model/describe/execution_in_words.hpp"
#include "model/describe/flow_in_words.hpp"
#include "model/numeric/number_text.hpp"
#include "model/text/plain_words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace plimsoll {

namespace {

std::string people_in_words(std::int64_t count, bool units) {
    if (units) {
        return count == 1 ? "1 unit" : fmt::format("{} units", count);
    }
    return count == 1 ? "1 person" : fmt::format("{} people", count);
}

std::string weekly_hours(const Calendar& calendar) {
    return fmt::format("{} h a week", short_number(static_cast<double>(weekly_open_time(calendar)) /
                                                       static_cast<double>(hour),
                                                   4));
}

/// Whether some open time of `inner` lies outside `outer`.
bool works_outside(const Calendar& inner, const Calendar& outer) {
    const auto open = [&](Microseconds instant) {
        return std::any_of(outer.spans.begin(), outer.spans.end(), [&](const Span& span) {
            return (span.from <= instant && instant < span.to) ||
                   (span.from <= instant + week && instant + week < span.to);
        });
    };
    std::vector<Microseconds> changes;
    for (const Span& span : outer.spans) {
        changes.push_back(span.from);
        changes.push_back(span.to);
        changes.push_back(span.to - week);
    }
    return std::any_of(inner.spans.begin(), inner.spans.end(), [&](const Span& span) {
        return !open(span.from % week) ||
               std::any_of(changes.begin(), changes.end(), [&](Microseconds change) {
                   return span.from <= change && change < span.to && !open(change % week);
               });
    });
}

/// ", from 2027-03-01, on working day 3..working day 8".
std::string presence_in_words(const Presence& presence) {
    std::string out;
    out += presence.from ? ", from " + date_in_words(*presence.from) : "";
    out += presence.until ? ", until " + date_in_words(*presence.until) : "";
    out += presence.season ? ", every year on " + date_in_words(*presence.season) : "";
    for (std::size_t i = 0; i < presence.days.size(); ++i) {
        out += (i == 0 ? ", there on " : " and ") + date_in_words(presence.days[i]);
    }
    return out;
}

std::string team_in_words(const Team& team, const Operation& operation) {
    std::string out = fmt::format("  {}: ", name_of(team));
    std::string money = team.cost_per_hour > 0
                            ? fmt::format(", {} {} per hour{}", operation.currency,
                                          number_to_text(team.cost_per_hour),
                                          team.paid_when_working ? " worked" : "")
                            : std::string{};
    if (team.unlimited) {
        return fmt::format("{}as many as it takes, {}{}{}\n", out, calendar_in_words(team.calendar),
                           money, team.outside ? "; outside, its delays run day and night" : "");
    }
    bool outside_hours = false;
    for (std::size_t i = 0; i < team.members.size(); ++i) {
        const Members& members = team.members[i];
        out += i > 0 ? "; " : "";
        out += members.name.empty() ? people_in_words(members.count, team.units)
               : members.count > 1  ? fmt::format("{} ({})", name_of(members), members.count)
                                    : name_of(members);
        if (i == 0 || members.calendar != team.members[i - 1].calendar) {
            out += fmt::format(", {} ({})", calendar_in_words(members.calendar),
                               weekly_hours(members.calendar));
        }
        out += members.presence ? presence_in_words(*members.presence) : "";
        out += members.speed != 1
                   ? fmt::format(", at {} of the speed", share_in_words(members.speed))
                   : "";
        for (const std::string& skill : members.skills) {
            out +=
                fmt::format("{}{}", &skill == &members.skills.front() ? ", has " : " and ", skill);
        }
        out += members.cost_per_hour != team.cost_per_hour
                   ? fmt::format(", {} {} per hour", operation.currency,
                                 number_to_text(members.cost_per_hour))
                   : std::string{};
        outside_hours = outside_hours || works_outside(members.calendar, operation.calendar);
    }
    out += money;
    static const char* const orders[] = {"", ", most urgent first", ", earliest due first",
                                         ", shortest first"};
    out += orders[static_cast<std::size_t>(team.order)];
    out += team.outside ? "; outside, its delays run day and night" : "";
    out += team.wip ? "; " + limit_in_words(*team.wip) : "";
    for (const Help& help : team.helps) {
        out += fmt::format(
            "; helps {}{} when it has nothing of its own to do",
            name_of(operation.teams[static_cast<std::size_t>(help.team)]),
            help.speed == 1 ? "" : fmt::format(" at {} of the speed", share_in_words(help.speed)));
    }
    out += "\n";
    if (outside_hours) {
        out += "    works outside the operation's hours: that time counts in its hours, not in how "
               "long cases take\n";
    }
    return out;
}

/// Names that stand in several teams: one person each.
std::string shared_people_in_words(const Operation& operation) {
    std::string out;
    for (std::size_t team = 0; team < operation.teams.size(); ++team) {
        for (const Members& members : operation.teams[team].members) {
            if (members.name.empty() || members.count > 1) {
                continue;
            }
            std::string others;
            bool first = true;
            for (std::size_t other = 0; other < operation.teams.size(); ++other) {
                const std::vector<Members>& theirs = operation.teams[other].members;
                const bool there =
                    other != team &&
                    std::any_of(theirs.begin(), theirs.end(), [&](const Members& same) {
                        return same.name == members.name && same.count == 1;
                    });
                if (there) {
                    first = first && other > team;
                    others += fmt::format(" and {}", name_of(operation.teams[other]));
                }
            }
            if (!others.empty() && first) {
                out += fmt::format("  {} in {}{} is the same person\n", name_of(members),
                                   name_of(operation.teams[team]), others);
            }
        }
    }
    return out;
}

std::string clients(std::int64_t count) {
    return fmt::format("{} client{}", count, count == 1 ? "" : "s");
}

std::string exit_name(const Step& step, const Arc& arc) {
    return fmt::format("`{}` ends as `{}`", name_of(step),
                       name_of(step.exits[static_cast<std::size_t>(arc.exit)]));
}

std::string start_in_words(const Step& step, const Workflow& workflow) {
    if (step.after.empty()) {
        return "at once";
    }
    std::string out = "when ";
    for (std::size_t i = 0; i < step.after.size(); ++i) {
        const Arc& arc = step.after[i];
        const Step& from = workflow.steps[static_cast<std::size_t>(arc.from)];
        out += i == 0 ? "" : i + 1 == step.after.size() ? " and " : ", ";
        out += arc.exit >= 0 && from.exits[static_cast<std::size_t>(arc.exit)].of_patience
                   ? fmt::format("patience at `{}` ends", name_of(from))
               : arc.exit >= 0 ? exit_name(from, arc)
                               : fmt::format("`{}` is done", name_of(from));
    }
    const bool choices = std::any_of(workflow.steps.begin(), workflow.steps.end(),
                                     [](const Step& other) { return !other.exits.empty(); });
    return out +
           (step.after.size() > 1 && choices ? " (those of them that this case still can)" : "");
}

std::string work_in_words(const Step& step, const Workflow& workflow, const Operation& operation) {
    if (step.needs.empty()) {
        return step.delay ? "" : "takes no time";
    }
    std::vector<std::string> who;
    for (const Need& need : step.needs) {
        const std::string& team = name_of(operation.teams[static_cast<std::size_t>(need.team)]);
        who.push_back(need.people > 1 ? fmt::format("{} of {}", need.people, team) : team);
        who.back() += need.share < 1
                          ? fmt::format(" (who leaves after {} of it)", share_in_words(need.share))
                          : "";
    }
    for (const int team : step.or_teams) {
        who.front() +=
            fmt::format(" or {}", name_of(operation.teams[static_cast<std::size_t>(team)]));
    }
    who.front() += step.or_teams.empty() ? "" : ", the first that has somebody free";
    who.front() += person_in_words(step, workflow);
    std::string names = who.front();
    for (std::size_t i = 1; i < who.size(); ++i) {
        names += (i + 1 == who.size() ? " and " : ", ") + who[i];
    }
    const bool alone = step.needs.size() == 1 && step.needs[0].people == 1;
    const std::string together = alone ? "" : " at the same time";
    if (is_work_of_batches_alone(step)) {
        return fmt::format("by {}{}", names, together);
    }
    return fmt::format("by {}{}: {}", names, together, law_in_words(*step.effort));
}

std::string step_in_words(const Workflow& workflow, std::size_t index, const Operation& operation) {
    const Step& step = workflow.steps[index];
    std::string out = fmt::format("    {}: {}", name_of(step), start_in_words(step, workflow));
    if (step.chance < 1) {
        out += fmt::format(", in {} of the cases", share_in_words(step.chance));
    }
    if (step.delay) {
        out += fmt::format("; a wait of {}{}", law_in_words(step.delay->length),
                           step.delay->wall_clock ? ", nights and weekends counted" : "");
    }
    const std::string kept =
        step.keep ? fmt::format("; {} stays with the case until `{}` is done",
                                name_of(operation.teams[static_cast<std::size_t>(step.keep->team)]),
                                name_of(workflow.steps[static_cast<std::size_t>(step.keep->until)]))
                  : std::string{};
    const std::string work = work_in_words(step, workflow, operation);
    out += work.empty() ? "" : "; " + work;
    out += kept;
    if (step.cost_each > 0) {
        out += fmt::format("; costs {} {} each time", operation.currency,
                           number_to_text(step.cost_each));
    }
    if (step.priority != 5) {
        out += fmt::format("; priority {}", step.priority);
    }
    out += step.wip ? "; " + limit_in_words(*step.wip) : "";
    out += step.response ? "; " + response_in_words(*step.response, operation) : "";
    out += "\n";
    out += efforts_in_words(step);
    out += execution_in_words(step, operation);
    if (step.patience) {
        out += patience_in_words(*step.patience, step, workflow, operation);
    }
    for (const Rework& rework : step.rework) {
        out += fmt::format(
            "      in {} of the cases it goes back to `{}`{}{}\n", share_in_words(rework.chance),
            name_of(workflow.steps[static_cast<std::size_t>(rework.to)]),
            rework.effort_share != 1
                ? fmt::format(", at {} of the work", share_in_words(rework.effort_share))
                : "",
            rework.at_most < 0    ? ""
            : rework.at_most == 1 ? ", once at most"
                                  : fmt::format(", {} times at most", rework.at_most));
    }
    for (std::size_t exit = 0; exit < step.exits.size(); ++exit) {
        if (step.exits[exit].of_patience) {
            continue;
        }
        out += fmt::format("      {} `{}`{}\n", share_in_words(step.exits[exit].share),
                           name_of(step.exits[exit]),
                           ends_the_case(workflow, index, exit) ? ": the case ends there" : "");
    }
    std::vector<std::string> of_another_order;
    for (const Need& need : step.needs) {
        const Team& team = operation.teams[static_cast<std::size_t>(need.team)];
        if (team.order != Order::priority) {
            of_another_order.push_back(shown_name(team.label, team.name));
        }
    }
    if (step.priority != 5 && !of_another_order.empty()) {
        const bool one = of_another_order.size() == 1;
        out += fmt::format("      {} {} not take work in order of priority: the priority has no "
                           "effect there\n",
                           step.needs.size() == 1
                               ? "its team"
                               : fmt::format("{}", fmt::join(of_another_order, " and ")),
                           one ? "does" : "do");
    }
    return out;
}

std::string kinds_in_words(const std::vector<Kind>& kinds) {
    std::string out;
    for (const Kind& kind : kinds) {
        out +=
            fmt::format("{}{} {}", out.empty() ? "" : ", ", share_in_words(kind.share), kind.name);
    }
    return out;
}

/// What is different for each kind.
std::string variants_in_words(const Workflow& workflow, const Operation& operation) {
    std::string out;
    const std::size_t of_cases = std::max<std::size_t>(1, workflow.kinds.size());
    for (std::size_t v = 1; v < workflow.variants.size(); ++v) {
        const Workflow& variant = workflow.variants[v];
        std::string differs;
        if (variant.demand != workflow.demand) {
            differs += fmt::format("  {}\n", demand_in_words(variant.demand, operation));
        }
        if (variant.due != workflow.due) {
            differs += variant.due
                           ? fmt::format("  {}\n", due_in_words(*variant.due, variant, operation))
                           : "  no time by which it is due\n";
        }
        if (variant.value != workflow.value || variant.penalty != workflow.penalty) {
            const std::string money = money_in_words(variant, operation);
            differs += money.empty() ? "  no value and no penalty\n" : money;
        }
        for (std::size_t i = 0; i < variant.steps.size(); ++i) {
            const std::string words = step_in_words(variant, i, operation);
            differs += words != step_in_words(workflow, i, operation) ? words : std::string{};
        }
        if (!differs.empty()) {
            const std::string client = operation.client_kinds.empty()
                                           ? std::string{}
                                           : operation.client_kinds[v / of_cases].name;
            const std::string of =
                workflow.kinds.empty() ? std::string{} : workflow.kinds[v % of_cases].name;
            out += fmt::format("  For {}{}{}:\n{}", client,
                               client.empty() || of.empty() ? "" : ", ", of, differs);
        }
    }
    return out;
}

} // namespace

std::string describe(const Operation& operation) {
    std::string out = fmt::format("{}\n", operation.name);
    const double one_hour = static_cast<double>(hour);
    out += fmt::format(
        "  open {}; 1d = {} h, 1w = {} h, a month = {} h\n", calendar_in_words(operation.calendar),
        short_number(static_cast<double>(working_day(operation.calendar)) / one_hour, 4),
        short_number(static_cast<double>(weekly_open_time(operation.calendar)) / one_hour, 4),
        short_number(static_cast<double>(month_of(operation.calendar, operation)) / one_hour, 4));
    if (operation.dates && operation.dates->start_is_stated) {
        out += fmt::format("  starts in the week of {}\n", date_in_words(operation.dates->start));
    }
    if (operation.dates && !operation.dates->holidays.empty()) {
        std::string holidays;
        for (const DateRange& range : operation.dates->holidays) {
            holidays += (holidays.empty() ? "" : ", ") + date_in_words(range);
        }
        out += fmt::format("  closed on {}{}\n", holidays,
                           operation.calendar.always ? ", where the hours are not `always`" : "");
    }
    if (clients_bring_work(operation)) {
        out += fmt::format("  {} today{}\n", clients(operation.clients_today),
                           operation.clients_target
                               ? fmt::format(", the target is {}", *operation.clients_target)
                               : "");
    } else {
        out += "  no work comes per client: a number of clients changes nothing\n";
    }
    if (operation.churn_per_hour > 0) {
        const double a_month = operation.churn_per_hour *
                               static_cast<double>(month_of(operation.calendar, operation)) /
                               one_hour;
        out +=
            fmt::format("  {} of them leave a month, and as many come\n", share_in_words(a_month));
    }
    out += operation.client_kinds.empty()
               ? std::string{}
               : fmt::format("  kinds of clients: {}\n", kinds_in_words(operation.client_kinds));
    out += operation.client_prices.empty() ? std::string{}
                                           : fmt::format("  {}\n", prices_in_words(operation));
    out += !operation.neutral ? ""
           : operation.mechanisms.empty()
               ? "  assumptions: neutral, every mechanism is off\n"
               : "  assumptions: neutral, every mechanism is off but those that the "
                 "model speaks of\n";
    out += operation.teams.empty() ? "\nNo teams: nothing waits\n" : "";
    for (std::size_t i = 0; i < operation.teams.size(); ++i) {
        const Team& team = operation.teams[i];
        const bool begins = i == 0 || operation.teams[i - 1].tool != team.tool;
        out += !begins     ? ""
               : team.tool ? "\nTools of which a step holds one while it is worked on\n"
                           : "\nTeams\n";
        out += team_in_words(team, operation);
    }
    out += shared_people_in_words(operation);
    for (const Workflow& workflow : operation.workflows) {
        out += fmt::format("\nWorkflow {}\n  {}\n", name_of(workflow),
                           demand_in_words(workflow.demand, operation));
        out += workflow.kinds.empty()
                   ? std::string{}
                   : fmt::format("  kinds of cases: {}\n", kinds_in_words(workflow.kinds));
        if (workflow.due) {
            out += fmt::format("  {}\n", due_in_words(*workflow.due, workflow, operation));
        }
        out += money_in_words(workflow, operation);
        out += workflow.wip ? fmt::format("  {}\n", limit_in_words(*workflow.wip)) : "";
        for (std::size_t i = 0; i < workflow.steps.size(); ++i) {
            out += step_in_words(workflow, i, operation);
        }
        out += variants_in_words(workflow, operation);
    }
    return out;
}

} // namespace plimsoll

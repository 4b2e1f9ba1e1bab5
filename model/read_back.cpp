#include "model/read_back.hpp"

#include "model/number_text.hpp"

#include <cmath>

namespace plimsoll {

namespace {

/// A share or number with at most two decimals.
std::string short_number(double value) {
    return number_to_text(std::floor(value * 100 + 0.5) / 100);
}

std::string percent(double share) {
    return short_number(share * 100) + "%";
}

std::string length_of(double microseconds) {
    const double minutes = microseconds / static_cast<double>(minute);
    if (minutes < 1) {
        return short_number(minutes * 60) + " s";
    }
    return minutes < 120 ? short_number(minutes) + " min" : short_number(minutes / 60) + " h";
}

std::string shown(const std::string& name, const std::string& label) {
    return label.empty() ? name : label;
}

std::string duration_of(const Distribution& law) {
    switch (law.law) {
    case Law::exact:
        return "exactly " + length_of(law.a + law.shift);
    case Law::uniform:
    case Law::triangular:
    case Law::pert:
        return "between " + length_of(law.a + law.shift) + " and " + length_of(law.b + law.shift);
    case Law::empirical:
        return "one of " + std::to_string(law.values.size()) + " observed lengths";
    case Law::weibull:
        return "about " + length_of(law.a + law.shift) + " (Weibull)";
    case Law::exponential:
    case Law::lognormal:
    case Law::gamma:
    case Law::hyperexponential:
    case Law::normal:
        return length_of(law.a + law.shift) + " on average";
    }
    return {};
}

std::string step_in_words(const Operation& operation, const Workflow& workflow, const Step& step) {
    std::string text = "  " + shown(step.name, step.label) + ": ";
    if (step.after.empty()) {
        text += "starts with the case";
    } else {
        text += "after ";
        for (std::size_t i = 0; i < step.after.size(); ++i) {
            const Step& before = workflow.steps[static_cast<std::size_t>(step.after[i].from)];
            text += (i == 0 ? "" : " and ") + shown(before.name, before.label);
            if (step.after[i].exit >= 0) {
                const Exit& exit = before.exits[static_cast<std::size_t>(step.after[i].exit)];
                text += " (" + shown(exit.name, exit.label) + ")";
            }
        }
    }
    if (step.chance < 1) {
        text += ", in " + percent(step.chance) + " of the cases";
    }
    if (step.delay) {
        text += "; waits " + duration_of(step.delay->length) +
                (step.delay->wall_clock ? " by the clock on the wall" : "");
    }
    for (std::size_t i = 0; i < step.needs.size(); ++i) {
        const Team& team = operation.teams[static_cast<std::size_t>(step.needs[i].team)];
        text += (i == 0 ? "; " : " with ");
        text += (step.needs[i].people > 1 ? std::to_string(step.needs[i].people) + " of " : "") +
                shown(team.name, team.label);
    }
    if (step.effort) {
        text += ", " + duration_of(*step.effort) +
                (step.needs.size() > 1 || step.needs[0].people > 1 ? " each" : "");
    } else if (!step.delay) {
        text += "; takes no time";
    }
    for (const Exit& exit : step.exits) {
        text += "; " + percent(exit.share) + " " + shown(exit.name, exit.label);
        bool followed = false;
        for (const Step& other : workflow.steps) {
            for (const Arc& arc : other.after) {
                followed =
                    followed ||
                    (&workflow.steps[static_cast<std::size_t>(arc.from)] == &step &&
                     (arc.exit < 0 || &step.exits[static_cast<std::size_t>(arc.exit)] == &exit));
            }
        }
        text += followed ? "" : " (ends the case)";
    }
    for (const Rework& rework : step.rework) {
        text += "; sent back to " + workflow.steps[static_cast<std::size_t>(rework.to)].name +
                " in " + percent(rework.chance) + " of the cases";
        if (rework.at_most >= 0) {
            text += ", at most " + std::to_string(rework.at_most) + " times";
        }
    }
    return text + ".\n";
}

std::string demand_in_words(const Demand& demand) {
    if (demand.kind == Demand::Kind::every) {
        return "one case every " + duration_of(*demand.interval);
    }
    const double month =
        static_cast<double>(working_month(demand.calendar)) / static_cast<double>(hour);
    return short_number(demand.rate_per_hour * month) + " cases a month" +
           (demand.kind == Demand::Kind::per_client ? " for each client" : "");
}

} // namespace

std::string read_back(const Operation& operation) {
    std::string text =
        operation.name + ": " + std::to_string(operation.clients_today) + " clients today";
    if (operation.clients_target) {
        text += ", " + std::to_string(*operation.clients_target) + " wanted";
    }
    text += ".\n1d = " + length_of(static_cast<double>(working_day(operation.calendar))) +
            ", 1w = " + length_of(static_cast<double>(weekly_open_time(operation.calendar))) +
            " on the operation's calendar.\n\nTeams\n";
    for (const Team& team : operation.teams) {
        text += "  " + shown(team.name, team.label) + ": ";
        if (team.unlimited) {
            text += "as many as are needed";
        }
        for (std::size_t i = 0; i < team.members.size(); ++i) {
            const Members& members = team.members[i];
            text += (i == 0 ? "" : ", ") + std::to_string(members.count) + " " +
                    (members.name.empty()
                         ? (team.units ? "units" : (members.count == 1 ? "person" : "people"))
                         : shown(members.name, members.label)) +
                    " (" + length_of(static_cast<double>(weekly_open_time(members.calendar))) +
                    " a week)";
        }
        text += ".\n";
    }
    for (const Workflow& workflow : operation.workflows) {
        text +=
            "\n" + shown(workflow.name, workflow.label) + ": " + demand_in_words(workflow.demand);
        if (workflow.due) {
            text += ", due " + length_of(static_cast<double>(workflow.due->within)) +
                    (workflow.due->wall_clock ? " by the clock on the wall" : " of working time") +
                    " after it comes";
        }
        text += ".\n";
        for (const Step& step : workflow.steps) {
            text += step_in_words(operation, workflow, step);
        }
    }
    if (!operation.assumptions.empty()) {
        text += "\nAssumptions in force (V checked, R recalled, D declared, C computed)\n";
        for (const Assumption& assumption : operation.assumptions) {
            text += "  " + assumption.key + ": " + assumption.value + " [" + assumption.basis +
                    "]" + (assumption.simulated ? "" : " not simulated in this version") + "\n";
        }
    }
    return text;
}

} // namespace plimsoll

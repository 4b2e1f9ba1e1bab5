#include "model/describe/flow_in_words.hpp"
#include "model/text/date_text.hpp"

#include "model/date_table.hpp"
#include "model/numeric/number_text.hpp"
#include "model/text/plain_words.hpp"

#include <fmt/format.h>

namespace plimsoll {

namespace {

std::string cases(double count) {
    const std::string number = short_number(count);
    return number + (number == "1" ? " case" : " cases");
}

std::string cause_in_words(const Cause& cause, const Operation& operation) {
    const Workflow& source = operation.workflows[static_cast<std::size_t>(cause.workflow)];
    std::string event;
    if (cause.step >= 0) {
        const Step& step = source.steps[static_cast<std::size_t>(cause.step)];
        event = cause.exit >= 0
                    ? fmt::format("`{}` of {} ends as `{}`", name_of(step), name_of(source),
                                  name_of(step.exits[static_cast<std::size_t>(cause.exit)]))
                    : fmt::format("`{}` of {} is done", name_of(step), name_of(source));
    } else {
        event = fmt::format("a case of {} ends", name_of(source));
        event += cause.outcome.empty() ? "" : fmt::format(" as `{}`", cause.outcome);
    }
    std::string out =
        fmt::format("{} {} each time {}",
                    cause.times < 1 ? share_in_words(cause.times) : short_number(cause.times),
                    cause.times == 1 ? "case" : "cases", event);
    if (cause.delay) {
        out += fmt::format(", {} later{}", law_in_words(cause.delay->length),
                           cause.delay->wall_clock ? ", nights and weekends counted" : "");
    }
    return out;
}

/// "each client brings 1 case at working day 1, evenly within 24 h of open time from then".
std::string dated_in_words(const DatedDemand& dated) {
    std::string dates;
    for (const DateRule& rule : dated.at) {
        dates += (dates.empty() ? "" : ", ") + date_in_words(rule) +
                 (rule.kind == DateRule::Kind::every_day ? " of each open day" : "");
    }
    std::string out = fmt::format("{}{} {} at {}", dated.name.empty() ? "" : dated.name + ": ",
                                  dated.per_client ? "each client brings" : "there come",
                                  cases(dated.cases), dates);
    if (dated.spread) {
        const Distribution& length = dated.spread->length;
        const std::string days =
            dated.spread->wall_clock ? ", nights and weekends counted" : " of open time";
        out +=
            length.law == Law::uniform && length.a == 0
                ? fmt::format(", evenly within {}{} from then", duration_in_words(length.b), days)
                : fmt::format(", each {}{} after that", law_in_words(length), days);
    }
    return out;
}

/// `10 working days (80 h)`, where it is whole days, or the hours alone; on whose clock.
std::string within_in_words(Microseconds within, bool wall_clock, const Calendar& calendar,
                            const Operation& operation) {
    const std::string length = duration_in_words(static_cast<double>(within));
    if (wall_clock || (calendar.always && !operation.calendar.always)) {
        return length + ", nights and weekends counted";
    }
    const Microseconds day_length = working_day(calendar);
    const bool own = calendar != operation.calendar;
    const std::string counted = own ? ", counted " + calendar_in_words(calendar) : "";
    if (calendar.always || within % day_length != 0) {
        return length + (calendar.always || own ? counted : " of the operation's time");
    }
    const Microseconds days = within / day_length;
    return fmt::format("{} working day{} ({}){}", days, days == 1 ? "" : "s", length, counted);
}

std::string clock_time(Microseconds time) {
    return fmt::format("{:02}:{:02}", time / hour, time % hour / minute);
}

/// "in 90% of the cases", where it is not the usual share.
std::string promise_in_words(double promised, const char* of) {
    return promised == usual_promise
               ? std::string{}
               : fmt::format(", in {} of the {}", share_in_words(promised), of);
}

} // namespace

std::string due_in_words(const Due& due, const Workflow& workflow, const Operation& operation) {
    const auto step = [&](int number) {
        return fmt::format("`{}`", name_of(workflow.steps[static_cast<std::size_t>(number)]));
    };
    std::string out = due.until >= 0 ? step(due.until) + " to be done " : "to be done ";
    if (due.by) {
        out += fmt::format("by {}", clock_time(*due.by));
        out += due.if_before ? fmt::format(" if it comes before {}, otherwise by the next {}",
                                           clock_time(*due.if_before), clock_time(*due.by))
                             : std::string(", the next after it comes");
        out += due.calendar != operation.calendar
                   ? fmt::format(", {}", calendar_in_words(due.calendar))
                   : std::string{};
    } else if (due.date) {
        out += fmt::format("by {}, the next after it comes", date_in_words(*due.date));
    } else {
        out += "within " + within_in_words(due.within, due.wall_clock, due.calendar, operation);
    }
    out += promise_in_words(due.promised, "cases");
    for (std::size_t i = 0; i < due.pauses.size(); ++i) {
        out += i == 0 ? "; the time stands still at " : i + 1 == due.pauses.size() ? " and " : ", ";
        out += step(due.pauses[i]);
    }
    return out;
}

std::string response_in_words(const ResponseTime& response, const Operation& operation) {
    return "to be started within " +
           within_in_words(response.within, response.wall_clock, response.calendar, operation) +
           promise_in_words(response.promised, "visits");
}

std::string limit_in_words(const Limit& limit) {
    static const char* const then[] = {"what comes beyond waits before it",
                                       "who brings more stays with it until there is room",
                                       "what comes beyond is turned away"};
    return fmt::format("holds {} at most, {}", limit.most,
                       then[static_cast<std::size_t>(limit.full)]);
}

std::string patience_in_words(const Patience& patience, const Step& step, const Workflow& workflow,
                              const Operation& operation) {
    std::string then = "it gives up, and the case ends";
    if (patience.then_team >= 0) {
        then = fmt::format("it goes to {}",
                           name_of(operation.teams[static_cast<std::size_t>(patience.then_team)]));
    } else if (patience.then_exit >= 0) {
        for (const Step& other : workflow.steps) {
            for (const Arc& arc : other.after) {
                if (arc.exit == patience.then_exit &&
                    &workflow.steps[static_cast<std::size_t>(arc.from)] == &step) {
                    then = fmt::format("it goes to `{}`", name_of(other));
                }
            }
        }
    }
    return fmt::format("      after {} {} {}{}\n", law_in_words(patience.wait.length),
                       step.delay ? "without an answer" : "of waiting", then,
                       patience.during_work ? ", even while it is worked on" : "");
}

std::string demand_in_words(const Demand& demand, const Operation& operation) {
    const double per_month = demand.rate_per_hour *
                             static_cast<double>(month_of(demand.calendar, operation)) /
                             static_cast<double>(hour);
    std::string out;
    switch (demand.kind) {
    case Demand::Kind::per_client:
        out = fmt::format("each client brings {} a month ({} client{} today: {} a month)",
                          cases(per_month), operation.clients_today,
                          operation.clients_today == 1 ? "" : "s",
                          short_number(per_month * static_cast<double>(operation.clients_today)));
        break;
    case Demand::Kind::rate:
        out = fmt::format("{} in an open hour, on average", cases(demand.rate_per_hour));
        break;
    case Demand::Kind::every:
        out = fmt::format("a case comes every {}{}", law_in_words(*demand.interval),
                          demand.interval_on_wall_clock ? ", nights and weekends counted" : "");
        break;
    case Demand::Kind::always_open:
        return demand.open_cases == 1
                   ? "one case is always open: when it ends, the next begins"
                   : fmt::format("{} cases are always open: when one ends, the next begins",
                                 demand.open_cases);
    case Demand::Kind::idle_client:
        out = fmt::format("each client without an open case brings one {} times per open hour",
                          short_number(demand.rate_per_hour));
        break;
    case Demand::Kind::caused:
        return cause_in_words(demand.cause, operation);
    case Demand::Kind::none:
        out = demand.dated.empty() ? "no cases of its own" : "";
        break;
    case Demand::Kind::dated:
        break;
    case Demand::Kind::new_client:
    case Demand::Kind::lost_client:
        out = fmt::format("{} for each {} client{}", cases(demand.cause.times),
                          demand.kind == Demand::Kind::new_client ? "new" : "lost",
                          demand.cause.delay ? ", after " + law_in_words(demand.cause.delay->length)
                                             : std::string{});
        break;
    }
    if (demand.calendar != operation.calendar && !out.empty()) {
        out += fmt::format(", {}", calendar_in_words(demand.calendar));
    }
    if (!demand.pattern.empty()) {
        out += ", more at some hours than at others";
    }
    for (const DatedFactor& dated : demand.dated_pattern) {
        out += fmt::format(", {} of that in {}", share_in_words(dated.factor),
                           date_in_words(dated.days));
    }
    for (const DatedDemand& dated : demand.dated) {
        out += (out.empty() ? "" : "; ") + dated_in_words(dated);
    }
    return out;
}

std::string person_in_words(const Step& step, const Workflow& workflow) {
    std::string out = step.skill.empty() ? "" : fmt::format(", who has {}", step.skill);
    if (!step.person) {
        return out;
    }
    const PersonRule& rule = *step.person;
    const std::string other = rule.step < 0
                                  ? std::string{}
                                  : name_of(workflow.steps[static_cast<std::size_t>(rule.step)]);
    const auto several = [](const Step& one) {
        return one.needs.size() > 1 || one.needs.front().people > 1 || one.times;
    };
    const bool by_several =
        rule.step >= 0 && several(workflow.steps[static_cast<std::size_t>(rule.step)]);
    switch (rule.kind) {
    case PersonRule::Kind::same_as:
        out += fmt::format(", {} who did `{}`", by_several ? "of those" : "the one", other);
        break;
    case PersonRule::Kind::of_client:
        out += ", the client's own person";
        break;
    case PersonRule::Kind::other_than:
        out +=
            fmt::format(", {} who did `{}`", by_several ? "none of those" : "not the one", other);
        break;
    }
    if (rule.any_after) {
        out += fmt::format(" (after a wait of {} anybody)", law_in_words(rule.any_after->length));
    }
    return out;
}

std::string efforts_in_words(const Step& step) {
    std::string out;
    for (const PersonEffort& one : step.effort_of) {
        out += fmt::format("      {} takes {}\n", one.member, law_in_words(one.effort));
    }
    return out;
}

std::string money_in_words(const Workflow& workflow, const Operation& operation) {
    const auto money = [&](double amount) {
        return fmt::format("{} {}", operation.currency, number_to_text(amount));
    };
    std::string out;
    if (workflow.value && workflow.value->by_outcome.empty()) {
        out += fmt::format("  a completed case brings in {}\n", money(workflow.value->per_case));
    } else if (workflow.value) {
        std::string by_outcome;
        for (const OutcomeValue& value : workflow.value->by_outcome) {
            by_outcome += fmt::format("{}{} if it ends as `{}`", by_outcome.empty() ? "" : ", ",
                                      money(value.amount), value.outcome);
        }
        out += fmt::format("  a case brings in {}\n", by_outcome);
    }
    out += workflow.penalty
               ? fmt::format("  a case that is not in time costs {}\n", money(*workflow.penalty))
               : std::string{};
    return out;
}

std::string prices_in_words(const Operation& operation) {
    std::string out;
    for (std::size_t i = 0; i < operation.client_prices.size(); ++i) {
        const bool one = operation.client_prices.size() == 1;
        out += i > 0 ? ", " : one ? "a client pays " : "a client pays a month: ";
        out += one ? "" : operation.client_kinds[i].name + " ";
        out += fmt::format("{} {}{}", operation.currency,
                           number_to_text(operation.client_prices[i]), one ? " a month" : "");
    }
    return out;
}

} // namespace plimsoll

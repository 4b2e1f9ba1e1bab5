// Every field of an operation under its own name: what the JSON of an operation is made of.
//
// `fields(operation, visit)` calls visit("name", field) for each, in the order of the file. One
// list serves writing and reading, so that neither can forget a field.
#pragma once

#include "model/operation.hpp"

#include <boost/preprocessor/seq/for_each.hpp>
#include <boost/preprocessor/stringize.hpp>
#include <boost/preprocessor/variadic/to_seq.hpp>

#include <array>
#include <concepts>
#include <span>
#include <string_view>
#include <type_traits>

namespace plimsoll {

/// The words that stand for an enumeration's values, in their order.
inline constexpr std::array<std::string_view, 11> law_names = {
    "exact",  "exponential", "lognormal",  "gamma", "hyperexponential", "weibull",
    "normal", "uniform",     "triangular", "pert",  "empirical"};
inline constexpr std::array<std::string_view, 4> order_names = {"fifo", "priority", "due",
                                                                "shortest"};
inline constexpr std::array<std::string_view, 10> demand_names = {
    "per_client", "rate", "every", "always_open", "idle_client",
    "caused",     "none", "dated", "new_client",  "lost_client"};
inline constexpr std::array<std::string_view, 3> full_names = {"wait", "hold", "turn_away"};

inline constexpr std::array<std::string_view, 3> person_names = {"same_as", "of_client",
                                                                 "other_than"};

inline constexpr std::array<std::string_view, 9> date_names = {
    "every_day",   "weekday", "day_of_month", "working_day", "last_working_day",
    "day_of_year", "month",   "once",         "month_of_run"};

constexpr std::span<const std::string_view> names_of(DateRule::Kind) {
    return date_names;
}
constexpr std::span<const std::string_view> names_of(Law) {
    return law_names;
}
constexpr std::span<const std::string_view> names_of(Order) {
    return order_names;
}
constexpr std::span<const std::string_view> names_of(Demand::Kind) {
    return demand_names;
}
constexpr std::span<const std::string_view> names_of(Limit::Full) {
    return full_names;
}

inline constexpr std::array<std::string_view, 8> level_names = {
    "operation", "clients", "team", "member", "workflow", "step", "tool", "integration"};

constexpr std::span<const std::string_view> names_of(MechanismPlace::Level) {
    return level_names;
}

constexpr std::span<const std::string_view> names_of(PersonRule::Kind) {
    return person_names;
}

/// A struct of the operation, to be read or to be written.
template <class Value, class Struct>
concept Is = std::same_as<std::remove_const_t<Value>, Struct>;

/// A struct and its fields, in the order of the file.
#define PLIMSOLL_FIELDS(Struct, ...)                                                               \
    template <Is<Struct> Value>                                                                    \
    void fields(Value& value, auto visit) {                                                        \
        BOOST_PP_SEQ_FOR_EACH(PLIMSOLL_FIELD, value, BOOST_PP_VARIADIC_TO_SEQ(__VA_ARGS__))        \
    }
#define PLIMSOLL_FIELD(_, value, name) visit(BOOST_PP_STRINGIZE(name), value.name);

PLIMSOLL_FIELDS(Span, from, to, weekday)
PLIMSOLL_FIELDS(Calendar, always, spans)
PLIMSOLL_FIELDS(DateRule, kind, year, month, day, time)
PLIMSOLL_FIELDS(DateRange, first, last)
PLIMSOLL_FIELDS(Dates, start, start_is_stated, holidays)
PLIMSOLL_FIELDS(Presence, days, season, from, until)
PLIMSOLL_FIELDS(Distribution, law, a, b, c, values, shift, minimum, maximum)
PLIMSOLL_FIELDS(Members, name, label, count, calendar, cost_per_hour, speed, skills, presence)
PLIMSOLL_FIELDS(Limit, most, full)
PLIMSOLL_FIELDS(Help, team, speed)
PLIMSOLL_FIELDS(Team, name, label, unlimited, units, tool, outside, paid_when_working, order, wip,
                calendar, cost_per_hour, members, helps)
PLIMSOLL_FIELDS(Arc, from, exit)
PLIMSOLL_FIELDS(Exit, name, label, share, of_patience)
PLIMSOLL_FIELDS(Rework, to, chance, effort_share, at_most)
PLIMSOLL_FIELDS(Delay, length, wall_clock, calendar)
PLIMSOLL_FIELDS(Patience, wait, during_work, then_exit, then_team)
PLIMSOLL_FIELDS(Need, team, people, share)
PLIMSOLL_FIELDS(PersonRule, kind, step, any_after)
PLIMSOLL_FIELDS(Keep, team, until)
PLIMSOLL_FIELDS(PersonEffort, member, effort)
PLIMSOLL_FIELDS(Batch, size, wait, at, dates, effort)
PLIMSOLL_FIELDS(Repeat, count, apart)
PLIMSOLL_FIELDS(Slot, every, lead, no_show)
PLIMSOLL_FIELDS(ResponseTime, within, wall_clock, calendar, promised)
PLIMSOLL_FIELDS(Step, name, label, needs, or_teams, skill, person, keep, effort, effort_of, delay,
                after, exits, chance, rework, priority, cost_each, patience, wip, batch, times,
                calls, pace, interrupts, slot, response, tool)
PLIMSOLL_FIELDS(PatternPiece, from, to, factor)
PLIMSOLL_FIELDS(DatedFactor, days, factor)
PLIMSOLL_FIELDS(Cause, workflow, step, exit, outcome, times, delay)
PLIMSOLL_FIELDS(DatedDemand, name, at, cases, per_client, spread)
PLIMSOLL_FIELDS(Demand, kind, rate_per_hour, interval, interval_on_wall_clock, between, calendar,
                pattern, dated_pattern, open_cases, cause, dated)
PLIMSOLL_FIELDS(Due, within, wall_clock, calendar, by, date, if_before, pauses, until, promised)
PLIMSOLL_FIELDS(OutcomeValue, outcome, amount)
PLIMSOLL_FIELDS(CaseValue, per_case, by_outcome)
PLIMSOLL_FIELDS(Kind, name, share)
PLIMSOLL_FIELDS(Workflow, name, label, kinds, wip, demand, due, value, penalty, steps, variants)
PLIMSOLL_FIELDS(Integration, from, to)
PLIMSOLL_FIELDS(MechanismPlace, level, outer, name, variant)
PLIMSOLL_FIELDS(MechanismValue, key, at, stated, number, law, names)
PLIMSOLL_FIELDS(Assumption, key, value, basis, source, simulated)
PLIMSOLL_FIELDS(Operation, name, currency, neutral, calendar, dates, client_kinds, clients_today,
                clients_target, churn_per_hour, client_prices, teams, workflows, integrations,
                mechanisms, assumptions)

#undef PLIMSOLL_FIELD
#undef PLIMSOLL_FIELDS

} // namespace plimsoll

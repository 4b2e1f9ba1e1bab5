// Every field of an operation under its own name: what the JSON of an operation is made of.
//
// `fields(operation, visit)` calls visit("name", field) for each, in the order of the file. One
// list serves writing and reading, so that neither can forget a field.
#pragma once

#include "model/operation.hpp"

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

template <Is<Span> Value>
void fields(Value& value, auto visit) {
    visit("from", value.from);
    visit("to", value.to);
    visit("weekday", value.weekday);
}

template <Is<Calendar> Value>
void fields(Value& value, auto visit) {
    visit("always", value.always);
    visit("spans", value.spans);
}

template <Is<DateRule> Value>
void fields(Value& value, auto visit) {
    visit("kind", value.kind);
    visit("year", value.year);
    visit("month", value.month);
    visit("day", value.day);
    visit("time", value.time);
}

template <Is<DateRange> Value>
void fields(Value& value, auto visit) {
    visit("first", value.first);
    visit("last", value.last);
}

template <Is<Dates> Value>
void fields(Value& value, auto visit) {
    visit("start", value.start);
    visit("start_is_stated", value.start_is_stated);
    visit("holidays", value.holidays);
}

template <Is<Presence> Value>
void fields(Value& value, auto visit) {
    visit("days", value.days);
    visit("season", value.season);
    visit("from", value.from);
    visit("until", value.until);
}

template <Is<Distribution> Value>
void fields(Value& value, auto visit) {
    visit("law", value.law);
    visit("a", value.a);
    visit("b", value.b);
    visit("c", value.c);
    visit("values", value.values);
    visit("shift", value.shift);
    visit("minimum", value.minimum);
    visit("maximum", value.maximum);
}

template <Is<Members> Value>
void fields(Value& value, auto visit) {
    visit("name", value.name);
    visit("label", value.label);
    visit("count", value.count);
    visit("calendar", value.calendar);
    visit("cost_per_hour", value.cost_per_hour);
    visit("speed", value.speed);
    visit("skills", value.skills);
    visit("presence", value.presence);
}

template <Is<Limit> Value>
void fields(Value& value, auto visit) {
    visit("most", value.most);
    visit("full", value.full);
}

template <Is<Help> Value>
void fields(Value& value, auto visit) {
    visit("team", value.team);
    visit("speed", value.speed);
}

template <Is<Team> Value>
void fields(Value& value, auto visit) {
    visit("name", value.name);
    visit("label", value.label);
    visit("unlimited", value.unlimited);
    visit("units", value.units);
    visit("tool", value.tool);
    visit("outside", value.outside);
    visit("paid_when_working", value.paid_when_working);
    visit("order", value.order);
    visit("wip", value.wip);
    visit("calendar", value.calendar);
    visit("cost_per_hour", value.cost_per_hour);
    visit("members", value.members);
    visit("helps", value.helps);
}

template <Is<Arc> Value>
void fields(Value& value, auto visit) {
    visit("from", value.from);
    visit("exit", value.exit);
}

template <Is<Exit> Value>
void fields(Value& value, auto visit) {
    visit("name", value.name);
    visit("label", value.label);
    visit("share", value.share);
    visit("of_patience", value.of_patience);
}

template <Is<Rework> Value>
void fields(Value& value, auto visit) {
    visit("to", value.to);
    visit("chance", value.chance);
    visit("effort_share", value.effort_share);
    visit("at_most", value.at_most);
}

template <Is<Delay> Value>
void fields(Value& value, auto visit) {
    visit("length", value.length);
    visit("wall_clock", value.wall_clock);
    visit("calendar", value.calendar);
}

template <Is<Patience> Value>
void fields(Value& value, auto visit) {
    visit("wait", value.wait);
    visit("during_work", value.during_work);
    visit("then_exit", value.then_exit);
    visit("then_team", value.then_team);
}

template <Is<Need> Value>
void fields(Value& value, auto visit) {
    visit("team", value.team);
    visit("people", value.people);
    visit("share", value.share);
}

template <Is<PersonRule> Value>
void fields(Value& value, auto visit) {
    visit("kind", value.kind);
    visit("step", value.step);
    visit("any_after", value.any_after);
}

template <Is<Keep> Value>
void fields(Value& value, auto visit) {
    visit("team", value.team);
    visit("until", value.until);
}

template <Is<PersonEffort> Value>
void fields(Value& value, auto visit) {
    visit("member", value.member);
    visit("effort", value.effort);
}

template <Is<Batch> Value>
void fields(Value& value, auto visit) {
    visit("size", value.size);
    visit("wait", value.wait);
    visit("at", value.at);
    visit("dates", value.dates);
    visit("effort", value.effort);
}

template <Is<Repeat> Value>
void fields(Value& value, auto visit) {
    visit("count", value.count);
    visit("apart", value.apart);
}

template <Is<Slot> Value>
void fields(Value& value, auto visit) {
    visit("every", value.every);
    visit("lead", value.lead);
    visit("no_show", value.no_show);
}

template <Is<ResponseTime> Value>
void fields(Value& value, auto visit) {
    visit("within", value.within);
    visit("wall_clock", value.wall_clock);
    visit("calendar", value.calendar);
    visit("promised", value.promised);
}

template <Is<Step> Value>
void fields(Value& value, auto visit) {
    visit("name", value.name);
    visit("label", value.label);
    visit("needs", value.needs);
    visit("or_teams", value.or_teams);
    visit("skill", value.skill);
    visit("person", value.person);
    visit("keep", value.keep);
    visit("effort", value.effort);
    visit("effort_of", value.effort_of);
    visit("delay", value.delay);
    visit("after", value.after);
    visit("exits", value.exits);
    visit("chance", value.chance);
    visit("rework", value.rework);
    visit("priority", value.priority);
    visit("cost_each", value.cost_each);
    visit("patience", value.patience);
    visit("wip", value.wip);
    visit("batch", value.batch);
    visit("times", value.times);
    visit("calls", value.calls);
    visit("pace", value.pace);
    visit("interrupts", value.interrupts);
    visit("slot", value.slot);
    visit("response", value.response);
}

template <Is<PatternPiece> Value>
void fields(Value& value, auto visit) {
    visit("from", value.from);
    visit("to", value.to);
    visit("factor", value.factor);
}

template <Is<DatedFactor> Value>
void fields(Value& value, auto visit) {
    visit("days", value.days);
    visit("factor", value.factor);
}

template <Is<Cause> Value>
void fields(Value& value, auto visit) {
    visit("workflow", value.workflow);
    visit("step", value.step);
    visit("exit", value.exit);
    visit("outcome", value.outcome);
    visit("times", value.times);
    visit("delay", value.delay);
}

template <Is<DatedDemand> Value>
void fields(Value& value, auto visit) {
    visit("name", value.name);
    visit("at", value.at);
    visit("cases", value.cases);
    visit("per_client", value.per_client);
    visit("spread", value.spread);
}

template <Is<Demand> Value>
void fields(Value& value, auto visit) {
    visit("kind", value.kind);
    visit("rate_per_hour", value.rate_per_hour);
    visit("interval", value.interval);
    visit("interval_on_wall_clock", value.interval_on_wall_clock);
    visit("between", value.between);
    visit("calendar", value.calendar);
    visit("pattern", value.pattern);
    visit("dated_pattern", value.dated_pattern);
    visit("open_cases", value.open_cases);
    visit("cause", value.cause);
    visit("dated", value.dated);
}

template <Is<Due> Value>
void fields(Value& value, auto visit) {
    visit("within", value.within);
    visit("wall_clock", value.wall_clock);
    visit("calendar", value.calendar);
    visit("by", value.by);
    visit("date", value.date);
    visit("if_before", value.if_before);
    visit("pauses", value.pauses);
    visit("until", value.until);
    visit("promised", value.promised);
}

template <Is<OutcomeValue> Value>
void fields(Value& value, auto visit) {
    visit("outcome", value.outcome);
    visit("amount", value.amount);
}

template <Is<CaseValue> Value>
void fields(Value& value, auto visit) {
    visit("per_case", value.per_case);
    visit("by_outcome", value.by_outcome);
}

template <Is<Kind> Value>
void fields(Value& value, auto visit) {
    visit("name", value.name);
    visit("share", value.share);
}

template <Is<Workflow> Value>
void fields(Value& value, auto visit) {
    visit("name", value.name);
    visit("label", value.label);
    visit("kinds", value.kinds);
    visit("wip", value.wip);
    visit("demand", value.demand);
    visit("due", value.due);
    visit("value", value.value);
    visit("penalty", value.penalty);
    visit("steps", value.steps);
    visit("variants", value.variants);
}

template <Is<MechanismPlace> Value>
void fields(Value& value, auto visit) {
    visit("level", value.level);
    visit("outer", value.outer);
    visit("name", value.name);
}

template <Is<MechanismValue> Value>
void fields(Value& value, auto visit) {
    visit("key", value.key);
    visit("at", value.at);
    visit("stated", value.stated);
    visit("number", value.number);
    visit("law", value.law);
    visit("names", value.names);
}

template <Is<Assumption> Value>
void fields(Value& value, auto visit) {
    visit("key", value.key);
    visit("value", value.value);
    visit("basis", value.basis);
    visit("source", value.source);
    visit("simulated", value.simulated);
}

template <Is<Operation> Value>
void fields(Value& value, auto visit) {
    visit("name", value.name);
    visit("currency", value.currency);
    visit("neutral", value.neutral);
    visit("calendar", value.calendar);
    visit("dates", value.dates);
    visit("client_kinds", value.client_kinds);
    visit("clients_today", value.clients_today);
    visit("clients_target", value.clients_target);
    visit("churn_per_hour", value.churn_per_hour);
    visit("client_prices", value.client_prices);
    visit("teams", value.teams);
    visit("workflows", value.workflows);
    visit("mechanisms", value.mechanisms);
    visit("assumptions", value.assumptions);
}

} // namespace plimsoll

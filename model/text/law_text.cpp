// Laws of durations from their text.
//
//     law        = [ duration "+" ] core { ("min=" | "max=") duration } [ "+" duration ]
//     core       = "exactly" duration | duration ".." duration [ ".." duration ] | named | duration
//     named      = NAME "(" { [ KEY "=" ] number-or-duration [ "," ] } ")"
#include "model/text/duration_text.hpp"

#include "model/law_range.hpp"
#include "model/numeric/elementary.hpp"
#include "model/numeric/special_functions.hpp"
#include "model/text/named_law.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace plimsoll {

namespace {

std::optional<bool> take_named(TextCursor& cursor, const WorkingTime& working, LawText& out,
                               Problem& problem) {
    const std::size_t before = cursor.at();
    const std::string_view name = cursor.word();
    if (name.empty()) {
        cursor.go_back_to(before);
        return false;
    }
    const NamedLaw* law = find_law(name);
    const bool parameters = cursor.take("(");
    if (law == nullptr) {
        if (parameters) {
            problem = unknown_law(name);
        }
        return std::nullopt;
    }
    if (!parameters) {
        problem = {fmt::format("`{}` needs its parameters in parentheses", name),
                   fmt::format("write it like `{}`", law->example)};
        return std::nullopt;
    }
    const auto arguments = take_arguments(cursor, working, out.units, problem);
    if (!arguments) {
        return std::nullopt;
    }
    const auto values = match_arguments(*law, *arguments, false, out, problem);
    if (!values) {
        return std::nullopt;
    }
    problem = {out_of_range(*law, *values, out.law),
               fmt::format("write it like `{}`", law->example)};
    if (!problem.message.empty()) {
        return std::nullopt;
    }
    fill_law(*law, *values, out.law);
    return true;
}

/// `20min..60min`: median and 90% quantile of a lognormal (SCIENCE.md 1.0).
bool fill_typical_and_slow(double typical, double slow, LawText& out, Problem& problem) {
    if (!(typical > 0) || slow < typical) {
        problem = typical > 0
                      ? Problem{"the slow case (one in ten) is shorter than the typical one",
                                "write the typical duration first"}
                      : Problem{"the typical duration must be more than 0", ""};
        return false;
    }
    if (slow == typical) {
        make_constant(out.law, typical);
        return true;
    }
    const double sigma = logarithm(slow / typical) / inverse_normal(0.9);
    out.law.law = Law::lognormal;
    out.law.a = typical * exponential(sigma * sigma / 2);
    out.law.b = std::sqrt(exponential(sigma * sigma) - 1);
    out.typical_and_slow = true;
    if (!(out.law.b <= 100)) {
        problem = {"the slow case is too many times the typical one",
                   "`a..b` is the typical case and one in ten"};
        return false;
    }
    return true;
}

bool take_numbers(TextCursor& cursor, const WorkingTime& working, SingleNumber single, LawText& out,
                  Problem& problem) {
    const bool exactly = cursor.take_word("exactly");
    const std::optional<double> first = take_duration(cursor, working, true, out.units, problem);
    if (!first) {
        return false;
    }
    std::vector<double> numbers{*first};
    while (numbers.size() < 3 && cursor.take("..")) {
        const std::optional<double> next = take_duration(cursor, working, true, out.units, problem);
        if (!next) {
            return false;
        }
        numbers.push_back(*next);
    }
    if (exactly && numbers.size() > 1) {
        problem = {"`exactly` takes one duration", ""};
        return false;
    }
    if (numbers.size() == 2) {
        return fill_typical_and_slow(numbers[0], numbers[1], out, problem);
    }
    if (numbers.size() == 3) {
        const std::map<std::string, double> values = {
            {"least", numbers[0]}, {"likely", numbers[1]}, {"most", numbers[2]}};
        const NamedLaw& law = *find_law("pert");
        problem = {out_of_range(law, values, out.law), "as in `10min..20min..60min`"};
        if (problem.message.empty()) {
            fill_law(law, values, out.law);
        }
        return problem.message.empty();
    }
    make_constant(out.law, numbers[0]);
    if (!exactly && single.variation > 0) {
        out.single_number = true;
        if (numbers[0] > 0) {
            out.law.law = Law::lognormal;
            out.law.b = single.variation;
        }
    }
    return true;
}

bool take_bounds(TextCursor& cursor, const WorkingTime& working, LawText& out, Problem& problem) {
    for (;;) {
        const std::size_t before = cursor.at();
        const std::string_view key = cursor.word();
        if ((key != "min" && key != "max") || !cursor.take("=")) {
            cursor.go_back_to(before);
            return true;
        }
        const std::optional<double> bound =
            take_duration(cursor, working, true, out.units, problem);
        if (!bound) {
            return false;
        }
        (key == "min" ? out.law.minimum : out.law.maximum) = *bound;
    }
}

} // namespace

std::optional<LawText> parse_law(std::string_view text, const WorkingTime& working,
                                 SingleNumber single, Problem& problem) {
    problem = {};
    LawText out;
    const Problem mixed_days{
        "working days (`d`, `w`) and calendar days (`cd`) do not mix in one value",
        "write it in one of them"};
    const auto not_a_law = [&]() -> std::optional<LawText> {
        if (out.units.working && out.units.calendar_days) {
            problem = mixed_days;
        } else if (problem.message.empty()) {
            problem = {fmt::format("`{}` is not a duration or a law of durations", text),
                       "write it like `20min`, `20min..60min` or `exponential(15min)`"};
        }
        return std::nullopt;
    };
    TextCursor cursor(text);
    double shift = 0;
    UnitsUsed shift_units;
    const std::optional<double> leading =
        take_duration(cursor, working, true, shift_units, problem);
    if (leading && cursor.take("+")) {
        shift = *leading;
        out.units = shift_units;
    } else {
        cursor = TextCursor(text);
    }
    problem = {};
    cursor.skip_blanks();
    const std::size_t core = cursor.at();
    const bool plain =
        cursor.take_word("exactly") || (cursor.peek() >= '0' && cursor.peek() <= '9');
    cursor.go_back_to(core);
    if (plain) {
        if (!take_numbers(cursor, working, single, out, problem)) {
            return not_a_law();
        }
    } else {
        const std::optional<bool> named = take_named(cursor, working, out, problem);
        if (!named || !*named) {
            return not_a_law();
        }
    }
    if (!take_bounds(cursor, working, out, problem)) {
        return not_a_law();
    }
    if (shift == 0 && cursor.take("+")) {
        const std::optional<double> trailing =
            take_duration(cursor, working, true, out.units, problem);
        if (!trailing) {
            return not_a_law();
        }
        shift = *trailing;
    }
    if (!cursor.done()) {
        return not_a_law();
    }
    if (out.units.working && out.units.calendar_days) {
        return not_a_law();
    }
    // A law of which the bounds leave less than this could only be drawn from its utmost tail.
    constexpr double least_share = 1e-6;
    if (out.law.minimum > out.law.maximum || share_within_bounds(out.law) < least_share) {
        problem = {out.law.minimum > out.law.maximum
                       ? "`min` is above `max`"
                       : "between `min` and `max` nothing is left of this law",
                   "the parameters are those before the bounds apply"};
        return std::nullopt;
    }
    out.law.shift = shift;
    return out;
}

std::optional<Distribution> parse_spread_law(std::string_view text, Problem& problem) {
    problem = {};
    TextCursor cursor(text);
    const std::string_view name = cursor.word();
    const double one_hour = static_cast<double>(hour);
    LawText out;
    if (name == "exactly" && cursor.done()) {
        make_constant(out.law, one_hour);
        return out.law;
    }
    const NamedLaw* law = find_law(name);
    const bool has_spread = law != nullptr && (!law->numbers.empty() || law->name == "exponential");
    if (!has_spread) {
        problem = {fmt::format("`{}` says nothing of how irregular the arrivals are", text),
                   "write it like `gamma(cv=1.2)`"};
        return std::nullopt;
    }
    std::vector<Argument> arguments;
    if (cursor.take("(")) {
        const auto taken = take_arguments(cursor, {1, 1}, out.units, problem);
        if (!taken) {
            return std::nullopt;
        }
        arguments = *taken;
    }
    if (std::any_of(arguments.begin(), arguments.end(),
                    [](const Argument& a) { return a.is_duration; })) {
        problem = {"the rate says how often already",
                   "leave the duration out, as in `gamma(cv=1.2)`"};
        return std::nullopt;
    }
    const auto values = match_arguments(*law, arguments, true, out, problem);
    if (!values || !cursor.done()) {
        if (problem.message.empty()) {
            problem = {fmt::format("`{}` is not a law", text), "write it like `gamma(cv=1.2)`"};
        }
        return std::nullopt;
    }
    problem = {out_of_range(*law, *values, out.law), ""};
    if (!problem.message.empty()) {
        return std::nullopt;
    }
    fill_law(*law, *values, out.law);
    out.law.a = one_hour;
    if (law->name == "weibull") {
        out.law.a = one_hour / exponential(log_gamma(1 + 1 / out.law.b));
    }
    return out.law;
}

} // namespace plimsoll

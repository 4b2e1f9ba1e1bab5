// Laws of durations from their text.
//
//     law        = [ duration "+" ] core { ("min=" | "max=") duration } [ "+" duration ]
//     core       = "exactly" duration | duration ".." duration [ ".." duration ] | named | duration
//     named      = NAME "(" { [ KEY "=" ] number-or-duration [ "," ] } ")"
#include "model/duration_text.hpp"

#include "model/elementary.hpp"
#include "model/law_range.hpp"
#include "model/special_functions.hpp"
#include "model/suggestion.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace plimsoll {

namespace {

/// A parameter of a named law: a bare number or a duration.
struct Argument {
    std::string key; ///< empty: by its place
    double value = 0;
    bool is_duration = false;
};

struct NamedLaw {
    std::string_view name;
    std::vector<std::string> durations; ///< parameters that are durations, in their order by place
    std::vector<std::string> numbers;   ///< parameters that are bare numbers, always by key
    std::string_view example;
};

const std::vector<NamedLaw>& named_laws() {
    static const std::vector<NamedLaw> laws = {
        {"exponential", {"mean"}, {}, "exponential(15min)"},
        {"lognormal", {"mean"}, {"cv"}, "lognormal(mean=2h cv=1.2)"},
        {"gamma", {"mean"}, {"cv"}, "gamma(mean=2h cv=0.5)"},
        {"erlang", {"mean"}, {"k"}, "erlang(k=3 mean=1h)"},
        {"hyperexponential", {"mean"}, {"cv"}, "hyperexponential(mean=1h cv=2)"},
        {"weibull", {"scale"}, {"shape"}, "weibull(shape=1.5 scale=2h)"},
        {"normal", {"mean", "sd"}, {}, "normal(mean=10min sd=2min)"},
        {"uniform", {"from", "to"}, {}, "uniform(10min 30min)"},
        {"triangular", {"least", "likely", "most"}, {}, "triangular(10min 20min 60min)"},
        {"pert", {"least", "likely", "most"}, {}, "10min..20min..60min"},
        {"empirical", {}, {}, "empirical(5min 7min 30min)"},
    };
    return laws;
}

const NamedLaw* find_law(std::string_view name) {
    const auto found = std::find_if(named_laws().begin(), named_laws().end(),
                                    [&](const NamedLaw& law) { return law.name == name; });
    return found == named_laws().end() ? nullptr : &*found;
}

Problem unknown_law(std::string_view name) {
    std::vector<std::string> names;
    for (const NamedLaw& law : named_laws()) {
        names.emplace_back(law.name);
    }
    const std::string meant = did_you_mean(name, names);
    return {fmt::format("there is no law called `{}`", name),
            meant.empty() ? "the laws are " + listed(names) : meant};
}

std::optional<std::vector<Argument>> take_arguments(TextCursor& cursor, const WorkingTime& working,
                                                    UnitsUsed& units, Problem& problem) {
    std::vector<Argument> arguments;
    while (!cursor.take(")")) {
        cursor.take(",");
        if (cursor.done()) {
            problem = {"the `(` is not closed", "close it with `)`"};
            return std::nullopt;
        }
        Argument argument;
        argument.key = std::string(cursor.word());
        if (!argument.key.empty() && !cursor.take("=")) {
            problem = {fmt::format("`{}` has no value", argument.key),
                       fmt::format("write `{}=...`", argument.key)};
            return std::nullopt;
        }
        const std::size_t before = cursor.at();
        const std::optional<double> number = cursor.number();
        const std::size_t after = cursor.at();
        const bool has_unit = number && ((cursor.peek() >= 'a' && cursor.peek() <= 'z') ||
                                         (cursor.peek() >= 'A' && cursor.peek() <= 'Z'));
        cursor.go_back_to(has_unit ? before : after);
        if (has_unit) {
            const std::optional<double> duration =
                take_duration(cursor, working, false, units, problem);
            if (!duration) {
                return std::nullopt;
            }
            argument.value = *duration;
            argument.is_duration = true;
        } else if (number) {
            argument.value = *number;
        } else {
            problem = {
                fmt::format("`{}` is not a number or a duration", cursor.rest().substr(0, 20)), ""};
            return std::nullopt;
        }
        arguments.push_back(argument);
    }
    return arguments;
}

/// The parameters of a named law by key. Bounds (`min`, `max`) are taken out into the distribution.
std::optional<std::map<std::string, double>> match_arguments(const NamedLaw& law,
                                                             const std::vector<Argument>& arguments,
                                                             bool mean_is_given, LawText& out,
                                                             Problem& problem) {
    std::map<std::string, double> values;
    std::size_t by_place = 0;
    const auto contains = [](const std::vector<std::string>& keys, const std::string& key) {
        return std::find(keys.begin(), keys.end(), key) != keys.end();
    };
    for (const Argument& argument : arguments) {
        if (argument.key == "min" || argument.key == "max") {
            if (!argument.is_duration) {
                problem = {fmt::format("`{}` needs a unit", argument.key), "as in `min=5min`"};
                return std::nullopt;
            }
            (argument.key == "min" ? out.law.minimum : out.law.maximum) = argument.value;
            continue;
        }
        std::string key = argument.key;
        if (law.name == "empirical" && key.empty() && argument.is_duration) {
            out.law.values.push_back(argument.value);
            continue;
        }
        if (key.empty() && argument.is_duration && by_place < law.durations.size()) {
            key = law.durations[by_place++];
        }
        const bool duration = contains(law.durations, key);
        if (key.empty() || (!duration && !contains(law.numbers, key)) ||
            !values.emplace(key, argument.value).second) {
            problem = {key.empty() && !argument.is_duration
                           ? fmt::format("`{}` in `{}` has neither a unit nor a name",
                                         number_to_text(argument.value), law.name)
                       : key.empty()
                           ? fmt::format("`{}` has a value too many", law.name)
                           : fmt::format("`{}` has no place for this `{}`", law.name, key),
                       fmt::format("write it like `{}`", law.example)};
            return std::nullopt;
        }
        if (duration != argument.is_duration) {
            problem = {duration ? fmt::format("`{}` needs a unit", key)
                                : fmt::format("`{}` is a plain number, without a unit", key),
                       fmt::format("write it like `{}`", law.example)};
            return std::nullopt;
        }
    }
    for (const std::vector<std::string>& keys : {law.durations, law.numbers}) {
        for (const std::string& key : keys) {
            if (values.count(key) == 0 && !(mean_is_given && (key == "mean" || key == "scale"))) {
                problem = {fmt::format("`{}` needs its `{}`", law.name, key),
                           fmt::format("write it like `{}`", law.example)};
                return std::nullopt;
            }
        }
    }
    return values;
}

/// Parameters outside their range, in words; empty when all is well.
std::string out_of_range(const NamedLaw& law, const std::map<std::string, double>& values,
                         const Distribution& out) {
    const auto value = [&](const char* key) { return values.at(key); };
    for (const auto& [key, number] : values) {
        if (!(number > 0) &&
            (law.name == "exponential" || law.name == "lognormal" || law.name == "gamma" ||
             law.name == "erlang" || law.name == "hyperexponential" || law.name == "weibull")) {
            return fmt::format("the `{}` of `{}` must be more than 0", key, law.name);
        }
    }
    if (law.name == "erlang" && (value("k") != std::floor(value("k")) || value("k") > 10000)) {
        return "the `k` of `erlang` is a whole number of phases, 1 to 10000";
    }
    if (law.name == "hyperexponential" && value("cv") <= 1) {
        return "`hyperexponential` needs a `cv` above 1; below it `gamma` serves";
    }
    if ((values.count("cv") != 0 && (value("cv") > 100 || value("cv") < 0.001)) ||
        (values.count("shape") != 0 && (value("shape") > 1000 || value("shape") < 0.05))) {
        return fmt::format(
            "`{}` cannot be drawn with such a parameter: it is far too large or too small",
            law.name);
    }
    if (law.name == "uniform" && value("from") > value("to")) {
        return "the first number of `uniform` is the smaller one";
    }
    if ((law.name == "triangular" || law.name == "pert") &&
        (value("least") > value("likely") || value("likely") > value("most"))) {
        return "the three numbers are the least, the likeliest and the most, in this order";
    }
    if (law.name == "empirical" && out.values.empty()) {
        return "`empirical` needs at least one duration";
    }
    return {};
}

void make_constant(Distribution& law, double value) {
    law.law = Law::exact;
    law.a = value;
    law.b = 0;
    law.c = 0;
}

void fill(const NamedLaw& named, const std::map<std::string, double>& values, Distribution& law) {
    const auto value = [&](const char* key) {
        const auto found = values.find(key);
        return found == values.end() ? 0.0 : found->second;
    };
    static const std::map<std::string_view, Law> laws = {
        {"exponential", Law::exponential},
        {"lognormal", Law::lognormal},
        {"gamma", Law::gamma},
        {"erlang", Law::gamma},
        {"hyperexponential", Law::hyperexponential},
        {"weibull", Law::weibull},
        {"normal", Law::normal},
        {"uniform", Law::uniform},
        {"triangular", Law::triangular},
        {"pert", Law::pert},
        {"empirical", Law::empirical}};
    law.law = laws.at(named.name);
    law.a = value("mean");
    law.b = value("cv");
    if (named.name == "erlang") {
        law.b = 1 / std::sqrt(value("k"));
    } else if (named.name == "weibull") {
        law.a = value("scale");
        law.b = value("shape");
    } else if (named.name == "normal") {
        law.b = value("sd");
        if (law.b == 0) {
            make_constant(law, law.a);
        }
    } else if (named.name == "uniform") {
        law.a = value("from");
        law.b = value("to");
        if (law.a == law.b) {
            make_constant(law, law.a);
        }
    } else if (named.name == "triangular" || named.name == "pert") {
        law.a = value("least");
        law.b = value("most");
        law.c = value("likely");
        if (law.a == law.b) {
            make_constant(law, law.a);
        }
    }
}

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
    fill(*law, *values, out.law);
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
            fill(law, values, out.law);
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
    fill(*law, *values, out.law);
    out.law.a = one_hour;
    if (law->name == "weibull") {
        out.law.a = one_hour / exponential(log_gamma(1 + 1 / out.law.b));
    }
    return out.law;
}

} // namespace plimsoll

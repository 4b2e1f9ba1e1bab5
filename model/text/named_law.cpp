#include "model/text/named_law.hpp"

#include "model/text/suggestion.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace plimsoll {

namespace {

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

} // namespace

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

void fill_law(const NamedLaw& named, const std::map<std::string, double>& values,
              Distribution& law) {
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

} // namespace plimsoll

#include "validation/case_file.hpp"

#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <fmt/format.h>

#include <cmath>
#include <stdexcept>

namespace validation {

namespace {

using nlohmann::json;

const json& first_volume(const json& result) {
    return result.at("volumes").at(0);
}

const json& look_up(const json& result, const std::string& path) {
    const bool from_root = path.front() == '/';
    const json& start = from_root ? result : first_volume(result);
    const json::json_pointer pointer(from_root ? path : "/" + path);
    if (!start.contains(pointer)) {
        throw std::runtime_error("the result has no " + path);
    }
    return start.at(pointer);
}

/// The figure itself: a number, or the mean of an estimate.
double number_in(const json& value, const std::string& path) {
    if (value.is_number()) {
        return value.get<double>();
    }
    if (value.is_object() && value.contains("mean") && value.at("mean").is_number()) {
        return value.at("mean").get<double>();
    }
    throw std::runtime_error(path + " is no figure but " + value.dump());
}

double number_of(const json& result, const Figure& figure) {
    double sum = 0;
    for (const auto& [path, members] : figure.parts) {
        const json& value = look_up(result, path);
        if (!members) {
            sum += number_in(value, path);
            continue;
        }
        for (const auto& [key, member] : value.items()) {
            sum += number_in(member, path + "/" + key);
        }
    }
    return sum;
}

struct Interval {
    double low = 0, high = 0;
};

/// The interval of an estimate, widened from the level it is given at by the quantiles of Student's
/// t with one degree of freedom less than there were replications.
Interval interval_at(const json& estimate, double level, double replications) {
    const boost::math::students_t t(replications - 1);
    const double given = estimate.value("level", 0.95);
    const double factor =
        boost::math::quantile(t, (1 + level) / 2) / boost::math::quantile(t, (1 + given) / 2);
    const double mean = estimate.at("mean");
    return {mean - factor * (mean - estimate.at("low").get<double>()),
            mean + factor * (estimate.at("high").get<double>() - mean)};
}

bool holds(const Interval& interval, double value) {
    const double rounding = 1e-9 * std::abs(value);
    return interval.low - rounding <= value && value <= interval.high + rounding;
}

Outcome judge_interval(const json& result, const Check& check, double expected) {
    if (check.figure.parts.size() != 1 || check.figure.parts.front().sum_of_members) {
        return {false, false, "an interval belongs to one figure, not to a sum"};
    }
    const std::string& path = check.figure.parts.front().path;
    const json& estimate = look_up(result, path);
    const double replications = first_volume(result).at("replications");
    if (replications < 2 || !estimate.is_object() || !estimate.contains("low") ||
        !estimate.at("low").is_number()) {
        return {false, false, path + " has no interval: " + estimate.dump()};
    }
    const Interval interval = interval_at(estimate, 0.99, replications);
    const std::string found =
        fmt::format("found {} in {}..{} (99%), expected {}", estimate.at("mean").get<double>(),
                    interval.low, interval.high, expected);
    const double half_width = (interval.high - interval.low) / 2 / std::abs(expected);
    if (!(half_width <= check.tolerance)) {
        return {false, false,
                fmt::format("{}: half-width {:.2f}%, too wide", found, 100 * half_width)};
    }
    if (holds(interval, expected)) {
        return {true, false, ""};
    }
    return {false, holds(interval_at(estimate, 0.9999, replications), expected), found};
}

Outcome judge_number(const json& result, const Check& check, double expected) {
    if (check.nearness == Nearness::interval) {
        return judge_interval(result, check, expected);
    }
    const double found = number_of(result, check.figure);
    const double distance = std::abs(found - expected);
    bool met = false;
    switch (check.nearness) {
    case Nearness::exactly:
        met = distance <= 1e-9 * std::max(1.0, std::abs(expected));
        break;
    case Nearness::absolute:
        met = distance <= check.tolerance;
        break;
    case Nearness::relative:
        met = distance <= check.tolerance * std::abs(expected);
        break;
    case Nearness::below:
        met = found < expected;
        break;
    case Nearness::above:
        met = found > expected;
        break;
    case Nearness::interval:
        break;
    }
    if (met) {
        return {true, false, ""};
    }
    return {false, false, fmt::format("found {}, expected {}", found, expected)};
}

/// A check of something that is no number: true, false or a text.
Outcome judge_value(const json& result, const Check& check, const json& expected) {
    const json& found = look_up(result, check.figure.parts.front().path);
    if (found == expected) {
        return {true, false, ""};
    }
    return {false, false, "found " + found.dump() + ", expected " + expected.dump()};
}

} // namespace

Outcome judge(const json& result, const Check& check) {
    try {
        if (const auto* number = std::get_if<double>(&check.expected)) {
            return judge_number(result, check, *number);
        }
        if (const auto* figure = std::get_if<Figure>(&check.expected)) {
            return judge_number(result, check, number_of(result, *figure));
        }
        if (const auto* flag = std::get_if<bool>(&check.expected)) {
            return judge_value(result, check, *flag);
        }
        return judge_value(result, check, std::get<std::string>(check.expected));
    } catch (const std::exception& fault) {
        return {false, false, fault.what()};
    }
}

int misses_that_chance_explains(int checks) {
    int allowed = 0;
    const boost::math::binomial misses(checks, 0.01);
    while (boost::math::cdf(misses, allowed) < 0.999) {
        ++allowed;
    }
    return allowed;
}

} // namespace validation

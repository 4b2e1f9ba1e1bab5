#include "reports/terminal/figure_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace plimsoll {

namespace {

constexpr std::array<double, 7> powers{1, 10, 100, 1e3, 1e4, 1e5, 1e6};

// Rounded up to something that shows: an interval that exists is never shown as 0.
std::string margin_text(double margin, int decimals) {
    const double least = 1 / powers[static_cast<std::size_t>(decimals)];
    return fixed(margin < least ? least : margin, decimals);
}

// The longer side of an interval, which need not lie evenly round its figure: what stands behind ±
// covers it.
double longer_side(const Estimate& estimate) {
    return estimate.low && estimate.high
               ? std::max(*estimate.high - estimate.mean, estimate.mean - *estimate.low)
               : 0;
}

std::vector<Run> with_margin(std::string text, double margin, int decimals,
                             const TerminalLook& look) {
    std::vector<Run> runs{{std::move(text), Style::plain}};
    if (margin > 0) {
        runs.push_back(
            {fmt::format(" {}{}", marks_of(look).plus_minus, margin_text(margin, decimals)),
             Style::dim});
    }
    return runs;
}

std::string from_to(const std::string& low, const std::string& high, const TerminalLook& look) {
    return low == high ? low : low + marks_of(look).range + high;
}

} // namespace

std::string grouped(std::int64_t number) {
    const std::string digits = std::to_string(number);
    std::string text;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        const std::size_t left = digits.size() - i;
        const bool after_digit = !text.empty() && text.back() != '-';
        if (after_digit && left % 3 == 0) {
            text += ',';
        }
        text += digits[i];
    }
    return text;
}

std::string fixed(double number, int decimals) {
    const double power = powers[static_cast<std::size_t>(decimals)];
    const double scaled = std::floor(std::abs(number) * power + 0.5);
    if (scaled >= 9e15) { // beyond what a double counts in ones: decimals mean nothing
        return grouped(static_cast<std::int64_t>(number > 9e18    ? 9e18
                                                 : number < -9e18 ? -9e18
                                                                  : number));
    }
    const auto units = static_cast<std::int64_t>(scaled);
    const auto whole = static_cast<std::int64_t>(power);
    std::string text = number < 0 && units > 0 ? "-" : "";
    text += grouped(units / whole);
    if (decimals > 0) {
        const std::string rest = std::to_string(units % whole);
        text += '.';
        text.append(static_cast<std::size_t>(decimals) - rest.size(), '0');
        text += rest;
    }
    return text;
}

std::string clients_text(double clients) {
    return fixed(clients, 0);
}

TimeUnit time_unit(const Calendar& calendar, double typical_hours) {
    const double hours_a_day = calendar.spans.empty() ? 24.0
                                                      : static_cast<double>(working_day(calendar)) /
                                                            static_cast<double>(hour);
    if (typical_hours >= hours_a_day) {
        return {hours_a_day, "d", calendar.always ? "days" : "working days"};
    }
    if (typical_hours >= 1) {
        return {1, "h", calendar.always ? "hours" : "working hours"};
    }
    if (typical_hours * 60 >= 1) {
        return {1.0 / 60, "min", "minutes"};
    }
    return {1.0 / 3600, "s", "seconds"};
}

TimeUnit time_unit(const Calendar& calendar, const Times& times) {
    constexpr double no_time = 1e9; // in overload the page speaks of days
    const Figure& slow = times.p95.value ? times.p95 : times.mean;
    return time_unit(calendar, slow.value ? slow.value->mean : no_time);
}

std::string time_text(double hours, const TimeUnit& unit) {
    const double amount = hours / unit.hours;
    return fixed(amount, amount < 99.95 ? 1 : 0) + " " + unit.sign;
}

std::string short_time_text(double hours, const TimeUnit& unit) {
    const double amount = hours / unit.hours;
    if (amount <= 0 || amount >= 0.995) {
        return time_text(hours, unit);
    }
    return amount < 0.005 ? fmt::format("<0.01 {}", unit.sign) : fixed(amount, 2) + " " + unit.sign;
}

std::vector<Run> time_runs(const Figure& figure, const TimeUnit& unit, const TerminalLook& look) {
    if (!figure.value) {
        return {};
    }
    const double margin = longer_side(*figure.value) / unit.hours;
    const double amount = figure.value->mean / unit.hours;
    return with_margin(time_text(figure.value->mean, unit), margin, amount < 99.95 ? 1 : 0, look);
}

std::vector<Run> share_runs(const Figure& figure, const TerminalLook& look) {
    if (!figure.value) {
        return {};
    }
    const double margin = 100 * longer_side(*figure.value);
    const int decimals = margin < 1.95 ? 1 : 0;
    return with_margin(fixed(100 * figure.value->mean, decimals) + "%", margin, decimals, look);
}

std::string year_share_text(const YearRange& range, const TerminalLook& look) {
    const int decimals = range.high - range.low < 0.0995 ? 1 : 0;
    const auto percent = [decimals](double share) {
        return share >= 1 ? std::string("100") : fixed(100 * share, decimals);
    };
    return from_to(percent(range.low), percent(range.high), look);
}

std::string year_time_text(const YearRange& range, const TimeUnit& unit, const TerminalLook& look) {
    const int decimals = range.high / unit.hours < 99.95 ? 1 : 0;
    return from_to(fixed(range.low / unit.hours, decimals),
                   fixed(range.high / unit.hours, decimals), look) +
           " " + unit.sign;
}

std::string percent_text(double share) {
    return fixed(100 * share, 0) + "%";
}

std::string count_text(double count) {
    return fixed(count, count < 9.95 ? 1 : 0);
}

std::string at_most_text(const Figure& share, const TerminalLook& look) {
    return share.value ? marks_of(look).at_most + fixed(100 * share.value->mean, 0) + "%" : "";
}

std::string growth_in_words(Stable stable) {
    return stable == Stable::in_doubt ? "in doubt: may grow" : "grows without end";
}

} // namespace plimsoll

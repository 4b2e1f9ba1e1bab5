#include "model/text/plain_words.hpp"

#include "model/numeric/elementary.hpp"
#include "model/numeric/number_text.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <utility>
#include <vector>

namespace plimsoll {

namespace {

using DayHours = std::vector<std::pair<Microseconds, Microseconds>>;

std::string day_range(int first, int last) {
    static const std::array<std::string_view, 7> names = {"Mon", "Tue", "Wed", "Thu",
                                                          "Fri", "Sat", "Sun"};
    const auto name = [](int weekday) { return names[static_cast<std::size_t>(weekday)]; };
    return first == last ? std::string(name(first)) : fmt::format("{}-{}", name(first), name(last));
}

std::string time_of_day(Microseconds instant) {
    // To the minute: the hours of part people may end between minutes.
    const Microseconds minutes = (instant + minute / 2) / minute;
    const Microseconds of_day = minutes > 24 * 60 ? minutes - 24 * 60 : minutes;
    return fmt::format("{:02}:{:02}", of_day / 60, of_day % 60);
}

std::string hours_of_day(const DayHours& hours) {
    std::string out;
    for (const auto& [from, to] : hours) {
        out += fmt::format("{}{}-{}", out.empty() ? "" : " + ", time_of_day(from), time_of_day(to));
    }
    return out;
}

} // namespace

std::string short_number(double value, int digits) {
    if (!std::isfinite(value) || value == 0) {
        return value == 0 ? "0" : "without end";
    }
    double scale = 1;
    const double most = power(10, digits);
    double size = value < 0 ? -value : value;
    while (size * scale >= most) {
        scale /= 10;
    }
    while (size * scale * 10 < most) {
        scale *= 10;
    }
    // Whole numbers keep all their digits.
    return scale < 1 ? number_to_text(std::floor(value + 0.5))
                     : number_to_text(std::floor(value * scale + 0.5) / scale);
}

std::string share_in_words(double share) {
    return fmt::format("{}%", short_number(share * 100, 4));
}

std::string duration_in_words(double exact) {
    // Laws have fractions of a microsecond; an hour less a hair is an hour.
    const double microseconds = std::floor(exact + 0.5);
    const double one_minute = static_cast<double>(minute);
    const double one_hour = static_cast<double>(hour);
    if (microseconds < one_minute) {
        return fmt::format("{} s", short_number(microseconds / static_cast<double>(second)));
    }
    if (microseconds < one_hour) {
        return fmt::format("{} min", short_number(microseconds / one_minute));
    }
    const double hours = std::floor(microseconds / one_hour);
    const double minutes = microseconds / one_minute - hours * 60;
    const bool whole_minutes = minutes == std::floor(minutes);
    if (whole_minutes && minutes > 0 && hours < 10) {
        return fmt::format("{} h {} min", number_to_text(hours), number_to_text(minutes));
    }
    return fmt::format("{} h", short_number(microseconds / one_hour));
}

namespace {

template <class Print>
std::string law_in_words(const Distribution& law, const char* values, Print time) {
    std::string words;
    switch (law.law) {
    case Law::exact:
        words = fmt::format("exactly {}", time(law.a));
        break;
    case Law::exponential:
        words = fmt::format("{} on average, exponential", time(law.a));
        break;
    case Law::lognormal: {
        const double variance = logarithm(1 + law.b * law.b);
        const double typical = law.a * exponential(-variance / 2);
        words = fmt::format("{} on average (typically {}, one in ten over {})", time(law.a),
                            time(typical),
                            time(typical * exponential(std::sqrt(variance) * inverse_normal(0.9))));
        break;
    }
    case Law::gamma:
        words = fmt::format("{} on average, gamma with CV {}", time(law.a), short_number(law.b));
        break;
    case Law::hyperexponential:
        words = fmt::format("{} on average, hyperexponential with CV {}", time(law.a),
                            short_number(law.b));
        break;
    case Law::weibull:
        words = fmt::format("Weibull with scale {} and shape {}", time(law.a), short_number(law.b));
        break;
    case Law::normal:
        words = fmt::format("{} on average, normal with standard deviation {}", time(law.a),
                            time(law.b));
        break;
    case Law::uniform:
        words = fmt::format("{} to {}, all equally likely", time(law.a), time(law.b));
        break;
    case Law::triangular:
        words = fmt::format("{} to {}, most often {}, triangular", time(law.a), time(law.b),
                            time(law.c));
        break;
    case Law::pert:
        words = fmt::format("{} to {}, most often {}", time(law.a), time(law.b), time(law.c));
        break;
    case Law::empirical:
        words = fmt::format("one of {} measured {}", law.values.size(), values);
        break;
    }
    if (law.minimum > 0) {
        words += fmt::format(", at least {}", time(law.minimum));
    }
    if (std::isfinite(law.maximum)) {
        words += fmt::format(", at most {}", time(law.maximum));
    }
    if (law.shift > 0) {
        words += fmt::format(", plus {}", time(law.shift));
    }
    return words;
}

} // namespace

std::string law_in_words(const Distribution& law) {
    return law_in_words(law, "durations", duration_in_words);
}

std::string number_law_in_words(const Distribution& law) {
    return law_in_words(law, "numbers", [](double value) { return short_number(value); });
}

std::string calendar_in_words(const Calendar& calendar) {
    if (calendar.always) {
        return "round the clock";
    }
    std::array<DayHours, 7> week_hours;
    for (const Span& span : calendar.spans) {
        const Microseconds midnight = span.weekday * day;
        week_hours[static_cast<std::size_t>(span.weekday)].emplace_back(span.from - midnight,
                                                                        span.to - midnight);
    }
    std::string out;
    for (std::size_t first = 0; first < 7;) {
        std::size_t last = first;
        while (last + 1 < 7 && week_hours[last + 1] == week_hours[first]) {
            ++last;
        }
        if (!week_hours[first].empty()) {
            out += fmt::format("{}{} {}", out.empty() ? "" : ", ",
                               day_range(static_cast<int>(first), static_cast<int>(last)),
                               hours_of_day(week_hours[first]));
        }
        first = last + 1;
    }
    return out;
}

std::string shown_name(const std::string& label, const std::string& name) {
    if (!label.empty()) {
        return label;
    }
    std::string shown = name;
    if (!shown.empty() && shown[0] >= 'a' && shown[0] <= 'z') {
        shown[0] = static_cast<char>(shown[0] - 'a' + 'A');
    }
    return shown;
}

} // namespace plimsoll

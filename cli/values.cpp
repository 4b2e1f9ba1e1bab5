#include "cli/values.hpp"

#include "model/numeric/number_text.hpp"
#include "model/text/duration_text.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace plimsoll {

namespace {

constexpr std::int64_t most_clients = 10'000'000;
constexpr double most_hours = 1e6;
constexpr double most_weeks = 1e5; // of a calendar that hardly opens

bool is_digit(char character) {
    return character >= '0' && character <= '9';
}

std::optional<std::int64_t> clients_value(std::string_view text) {
    const std::optional<std::uint64_t> number = whole_number(text);
    if (!number || *number < 1 || *number > static_cast<std::uint64_t>(most_clients)) {
        return std::nullopt;
    }
    return static_cast<std::int64_t>(*number);
}

} // namespace

std::optional<std::uint64_t> whole_number(std::string_view text) {
    if (text.empty() || !std::all_of(text.begin(), text.end(), is_digit)) {
        return std::nullopt;
    }
    constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
    std::uint64_t number = 0;
    for (const char character : text) {
        const auto digit = static_cast<std::uint64_t>(character - '0');
        if (number > (most - digit) / 10) {
            return std::nullopt;
        }
        number = number * 10 + digit;
    }
    return number;
}

std::optional<double> precision_value(std::string_view text) {
    const bool percent = !text.empty() && text.back() == '%';
    if (percent) {
        text.remove_suffix(1);
    }
    const std::optional<double> number = number_from_text(text);
    if (!number) {
        return std::nullopt;
    }
    const double share = percent ? *number / 100 : *number;
    if (!(share > 0 && share < 1)) {
        return std::nullopt;
    }
    return share;
}

std::optional<Microseconds> open_time(std::string_view text, const Calendar& calendar) {
    double length = 0;
    if (const std::optional<double> hours = number_from_text(text)) {
        length = *hours * static_cast<double>(hour);
    } else {
        Problem problem;
        const auto duration = parse_duration(text, working_time(calendar), problem);
        if (!duration || duration->units.calendar_days) {
            return std::nullopt;
        }
        length = duration->microseconds;
    }
    const double most = std::min(most_hours * static_cast<double>(hour),
                                 most_weeks * static_cast<double>(weekly_open_time(calendar)));
    if (!(length >= 0 && length <= most)) {
        return std::nullopt;
    }
    return static_cast<Microseconds>(std::floor(length + 0.5));
}

std::optional<SweepRange> volumes_value(std::string_view text) {
    SweepRange range;
    const std::size_t dots = text.find("..");
    if (dots != std::string_view::npos) {
        range.low = clients_value(text.substr(0, dots));
        range.high = clients_value(text.substr(dots + 2));
        if (!range.low || !range.high || *range.low > *range.high) {
            return std::nullopt;
        }
        return range;
    }
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find(',', at), text.size());
        const std::optional<std::int64_t> clients = clients_value(text.substr(at, end - at));
        if (!clients) {
            return std::nullopt;
        }
        range.volumes.push_back(*clients);
        at = end + 1;
    }
    std::sort(range.volumes.begin(), range.volumes.end());
    range.volumes.erase(std::unique(range.volumes.begin(), range.volumes.end()),
                        range.volumes.end());
    return range;
}

std::optional<std::vector<int>> mechanisms_value(std::string_view text) {
    constexpr std::uint64_t last = 18;
    std::vector<int> numbers;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find(',', at), text.size());
        const std::string_view one = text.substr(at, end - at);
        const auto number =
            one.empty() || one.front() != 'M' ? std::nullopt : whole_number(one.substr(1));
        if (!number || *number < 1 || *number > last) {
            return std::nullopt;
        }
        numbers.push_back(static_cast<int>(*number));
        at = end + 1;
    }
    std::sort(numbers.begin(), numbers.end());
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    return numbers;
}

} // namespace plimsoll

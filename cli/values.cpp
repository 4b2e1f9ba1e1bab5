#include "cli/values.hpp"

#include "model/number_text.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace plimsoll {

namespace {

constexpr std::int64_t most_clients = 10'000'000;
constexpr double most_hours = 1e6;

bool is_digit(char character) { return character >= '0' && character <= '9'; }

std::optional<std::int64_t> clients_value(std::string_view text) {
    const std::optional<std::uint64_t> number = whole_number(text);
    if (!number || *number < 1 || *number > static_cast<std::uint64_t>(most_clients))
        return std::nullopt;
    return static_cast<std::int64_t>(*number);
}

std::optional<char> unit_value(std::string_view text) {
    if (text == "s" || text == "h" || text == "d" || text == "w")
        return text[0];
    if (text == "min")
        return 'm';
    return std::nullopt;
}

} // namespace

std::optional<std::uint64_t> whole_number(std::string_view text) {
    if (text.empty() || !std::all_of(text.begin(), text.end(), is_digit))
        return std::nullopt;
    constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
    std::uint64_t number = 0;
    for (const char character : text) {
        const auto digit = static_cast<std::uint64_t>(character - '0');
        if (number > (most - digit) / 10)
            return std::nullopt;
        number = number * 10 + digit;
    }
    return number;
}

std::optional<double> precision_value(std::string_view text) {
    const bool percent = !text.empty() && text.back() == '%';
    if (percent)
        text.remove_suffix(1);
    const std::optional<double> number = number_from_text(text);
    if (!number)
        return std::nullopt;
    const double share = percent ? *number / 100 : *number;
    if (!(share > 0 && share < 1))
        return std::nullopt;
    return share;
}

std::optional<TypedDuration> duration_value(std::string_view text) {
    TypedDuration duration;
    std::size_t at = 0;
    while (at < text.size()) {
        if (text[at] == ' ') {
            ++at;
            continue;
        }
        const std::size_t number_start = at;
        while (at < text.size() && (is_digit(text[at]) || text[at] == '.'))
            ++at;
        const std::optional<double> amount =
            number_from_text(text.substr(number_start, at - number_start));
        const std::size_t unit_start = at;
        while (at < text.size() && text[at] >= 'a' && text[at] <= 'z')
            ++at;
        const std::string_view unit_text = text.substr(unit_start, at - unit_start);
        // A number alone is hours, but only when it stands alone.
        const bool bare = unit_text.empty() && number_start == 0 && at == text.size();
        const std::optional<char> unit = bare ? 'h' : unit_value(unit_text);
        if (!amount || !unit)
            return std::nullopt;
        duration.parts.push_back({*amount, *unit});
    }
    if (duration.parts.empty())
        return std::nullopt;
    return duration;
}

std::optional<Microseconds> open_time(const TypedDuration& duration, const Calendar& calendar) {
    double total = 0;
    for (const TypedDuration::Part& part : duration.parts) {
        Microseconds unit = hour;
        switch (part.unit) {
        case 's': unit = second; break;
        case 'm': unit = minute; break;
        case 'd': unit = calendar.spans.empty() ? 0 : working_day(calendar); break;
        case 'w': unit = weekly_open_time(calendar); break;
        default: break;
        }
        if (unit == 0)
            return std::nullopt;
        total += part.amount * static_cast<double>(unit);
    }
    if (!(total <= most_hours * static_cast<double>(hour)))
        return std::nullopt;
    return static_cast<Microseconds>(std::floor(total + 0.5));
}

std::optional<SweepRange> volumes_value(std::string_view text) {
    SweepRange range;
    const std::size_t dots = text.find("..");
    if (dots != std::string_view::npos) {
        range.low = clients_value(text.substr(0, dots));
        range.high = clients_value(text.substr(dots + 2));
        if (!range.low || !range.high || *range.low > *range.high)
            return std::nullopt;
        return range;
    }
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find(',', at), text.size());
        const std::optional<std::int64_t> clients = clients_value(text.substr(at, end - at));
        if (!clients)
            return std::nullopt;
        range.volumes.push_back(*clients);
        at = end + 1;
    }
    std::sort(range.volumes.begin(), range.volumes.end());
    range.volumes.erase(std::unique(range.volumes.begin(), range.volumes.end()),
                        range.volumes.end());
    return range;
}

} // namespace plimsoll

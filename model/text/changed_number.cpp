#include "model/text/changed_number.hpp"

#include <fmt/format.h>

#include <set>
#include <vector>

namespace plimsoll {

namespace {

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// A number in a text, and the unit directly behind it.
struct Found {
    std::size_t from = 0;
    std::size_t length = 0;
    double value = 0;
    std::string unit;
    bool is_duration = false;
};

std::vector<Found> numbers_in(const std::string& text) {
    static const std::set<std::string> time_units = {"s", "min", "h", "d", "w", "cd"};
    std::vector<Found> all;
    for (std::size_t at = 0; at < text.size();) {
        const bool starts =
            text[at] >= '0' && text[at] <= '9' && (at == 0 || !is_letter(text[at - 1]));
        TextCursor cursor(text);
        cursor.go_back_to(at);
        const std::optional<double> number = starts ? cursor.number() : std::nullopt;
        if (!number) {
            ++at;
            continue;
        }
        Found found{at, cursor.at() - at, *number, {}, false};
        std::size_t end = cursor.at();
        while (end < text.size() && (is_letter(text[end]) || text[end] == '%')) {
            found.unit += text[end++];
        }
        found.is_duration = time_units.count(found.unit) != 0;
        all.push_back(found);
        at = std::max(end, at + 1);
    }
    return all;
}

/// What stands behind a number and its unit.
std::string behind(const std::string& text, const Found& found) {
    return text.substr(found.from + found.length + found.unit.size());
}

std::string with_number(const std::string& text, const Found& found, double value) {
    return text.substr(0, found.from) + number_to_text(value) +
           text.substr(found.from + found.length);
}

} // namespace

std::optional<std::string> changed_number(const std::string& value, const std::string& change,
                                          Problem& problem) {
    const std::vector<Found> numbers = numbers_in(value);
    const std::vector<Found> changes = numbers_in(change);
    const bool more = change.front() == '+';
    const bool counted = changes.size() == 1 && changes[0].from == 1;
    const std::string rest = counted ? behind(change, changes[0]) : std::string{};
    // `+5h per week` acts on what is said by the week, too.
    const bool clear =
        counted && (rest.empty() || (numbers.size() == 1 && rest == behind(value, numbers[0])));
    problem = {fmt::format("`{}` cannot act on `{}`", change, value), "write the new value"};
    if (!clear || numbers.empty()) {
        return std::nullopt;
    }
    const Found& by = changes[0];
    if (by.unit == "%") {
        bool any_duration = false;
        for (const Found& number : numbers) {
            any_duration = any_duration || number.is_duration;
        }
        if (!any_duration && numbers.size() > 1) {
            return std::nullopt;
        }
        std::string text = value;
        for (auto number = numbers.rbegin(); number != numbers.rend(); ++number) {
            if (number->is_duration || !any_duration) {
                // In this order 48 +10% is 52.8, not 52.800000000000004.
                text = with_number(text, *number,
                                   number->value * (more ? 100 + by.value : 100 - by.value) / 100);
            }
        }
        return text;
    }
    if (by.unit.empty() && !more && numbers.size() == 1 && by.value > numbers[0].value) {
        problem = {fmt::format("`{}` takes more than there is: `{}`", change, value), ""};
        return std::nullopt;
    }
    if (numbers.size() != 1 || (!by.unit.empty() && by.unit != numbers[0].unit)) {
        return std::nullopt;
    }
    return with_number(value, numbers[0],
                       more ? numbers[0].value + by.value : numbers[0].value - by.value);
}

} // namespace plimsoll

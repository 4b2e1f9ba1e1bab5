#include "model/text/value.hpp"

#include "model/text/calendar_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace plimsoll {

namespace {

std::string shown(std::string_view text) {
    constexpr std::size_t longest = 40;
    return text.size() <= longest ? std::string(text)
                                  : std::string(text.substr(0, longest)) + "...";
}

} // namespace

const std::string* text_of(const Entry& entry, Faults& faults) {
    const Node& value = entry.value;
    if (value.faulty) {
        return nullptr;
    }
    if (value.is_text()) {
        return &value.text;
    }
    if (value.is_map()) {
        faults.error(
            value.place,
            value.entries.empty()
                ? fmt::format("`{}` takes one value, not a map", entry.key)
                : fmt::format("`{}` takes one value, and `{}` is no kind of client or of case",
                              entry.key, value.entries.front().key),
            "kinds are named by `kinds: {gold: 10%, standard: rest}` of the workflow or of "
            "`clients`");
    } else if (value.is_list()) {
        faults.error(value.place, fmt::format("`{}` takes one value, not a list", entry.key));
    } else {
        faults.error(entry.key_place, fmt::format("`{}` has no value", entry.key));
    }
    return nullptr;
}

std::optional<double> share_from_text(std::string_view text) {
    TextCursor cursor(text);
    const std::optional<double> percent = cursor.number();
    if (!percent || !cursor.take("%") || !cursor.done()) {
        return std::nullopt;
    }
    return *percent / 100;
}

std::optional<double> read_share(const Entry& entry, Faults& faults, double most) {
    const std::string* text = text_of(entry, faults);
    if (text == nullptr) {
        return std::nullopt;
    }
    const std::optional<double> share = share_from_text(*text);
    if (!share) {
        const std::optional<double> number = number_from_text(*text);
        std::string hint = "write it like `15%`";
        if (number && *number >= 0) {
            hint = *number > 0 && *number < 1 ? fmt::format("a share carries a percent sign: `{}%`",
                                                            number_to_text(*number * 1e6 / 1e4))
                                              : fmt::format("a share carries a percent sign: `{}%`",
                                                            number_to_text(*number));
        }
        faults.error(entry.value.place, fmt::format("`{}` is not a share", shown(*text)), hint);
        return std::nullopt;
    }
    if (*share > most) {
        faults.error(entry.value.place, fmt::format("`{}` is {} at most", entry.key,
                                                    number_to_text(most * 100) + "%"));
        return std::nullopt;
    }
    return share;
}

std::optional<std::int64_t> read_count(const Entry& entry, std::int64_t least, std::int64_t most,
                                       Faults& faults) {
    const std::string* text = text_of(entry, faults);
    if (text == nullptr) {
        return std::nullopt;
    }
    const std::optional<double> number = number_from_text(*text);
    if (!number || *number != std::floor(*number)) {
        faults.error(entry.value.place,
                     fmt::format("`{}` is a whole number, not `{}`", entry.key, shown(*text)));
        return std::nullopt;
    }
    if (*number < static_cast<double>(least) || *number > static_cast<double>(most)) {
        faults.error(entry.value.place,
                     fmt::format("`{}` is a whole number from {} to {}", entry.key, least, most));
        return std::nullopt;
    }
    return static_cast<std::int64_t>(*number);
}

std::optional<double> read_number(const Entry& entry, double least, double most, Faults& faults) {
    const std::string* text = text_of(entry, faults);
    if (text == nullptr) {
        return std::nullopt;
    }
    const std::optional<double> number = number_from_text(*text);
    if (!number || *number < least || *number > most) {
        faults.error(entry.value.place,
                     fmt::format("`{}` is a number from {} to {}, not `{}`", entry.key,
                                 number_to_text(least), number_to_text(most), shown(*text)));
        return std::nullopt;
    }
    return number;
}

std::optional<bool> read_yes_no(const Entry& entry, Faults& faults) {
    const std::string* text = text_of(entry, faults);
    if (text == nullptr) {
        return std::nullopt;
    }
    if (*text == "yes" || *text == "true") {
        return true;
    }
    if (*text == "no" || *text == "false") {
        return false;
    }
    faults.error(entry.value.place, fmt::format("`{}` is `yes` or `no`", entry.key));
    return std::nullopt;
}

std::optional<double> read_money(const Entry& entry, std::string_view unit, Faults& faults) {
    const std::string* text = text_of(entry, faults);
    if (text == nullptr) {
        return std::nullopt;
    }
    TextCursor cursor(*text);
    const std::optional<double> amount = cursor.number();
    cursor.skip_blanks();
    std::string rest(cursor.rest());
    rest.erase(rest.find_last_not_of(' ') + 1);
    if (!amount || rest != unit) {
        if (amount && rest.empty()) {
            faults.error(entry.value.place, fmt::format("`{}` has no unit", shown(*text)),
                         fmt::format("write `{} {}`", number_to_text(*amount), unit));
        } else {
            faults.error(
                entry.value.place,
                fmt::format("`{}` is so much `{}`, not `{}`", entry.key, unit, shown(*text)),
                fmt::format("write it like `48 {}`", unit));
        }
        return std::nullopt;
    }
    if (*amount > 1e12) {
        faults.error(entry.value.place, "this is more money than there is");
        return std::nullopt;
    }
    return amount;
}

std::optional<Calendar> read_calendar(const Entry& entry, Faults& faults) {
    std::vector<Span> spans;
    const auto read_one = [&](const Entry& one) {
        const std::string* text = text_of(one, faults);
        Problem problem;
        if (text == nullptr) {
            return false;
        }
        if (!parse_spans(*text, spans, problem)) {
            faults.error(one.value.place, problem.message, problem.hint);
            return false;
        }
        return true;
    };
    if (entry.value.is_text() && entry.value.text == "always") {
        return round_the_clock();
    }
    if (!entry.value.is_list()) {
        return read_one(entry) ? std::optional<Calendar>(calendar_of(std::move(spans)))
                               : std::nullopt;
    }
    bool good = true;
    for (const Node& item : entry.value.items) {
        good = read_one({entry.key, entry.key_place, item}) && good;
    }
    if (entry.value.items.empty()) {
        faults.error(entry.value.place, "this calendar is never open",
                     "write it like `Mon-Fri 09:00-17:00`");
        return std::nullopt;
    }
    return good ? std::optional<Calendar>(calendar_of(std::move(spans))) : std::nullopt;
}

std::optional<ReadLaw> read_law(const Entry& entry, const Calendar& calendar, SingleNumber single,
                                Faults& faults) {
    const std::string* text = text_of(entry, faults);
    if (text == nullptr) {
        return std::nullopt;
    }
    Problem problem;
    const std::optional<LawText> law = parse_law(*text, working_time(calendar), single, problem);
    if (!law) {
        faults.error(entry.value.place, problem.message, problem.hint);
        return std::nullopt;
    }
    return ReadLaw{law->law, law->units.calendar_days, law->single_number, law->typical_and_slow};
}

std::optional<ReadDuration> read_duration(const Entry& entry, const Calendar& calendar,
                                          Faults& faults) {
    const std::string* text = text_of(entry, faults);
    if (text == nullptr) {
        return std::nullopt;
    }
    Problem problem;
    const std::optional<DurationText> duration =
        parse_duration(*text, working_time(calendar), problem);
    if (!duration) {
        faults.error(entry.value.place, problem.message, problem.hint);
        return std::nullopt;
    }
    return ReadDuration{static_cast<Microseconds>(std::floor(duration->microseconds + 0.5)),
                        duration->units.calendar_days};
}

bool check_name(const std::string& name, const Place& place, Faults& faults) {
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '_' || c == '-' || c == ' ' || static_cast<unsigned char>(c) >= 0x80;
    };
    const auto wrong = std::find_if_not(name.begin(), name.end(), allowed);
    if (wrong != name.end()) {
        faults.error(
            place, fmt::format("`{}` cannot be a name because of its `{}`", shown(name), *wrong),
            "a name has letters, digits, `_`, `-` and inner blanks; `label:` gives any other text");
        return false;
    }
    constexpr std::size_t longest_name = 200;
    if (name.empty() || name.front() == ' ' || name.back() == ' ' || name.size() > longest_name) {
        faults.error(place, name.size() > longest_name ? "this name is too long"
                                                       : "a name has no outer blanks");
        return false;
    }
    return true;
}

} // namespace plimsoll

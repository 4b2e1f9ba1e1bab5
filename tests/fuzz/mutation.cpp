#include "tests/fuzz/mutation.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace fuzz {

namespace {

constexpr std::size_t longest_text = 60'000;

// What the language is made of, and what has been too much for readers of other languages.
constexpr auto words = std::to_array<std::string_view>({"plimsoll: 1",
                                                        "name:",
                                                        "currency:",
                                                        "assumptions: neutral",
                                                        "calendar:",
                                                        "clients:",
                                                        "today:",
                                                        "target:",
                                                        "teams:",
                                                        "people:",
                                                        "units:",
                                                        "cost:",
                                                        "available:",
                                                        "order:",
                                                        "outside: yes",
                                                        "paid: when working",
                                                        "count:",
                                                        "speed:",
                                                        "tools:",
                                                        "integrations:",
                                                        "workflows:",
                                                        "demand:",
                                                        "due:",
                                                        "steps:",
                                                        "team:",
                                                        "effort:",
                                                        "after:",
                                                        "exits:",
                                                        "chance:",
                                                        "rework:",
                                                        "to:",
                                                        "at_most:",
                                                        "delay:",
                                                        "with:",
                                                        "priority:",
                                                        "label:",
                                                        "rate:",
                                                        "between:",
                                                        "pattern:",
                                                        "every ",
                                                        "exactly ",
                                                        "unlimited",
                                                        "always",
                                                        "rest",
                                                        "fifo",
                                                        "shortest",
                                                        "per client per month",
                                                        "per hour",
                                                        "per week",
                                                        "each",
                                                        "20min",
                                                        "2h",
                                                        "3d",
                                                        "1w",
                                                        "5cd",
                                                        "30s",
                                                        "0s",
                                                        "0h",
                                                        "1h 30min",
                                                        "5min..20min",
                                                        "1h..2h..3h",
                                                        "exponential(15min)",
                                                        "lognormal(mean=2h cv=1.2)",
                                                        "gamma(mean=2h cv=0.5)",
                                                        "gamma(cv=1.2)",
                                                        "erlang(k=3 mean=1h)",
                                                        "hyperexponential(mean=1h cv=2)",
                                                        "weibull(shape=1.5 scale=2h)",
                                                        "normal(mean=10min sd=2min)",
                                                        "uniform(10min 30min)",
                                                        "triangular(10min 20min 60min)",
                                                        "empirical(5min 7min 30min)",
                                                        " min=1min",
                                                        " max=2h",
                                                        "60s + ",
                                                        "0%",
                                                        "15%",
                                                        "100%",
                                                        "99.9999%",
                                                        "0.000001%",
                                                        "Mon-Fri 09:00-17:00",
                                                        "Mon-Fri 22:00-06:00",
                                                        "Sun 23:59-24:00",
                                                        "Mon-Sun 00:00-24:00",
                                                        "Mon-Thu 09:00-12:00 + 13:00-17:00",
                                                        "{",
                                                        "}",
                                                        "[",
                                                        "]",
                                                        ": ",
                                                        ", ",
                                                        "- ",
                                                        "&a ",
                                                        "*a",
                                                        "!!int ",
                                                        "\"",
                                                        "'",
                                                        "|\n",
                                                        ">\n",
                                                        "#",
                                                        "---\n",
                                                        "? ",
                                                        "null",
                                                        "~",
                                                        "0",
                                                        "1",
                                                        "-1",
                                                        "4.5",
                                                        "1e308",
                                                        "1e-308",
                                                        "999999999999999999999",
                                                        "2147483648",
                                                        "9223372036854775807",
                                                        "0.1",
                                                        "1000000",
                                                        "\xF0\x9F\x98\x80",
                                                        "\xC3\xA4"});

constexpr auto setting_paths =
    std::to_array<std::string_view>({"teams.delivery.people",
                                     "teams.account",
                                     "teams.desk.people",
                                     "teams.desk.cost",
                                     "clients",
                                     "clients.today",
                                     "calendar",
                                     "assumptions",
                                     "workflows.support.demand",
                                     "workflows.order.demand",
                                     "workflows.support.steps.fix.effort",
                                     "workflows.order.steps.make",
                                     "workflows.support.due",
                                     "workflows.support.steps.triage.exits",
                                     "workflows.onboarding.steps.review.rework",
                                     "teams.\"call centre\".people",
                                     "tools",
                                     "workflows",
                                     "teams",
                                     "teams.delivery.calendar"});

std::string word(Luck& luck) {
    return std::string(words[luck.below(words.size())]);
}

std::size_t line_start(const std::string& text, std::size_t at) {
    const std::size_t found = at == 0 ? std::string::npos : text.rfind('\n', at - 1);
    return found == std::string::npos ? 0 : found + 1;
}

std::size_t line_end(const std::string& text, std::size_t at) {
    return std::min(text.find('\n', at), text.size() - 1) + 1;
}

bool is_wordy(char character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
           (character >= '0' && character <= '9') || character == '%' || character == '.' ||
           character == '_';
}

/// The stretch of letters and digits at or after `at`.
std::pair<std::size_t, std::size_t> word_at(const std::string& text, std::size_t at) {
    while (at < text.size() && !is_wordy(text[at])) {
        ++at;
    }
    std::size_t from = at;
    while (from > 0 && is_wordy(text[from - 1])) {
        --from;
    }
    while (at < text.size() && is_wordy(text[at])) {
        ++at;
    }
    return {from, at - from};
}

/// Any whole lines of a text, up to twelve.
std::string some_lines(const std::string& text, Luck& luck) {
    if (text.empty()) {
        return "";
    }
    const std::size_t from = line_start(text, luck.below(text.size()));
    std::size_t to = from;
    for (std::size_t count = 1 + luck.below(12); count > 0 && to < text.size(); --count) {
        to = line_end(text, to);
    }
    return text.substr(from, to - from);
}

void change(std::string& text, const std::vector<std::string>& others, Luck& luck) {
    if (text.empty()) {
        text = word(luck);
        return;
    }
    const std::size_t at = luck.below(text.size());
    const std::size_t from = line_start(text, at);
    switch (luck.below(14)) {
    case 0:
        text[at] = static_cast<char>(luck.below(256));
        break;
    case 1:
        text.erase(at, 1 + luck.below(8));
        break;
    case 2:
        text.insert(at, word(luck));
        break;
    case 3:
    case 4:
    case 5: { // one word for another: most likely to be read to the end
        const auto [start, length] = word_at(text, at);
        text.replace(start, length, word(luck));
        break;
    }
    case 6: // a line less
        text.erase(from, line_end(text, at) - from);
        break;
    case 7: { // lines again, elsewhere
        const std::string lines = some_lines(text, luck);
        text.insert(from, lines);
        break;
    }
    case 8: // pushed in or out
        if (luck.one_in(2)) {
            text.insert(from, std::string(1 + luck.below(4), ' '));
        } else {
            text.erase(from, std::min(text.find_first_not_of(' ', from), text.size()) - from);
        }
        break;
    case 9: // lines of another model
        text.insert(from, some_lines(others[luck.below(others.size())], luck));
        break;
    case 10: { // a number grown or shrunk
        const std::size_t digit = text.find_first_of("0123456789", at);
        if (digit != std::string::npos) {
            text.insert(digit, std::string(1 + luck.below(18), luck.one_in(2) ? '9' : '0'));
        }
        break;
    }
    case 11: // the same thing very often
        text.insert(at, [&] {
            std::string many;
            const std::string one = word(luck);
            for (std::size_t count = luck.below(200); count > 0; --count) {
                many += one;
            }
            return many;
        }());
        break;
    case 12: { // a name for another
        const auto [start, length] = word_at(text, at);
        const auto [other, other_length] = word_at(text, luck.below(text.size()));
        text.replace(start, length, text.substr(other, other_length));
        break;
    }
    default: // the rest is lost
        if (luck.one_in(4)) {
            text.resize(at);
        }
        break;
    }
}

} // namespace

std::uint64_t Luck::next() {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
    return mixed ^ (mixed >> 31U);
}

std::size_t Luck::below(std::size_t below) {
    return static_cast<std::size_t>(next() % below);
}

std::string mutated(std::string text, const std::vector<std::string>& others, Luck& luck) {
    for (std::size_t changes = 1 + luck.below(luck.one_in(4) ? 8 : 2); changes > 0; --changes) {
        change(text, others, luck);
    }
    if (text.size() > longest_text) {
        text.resize(longest_text);
    }
    return text;
}

std::string random_setting(Luck& luck) {
    std::string setting(setting_paths[luck.below(setting_paths.size())]);
    setting += luck.one_in(8) ? "" : "=";
    setting += luck.one_in(4) ? "+" : luck.one_in(6) ? "-" : "";
    for (std::size_t count = 1 + luck.below(3); count > 0; --count) {
        setting += word(luck);
    }
    return setting;
}

} // namespace fuzz

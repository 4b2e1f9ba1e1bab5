// Mechanisms' keys in a model file: checked, noted, and the typical values that act beside them.
#include "model/read/mechanisms.hpp"

#include "model/check/reading.hpp"
#include "model/text/suggestion.hpp"
#include "model/text/value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace plimsoll {

namespace {

bool stands_at(const MechanismKey& row, Section section) {
    return std::find(row.sections.begin(), row.sections.end(), section) != row.sections.end();
}

bool is_person(std::string_view name, const Operation& operation) {
    return std::any_of(operation.teams.begin(), operation.teams.end(), [&](const Team& team) {
        return team.name == name ||
               std::any_of(team.members.begin(), team.members.end(),
                           [&](const Members& members) { return members.name == name; });
    });
}

/// `AMOUNT per year` and its like: `ending` is everything behind the amount.
bool ends_with_amount(const std::string& text, std::string_view ending, bool duration,
                      const Calendar& calendar) {
    if (text.size() <= ending.size() ||
        text.compare(text.size() - ending.size(), ending.size(), ending) != 0) {
        return false;
    }
    const std::string amount = text.substr(0, text.size() - ending.size());
    Problem problem;
    return duration ? parse_duration(amount, working_time(calendar), problem).has_value()
                    : number_from_text(amount).value_or(-1) >= 0;
}

bool check_ending(const Entry& entry, std::string_view ending, bool duration,
                  std::string_view example, Reading& reading) {
    const std::string* text = text_of(entry, reading.faults);
    if (text == nullptr) {
        return false;
    }
    if (!ends_with_amount(*text, ending, duration, reading.operation.calendar)) {
        reading.faults.error(entry.value.place,
                             fmt::format("`{}` does not fit `{}`", *text, entry.key),
                             fmt::format("write it like `{}`", example));
        return false;
    }
    return true;
}

bool check_team_or_person(const Entry& entry, bool person, Reading& reading) {
    const std::string* text = text_of(entry, reading.faults);
    if (text == nullptr) {
        return false;
    }
    const bool known =
        person ? is_person(*text, reading.operation) : find_team(reading.operation, *text) >= 0;
    if (!known && reading.teams_are_known) {
        reading.faults.no_such(person ? "team or member" : "team", *text, entry.value.place,
                               did_you_mean_one_of(*text, team_names(reading.operation), "teams"));
    }
    return known;
}

bool check_months(const Entry& entry, Faults& faults) {
    static const std::set<std::string, std::less<>> months = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    for (const Node& item : entry.value.items) {
        const std::size_t dots = item.text.find("..");
        const std::string first = item.text.substr(0, dots);
        const std::string last = dots == std::string::npos ? first : item.text.substr(dots + 2);
        if (months.count(first) == 0 || months.count(last) == 0) {
            faults.error(item.place, fmt::format("`{}` is not a stretch of months", item.text),
                         "write it like `[Jan..May]`");
            return false;
        }
    }
    if (!entry.value.is_list()) {
        faults.error(entry.value.place, fmt::format("`{}` is a list of months", entry.key),
                     "write it like `[Jan..May]`");
        return false;
    }
    return true;
}

bool check_people(const Entry& entry, Reading& reading) {
    if (!entry.value.is_list()) {
        return check_team_or_person(entry, true, reading);
    }
    bool good = true;
    for (const Node& item : entry.value.items) {
        good = check_team_or_person({entry.key, entry.key_place, item}, true, reading) && good;
    }
    return good;
}

bool check_value(const MechanismKey& row, const Entry& entry, Reading& reading) {
    Faults& faults = reading.faults;
    switch (row.form) {
    case MechanismForm::share:
        return read_share(entry, faults, row.key == "differ" || row.key == "swing" ? 100 : 1)
            .has_value();
    case MechanismForm::factor:
        return read_number(entry, 0, 1000, faults).has_value();
    case MechanismForm::count:
        return read_count(entry, 0, 1'000'000, faults).has_value();
    case MechanismForm::duration:
        return read_law(entry, reading.operation.calendar, {}, faults).has_value();
    case MechanismForm::yes_no:
        return read_yes_no(entry, faults).has_value();
    case MechanismForm::team:
        return check_team_or_person(entry, false, reading);
    case MechanismForm::person:
        return check_team_or_person(entry, true, reading);
    case MechanismForm::people:
        return check_people(entry, reading);
    case MechanismForm::months:
        return check_months(entry, faults);
    case MechanismForm::style: {
        const std::string* text = text_of(entry, faults);
        if (text != nullptr && *text != "background" && *text != "chasing") {
            faults.error(entry.value.place, fmt::format("there is no style `{}`", *text),
                         "`background` or `chasing`");
            return false;
        }
        return text != nullptr;
    }
    case MechanismForm::per_year:
        return check_ending(entry, " per year", false, "4 per year", reading);
    case MechanismForm::share_per_year:
        return check_ending(entry, "% per year", false, "15% per year", reading);
    case MechanismForm::days_per_year:
        return check_ending(entry, " days per year", false, "3.6 days per year", reading);
    case MechanismForm::duration_per_week:
        return check_ending(entry, " per week", true, "10h per week", reading);
    case MechanismForm::duration_per_month:
        return check_ending(entry, " per month", true, "5min per month", reading);
    case MechanismForm::duration_per_colleague:
        return check_ending(entry, " per week per colleague", true, "15min per week per colleague",
                            reading);
    case MechanismForm::weeks_per_quarter:
        return check_ending(entry, " per quarter", true, "6w per quarter", reading);
    }
    return false;
}

std::string value_text(const Node& value) {
    if (!value.is_list()) {
        return value.text;
    }
    std::string out;
    for (const Node& item : value.items) {
        out += out.empty() ? "" : ", ";
        out += item.text;
    }
    return fmt::format("[{}]", out);
}

void read_key(const MechanismKey& row, const Entry& entry, const std::string& path,
              Reading& reading) {
    if (check_value(row, entry, reading)) {
        reading.operation.assumptions.push_back(
            {path, value_text(entry.value), "D", stated_in_the_model, false});
    }
}

void read_group(const std::string& word, const Entry& entry, Section section,
                const std::string& path, Reading& reading) {
    if (entry.value.faulty) {
        return;
    }
    const std::string start = fmt::format("{}.", word);
    std::vector<std::string> inner;
    for (const MechanismKey& row : mechanism_registry()) {
        if (stands_at(row, section) && row.key.substr(0, word.size() + 1) == start) {
            inner.emplace_back(row.key.substr(word.size() + 1));
        }
    }
    const Node* map = map_of(entry, fmt::format("{{{}: ...}}", inner.front()), reading.faults);
    if (map == nullptr) {
        return;
    }
    for (const Entry& part : map->entries) {
        if (std::find(inner.begin(), inner.end(), part.key) == inner.end()) {
            const std::string meant = did_you_mean(part.key, inner);
            reading.faults.error(part.key_place, fmt::format("`{}` has no `{}`", word, part.key),
                                 meant.empty() ? fmt::format("`{}` has {}", word, listed(inner))
                                               : meant);
            continue;
        }
        for (const MechanismKey& row : mechanism_registry()) {
            if (row.key == start + part.key && stands_at(row, section)) {
                read_key(row, part,
                         fmt::format("{}{}{}.{}", path, path.empty() ? "" : ".", word, part.key),
                         reading);
            }
        }
    }
}

} // namespace

std::string path_step(std::string_view name) {
    const std::string_view quote = name.find(' ') == std::string_view::npos ? "" : "\"";
    return fmt::format("{0}{1}{0}", quote, name);
}

void read_mechanisms(const Node& map, Section section, const std::string& path, Reading& reading) {
    const std::vector<std::string> words = mechanism_keys_at(section);
    for (const Entry& entry : map.entries) {
        if (std::find(words.begin(), words.end(), entry.key) == words.end()) {
            continue;
        }
        const auto row =
            std::find_if(mechanism_registry().begin(), mechanism_registry().end(),
                         [&](const MechanismKey& key) { return key.key == entry.key; });
        if (row == mechanism_registry().end()) {
            read_group(entry.key, entry, section, path, reading);
        } else {
            read_key(*row, entry, fmt::format("{}{}{}", path, path.empty() ? "" : ".", entry.key),
                     reading);
        }
    }
}

void add_typical_mechanisms(Operation& operation) {
    // A declared key, by the registry's name: the end of its path.
    const auto declared_as = [&](const MechanismKey& row, bool for_everything) {
        return std::any_of(operation.assumptions.begin(), operation.assumptions.end(),
                           [&](const Assumption& known) {
                               const std::string ending = fmt::format(".{}", row.key);
                               const bool whole = known.key == row.key ||
                                                  known.key == fmt::format("clients{}", ending);
                               const bool below =
                                   known.key.size() > ending.size() &&
                                   known.key.compare(known.key.size() - ending.size(),
                                                     ending.size(), ending) == 0;
                               return !known.simulated && (whole || (!for_everything && below));
                           });
    };
    std::set<int> declared_mechanisms;
    for (const MechanismKey& row : mechanism_registry()) {
        if (declared_as(row, false)) {
            declared_mechanisms.insert(row.mechanism);
        }
    }
    std::vector<Assumption> typical;
    for (const MechanismKey& row : mechanism_registry()) {
        const bool acts = operation.neutral ? declared_mechanisms.count(row.mechanism) != 0 : true;
        if (row.in_force && acts && !declared_as(row, true)) {
            const bool of_clients = row.sections.front() == Section::clients;
            typical.push_back({fmt::format("{}{}", of_clients ? "clients." : "", row.key),
                               std::string(row.typical), std::string(row.basis),
                               std::string(row.source), false});
        }
    }
    operation.assumptions.insert(operation.assumptions.end(), typical.begin(), typical.end());
}

} // namespace plimsoll

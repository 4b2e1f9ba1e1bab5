// Mechanisms' keys in a model file: checked, noted, and the typical values that act beside them.
#include "model/read/mechanisms.hpp"

#include "model/check/reading.hpp"
#include "model/text/suggestion.hpp"
#include "model/text/value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
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

/// `AMOUNT per year` and its like, the amount of it: time in microseconds where it is a duration.
/// `ending` is everything behind the amount.
std::optional<double> amount_before(const std::string& text, std::string_view ending, bool duration,
                                    const Calendar& calendar) {
    if (text.size() <= ending.size() ||
        text.compare(text.size() - ending.size(), ending.size(), ending) != 0) {
        return std::nullopt;
    }
    const std::string amount = text.substr(0, text.size() - ending.size());
    if (duration) {
        Problem problem;
        const auto length = parse_duration(amount, working_time(calendar), problem);
        return length ? std::optional(length->microseconds) : std::nullopt;
    }
    const std::optional<double> number = number_from_text(amount);
    return number && *number >= 0 ? number : std::nullopt;
}

/// Reads the values of one key; gives nothing after reporting what is wrong.
class ValueReader {
public:
    ValueReader(const MechanismKey& row, const Entry& entry, Reading& reading)
        : row_(row), entry_(entry), reading_(reading), faults_(reading.faults) {
        value_.key = row.key;
    }

    std::optional<MechanismValue> read() {
        switch (row_.form) {
        case MechanismForm::share:
            return number(
                read_share(entry_, faults_, row_.key == "differ" || row_.key == "swing" ? 100 : 1));
        case MechanismForm::factor:
            return number(read_number(entry_, 0, 1000, faults_));
        case MechanismForm::count: {
            const auto count = read_count(entry_, 0, 1'000'000, faults_);
            return number(count ? std::optional(static_cast<double>(*count)) : std::nullopt);
        }
        case MechanismForm::duration: {
            const auto law = read_law(entry_, reading_.operation.calendar,
                                      SingleNumber{variation_of(row_.one_number)}, faults_);
            if (law) {
                value_.law = law->law;
                if (law->single_number && row_.one_number == OneNumber::exponential) {
                    value_.law->law = Law::exponential;
                    value_.law->b = 0;
                }
            }
            return law ? std::optional(value_) : std::nullopt;
        }
        case MechanismForm::yes_no: {
            const auto yes = read_yes_no(entry_, faults_);
            return number(yes ? std::optional(*yes ? 1.0 : 0.0) : std::nullopt);
        }
        case MechanismForm::team:
            return if_good(add_name(entry_.value, false));
        case MechanismForm::person:
            return if_good(add_name(entry_.value, true));
        case MechanismForm::people:
            return people();
        case MechanismForm::months:
            return months();
        case MechanismForm::style:
            return style();
        case MechanismForm::per_year:
            return amount(" per year", false, "4 per year");
        case MechanismForm::share_per_year: {
            const auto percent = amount("% per year", false, "15% per year");
            value_.number = percent ? percent->number / 100 : 0;
            return if_good(percent.has_value());
        }
        case MechanismForm::days_per_year:
            return amount(" days per year", false, "3.6 days per year");
        case MechanismForm::duration_per_week:
            return amount(" per week", true, "10h per week");
        case MechanismForm::duration_per_month:
            return amount(" per month", true, "5min per month");
        case MechanismForm::duration_per_colleague:
            return amount(" per week per colleague", true, "15min per week per colleague");
        case MechanismForm::weeks_per_quarter:
            return amount(" per quarter", true, "6w per quarter");
        }
        return std::nullopt;
    }

private:
    /// Whether one number has any spread, and the default of what nobody does.
    static double variation_of(OneNumber one_number) {
        constexpr double of_automated = 0.31622776601683794; // squared: 0.1
        return one_number == OneNumber::exact         ? 0
               : one_number == OneNumber::exponential ? 1
                                                      : of_automated;
    }
    std::optional<MechanismValue> if_good(bool good) const {
        return good ? std::optional(value_) : std::nullopt;
    }
    std::optional<MechanismValue> number(std::optional<double> number) {
        value_.number = number.value_or(0);
        return if_good(number.has_value());
    }
    std::optional<MechanismValue> amount(std::string_view ending, bool duration,
                                         std::string_view example) {
        const std::string* text = text_of(entry_, faults_);
        if (text == nullptr) {
            return std::nullopt;
        }
        const auto found = amount_before(*text, ending, duration, reading_.operation.calendar);
        if (!found) {
            faults_.error(entry_.value.place,
                          fmt::format("`{}` does not fit `{}`", *text, entry_.key),
                          fmt::format("write it like `{}`", example));
        }
        return number(found);
    }

    /// Adds the name of a team, or of a member of one as well.
    bool add_name(const Node& node, bool person) {
        const Entry named{entry_.key, entry_.key_place, node};
        const std::string* text = text_of(named, faults_);
        if (text == nullptr) {
            return false;
        }
        const Operation& operation = reading_.operation;
        const bool known = person ? is_person(*text, operation) : find_team(operation, *text) >= 0;
        if (!known && reading_.teams_are_known) {
            faults_.no_such(person ? "team or member" : "team", *text, node.place,
                            did_you_mean_one_of(*text, team_names(operation), "teams"));
        }
        value_.names.push_back(*text);
        return known;
    }
    std::optional<MechanismValue> people() {
        if (!entry_.value.is_list()) {
            return if_good(add_name(entry_.value, true));
        }
        bool good = true;
        for (const Node& item : entry_.value.items) {
            good = add_name(item, true) && good;
        }
        return if_good(good);
    }
    std::optional<MechanismValue> months() {
        static const std::set<std::string, std::less<>> known = {
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
        for (const Node& item : entry_.value.items) {
            const std::size_t dots = item.text.find("..");
            const std::string first = item.text.substr(0, dots);
            const std::string last = dots == std::string::npos ? first : item.text.substr(dots + 2);
            if (known.count(first) == 0 || known.count(last) == 0) {
                faults_.error(item.place, fmt::format("`{}` is not a stretch of months", item.text),
                              "write it like `[Jan..May]`");
                return std::nullopt;
            }
            value_.names.push_back(item.text);
        }
        if (!entry_.value.is_list()) {
            faults_.error(entry_.value.place, fmt::format("`{}` is a list of months", entry_.key),
                          "write it like `[Jan..May]`");
            return std::nullopt;
        }
        return value_;
    }
    std::optional<MechanismValue> style() {
        const std::string* text = text_of(entry_, faults_);
        if (text == nullptr) {
            return std::nullopt;
        }
        if (*text != "background" && *text != "chasing") {
            faults_.error(entry_.value.place, fmt::format("there is no style `{}`", *text),
                          "`background` or `chasing`");
            return std::nullopt;
        }
        value_.names = {*text};
        return value_;
    }

    const MechanismKey& row_;
    const Entry& entry_;
    Reading& reading_;
    Faults& faults_;
    MechanismValue value_;
};

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

/// The path of a key, as `--set` writes it.
std::string path_of(const MechanismPlace& at, std::string_view key) {
    using Level = MechanismPlace::Level;
    switch (at.level) {
    case Level::operation:
        break;
    case Level::clients:
        return fmt::format("clients.{}", key);
    case Level::team:
        return fmt::format("teams.{}.{}", path_step(at.name), key);
    case Level::member:
        return fmt::format("teams.{}.people.{}.{}", path_step(at.outer), path_step(at.name), key);
    case Level::workflow:
        return fmt::format("workflows.{}.{}", path_step(at.name), key);
    case Level::step:
        return fmt::format("workflows.{}.steps.{}.{}", path_step(at.outer), path_step(at.name),
                           key);
    case Level::tool:
        return fmt::format("tools.{}.{}", path_step(at.name), key);
    case Level::integration:
        return fmt::format("integrations.{}.{}", at.name, key);
    }
    return std::string(key);
}

Section section_of(MechanismPlace::Level level) {
    constexpr std::array sections{Section::operation, Section::clients,    Section::team,
                                  Section::member,    Section::workflow,   Section::step,
                                  Section::tool,      Section::integration};
    return sections[static_cast<std::size_t>(level)];
}

/// Whether a value that stands there is of this place: of its variant, or of all.
bool holds_at(const MechanismPlace& there, const MechanismPlace& place) {
    return there.level == place.level && there.outer == place.outer && there.name == place.name &&
           (there.variant < 0 || there.variant == place.variant);
}

void read_key(const MechanismKey& row, const Entry& entry, const MechanismPlace& at,
              Reading& reading) {
    std::optional<MechanismValue> value = ValueReader(row, entry, reading).read();
    if (value) {
        value->at = at;
        value->at.variant = reading.variant;
        reading.operation.assumptions.push_back({path_of(at, row.key), value_text(entry.value), "D",
                                                 stated_in_the_model, is_simulated(row)});
        reading.operation.mechanisms.push_back(std::move(*value));
    }
}

void read_group(const std::string& word, const Entry& entry, const MechanismPlace& at,
                Reading& reading) {
    if (entry.value.faulty) {
        return;
    }
    const Section section = section_of(at.level);
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
        read_key(mechanism_row(start + part.key), part, at, reading);
    }
}

} // namespace

std::string path_step(std::string_view name) {
    const std::string_view quote = name.find(' ') == std::string_view::npos ? "" : "\"";
    return fmt::format("{0}{1}{0}", quote, name);
}

const MechanismKey& mechanism_row(std::string_view key) {
    const std::vector<MechanismKey>& all = mechanism_registry();
    return *std::find_if(all.begin(), all.end(),
                         [key](const MechanismKey& row) { return row.key == key; });
}

// The registry's own texts have no faults.
MechanismValue typical_value(std::string_view key, const Operation& operation) {
    const MechanismKey& row = mechanism_row(key);
    Faults faults;
    faults.add_source("registry", "");
    Reading reading{faults};
    reading.operation.calendar = operation.calendar;
    Node node;
    node.kind = Node::Kind::text;
    node.text = row.typical;
    const Entry entry{std::string(row.key), {}, node};
    MechanismValue value = ValueReader(row, entry, reading).read().value();
    value.at.level = row.sections.front() == Section::clients ? MechanismPlace::Level::clients
                                                              : MechanismPlace::Level::operation;
    value.stated = false;
    return value;
}

void read_mechanisms(const Node& map, const MechanismPlace& at, Reading& reading) {
    const std::vector<std::string> words = mechanism_keys_at(section_of(at.level));
    const std::vector<MechanismKey>& all = mechanism_registry();
    for (const Entry& entry : map.entries) {
        if (std::find(words.begin(), words.end(), entry.key) == words.end()) {
            continue;
        }
        const auto row = std::find_if(
            all.begin(), all.end(), [&](const MechanismKey& one) { return one.key == entry.key; });
        if (row == all.end()) {
            read_group(entry.key, entry, at, reading);
        } else {
            read_key(*row, entry, at, reading);
        }
    }
}

void join_variants_alike(Operation& operation, std::size_t first_value,
                         std::size_t first_assumption, int variants) {
    std::vector<MechanismValue>& all = operation.mechanisms;
    for (std::size_t i = first_value; i < all.size(); ++i) {
        const auto is_alike = [&](MechanismValue other) {
            other.at.variant = all[i].at.variant;
            return other == all[i];
        };
        const auto start = all.begin() + static_cast<std::ptrdiff_t>(i);
        if (all[i].at.variant >= 0 && std::count_if(start, all.end(), is_alike) == variants) {
            all.erase(std::remove_if(start + 1, all.end(), is_alike), all.end());
            all[i].at.variant = -1;
        }
    }
    std::vector<Assumption>& listed = operation.assumptions;
    for (std::size_t i = first_assumption; i < listed.size(); ++i) {
        const auto next = listed.begin() + static_cast<std::ptrdiff_t>(i) + 1;
        listed.erase(std::remove(next, listed.end(), listed[i]), listed.end());
    }
}

Operation without_mechanisms(Operation operation, const std::vector<int>& numbers) {
    const auto goes = [&](const MechanismValue& value) {
        return std::find(numbers.begin(), numbers.end(), mechanism_row(value.key).mechanism) !=
               numbers.end();
    };
    std::set<std::string, std::less<>> paths;
    for (const MechanismValue& value : operation.mechanisms) {
        if (goes(value)) {
            paths.insert(path_of(value.at, value.key));
        }
    }
    std::erase_if(operation.assumptions,
                  [&](const Assumption& assumption) { return paths.count(assumption.key) > 0; });
    std::erase_if(operation.mechanisms, goes);
    return operation;
}

bool has_mechanism(const Operation& operation, int number) {
    return std::any_of(
        operation.mechanisms.begin(), operation.mechanisms.end(),
        [&](const MechanismValue& value) { return mechanism_row(value.key).mechanism == number; });
}

void add_typical_mechanisms(Operation& operation) {
    using Level = MechanismPlace::Level;
    const auto is_stated_for_all = [&](const MechanismKey& row) {
        return std::any_of(operation.mechanisms.begin(), operation.mechanisms.end(),
                           [&](const MechanismValue& value) {
                               return value.key == row.key && (value.at.level == Level::operation ||
                                                               value.at.level == Level::clients);
                           });
    };
    std::vector<MechanismValue> typical;
    for (const MechanismKey& row : mechanism_registry()) {
        const bool acts = !operation.neutral || has_mechanism(operation, row.mechanism);
        if (row.in_force && acts && !is_stated_for_all(row)) {
            typical.push_back(typical_value(row.key, operation));
            operation.assumptions.push_back({path_of(typical.back().at, row.key),
                                             std::string(row.typical), std::string(row.basis),
                                             std::string(row.source), is_simulated(row)});
        }
    }
    operation.mechanisms.insert(operation.mechanisms.end(), typical.begin(), typical.end());
}

const MechanismValue* mechanism_value(const Operation& operation, std::string_view key,
                                      const MechanismPlace& at, std::string_view team) {
    using Level = MechanismPlace::Level;
    std::vector<MechanismPlace> places{at};
    if (at.level == Level::step && !team.empty()) {
        places.push_back({Level::team, {}, std::string(team)});
    }
    if (at.level == Level::step) {
        places.push_back({Level::workflow, {}, at.outer, at.variant});
    } else if (at.level == Level::member) {
        places.push_back({Level::team, {}, at.outer});
    }
    places.push_back({at.level == Level::clients ? Level::clients : Level::operation, {}, {}});
    // Typical values stand behind what is stated, at the operation.
    for (const MechanismPlace& place : places) {
        for (const MechanismValue& value : operation.mechanisms) {
            if (value.key == key && holds_at(value.at, place)) {
                return &value;
            }
        }
    }
    return nullptr;
}

double mechanism_number(const Operation& operation, std::string_view key, const MechanismPlace& at,
                        double otherwise) {
    const MechanismValue* value = mechanism_value(operation, key, at);
    return value != nullptr ? value->number : otherwise;
}

} // namespace plimsoll

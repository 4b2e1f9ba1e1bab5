#include "model/read/read_operation.hpp"

#include "model/check/reading.hpp"
#include "model/read/kinds.hpp"
#include "model/read/language.hpp"
#include "model/read/mechanisms.hpp"
#include "model/read/read_dates.hpp"
#include "model/read/read_money.hpp"
#include "model/read/read_tools.hpp"
#include "model/read/reserved_hours.hpp"
#include "model/read/working_year.hpp"
#include "model/text/calendar_text.hpp"
#include "model/text/overlay.hpp"
#include "model/text/suggestion.hpp"
#include "model/text/value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace plimsoll {

namespace {

constexpr std::string_view default_calendar = "Mon-Fri 09:00-17:00";

Calendar usual_calendar() {
    std::vector<Span> spans;
    Problem problem;
    parse_spans(default_calendar, spans, problem);
    return calendar_of(std::move(spans));
}

void read_clients(const Entry& entry, Reading& reading) {
    Faults& faults = reading.faults;
    const Node* map = map_of(entry, "{today: 20, target: 300}", faults);
    if (map == nullptr) {
        return;
    }
    constexpr std::int64_t most_clients = 10'000'000;
    check_keys(*map, Section::clients, faults);
    read_mechanisms(*map, {MechanismPlace::Level::clients, {}, {}}, reading);
    if (const Entry* today = find_entry(*map, "today")) {
        reading.operation.clients_today = read_count(*today, 1, most_clients, faults).value_or(20);
    }
    if (const Entry* churn = find_entry(*map, "churn")) {
        read_churn(*churn, reading);
    }
    if (const Entry* kinds = find_entry(*map, "kinds")) {
        reading.operation.client_kinds = read_kinds(*kinds, faults);
    }
    if (const Entry* target = find_entry(*map, "target")) {
        reading.operation.clients_target = read_count(*target, 1, most_clients, faults);
    }
    if (const Entry* price = find_entry(*map, "price")) {
        reading.operation.client_prices = read_client_prices(*price, reading.operation, faults);
    }
}

/// `plimsoll:`, `name:`, `currency:`, `assumptions:`.
void read_head(const Node& root, Reading& reading) {
    Faults& faults = reading.faults;
    Operation& operation = reading.operation;
    if (const Entry* version = find_entry(root, "plimsoll")) {
        const std::string* text = text_of(*version, faults);
        if (text != nullptr && *text != "1") {
            faults.error(version->value.place,
                         fmt::format("this version reads format 1, not `{}`", *text),
                         "write `plimsoll: 1`");
        }
    }
    if (const Entry* name = find_entry(root, "name")) {
        const std::string* text = text_of(*name, faults);
        operation.name = text != nullptr ? *text : operation.name;
    }
    if (const Entry* currency = find_entry(root, "currency")) {
        const std::string* text = text_of(*currency, faults);
        operation.currency = text != nullptr ? *text : operation.currency;
    }
    if (const Entry* assumptions = find_entry(root, "assumptions")) {
        const std::string* text = text_of(*assumptions, faults);
        if (text != nullptr && *text != "typical" && *text != "neutral") {
            const std::string meant = did_you_mean(*text, {"typical", "neutral"});
            faults.error(assumptions->value.place,
                         fmt::format("there are no `{}` assumptions", *text),
                         meant.empty() ? "`typical` or `neutral`" : meant);
        }
        operation.neutral = text != nullptr && *text == "neutral";
    }
}

/// The tool at one end of an integration.
std::string integration_end(std::string_view end, const Place& place, Reading& reading) {
    const auto first = end.find_first_not_of(' ');
    const auto last = end.find_last_not_of(' ');
    const std::string name(first == std::string_view::npos ? std::string_view{}
                                                           : end.substr(first, last - first + 1));
    if (reading.tools_are_known &&
        std::find(reading.tools.begin(), reading.tools.end(), name) == reading.tools.end()) {
        reading.faults.no_such("tool", name, place,
                               did_you_mean_one_of(name, reading.tools, "tools"));
    }
    return name;
}

/// `{from: a, to: b, crashes: 4 per year}`, the n-th of the list.
void read_integration_map(const Node& item, std::size_t n, Reading& reading) {
    check_keys(item, Section::integration, reading.faults);
    read_mechanisms(item, {MechanismPlace::Level::integration, {}, std::to_string(n)}, reading);
    Integration found;
    for (const auto& [key, end] : {std::pair{"from", &found.from}, std::pair{"to", &found.to}}) {
        if (const Entry* tool = find_entry(item, key)) {
            *end = integration_end(tool->value.text, tool->value.place, reading);
        }
    }
    if (!found.from.empty() && !found.to.empty()) {
        reading.operation.integrations.push_back(std::move(found));
    }
}

/// `[a -> b, c <-> d]`, or maps.
void read_integrations(const Entry& entry, Reading& reading) {
    Faults& faults = reading.faults;
    if (!entry.value.is_list()) {
        faults.error(entry.value.place, "`integrations` is a list", "as in `[crm -> billing]`");
        return;
    }
    std::string all;
    for (std::size_t i = 0; i < entry.value.items.size(); ++i) {
        const Node& item = entry.value.items[i];
        if (item.is_map()) {
            read_integration_map(item, i + 1, reading);
            continue;
        }
        const std::size_t arrow = item.text.find("->");
        if (arrow == std::string::npos) {
            faults.error(item.place, fmt::format("`{}` joins no two tools", item.text),
                         "write it like `crm -> billing`");
            continue;
        }
        const bool both = arrow > 0 && item.text[arrow - 1] == '<';
        const std::string_view text = item.text;
        const std::string from =
            integration_end(text.substr(0, arrow - (both ? 1 : 0)), item.place, reading);
        const std::string to = integration_end(text.substr(arrow + 2), item.place, reading);
        reading.operation.integrations.push_back({from, to});
        if (both) {
            reading.operation.integrations.push_back({to, from});
        }
        all += (all.empty() ? "" : ", ") + item.text;
    }
    if (!all.empty()) {
        reading.operation.assumptions.push_back(
            {"integrations", "[" + all + "]", "D", stated_in_the_model, is_simulated(10)});
    }
}

/// What the file left to the language, and what that rests on.
void note_defaults(const Node& root, Reading& reading) {
    std::vector<Assumption>& noted = reading.operation.assumptions;
    if (find_entry(root, "calendar") == nullptr) {
        noted.push_back(
            {"calendar", std::string(default_calendar), "D", "default working week", true});
    }
    const Entry* clients = find_entry(root, "clients");
    if (clients == nullptr || find_entry(clients->value, "today") == nullptr) {
        noted.push_back({"clients.today", "20", "D", "default volume", true});
    }
    constexpr std::string_view source =
        "lognormal: Brown et al. 2005; its spread is a declared convention";
    if (reading.single_number_manual) {
        noted.push_back({"effort", "one number is the mean of a lognormal with SCV 1", "D",
                         std::string(source), true});
    }
    if (reading.single_number_automated) {
        noted.push_back({"effort (automated)", "one number is the mean of a lognormal with SCV 0.1",
                         "D", std::string(source), true});
    }
    if (reading.typical_and_slow) {
        noted.push_back({"a..b", "the median and one in ten (P90) of a lognormal", "V",
                         "Brown et al. 2005, JASA", true});
    }
}

void read_root(const Node& root, Reading& reading) {
    Faults& faults = reading.faults;
    reading.operation.calendar = usual_calendar();
    const std::size_t before = faults.errors();
    check_keys(root, Section::operation, faults);
    const bool keys_are_sound = faults.errors() == before;
    read_head(root, reading);
    if (const Entry* calendar = find_entry(root, "calendar")) {
        reading.operation.calendar =
            read_calendar(*calendar, faults).value_or(reading.operation.calendar);
    }
    read_start_and_holidays(root, reading);
    if (const Entry* clients = find_entry(root, "clients")) {
        read_clients(*clients, reading);
    }
    if (const Entry* teams = find_entry(root, "teams")) {
        read_teams(*teams, reading);
    } else if (keys_are_sound) {
        faults.error({root.place.source, 0, 0, 0}, "the model has no `teams`",
                     "add `teams:`; `teams: {}` when nobody is needed");
    }
    read_mechanisms(root, {}, reading);
    reading.tools_are_known = keys_are_sound || find_entry(root, "tools") != nullptr;
    if (const Entry* tools = find_entry(root, "tools")) {
        read_tools(*tools, reading);
    }
    if (const Entry* integrations = find_entry(root, "integrations")) {
        read_integrations(*integrations, reading);
    }
    if (const Entry* workflows = find_entry(root, "workflows")) {
        read_workflows(*workflows, reading);
    } else if (keys_are_sound) {
        faults.error({root.place.source, 0, 0, 0}, "the model has no `workflows`",
                     "add `workflows:`");
    }
    note_defaults(root, reading);
    add_typical_mechanisms(reading.operation);
    if (faults.errors() == before) {
        check_reserved_hours(root, reading);
        check_absence(root, reading);
    }
}

std::optional<Node> read_map(const Source& source, const char* what, Faults& faults) {
    const int index = faults.add_source(source.name, source.text);
    const std::size_t before = faults.errors();
    std::optional<Node> root = read_yaml_tree(source.text, index, faults);
    if (faults.errors() == before && (!root || root->is_nothing())) {
        faults.error({index, 0, 0, 0}, fmt::format("the {} is empty", what));
        return std::nullopt;
    }
    if (root && !root->is_map()) {
        faults.error(root->place, fmt::format("a {} is made of `key: value` lines", what),
                     "it begins like `teams:`");
        return std::nullopt;
    }
    return root;
}

std::optional<Node> laid_over(const Source& model, const std::vector<Source>& overlays,
                              const std::vector<std::string>& settings, Faults& faults) {
    std::optional<Node> root = read_map(model, "model", faults);
    for (const Source& source : overlays) {
        const std::optional<Node> overlay = read_map(source, "change", faults);
        if (root && overlay) {
            lay_over(*root, *overlay, faults);
        }
    }
    for (const std::string& setting : settings) {
        const int index = faults.add_source("--set", setting);
        if (root) {
            lay_setting_over(*root, setting, index, faults);
        }
    }
    return root;
}

} // namespace

std::optional<Node> written_tree(const Source& model, const std::vector<Source>& overlays,
                                 const std::vector<std::string>& settings) {
    Faults faults;
    std::optional<Node> root = laid_over(model, overlays, settings, faults);
    return faults.errors() == 0 ? std::move(root) : std::nullopt;
}

const Node* map_of(const Entry& entry, std::string_view example, Faults& faults) {
    if (entry.value.is_map()) {
        return &entry.value;
    }
    if (!entry.value.faulty) {
        const Place& place = entry.value.is_nothing() ? entry.key_place : entry.value.place;
        faults.error(place, fmt::format("`{}` needs keys and values below it", entry.key),
                     fmt::format("as in `{}`", example));
    }
    return nullptr;
}

std::string read_label(const Node& map, Faults& faults) {
    const Entry* label = find_entry(map, "label");
    const std::string* text = label != nullptr ? text_of(*label, faults) : nullptr;
    return text != nullptr ? *text : std::string{};
}

ReadResult read_operation(const Source& model, const std::vector<Source>& overlays,
                          const std::vector<std::string>& settings) {
    Faults faults;
    const std::optional<Node> root = laid_over(model, overlays, settings, faults);
    ReadResult result;
    Reading reading{faults};
    if (root) {
        read_root(*root, reading);
    }
    result.diagnostics = faults.diagnostics();
    if (root && faults.errors() == 0) {
        result.operation = std::move(reading.operation);
    }
    return result;
}

} // namespace plimsoll

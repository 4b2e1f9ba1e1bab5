#include "model/read/read_money.hpp"

#include "model/check/workflow_graph.hpp"
#include "model/numeric/number_text.hpp"
#include "model/text/suggestion.hpp"
#include "model/text/value.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace plimsoll {

namespace {

struct Endings {
    std::vector<std::string> names;          ///< outcomes that a case may have
    std::vector<std::string> followed_exits; ///< the others
};

Endings endings_of(const Workflow& workflow) {
    Endings endings{{"done", "gave up", "turned away"}, {}};
    for (std::size_t step = 0; step < workflow.steps.size(); ++step) {
        const std::vector<Exit>& exits = workflow.steps[step].exits;
        for (std::size_t exit = 0; exit < exits.size(); ++exit) {
            (ends_the_case(workflow, step, exit) ? endings.names : endings.followed_exits)
                .push_back(exits[exit].name);
        }
    }
    return endings;
}

} // namespace

std::vector<double> read_client_prices(const Entry& entry, const Operation& operation,
                                       Faults& faults) {
    const char* unit = "per month";
    if (!entry.value.is_map()) {
        const std::optional<double> price = read_money(entry, unit, faults);
        return price ? std::vector<double>{*price} : std::vector<double>{};
    }
    if (operation.client_kinds.empty()) {
        faults.error(entry.value.place, "clients have no kinds that the price could differ by",
                     "write `price: 900 per month`, or name `kinds` of clients");
        return {};
    }
    std::vector<std::string> names;
    for (const Kind& kind : operation.client_kinds) {
        names.push_back(kind.name);
    }
    const Entry* otherwise = find_entry(entry.value, "otherwise");
    for (const Entry& of_kind : entry.value.entries) {
        if (of_kind.key != "otherwise" &&
            std::find(names.begin(), names.end(), of_kind.key) == names.end()) {
            faults.no_such("kind", of_kind.key, of_kind.key_place,
                           did_you_mean_one_of(of_kind.key, names, "kinds"));
        }
    }
    std::vector<double> prices;
    for (const std::string& name : names) {
        const Entry* own = find_entry(entry.value, name);
        const Entry* price = own != nullptr ? own : otherwise;
        if (price == nullptr) {
            faults.error(entry.value.place, fmt::format("`price` has no value for `{}`", name),
                         "add `otherwise:` for the kinds that are not named");
            return {};
        }
        const bool none = price->value.is_text() && price->value.text == "none";
        prices.push_back(
            none ? 0
                 : read_money({"price", price->key_place, price->value}, unit, faults).value_or(0));
    }
    return prices;
}

std::optional<CaseValue> read_value(const Entry& entry, const Workflow& workflow, Faults& faults) {
    const char* unit = "per case";
    CaseValue value;
    if (!entry.value.is_map()) {
        const std::optional<double> amount = read_money(entry, unit, faults);
        value.per_case = amount.value_or(0);
        return amount ? std::optional<CaseValue>(value) : std::nullopt;
    }
    const Endings endings = endings_of(workflow);
    const auto contains = [](const std::vector<std::string>& names, const std::string& name) {
        return std::find(names.begin(), names.end(), name) != names.end();
    };
    for (const Entry& outcome : entry.value.entries) {
        if (contains(endings.names, outcome.key)) {
            const bool number =
                outcome.value.is_text() && number_from_text(outcome.value.text).has_value();
            Entry amount = outcome;
            amount.value.text += number ? fmt::format(" {}", unit) : "";
            value.by_outcome.push_back({outcome.key, read_money(amount, unit, faults).value_or(0)});
        } else if (contains(endings.followed_exits, outcome.key)) {
            faults.error(outcome.key_place,
                         fmt::format("no case ends as `{}`: something follows it", outcome.key),
                         "a value belongs to an outcome: " + listed(endings.names));
        } else {
            faults.error(outcome.key_place, fmt::format("no case ends as `{}`", outcome.key),
                         did_you_mean_one_of(outcome.key, endings.names, "outcomes"));
        }
    }
    return value;
}

std::optional<double> read_penalty(const Entry& entry, Faults& faults) {
    return read_money(entry, "per late case", faults);
}

void check_penalty(const Entry& workflow_entry, const Workflow& workflow, Faults& faults) {
    const Entry* penalty = find_entry(workflow_entry.value, "penalty");
    const auto is_due = [](const Workflow& one) { return one.due.has_value(); };
    const bool any_due =
        is_due(workflow) || std::any_of(workflow.variants.begin(), workflow.variants.end(), is_due);
    if (penalty != nullptr && find_entry(workflow_entry.value, "due") == nullptr && !any_due) {
        faults.error(penalty->key_place,
                     fmt::format("no case of `{}` is ever late: it has no `due`", workflow.name),
                     "say by when it is due: `due: 10d`");
    }
}

} // namespace plimsoll

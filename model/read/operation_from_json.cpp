// The checked operation back from JSON. Whatever does not fit gives nothing: this text is written
// by the program, not by people, so there is nobody to explain a fault to.
#include "model/read/read_operation.hpp"

#include "model/numeric/number_text.hpp"
#include "model/operation_fields.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <string_view>

namespace plimsoll {

namespace {

using Json = nlohmann::json;

/// Builds the tree with numbers read by the program's own reader, the same on every machine.
class ExactNumbers : public nlohmann::detail::json_sax_dom_parser<Json> {
    using Base = nlohmann::detail::json_sax_dom_parser<Json>;

public:
    explicit ExactNumbers(Json& root) : Base(root, false) {}
    bool number_float(double, const std::string& text) {
        const std::optional<double> number = number_from_text(text);
        return number && Base::number_float(*number, text);
    }
};

/// Reads one struct, field by field; `good` turns false at the first thing that does not fit.
class JsonReader {
public:
    explicit JsonReader(const Json& value) : value_(value) { good = value.is_object(); }
    bool good = true;

    template <typename Value>
    void field(const char* name, Value& out) {
        const auto found = good ? value_.find(name) : value_.end();
        good = good && found != value_.end() && read(*found, out);
    }

    static bool read(const Json& json, std::string& out) {
        return take(json, json.is_string(), out);
    }
    static bool read(const Json& json, bool& out) { return take(json, json.is_boolean(), out); }
    static bool read(const Json& json, int& out) {
        return take(json, json.is_number_integer(), out);
    }
    static bool read(const Json& json, std::int64_t& out) {
        return take(json, json.is_number_integer(), out);
    }
    static bool read(const Json& json, double& out) {
        if (json.is_null()) {
            out = std::numeric_limits<double>::infinity();
            return true;
        }
        return take(json, json.is_number(), out);
    }
    template <typename Value>
    static bool take(const Json& json, bool fits, Value& out) {
        if (fits) {
            out = json.get<Value>();
        }
        return fits;
    }
    template <typename Value>
    static bool read(const Json& json, std::optional<Value>& out) {
        if (json.is_null()) {
            out.reset();
            return true;
        }
        out.emplace();
        return read(json, *out);
    }
    template <typename Value>
    static bool read(const Json& json, std::vector<Value>& out) {
        bool fits = json.is_array();
        for (std::size_t i = 0; fits && i < json.size(); ++i) {
            out.emplace_back();
            fits = read(json[i], out.back());
        }
        return fits;
    }
    template <typename Enumeration>
    requires std::is_enum_v<Enumeration>
    static bool read(const Json& json, Enumeration& out) {
        const auto names = names_of(out);
        for (std::size_t i = 0; json.is_string() && i < names.size(); ++i) {
            if (names[i] == json.get_ref<const std::string&>()) {
                out = static_cast<Enumeration>(i);
                return true;
            }
        }
        return false;
    }
    template <typename Struct>
    requires requires(Struct& value) {
        fields(value, [](auto, auto&) {});
    }
    static bool read(const Json& json, Struct& out) {
        JsonReader reader(json);
        fields(out, [&](const char* name, auto& member) { reader.field(name, member); });
        if constexpr (std::same_as<Struct, DateRule>) {
            reader.good = reader.good && is_sound(out);
        }
        if constexpr (std::same_as<Struct, Span>) {
            reader.good = reader.good && out.weekday >= 0 && out.weekday < 7 && out.from < out.to;
        }
        return reader.good;
    }

private:
    const Json& value_;
};

/// Every index names something: what holds an Operation relies on it.
bool indices_fit(const Operation& operation) {
    const auto names_one_of = [](int index, std::size_t count) {
        return index >= 0 && static_cast<std::size_t>(index) < count;
    };
    for (const Team& team : operation.teams) {
        for (const Help& help : team.helps) {
            if (!names_one_of(help.team, operation.teams.size())) {
                return false;
            }
        }
    }
    const std::size_t prices = operation.client_prices.size();
    if (prices > 1 && prices != operation.client_kinds.size()) {
        return false;
    }
    std::vector<const Workflow*> all;
    for (const Workflow& workflow : operation.workflows) {
        all.push_back(&workflow);
        const std::size_t expected = std::max<std::size_t>(1, operation.client_kinds.size()) *
                                     std::max<std::size_t>(1, workflow.kinds.size());
        if (workflow.variants.size() != (expected > 1 ? expected : workflow.variants.size())) {
            return false;
        }
        for (const Workflow& variant : workflow.variants) {
            if (variant.steps.size() != workflow.steps.size()) {
                return false;
            }
            all.push_back(&variant);
        }
    }
    for (const Workflow* one : all) {
        const Workflow& workflow = *one;
        if (workflow.demand.kind == Demand::Kind::caused &&
            !names_one_of(workflow.demand.cause.workflow, operation.workflows.size())) {
            return false;
        }
        if (workflow.due) {
            const std::vector<int>& pauses = workflow.due->pauses;
            const bool fit =
                std::all_of(pauses.begin(), pauses.end(),
                            [&](int step) { return names_one_of(step, workflow.steps.size()); }) &&
                (workflow.due->until == -1 ||
                 names_one_of(workflow.due->until, workflow.steps.size())) &&
                (!workflow.due->date || operation.dates);
            if (!fit) {
                return false;
            }
        }
        for (const Step& step : workflow.steps) {
            bool fit = step.needs.empty() == !step.effort.has_value();
            for (const Need& need : step.needs) {
                fit = fit && names_one_of(need.team, operation.teams.size());
            }
            for (const int team : step.or_teams) {
                fit = fit && names_one_of(team, operation.teams.size());
            }
            fit = fit && (!step.keep || (names_one_of(step.keep->team, operation.teams.size()) &&
                                         names_one_of(step.keep->until, workflow.steps.size())));
            fit = fit && (!step.person || step.person->kind == PersonRule::Kind::of_client ||
                          names_one_of(step.person->step, workflow.steps.size()));
            if (step.patience) {
                const Patience& patience = *step.patience;
                fit = fit &&
                      (patience.then_exit == -1 ||
                       names_one_of(patience.then_exit, step.exits.size())) &&
                      (patience.then_team == -1 ||
                       names_one_of(patience.then_team, operation.teams.size()));
            }
            fit = fit && (step.calls == -1 || names_one_of(step.calls, operation.workflows.size()));
            for (const Rework& rework : step.rework) {
                fit = fit && names_one_of(rework.to, workflow.steps.size());
            }
            for (const Arc& arc : step.after) {
                fit = fit && names_one_of(arc.from, workflow.steps.size());
                fit =
                    fit &&
                    (arc.exit == -1 ||
                     names_one_of(arc.exit,
                                  workflow.steps[static_cast<std::size_t>(arc.from)].exits.size()));
            }
            if (!fit) {
                return false;
            }
        }
    }
    return true;
}

} // namespace

std::optional<Operation> operation_from_json(const std::string& text) {
    Json json;
    ExactNumbers builder(json);
    if (!Json::sax_parse(text, &builder)) {
        return std::nullopt;
    }
    Operation operation;
    return JsonReader::read(json, operation) && indices_fit(operation)
               ? std::optional<Operation>(std::move(operation))
               : std::nullopt;
}

} // namespace plimsoll

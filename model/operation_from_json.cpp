// The checked operation back from JSON. Whatever does not fit gives nothing: this text is written
// by the program, not by people, so there is nobody to explain a fault to.
#include "model/read_operation.hpp"

#include "model/number_text.hpp"

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

private:
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
    template <typename Name, std::size_t count>
    static bool read_name(const Json& json, const std::array<std::string_view, count>& names,
                          Name& out) {
        for (std::size_t i = 0; json.is_string() && i < count; ++i) {
            if (names[i] == json.get_ref<const std::string&>()) {
                out = static_cast<Name>(i);
                return true;
            }
        }
        return false;
    }
    static bool read(const Json& json, Law& out) {
        static constexpr std::array<std::string_view, 11> names = {
            "exact",  "exponential", "lognormal",  "gamma", "hyperexponential", "weibull",
            "normal", "uniform",     "triangular", "pert",  "empirical"};
        return read_name(json, names, out);
    }
    static bool read(const Json& json, Order& out) {
        static constexpr std::array<std::string_view, 4> names = {"fifo", "priority", "due",
                                                                  "shortest"};
        return read_name(json, names, out);
    }
    static bool read(const Json& json, Demand::Kind& out) {
        static constexpr std::array<std::string_view, 3> names = {"per_client", "rate", "every"};
        return read_name(json, names, out);
    }
    static bool read(const Json& json, Span& out) {
        JsonReader reader(json);
        reader.field("from", out.from);
        reader.field("to", out.to);
        reader.field("weekday", out.weekday);
        return reader.good && out.weekday >= 0 && out.weekday < 7 && out.from < out.to;
    }
    static bool read(const Json& json, Calendar& out) {
        JsonReader reader(json);
        reader.field("always", out.always);
        reader.field("spans", out.spans);
        return reader.good;
    }
    static bool read(const Json& json, Distribution& out) {
        JsonReader reader(json);
        reader.field("law", out.law);
        reader.field("a", out.a);
        reader.field("b", out.b);
        reader.field("c", out.c);
        reader.field("values", out.values);
        reader.field("shift", out.shift);
        reader.field("minimum", out.minimum);
        reader.field("maximum", out.maximum);
        return reader.good;
    }
    static bool read(const Json& json, Members& out) {
        JsonReader reader(json);
        reader.field("name", out.name);
        reader.field("label", out.label);
        reader.field("count", out.count);
        reader.field("calendar", out.calendar);
        reader.field("cost_per_hour", out.cost_per_hour);
        reader.field("speed", out.speed);
        return reader.good;
    }
    static bool read(const Json& json, Team& out) {
        JsonReader reader(json);
        reader.field("name", out.name);
        reader.field("label", out.label);
        reader.field("unlimited", out.unlimited);
        reader.field("units", out.units);
        reader.field("outside", out.outside);
        reader.field("paid_when_working", out.paid_when_working);
        reader.field("order", out.order);
        reader.field("calendar", out.calendar);
        reader.field("cost_per_hour", out.cost_per_hour);
        reader.field("members", out.members);
        return reader.good;
    }
    static bool read(const Json& json, Arc& out) {
        JsonReader reader(json);
        reader.field("from", out.from);
        reader.field("exit", out.exit);
        return reader.good;
    }
    static bool read(const Json& json, Exit& out) {
        JsonReader reader(json);
        reader.field("name", out.name);
        reader.field("label", out.label);
        reader.field("share", out.share);
        return reader.good;
    }
    static bool read(const Json& json, Rework& out) {
        JsonReader reader(json);
        reader.field("to", out.to);
        reader.field("chance", out.chance);
        reader.field("effort_share", out.effort_share);
        reader.field("at_most", out.at_most);
        return reader.good;
    }
    static bool read(const Json& json, Delay& out) {
        JsonReader reader(json);
        reader.field("length", out.length);
        reader.field("wall_clock", out.wall_clock);
        reader.field("calendar", out.calendar);
        return reader.good;
    }
    static bool read(const Json& json, Need& out) {
        JsonReader reader(json);
        reader.field("team", out.team);
        reader.field("people", out.people);
        return reader.good;
    }
    static bool read(const Json& json, Step& out) {
        JsonReader reader(json);
        reader.field("name", out.name);
        reader.field("label", out.label);
        reader.field("needs", out.needs);
        reader.field("effort", out.effort);
        reader.field("delay", out.delay);
        reader.field("after", out.after);
        reader.field("exits", out.exits);
        reader.field("chance", out.chance);
        reader.field("rework", out.rework);
        reader.field("priority", out.priority);
        reader.field("cost_each", out.cost_each);
        return reader.good;
    }
    static bool read(const Json& json, PatternPiece& out) {
        JsonReader reader(json);
        reader.field("from", out.from);
        reader.field("to", out.to);
        reader.field("factor", out.factor);
        return reader.good;
    }
    static bool read(const Json& json, Demand& out) {
        JsonReader reader(json);
        reader.field("kind", out.kind);
        reader.field("rate_per_hour", out.rate_per_hour);
        reader.field("interval", out.interval);
        reader.field("interval_on_wall_clock", out.interval_on_wall_clock);
        reader.field("between", out.between);
        reader.field("calendar", out.calendar);
        reader.field("pattern", out.pattern);
        return reader.good;
    }
    static bool read(const Json& json, Due& out) {
        JsonReader reader(json);
        reader.field("within", out.within);
        reader.field("wall_clock", out.wall_clock);
        return reader.good;
    }
    static bool read(const Json& json, Workflow& out) {
        JsonReader reader(json);
        reader.field("name", out.name);
        reader.field("label", out.label);
        reader.field("demand", out.demand);
        reader.field("due", out.due);
        reader.field("steps", out.steps);
        return reader.good;
    }
    static bool read(const Json& json, Assumption& out) {
        JsonReader reader(json);
        reader.field("key", out.key);
        reader.field("value", out.value);
        reader.field("basis", out.basis);
        reader.field("source", out.source);
        reader.field("simulated", out.simulated);
        return reader.good;
    }

    const Json& value_;
};

/// Every index names something: what holds an Operation relies on it.
bool indices_fit(const Operation& operation) {
    const auto names_one_of = [](int index, std::size_t count) {
        return index >= 0 && static_cast<std::size_t>(index) < count;
    };
    for (const Workflow& workflow : operation.workflows) {
        for (const Step& step : workflow.steps) {
            bool fit = step.needs.empty() == !step.effort.has_value();
            for (const Need& need : step.needs) {
                fit = fit && names_one_of(need.team, operation.teams.size());
            }
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
    JsonReader reader(json);
    reader.field("name", operation.name);
    reader.field("currency", operation.currency);
    reader.field("neutral", operation.neutral);
    reader.field("calendar", operation.calendar);
    reader.field("clients_today", operation.clients_today);
    reader.field("clients_target", operation.clients_target);
    reader.field("teams", operation.teams);
    reader.field("workflows", operation.workflows);
    reader.field("assumptions", operation.assumptions);
    return reader.good && indices_fit(operation) ? std::optional<Operation>(std::move(operation))
                                                 : std::nullopt;
}

} // namespace plimsoll

// The checked operation as JSON.
#include "model/number_text.hpp"
#include "model/read_operation.hpp"

#include <nlohmann/json.hpp>

namespace plimsoll {

namespace {

using Json = nlohmann::ordered_json;

/// Numbers are kept as text until the end, so that one function alone prints them.
class Writer {
public:
    void key(const std::string& name) {
        separate();
        text_ += Json(name).dump() + ":";
        fresh_ = true;
    }
    void value(double number) { raw(number_to_text(number)); }
    void value(std::int64_t number) { raw(std::to_string(number)); }
    void value(int number) { raw(std::to_string(number)); }
    void value(bool truth) { raw(truth ? "true" : "false"); }
    void value(const std::string& string) { raw(Json(string).dump()); }
    void open(char bracket) {
        separate();
        text_ += bracket;
        fresh_ = true;
    }
    void close(char bracket) {
        text_ += bracket;
        fresh_ = false;
    }
    template <class T>
    void member(const std::string& name, const T& content) {
        key(name);
        value(content);
    }
    template <class T, class Write>
    void list(const std::string& name, const std::vector<T>& contents, Write write) {
        key(name);
        open('[');
        for (const T& content : contents) {
            write(content);
        }
        close(']');
    }
    std::string take() { return std::move(text_); }

private:
    void separate() {
        if (!fresh_) {
            text_ += ",";
        }
        fresh_ = false;
    }
    void raw(const std::string& text) {
        separate();
        text_ += text;
    }
    std::string text_;
    bool fresh_ = true;
};

void write(Writer& out, const Calendar& calendar) {
    out.open('{');
    out.member("always", calendar.always);
    out.list("spans", calendar.spans, [&](const Span& span) {
        out.open('[');
        out.value(span.weekday);
        out.value(span.from);
        out.value(span.to);
        out.close(']');
    });
    out.close('}');
}

void write(Writer& out, const Distribution& law) {
    static const std::vector<std::string> names{
        "exact",  "exponential", "lognormal",  "gamma", "hyperexponential", "weibull",
        "normal", "uniform",     "triangular", "pert",  "empirical"};
    out.open('{');
    out.member("law", names[static_cast<std::size_t>(law.law)]);
    out.member("a", law.a);
    out.member("b", law.b);
    out.member("c", law.c);
    if (!law.values.empty()) {
        out.list("values", law.values, [&](double value) { out.value(value); });
    }
    out.member("shift", law.shift);
    out.member("minimum", law.minimum);
    if (law.maximum < std::numeric_limits<double>::infinity()) {
        out.member("maximum", law.maximum);
    }
    out.close('}');
}

void write(Writer& out, const Team& team) {
    static const std::vector<std::string> orders{"fifo", "priority", "due", "shortest"};
    out.open('{');
    out.member("name", team.name);
    out.member("label", team.label);
    out.member("unlimited", team.unlimited);
    out.member("units", team.units);
    out.member("outside", team.outside);
    out.member("paid_when_working", team.paid_when_working);
    out.member("order", orders[static_cast<std::size_t>(team.order)]);
    out.key("calendar");
    write(out, team.calendar);
    out.member("cost_per_hour", team.cost_per_hour);
    out.list("members", team.members, [&](const Members& members) {
        out.open('{');
        out.member("name", members.name);
        out.member("label", members.label);
        out.member("count", members.count);
        out.key("calendar");
        write(out, members.calendar);
        out.member("cost_per_hour", members.cost_per_hour);
        out.member("speed", members.speed);
        out.close('}');
    });
    out.close('}');
}

void write(Writer& out, const Step& step) {
    out.open('{');
    out.member("name", step.name);
    out.member("label", step.label);
    out.list("needs", step.needs, [&](const Need& need) {
        out.open('{');
        out.member("team", need.team);
        out.member("people", need.people);
        out.close('}');
    });
    if (step.effort) {
        out.key("effort");
        write(out, *step.effort);
    }
    if (step.delay) {
        out.key("delay");
        out.open('{');
        out.key("length");
        write(out, step.delay->length);
        out.member("wall_clock", step.delay->wall_clock);
        out.key("calendar");
        write(out, step.delay->calendar);
        out.close('}');
    }
    out.list("after", step.after, [&](const Arc& arc) {
        out.open('{');
        out.member("from", arc.from);
        out.member("exit", arc.exit);
        out.close('}');
    });
    out.list("exits", step.exits, [&](const Exit& exit) {
        out.open('{');
        out.member("name", exit.name);
        out.member("label", exit.label);
        out.member("share", exit.share);
        out.close('}');
    });
    out.member("chance", step.chance);
    out.list("rework", step.rework, [&](const Rework& rework) {
        out.open('{');
        out.member("to", rework.to);
        out.member("chance", rework.chance);
        out.member("effort_share", rework.effort_share);
        out.member("at_most", rework.at_most);
        out.close('}');
    });
    out.member("priority", step.priority);
    out.member("cost_each", step.cost_each);
    out.close('}');
}

void write(Writer& out, const Demand& demand) {
    static const std::vector<std::string> kinds{"per_client", "rate", "every"};
    out.open('{');
    out.member("kind", kinds[static_cast<std::size_t>(demand.kind)]);
    out.member("rate_per_hour", demand.rate_per_hour);
    if (demand.interval) {
        out.key("interval");
        write(out, *demand.interval);
    }
    out.member("interval_on_wall_clock", demand.interval_on_wall_clock);
    if (demand.between) {
        out.key("between");
        write(out, *demand.between);
    }
    out.key("calendar");
    write(out, demand.calendar);
    out.list("pattern", demand.pattern, [&](const PatternPiece& piece) {
        out.open('{');
        out.member("from", piece.from);
        out.member("to", piece.to);
        out.member("factor", piece.factor);
        out.close('}');
    });
    out.close('}');
}

} // namespace

std::string operation_to_json(const Operation& operation) {
    Writer out;
    out.open('{');
    out.member("name", operation.name);
    out.member("currency", operation.currency);
    out.member("neutral", operation.neutral);
    out.key("calendar");
    write(out, operation.calendar);
    out.member("clients_today", operation.clients_today);
    if (operation.clients_target) {
        out.member("clients_target", *operation.clients_target);
    }
    out.list("teams", operation.teams, [&](const Team& team) { write(out, team); });
    out.list("workflows", operation.workflows, [&](const Workflow& workflow) {
        out.open('{');
        out.member("name", workflow.name);
        out.member("label", workflow.label);
        out.key("demand");
        write(out, workflow.demand);
        if (workflow.due) {
            out.key("due");
            out.open('{');
            out.member("within", workflow.due->within);
            out.member("wall_clock", workflow.due->wall_clock);
            out.close('}');
        }
        out.list("steps", workflow.steps, [&](const Step& step) { write(out, step); });
        out.close('}');
    });
    out.close('}');
    return out.take();
}

} // namespace plimsoll

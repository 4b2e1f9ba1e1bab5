// The checked operation as JSON: every field of the structs under its own name, one key a line,
// numbers in the shortest form that reads back the same. Fields at their defaults are written too,
// so that the reader on the other side needs to know none.
#include "model/read_operation.hpp"

#include "model/number_text.hpp"

#include <fmt/format.h>

#include <cmath>
#include <string_view>

namespace plimsoll {

namespace {

class JsonWriter {
public:
    void open(char bracket) {
        text_ += bracket;
        ++depth_;
        first_ = true;
    }
    void close(char bracket) {
        --depth_;
        if (!first_) {
            new_line();
        }
        text_ += bracket;
        first_ = false;
    }
    void key(std::string_view name) {
        item();
        quote(name);
        text_ += ": ";
    }
    void item() {
        text_ += first_ ? "" : ",";
        new_line();
        first_ = false;
    }
    void write(std::string_view text) { quote(text); }
    void write(const std::string& text) { quote(text); }
    void write(bool value) { text_ += value ? "true" : "false"; }
    void write(int value) { text_ += std::to_string(value); }
    void write(std::int64_t value) { text_ += std::to_string(value); }
    void write(double value) {
        // Only a law's upper bound is ever infinite.
        text_ += std::isfinite(value) ? number_to_text(value) : "null";
    }
    template <typename Value>
    void field(std::string_view name, const Value& value) {
        key(name);
        write(value);
    }
    template <typename Value>
    void write(const std::optional<Value>& value) {
        if (value) {
            write(*value);
        } else {
            text_ += "null";
        }
    }
    template <typename Value>
    void write(const std::vector<Value>& values) {
        open('[');
        for (const Value& value : values) {
            item();
            write(value);
        }
        close(']');
    }
    void write(const Span& span);
    void write(const Calendar& calendar);
    void write(const Distribution& law);
    void write(const Members& members);
    void write(const Team& team);
    void write(const Arc& arc);
    void write(const Exit& exit);
    void write(const Rework& rework);
    void write(const Delay& delay);
    void write(const Need& need);
    void write(const Step& step);
    void write(const PatternPiece& piece);
    void write(const Demand& demand);
    void write(const Due& due);
    void write(const Workflow& workflow);
    void write(const Assumption& assumption);
    void write(const Operation& operation);

    std::string take() { return std::move(text_); }

private:
    void new_line() {
        text_ += '\n';
        text_.append(static_cast<std::size_t>(depth_), ' ');
    }
    void quote(std::string_view text) {
        text_ += '"';
        for (const char c : text) {
            if (c == '"' || c == '\\') {
                text_ += '\\';
                text_ += c;
            } else if (static_cast<unsigned char>(c) < 0x20) {
                text_ +=
                    fmt::format("\\u{:04x}", static_cast<unsigned>(static_cast<unsigned char>(c)));
            } else {
                text_ += c;
            }
        }
        text_ += '"';
    }

    std::string text_;
    int depth_ = 0;
    bool first_ = true;
};

std::string_view law_name(Law law) {
    switch (law) {
    case Law::exact:
        return "exact";
    case Law::exponential:
        return "exponential";
    case Law::lognormal:
        return "lognormal";
    case Law::gamma:
        return "gamma";
    case Law::hyperexponential:
        return "hyperexponential";
    case Law::weibull:
        return "weibull";
    case Law::normal:
        return "normal";
    case Law::uniform:
        return "uniform";
    case Law::triangular:
        return "triangular";
    case Law::pert:
        return "pert";
    case Law::empirical:
        return "empirical";
    }
    return "exact";
}

std::string_view order_name(Order order) {
    switch (order) {
    case Order::fifo:
        return "fifo";
    case Order::priority:
        return "priority";
    case Order::due:
        return "due";
    case Order::shortest:
        return "shortest";
    }
    return "fifo";
}

std::string_view kind_name(Demand::Kind kind) {
    switch (kind) {
    case Demand::Kind::per_client:
        return "per_client";
    case Demand::Kind::rate:
        return "rate";
    case Demand::Kind::every:
        return "every";
    }
    return "rate";
}

void JsonWriter::write(const Span& span) {
    open('{');
    field("from", span.from);
    field("to", span.to);
    field("weekday", span.weekday);
    close('}');
}

void JsonWriter::write(const Calendar& calendar) {
    open('{');
    field("always", calendar.always);
    field("spans", calendar.spans);
    close('}');
}

void JsonWriter::write(const Distribution& law) {
    open('{');
    field("law", law_name(law.law));
    field("a", law.a);
    field("b", law.b);
    field("c", law.c);
    field("values", law.values);
    field("shift", law.shift);
    field("minimum", law.minimum);
    field("maximum", law.maximum);
    close('}');
}

void JsonWriter::write(const Members& members) {
    open('{');
    field("name", members.name);
    field("label", members.label);
    field("count", members.count);
    field("calendar", members.calendar);
    field("cost_per_hour", members.cost_per_hour);
    field("speed", members.speed);
    close('}');
}

void JsonWriter::write(const Team& team) {
    open('{');
    field("name", team.name);
    field("label", team.label);
    field("unlimited", team.unlimited);
    field("units", team.units);
    field("outside", team.outside);
    field("paid_when_working", team.paid_when_working);
    field("order", order_name(team.order));
    field("calendar", team.calendar);
    field("cost_per_hour", team.cost_per_hour);
    field("members", team.members);
    close('}');
}

void JsonWriter::write(const Arc& arc) {
    open('{');
    field("from", arc.from);
    field("exit", arc.exit);
    close('}');
}

void JsonWriter::write(const Exit& exit) {
    open('{');
    field("name", exit.name);
    field("label", exit.label);
    field("share", exit.share);
    close('}');
}

void JsonWriter::write(const Rework& rework) {
    open('{');
    field("to", rework.to);
    field("chance", rework.chance);
    field("effort_share", rework.effort_share);
    field("at_most", rework.at_most);
    close('}');
}

void JsonWriter::write(const Delay& delay) {
    open('{');
    field("length", delay.length);
    field("wall_clock", delay.wall_clock);
    field("calendar", delay.calendar);
    close('}');
}

void JsonWriter::write(const Need& need) {
    open('{');
    field("team", need.team);
    field("people", need.people);
    close('}');
}

void JsonWriter::write(const Step& step) {
    open('{');
    field("name", step.name);
    field("label", step.label);
    field("needs", step.needs);
    field("effort", step.effort);
    field("delay", step.delay);
    field("after", step.after);
    field("exits", step.exits);
    field("chance", step.chance);
    field("rework", step.rework);
    field("priority", step.priority);
    field("cost_each", step.cost_each);
    close('}');
}

void JsonWriter::write(const PatternPiece& piece) {
    open('{');
    field("from", piece.from);
    field("to", piece.to);
    field("factor", piece.factor);
    close('}');
}

void JsonWriter::write(const Demand& demand) {
    open('{');
    field("kind", kind_name(demand.kind));
    field("rate_per_hour", demand.rate_per_hour);
    field("interval", demand.interval);
    field("interval_on_wall_clock", demand.interval_on_wall_clock);
    field("between", demand.between);
    field("calendar", demand.calendar);
    field("pattern", demand.pattern);
    close('}');
}

void JsonWriter::write(const Due& due) {
    open('{');
    field("within", due.within);
    field("wall_clock", due.wall_clock);
    close('}');
}

void JsonWriter::write(const Workflow& workflow) {
    open('{');
    field("name", workflow.name);
    field("label", workflow.label);
    field("demand", workflow.demand);
    field("due", workflow.due);
    field("steps", workflow.steps);
    close('}');
}

void JsonWriter::write(const Assumption& assumption) {
    open('{');
    field("key", assumption.key);
    field("value", assumption.value);
    field("basis", assumption.basis);
    field("source", assumption.source);
    field("simulated", assumption.simulated);
    close('}');
}

void JsonWriter::write(const Operation& operation) {
    open('{');
    field("name", operation.name);
    field("currency", operation.currency);
    field("neutral", operation.neutral);
    field("calendar", operation.calendar);
    field("clients_today", operation.clients_today);
    field("clients_target", operation.clients_target);
    field("teams", operation.teams);
    field("workflows", operation.workflows);
    field("assumptions", operation.assumptions);
    close('}');
}

} // namespace

std::string operation_to_json(const Operation& operation) {
    JsonWriter writer;
    writer.write(operation);
    return writer.take() + "\n";
}

} // namespace plimsoll

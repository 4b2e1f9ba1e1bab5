// Small operations, written as a user would, run by the engine and told as a diary.
#pragma once

#include "catch.hpp"
#include "model/read/read_operation.hpp"
#include "neutral.hpp"
#include "sim/compile.hpp"
#include "sim/simulate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <string>
#include <tuple>
#include <vector>

namespace plimsoll {

/// What was run, and what came of it.
struct Scene {
    Operation operation;
    Plan plan;
    Replication record;

    const Step& step(int number) const {
        std::size_t place = static_cast<std::size_t>(number);
        for (const Workflow& workflow : operation.workflows) {
            if (place < workflow.steps.size()) {
                return workflow.steps[place];
            }
            place -= workflow.steps.size();
        }
        throw std::out_of_range("no such step");
    }
    /// What was counted at a step, over all its cells.
    VisitSums at_step(const std::string& name) const {
        VisitSums sums;
        for (std::size_t counter = 0; counter < plan.counters.size(); ++counter) {
            if (step(plan.counters[counter].step).name == name) {
                sums.visits += record.counters[counter].visits;
                sums.waited += record.counters[counter].waited;
                sums.wait += record.counters[counter].wait;
                sums.queue += record.counters[counter].queue;
                sums.held += record.counters[counter].held;
                sums.effort += record.counters[counter].effort;
                sums.join_wait += record.counters[counter].join_wait;
                sums.cost += record.counters[counter].cost;
            }
        }
        return sums;
    }
};

/// Neutral, unless the text says itself what is assumed.
inline Operation operation_of(const std::string& text) {
    ReadResult result = read_operation({"model.yaml", neutral(text)});
    INFO(text << "\n" << print(result.diagnostics));
    REQUIRE(result.operation);
    return *result.operation;
}

/// Whether the engine runs in open time where it may, or on the wall clock always.
enum class Loop { one_clock, wall };

inline Scene run(const Operation& operation, const WorkUnit& unit, Loop loop = Loop::one_clock) {
    Scene scene{operation, compile(operation, loop == Loop::one_clock), {}};
    scene.record = simulate(scene.plan, unit, std::atomic<bool>{false});
    return scene;
}

/// The first `cases` cases, until the last has left. Both loops must tell the same.
inline Scene play(const std::string& text, std::int64_t cases = 1) {
    WorkUnit unit;
    unit.clients = 1;
    unit.cases = cases;
    unit.keep_log = true;
    return run(operation_of(text), unit);
}

/// "Tue 09:20", "Tue+1 09:20" in the second week; seconds and their parts where there are any.
inline std::string time_text(Microseconds t) {
    static const std::array<const char*, 7> days{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    std::string text = days[static_cast<std::size_t>(t % week / day)];
    if (t >= week) {
        text += fmt::format("+{}", t / week);
    }
    text += fmt::format(" {:02}:{:02}", t % day / hour, t % hour / minute);
    if (t % minute != 0) {
        text += fmt::format(":{:02}", t % minute / second);
    }
    if (t % second != 0) {
        text += fmt::format(".{:06}", t % second);
    }
    return text;
}

/// "Mon 16:50 - Tue 09:20 answer 0 by 1": work from its start to its end, with step, case and
/// people by number, in the order of starts, then of steps and cases.
inline std::vector<std::string> diary(const Scene& scene) {
    std::vector<LogRow> rows = scene.record.log;
    std::sort(rows.begin(), rows.end(), [](const LogRow& a, const LogRow& b) {
        return std::tie(a.start, a.step, a.client, a.number, a.visit) <
               std::tie(b.start, b.step, b.client, b.number, b.visit);
    });
    std::vector<std::string> lines;
    for (const LogRow& row : rows) {
        std::string line = fmt::format("{} - {} {} {}", time_text(row.start), time_text(row.end),
                                       scene.step(row.step).name, row.number);
        for (std::size_t i = 0; i < row.people.size(); ++i) {
            line += fmt::format("{}{}", i == 0 ? " by " : "+", row.people[i]);
        }
        lines.push_back(line);
    }
    return lines;
}

/// "Tue 09:20 answers 0 done": a case's end, workflow, number and outcome (0: done), in order.
inline std::vector<std::string> ends(const Scene& scene) {
    std::vector<std::string> lines;
    for (const LeftRow& row : scene.record.left) {
        const std::string& workflow =
            scene.operation.workflows[static_cast<std::size_t>(row.workflow)].name;
        lines.push_back(fmt::format("{} {} {}{}", time_text(row.end), workflow, row.number,
                                    row.outcome == 0 ? "" : " by an exit"));
    }
    return lines;
}

using DiaryLines = std::vector<std::string>;

/// Every line of every case is on its ledger, and they sum to its flow time.
inline void check_ledger(const Scene& scene) {
    for (const WorkflowSums& sums : scene.record.workflows) {
        int128 sum = 0;
        for (const int128 part : sums.elapsed) {
            CHECK((part >= 0));
            sum += part;
        }
        CHECK((sum == sums.flow_time));
    }
}

inline Microseconds elapsed(const Scene& scene, std::size_t workflow, ElapsedCategory category) {
    return static_cast<Microseconds>(
        scene.record.workflows[workflow].elapsed[static_cast<std::size_t>(category)]);
}

} // namespace plimsoll

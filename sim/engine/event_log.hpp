// The simulated event log: who did what for which case, when, and why it waited.
//
// It listens to the engine where somebody asked for it, and changes nothing.
#pragma once

#include "sim/engine/work_item.hpp"

#include <algorithm>
#include <tuple>
#include <utility>
#include <vector>

namespace plimsoll {

class EventLog {
public:
    /// A step that is nobody's work ends here: it has lasted as long as its delay.
    template <class Engine>
    void ready(Engine& engine, const WorkItem& item) {
        if (engine.plan.step(item.step).takes_work) {
            return;
        }
        const bool delayed = item.stage == WorkItem::Stage::delay;
        LogRow row = row_of(engine, item);
        row.ready = engine.clock.wall(delayed ? item.start : item.ready);
        row.start = row.ready;
        row.end = engine.clock.wall(item.ready);
        rows_.push_back(std::move(row));
    }
    /// Work ends where it is known to end when it starts.
    template <class Engine>
    void started(Engine& engine, const WorkItem& item) {
        if (is_side_work(engine, item)) {
            return; // no step of its case
        }
        const CountedVisit& visit = engine.cases[item.case_index].visits.back();
        LogRow row = row_of(engine, item);
        name_people(engine, item, row);
        row.ready = engine.clock.wall(item.ready);
        row.start = engine.clock.wall_start(item.start);
        row.end = engine.clock.wall(item.end);
        row.queue = visit.queue;
        row.off_duty = visit.wait - visit.queue;
        rows_.push_back(std::move(row));
    }
    /// Work that stops ends here after all.
    template <class Engine>
    void stopped(Engine& engine, const WorkItem& item) {
        if (is_side_work(engine, item)) {
            return; // no step of its case
        }
        const LogRow stopped = row_of(engine, item);
        const auto row = std::find_if(rows_.rbegin(), rows_.rend(), [&](const LogRow& other) {
            return std::tie(other.workflow, other.client, other.number, other.step, other.visit) ==
                   std::tie(stopped.workflow, stopped.client, stopped.number, stopped.step,
                            stopped.visit);
        });
        row->end = engine.clock.wall(item.end);
    }
    /// Work that goes on, after an interruption or with its next piece, is a line of its own.
    template <class Engine>
    void resumed(Engine& engine, const WorkItem& item) {
        if (is_side_work(engine, item)) {
            return; // no step of its case
        }
        LogRow row = row_of(engine, item);
        name_people(engine, item, row);
        row.ready = engine.clock.wall(leader_of(engine, item).suspended_since);
        row.start = engine.clock.wall_start(item.start);
        row.end = engine.clock.wall(item.end);
        rows_.push_back(std::move(row));
    }
    template <class Engine>
    void left(Engine& engine, const Case& subject, int outcome) {
        left_.push_back({subject.workflow, subject.client, subject.number, outcome,
                         engine.clock.wall(subject.arrival),
                         engine.clock.wall(engine.clock.now())});
    }

    void hand_over(Replication& record) {
        record.log = std::move(rows_);
        record.left = std::move(left_);
    }

private:
    template <class Engine>
    static LogRow row_of(Engine& engine, const WorkItem& item) {
        const Case& subject = engine.cases[item.case_index];
        LogRow row;
        row.workflow = subject.workflow;
        row.client = subject.client;
        row.number = subject.number;
        row.step = item.step;
        row.visit = item.visit;
        return row;
    }

    /// Whom the work takes: people, those whom its case keeps, and by the need unlimited teams.
    template <class Engine>
    static void name_people(Engine& engine, const WorkItem& item, LogRow& row) {
        row.need = item.need;
        const std::vector<std::uint32_t>& people = leader_of(engine, item).people;
        row.people.assign(people.begin(), people.end());
        if (item.uses_kept) {
            const std::vector<std::uint32_t>& kept = engine.cases[item.case_index].retained.people;
            row.people.insert(row.people.end(), kept.begin(), kept.end());
        }
    }

    std::vector<LogRow> rows_;
    std::vector<LeftRow> left_;
};

} // namespace plimsoll

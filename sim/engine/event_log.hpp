// The simulated event log: who did what for which case, when, and why it waited.
//
// It listens to the engine like a mechanism does, and changes nothing.
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
    template <class Simulation>
    void ready(Simulation& simulation, const WorkItem& item) {
        if (simulation.plan().steps[static_cast<std::size_t>(item.step)].takes_work) {
            return;
        }
        const bool delayed = item.stage == WorkItem::Stage::delay;
        LogRow row = row_of(simulation, item);
        row.ready = simulation.wall(delayed ? item.start : item.ready);
        row.start = row.ready;
        row.end = simulation.wall(item.ready);
        rows_.push_back(std::move(row));
    }
    template <class Simulation>
    double effort_multiplier(Simulation&, const WorkItem&) {
        return 1;
    }

    /// Work ends where it is known to end when it starts.
    template <class Simulation>
    void started(Simulation& simulation, const WorkItem& item) {
        const CountedVisit& visit = simulation.case_of(item).visits.back();
        LogRow row = row_of(simulation, item);
        name_people(simulation, item, row);
        row.ready = simulation.wall(item.ready);
        row.start = simulation.wall_start(item.start);
        row.end = simulation.wall(item.end);
        row.queue = visit.queue;
        row.off_duty = visit.wait - visit.queue;
        rows_.push_back(std::move(row));
    }
    /// Work that stops ends here after all.
    template <class Simulation>
    void stopped(Simulation& simulation, const WorkItem& item) {
        const LogRow stopped = row_of(simulation, item);
        const auto row = std::find_if(rows_.rbegin(), rows_.rend(), [&](const LogRow& other) {
            return std::tie(other.workflow, other.client, other.number, other.step, other.visit) ==
                   std::tie(stopped.workflow, stopped.client, stopped.number, stopped.step,
                            stopped.visit);
        });
        row->end = simulation.wall(item.end);
    }
    /// Work that goes on, after an interruption or with its next piece, is a line of its own.
    template <class Simulation>
    void resumed(Simulation& simulation, const WorkItem& item) {
        LogRow row = row_of(simulation, item);
        name_people(simulation, item, row);
        row.ready = simulation.wall(simulation.leader_of(item).suspended_since);
        row.start = simulation.wall_start(item.start);
        row.end = simulation.wall(item.end);
        rows_.push_back(std::move(row));
    }
    template <class Simulation>
    void finished(Simulation&, const WorkItem&) {}
    template <class Simulation>
    void left(Simulation& simulation, const Case& subject, int outcome) {
        left_.push_back({subject.workflow, subject.client, subject.number, outcome,
                         simulation.wall(subject.arrival), simulation.wall(simulation.now())});
    }
    template <class Simulation>
    void person_free(Simulation&, std::uint32_t) {}

    void hand_over(Replication& record) {
        record.log = std::move(rows_);
        record.left = std::move(left_);
    }

private:
    /// Who works on it, alone or with the rest of its batch, and those whom the case keeps.
    template <class Simulation>
    static void add_people(Simulation& simulation, const WorkItem& item, LogRow& row) {
        const std::vector<std::uint32_t>& people = simulation.people_of(item);
        row.people.assign(people.begin(), people.end());
        if (item.uses_kept) {
            const std::vector<std::uint32_t>& kept = simulation.case_of(item).retained.people;
            row.people.insert(row.people.end(), kept.begin(), kept.end());
        }
    }
    template <class Simulation>
    static LogRow row_of(Simulation& simulation, const WorkItem& item) {
        const Case& subject = simulation.case_of(item);
        LogRow row;
        row.workflow = subject.workflow;
        row.client = subject.client;
        row.number = subject.number;
        row.step = item.step;
        row.visit = item.visit;
        return row;
    }

    /// Whom the work takes: people, those whom its case keeps, and by the need unlimited teams.
    template <class Simulation>
    static void name_people(Simulation& simulation, const WorkItem& item, LogRow& row) {
        row.need = item.need;
        const std::vector<std::uint32_t>& people = simulation.people_of(item);
        row.people.assign(people.begin(), people.end());
        if (item.uses_kept) {
            const std::vector<std::uint32_t>& kept = simulation.case_of(item).retained.people;
            row.people.insert(row.people.end(), kept.begin(), kept.end());
        }
    }

    std::vector<LogRow> rows_;
    std::vector<LeftRow> left_;
};

} // namespace plimsoll

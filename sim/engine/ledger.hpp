// What is counted: the one place that writes the record of a replication.
//
// Stretches of waiting and of work are known whole when the work starts, so integrals over the
// window are differences of clocks, clipped to it; no event is spent on them. When the window is
// over the ledger is closed: of what is still open it then takes only what it asks of the teams.
#pragma once

#include "sim/engine/clock.hpp"
#include "sim/engine/due.hpp"
#include "sim/engine/reference_queue.hpp"
#include "sim/engine/work_item.hpp"
#include "sim/plan/plan.hpp"
#include "sim/random/visit_draws.hpp"
#include "sim/record/blank_record.hpp"
#include "sim/record/replication.hpp"
#include "sim/record/unit.hpp"
#include "sim/record/year_tally.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace plimsoll {

/// Times are the engine's unless they are called elapsed; teams, limits and needs have the plan's
/// numbers.
template <class Features>
class Ledger {
public:
    Ledger(const Plan& plan, const WorkUnit& unit, Clock<Features::one_clock>& clock,
           const DueTimes<Features::one_clock>& due)
        : plan_(plan), unit_(unit), clock_(clock), due_(due), series_(unit.series_step),
          reference_(unit), years_(plan, unit), record_(blank_record(plan)) {}

    const Replication& record() const { return record_; }
    bool is_closed() const { return is_closed_; }
    std::size_t open_cases() const { return open_cases_; }
    void interrupt() { record_.interrupted = true; }
    void overflow() { record_.overflowed = true; }
    void stall(Stall stall) {
        record_.stalled += stall.cases;
        record_.stalls.push_back(std::move(stall));
    }

    /// A case comes, now.
    void arrive(Case& subject) {
        subject.arrival = clock_.now();
        subject.arrival_elapsed = clock_.elapsed();
        subject.arrived_in_window = clock_.window_has_begun();
        subject.reference = reference_.begin(clock_.elapsed());
        count_open_cases();
        ++open_cases_;
        if (subject.arrived_in_window) {
            for_each_sum(subject, [](WorkflowSums& sums) { ++sums.arrived; });
        }
    }
    /// It leaves, now, by this outcome of its workflow.
    void leave(const Case& subject, int outcome) {
        reference_.end(subject.reference);
        if (!is_closed_) {
            count_stay(subject);
            const PlanWorkflow& plan = plan_.workflow(subject.workflow);
            const bool given_up =
                outcome > 0 && (outcome == plan.gave_up || outcome == plan.turned_away);
            count_due(subject, !given_up);
            if (clock_.window_has_begun()) {
                count_case(subject, outcome, given_up);
                std::for_each(subject.visits.begin(), subject.visits.end(),
                              [this](const CountedVisit& visit) { count_visit(visit); });
            }
            count_open_cases();
        }
        --open_cases_;
    }

    /// A visit starts, or takes nobody's time.
    void begin_visit(const PlanStep& step) {
        ++record_.steps;
        if (plan_.has_money && !is_closed_ && clock_.window_has_begun()) {
            record_.spent += step.cost_each;
        }
    }
    /// A visit is over, or nothing follows from it any more: its case is elsewhere.
    void leave_step(WorkItem& item) {
        if (item.came >= 0) {
            record_.at_step[plan_.step(item.step).number] +=
                clock_.in_window(item.came, clock_.elapsed());
            item.came = -1;
        }
    }
    /// A visit was asked for that needs an appointment.
    void ask_for_appointment(int appointment) { ++record_.appointments_asked[appointment]; }
    /// Somebody was turned away because this limit is full.
    void turn_away(int limit) {
        if (!clock_.window_has_begun()) {
            return;
        }
        for (std::size_t team = 0; team < plan_.teams.size(); ++team) {
            record_.teams[team].turned_away += plan_.teams[team].limit == limit ? 1 : 0;
        }
    }

    /// An item waited in the queue of this need, or for the people of this team.
    void wait(const PlanQueue& need, Microseconds from, Microseconds until) {
        if (from == until) {
            return;
        }
        const Microseconds waited =
            clock_.in_window(clock_.elapsed_at(from), clock_.elapsed_at(until));
        for (const Need& part : need.teams) {
            record_.teams[part.team].queue_length += waited;
        }
    }
    void wait_for(int team, Microseconds from, Microseconds until) {
        record_.teams[team].queue_length +=
            clock_.in_window(clock_.elapsed_at(from), clock_.elapsed_at(until));
    }
    /// It will wait for its appointment with this team.
    void wait_booked(int team, Microseconds from, Microseconds until) {
        record_.teams[team].booked_ahead +=
            clock_.in_window(clock_.elapsed_at(from), clock_.elapsed_at(until));
    }
    /// So many stood before this limit since then, elapsed.
    void wait_before(int limit, std::size_t count, Microseconds since_elapsed) {
        record_.blocked[limit] += int128{count} * clock_.in_window(since_elapsed, clock_.elapsed());
    }

    /// Adds the work of from..to, or takes it away (sign -1): `items` are worked on together. It is
    /// on this line, or on those of its parts.
    void work(const WorkItem& item, std::size_t items, WorkCategory line, Microseconds from,
              Microseconds to, int sign) {
        const auto category = static_cast<std::size_t>(line);
        if (!Features::full_engine || item.stretches.empty()) {
            count_stretch(item, items, category, {0, from, to, item.work_clock}, sign);
        }
        for (const WorkStretch& stretch : item.stretches) {
            count_stretch(item, items, category,
                          {stretch.share, std::max(stretch.from, from), std::min(stretch.to, to),
                           stretch.clock},
                          sign);
        }
    }
    /// Adds the time until then in which a case has kept people.
    void keep(const Case& subject, Microseconds until) {
        const Retained& kept = subject.retained;
        TeamSums& team = record_.teams[kept.team];
        constexpr auto direct = static_cast<std::size_t>(WorkCategory::direct);
        const Microseconds from = std::max(kept.since, clock_.window_from());
        const Microseconds to = std::min(until, clock_.window_to());
        if (from < to) {
            team.in_service += clock_.elapsed_at(to) - clock_.elapsed_at(from);
        }
        for (const std::uint32_t person : kept.people) {
            const int own = plan_.people[person].clock;
            if (subject.arrived_in_window) {
                demanded(kept.team, subject) +=
                    clock_.open_before(own, until) - clock_.open_before(own, kept.since);
            }
            if (from < to) {
                const Microseconds worked =
                    clock_.open_before(own, to) - clock_.open_before(own, from);
                team.worked[direct] += worked;
                team.busy += clock_.times_of(own, from, to).touched;
                record_.people_worked[person][direct] += worked;
            }
        }
    }

    /// Person-time that the case asks of each team, counted where its arrival was.
    void demand(const Case& subject, const WorkItem& item, Microseconds worked) {
        if (!subject.arrived_in_window && !reference_.is_kept()) {
            return;
        }
        const PlanQueue& queue = plan_.queue(item.need);
        const int need = queue.alternatives.empty() ? item.need : queue.alternatives.front();
        for (const Need& part : plan_.queue(need).teams) {
            const Microseconds each = Features::full_engine ? scaled(worked, part.share) : worked;
            if (reference_.is_kept()) {
                reference_.ask(subject.reference, part.team,
                               static_cast<double>(each) * static_cast<double>(part.people));
            }
            if (subject.arrived_in_window) {
                const int128 asked = !Features::joint_work || part.people == 1
                                         ? int128{each}
                                         : int128{each} * part.people;
                demanded(part.team, subject) += asked;
                demand_leaving(subject, item, part.team, asked);
            }
        }
    }
    /// Work that has stopped goes elsewhere: it asks for what was worked of it (`done`), and for
    /// nothing of the rest. Who stays for a share of the work may have done theirs.
    void withdraw_demand(const Case& subject, const WorkItem& item, Microseconds done,
                         Microseconds rest) {
        for (const Need& part : plan_.queue(item.need).teams) {
            const Microseconds asked = scaled(done + rest, part.share);
            const int128 left = int128{asked - std::min(done, asked)} * part.people;
            if (reference_.is_kept()) {
                reference_.ask(subject.reference, part.team, -static_cast<double>(left));
            }
            if (subject.arrived_in_window) {
                demanded(part.team, subject) -= left;
                demand_leaving(subject, item, part.team, -left);
            }
        }
    }

    /// The window closes; what is still open has been told (`still_open`).
    void close() {
        count_open_cases();
        record_.open_cases = static_cast<std::int64_t>(open_cases_);
        record_.open_time = clock_.window_length();
        if (clock_.wall_is_elapsed()) {
            const auto copy = [](WorkflowSums& sums) {
                sums.flow_time_wall = sums.flow_time;
                sums.flow_times_wall = sums.flow_times;
            };
            std::for_each(record_.workflows.begin(), record_.workflows.end(), copy);
            for (std::vector<WorkflowSums>& kinds : record_.kinds) {
                std::for_each(kinds.begin(), kinds.end(), copy);
            }
        }
        count_available(plan_, clock_.window_from(), clock_.window_to(), record_);
        record_.in_progress_series = series_.finish(clock_.elapsed());
        record_.years = years_.finish();
        is_closed_ = true;
    }
    /// A case that is open when the window closes.
    void still_open(const Case& subject) {
        count_stay(subject);
        count_due(subject, false);
    }
    /// All cases have ended after that: the reference queue is known.
    void finish_reference() { record_.reference_workload = reference_.mean_workload(); }
    /// So much of a person's time was spent away.
    void absent(std::size_t person, Microseconds time) {
        book_absence(plan_, person, time, record_);
    }
    /// A person spends a share of the time that is left; once the window is closed.
    void spend_idle(std::size_t person, WorkCategory line, double share) {
        spend_idle_time(plan_, person, line, share, record_);
    }
    void publish(OwnSum sum) { record_.own.push_back(std::move(sum)); }
    Replication hand_over() { return std::move(record_); }

private:
    int128& demanded(int team, const Case& subject) {
        return record_.teams[team].demanded[subject.workflow];
    }
    /// Of what is asked for, the work that may leave. Those to whom it was escalated have to do it.
    void demand_leaving(const Case& subject, const WorkItem& item, int team, int128 asked) {
        if (item.is_escalated || !plan_.step(item.step).may_leave) {
            return;
        }
        Table<int128>& leaving = record_.teams[team].leaving;
        leaving.resize(plan_.workflows.size(), 0);
        leaving[subject.workflow] += asked;
    }

    void count_open_cases() {
        const std::size_t bin = std::min(open_cases_, in_progress_bins - 1);
        record_.in_progress_for[bin] += clock_.in_window(counted_until_, clock_.elapsed());
        counted_until_ = clock_.elapsed();
    }

    /// The sums that a case counts in: its workflow's, and those of its kinds.
    template <class Visit>
    void for_each_sum(const Case& subject, Visit visit) {
        visit(record_.workflows[subject.workflow]);
        Table<WorkflowSums>& kinds = record_.kinds[subject.workflow];
        if (kinds.empty()) {
            return;
        }
        const std::size_t client_kinds = plan_.client_kind_thresholds.size();
        if (client_kinds > 0) {
            visit(kinds[subject.client_kind]);
        }
        if (kinds.size() > client_kinds) {
            visit(kinds[client_kinds + static_cast<std::size_t>(subject.case_kind)]);
        }
    }

    /// A case was open from its arrival until now.
    void count_stay(const Case& subject) {
        const Microseconds open = clock_.in_window(subject.arrival_elapsed, clock_.elapsed());
        for_each_sum(subject, [open](WorkflowSums& sums) { sums.in_progress += open; });
        series_.add(subject.arrival_elapsed, clock_.elapsed());
    }

    /// A case leaves, or is still open when the window closes (`done` false).
    void count_due(const Case& subject, bool done) {
        if (subject.due < 0 || (!subject.arrived_in_window && !plan_.has_money)) {
            return;
        }
        const PlanDue& plan = due_.of(subject);
        const Microseconds due_at = due_.time_of(subject);
        const bool met = due_.is_met(subject, done);
        if (plan_.has_money && !met && (unit_.cases > 0 || clock_.is_in_window(due_at))) {
            // It counts where its due falls, not where it came or left: so each hour of a steady
            // state has its share, however long cases take.
            record_.penalties += plan_.workflow(subject.workflow).penalties[subject.variant];
        }
        if (!subject.arrived_in_window || (unit_.cases == 0 && due_at > clock_.window_to())) {
            return;
        }
        for_each_sum(subject, [met](WorkflowSums& sums) {
            ++sums.due;
            sums.met += met ? 1 : 0;
        });
        record_.promises[plan.promise].add(met);
        if (years_.is_kept()) {
            years_.add_due(subject.arrival_elapsed, subject.workflow, plan.promise, met);
        }
    }

    /// A case that leaves in the window.
    void count_case(const Case& subject, int outcome, bool given_up) {
        const PlanWorkflow& plan = plan_.workflow(subject.workflow);
        if (plan_.has_money) {
            record_.earned += plan.values[subject.variant * plan.outcomes + outcome];
        }
        const Microseconds flow_time = clock_.elapsed() - subject.arrival_elapsed;
        const bool wall_is_elapsed = clock_.wall_is_elapsed();
        const Microseconds flow_time_wall =
            wall_is_elapsed ? flow_time : clock_.wall(clock_.now()) - clock_.wall(subject.arrival);
        const bool has_flow_time = outcome == 0 || outcome != plan.turned_away;
        double cost = 0;
        for (const CountedVisit& visit : subject.visits) {
            cost += visit.cost;
        }
        for_each_sum(subject, [&](WorkflowSums& sums) {
            if (sums.outcomes.empty()) {
                sums.outcomes.resize(static_cast<std::size_t>(plan.outcomes), 0);
            }
            ++sums.outcomes[outcome];
            sums.cost += cost;
            sums.completed += given_up ? 0 : 1;
            if (!has_flow_time) {
                return;
            }
            ++sums.left;
            sums.flow_time += flow_time;
            if (unit_.keep_times) {
                sums.flow_times.add(flow_time);
            }
            if (!wall_is_elapsed) {
                sums.flow_time_wall += flow_time_wall;
                if (unit_.keep_times) {
                    sums.flow_times_wall.add(flow_time_wall);
                }
            }
            for (std::size_t line = 0; line < usual_elapsed_categories; ++line) {
                sums.elapsed[line] += subject.last.elapsed.usual[line];
            }
            if (subject.last.elapsed.more != 0) {
                for (std::size_t line = usual_elapsed_categories; line < elapsed_categories;
                     ++line) {
                    sums.elapsed[line] += subject.on_line(subject.last.elapsed, line);
                }
            }
        });
        if (years_.is_kept() && has_flow_time) {
            years_.add_left(clock_.elapsed(), clock_.elapsed(), subject.workflow, flow_time);
        }
        if (plan.outcomes > 1 && has_flow_time) {
            Table<OutcomeSums>& by_outcome = record_.workflows[subject.workflow].by_outcome;
            by_outcome.resize(static_cast<std::size_t>(plan.outcomes));
            OutcomeSums& sums = by_outcome[outcome];
            ++sums.left;
            sums.flow_time += flow_time;
            if (unit_.keep_times) {
                sums.flow_times.add(flow_time);
            }
        }
    }

    /// A visit of a case that leaves in the window.
    void count_visit(const CountedVisit& visit) {
        VisitSums& counter = record_.counters[visit.counter];
        if (visit.promise >= 0) {
            record_.promises[visit.promise].add(visit.in_time);
            if (years_.is_kept()) {
                years_.add_start(clock_.elapsed(), visit.promise, visit.in_time);
            }
            ++counter.due;
            counter.met += visit.in_time ? 1 : 0;
            if (visit.turned_away) {
                return;
            }
        }
        if (visit.gave_up || visit.worked) {
            counter.add_wait(visit.wait, unit_.keep_times);
            counter.queue += visit.queue;
            counter.held += visit.held;
        }
        if (visit.gave_up) {
            ++counter.gave_up;
            return;
        }
        if (visit.worked) {
            counter.add_effort(visit.effort);
            if constexpr (Features::joint_work) {
                count_beside(visit);
            }
        }
        ++counter.visits;
        counter.join_wait += visit.join_wait;
        counter.cost += visit.cost;
    }
    /// Counts a visit at the teams that took part in it and did not come free last.
    void count_beside(const CountedVisit& visit) {
        const auto count_for = [&](int team) {
            const VisitCounter& own = plan_.counter(visit.counter);
            for (std::size_t counter = 0; counter < plan_.counters.size() && own.team != team;
                 ++counter) {
                if (plan_.counters[counter].step == own.step &&
                    plan_.counters[counter].team == team) {
                    ++record_.counters[counter].beside;
                    return;
                }
            }
        };
        if (visit.kept_team >= 0) {
            count_for(visit.kept_team);
        }
        if (visit.joint_need >= 0) {
            const PlanQueue& need = plan_.queue(visit.joint_need);
            for (const Need& part : need.teams) {
                count_for(part.team == need.lead && need.helps >= 0 ? need.helps : part.team);
            }
        }
    }

    void count_stretch(const WorkItem& item, std::size_t items, std::size_t category,
                       const WorkStretch& stretch, int sign) {
        const Microseconds from = std::max(stretch.from, clock_.window_from());
        const Microseconds to = std::min(stretch.to, clock_.window_to());
        if (from >= to) {
            return;
        }
        const auto [worked, elapsed, touched] = clock_.times_of(stretch.clock, from, to);
        const std::vector<Need>& parts = plan_.queue(item.need).teams;
        for (const Need& part : parts) {
            if (part.share < stretch.share) {
                continue;
            }
            TeamSums& team = record_.teams[part.team];
            if (!Features::joint_work || (items == 1 && part.people == 1)) {
                // No product can be too large.
                team.in_service += sign * elapsed;
                team.busy += sign * touched;
                count_on_lines(item, category, worked, [&](std::size_t line, Microseconds time) {
                    team.worked[line] += sign > 0 ? time : -time;
                });
                continue;
            }
            team.in_service += sign * int128{elapsed} * items;
            team.busy += sign * int128{touched} * part.people;
            count_on_lines(item, category, worked, [&](std::size_t line, Microseconds time) {
                team.worked[line] += sign * int128{time} * part.people;
            });
        }
        for (const std::uint32_t person : item.people) {
            const bool stays =
                !Features::full_engine || stretch.share <= 0 ||
                std::any_of(parts.begin(), parts.end(), [&](const Need& part) {
                    return part.team == plan_.people[person].team && part.share >= stretch.share;
                });
            if (stays) {
                count_on_lines(item, category, worked, [&](std::size_t line, Microseconds time) {
                    record_.people_worked[person][line] += sign * time;
                });
            }
        }
    }
    /// Without mechanisms all work is on one line.
    template <class Add>
    static void count_on_lines(const WorkItem& item, std::size_t line, Microseconds worked,
                               Add add) {
        if constexpr (Features::full_engine) {
            on_lines(item, line, worked, add);
        } else {
            add(line, worked);
        }
    }

    const Plan& plan_;
    const WorkUnit& unit_;
    Clock<Features::one_clock>& clock_;
    const DueTimes<Features::one_clock>& due_;
    bool is_closed_ = false;
    std::size_t open_cases_ = 0;
    Microseconds counted_until_ = 0; ///< open cases, elapsed
    OpenCaseSeries series_;
    ReferenceQueue reference_;
    YearTally years_;
    Replication record_;
};

} // namespace plimsoll

#include "oracle/flow_oracle.hpp"

#include "oracle/case_state.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <stdexcept>
#include <tuple>

namespace plimsoll {
namespace {

/// Work in progress that a rework has cleared: it is finished, and nothing comes of it.
struct ThrownAway {
    int step = 0;
    std::size_t record = 0;
    Microseconds until = 0;
    FlowLedger ledger;
};

using Mark = StepState::Mark;
using Fate = VisitRecord::Fate;

class Case {
public:
    Case(const Workflow& workflow, Microseconds arrival, const CaseLuck& luck,
         const Readings& readings, int most_events)
        : case_(workflow.steps), arrival_(arrival), luck_(luck), readings_(readings),
          most_events_(most_events), now_(arrival), last_{arrival, -1, {}} {
        const std::size_t count = workflow.steps.size();
        flow_.visits = flow_.skipped = std::vector<int>(count);
        flow_.worked = flow_.join_wait = std::vector<Microseconds>(count);
        flow_.completions.assign(count, {});
    }

    CaseFlow follow() {
        while (flow_.events <= most_events_) {
            play_instant();
            if (!flow_.outcome.empty() || flow_.events > most_events_) {
                return flow_;
            }
            const std::optional<Microseconds> next = next_instant();
            if (!next) {
                end_case("done", last_);
                return flow_;
            }
            now_ = *next;
            moments_.clear();
        }
        return flow_;
    }

private:
    // ---- instants

    void play_instant() {
        while (flow_.outcome.empty() && flow_.events <= most_events_) {
            start_all_that_may();
            if (const std::optional<Event> event = next_event()) {
                play(*event);
                continue;
            }
            std::vector<int> released;
            for (const auto& [s, ignored] : case_.states) {
                const std::set<int> holders = case_.holders(s);
                if (case_.arcs_let_it_start(s) &&
                    std::none_of(holders.begin(), holders.end(), [&](int h) { return holds(h); })) {
                    released.push_back(s);
                } else if (case_.arcs_let_it_start(s)) {
                    note(s, "is held");
                }
            }
            for (const int s : released) {
                make_ready(s);
            }
            if (released.empty() && !take_up_work()) {
                return;
            }
        }
    }

    /// The instant is over: who is ready is served. True if there was anything.
    bool take_up_work() {
        bool any = false;
        for (auto& [s, it] : case_.states) {
            if (it.mark == Mark::waiting) {
                begin_work(s);
                any = true;
            }
        }
        return any;
    }

    bool holds(int h) const {
        return case_.it_or_one_above_is_under_way(h) &&
               (readings_.steps_already_done_may_hold || !case_.state(h).is_decided());
    }

    /// Until nothing more may start: a skip may let others start.
    void start_all_that_may() {
        bool changed = true;
        while (changed) {
            changed = false;
            for (const auto& [s, ignored] : case_.states) {
                if (case_.may_start_again(s, readings_.sent_back_waits_for) ||
                    (case_.arcs_let_it_start(s) && case_.holders(s).empty())) {
                    make_ready(s);
                    changed = true;
                }
            }
        }
    }

    struct Event {
        int rank = 0;
        int step = 0;
        int visit = 0;
        std::optional<std::size_t> thrown_away; ///< which
    };

    std::optional<Event> next_event() const {
        std::vector<Event> events;
        for (const auto& [s, current] : case_.states) {
            if (current.ends_by_itself() && current.until == now_) {
                int rank = 1;
                if (current.takes_no_time && readings_.zero_time == Readings::ZeroTime::at_once) {
                    rank = 0;
                } else if (current.mark == Mark::delayed &&
                           readings_.delay_ends == Readings::DelayEnds::after_completions) {
                    rank = 2;
                }
                events.push_back({rank, s, flow_.records[current.record].visit, {}});
            }
        }
        for (std::size_t i = 0; i < thrown_away_.size(); ++i) {
            if (thrown_away_[i].until == now_) {
                events.push_back(
                    {1, thrown_away_[i].step, flow_.records[thrown_away_[i].record].visit, i});
            }
        }
        if (events.empty()) {
            return std::nullopt;
        }
        return *std::min_element(events.begin(), events.end(), [](const Event& a, const Event& b) {
            return std::tie(a.rank, a.step, a.visit) < std::tie(b.rank, b.step, b.visit);
        });
    }

    std::optional<Microseconds> next_instant() const {
        std::set<Microseconds> times;
        for (const auto& [s, current] : case_.states) {
            if (current.ends_by_itself()) {
                times.insert(current.until);
            }
        }
        if (times.empty() && !readings_.thrown_away_work_keeps_case_open) {
            return std::nullopt;
        }
        for (const ThrownAway& work : thrown_away_) {
            times.insert(work.until);
        }
        return times.empty() ? std::nullopt : std::optional<Microseconds>(*times.begin());
    }

    void play(const Event& event) {
        ++flow_.events;
        if (event.thrown_away) {
            const auto work =
                thrown_away_.begin() + static_cast<std::ptrdiff_t>(*event.thrown_away);
            flow_.records[work->record].end = now_;
            note(event.step, "ends work that was thrown away");
            happened({now_, event.step, work->ledger});
            thrown_away_.erase(work);
        } else if (case_.state(event.step).mark == Mark::delayed) {
            ask_for_work(event.step);
        } else {
            complete(event.step);
        }
    }

    // ---- visits (MODEL.md rulings 3, 4 and 13)

    void make_ready(int s) {
        StepState& it = case_.state(s);
        const bool forced = it.sent_back;
        const FlowMoment cause = what_let_it_start(s);
        if (cause.time != now_ || cause.ledger.touch + cause.ledger.external != now_ - arrival_) {
            throw std::logic_error("the ledger of " + case_.step(s).name +
                                   " does not sum to its age");
        }
        const int visit = it.next_visit++;
        it.record = flow_.records.size();
        VisitRecord record;
        record.step = s;
        record.visit = visit;
        record.forced = forced;
        record.arcs_open = case_.arcs(s, ArcState::open);
        record.arcs_taken = case_.arcs(s, ArcState::taken);
        record.ready = now_;
        flow_.records.push_back(record);
        it.ledger = cause.ledger;
        it.join_wait = forced ? 0 : case_.waited_in_join(s, now_);
        it.sent_back = false;
        if (!forced && case_.step(s).chance < 1 &&
            luck_.chance_uniform(s, visit) >= case_.step(s).chance) {
            skip(s);
            return;
        }
        it.takes_no_time = !case_.step(s).delay && !case_.step(s).effort;
        if (case_.step(s).delay) {
            it.mark = Mark::delayed;
            const Microseconds length = luck_.delay(s, visit);
            it.until = now_ + length;
            it.ledger.external += length;
            note(s, forced ? "is ready again" : "is ready");
        } else {
            ask_for_work(s);
        }
    }

    /// Work waits for the end of the instant; what takes no time is done with.
    void ask_for_work(int s) {
        if (case_.step(s).effort) {
            case_.state(s).mark = Mark::waiting;
        } else {
            begin_work(s);
        }
    }

    void skip(int s) {
        StepState& it = case_.state(s);
        it.mark = Mark::skipped;
        it.exit = -1;
        for (int exit = static_cast<int>(case_.step(s).exits.size()) - 1; exit >= 0; --exit) {
            if (case_.exit_is_followed(s, exit)) {
                it.exit = exit;
            }
        }
        it.decided = {now_, s, it.ledger};
        moments_.push_back(it.decided);
        flow_.records[it.record].fate = Fate::skipped;
        ++flow_.skipped.at(static_cast<std::size_t>(s));
        note(s, "is skipped");
    }

    void begin_work(int s) {
        StepState& it = case_.state(s);
        VisitRecord& record = flow_.records[it.record];
        Microseconds effort = case_.step(s).effort ? luck_.effort(s, record.visit) : 0;
        if (it.done_before) {
            effort =
                static_cast<Microseconds>(std::floor(static_cast<double>(effort) * it.share + 0.5));
        }
        record.begun = true;
        record.effort = effort;
        it.mark = Mark::working;
        it.until = now_ + effort;
        it.ledger.touch += effort;
        const std::size_t index = static_cast<std::size_t>(s);
        ++flow_.visits.at(index);
        flow_.worked.at(index) += effort;
        flow_.join_wait.at(index) += it.join_wait;
        note(s, "begins");
    }

    FlowMoment what_let_it_start(int s) const {
        std::vector<FlowMoment> moments{{arrival_, -1, {}}};
        if (case_.state(s).sent_back) {
            moments.push_back(case_.state(s).sent_back_by);
            for (const FlowMoment& moment : moments_) {
                if (case_.is_above(moment.step, s)) {
                    moments.push_back(moment);
                }
            }
        } else {
            const std::set<int> holding = case_.holders(s);
            for (const Arc& arc : case_.step(s).after) {
                moments.push_back(case_.decided_when(arc));
            }
            for (const FlowMoment& moment : moments_) {
                if (std::any_of(holding.begin(), holding.end(),
                                [&](int h) { return case_.is_at_or_below(h, moment.step); })) {
                    moments.push_back(moment);
                }
            }
        }
        FlowMoment last = last_of(moments);
        if (last.time < now_) {
            last = last_of(moments_);
        }
        return last;
    }

    // ---- completion and rework (MODEL.md rulings 1 and 3)

    void happened(const FlowMoment& moment) {
        moments_.push_back(moment);
        last_ = last_of({last_, moment});
    }

    void complete(int s) {
        StepState& it = case_.state(s);
        VisitRecord& record = flow_.records[it.record];
        record.end = now_;
        it.done_before = true;
        flow_.completions.at(static_cast<std::size_t>(s)).push_back(now_);
        const FlowMoment moment{now_, s, it.ledger};
        happened(moment);
        if (const std::optional<std::size_t> rework = draw_rework(s, record.visit)) {
            record.fate = Fate::sent_back;
            ++case_.times_fired[{s, *rework}];
            send_back(s, case_.step(s).rework[*rework], moment);
            return;
        }
        record.fate = Fate::done;
        it.mark = Mark::done;
        it.exit = draw_exit(s, record.visit);
        it.decided = moment;
        note(s, it.exit < 0
                    ? "is done"
                    : "is done: " + case_.step(s).exits[static_cast<std::size_t>(it.exit)].name);
        if (it.exit >= 0 && !case_.exit_is_followed(s, it.exit) && !case_.exit_is_followed(s, -1)) {
            end_case(case_.step(s).exits[static_cast<std::size_t>(it.exit)].name, moment);
        }
    }

    std::optional<std::size_t> draw_rework(int s, int visit) const {
        if (case_.step(s).rework.empty()) {
            return std::nullopt;
        }
        const double uniform = luck_.rework_uniform(s, visit);
        double sum = 0;
        for (std::size_t r = 0; r < case_.step(s).rework.size(); ++r) {
            sum += case_.step(s).rework[r].chance;
            if (uniform < sum) {
                return case_.spent(s, r) ? std::nullopt : std::optional<std::size_t>(r);
            }
        }
        return std::nullopt;
    }

    int draw_exit(int s, int visit) const {
        const std::vector<Exit>& exits = case_.step(s).exits;
        if (exits.empty()) {
            return -1;
        }
        const double uniform = luck_.exit_uniform(s, visit);
        double sum = 0;
        for (std::size_t e = 0; e + 1 < exits.size(); ++e) {
            sum += exits[e].share;
            if (uniform < sum) {
                return static_cast<int>(e);
            }
        }
        return static_cast<int>(exits.size()) - 1;
    }

    void send_back(int h, const Rework& rework, const FlowMoment& moment) {
        note(h, "sends back to " + case_.step(rework.to).name);
        case_.state(h).mark = Mark::idle;
        for (auto& [s, it] : case_.states) {
            if (!case_.on_stretch(s, h, rework.to)) {
                continue;
            }
            it.share = rework.effort_share;
            if (s == rework.to && it.under_way()) {
                note(s, "is under way, which serves both");
                continue;
            }
            if (it.mark == Mark::working) {
                thrown_away_.push_back({s, it.record, it.until, it.ledger});
                flow_.records[it.record].fate = Fate::thrown_away;
                note(s, "is thrown away");
            } else if (it.under_way()) {
                flow_.records[it.record].fate = Fate::withdrawn;
                note(s, "is withdrawn");
            }
            it.mark = Mark::idle;
            it.exit = -1;
            it.cleared = now_;
            it.sent_back = s == rework.to;
            it.sent_back_by = moment;
        }
    }

    void end_case(const std::string& outcome, const FlowMoment& moment) {
        flow_.outcome = outcome;
        flow_.end = moment.time;
        flow_.elapsed = moment.ledger;
        if (moment.ledger.touch + moment.ledger.external != moment.time - arrival_) {
            throw std::logic_error("the ledger of the case does not sum to its flow time");
        }
    }

    void note(int s, const std::string& what) {
        flow_.trace.push_back(std::to_string(now_) + " " + case_.step(s).name + " " + what);
    }

    CaseState case_;
    Microseconds arrival_;
    const CaseLuck& luck_;
    Readings readings_;
    int most_events_;
    Microseconds now_;
    std::vector<ThrownAway> thrown_away_;
    std::vector<FlowMoment> moments_; ///< of this instant
    FlowMoment last_;                 ///< the last completion
    CaseFlow flow_;
};

} // namespace

CaseFlow follow_case(const Workflow& workflow, Microseconds arrival, const CaseLuck& luck,
                     const Readings& readings, int most_events) {
    return Case(workflow, arrival, luck, readings, most_events).follow();
}

} // namespace plimsoll

// The engine for plain operations: the same record as sim/engine/simulation.hpp, several times as
// fast.
//
// A case of a plain operation (sim/plan/simple_plan.hpp) is never in two places, and nothing stops
// what has begun; so a case is its own work item, a person's end of work its own event, and nothing
// is asked that such a plan does not say. Which engine runs is no choice of the user's and shows in
// no figure: a test compares the records of both.
//
// Events and people are here, how cases flow in sim/fast/fast_flow.hpp, what is counted in
// sim/fast/fast_tally.hpp.
#pragma once

#include "model/numeric/table.hpp"
#include "sim/arrivals/arrivals.hpp"
#include "sim/engine/reference_queue.hpp"
#include "sim/engine/scan_event_list.hpp"
#include "sim/engine/work_queue.hpp"
#include "sim/fast/fast_case.hpp"
#include "sim/plan/plan.hpp"
#include "sim/plan/simple_plan.hpp"
#include "sim/random/visit_draws.hpp"
#include "sim/record/blank_record.hpp"
#include "sim/record/replication.hpp"
#include "sim/record/unit.hpp"
#include "sim/record/year_tally.hpp"

#include <algorithm>
#include <atomic>
#include <limits>
#include <span>
#include <tuple>

namespace plimsoll {

template <template <class> class Events>
class FastSimulation {
public:
    FastSimulation(const Plan& plan, const WorkUnit& unit, const std::atomic<bool>& stop);
    Replication run();
    /// Whether the record may lack what came too late for the list of events.
    bool is_incomplete() const { return unit_.cases > 0 && events_.is_incomplete(); }

private:
    using Stage = FastCase::Stage;

    /// Ties in the order of meaning: ends of work, ends of delays, arrivals, each by name.
    struct EarlierAtTie {
        const FastSimulation* simulation;
        bool operator()(std::uint32_t a, std::uint32_t b) const {
            return simulation->earlier_at_tie(a, b);
        }
    };

    bool earlier_at_tie(std::uint32_t a, std::uint32_t b) const;
    bool named_before(std::uint32_t a, std::uint32_t b) const;
    std::uint32_t case_at(std::uint32_t place) const {
        return place < first_delay_ ? in_work_[place - first_person_] : place - first_delay_;
    }
    Microseconds in_window(Microseconds from, Microseconds to) const {
        return std::max<Microseconds>(0, std::min(to, window_to_) - std::max(from, window_from_));
    }
    /// Before it ends, that is: nothing happens after it.
    bool is_in_window_now() const {
        return unit_.cases > 0 || now_ > window_from_ || window_from_ == 0;
    }
    StepPasses& passes_of(std::uint32_t case_index, int step) {
        return passes_[case_index * most_steps_ + steps_[step].place];
    }

    bool gives_up() const {
        constexpr std::uint64_t most_work_of_instant = 2'000'000;
        return open_cases_ > most_open_cases || work_of_instant_ > most_work_of_instant;
    }
    [[gnu::noinline]] void finish_round();
    void handle(std::uint32_t place);
    void arrive(std::uint32_t place);
    [[gnu::noinline]] std::uint32_t new_case();
    void open_case(int of_workflow, std::uint32_t client);
    RandomWords words_of(std::uint32_t client, std::uint32_t number, std::uint32_t visit,
                         std::uint32_t step, std::uint32_t draw) const {
        return philox(counter_of(client, number, step, visit, DrawKind::step_service, draw), key_);
    }
    FastDraw draw_visit(const FastCase& subject, const FastStep& step) const;
    void draw_first_visits(std::uint32_t case_index);
    void walk(std::uint32_t case_index, int step, bool called);
    int after(std::uint32_t case_index, bool& called);
    int choose(std::uint32_t case_index, bool& called);
    int follower(const PlanStep& step, int first_step, int exit) const;
    void wait_for(std::uint32_t case_index, int team);
    void dispatch(int team);
    void start(std::uint32_t case_index, std::uint32_t person);
    double multiplier_of(std::uint32_t case_index);
    void remember(FastCase& subject, const FastVisit& visit);
    void count_open_cases();
    void tally_stay(const FastCase& subject, Microseconds until);
    void tally_at_step(const FastCase& subject, Microseconds until) {
        record_.at_step[steps_[subject.step].number] += in_window(subject.came, until);
    }
    void tally_due(const FastCase& subject, bool in_time_if_now);
    void leave(std::uint32_t case_index, int outcome);
    void tally_left(const FastCase& subject, int outcome);
    void tally_visits(const FastCase& subject, WorkflowSums& sums);
    [[gnu::noinline]] void close_window();
    void sum_up_work();
    void drain();

    const Plan& plan_;
    const WorkUnit unit_;
    const std::atomic<bool>& stop_;
    const RandomKey key_;
    Microseconds now_ = 0;
    Microseconds window_from_ = 0; ///< (from, to] is measured; from 0: [0, to]
    Microseconds window_to_ = never;
    std::int64_t arrivals_left_ = std::numeric_limits<std::int64_t>::max();
    bool draining_ = false;
    bool is_alone_ = false; ///< the event at hand is the only one of its round

    /// Draws of first visits of a workflow's cases first, first + 1, ... that belong to no client.
    struct Ahead {
        std::vector<int> steps; ///< in Plan::steps, those that are drawn so
        std::uint32_t first = 0U - random_block_size;
        std::vector<FastDraw> draws; ///< [case][step]
    };

    Table<FastStep> steps_;
    Table<Ahead> ahead_; ///< by workflow
    std::size_t most_ahead_ = 0;
    std::vector<FastDraw> first_draws_; ///< [case][step of its Ahead]
    std::vector<ArrivalStream> streams_;
    std::vector<std::vector<std::uint32_t>> case_numbers_; ///< [workflow][client]
    std::vector<FastCase> cases_;
    std::vector<std::uint32_t> free_cases_;
    std::size_t open_cases_ = 0;
    std::vector<FastVisit> visits_;
    std::uint32_t free_visit_ = nobody; ///< the first of a chain
    // Where some workflow repeats: for each case how often each step was done, each rework drawn.
    std::size_t most_steps_ = 0;
    std::size_t most_reworks_ = 0;
    std::vector<StepPasses> passes_;
    std::vector<std::int64_t> fired_;

    Table<OrderedRing> waiting_;         ///< by team
    Table<OrderedRing> free_;            ///< by team: who worked last longest ago first
    std::vector<std::uint32_t> in_work_; ///< by person: the case
    std::vector<Microseconds> last_worked_;
    std::vector<Microseconds> ends_; ///< by person
    std::vector<double> speed_;      ///< by person
    std::vector<int> team_of_;       ///< by person
    std::vector<int> dirty_teams_;
    std::vector<std::uint32_t> done_; ///< cases that leave at the end of the round

    // An event's place: the streams, the people, then a delay of each case.
    std::uint32_t first_person_ = 0;
    std::uint32_t first_delay_ = 0;
    Events<EarlierAtTie> events_;
    std::uint64_t looks_ = 0;
    std::uint64_t work_of_instant_ = 0;
    Microseconds in_progress_since_ = 0;
    OpenCaseSeries series_;
    ReferenceQueue reference_;
    YearTally years_;
    Replication record_;
};

template <template <class> class Events>
FastSimulation<Events>::FastSimulation(const Plan& plan, const WorkUnit& unit,
                                       const std::atomic<bool>& stop)
    : plan_(plan), unit_(unit), stop_(stop), key_(replication_key(unit.seed, unit.replication)),
      streams_(arrival_streams(plan, unit.clients, key_)), waiting_(plan.teams.size()),
      free_(plan.teams.size()), in_work_(plan.people.size(), nobody),
      last_worked_(plan.people.size(), 0), ends_(plan.people.size(), 0),
      first_person_(static_cast<std::uint32_t>(streams_.size())),
      first_delay_(first_person_ + static_cast<std::uint32_t>(plan.people.size())),
      events_(first_delay_, EarlierAtTie{this}), series_(unit.series_step), reference_(unit),
      years_(plan, unit), record_(blank_record(plan)) {
    if (unit.cases > 0) {
        arrivals_left_ = unit.cases;
    } else {
        window_from_ = unit.warm_up;
        window_to_ = unit.warm_up + unit.length;
    }
    for (std::size_t person = 0; person < plan.people.size(); ++person) {
        const PlanTeam& team = plan.team(plan.people[person].team);
        const double of_team = team.needs.empty() ? 1 : plan.queue(team.needs.front()).speed;
        speed_.push_back(plan.people[person].speed * of_team);
        team_of_.push_back(plan.people[person].team);
    }
    for (std::size_t team = 0; team < plan.teams.size(); ++team) {
        for (const int person : plan.teams[team].shifts.front().people) {
            free_[team].push(
                static_cast<std::uint32_t>(person), [](std::uint32_t) { return false; },
                [](std::uint32_t, std::uint64_t) {});
        }
    }
    for (std::size_t w = 0; w < plan.workflows.size(); ++w) {
        const PlanWorkflow& workflow = plan.workflows[w];
        case_numbers_.emplace_back(static_cast<std::size_t>(unit.clients) + 1, 0U);
        if (workflow.repeats) {
            most_steps_ = std::max(most_steps_, static_cast<std::size_t>(workflow.steps));
            most_reworks_ =
                std::max(most_reworks_, static_cast<std::size_t>(workflow.rework_count));
        }
        Ahead ahead;
        const std::vector<double> share_of_cases = shares_by_step(plan, workflow);
        for (int i = 0; i < workflow.steps; ++i) {
            const PlanStep& source = plan.steps[steps_.size()];
            FastStep step;
            step.plan = &source;
            step.effort = &source.effort;
            step.number = static_cast<std::uint32_t>(source.number);
            step.place = static_cast<std::size_t>(i);
            step.workflow = static_cast<int>(w);
            step.team = source.takes_work ? plan.queue(source.need).teams.front().team : -1;
            step.counter = source.first_counter;
            if (step.team >= 0) {
                step.sums = &record_.teams[step.team];
                step.demanded = &step.sums->demanded[w];
            }
            step.draws = source.draws;
            // Only draws that make a duration are worth making in batches, and only where most
            // cases need them.
            if (source.draws && source.takes_work &&
                share_of_cases[static_cast<std::size_t>(i)] > 0.5) {
                step.ahead = static_cast<int>(ahead.steps.size());
                ahead.steps.push_back(static_cast<int>(steps_.size()));
            }
            step.is_certain = !(source.chance < 1);
            step.has_delay = source.has_delay;
            step.chooses = !source.reworks.empty() || !source.exit_thresholds.empty();
            step.repeats = workflow.repeats;
            step.next = follower(source, workflow.first_step, -1);
            steps_.push_back(step);
        }
        most_ahead_ = std::max(most_ahead_, ahead.steps.size());
        ahead.draws.resize(random_block_size * ahead.steps.size());
        ahead_.push_back(std::move(ahead));
    }
}

// Flattened: what is called for each event is short, and calls would cost as much as it does.
template <template <class> class Events>
[[gnu::flatten]] Replication FastSimulation<Events>::run() {
    constexpr std::uint64_t looks_between = 1024;
    for (std::uint32_t stream = 0; stream < first_person_; ++stream) {
        events_.set(stream, streams_[stream].time());
    }
    const Microseconds end = std::min(window_to_, Events<EarlierAtTie>::latest - 1);
    while (events_.next_time() <= end) {
        if (events_.next_time() > now_) {
            now_ = events_.next_time();
            work_of_instant_ = 0;
        }
        const std::uint32_t place = events_.take();
        is_alone_ = events_.next_time() > now_;
        handle(place);
        if (!is_alone_) {
            finish_round();
        }
        if (arrivals_left_ == 0 && open_cases_ == 0) {
            break;
        }
        if (++looks_ % looks_between == 0 && stop_.load(std::memory_order_relaxed)) {
            record_.interrupted = true;
            return std::move(record_);
        }
        if (gives_up()) {
            record_.overflowed = true;
            break;
        }
    }
    if (unit_.cases > 0 || record_.overflowed) {
        window_to_ = now_;
        window_from_ = std::min(window_from_, window_to_);
    } else {
        now_ = window_to_;
    }
    close_window();
    return std::move(record_);
}

/// Several events at one instant: all of them, then cases that are done leave, then teams take
/// work. What then happens at the same instant is another round.
template <template <class> class Events>
void FastSimulation<Events>::finish_round() {
    while (events_.next_time() == now_ && !gives_up()) {
        handle(events_.take());
    }
    for (const std::uint32_t case_index : done_) {
        leave(case_index, 0);
    }
    done_.clear();
    for (const int team : dirty_teams_) {
        dispatch(team);
    }
    dirty_teams_.clear();
}

template <template <class> class Events>
void FastSimulation<Events>::handle(std::uint32_t place) {
    ++work_of_instant_;
    if (place < first_person_) {
        arrive(place);
        return;
    }
    const std::uint32_t case_index = case_at(place);
    if (place >= first_delay_) {
        walk(case_index, cases_[case_index].step, false);
        return;
    }
    const std::uint32_t person = place - first_person_;
    last_worked_[person] = now_;
    in_work_[person] = nobody;
    const int team = team_of_[person];
    OrderedRing& waiting = waiting_[team];
    if (is_alone_ && !waiting.empty()) {
        const std::uint32_t next = waiting.front();
        waiting.pop_front();
        start(next, person);
    } else {
        free_[team].push(
            person,
            [&](std::uint32_t other) { return last_worked_[other] == now_ && other > person; },
            [](std::uint32_t, std::uint64_t) {});
        if (!is_alone_) {
            dirty_teams_.push_back(team);
        }
    }
    bool called = false;
    const int next = after(case_index, called);
    walk(case_index, next, called);
}

template <template <class> class Events>
void FastSimulation<Events>::arrive(std::uint32_t place) {
    if (arrivals_left_ == 0) {
        return;
    }
    ArrivalStream& stream = streams_[place];
    const bool has_case = stream.has_case();
    const int workflow = stream.workflow();
    const std::uint32_t client = stream.client();
    stream.advance(plan_, key_);
    events_.set(place, stream.time());
    is_alone_ = is_alone_ && stream.time() > now_;
    if (has_case) {
        open_case(workflow, client);
    }
}

template <template <class> class Events>
std::uint32_t FastSimulation<Events>::new_case() {
    if (!free_cases_.empty()) {
        const std::uint32_t case_index = free_cases_.back();
        free_cases_.pop_back();
        return case_index;
    }
    cases_.emplace_back();
    passes_.resize(cases_.size() * most_steps_);
    fired_.resize(cases_.size() * most_reworks_);
    first_draws_.resize(cases_.size() * most_ahead_);
    return static_cast<std::uint32_t>(cases_.size() - 1);
}

template <template <class> class Events>
void FastSimulation<Events>::open_case(int of_workflow, std::uint32_t client) {
    constexpr std::uint64_t work_of_new_case = 4; // for its room
    --arrivals_left_;
    work_of_instant_ += work_of_new_case;
    const std::uint32_t case_index = new_case();
    const auto number = static_cast<std::size_t>(of_workflow);
    const PlanWorkflow& workflow = plan_.workflows[number];
    FastCase& subject = cases_[case_index];
    subject.workflow = of_workflow;
    subject.client = client;
    subject.number = case_numbers_[number][client]++;
    subject.arrival = now_;
    subject.in_delays = 0;
    subject.reference = reference_.begin(now_);
    subject.has_visits = false;
    subject.first_earlier = nobody;
    subject.arrived_in_window = is_in_window_now();
    subject.due = workflow.due.front().exists ? now_ + workflow.due.front().within : -1;
    if (workflow.repeats) {
        std::fill_n(passes_.begin() + static_cast<std::ptrdiff_t>(case_index * most_steps_),
                    workflow.steps, StepPasses());
        std::fill_n(fired_.begin() + static_cast<std::ptrdiff_t>(case_index * most_reworks_),
                    workflow.rework_count, 0);
    }
    count_open_cases();
    ++open_cases_;
    if (subject.client == 0) {
        draw_first_visits(case_index);
    }
    record_.workflows[number].arrived += subject.arrived_in_window ? 1 : 0;
    walk(case_index, workflow.first_step + workflow.starts.front(), false);
}

template <template <class> class Events>
void FastSimulation<Events>::wait_for(std::uint32_t case_index, int team) {
    FastCase& subject = cases_[case_index];
    subject.ready = now_;
    OrderedRing& free = free_[team];
    if (is_alone_ && !free.empty()) { // then nobody waits
        const std::uint32_t person = free.front();
        free.pop_front();
        start(case_index, person);
        return;
    }
    subject.stage = Stage::waiting;
    waiting_[team].push(
        case_index,
        [&](std::uint32_t other) {
            return cases_[other].ready == now_ && named_before(case_index, other);
        },
        [](std::uint32_t, std::uint64_t) {});
    if (!is_alone_) {
        dirty_teams_.push_back(team);
    }
}

template <template <class> class Events>
void FastSimulation<Events>::dispatch(int team) {
    OrderedRing& waiting = waiting_[team];
    OrderedRing& free = free_[team];
    while (!waiting.empty() && !free.empty()) {
        const std::uint32_t case_index = waiting.front();
        const std::uint32_t person = free.front();
        waiting.pop_front();
        free.pop_front();
        start(case_index, person);
    }
}

template <template <class> class Events>
void FastSimulation<Events>::start(std::uint32_t case_index, std::uint32_t person) {
    FastCase& subject = cases_[case_index];
    const FastStep& step = steps_[subject.step];
    const Microseconds worked = scaled(subject.effort, multiplier_of(case_index) / speed_[person]);
    const Microseconds end = now_ + worked;
    const Microseconds wait = now_ - subject.ready;
    if (wait > 0) {
        step.sums->queue_length += in_window(subject.ready, now_);
    }
    reference_.ask(subject.reference, step.team, static_cast<double>(worked));
    if (subject.arrived_in_window) {
        *step.demanded += worked;
    }
    const auto category =
        static_cast<std::size_t>(subject.is_rework ? WorkCategory::rework : WorkCategory::direct);
    record_.people_worked[person][category] += in_window(now_, end);
    subject.stage = Stage::work;
    const double cost =
        step.plan->cost_each + plan_.people[person].cost_per_hour *
                                   (static_cast<double>(worked) / static_cast<double>(hour));
    remember(subject, {wait, worked, cost, step.counter, true, nobody});
    ++record_.steps;
    in_work_[person] = case_index;
    ends_[person] = end;
    events_.set(first_person_ + person, end);
}

template <template <class> class Events>
bool FastSimulation<Events>::named_before(std::uint32_t a, std::uint32_t b) const {
    const FastCase& one = cases_[a];
    const FastCase& other = cases_[b];
    return std::tie(one.workflow, one.client, one.number, one.step, one.visit) <
           std::tie(other.workflow, other.client, other.number, other.step, other.visit);
}

template <template <class> class Events>
bool FastSimulation<Events>::earlier_at_tie(std::uint32_t a, std::uint32_t b) const {
    const auto rank = [this](std::uint32_t place) {
        return place < first_person_ ? 2 : place < first_delay_ ? 0 : 1;
    };
    if (rank(a) != rank(b)) {
        return rank(a) < rank(b);
    }
    if (a < first_person_) {
        return std::pair(streams_[a].workflow(), streams_[a].client()) <
               std::pair(streams_[b].workflow(), streams_[b].client());
    }
    return named_before(case_at(a), case_at(b));
}

} // namespace plimsoll

#include "sim/fast/fast_flow.hpp"
#include "sim/fast/fast_tally.hpp"

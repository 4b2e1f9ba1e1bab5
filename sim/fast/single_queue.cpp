#include "sim/fast/single_queue.hpp"

#include "sim/arrivals/arrivals.hpp"
#include "sim/engine/reference_queue.hpp"
#include "sim/engine/team_state.hpp"
#include "sim/random/visit_draws.hpp"
#include "sim/record/blank_record.hpp"
#include "sim/record/year_tally.hpp"

#include <algorithm>
#include <limits>

namespace plimsoll {

namespace {

/// Who is free first is looked for among all: more people are better kept in a list of events.
constexpr std::size_t most_people = 16;

/// What is done once for all cases of a workflow.
struct Flow {
    int workflow = 0;
    const PlanStep* step = nullptr;
    const PlanDue* due = nullptr;
    WorkflowSums* sums = nullptr;
    VisitSums* counter = nullptr;
    int128* demanded = nullptr;
    PromiseSums* promise = nullptr;
    std::vector<std::uint32_t> numbers; ///< of the next case, by client
    // Work drawn ahead, of the cases first, first + 1, ... that belong to no client.
    std::uint32_t first = 0U - random_block_size;
    std::array<double, random_block_size> efforts{};
};

/// A case that has not left: when it will, and what it cost.
struct Leaving {
    Microseconds time = 0;
    double cost = 0;
    Flow* flow = nullptr;
};

/// Those who have not left, the first to leave in front.
class LeavingCases {
public:
    bool empty() const { return begin_ == end_; }
    std::size_t size() const { return static_cast<std::size_t>(end_ - begin_); }
    const Leaving& front() const { return places_[begin_ & mask_]; }
    void pop() { ++begin_; }

    /// False where another leaves at the same time.
    bool insert(const Leaving& leaving) {
        if (end_ - begin_ > mask_) {
            grow();
        }
        std::uint64_t place = end_++;
        while (place > begin_ && at(place - 1).time > leaving.time) {
            at(place) = at(place - 1);
            --place;
        }
        at(place) = leaving;
        return place == begin_ || at(place - 1).time < leaving.time;
    }

private:
    Leaving& at(std::uint64_t place) { return places_[place & mask_]; }
    void grow() {
        std::vector<Leaving> larger(2 * places_.size());
        for (std::uint64_t place = begin_; place < end_; ++place) {
            larger[place & (larger.size() - 1)] = at(place);
        }
        places_ = std::move(larger);
        mask_ = places_.size() - 1;
    }

    std::vector<Leaving> places_ = std::vector<Leaving>(256); ///< a power of two of them
    std::uint64_t mask_ = 255;
    std::uint64_t begin_ = 0;
    std::uint64_t end_ = 0;
};

class SingleQueue {
public:
    SingleQueue(const Plan& plan, const WorkUnit& unit, const std::atomic<bool>& stop);
    std::optional<Replication> run();

private:
    static constexpr Microseconds too_late = never / 2;

    Microseconds in_window(Microseconds from, Microseconds to) const {
        return std::max<Microseconds>(0, std::min(to, window_to_) - std::max(from, window_from_));
    }
    bool is_in_window(Microseconds time) const {
        return unit_.cases > 0 || time > window_from_ || window_from_ == 0;
    }
    std::size_t next_stream() const;
    Microseconds effort_of(Flow& flow, std::uint32_t client, std::uint32_t number) const;
    void count_open_cases(Microseconds until);
    void let_leave(Microseconds until);
    bool serve(Flow& flow, std::uint32_t client, Microseconds arrival);
    void tally_left(Flow& flow, Microseconds arrival, Microseconds end, Microseconds wait,
                    Microseconds worked);
    void close_window();

    const Plan& plan_;
    const WorkUnit unit_;
    const std::atomic<bool>& stop_;
    const RandomKey key_;
    Microseconds window_from_ = 0; ///< (from, to] is measured; from 0: [0, to]
    Microseconds window_to_ = never;

    struct Server {
        double multiplier = 1; ///< of drawn work
        double cost_per_hour = 0;
        Microseconds* worked = nullptr;
    };
    int team_ = 0;
    TeamSums* team_sums_ = nullptr;
    std::vector<Server> servers_; ///< in file order
    std::size_t server_count_ = 1;
    std::vector<Microseconds> free_at_;
    bool has_costs_ = false;
    double mean_multiplier_ = 1;
    bool wall_is_elapsed_ = true;
    std::vector<ArrivalStream> streams_;
    std::size_t stream_count_ = 0;
    Table<Flow> flows_; ///< by workflow
    LeavingCases leaving_;
    Microseconds in_progress_since_ = 0;
    OpenCaseSeries series_;
    ReferenceQueue reference_;
    YearTally years_;
    Replication record_;
};

SingleQueue::SingleQueue(const Plan& plan, const WorkUnit& unit, const std::atomic<bool>& stop)
    : plan_(plan), unit_(unit), stop_(stop), key_(replication_key(unit.seed, unit.replication)),
      wall_is_elapsed_(plan.wall.always()), streams_(arrival_streams(plan, unit.clients, key_)),
      flows_(plan.workflows.size()), series_(unit.series_step), reference_(unit),
      years_(plan, unit), record_(blank_record(plan)) {
    if (unit.cases == 0) {
        window_from_ = unit.warm_up;
        window_to_ = unit.warm_up + unit.length;
    }
    team_ = plan.queue(plan.steps.front().need).lead;
    const PlanTeam& team = plan.team(team_);
    team_sums_ = &record_.teams[team_];
    mean_multiplier_ = 1 / team.mean_speed;
    const double of_team = plan.queue(team.needs.front()).speed;
    for (const int number : team.shifts.front().people) {
        const PlanPerson& person = plan.person(number);
        servers_.push_back(
            {1 / (person.speed * of_team), person.cost_per_hour,
             &record_.people_worked[number][static_cast<std::size_t>(WorkCategory::direct)]});
    }
    free_at_.assign(servers_.size(), 0);
    server_count_ = servers_.size();
    stream_count_ = streams_.size();
    has_costs_ = std::any_of(servers_.begin(), servers_.end(),
                             [](const Server& server) { return server.cost_per_hour != 0; }) ||
                 std::any_of(plan.steps.begin(), plan.steps.end(),
                             [](const PlanStep& step) { return step.cost_each != 0; });
    for (std::size_t i = 0; i < flows_.size(); ++i) {
        const PlanWorkflow& workflow = plan.workflows[i];
        Flow& flow = flows_[i];
        flow.workflow = static_cast<int>(i);
        flow.step = &plan.step(workflow.first_step);
        flow.due = &workflow.due.front();
        flow.sums = &record_.workflows[i];
        flow.counter = &record_.counters[flow.step->first_counter];
        flow.demanded = &team_sums_->demanded[i];
        if (flow.due->exists) {
            flow.promise = &record_.promises[flow.due->promise];
        }
        flow.numbers.assign(static_cast<std::size_t>(unit.clients) + 1, 0);
    }
}

std::size_t SingleQueue::next_stream() const {
    std::size_t next = 0;
    for (std::size_t stream = 1; stream < stream_count_; ++stream) {
        next = streams_[stream].time() < streams_[next].time() ? stream : next;
    }
    return next;
}

std::optional<Replication> SingleQueue::run() {
    constexpr std::int64_t looks_between = 1024;
    const std::int64_t most =
        unit_.cases > 0 ? unit_.cases : std::numeric_limits<std::int64_t>::max();
    Microseconds before = -1;
    for (std::int64_t cases = 0; cases < most && stream_count_ > 0; ++cases) {
        ArrivalStream& stream = streams_[next_stream()];
        const Microseconds arrival = stream.time();
        if (arrival > window_to_) {
            break;
        }
        let_leave(arrival);
        if (arrival == before || arrival >= too_late || leaving_.size() + 1 > most_open_cases ||
            !serve(flows_[stream.workflow()], stream.client(), arrival)) {
            return std::nullopt;
        }
        before = arrival;
        stream.advance(plan_, key_);
        if (cases % looks_between == 0 && stop_.load(std::memory_order_relaxed)) {
            record_.interrupted = true;
            return std::move(record_);
        }
    }
    let_leave(window_to_);
    close_window();
    return std::move(record_);
}

/// The work of the case's visit, drawn under its name (sim/fast/fast_flow.hpp).
Microseconds SingleQueue::effort_of(Flow& flow, std::uint32_t client, std::uint32_t number) const {
    const auto step = static_cast<std::uint32_t>(flow.step->number);
    if (client > 0) {
        const RandomWords words =
            philox(counter_of(client, number, step, 0, DrawKind::step_service, 0), key_);
        return flow.step->effort.draw(uniform(words[0], words[1]));
    }
    if (number - flow.first >= random_block_size) {
        flow.first = number;
        RandomBlock block(counter_of(0, number, step, 0, DrawKind::step_service, 0));
        philox_block(block, key_);
        for (std::size_t i = 0; i < random_block_size; ++i) {
            flow.efforts[i] = uniform(block.words[0][i], block.words[1][i]);
        }
        flow.step->effort.quantiles(flow.efforts);
    }
    return Sampler::rounded(flow.efforts[number - flow.first]);
}

void SingleQueue::count_open_cases(Microseconds until) {
    record_.in_progress_for[std::min(leaving_.size(), in_progress_bins - 1)] +=
        in_window(in_progress_since_, until);
    in_progress_since_ = until;
}

/// Everybody who leaves until then, in turn. What they cost is not a whole number: its sum depends
/// on the order.
void SingleQueue::let_leave(Microseconds until) {
    while (!leaving_.empty() && leaving_.front().time <= until) {
        const Leaving& first = leaving_.front();
        count_open_cases(first.time);
        if (has_costs_ && is_in_window(first.time)) {
            first.flow->counter->cost += first.cost;
            first.flow->sums->cost += first.cost;
        }
        leaving_.pop();
    }
}

/// A case comes: all that becomes of it. False where that takes more than its own times.
bool SingleQueue::serve(Flow& flow, std::uint32_t client, Microseconds arrival) {
    const Microseconds effort = effort_of(flow, client, flow.numbers[client]++);
    // Of those who are free by then, whose work ended first; ties in file order.
    std::size_t first = 0;
    for (std::size_t person = 1; person < server_count_; ++person) {
        first = free_at_[person] < free_at_[first] ? person : first;
    }
    const Server& server = servers_[first];
    const Microseconds start = std::max(arrival, free_at_[first]);
    const Microseconds worked = scaled(effort, server.multiplier);
    if (worked >= too_late || start >= too_late) {
        return false;
    }
    const Microseconds end = start + worked;
    free_at_[first] = end;

    const bool in_window_at_arrival = is_in_window(arrival);
    const bool has_started = start <= window_to_;
    const bool has_left = end <= window_to_;
    const Microseconds asked = has_started ? worked : scaled(effort, mean_multiplier_);
    if (start > arrival) {
        team_sums_->queue_length += in_window(arrival, start);
    }
    if (in_window_at_arrival) {
        ++flow.sums->arrived;
        *flow.demanded += asked;
    }
    if (reference_.is_kept()) {
        const std::uint64_t number = reference_.begin(arrival);
        reference_.ask(number, team_, static_cast<double>(asked));
        reference_.end(number);
    }
    ++record_.steps;
    *server.worked += in_window(start, end);
    double cost = 0;
    if (has_costs_) {
        cost = flow.step->cost_each +
               server.cost_per_hour * (static_cast<double>(worked) / static_cast<double>(hour));
    }
    const Microseconds until = std::min(end, window_to_);
    flow.sums->in_progress += in_window(arrival, until);
    if (unit_.series_step > 0) {
        series_.add(arrival, until);
    }
    if (has_left && is_in_window(end)) {
        tally_left(flow, arrival, end, start - arrival, worked);
    }
    if (flow.due->exists && in_window_at_arrival) {
        const Microseconds due = arrival + flow.due->within;
        if (unit_.cases > 0 || due <= window_to_) {
            const int met = has_left && end <= due ? 1 : 0;
            ++flow.sums->due;
            ++flow.promise->due;
            flow.sums->met += met;
            flow.promise->met += met;
            if (years_.is_kept()) {
                years_.add_due(arrival, flow.workflow, flow.due->promise, met > 0);
            }
        }
    }
    count_open_cases(arrival);
    return leaving_.insert({end, cost, &flow});
}

void SingleQueue::tally_left(Flow& flow, Microseconds arrival, Microseconds end, Microseconds wait,
                             Microseconds worked) {
    const Microseconds flow_time = end - arrival;
    WorkflowSums& sums = *flow.sums;
    ++sums.completed;
    ++sums.left;
    sums.flow_time += flow_time;
    if (unit_.keep_times) {
        sums.flow_times.add(flow_time);
    }
    if (years_.is_kept()) {
        years_.add_left(arrival, end, flow.workflow, flow_time);
    }
    if (!wall_is_elapsed_) {
        const Microseconds wall = plan_.wall.at_open(end) - plan_.wall.at_open(arrival);
        sums.flow_time_wall += wall;
        if (unit_.keep_times) {
            sums.flow_times_wall.add(wall);
        }
    }
    flow.counter->add_wait(wait, unit_.keep_times);
    flow.counter->add_effort(worked);
    ++flow.counter->visits;
}

void SingleQueue::close_window() {
    if (unit_.cases > 0) {
        window_to_ = in_progress_since_; // when the last left
    }
    count_open_cases(window_to_);
    record_.open_cases = static_cast<std::int64_t>(leaving_.size());
    record_.open_time = window_to_ - window_from_;
    for (Flow& flow : flows_) {
        WorkflowSums& sums = *flow.sums;
        if (sums.left > 0) {
            sums.outcomes = {sums.left};
        }
        record_.at_step[flow.step->number] += sums.in_progress;
        flow.counter->queue = flow.counter->wait;
        flow.counter->held = flow.counter->wait;
        sums.elapsed[static_cast<std::size_t>(ElapsedCategory::touch)] = flow.counter->effort;
        sums.elapsed[static_cast<std::size_t>(ElapsedCategory::queue)] = flow.counter->wait;
        if (wall_is_elapsed_) {
            sums.flow_time_wall = sums.flow_time;
            sums.flow_times_wall = sums.flow_times;
        }
    }
    for (const Server& server : servers_) {
        team_sums_->worked[static_cast<std::size_t>(WorkCategory::direct)] += *server.worked;
        team_sums_->busy += *server.worked;
        team_sums_->in_service += *server.worked;
    }
    count_available(plan_, window_from_, window_to_, record_);
    record_.in_progress_series = series_.finish(window_to_);
    record_.years = years_.finish();
    if (unit_.cases == 0) {
        record_.reference_workload = reference_.mean_workload();
    }
}

} // namespace

bool is_single_queue(const Plan& plan) {
    if (plan.steps.empty() || plan.steps.size() != plan.workflows.size()) {
        return false;
    }
    const auto is_one_visit = [&](const PlanStep& step) {
        return step.takes_work && step.need == plan.steps.front().need && !(step.chance < 1) &&
               !step.has_delay && step.reworks.empty() && step.exit_thresholds.empty();
    };
    if (!std::all_of(plan.steps.begin(), plan.steps.end(), is_one_visit)) {
        return false;
    }
    const int team = plan.queue(plan.steps.front().need).lead;
    return plan.team(team).shifts.front().people.size() <= most_people;
}

std::optional<Replication> simulate_single_queue(const Plan& plan, const WorkUnit& unit,
                                                 const std::atomic<bool>& stop) {
    return SingleQueue(plan, unit, stop).run();
}

} // namespace plimsoll

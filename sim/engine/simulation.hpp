// The engine: one replication, event by event.
//
// An instant is worked off as a whole, so that nothing depends on the order in which equal times
// happen to come out of the event list:
//
//     pop every event of the instant, in the order of ties      (completions, delay ends, arrivals)
//       follow its consequences through steps that take no time
//     judge the joins that had to wait for the end of the instant, case by case, by one state
//     let the teams that changed take work, in file order
//     repeat while the instant has events
//
// The class is declared here; what happens to cases is in sim/engine/activity/flow.hpp and
// sim/engine/activity/joins.hpp, which work goes first in sim/engine/order.hpp, who takes it in
// sim/engine/dispatch.hpp, and by name in sim/engine/people.hpp, how long it then takes in
// sim/engine/staffing.hpp, and what is counted in sim/engine/tally.hpp.
//
// `Features` say what a plan may ask for (sim/plan/features.hpp); what it may not costs nothing.
// `Mechanisms` are told what happens (ready, started, finished, handed_over, left, person_free) and
// may stretch effort (effort_multiplier); an empty list compiles to nothing.
#pragma once

#include "sim/arrivals/arrivals.hpp"
#include "sim/calendar/clock_set.hpp"
#include "sim/engine/appointments.hpp"
#include "sim/engine/event_list.hpp"
#include "sim/engine/joint_work.hpp"
#include "sim/engine/limit_state.hpp"
#include "sim/engine/reference_queue.hpp"
#include "sim/engine/team_state.hpp"
#include "sim/engine/timer.hpp"
#include "sim/engine/work_item.hpp"
#include "sim/engine/work_queue.hpp"
#include "sim/plan/features.hpp"
#include "sim/plan/plan.hpp"
#include "sim/random/visit_draws.hpp"
#include "sim/record/blank_record.hpp"
#include "sim/record/replication.hpp"
#include "sim/record/year_tally.hpp"

#include <atomic>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <tuple>

namespace plimsoll {

template <class Engine>
class StallSearch;

template <class Features, class... Mechanisms>
class Simulation {
public:
    Simulation(const Plan& plan, const WorkUnit& unit, const std::atomic<bool>& stop,
               Mechanisms... mechanisms);

    /// Runs to the end and gives the record. Call once.
    Replication run();

    const Plan& plan() const { return plan_; }
    const Case& case_of(const WorkItem& item) const { return cases_[item.case_index]; }
    /// Who works on it, alone or with the rest of its batch.
    const std::vector<std::uint32_t>& people_of(const WorkItem& item) const {
        return leader_of(item).people;
    }
    const WorkItem& leader_of(const WorkItem& item) const {
        return item.batch == nobody ? item : items_[batches_[item.batch].leader];
    }
    template <class Mechanism>
    Mechanism& mechanism() {
        return std::get<Mechanism>(mechanisms_);
    }

    Microseconds now() const { return now_; }

    /// From the engine's time to the wall's: the end of something, or the start of work, which is
    /// never at a closing.
    Microseconds wall(Microseconds t) const { return one_clock ? plan_.wall.at_open(t) : t; }
    Microseconds wall_start(Microseconds t) const {
        return one_clock ? plan_.wall.next_opening(plan_.wall.at_open(t)) : t;
    }

private:
    friend class JointWork<Simulation>;
    template <class Engine>
    friend class StallSearch;

    static constexpr bool one_clock = Features::one_clock;
    static constexpr bool joint_work = Features::joint_work;
    static constexpr bool full_engine = Features::full_engine;
    static constexpr std::uint64_t steps_of_new_case = 4; ///< it counts as so many, for its room

    enum class JoinState { open, start, dead, later }; ///< later: at the end of the instant
    struct EarlierAtTie {
        const Simulation* simulation;
        bool operator()(const Event& a, const Event& b) const {
            return simulation->earlier_at_tie(a, b);
        }
    };
    struct DoneLater {
        const Simulation* simulation;
        bool operator()(std::uint32_t a, std::uint32_t b) const {
            return simulation->earlier_at_tie({0, EventKind::completion, b},
                                              {0, EventKind::completion, a});
        }
    };

    // Clocks.
    Microseconds open_before(int number, Microseconds t) const {
        return one_clock ? t : clocks_.open_before(number, t);
    }
    Microseconds at_open(int number, Microseconds open) const {
        return one_clock ? open : clocks_.at_open(number, open);
    }
    Microseconds open_between(int number, Microseconds from, Microseconds to) const {
        return one_clock ? to - from : clocks_.open_between(number, from, to);
    }
    Microseconds after(int number, Microseconds from, Microseconds open) const {
        return one_clock ? from + open : clocks_.after(number, from, open);
    }
    Microseconds elapsed_at(Microseconds t) const {
        return !one_clock && t == now_ ? now_elapsed_ : open_before(0, t);
    }
    bool is_open(int number, Microseconds t) const {
        return one_clock || clocks_[number].is_open(t);
    }
    bool is_open_now(int number) const { return one_clock || clocks_.is_open_now(number); }

    // The loop.
    bool earlier_at_tie(const Event& a, const Event& b) const;
    void instant();
    Microseconds next_time() const;
    void handle(const Event& event);
    void follow_consequences();
    void finish_at_once(std::uint32_t index);
    void count_step();
    bool gives_up() const;

    // Where cases come from (sim/engine/activity/sources.hpp).
    void start_sources();
    void client_is_idle(int workflow, const PlanDemand& demand, std::uint32_t client);
    void client_turns_over(const ArrivalStream& stream, const PlanDemand& demand);
    void open_case(const Origin& origin);
    void choose_kinds(Case& subject, const Origin& origin);
    int kind_of_client(std::uint32_t client) const {
        return client_kinds_.empty() ? 0 : client_kinds_[client];
    }
    void begin_case(std::uint32_t case_index, const Moment& cause);
    void trigger_caused_cases(std::uint32_t case_index, int step, int exit);
    void trigger_caused_cases(std::uint32_t case_index, std::size_t cause);
    void case_left(std::uint32_t case_index, int outcome);
    void set_timer(const Timer& timer);
    void ring_timers();

    // By when they are due (sim/engine/due.hpp).
    const PlanDue& due_of(const Case& subject) const;
    Microseconds reading(int number) const;
    void start_due(Case& subject) const;
    bool is_open_or_closes(int number, Microseconds t) const;
    Microseconds next_time_of_day(const PlanDue& due) const;
    Microseconds next_date(const PlanDue& due) const;
    void pause_due(Case& subject) const;
    void resume_due(Case& subject) const;
    Microseconds due_now(const Case& subject) const;
    void mark_due(Case& subject, const PlanStep& step) const;
    void tally_due(const Case& subject, bool in_time_if_now);
    bool starts_in_time(const WorkItem& item, const PlanStep& step) const;

    // What comes in (sim/engine/money.hpp).
    void tally_earned(const Case& subject, int outcome);
    void tally_penalty(const Case& subject, Microseconds due_at);
    void spend(double money);

    // Room (sim/engine/activity/limits.hpp, sim/engine/activity/deadlocks.hpp).
    template <class Test>
    int first_limit(const WorkItem& item, int need, Test test) const;
    void tally_blocked(std::size_t limit);
    void count_waiting(const WorkItem& item, int change);
    bool counts_in(const WorkItem& item, int limit) const;
    int full_limit(const WorkItem& item, int need, const WorkItem* before) const;
    int limit_with_others_before(const WorkItem& item, int need, const WorkItem* before) const;
    bool find_deadlock(int limit, int first, std::vector<char>& seen,
                       std::vector<std::uint32_t>& ring) const;
    bool resolve_deadlock();
    void pass_place(std::uint32_t upstream);
    void let_needed_people_go();
    bool is_waited_for(int team, int limit) const;
    void take_freed_capacity(std::uint32_t index);
    void count_capacity(WorkItem& item, int change);
    void enter(std::uint32_t index);
    void turn_away(std::uint32_t index, int limit);
    void end_with(std::uint32_t index, int outcome);
    void leave_blocked(std::uint32_t index);
    void release_upstream(WorkItem& item);
    void settle_finished();
    void release_capacity(std::uint32_t index);
    bool offer_capacity();
    bool asked_first(const LimitState& limit) const;
    bool admit_blocked(int limit);
    bool takes_capacity_of_workflow(std::uint32_t case_index);
    void release_capacity_of_workflow(std::uint32_t case_index);

    // Work that waits too long (sim/engine/activity/patience.hpp).
    void start_patience(std::uint32_t index);
    void lose_patience(const Timer& timer);
    void abandon_delay(std::uint32_t index);
    void withdraw_demand(const WorkItem& item, Microseconds rest);
    int escalation_of(const WorkItem& item) const;
    void escalate(std::uint32_t index);
    int limit_before(const WorkItem& item, int need) const;
    void ask_for_place(std::uint32_t index, int limit);
    void stop_asking(std::uint32_t index);
    bool admit_asking(int limit);
    void hand_up(std::uint32_t index, int need);
    void move_to(std::uint32_t index, int need);

    // Calls (sim/engine/activity/calls.hpp).
    void call(std::uint32_t index);
    Timer timer_of(std::uint32_t index, Timer::Kind kind) const;
    void make_call(const Timer& timer);
    void return_to_caller(std::uint32_t case_index);
    void take_up_after_call(const Timer& timer);

    // Work that stops (sim/engine/stops.hpp).
    void charge_work(WorkItem& item, int sign);
    void change_visit(const WorkItem& item, Microseconds more);
    Microseconds rest_of(const WorkItem& item);
    template <class Visit>
    void for_each_part(std::uint32_t index, Microseconds work, Visit visit);
    Microseconds stop_work(std::uint32_t index);
    bool is_overtaken(const Event& event);
    template <class Visit>
    void for_each_suspended_team(const WorkItem& item, Visit visit);
    void suspend(std::uint32_t index);
    std::vector<std::uint32_t>& suspended_of(int team, std::uint32_t person);
    bool goes_on(std::uint32_t person) const;
    std::uint32_t next_suspended(int team);
    std::vector<std::uint32_t> who_goes_on(const WorkItem& item) const;
    bool has_left(std::uint32_t person) const;
    void leave_suspended(std::uint32_t index);
    void charge_suspended(std::uint32_t index);
    void resume(std::uint32_t index);
    void tally_suspended(const WorkItem& item, Microseconds until);

    // Who is taken away from what (sim/engine/interrupts.hpp).
    struct Interruption {
        int need = -1;                     ///< by which the work then starts
        std::vector<std::uint32_t> others; ///< what stops, the most urgent first
    };
    void interrupt_others(int team);
    std::vector<std::uint32_t> those_that_interrupt(const PlanTeam& team);
    std::optional<Interruption> least_interruption(std::uint32_t next);
    std::uint32_t work_to_stop(int person) const;
    bool would_be_free(int person, const std::vector<std::uint32_t>& stopped) const;
    bool can_start_after_stopping(const PlanQueue& need, std::vector<std::uint32_t>& others) const;
    bool is_less_urgent(Order order, std::uint32_t a, std::uint32_t b) const;
    bool less_urgent_in_work(const std::vector<std::uint32_t>& first,
                             const std::vector<std::uint32_t>& second) const;

    // Pieces and appointments (sim/engine/pieces.hpp).
    Microseconds next_day(int team, Microseconds from) const;
    Microseconds first_piece(WorkItem& item, Microseconds worked);
    void end_piece(std::uint32_t index);
    void begin_piece(const Timer& timer);
    void drop_pieces(WorkItem& item);
    void count_visit_by_appointment(const WorkItem& item);
    bool may_be_booked(const WorkItem& item, int need, int person) const;
    void book(std::uint32_t index);

    // Batches (sim/engine/activity/batches.hpp).
    void gather_in_batch(std::uint32_t index);
    void expect_batch(int number);
    void leave_forming(std::uint32_t index);
    void ring_batch(const Timer& timer);
    void form_batch(int number);
    void stand_for_batch(std::uint32_t batch);
    void leave_batch(std::uint32_t index);
    Microseconds effort_drawn_for(std::uint32_t batch) const;
    Microseconds effort_of_batch(std::uint32_t batch);
    void put_batch_in_work(const WorkItem& leader, int counter, Microseconds worked,
                           double cost_per_hour);
    void finish_batch(std::uint32_t leader);
    bool begin_incomplete_batch(bool nothing_happens);

    // Steps of several visits (sim/engine/visits.hpp).
    std::int64_t draw_times(const Case& subject, const PlanStep& plan, std::uint32_t visit) const;
    void begin_visits_of(std::uint32_t parent, std::int64_t times);
    void begin_visit_of(std::uint32_t parent);
    void part_is_done(std::uint32_t index);
    std::uint32_t leave_whole(std::uint32_t index);
    void withdraw_visits_of(std::uint32_t parent);

    // Cases and their flow (sim/engine/activity/flow.hpp).
    std::span<const PlanRework> reworks_of(const Case& subject) const {
        const PlanWorkflow& workflow = plan_.workflow(subject.workflow);
        const auto count = static_cast<std::size_t>(workflow.rework_count);
        return std::span(workflow.reworks)
            .subspan(static_cast<std::size_t>(subject.variant) * count, count);
    }
    void begin(std::uint32_t case_index, int step, const Moment& cause, bool called);
    void skip(std::uint32_t case_index, int step, const Moment& cause);
    std::uint32_t new_item();
    void start_delay(std::uint32_t index, const Sampler& law, int clock_number);
    void come(std::uint32_t index);
    void delay_over(std::uint32_t index);
    void finish(std::uint32_t index);
    void complete(std::uint32_t case_index, int step, std::uint64_t choice, const Moment& cause);
    void decide(std::uint32_t case_index, int step, int exit, const Moment& cause);
    void propagate(std::uint32_t case_index, int step, int exit, const Moment& cause);
    void note(Case& subject, const Moment& moment);
    JoinState join_state(const Case& subject, int step, bool end_of_instant) const;
    template <class Visit>
    void for_each_holder(const Case& subject, int join, Visit visit) const;
    bool is_called_too_early(const Case& subject, const StepMemory& memory) const;
    Moment enabling_event(const Case& subject, int step) const;
    Moment what_decided(const Case& subject, int step) const;
    bool is_dead(const Case& subject, int step) const;
    void ask(std::uint32_t case_index, int step);
    void evaluate_join(std::uint32_t case_index, int step);
    void apply(std::uint32_t case_index, int step, JoinState join_state);
    void send_back(std::uint32_t case_index, int rework, const Moment& cause);
    void clear_step(std::uint32_t case_index, int step);
    void withdraw(std::uint32_t index);
    void take_back(std::uint32_t index);
    void end_case(std::uint32_t case_index, int outcome);
    void leave(std::uint32_t case_index, int outcome);
    void list_for_join_check(std::uint32_t case_index);
    void deliver_verdicts();
    void release_item(std::uint32_t index);
    void recycle_item(std::uint32_t index);
    RandomWords random_words(const WorkItem& item, std::uint32_t draw) const;
    void recycle_if_over(std::uint32_t case_index);

    // Which work goes first (sim/engine/order.hpp).
    std::int64_t urgency(const WorkItem& item, Order order) const;
    std::int64_t urgency_of_plain_work(const WorkItem& item, Order order) const;
    bool named_before(std::uint32_t a, std::uint32_t b) const;
    bool served_before(std::uint32_t a, std::uint32_t b) const;
    bool served_before(Order order, std::uint32_t a, std::uint32_t b) const;
    std::uint32_t next_in(int need);

    /// In work, or part of a batch that goes on later: it comes to its end, whatever happens.
    bool must_be_finished(const WorkItem& item) const {
        return item.stage == WorkItem::Stage::work ||
               (item.stage == WorkItem::Stage::suspended && !is_alone(item));
    }
    bool is_alone(const WorkItem& item) const { return !full_engine || item.batch == nobody; }
    bool has_suspended_work(int team) const;
    bool has_work_for(int team) const;

    // Who works on what (sim/engine/staffing.hpp).
    void make_ready(std::uint32_t index);
    void make_ready_at_once(std::uint32_t index);
    void stop_waiting(std::uint32_t index);
    void queue_up(std::uint32_t index, int need);
    void take_from_queue(std::uint32_t index);
    void leave_queue(std::uint32_t index);
    std::pair<Microseconds, Microseconds> charge_waiting(WorkItem& item);
    void charge_queue(WorkItem& item);
    int visit_counter(const PlanStep& step, int team) const;
    void mark_dirty(int team);
    void dispatch(int team);
    void expect_openings(int team);
    void take_work(int team, const std::vector<int>& needs, Order order);
    int option_to_start(int need, std::uint32_t head);
    std::int64_t free_on_shift(int team);
    bool somebody_is_free(int team);
    bool are_free_for(int need);
    std::uint32_t take_person(int team);
    Microseconds there_since(int number, Microseconds enough) const;
    int gather(WorkItem& item);
    double effort_multiplier(const WorkItem& item);
    void start(std::uint32_t index, int need);
    std::uint32_t index_of(const WorkItem& item) const {
        return static_cast<std::uint32_t>(&item - items_.data());
    }
    void put_in_work(WorkItem& item, int counter, Microseconds worked, double cost_per_hour);
    void free_people(WorkItem& item);
    void free_person(std::uint32_t person);
    void lay_out_stretches(std::uint32_t index, Microseconds worked, Microseconds done);
    Microseconds until_who_leaves(const WorkItem& item, Microseconds work) const;
    int clock_of_people(const WorkItem& item);
    Microseconds stays_until(const WorkItem& item, std::uint32_t person) const;
    void let_part_go(const Timer& timer);
    WorkTimes times_of(int work_clock, Microseconds from, Microseconds to);
    WorkTimes times_beside(int work_clock, Microseconds from, Microseconds to, Microseconds worked);
    void know_times(const WorkItem& item, Microseconds worked);
    double share_of(const PlanQueue& need, std::uint32_t person) const;
    void expect_opening(int team);
    int common_clock(std::vector<int> clocks) {
        return one_clock ? 0 : clocks_.common(std::move(clocks));
    }
    int in_open_time(int number) { return one_clock ? 0 : clocks_.in_open_time(number); }

    // People by name (sim/engine/people.hpp).
    bool is_available(int person) const;
    bool somebody_named_is_free(const PlanTeam& team) const;
    bool may_serve(const PlanQueue& need, std::size_t place, int person) const;
    bool may_serve(const PlanQueue& need, std::size_t place, int person, int team) const;
    bool are_available_for(const PlanQueue& need, std::size_t place, std::int64_t wanted) const;
    bool named_are_free_for(const PlanQueue& need);
    bool is_required(const PlanQueue& need, int person) const;
    std::int64_t required_still(const PlanQueue& need, std::int64_t seats) const;
    template <class Test>
    bool part_is_served(const PlanQueue& need, std::size_t place, Test is_free) const;
    template <class Test>
    bool would_be_served(const PlanQueue& need, Test is_free) const;
    template <class Test>
    bool can_be_filled(const PlanQueue& need, std::size_t place, std::int64_t seats, int without,
                       Test is_free) const;
    std::uint32_t take_named(const PlanQueue& need, std::size_t place, std::int64_t seats);
    void release_named(std::uint32_t person);
    void take_this_person(std::uint32_t person);
    int need_by_person(const WorkItem& item) const;
    int base_need(const WorkItem& item) const;
    int rule_of(const WorkItem& item) const;
    bool is_one_of_both(const std::vector<int>& some, const std::vector<int>& others) const;
    int need_for_these(const WorkItem& item, const PlanPersonRule& rule,
                       const std::vector<int>& people) const;
    int need_for_others(const WorkItem& item, const PlanPersonRule& rule,
                        const std::vector<int>& people) const;
    std::vector<int> bodies_among(const std::vector<int>& bodies,
                                  const std::vector<int>& people) const;
    bool have_left(const PlanQueue& need) const;
    void expect_anybody(std::uint32_t index);
    void ask_anybody(const Timer& timer);
    void keep_account(int team);
    int either_clock(const std::vector<int>& clocks) {
        return one_clock ? clocks.front() : clocks_.either(clocks);
    }
    Microseconds account_on_duty(const PlanQueue& need) const;
    void begin_account(WorkItem& item, const PlanQueue& need);
    void stop_queueing(WorkItem& item, int need);
    void note_who_does(WorkItem& item, const WorkItem& leader);
    Microseconds effort_of(const WorkItem& item, const WorkItem& leader) const;

    // Those who stay with a case (sim/engine/activity/keep.hpp).
    bool may_take_kept(const WorkItem& item) const;
    bool take_kept(WorkItem& item);
    void give_back_kept(WorkItem& item);
    void join_kept(WorkItem& item);
    void pass_kept_on(std::uint32_t case_index);
    void pass_kept_on();
    std::uint32_t first_to_use_kept(const Case& subject) const;
    int need_to_enter(const WorkItem& item) const;
    int clock_of_kept(const WorkItem& item, std::vector<int> more);
    bool kept_are_there(std::uint32_t index);
    void start_or_expect_kept(std::uint32_t index);
    void expect_kept(std::uint32_t index);
    void ring_kept(const Timer& timer);
    void note_end(const WorkItem& item);
    void keep_people(WorkItem& item);
    void release_retained(std::uint32_t case_index);
    void tally_kept(const Case& subject, Microseconds until);

    void record_stalls(bool ended); // sim/engine/stall_record.hpp
    bool is_at_an_end() const;

    // What is counted (sim/engine/tally.hpp).
    Microseconds in_window(Microseconds elapsed_from, Microseconds elapsed_to) const;
    void charge(Elapsed& ledger, ElapsedCategory category, Microseconds time) const;
    void tally_waiting(const WorkItem& item, Microseconds until);
    bool is_all_rework(const WorkItem& item) const;
    void tally_work(const WorkItem& item, Microseconds from, Microseconds to, int sign);
    void tally_stretch(const WorkItem& item, const WorkStretch& stretch, int sign);
    void tally_demand(const WorkItem& item, Microseconds worked);
    void tally_leaving(const WorkItem& item, int team, int128 asked);
    void tally_lost_demand(const WorkItem& item);
    void tally_in_progress();
    void leave_step(WorkItem& item);
    void tally_stay(const Case& subject, Microseconds until_elapsed);
    template <class Visit>
    void for_each_sum(const Case& subject, Visit visit);
    void tally_left(Case& subject, int outcome);
    void tally_beside(const CountedVisit& visit);
    void close_window();
    void drain();
    void drain_item(std::uint32_t index);

    template <class Tell>
    void notify([[maybe_unused]] Tell notify_one) {
        // What is added up after the window's end does not happen.
        if (!draining_) {
            (notify_one(std::get<Mechanisms>(mechanisms_)), ...);
        }
    }

    const Plan& plan_;
    const WorkUnit unit_;
    const std::atomic<bool>& stop_;
    const RandomKey key_;
    std::tuple<Mechanisms...> mechanisms_;

    Microseconds now_ = 0;
    Microseconds now_elapsed_ = 0;
    Microseconds last_change_ = 0; ///< when last more happened than that somebody came on shift
    Microseconds window_from_ = 0; ///< (from, to] is measured; from 0: [0, to]
    Microseconds window_to_ = never;
    Microseconds window_from_elapsed_ = 0;
    Microseconds window_to_elapsed_ = never;
    bool wall_is_elapsed_ = false; ///< the operation is always open

    std::vector<ArrivalStream> streams_;
    std::vector<std::vector<std::uint32_t>> case_numbers_; ///< [workflow][client]
    std::vector<int> client_kinds_;                        ///< by client; empty: all alike
    std::int64_t arrivals_left_ = std::numeric_limits<std::int64_t>::max();
    EventList<EarlierAtTie> events_;
    std::vector<JoinCheck> join_checks_; ///< what the event at hand has called into question
    std::size_t next_join_check_ = 0;
    std::vector<std::uint32_t> at_once_; ///< items that take no time: a heap, the first on top
    std::vector<std::uint32_t> verdicts_;
    std::vector<std::uint32_t> verdicts_now_;

    std::vector<Case> cases_;
    std::vector<std::uint32_t> free_cases_;
    std::size_t open_cases_ = 0;
    std::vector<WorkItem> items_;
    std::vector<std::uint32_t> free_items_;

    std::vector<Timer> timers_; ///< a heap, the earliest on top
    std::vector<LimitState> limits_;
    std::vector<int> freed_limits_;
    bool may_have_ring_ = false;          ///< something became blocked where others may wait for it
    std::vector<std::uint32_t> finished_; ///< items that may still be held
    bool people_are_held_ = false;
    std::vector<std::uint32_t> kept_given_back_; ///< cases whose kept people nobody uses any more
    std::uint32_t upstream_ = nobody;            ///< the item whose end is being worked off

    Appointments appointments_;
    std::vector<Forming> forming_; ///< one a way to gather (Plan::batches)
    std::vector<FormedBatch> batches_;
    std::vector<std::uint32_t> free_batches_;
    std::map<std::uint32_t, MultiInstance> multi_instances_; ///< by the item that is whole

    std::vector<WorkQueue> queues_; ///< one a need
    std::vector<TeamState> teams_;
    std::vector<int> dirty_teams_;
    std::vector<int> let_others_first_;     ///< teams to look again when another has taken work
    std::vector<std::uint32_t> works_on_;   ///< one a person: the item; only where work may stop
    std::vector<Microseconds> last_worked_; ///< one a person: when the last work ended
    std::vector<char> is_free_;             ///< one a person, where they are told apart
    std::vector<char> tried_;               ///< one a need, while a team takes work
    ClockSet clocks_;
    JointWork<Simulation> joint_{*this};
    KnownTimes known_times_; ///< the last answer of times_of

    std::uint64_t steps_ = 0; ///< events and consequences, for a look at `stop_` now and then
    std::uint64_t steps_before_instant_ = 0;
    std::uint64_t most_steps_of_instant_ = 2'000'000;
    bool draining_ = false;
    Microseconds in_progress_since_ = 0;
    OpenCaseSeries series_;
    ReferenceQueue reference_;
    YearTally years_;
    Replication record_;
};

} // namespace plimsoll

#include "sim/engine/parts.hpp"

// The engine against the reference interpreter: random workflows, the same luck, case by case.
//
// Both draw from the same counters, so every figure must agree to the microsecond; there is no
// tolerance. When they do not, the message names the workflow's seed, the case, what the reference
// saw happen and, if there is one, the other reading of the rulings that gives the engine's answer.
#include "catch.hpp"
#include "oracle/flow_oracle.hpp"
#include "oracle/philox_luck.hpp"
#include "oracle/random_workflow.hpp"
#include "sim/compile.hpp"
#include "sim/engine/simulation.hpp"

#include <atomic>
#include <string>
#include <vector>

namespace flow_against_oracle_test {

using namespace plimsoll;

namespace {

constexpr Microseconds interval = 1000 * hour;

/// What both say of a case; times since the start of the run.
struct CaseTrace {
    std::string outcome;
    Microseconds end = 0;
    FlowLedger elapsed;
    std::vector<int> visits;             ///< by step: begun
    std::vector<int> numbered;           ///< by step: begun, skipped or withdrawn; empty: not kept
    std::vector<Microseconds> worked;    ///< by step, one person's
    std::vector<Microseconds> join_wait; ///< by step

    bool operator==(const CaseTrace&) const = default;
};

/// Listens to the engine and keeps what became of every case.
class Witness {
public:
    explicit Witness(const Plan& plan, const Workflow& workflow)
        : steps_(workflow.steps.size()),
          outcomes_(static_cast<std::size_t>(plan.workflows[0].outcomes), "done") {
        for (std::size_t step = 0; step < steps_; ++step) {
            for (std::size_t exit = 0; exit < workflow.steps[step].exits.size(); ++exit) {
                const int outcome = plan.workflows[0].outcome_of_exit[step][exit];
                if (outcome >= 0) {
                    outcomes_[static_cast<std::size_t>(outcome)] =
                        workflow.steps[step].exits[exit].name;
                }
            }
        }
    }

    template <class Engine>
    void left(Engine& engine, const Case& subject, int outcome) {
        CaseTrace trace;
        trace.outcome = outcomes_.at(static_cast<std::size_t>(outcome));
        trace.end = engine.clock.wall(engine.clock.now());
        trace.elapsed = {
            subject.last.elapsed.usual[static_cast<std::size_t>(ElapsedCategory::touch)],
            subject.last.elapsed.usual[static_cast<std::size_t>(ElapsedCategory::external)]};
        trace.visits.resize(steps_);
        trace.worked.resize(steps_);
        trace.join_wait.resize(steps_);
        for (const CountedVisit& visit : subject.visits) {
            const auto step = static_cast<std::size_t>(visit.counter); // one team: a cell a step
            ++trace.visits[step];
            trace.worked[step] += visit.effort;
            trace.join_wait[step] += visit.join_wait;
            waited_ = waited_ || visit.wait > 0;
        }
        for (const StepMemory& memory : subject.memory) {
            trace.numbered.push_back(memory.visits);
        }
        if (seen_.size() <= subject.number) {
            seen_.resize(subject.number + 1);
        }
        seen_[subject.number] = std::move(trace);
    }

    /// By case number; a case that has not left has no outcome.
    const std::vector<CaseTrace>& seen() const { return seen_; }
    bool anybody_waited() const { return waited_; }

private:
    std::size_t steps_;
    std::vector<std::string> outcomes_;
    std::vector<CaseTrace> seen_;
    bool waited_ = false;
};

/// One workflow, a case every 1,000 hours around the clock, people without limit.
Operation operation_of(const Workflow& workflow) {
    Operation operation;
    operation.neutral = true;
    operation.calendar = round_the_clock();
    Team everybody;
    everybody.name = "everybody";
    everybody.unlimited = true;
    everybody.calendar = round_the_clock();
    operation.teams = {everybody};
    operation.workflows = {workflow};
    Demand& demand = operation.workflows[0].demand;
    demand.kind = Demand::Kind::every;
    demand.interval = Distribution{};
    demand.interval->a = static_cast<double>(interval);
    demand.calendar = round_the_clock();
    return operation;
}

/// The same steps with efforts and delays that vary.
Workflow with_exponential_times(Workflow workflow) {
    for (Step& step : workflow.steps) {
        if (step.effort) {
            step.effort->law = Law::exponential;
        }
        if (step.delay) {
            step.delay->length.law = Law::exponential;
        }
    }
    return workflow;
}

/// The first `cases` cases as the engine runs them, on one clock where it may or on the wall's.
std::vector<CaseTrace> run_engine(const Operation& operation, std::uint64_t seed, std::size_t cases,
                                  bool allow_one_clock) {
    const Plan plan = compile(operation, allow_one_clock);
    WorkUnit unit;
    unit.seed = seed;
    unit.cases = static_cast<std::int64_t>(cases);
    const std::atomic<bool> stop{false};
    const auto run_one = [&](auto engine) {
        const Replication record = run(engine);
        const Witness& witness = std::get<Witness>(engine.mechanisms);
        REQUIRE(record.open_cases == 0);
        REQUIRE_FALSE(witness.anybody_waited());
        return witness.seen();
    };
    const auto run_for = [&]<class Features>(Features) {
        return run_one(
            Simulation<Features, Witness>(plan, unit, stop, Witness(plan, operation.workflows[0])));
    };
    // Who can do more does less as well.
    const Work asked = work_asked_for(plan);
    if (asked == Work::usual && seed % 3 == 1) {
        return plan.one_clock ? run_for(Features<true, Work::usual>())
                              : run_for(Features<false, Work::usual>());
    }
    if (asked != Work::any && seed % 3 > 0) {
        return plan.one_clock ? run_for(Features<true, Work::joint>())
                              : run_for(Features<false, Work::joint>());
    }
    return plan.one_clock ? run_for(Features<true, Work::any>())
                          : run_for(Features<false, Work::any>());
}

CaseTrace reference(const Workflow& workflow, const CaseName& name, const Readings& readings,
                    std::vector<std::string>* happened = nullptr) {
    const Microseconds arrival = (static_cast<Microseconds>(name.number) + 1) * interval;
    const CaseFlow flow = follow_case(workflow, arrival, philox_luck(workflow, name), readings);
    if (happened != nullptr) {
        *happened = flow.trace;
    }
    std::vector<int> numbered(workflow.steps.size());
    for (const VisitRecord& record : flow.records) {
        ++numbered[static_cast<std::size_t>(record.step)];
    }
    return {flow.outcome, flow.end,    flow.elapsed,  flow.visits,
            numbered,     flow.worked, flow.join_wait};
}

/// Names the first other reading under which the reference says what the engine says.
std::string reading_that_agrees(const Workflow& workflow, const CaseName& name,
                                const CaseTrace& engine) {
    struct Named {
        const char* name;
        Readings readings;
    };
    std::vector<Named> others(5);
    others[0].name = "steps without time complete in file order";
    others[0].readings.zero_time = Readings::ZeroTime::in_file_order;
    others[1].name = "who is sent back to waits for the arcs into it alone";
    others[1].readings.sent_back_waits_for = Readings::SentBackWaitsFor::arcs_into_it;
    others[2].name = "delays end in file order with completions";
    others[2].readings.delay_ends = Readings::DelayEnds::in_file_order;
    others[3].name = "work thrown away does not keep the case open";
    others[3].readings.thrown_away_work_keeps_case_open = false;
    others[4].name = "a step that is done already holds no join";
    others[4].readings.steps_already_done_may_hold = false;
    for (const Named& other : others) {
        if (reference(workflow, name, other.readings) == engine) {
            return other.name;
        }
    }
    return "none";
}

/// The case as the engine has it, or how it differs from the reference.
void compare(const Workflow& workflow, std::uint64_t seed, std::size_t cases,
             bool allow_one_clock) {
    std::vector<CaseTrace> engine =
        run_engine(operation_of(workflow), seed, cases, allow_one_clock);
    REQUIRE(engine.size() == cases);
    for (std::size_t number = 0; number < cases; ++number) {
        CaseName name;
        name.seed = seed;
        name.number = static_cast<std::uint32_t>(number);
        std::vector<std::string> happened;
        const CaseTrace expected = reference(workflow, name, {}, &happened);
        CaseTrace& found = engine[number];
        if (found.numbered.empty()) {
            found.numbered = expected.numbered;
        }
        if (found == expected) {
            continue;
        }
        std::string story;
        for (const std::string& line : happened) {
            story += line + "\n";
        }
        INFO(workflow.name << ", seed " << seed << ", case " << number << "\n"
                           << story << "another reading that agrees with the engine: "
                           << reading_that_agrees(workflow, name, found));
        CHECK(found.outcome == expected.outcome);
        CHECK(found.end == expected.end);
        CHECK(found.visits == expected.visits);
        CHECK(found.numbered == expected.numbered);
        CHECK(found.worked == expected.worked);
        CHECK(found.join_wait == expected.join_wait);
        CHECK(found.elapsed.touch == expected.elapsed.touch);
        CHECK(found.elapsed.external == expected.elapsed.external);
        FAIL("the engine and the reference part ways");
    }
}

} // namespace

TEST_CASE("The engine follows every case as the reference does", "[sim][oracle]") {
    for (std::uint64_t seed = 0; seed < 3000; ++seed) {
        const Workflow workflow = random_workflow(seed);
        const bool allow_one_clock = seed % 2 == 0;
        compare(workflow, seed, 10, allow_one_clock);
        if (seed % 3 == 0) {
            compare(with_exponential_times(workflow), seed, 10, allow_one_clock);
        }
    }
}

} // namespace flow_against_oracle_test

// Batches, several visits, calls, interruptions, patience, pieces and appointments all at once, on
// random operations: every microsecond of cases and of people is accounted for once.
#include "oracle/random_workflow.hpp"
#include "sim/scene.hpp"

namespace execution_properties_test {

using namespace plimsoll;

namespace {

const std::string firm = R"(
calendar: Mon-Fri 09:00-17:00
teams:
  office:   {people: {a: {}, b: {speed: 70%}, c: {count: 2, speed: 150%}}}
  mornings: {people: 2.5, calendar: Mon-Fri 08:00-13:00, order: shortest}
  nights:
    people:
      late:  {count: 2, calendar: Mon-Fri 16:00-24:00}
      early: {calendar: Mon-Sat 04:00-12:00}
    order: priority
  always:   {people: 1, calendar: always}
workflows:
  w:      {demand: 3 per day, steps: {s: {team: office, effort: 1h}}}
  called: {demand: none, steps: {s: {team: office, effort: 10min, delay: 1h}}}
)";

class Dice {
public:
    explicit Dice(std::uint64_t seed) : state_(seed + 77) {}
    int roll(int sides) {
        state_ = state_ * 6364136223846793005U + 1442695040888963407U;
        return static_cast<int>((state_ >> 33U) % static_cast<std::uint64_t>(sides));
    }
    bool one_in(int sides) { return roll(sides) == 0; }

private:
    std::uint64_t state_;
};

Distribution exactly(Microseconds length) {
    Distribution law;
    law.a = static_cast<double>(length);
    return law;
}

Delay open_time(Microseconds length, const Operation& operation) {
    return {exactly(length), false, operation.calendar};
}

/// Some way to carry out a step that somebody works on.
void carry_out(Step& step, const Operation& operation, Dice& dice) {
    const bool alone = step.needs.size() == 1 && step.needs.front().people == 1;
    if (dice.one_in(4)) {
        step.interrupts = true;
    } else if (alone && dice.one_in(5)) {
        step.pace = 30 * minute;
    } else if (dice.one_in(4)) {
        Batch batch;
        batch.size = 2 + dice.roll(4);
        if (dice.one_in(2)) {
            batch.wait = open_time((1 + dice.roll(5)) * 50 * minute, operation);
        }
        if (dice.one_in(2)) {
            batch.effort = exactly(10 * minute);
        }
        step.batch = batch;
    } else if (!step.delay && dice.one_in(5)) {
        step.slot = Slot{30 * minute, open_time(70 * minute, operation), 0.2 * dice.roll(2)};
    }
    if (!step.batch && !step.pace && !step.delay && dice.one_in(4)) {
        Patience patience;
        patience.wait = open_time(2 * hour, operation);
        patience.during_work = dice.one_in(2);
        step.patience = patience;
    }
}

Operation random_operation(std::uint64_t seed) {
    Operation operation = operation_of(firm);
    Workflow workflow = random_workflow(seed);
    workflow.name = "w";
    workflow.demand = operation.workflows[0].demand;
    Dice dice(seed);
    for (Step& step : workflow.steps) {
        if (step.effort) {
            const int team = dice.roll(4);
            step.needs = {{team, team == 0 && dice.one_in(6) ? 2 : 1}};
            if (dice.one_in(5)) {
                const double share = dice.one_in(2) ? 1 : 0.4;
                step.needs.push_back({(team + 1 + dice.roll(3)) % 4, 1, share});
            }
            step.effort->law = dice.one_in(2) ? Law::exact : Law::exponential;
            step.effort->a /= 4;
            step.priority = 1 + dice.roll(9);
            carry_out(step, operation, dice);
        }
        if (dice.one_in(5)) {
            Repeat times;
            times.count.law = Law::uniform;
            times.count.b = 4;
            if (!step.delay && dice.one_in(2)) {
                times.apart = open_time(80 * minute, operation);
            }
            step.times = times;
        }
        step.calls = dice.one_in(6) ? 1 : -1;
    }
    operation.workflows[0] = workflow;
    return operation;
}

/// Nobody works on two things at once, and their hours are those of the log.
void check_people(const Scene& scene, Microseconds from, Microseconds to) {
    for (std::size_t person = 0; person < scene.plan.people.size(); ++person) {
        std::vector<std::pair<Microseconds, Microseconds>> spans;
        bool with_others = false;
        for (const LogRow& row : scene.record.log) {
            const std::vector<Need>& parts =
                row.need < 0 ? Table<Need>{} : scene.plan.queue(row.need).teams;
            // The log tells when the work ends, not when somebody leaves it.
            const bool leaves = std::any_of(parts.begin(), parts.end(), [&](const Need& part) {
                return part.team == scene.plan.people[person].team && part.share < 1;
            });
            if (leaves) {
                with_others = true;
            } else if (std::count(row.people.begin(), row.people.end(), static_cast<int>(person)) >
                       0) {
                spans.emplace_back(row.start, row.end);
                with_others = with_others || row.people.size() > 1;
            }
        }
        std::sort(spans.begin(), spans.end());
        // The items of a batch are worked on together.
        spans.erase(std::unique(spans.begin(), spans.end()), spans.end());
        const WeekClock& clock = scene.plan.clock(scene.plan.people[person].clock);
        Microseconds hours = 0;
        for (std::size_t i = 0; i < spans.size(); ++i) {
            REQUIRE((i == 0 || spans[i - 1].second <= spans[i].first));
            hours += clock.open_before(std::clamp(spans[i].second, from, to)) -
                     clock.open_before(std::clamp(spans[i].first, from, to));
        }
        const auto& counted = scene.record.people_worked[person];
        REQUIRE(counted[0] >= 0);
        REQUIRE(counted[1] >= 0);
        REQUIRE(total_of<Microseconds>(counted) <= scene.record.people_available[person]);
        if (!with_others) { // where others are off shift the log does not tell
            REQUIRE(total_of<Microseconds>(counted) == hours);
        }
    }
}

} // namespace

TEST_CASE("however steps are carried out, every microsecond is accounted for once",
          "[sim][property]") {
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        INFO("operation " << seed);
        const Operation operation = random_operation(seed);
        WorkUnit unit;
        unit.clients = 1;
        unit.seed = seed;
        unit.cases = 40;
        const Scene scene = run(operation, unit, Loop::wall);
        REQUIRE(scene.record.workflows[0].left == 40);
        for (const WorkflowSums& sums : scene.record.workflows) {
            int128 sum = 0;
            for (const int128 part : sums.elapsed) {
                REQUIRE((part >= 0));
                sum += part;
            }
            REQUIRE((sum == sums.flow_time));
        }
        unit.cases = 0;
        unit.warm_up = 3 * hour;
        unit.length = 100 * hour;
        unit.keep_log = true;
        const Scene window = run(operation, unit, Loop::wall);
        const WeekClock& clock = window.plan.clocks[0];
        check_people(window, clock.at_open(3 * hour), clock.at_open(103 * hour));
    }
}

} // namespace execution_properties_test

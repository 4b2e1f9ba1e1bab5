// What must hold of every operation in which it matters who does what: nobody at two places or at
// work off shift, every microsecond of a case and of everybody's shift accounted for once, whatever
// the words are that meet.
#include "oracle/random_workflow.hpp"
#include "sim/compile.hpp"
#include "sim/scene.hpp"

namespace people_properties_test {

using namespace plimsoll;

namespace {

class Dice {
public:
    explicit Dice(std::uint64_t seed) : state_(seed) {}
    int roll(int sides) {
        state_ = state_ * 6364136223846793005U + 1442695040888963407U;
        return static_cast<int>((state_ >> 33U) % static_cast<std::uint64_t>(sides));
    }

private:
    std::uint64_t state_;
};

bool lies_above(const Workflow& workflow, int above, int step) {
    for (const Arc& arc : workflow.steps[static_cast<std::size_t>(step)].after) {
        if (arc.from == above || lies_above(workflow, above, arc.from)) {
            return true;
        }
    }
    return false;
}

/// Random steps with random words about who does them.
Operation random_operation(std::uint64_t seed) {
    Dice dice(seed);
    Operation operation = operation_of(
        "calendar: Mon-Fri 09:00-17:00\nclients: {today: 3}\nteams:\n"
        "  office: {people: {anna: {skills: tax}, bob: {speed: 70%}, c: {count: 2, skills: tax}}}\n"
        "  mornings: {people: 2.5, calendar: Mon-Fri 08:00-13:00, order: shortest}\n"
        "  nights: {people: {late: {count: 2, calendar: Mon-Fri 16:00-24:00}, bob: {calendar: "
        "Mon-Sat 04:00-12:00}}, order: priority}\n"
        "  always: {people: {anna: {}, dora: {}}, calendar: always}\n"
        "workflows:\n  w:\n    demand: 20 per client per month\n    steps:\n      s: {team: "
        "office, "
        "effort: 1h}\n");
    Workflow workflow = random_workflow(seed);
    workflow.demand = operation.workflows[0].demand;
    for (std::size_t team = 0; team < 4; ++team) {
        if (dice.roll(3) == 0 && (team != 1 || seed % 2 == 0)) {
            const int helped = dice.roll(4);
            if (helped != static_cast<int>(team)) {
                operation.teams[team].helps.push_back({helped, dice.roll(2) == 0 ? 0.5 : 1.0});
            }
        }
    }
    const int steps = static_cast<int>(workflow.steps.size());
    // Half of them keep people of one team, where nobody in particular is asked for: two cases that
    // keep whom the other wants would wait for ever.
    bool keeps = seed % 2 == 0;
    const bool may_keep = !keeps;
    for (int i = 0; i < steps; ++i) {
        Step& step = workflow.steps[static_cast<std::size_t>(i)];
        if (!step.effort) {
            step.needs.clear();
            continue;
        }
        const int team = dice.roll(4);
        step.needs = {{team, 1}};
        step.effort->law = dice.roll(2) == 0 ? Law::exact : Law::exponential;
        step.effort->a /= 4;
        step.priority = 1 + dice.roll(9);
        if (dice.roll(4) == 0) {
            step.or_teams.push_back((team + 1) % 4);
        }
        if (team == 0 && dice.roll(4) == 0) {
            step.skill = "tax";
        }
        if (dice.roll(5) == 0 && team != 1 && step.or_teams.empty()) {
            step.needs.push_back({team == 3 ? 0 : 3, 1, 1});
        }
        if (team == 0 && step.skill.empty() && step.or_teams.empty() && dice.roll(4) == 0) {
            step.needs.front().people = 2; // of four
        }
        step.interrupts = dice.roll(8) == 0;
        if (!step.delay && dice.roll(8) == 0) {
            Delay lead;
            lead.length.a = static_cast<double>(hour);
            lead.calendar = operation.calendar;
            step.slot = Slot{30 * minute, lead, 0.2 * dice.roll(2)};
        }
    }
    for (int i = 0; i < steps; ++i) {
        Step& step = workflow.steps[static_cast<std::size_t>(i)];
        if (!step.effort) {
            continue;
        }
        const int other = dice.roll(steps);
        const bool may_follow =
            !may_keep || (step.needs.front().team != 1 && step.or_teams.empty());
        if (may_follow && dice.roll(2) == 0 && lies_above(workflow, other, i) &&
            workflow.steps[static_cast<std::size_t>(other)].effort) {
            PersonRule rule;
            rule.kind =
                dice.roll(2) == 0 ? PersonRule::Kind::same_as : PersonRule::Kind::other_than;
            rule.step = other;
            if (rule.kind == PersonRule::Kind::same_as && dice.roll(2) == 0) {
                Delay wait;
                wait.length.law = Law::exact;
                wait.length.a = static_cast<double>(hour);
                wait.calendar = operation.calendar;
                rule.any_after = wait;
            }
            step.person = rule;
        } else if (may_follow && dice.roll(4) == 0 && step.or_teams.empty()) {
            step.person = PersonRule{PersonRule::Kind::of_client, -1, {}};
        }
        const int until = dice.roll(steps);
        if (!keeps && step.or_teams.empty() && step.needs.back().team == 1 &&
            lies_above(workflow, i, until)) {
            step.keep = Keep{step.needs.back().team, until};
            keeps = true;
        }
    }
    operation.workflows = {workflow};
    if (compile(operation).workflows[0].holds) {
        // The end of keeping may hang on work beside it (ruling 2) that wants whom others keep.
        for (Step& step : operation.workflows[0].steps) {
            step.keep.reset();
        }
    }
    return operation;
}

WorkUnit so_many(std::int64_t cases, std::uint64_t seed) {
    WorkUnit unit;
    unit.clients = 3;
    unit.seed = seed;
    unit.cases = cases;
    unit.keep_log = true;
    return unit;
}

/// Nobody does two things at once, or works when not on shift.
void check_places(const Scene& scene) {
    const Plan& plan = scene.plan;
    std::vector<std::vector<std::pair<const LogRow*, int>>> work(plan.people.size());
    for (const LogRow& row : scene.record.log) {
        for (const int person : row.people) {
            const auto body = static_cast<std::size_t>(plan.person(person).body);
            work[body].emplace_back(&row, person);
        }
    }
    for (auto& own : work) {
        std::sort(own.begin(), own.end(), [](const auto& a, const auto& b) {
            return std::tie(a.first->start, a.first->end) < std::tie(b.first->start, b.first->end);
        });
        for (std::size_t i = 1; i < own.size(); ++i) {
            const PlanPerson& one = plan.person(own[i - 1].second);
            const PlanPerson& next = plan.person(own[i].second);
            const bool never_together =
                WeekClock::both(plan.clock(one.clock), plan.clock(next.clock)).never_opens();
            REQUIRE((never_together || own[i - 1].first->end <= own[i].first->start));
        }
    }
    for (std::size_t person = 0; person < plan.people.size(); ++person) {
        const auto& worked = scene.record.people_worked[person];
        REQUIRE(total_of<Microseconds>(worked) <= scene.record.people_available[person]);
    }
}

} // namespace

TEST_CASE("Whoever does it: every microsecond of a case is accounted for once",
          "[sim][people][property]") {
    std::int64_t blocked = 0;
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
        INFO("operation " << seed);
        const Scene scene = run(random_operation(seed), so_many(40, seed));
        const WorkflowSums& sums = scene.record.workflows[0];
        REQUIRE(sums.left == 40);
        int128 all = 0;
        for (const int128 part : sums.elapsed) {
            REQUIRE(part >= 0);
            all += part;
        }
        REQUIRE((all == sums.flow_time));
        REQUIRE((sums.in_progress == sums.flow_time));
        blocked += sums.elapsed[static_cast<std::size_t>(ElapsedCategory::blocked)] > 0 ? 1 : 0;
        check_places(scene);
        for (std::size_t team = 0; team < scene.plan.teams.size(); ++team) {
            int128 worked = 0;
            for (std::size_t person = 0; person < scene.plan.people.size(); ++person) {
                if (scene.plan.people[person].team == static_cast<int>(team)) {
                    worked += total_of<Microseconds>(scene.record.people_worked[person]);
                }
            }
            const TeamSums& sums_of_team = scene.record.teams[team];
            REQUIRE((worked == total_of<int128>(sums_of_team.worked)));
        }
    }
    CHECK(blocked > 50);
}

TEST_CASE("Whoever does it: cases do not get stuck in a window", "[sim][people][property]") {
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        INFO("operation " << seed);
        WorkUnit unit;
        unit.clients = 1;
        unit.seed = seed;
        unit.warm_up = 3 * hour;
        unit.length = 200 * hour;
        unit.keep_log = true;
        const Scene scene = run(random_operation(seed), unit);
        const WorkflowSums& sums = scene.record.workflows[0];
        REQUIRE(sums.arrived + 20 >= sums.left);
        REQUIRE(scene.record.open_cases < 60);
        check_places(scene);
    }
}

} // namespace people_properties_test

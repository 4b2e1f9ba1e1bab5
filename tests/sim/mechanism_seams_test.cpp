// The seams for mechanisms, tried with one more than there are (nineteenth_mechanism.hpp).
#include "catch.hpp"

#include "scenarios/formulas/known_limit.hpp"
#include "scenarios/formulas/known_work.hpp"
#include "scenarios/formulas/preview_validity.hpp"
#include "sim/mechanisms/simulate_with.hpp"
#include "sim/nineteenth_mechanism.hpp"
#include "sim/plan/features.hpp"
#include "sim/plan/simple_plan.hpp"
#include "sim/scene.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace mechanism_seams_test {

using namespace plimsoll;

namespace {

using Nineteen = MechanismList<EveryThird>;

struct Asked {
    Plan plan;
    Replication record;
};

Asked play_with(const std::string& text, std::int64_t cases, const std::string& name = "Asking") {
    const Operation operation = operation_of("name: " + name + "\n" + text);
    WorkUnit unit;
    unit.cases = cases;
    unit.clients = 5;
    const std::atomic<bool> stop{false};
    Asked asked{compile_with<Nineteen>(operation, false), {}};
    asked.record = simulate_with(Nineteen{}, asked.plan, unit, stop);
    return asked;
}

Replication play_without(const std::string& text, std::int64_t cases) {
    const Operation operation = operation_of("name: Asking\n" + text);
    WorkUnit unit;
    unit.cases = cases;
    unit.clients = 5;
    const std::atomic<bool> stop{false};
    return simulate(compile(operation, false), unit, stop);
}

int128 elapsed(const Replication& record, ElapsedCategory line) {
    int128 sum = 0;
    for (const WorkflowSums& sums : record.workflows) {
        sum += sums.elapsed[static_cast<std::size_t>(line)];
    }
    return sum;
}
int128 worked(const Replication& record, WorkCategory line) {
    int128 sum = 0;
    for (const TeamSums& sums : record.teams) {
        sum += sums.worked[static_cast<std::size_t>(line)];
    }
    return sum;
}

const std::string one_queue = "calendar: always\n"
                              "teams: {desk: {people: 2}}\n"
                              "workflows:\n  w:\n    demand: every 5h\n    steps:\n"
                              "      do: {team: desk, effort: exactly 1h}\n";

const std::vector<std::pair<std::string, std::string>> operations = {
    {"joins and reworks", "calendar: always\n"
                          "teams: {a: {people: 2}, b: {people: 1}}\n"
                          "workflows:\n  w:\n    demand: 3 per day\n    steps:\n"
                          "      one: {team: a, effort: 1h}\n"
                          "      left: {team: a, effort: 2h, after: one}\n"
                          "      right: {team: b, effort: 1h, after: one}\n"
                          "      both: {team: b, effort: 30min, after: [left, right],\n"
                          "             rework: {to: one, chance: 30%, effort: 50%}}\n"},
    {"batches", "calendar: always\n"
                "teams: {a: {people: 2}}\n"
                "workflows:\n  w:\n    demand: 4 per day\n    steps:\n"
                "      one: {team: a, effort: 1h}\n"
                "      all: {team: a, effort: 20min, after: one,\n"
                "            batch: {size: 3, wait: exactly 8h, effort: 30min}}\n"
                "      end: {team: a, effort: 20min, after: all}\n"},
    {"people by name", "calendar: Mon-Fri 09:00-17:00\n"
                       "teams: {a: {people: {anna: {}, ben: {}, cleo: {speed: 50%}}}}\n"
                       "workflows:\n  w:\n    demand: 4 per day\n    steps:\n"
                       "      one: {team: a, effort: 1h}\n"
                       "      two: {team: a, effort: 1h, after: one, person: same as one}\n"
                       "      check: {team: a, effort: 30min, after: two, person: not one,\n"
                       "              rework: {to: one, chance: 20%}}\n"},
    {"calendars", "calendar: Mon-Fri 09:00-17:00\n"
                  "teams:\n"
                  "  a: {people: 2}\n"
                  "  b: {people: 1, calendar: Mon-Thu 09:00-13:00}\n"
                  "  c: {people: 1, calendar: Mon-Fri 16:00-20:00}\n"
                  "workflows:\n  w:\n    demand: 2 per day\n    steps:\n"
                  "      one: {team: a, effort: 2h}\n"
                  "      two: {team: b, effort: 1h, after: one}\n"
                  "      three: {team: c, effort: 1h, after: one}\n"
                  "      four: {team: a, effort: 1h, after: [two, three]}\n"},
    {"joint work, patience, limits", "calendar: Mon-Fri 09:00-17:00\n"
                                     "teams:\n  a: {people: 2, wip: 8}\n  b: {people: 1}\n"
                                     "workflows:\n  w:\n    demand: 3 per day\n    steps:\n"
                                     "      one: {team: a, effort: 2h, patience: 2d}\n"
                                     "      meet: {team: a, with: b, effort: 30min, after: one}\n"
                                     "      two: {team: b, effort: 1h, after: meet, times: 2}\n"},
    {"calls, delays and steps without work",
     "calendar: always\n"
     "teams: {a: {people: 2}}\n"
     "workflows:\n"
     "  w:\n    demand: 3 per day\n    steps:\n"
     "      one: {team: a, effort: 1h}\n"
     "      wait: {delay: 2h, after: one}\n"
     "      ask: {team: a, effort: 30min, calls: helped, after: wait}\n"
     "      mark: {after: ask}\n"
     "      two: {team: a, effort: 1h, after: mark}\n"
     "  helped:\n    demand: none\n    steps:\n"
     "      help: {team: a, effort: 40min}\n"},
    {"interruptions and pieces", "calendar: Mon-Fri 09:00-17:00\n"
                                 "teams: {a: {people: 2}}\n"
                                 "workflows:\n"
                                 "  w:\n    demand: 2 per day\n    steps:\n"
                                 "      one: {team: a, effort: 3h}\n"
                                 "      two: {team: a, effort: 5h, pace: 2h per day, after: one}\n"
                                 "  urgent:\n    demand: 1 per day\n    steps:\n"
                                 "      now: {team: a, effort: 20min, interrupts: yes}\n"}};

} // namespace

TEST_CASE("Seams: the nineteenth mechanism holds, asks and adds, and its ledgers close",
          "[sim][mechanisms]") {
    // 30 visits five hours apart: every third waits an hour and is asked about for ten minutes; the
    // work takes a minute more.
    const Asked asked = play_with(one_queue, 30);
    CHECK(elapsed(asked.record, ElapsedCategory::handoff) == 10 * hour);
    CHECK(elapsed(asked.record, ElapsedCategory::clarification) == 100 * minute);
    CHECK(elapsed(asked.record, ElapsedCategory::retry) == 7 * 30 * minute);
    CHECK(elapsed(asked.record, ElapsedCategory::touch) == 30 * 61 * minute);
    CHECK(elapsed(asked.record, ElapsedCategory::queue) == 0);
    CHECK(worked(asked.record, WorkCategory::direct) == 30 * hour);
    CHECK(worked(asked.record, WorkCategory::switching) == 30 * minute);
    CHECK(worked(asked.record, WorkCategory::clarification) == 100 * minute);
    CHECK(asked.record.counters[0].visits == 30);
    CHECK(asked.record.counters[0].effort == 30 * 61 * minute);
    CHECK((asked.record.teams[0].demanded[0] == 30 * 61 * minute + 100 * minute));
    REQUIRE(asked.record.own.size() == 2);
    CHECK(asked.record.own[0].name == "answers_per_case");
    CHECK(asked.record.own[0].sum == 10);
    CHECK(asked.record.own[0].each == 30);
}

TEST_CASE("Seams: it works with every other word", "[sim][mechanisms]") {
    for (const auto& [name, text] : operations) {
        INFO(name);
        const Asked asked = play_with(text, 200);
        const Replication& record = asked.record;
        CHECK(record.open_cases == 0);
        CHECK(record.stalled == 0);
        for (const WorkflowSums& sums : record.workflows) {
            CHECK((total_of<int128>(sums.elapsed) == sums.flow_time));
        }
        CHECK((elapsed(record, ElapsedCategory::handoff) > 0));
        CHECK((elapsed(record, ElapsedCategory::clarification) > 0));
        CHECK((elapsed(record, ElapsedCategory::retry) > 0));
        CHECK((worked(record, WorkCategory::clarification) > 0));
        int128 of_people = 0;
        for (std::size_t person = 0; person < record.people_worked.size(); ++person) {
            const auto of_person = total_of<Microseconds>(record.people_worked[person]);
            CHECK(of_person <= record.people_available[person]);
            for (const Microseconds line : record.people_worked[person]) {
                CHECK(line >= 0);
            }
            of_people += of_person;
        }
        int128 of_teams = 0;
        for (const TeamSums& team : record.teams) {
            of_teams += total_of<int128>(team.worked);
        }
        CHECK((of_people == of_teams));
        // Not an hour of questions is missing: each that was answered took its ten minutes.
        CHECK(record.own[0].sum > 0);
        // Half as fast, twenty minutes.
        CHECK((worked(record, WorkCategory::clarification) >=
               static_cast<int128>(record.own[0].sum) * 10 * minute));
    }
}

TEST_CASE("Seams: where it is not in force, nothing changes", "[sim][mechanisms]") {
    for (const auto& [name, text] : operations) {
        INFO(name);
        const Asked off = play_with(text, 100, "Silent");
        CHECK_FALSE(off.plan.has_mechanisms());
        CHECK(off.record == play_without(text, 100));
    }
}

TEST_CASE("Seams: one question keeps a mechanism from what knows none", "[sim][mechanisms]") {
    const Operation operation = operation_of("name: Asking\n" + one_queue);
    const Plan without = compile(operation);
    CHECK(is_simple(without));
    CHECK(work_asked_for(without) == Work::usual);
    // Nothing else about it: not its side work's rank, not its clocks.
    Plan bare = without;
    bare.mechanisms.push_back(std::make_shared<PlanMechanism>());
    CHECK_FALSE(is_simple(bare));
    CHECK(work_asked_for(bare) == Work::any);
    const Plan with = compile_with<Nineteen>(operation);
    REQUIRE(with.has_mechanisms());
    CHECK_FALSE(is_simple(with));
    CHECK(work_asked_for(with) == Work::any);
    CHECK_FALSE(with.one_clock);
    const std::vector<std::string> reasons = preview_validity(operation, with);
    CHECK(std::find(reasons.begin(), reasons.end(), "mechanisms act that no formula knows") !=
          reasons.end());
    CHECK(KnownWork(operation, without).of_case(0, 0).has_value());
    CHECK_FALSE(KnownWork(operation, with).of_case(0, 0).has_value());
    const Operation growing = operation_of("name: Asking\ncalendar: always\n"
                                           "teams: {desk: {people: 2}}\nworkflows:\n  w:\n"
                                           "    demand: 1 per client per day\n    steps:\n"
                                           "      do: {team: desk, effort: exactly 1h}\n");
    CHECK(KnownLimit(growing, compile(growing)).at_most()->clients == Approx(48));
    CHECK_FALSE(KnownLimit(growing, compile_with<Nineteen>(growing)).at_most().has_value());
}

} // namespace mechanism_seams_test

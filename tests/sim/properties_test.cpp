// What must hold of every operation, whatever it is: names do not matter, more clients never
// shorten a wait, more people never lengthen one, every microsecond is accounted for once.
#include "oracle/random_workflow.hpp"
#include "sim/scene.hpp"

#include <map>

namespace properties_test {

using namespace plimsoll;

namespace {

const std::string agency = R"(
currency: EUR
teams:
  account:  {people: 3, cost: 48 per hour, calendar: Mon-Fri 09:00-17:00}
  delivery: {people: 2.5, cost: 55 per hour, calendar: Mon-Fri 08:00-16:00}
  founder:  {people: 1, order: priority, calendar: Mon-Fri 10:00-18:00}
workflows:
  onboarding:
    demand: 4 per client per month
    due: 5d
    steps:
      kickoff:  {team: account, with: founder, effort: 20min..1h, exits: {go: 80%, leave: rest}}
      contract: {team: founder, effort: 15min, after: kickoff.go, chance: 60%}
      setup:    {team: delivery, effort: 1h..3h, after: kickoff.go, delay: 1h..6h}
      review:   {team: founder, effort: 10min, after: [setup, contract], rework: {to: setup, chance: 25%, effort: 40%}, exits: {good: 90%, stopped: rest}}
      invoice:  {team: account, effort: 5min, after: review.good, cost: 3 each}
)";

std::string with(std::string text,
                 const std::vector<std::pair<std::string, std::string>>& changes) {
    for (const auto& [from, to] : changes) {
        REQUIRE(text.find(from) != std::string::npos);
        for (std::size_t at = text.find(from); at != std::string::npos;
             at = text.find(from, at + to.size())) {
            text.replace(at, from.size(), to);
        }
    }
    return text;
}

WorkUnit so_many(std::int64_t cases, std::int64_t clients = 3, std::uint64_t seed = 1) {
    WorkUnit unit;
    unit.clients = clients;
    unit.seed = seed;
    unit.cases = cases;
    unit.keep_log = true;
    return unit;
}

WorkUnit window(Microseconds warm_up, Microseconds length, std::int64_t clients) {
    WorkUnit unit;
    unit.clients = clients;
    unit.warm_up = warm_up;
    unit.length = length;
    unit.keep_log = true;
    return unit;
}

/// Random steps done by teams in hours of their own, some by two people or two teams at once.
Operation random_operation(std::uint64_t seed, bool shares_work = true) {
    Operation operation = operation_of(
        "calendar: Mon-Fri 09:00-17:00\nteams:\n"
        "  office: {people: {a: {}, b: {speed: 70%}, c: {count: 2, speed: 150%}}}\n"
        "  mornings: {people: 2.5, calendar: Mon-Fri 08:00-13:00, order: shortest}\n"
        "  nights: {people: {late: {count: 2, calendar: Mon-Fri 16:00-24:00}, early: {calendar: "
        "Mon-Sat 04:00-12:00}}, order: priority}\n"
        "  always: {people: 1, calendar: always}\n"
        "workflows:\n  w:\n    demand: 3 per day\n    steps:\n      s: {team: office, effort: "
        "1h}\n");
    Workflow workflow = random_workflow(seed);
    workflow.demand = operation.workflows[0].demand;
    std::uint64_t dice = seed;
    const auto roll = [&dice](int sides) {
        dice = dice * 6364136223846793005U + 1442695040888963407U;
        return static_cast<int>((dice >> 33U) % static_cast<std::uint64_t>(sides));
    };
    for (Step& step : workflow.steps) {
        if (step.effort) {
            const int team = roll(4);
            step.needs = {{team, 1}};
            if (shares_work && team == 0 && roll(4) == 0) {
                step.needs.front().people = 2;
            } else if (shares_work && team != 2 && roll(4) == 0) {
                step.needs.push_back({team == 3 ? 0 : 3, 1});
            }
            step.effort->law = roll(2) == 0 ? Law::exact : Law::exponential;
            step.effort->a /= 4;
            step.priority = 1 + roll(9);
        }
        if (step.delay && !step.delay->wall_clock) {
            step.delay->calendar = operation.teams[static_cast<std::size_t>(roll(4))].calendar;
        }
    }
    operation.workflows = {workflow};
    return operation;
}

int128 sum_of(const std::array<int128, elapsed_categories>& ledger) {
    int128 sum = 0;
    for (const int128 part : ledger) {
        sum += part;
    }
    return sum;
}

/// Everybody's work as the log tells it, clipped to the window, in their own hours.
void check_people(const Scene& scene, Microseconds from, Microseconds to) {
    const Plan& plan = scene.plan;
    std::vector<std::vector<const LogRow*>> work(plan.people.size());
    std::vector<Microseconds> worked(plan.people.size());
    for (const LogRow& row : scene.record.log) {
        WeekClock together; // of everybody on it
        for (const int person : row.people) {
            work[static_cast<std::size_t>(person)].push_back(&row);
            together = WeekClock::both(together, plan.clock(plan.person(person).clock));
        }
        for (const int person : row.people) {
            worked[static_cast<std::size_t>(person)] +=
                together.open_before(std::clamp(row.end, from, to)) -
                together.open_before(std::clamp(row.start, from, to));
            REQUIRE(together.is_open(row.start));
        }
    }
    std::vector<int128> of_team(plan.teams.size());
    std::vector<int128> available(plan.teams.size());
    for (std::size_t person = 0; person < plan.people.size(); ++person) {
        std::sort(work[person].begin(), work[person].end(),
                  [](const LogRow* a, const LogRow* b) { return a->start < b->start; });
        for (std::size_t i = 1; i < work[person].size(); ++i) {
            REQUIRE(work[person][i - 1]->end <= work[person][i]->start);
        }
        const auto& counted = scene.record.people_worked[person];
        REQUIRE(total_of<Microseconds>(counted) == worked[person]);
        const Microseconds idle = scene.record.people_available[person] - worked[person];
        REQUIRE(idle >= 0);
        const auto team = static_cast<std::size_t>(plan.people[person].team);
        of_team[team] += worked[person];
        available[team] += worked[person] + idle;
    }
    for (std::size_t team = 0; team < plan.teams.size(); ++team) {
        const TeamSums& sums = scene.record.teams[team];
        REQUIRE((total_of<int128>(sums.worked) == of_team[team]));
        REQUIRE((sums.available == available[team]));
    }
}

using CaseKey = std::tuple<std::uint32_t, std::uint32_t>;

/// Waits at the only step of an operation, by case.
std::map<CaseKey, Microseconds> waits(const std::string& people, std::int64_t clients,
                                      std::uint64_t seed) {
    const Operation operation =
        operation_of("calendar: Mon-Fri 09:00-17:00\nteams: {t: {people: " + people +
                     "}}\nworkflows:\n  w:\n    demand: 8 per client per week\n    steps:\n"
                     "      s: {team: t, effort: lognormal(mean=50min cv=1.5)}\n");
    WorkUnit unit = window(0, 400 * hour, clients);
    unit.seed = seed;
    std::map<CaseKey, Microseconds> found;
    for (const LogRow& row : run(operation, unit).record.log) {
        found[{row.client, row.number}] = row.queue + row.off_duty;
    }
    return found;
}

} // namespace

TEST_CASE("Names, labels and the currency change nothing", "[sim][property]") {
    const Scene before = run(operation_of(agency), so_many(1000));
    const Scene after =
        run(operation_of(with(agency, {{"EUR", "JPY"},
                                       {"account", "zoo"},
                                       {"delivery", "a b"},
                                       {"founder", "M-1"},
                                       {"kickoff", "zz"},
                                       {"setup", "aa"},
                                       {"leave", "other"},
                                       {"good", "fine"},
                                       {"onboarding", "flow"},
                                       {"people: 3,", "people: 3, label: Accounts,"},
                                       {"effort: 5min", "effort: 5min, label: Send the invoice"}})),
            so_many(1000));
    CHECK((before.record == after.record));
    const Scene dearer =
        run(operation_of(with(agency, {{"cost: 3 each", "cost: 4 each"}})), so_many(1000));
    CHECK_FALSE((before.record == dearer.record)); // what does matter is seen
}

TEST_CASE("A step without work, written last in the file, changes nothing", "[sim][property]") {
    const Scene before = run(operation_of(agency), so_many(1000));
    for (const std::string more : {"{}", "{after: invoice}", "{after: [setup, contract]}",
                                   "{after: [setup, invoice], chance: 30%}"}) {
        INFO(more);
        Scene after = run(operation_of(agency + "      milestone: " + more + "\n"), so_many(1000));
        const std::int64_t visits = after.record.counters.back().visits;
        after.record.counters.pop_back();
        CHECK((after.record.at_step.back() == 0)); // nobody stays at it
        after.record.at_step.pop_back();
        after.record.steps -= visits;
        // The log tells of the step itself, too.
        int last = 0;
        for (const LogRow& row : before.record.log) {
            last = std::max(last, row.step);
        }
        std::erase_if(after.record.log, [last](const LogRow& row) { return row.step > last; });
        CHECK(after.record.log == before.record.log);
        CHECK(after.record.left == before.record.left);
        CHECK((after.record == before.record));
    }
}

TEST_CASE("More clients never shorten a wait for one team in the order of arrival",
          "[sim][property]") {
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        std::map<CaseKey, Microseconds> fewer = waits("3", 4, seed);
        for (const std::int64_t clients : {5, 8, 9, 14, 20}) {
            const std::map<CaseKey, Microseconds> more = waits("3", clients, seed);
            std::size_t compared = 0;
            for (const auto& [name, wait] : more) {
                const auto before = fewer.find(name);
                if (before != fewer.end()) {
                    REQUIRE(before->second <= wait);
                    ++compared;
                }
            }
            REQUIRE(compared > 50);
            fewer = more;
        }
    }
}

TEST_CASE("More people never lengthen a wait in the order of arrival", "[sim][property]") {
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        std::map<CaseKey, Microseconds> fewer = waits("1", 14, seed);
        for (const std::string people : {"1.5", "2", "3", "4.5", "7"}) {
            const std::map<CaseKey, Microseconds> more = waits(people, 14, seed);
            REQUIRE(fewer.size() > 100);
            for (const auto& [name, wait] : fewer) {
                REQUIRE(more.at(name) <= wait);
            }
            fewer = more;
        }
    }
}

TEST_CASE("Every microsecond of a case is accounted for once", "[sim][property]") {
    for (std::uint64_t seed = 0; seed < 500; ++seed) {
        INFO("operation " << seed);
        const Scene scene = run(random_operation(seed), so_many(40, 1, seed));
        const WorkflowSums& sums = scene.record.workflows[0];
        REQUIRE(sums.left == 40);
        REQUIRE((sum_of(sums.elapsed) == sums.flow_time));
        for (const int128 part : sums.elapsed) {
            REQUIRE(part >= 0);
        }
        // Little's law without a limit: all have come and gone.
        REQUIRE((sums.in_progress == sums.flow_time));
        check_people(scene, 0, scene.record.left.back().end); // which ends the run
    }
}

TEST_CASE("Every microsecond of everybody's shift is work or idle, in any window",
          "[sim][property]") {
    for (std::uint64_t seed = 0; seed < 500; ++seed) {
        INFO("operation " << seed);
        WorkUnit unit = window(3 * hour, 100 * hour, 1);
        unit.seed = seed;
        const Scene scene = run(random_operation(seed), unit);
        const WeekClock& clock = scene.plan.clocks[0];
        check_people(scene, clock.at_open(3 * hour), clock.at_open(103 * hour));
        int128 in_progress = 0; // of those that left; the open ones come on top
        for (const LeftRow& row : scene.record.left) {
            const auto inside = [&](Microseconds t) {
                return std::clamp(clock.open_before(t), 3 * hour, 103 * hour);
            };
            in_progress += inside(row.end) - inside(row.arrival);
        }
        REQUIRE((scene.record.workflows[0].in_progress >= in_progress));
        if (scene.record.open_cases == 0) {
            REQUIRE((scene.record.workflows[0].in_progress == in_progress));
        }
    }
}

TEST_CASE("Nobody is idle while work that one person may do waits", "[sim][property]") {
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        INFO("operation " << seed);
        Scene scene = run(random_operation(seed, false), so_many(40, 1, seed));
        std::erase_if(scene.record.log, [](const LogRow& row) { return row.people.empty(); });
        for (const LogRow& waiting : scene.record.log) {
            const int team = scene.plan.person(waiting.people[0]).team;
            for (std::size_t person = 0; person < scene.plan.people.size(); ++person) {
                const WeekClock& shift = scene.plan.clock(scene.plan.people[person].clock);
                if (scene.plan.people[person].team != team) {
                    continue;
                }
                Microseconds free =
                    shift.open_before(waiting.start) - shift.open_before(waiting.ready);
                for (const LogRow& row : scene.record.log) {
                    if (row.people[0] == static_cast<int>(person) && row.end > waiting.ready &&
                        row.start < waiting.start) {
                        free -= shift.open_before(std::min(row.end, waiting.start)) -
                                shift.open_before(std::max(row.start, waiting.ready));
                    }
                }
                REQUIRE(free == 0);
            }
        }
    }
}

TEST_CASE("What waits in a queue is what its visits waited", "[sim][property]") {
    const Scene scene = run(operation_of(with(agency, {{", with: founder", ""}})), so_many(2000));
    for (std::size_t team = 0; team < scene.plan.teams.size(); ++team) {
        int128 waited = 0;
        for (std::size_t counter = 0; counter < scene.plan.counters.size(); ++counter) {
            waited += scene.plan.counters[counter].team == static_cast<int>(team)
                          ? scene.record.counters[counter].wait
                          : 0;
        }
        CHECK((scene.record.teams[team].queue_length >= waited));
        // Only what an ending exit withdrew has waited for nothing.
        CHECK((scene.record.teams[team].queue_length - waited <
               scene.record.teams[team].queue_length / 20 + hour));
    }
}

TEST_CASE("A due that stands still wherever time passes is always kept", "[sim][property][due]") {
    std::int64_t late = 0;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        INFO("seed " << seed);
        Operation operation = random_operation(seed);
        Due due;
        due.within = 1;
        due.calendar = operation.calendar;
        operation.workflows[0].due = due;
        const Scene running = run(operation, so_many(60));
        late += running.record.workflows[0].due - running.record.workflows[0].met;
        for (std::size_t i = 0; i < operation.workflows[0].steps.size(); ++i) {
            operation.workflows[0].due->pauses.push_back(static_cast<int>(i));
        }
        const Scene standing = run(operation, so_many(60));
        REQUIRE(standing.record.workflows[0].due == 60);
        REQUIRE(standing.record.workflows[0].met == 60);
    }
    CHECK(late > 1000);
}

} // namespace properties_test

// The event log holds the visits that the figures count: both are recomputed from it here.
#include "catch.hpp"
#include "model/read/read_operation.hpp"
#include "neutral.hpp"
#include "scenarios/study.hpp"
#include "sim/calendar/week_clock.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace log_of_volume_test {

using namespace plimsoll;

namespace {

const std::string shop = R"(
teams:
  desk:   {people: {anna: {}, junior: {count: 2, speed: 70%}}}
  makers: {people: 2.5}
  boss:   {people: 1, calendar: Mon-Thu 09:00-13:00}
  help:   {people: unlimited}
workflows:
  order:
    demand: 5 per client per month
    steps:
      take: {team: desk, effort: 20min..1h, exits: {wanted: 80%, not: rest}}
      make: {team: makers, effort: 2h, after: take.wanted, rework: {to: make, chance: 20%}}
      rest: {after: make, delay: 1d}
      sign: {team: boss, with: [help], effort: 10min, after: rest}
  walk-in:
    demand: 1 per hour
    steps: {look: {team: desk, effort: 5min}}
)";

Result run_of(const std::string& model, StudySettings settings) {
    const ReadResult read = read_operation({"model.yaml", neutral(model)});
    REQUIRE(read.operation);
    settings.replications = 1;
    settings.keep_log = true;
    return run_study(
        *read.operation, 40, settings, [](const StudyProgress&) {}, false);
}

StudySettings steady() {
    StudySettings settings;
    settings.warm_up = 200 * hour;
    settings.hours = 1000 * hour;
    return settings;
}

StudySettings by_cases() {
    StudySettings settings;
    settings.from_empty = true;
    settings.cases = 500;
    return settings;
}

} // namespace

TEST_CASE("the log holds the visits that the figures count", "[log]") {
    for (const StudySettings& settings : {steady(), by_cases()}) {
        const Result result = run_of(shop, settings);
        REQUIRE(result.log);
        const WeekClock clock(result.operation.calendar);
        struct Seen {
            std::int64_t visits = 0;
            double wait = 0;
        };
        std::map<std::pair<int, int>, Seen> steps;
        std::map<std::tuple<int, std::uint32_t, std::uint32_t>,
                 std::pair<Microseconds, Microseconds>>
            cases;
        Microseconds latest = 0;
        for (const LoggedVisit& visit : result.log->visits) {
            CHECK(visit.start >= latest);
            latest = visit.start;
            CHECK(visit.enabled <= visit.start);
            CHECK(visit.start <= visit.end);
            Seen& seen = steps[{visit.workflow, visit.step}];
            ++seen.visits;
            seen.wait += static_cast<double>(clock.open_before(visit.start) -
                                             clock.open_before(visit.enabled));
            const auto [place, first] = cases.try_emplace(
                {visit.workflow, visit.client, visit.number}, std::pair{visit.enabled, visit.end});
            place->second.first = std::min(place->second.first, visit.enabled);
            place->second.second = std::max(place->second.second, visit.end);
        }
        const VolumeFigures& volume = result.volumes.front();
        std::size_t figure = 0;
        for (int workflow = 0; workflow < 2; ++workflow) {
            for (int step = 0; step < (workflow == 0 ? 4 : 1); ++step) {
                const StepFigures& counted = volume.steps.at(figure++);
                const Seen seen = steps[{workflow, step}];
                INFO(counted.name);
                CHECK(seen.visits == counted.count);
                CHECK(seen.visits > 0);
                if (counted.wait.mean.value) {
                    CHECK(seen.wait / static_cast<double>(seen.visits) /
                              static_cast<double>(hour) ==
                          Approx(counted.wait.mean.value->mean).epsilon(1e-12));
                }
            }
        }
        double stay = 0;
        for (const auto& [key, from_to] : cases) {
            stay += static_cast<double>(from_to.second - from_to.first);
        }
        CHECK(stay / static_cast<double>(cases.size()) / static_cast<double>(hour) ==
              Approx(volume.flow_time_wall.mean.value->mean).epsilon(1e-12));
    }
}

TEST_CASE("the log names people by team, name and number, and unlimited teams by themselves",
          "[log]") {
    const Result result = run_of(shop, steady());
    CHECK(result.log->resources == std::vector<std::string>{"desk anna", "desk junior 1",
                                                            "desk junior 2", "makers 1", "makers 2",
                                                            "makers 3", "boss 1", "desk", "makers",
                                                            "boss", "help"});
    for (const LoggedVisit& visit : result.log->visits) {
        const bool rest = visit.workflow == 0 && visit.step == 2;
        const bool sign = visit.workflow == 0 && visit.step == 3;
        CHECK(visit.resources.size() == (sign ? 2U : rest ? 0U : 1U));
        if (sign) {
            CHECK(visit.resources == std::vector<int>{6, 10});
            CHECK((visit.start == visit.enabled || visit.waited_in_queue || visit.waited_off_duty));
        }
    }
}

TEST_CASE("a log changes no figure, and is kept only where it is asked for", "[log]") {
    const ReadResult read = read_operation({"model.yaml", neutral(shop)});
    StudySettings settings = steady();
    settings.replications = 3;
    const auto run = [&] {
        return run_study(
            *read.operation, 40, settings, [](const StudyProgress&) {}, false);
    };
    const Result without = run();
    settings.keep_log = true;
    const Result with = run();
    CHECK_FALSE(without.log);
    CHECK(without.volumes.front().flow_time.mean.value->mean ==
          with.volumes.front().flow_time.mean.value->mean);
}

} // namespace log_of_volume_test

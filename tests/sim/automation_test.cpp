// M12 and M18: programs that fail, try again, fall back on people, are wrong for days, and crash.
#include "catch.hpp"

#include "sim/mechanism_scene.hpp"
#include "sim/mechanisms/defects.hpp"
#include "sim/mechanisms/manual_share.hpp"
#include "sim/mechanisms/odd_cases.hpp"

#include <cmath>
#include <string>
#include <utility>
#include <vector>

namespace automation_test {

using namespace plimsoll;

namespace {

std::string office(const std::string& automation, const std::string& more = "",
                   const std::string& demand = "every 10h") {
    return "assumptions: neutral\ncalendar: always\n" + more +
           "teams: {ana: {people: 1}, ben: {people: 1}}\nworkflows:\n  w:\n    demand: " + demand +
           "\n    steps:\n      book: {team: ana, effort: exactly 60min, manual: 0%, automated: "
           "exactly 10min, " +
           automation + "}\n      send: {team: ben, after: book, effort: exactly 30min}\n";
}
Scene play_it(const std::string& text, std::int64_t cases = 1) {
    return play_mechanisms<ManualShare, AutomationFails, Crashes, OddCases, Defects>(text, cases);
}
Mean mean_of_run(const Operation& operation, std::uint64_t seed, const std::string& figure) {
    WorkUnit unit;
    unit.seed = seed;
    unit.clients = 1;
    unit.warm_up = 500 * hour;
    unit.length = 20'000 * hour;
    return mean_of<ManualShare, AutomationFails, Crashes, OddCases, Defects>(
        operation, unit, [&](const Scene& scene) { return published(scene, figure); });
}

} // namespace

TEST_CASE("M12.27: what a program cannot do Ana does, with a quarter more effort",
          "[sim][mechanisms]") {
    // Tried for 10 min, then in Ana's queue, then 75 min of her time. Case 1 finds her free.
    const Scene scene = play_it(office("automation: {cannot: 100%, fails: 0%, idempotent: yes, "
                                       "alert: yes, episodes: 0 per year}",
                                       "", "every 1h"),
                                2);
    CHECK(whole_diary(scene) ==
          DiaryLines{"Mon 01:10 - Mon 02:25 book 0 by 0", "Mon 02:25 - Mon 02:55 send 0 by 1",
                     "Mon 02:25 - Mon 03:40 book 1 by 0", "Mon 03:40 - Mon 04:10 send 1 by 1"});
    CHECK(elapsed(scene, 0, ElapsedCategory::automated) == 20 * minute);
    CHECK(elapsed(scene, 0, ElapsedCategory::fallback) == 15 * minute);
    CHECK(elapsed(scene, 0, ElapsedCategory::queue) == 0);
    CHECK(worked(scene, WorkCategory::automation) == 150 * minute);
    CHECK(worked(scene, WorkCategory::direct) == 60 * minute);
    CHECK(published(scene, "automation.fallback_share") == 1);
    check_ledger(scene);

    // Ben stands in where the model says so.
    const Scene by_ben = play_it(office("automation: {cannot: 100%, fails: 0%, idempotent: yes, "
                                        "alert: yes, episodes: 0 per year, fallback: ben}"));
    CHECK(whole_diary(by_ben) ==
          DiaryLines{"Mon 10:10 - Mon 11:25 book 0 by 1", "Mon 11:25 - Mon 11:55 send 0 by 1"});
    check_ledger(by_ben);
}

TEST_CASE("M12.27: it tries again after a while, and then people do it", "[sim][mechanisms]") {
    const Scene scene = play_it(
        office("automation: {fails: 100%, cannot: 0%, retries: 2, idempotent: yes, alert: yes, "
               "episodes: 0 per year}"));
    // Three attempts of 10 min; waits of at most 1 and 2 min between them.
    CHECK(elapsed(scene, 0, ElapsedCategory::automated) == 30 * minute);
    const Microseconds waited = elapsed(scene, 0, ElapsedCategory::retry);
    CHECK(waited > 0);
    CHECK(waited < 3 * minute);
    CHECK(worked(scene, WorkCategory::automation) == 75 * minute);
    check_ledger(scene);
}

TEST_CASE("M12.28: what has taken effect all the same leaves a duplicate for Ana to clean up",
          "[sim][mechanisms]") {
    const std::string text =
        office("automation: {fails: 100%, cannot: 0%, retries: 3, idempotent: no, alert: yes, "
               "episodes: 0 per year}",
               "", "every 30h");
    const Scene scene = play_it(text, 40);
    // Four failures a case, 30% of which have taken effect.
    const double duplicates = published(scene, "automation.duplicates_per_case");
    CHECK(duplicates > 0.7);
    CHECK(duplicates < 1.7);
    // Half an hour each; clean-up goes ahead of Ana's own work.
    CHECK(static_cast<double>(worked(scene, WorkCategory::duplicate)) / minute ==
          Approx(30 * 40 * duplicates));
    check_ledger(scene);
}

TEST_CASE("M12.29: without an alert some failures are silent, and are errors",
          "[sim][mechanisms]") {
    const std::string text = office(
        "automation: {cannot: 100%, fails: 0%, idempotent: yes, alert: no, episodes: 0 per year}",
        "errors: 0%\ndetects: 0%\nclient_finds: {chance: 100%}\n", "every 30h");
    const Scene scene = play_it(text, 200);
    const double silent = 1 - published(scene, "automation.fallback_share");
    CHECK(silent > 0.12);
    CHECK(silent < 0.29);
    CHECK(published(scene, "defects.planted_per_case") == Approx(silent));
    check_ledger(scene);
}

TEST_CASE("T14: attempts, fallbacks and duplicates", "[sim][mechanisms]") {
    // f_t 8%, f_p 2%, R 3: 0.021738 fall back for good and 0.08^4 tried out; 0.3 of 0.086956
    // failures for a while have taken effect: 0.026087 duplicates a case.
    const Operation operation = operation_of(
        office("automation: {fails: 8%, cannot: 2%, retries: 3, idempotent: no, alert: yes, "
               "episodes: 0 per year}",
               "", "6 per day"));
    for (const std::uint64_t seed : {11U, 12U, 13U}) {
        const auto fallback = mean_of_run(operation, seed, "automation.fallback_share");
        CHECK(std::abs(fallback.mean - (0.021738 + 4.096e-5)) < fallback.half);
        const auto duplicates = mean_of_run(operation, seed, "automation.duplicates_per_case");
        CHECK(std::abs(duplicates.mean - 0.026086) < duplicates.half);
    }
}

TEST_CASE("M12.30: an episode makes every automated execution wrong until it is found",
          "[sim][mechanisms]") {
    // a = 12 a year of 365 days, L = 3 days: a L / (Y + a L) = 0.0897 of the time.
    const Operation operation = operation_of(office(
        "automation: {fails: 0%, cannot: 0%, idempotent: yes, alert: yes, episodes: 12 per year, "
        "found_after: 72h}",
        "errors: 0%\ndetects: 0%\nclient_finds: {chance: 100%}\n", "6 per day"));
    for (const std::uint64_t seed : {11U, 12U, 13U}) {
        const auto share = mean_of_run(operation, seed, "automation.episode_share");
        CHECK(std::abs(share.mean - 36. / (365 + 36)) < share.half);
        const auto planted = mean_of_run(operation, seed, "defects.planted_per_case");
        CHECK(planted.mean == Approx(share.mean)); // one execution a case
    }
}

TEST_CASE("M18.36: a crash starts over what is under way, unless it may go on where it stopped",
          "[sim][mechanisms]") {
    // An attempt of 100 h under some 10 crashes: none is finished in one go.
    const std::string slow = "assumptions: neutral\ncalendar: always\nteams: {ana: {people: 1}}\n"
                             "workflows:\n  w:\n    demand: every 1h\n    steps:\n"
                             "      book: {team: ana, effort: 1h, manual: 0%, automated: exactly "
                             "100h, crashes: 200 per year, restart_safe: ";
    const Scene unsafe = play_it(slow + "no}\n", 20);
    const Scene safe = play_it(slow + "yes}\n", 20);
    CHECK(elapsed(safe, 0, ElapsedCategory::automated) == 20 * 100 * hour);
    CHECK(elapsed(unsafe, 0, ElapsedCategory::automated) > 20 * 100 * hour);
    // Each that is lost waits for a week.
    const Microseconds lost = elapsed(unsafe, 0, ElapsedCategory::blocked);
    CHECK(lost > 0);
    CHECK(lost <= elapsed(unsafe, 0, ElapsedCategory::automated));
    check_ledger(unsafe);
    check_ledger(safe);
}

TEST_CASE("M12, M18: where nothing fails, the automated share alone acts", "[sim][mechanisms]") {
    const std::string text = office("automation: {fails: 0%, cannot: 0%, episodes: 0 per year}, "
                                    "crashes: 0 per year");
    const Scene scene = play_it(text, 3);
    CHECK(elapsed(scene, 0, ElapsedCategory::automated) == 30 * minute);
    CHECK(published(scene, "automation.fallback_share") == -1);
    const Operation operation = operation_of(text);
    CHECK_FALSE(AutomationFails::is_in_force(operation));
    CHECK_FALSE(Crashes::is_in_force(operation));
    CHECK(ManualShare::is_in_force(operation));
}

} // namespace automation_test

// M3 and M4: what is automated, what is wrong, who finds it, and what that costs.
#include "catch.hpp"

#include "sim/mechanism_scene.hpp"
#include "sim/mechanisms/defects.hpp"
#include "sim/mechanisms/handoffs.hpp"
#include "sim/mechanisms/manual_share.hpp"
#include "sim/mechanisms/odd_cases.hpp"

#include <cmath>
#include <string>
#include <utility>
#include <vector>

namespace defects_test {

using namespace plimsoll;

namespace {

std::string office(const std::string& mechanisms, const std::string& steps,
                   const std::string& demand = "every 10h") {
    return "assumptions: neutral\ncalendar: always\n" + mechanisms +
           "teams: {ana: {people: 1}, ben: {people: 1}}\nworkflows:\n  w:\n    demand: " + demand +
           "\n    steps:\n" + steps;
}
Scene play_it(const std::string& text, std::int64_t cases = 1) {
    return play_mechanisms<Handoffs, ManualShare, OddCases, Defects>(text, cases);
}
const std::string nobody_finds = "detects: 0%\nclient_finds: {chance: 0%}\n";

template <class Figure>
Mean mean_of_run(const Operation& operation, std::uint64_t seed, Figure figure) {
    WorkUnit unit;
    unit.seed = seed;
    unit.clients = 1;
    unit.warm_up = 500 * hour;
    unit.length = 20'000 * hour;
    return mean_of<Handoffs, ManualShare, OddCases, Defects>(operation, unit, figure);
}

} // namespace

TEST_CASE("M4.5, M4.6: Ben checks Ana's work, finds what is wrong, and she does it again",
          "[sim][mechanisms]") {
    // Ana is always wrong, Ben always finds it: again at 70% and 50%, 20 times, and then he finds
    // nothing any more.
    const Scene scene =
        play_it(office(nobody_finds, "      do: {team: ana, effort: exactly 100min, errors: 100%}\n"
                                     "      check: {team: ben, after: do, effort: exactly 60min, "
                                     "checks: 100%, errors: 0%}\n"));
    const std::vector<std::string> diary = whole_diary(scene);
    REQUIRE(diary.size() == 42);
    CHECK(std::vector<std::string>(diary.begin(), diary.begin() + 4) ==
          DiaryLines{"Mon 10:00 - Mon 11:40 do 0 by 0", "Mon 11:40 - Mon 12:40 check 0 by 1",
                     "Mon 12:40 - Mon 13:50 do 0 by 0", "Mon 13:50 - Mon 14:20 check 0 by 1"});
    CHECK(worked(scene, WorkCategory::direct) == 160 * minute);
    CHECK(worked(scene, WorkCategory::rework) == 20 * 100 * minute);
    CHECK(published(scene, "defects.planted_per_case") == 21);
    CHECK(published(scene, "defects.found_inside") == 20);
    CHECK(published(scene, "defects.never_found") == 1);
    CHECK(published(scene, "defects.found_by_client") == 0);
    CHECK(published(scene, "defects.cleared") == 0);
    CHECK(published(scene, "defects.lag.mean") == Approx((60 + 19 * 30) / 20. / 60));
    check_ledger(scene);
}

TEST_CASE("M4.6: of several mistakes found at one look the topmost counts, those after it are gone",
          "[sim][mechanisms]") {
    const Scene scene = play_it(
        office(nobody_finds, "      draft: {team: ana, effort: exactly 60min, errors: 100%}\n"
                             "      polish: {team: ana, after: draft, effort: exactly 60min, "
                             "errors: 100%}\n"
                             "      check: {team: ben, after: polish, effort: exactly 60min, "
                             "checks: 100%, errors: 0%}\n"
                             "      send: {team: ben, after: check, effort: exactly 60min, "
                             "errors: 0%}\n"));
    const std::vector<std::string> diary = whole_diary(scene);
    REQUIRE(diary.size() == 64);
    CHECK(diary[3] == "Mon 13:00 - Mon 13:42 draft 0 by 0");  // redo.origin 70%
    CHECK(diary[4] == "Mon 13:42 - Mon 14:12 polish 0 by 0"); // redo.later 50%
    CHECK(diary.back().find("send 0 by 1") != std::string::npos);
    CHECK(published(scene, "defects.planted_per_case") == 42);
    CHECK(published(scene, "defects.found_inside") == 20);
    CHECK(published(scene, "defects.cleared") == 20);
    CHECK(published(scene, "defects.never_found") == 2);
    check_ledger(scene);
}

TEST_CASE("M4.7: the client finds it two days later, and it is repaired beside the cases",
          "[sim][mechanisms]") {
    // The first case's mistake comes back 48 h after it left, at Mon 12:00.
    const Scene scene =
        play_it(office("detects: 0%\nclient_finds: {chance: 100%, after: exactly 2d}\n",
                       "      do: {team: ana, effort: exactly 60min, errors: 100%}\n"
                       "      send: {team: ben, after: do, effort: exactly 60min, errors: 0%}\n",
                       "every 60h"),
                2);
    CHECK(whole_diary(scene) ==
          DiaryLines{"Wed 12:00 - Wed 13:00 do 0 by 0", "Wed 13:00 - Wed 14:00 send 0 by 1",
                     "Fri 14:00 - Fri 14:42 rework 0 by 0", "Fri 14:42 - Fri 15:12 rework 0 by 1",
                     "Sat 00:00 - Sat 01:00 do 1 by 0", "Sat 01:00 - Sat 02:00 send 1 by 1"});
    CHECK(worked(scene, WorkCategory::rework) == 72 * minute);
    CHECK(published(scene, "returns_per_case") == 1);
    CHECK(published(scene, "defects.found_by_client") == 1);
    CHECK(scene.at_step("do").visits == 2); // a repair is in no visits
    CHECK(scene.record.workflows[0].left == 2);
    check_ledger(scene);
    // G6: what is asked for holds the second case's repair, which nobody begins any more.
    CHECK(static_cast<double>(scene.record.teams[0].demanded[0]) / minute == 2 * 102);
    CHECK(static_cast<double>(scene.record.teams[1].demanded[0]) / minute == 2 * 90);
}

TEST_CASE("M4.7: a repair passes only what the case had done, and hands over like any visit",
          "[sim][mechanisms]") {
    const Scene scene = play_it(
        office("detects: 0%\nclient_finds: {chance: 100%, after: exactly 1d}\n"
               "handoff: {wait: exactly 2h, unclear: 0%, misrouted: 0%}\n",
               "      do: {team: ana, effort: exactly 60min, errors: 100%, "
               "exits: {easy: 99.99%, hard: rest}}\n"
               "      talk: {team: ben, after: do.hard, effort: exactly 60min, errors: 0%}\n"
               "      send: {team: ben, after: do.easy, effort: exactly 60min, errors: 0%}\n",
               "every 40h"),
        2);
    CHECK(whole_diary(scene) ==
          DiaryLines{"Tue 16:00 - Tue 17:00 do 0 by 0", "Tue 19:00 - Tue 20:00 send 0 by 1",
                     "Wed 20:00 - Wed 20:42 rework 0 by 0", "Wed 22:42 - Wed 23:12 rework 0 by 1",
                     "Thu 08:00 - Thu 09:00 do 1 by 0", "Thu 11:00 - Thu 12:00 send 1 by 1"});
    check_ledger(scene);
}

TEST_CASE("M4.4: an odd case is wrong more often, what is automated never", "[sim][mechanisms]") {
    const std::string steps = "      do: {team: ana, effort: exactly 60min, errors: 50%}\n";
    const Scene odd = play_it(
        office(nobody_finds + "edge_cases: {share: 100%, effort: 1, errors: 2}\n", steps), 20);
    CHECK(published(odd, "defects.planted_per_case") == 1);
    const Scene automated =
        play_it(office(nobody_finds, "      do: {team: ana, effort: exactly 60min, errors: 100%, "
                                     "manual: 0%, automated: exactly 30min}\n"));
    CHECK(published(automated, "defects.planted_per_case") == 0);
}

TEST_CASE("M4.4: machines make no mistakes of people", "[sim][mechanisms]") {
    const Scene scene = play_it("assumptions: neutral\ncalendar: always\nerrors: 100%\n"
                                "teams: {bot: {units: 1}}\nworkflows:\n  w:\n    demand: every 1h\n"
                                "    steps:\n      do: {team: bot, effort: exactly 10min}\n",
                                3);
    CHECK(published(scene, "defects.planted_per_case") == 0);
}

TEST_CASE("M4.8: do and check, with what is left undetected", "[sim][mechanisms]") {
    // e 8%, d 50%: 1 / (1 - e d) = 1.041667 executions, e (1 - d) / (1 - e d) = 0.041667 left.
    const Operation operation =
        operation_of(office(nobody_finds,
                            "      do: {team: ana, effort: 1h, errors: 8%}\n"
                            "      check: {team: ben, after: do, effort: 1h, checks: 50%, "
                            "errors: 0%}\n",
                            "6 per day"));
    for (const std::uint64_t seed : {11U, 12U, 13U}) {
        const auto executions = mean_of_run(operation, seed, [](const Scene& scene) {
            return static_cast<double>(scene.at_step("do").visits) /
                   static_cast<double>(scene.record.workflows[0].completed);
        });
        CHECK(std::abs(executions.mean - 1.041667) < executions.half);
        const auto undetected = mean_of_run(operation, seed, [](const Scene& scene) {
            return published(scene, "defects.never_found");
        });
        CHECK(std::abs(undetected.mean - 0.041667) < undetected.half);
    }
}

TEST_CASE("M4: what is planted is found inside, by the client, never, or gone",
          "[sim][mechanisms]") {
    const Operation operation = operation_of(
        "assumptions: neutral\ncalendar: always\nerrors: 20%\nteams: {t: {people: 3}}\n"
        "workflows:\n  w:\n    demand: 20 per day\n    steps:\n"
        "      a: {team: t, effort: 30min}\n"
        "      b: {team: t, after: a, effort: 30min}\n"
        "      c: {team: t, after: a, effort: 30min, chance: 60%}\n"
        "      d: {team: t, after: [b, c], effort: 30min, checks: 60%, "
        "rework: {to: b, chance: 20%, at_most: 2}}\n"
        "      e: {team: t, after: d, effort: 30min}\n");
    WorkUnit unit;
    unit.clients = 1;
    unit.warm_up = 100 * hour;
    unit.length = 5'000 * hour;
    const Scene scene = run_mechanisms<Handoffs, ManualShare, OddCases, Defects>(operation, unit);
    const double planted = published(scene, "defects.planted_per_case");
    CHECK(planted > 0.5);
    CHECK(published(scene, "defects.found_inside") > 0);
    CHECK(published(scene, "defects.cleared") > 0);
    CHECK(published(scene, "defects.found_inside") + published(scene, "defects.found_by_client") +
              published(scene, "defects.never_found") + published(scene, "defects.cleared") ==
          Approx(planted).epsilon(1e-12));
    CHECK(published(scene, "returns_per_case") == published(scene, "defects.found_by_client"));
    check_ledger(scene);
}

TEST_CASE("M3.3: the automated share takes nobody, and has its own line", "[sim][mechanisms]") {
    // Ben is not needed; nothing waits on the way to and from what is automated (M5.9).
    const Scene scene =
        play_it(office("handoff: {wait: exactly 2h, unclear: 100%, misrouted: 0%}\n",
                       "      do: {team: ana, effort: exactly 60min}\n"
                       "      book: {team: ben, after: do, effort: exactly 60min, manual: 0%, "
                       "automated: exactly 30min}\n"
                       "      send: {team: ana, after: book, effort: exactly 60min}\n"));
    CHECK(whole_diary(scene) ==
          DiaryLines{"Mon 10:00 - Mon 11:00 do 0 by 0", "Mon 11:30 - Mon 12:30 send 0 by 0"});
    CHECK(elapsed(scene, 0, ElapsedCategory::automated) == 30 * minute);
    CHECK(elapsed(scene, 0, ElapsedCategory::touch) == 2 * hour);
    CHECK(scene.at_step("book").visits == 1);
    CHECK((scene.record.teams[1].demanded[0] == 0));
    CHECK(published(scene, "handoffs_per_case") == 0);
    check_ledger(scene);
}

TEST_CASE("M3.3: it is drawn at each execution", "[sim][mechanisms]") {
    const Operation operation =
        operation_of(office("", "      do: {team: ana, effort: exactly 60min, manual: 80%}\n"));
    for (const std::uint64_t seed : {11U, 12U, 13U}) {
        const auto by_people = mean_of_run(operation, seed, [](const Scene& scene) {
            return static_cast<double>(worked(scene, WorkCategory::direct)) / hour /
                   static_cast<double>(scene.record.workflows[0].completed);
        });
        CHECK(std::abs(by_people.mean - 0.8) < by_people.half);
    }
}

TEST_CASE("M3, G2: a workaround moves the line of the hours, and nothing else",
          "[sim][mechanisms]") {
    const std::string steps = "      do: {team: ana, effort: exactly 60min, workaround: 20%, "
                              "rework: {to: do, chance: 100%, at_most: 1}}\n";
    const Scene scene = play_it(office("", steps));
    CHECK(whole_diary(scene) ==
          DiaryLines{"Mon 10:00 - Mon 11:00 do 0 by 0", "Mon 11:00 - Mon 12:00 do 0 by 0"});
    CHECK(worked(scene, WorkCategory::compensating) == 12 * minute);
    CHECK(worked(scene, WorkCategory::direct) == 48 * minute);
    CHECK(worked(scene, WorkCategory::rework) == 60 * minute);
    check_ledger(scene);
}

} // namespace defects_test

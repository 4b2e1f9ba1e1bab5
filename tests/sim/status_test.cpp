// M15: who looks at open cases, how old what is known of them is, and reviews.
#include "catch.hpp"

#include "sim/mechanism_scene.hpp"
#include "sim/mechanisms/defects.hpp"
#include "sim/mechanisms/status.hpp"

#include <cmath>
#include <string>
#include <vector>

namespace status_test {

using namespace plimsoll;

namespace {

std::string office(const std::string& status, const std::string& steps,
                   const std::string& demand = "every 10h") {
    return "assumptions: neutral\ncalendar: always\n" + status +
           "teams: {ana: {people: 1}, ben: {people: 1}}\nworkflows:\n  w:\n    demand: " + demand +
           "\n    steps:\n" + steps;
}
const std::string no_review = "review: {share: 0%}\n";

} // namespace

TEST_CASE("M15.32: a case is looked at once in so long, by Ben, who does no step of it",
          "[sim][mechanisms]") {
    // Open for 40 h, and looked at every 10 h from some moment in the first 10 h on: four times.
    const Scene scene =
        play_mechanisms<Status>(office("status: {every: 10h, takes: 15min, by: ben}\n" + no_review,
                                       "      do: {team: ana, effort: exactly 40h}\n"));
    const std::vector<std::string> diary = whole_diary(scene);
    REQUIRE(diary.size() == 5);
    CHECK(diary[0] == "Mon 10:00 - Wed 02:00 do 0 by 0");
    for (std::size_t i = 1; i < diary.size(); ++i) {
        CHECK(diary[i].find("status 0 by 1") != std::string::npos);
    }
    CHECK(worked(scene, WorkCategory::status) == 60 * minute);
    CHECK(scene.at_step("do").visits == 1);
    check_ledger(scene);
}

TEST_CASE(
    "M15.32: in the background it waits until Ana is free, and one touch takes the next's place",
    "[sim][mechanisms]") {
    // Ana is busy with cases 0 and 1 from 10:00 on Monday to 02:00 on Wednesday: none is looked at.
    const Scene scene =
        play_mechanisms<Status>(office("status: {every: 4h, takes: 15min, by: ana}\n" + no_review,
                                       "      do: {team: ana, effort: exactly 20h}\n"),
                                2);
    CHECK(worked(scene, WorkCategory::status) == 0);
    CHECK(whole_diary(scene) ==
          DiaryLines{"Mon 10:00 - Tue 06:00 do 0 by 0", "Tue 06:00 - Wed 02:00 do 1 by 0"});
    check_ledger(scene);
    // Chasing, she looks first: at what waits, between two cases.
    const Scene chasing = play_mechanisms<Status>(
        office("status: {every: 4h, takes: 15min, by: ana, style: chasing}\n" + no_review,
               "      do: {team: ana, effort: exactly 20h}\n"),
        2);
    CHECK(whole_diary(chasing) == DiaryLines{"Mon 10:00 - Tue 06:00 do 0 by 0",
                                             "Tue 06:00 - Tue 06:15 status 1 by 0",
                                             "Tue 06:15 - Wed 02:15 do 1 by 0"});
    check_ledger(chasing);
}

TEST_CASE("M15.32: the load is open cases over the cadence", "[sim][mechanisms]") {
    const Operation operation =
        operation_of(office("status: {every: 10h, takes: 15min, by: ben}\n" + no_review,
                            "      do: {team: ana, effort: 10h}\n", "1 per day"));
    for (const std::uint64_t seed : {11U, 12U, 13U}) {
        WorkUnit unit;
        unit.seed = seed;
        unit.clients = 1;
        unit.warm_up = 1'000 * hour;
        unit.length = 20'000 * hour;
        const Mean more = mean_of<Status>(operation, unit, [](const Scene& scene) {
            const double open = static_cast<double>(scene.record.workflows[0].in_progress) / hour;
            const double asked = open / 10 * 15 * minute;
            return static_cast<double>(worked(scene, WorkCategory::status)) - asked;
        });
        CHECK(std::abs(more.mean) < more.half);
    }
}

TEST_CASE("M15.32: ages from the gaps", "[sim][mechanisms]") {
    // Gaps of 4 and 8 h: P(age > x) = ((4 - x)+ + (8 - x)+) / 12.
    StatusAges ages;
    ages.add(8 * hour);
    ages.add(4 * hour);
    CHECK(ages.mean() / hour == Approx((16 + 64) / 2. / 12));
    // To the thousandth that a sketch promises.
    CHECK(ages.quantile(.5) / hour == Approx(3).epsilon(2e-3));       // (1 + 5) / 12
    CHECK(ages.quantile(.9) / hour == Approx(8 - 1.2).epsilon(2e-3)); // 1.2 / 12
    CHECK(ages.quantile(2. / 3) / hour == Approx(4).epsilon(2e-3));
    StatusAges none;
    CHECK(none.empty());
    CHECK(none.quantile(.5) == 0);
}

TEST_CASE("M15.33: a share of what has left is reviewed, when somebody has time for it",
          "[sim][mechanisms]") {
    const Scene scene = play_mechanisms<Status>(
        office("status: {takes: 0s}\nreview: {share: 100%, takes: 30min, by: ben}\n",
               "      do: {team: ana, effort: exactly 1h}\n", "every 10h"),
        2);
    CHECK(whole_diary(scene) ==
          DiaryLines{"Mon 10:00 - Mon 11:00 do 0 by 0", "Mon 11:00 - Mon 11:30 status 0 by 1",
                     "Mon 20:00 - Mon 21:00 do 1 by 0", "Mon 21:00 - Mon 21:30 status 1 by 1"});
    CHECK((scene.record.teams[1].demanded[0] == 0)); // G3: it is absorbed
    CHECK(elapsed(scene, 0, ElapsedCategory::touch) == 2 * hour);
    check_ledger(scene);
}

TEST_CASE("M15.33: a review finds what the client would have found later, or never",
          "[sim][mechanisms]") {
    // Every case is wrong, and looked at at once: 60% are found then, and repaired once.
    const auto play = [](const std::string& chance) {
        return play_mechanisms<Defects, Status>(
            office("status: {takes: 0s}\nreview: {share: 100%, takes: 6min, by: ben}\n"
                   "detects: 0%\nclient_finds: {chance: " +
                       chance + ", after: exactly 5h}\n",
                   "      do: {team: ana, effort: exactly 1h, errors: 100%}\n"),
            400);
    };
    const Scene never = play("0%");
    const double found = published(never, "defects.found_inside");
    CHECK(std::abs(found - .6) < 2.576 * std::sqrt(.6 * .4 / 400));
    CHECK(published(never, "returns_per_case") == Approx(found));
    CHECK(published(never, "defects.never_found") == Approx(1 - found));
    CHECK(published(never, "defects.lag.p50") == Approx(.1).epsilon(1e-3));
    const Scene later = play("100%");
    CHECK(published(later, "defects.found_inside") == Approx(found));
    CHECK(published(later, "defects.found_by_client") == Approx(1 - found));
    CHECK(published(later, "returns_per_case") == 1);
    // 42 min each, but of the last case, which is over before its repair.
    CHECK(worked(later, WorkCategory::rework) >= 399 * 42 * minute);
    check_ledger(later);
}

TEST_CASE("M15: neutral, it does nothing", "[sim][mechanisms]") {
    CHECK_FALSE(Status::is_in_force(
        operation_of(office("", "      do: {team: ana, effort: exactly 1h}\n"))));
}

} // namespace status_test

// M7 through the engine: who takes up other work than their last pays for it.
#include "catch.hpp"

#include "sim/mechanism_scene.hpp"
#include "sim/mechanisms/handoffs.hpp"
#include "sim/mechanisms/meetings.hpp"
#include "sim/mechanisms/switching.hpp"

#include <string>
#include <vector>

namespace switching_test {

using namespace plimsoll;

namespace {

/// `every` of each workflow; all is there all the time.
std::string office(const std::string& teams, const std::string& workflows) {
    return "assumptions: neutral\ncalendar: always\nteams:\n" + teams + "workflows:\n" + workflows;
}
std::string job(const std::string& name, const std::string& demand, const std::string& steps) {
    return "  " + name + ":\n    demand: " + demand + "\n    steps:\n" + steps;
}

} // namespace

TEST_CASE("M7.14: another step costs, the same does not, and the first of all is free",
          "[sim][mechanisms]") {
    // No clients: only the step counts. a at 1:00, 2:00 and 3:00; b at 2:30: Ana does a, a, b, a.
    const Scene scene = play_mechanisms<Switching>(
        office("  t: {people: 1, switching: 6min}\n",
               job("a", "every 1h", "      do: {team: t, effort: exactly 20min}\n") +
                   job("b", "every 150min", "      fix: {team: t, effort: exactly 20min}\n")),
        4);
    CHECK(whole_diary(scene) ==
          DiaryLines{"Mon 01:00 - Mon 01:20 do 0 by 0", "Mon 02:00 - Mon 02:20 do 1 by 0",
                     "Mon 02:30 - Mon 02:56 fix 0 by 0", "Mon 03:00 - Mon 03:26 do 2 by 0"});
    CHECK(worked(scene, WorkCategory::switching) == 12 * minute);
    CHECK(worked(scene, WorkCategory::direct) == 80 * minute);
    check_ledger(scene);
}

TEST_CASE("M7.14: another client costs, too, and each person pays for their own last",
          "[sim][mechanisms]") {
    const std::string text = "assumptions: neutral\ncalendar: always\n"
                             "teams: {t: {people: 1, switching: 2min}}\n"
                             "workflows:\n  w:\n    demand: {rate: 1 per client per day, "
                             "between: exactly}\n    steps:\n"
                             "      do: {team: t, effort: exactly 10min}\n"
                             "      more: {team: t, effort: exactly 10min, after: do}\n";
    WorkUnit unit;
    unit.clients = 3;
    unit.cases = 6;
    unit.keep_log = true;
    const Scene scene = run_mechanisms<Switching>(operation_of(text), unit);
    // Twelve visits; do and more are two steps: every one but the first pays.
    CHECK(worked(scene, WorkCategory::switching) == 11 * 2 * minute);

    // Two people, two steps, one each at a time: nobody switches.
    const Scene two = play_mechanisms<Switching>(
        office(
            "  t: {people: {ann: {skills: [a]}, bob: {skills: [b]}}, switching: 6min}\n",
            job("a", "every 1h", "      do: {team: t, effort: exactly 20min, skill: a}\n") +
                job("b", "every 50min", "      fix: {team: t, effort: exactly 20min, skill: b}\n")),
        6);
    CHECK(worked(two, WorkCategory::switching) == 0);
}

TEST_CASE("M7.14: of several people the largest addition holds for all", "[sim][mechanisms]") {
    // a is done by t alone, at 1:00; pair needs t and u, at 1:30: t switches (6 min), u is new.
    const Scene scene = play_mechanisms<Switching>(
        office(
            "  t: {people: 1, switching: 6min}\n  u: {people: 1, switching: 10min}\n",
            job("a", "every 1h", "      do: {team: t, effort: exactly 20min}\n") +
                job("b", "every 90min", "      pair: {team: t, with: u, effort: exactly 20min}\n")),
        2);
    CHECK(whole_diary(scene) ==
          DiaryLines{"Mon 01:00 - Mon 01:20 do 0 by 0", "Mon 01:30 - Mon 01:56 pair 0 by 0+1"});
    CHECK(worked(scene, WorkCategory::switching) == 12 * minute);
}

TEST_CASE("M7.14: what was interrupted costs when it is taken up again, a night does not",
          "[sim][mechanisms]") {
    // long from 1:00 for 2 h; now comes at 1:30, pays 6 min as another step, ends at 1:56; long has
    // 90 min left and pays 6 min.
    const Scene scene = play_mechanisms<Switching>(
        office("  t: {people: 1, switching: 6min}\n",
               job("a", "every 1h", "      long: {team: t, effort: exactly 2h}\n") +
                   job("b", "every 90min",
                       "      now: {team: t, effort: exactly 20min, interrupts: yes}\n")),
        2);
    CHECK(whole_diary(scene) == DiaryLines{"Mon 01:00 - Mon 01:30 long 0 by 0",
                                           "Mon 01:30 - Mon 01:56 now 0 by 0",
                                           "Mon 01:56 - Mon 03:32 long 0 by 0"});
    CHECK(worked(scene, WorkCategory::switching) == 12 * minute);
    CHECK(worked(scene, WorkCategory::direct) == 140 * minute);
    check_ledger(scene);

    const Scene night =
        play_mechanisms<Switching>("assumptions: neutral\ncalendar: Mon-Fri 09:00-17:00\n"
                                   "teams: {t: {people: 1, switching: 6min}}\n"
                                   "workflows:\n  w:\n    demand: every 7h\n    steps:\n"
                                   "      do: {team: t, effort: exactly 3h}\n");
    CHECK(whole_diary(night) == DiaryLines{"Mon 16:00 - Tue 11:00 do 0 by 0"});
    CHECK(worked(night, WorkCategory::switching) == 0);
}

TEST_CASE("M7.14: a question costs who asks and who answers", "[sim][mechanisms]") {
    // Ana sells at 1:00 and answers at 1:40 (another kind of work: 2 min); Ben asks at 1:30 (his
    // first), and does the work (2 min).
    const Scene scene = play_mechanisms<Handoffs, Switching>(
        "assumptions: neutral\ncalendar: always\n"
        "handoff: {wait: 0s, unclear: 100%, question: 10min, misrouted: 0%}\nswitching: 2min\n"
        "teams: {sales: {people: 1}, desk: {people: 1}}\n"
        "workflows:\n  w:\n    demand: every 1h\n    steps:\n"
        "      sell: {team: sales, effort: exactly 30min}\n"
        "      do: {team: desk, effort: exactly 1h, after: sell}\n");
    CHECK(whole_diary(scene) == DiaryLines{"Mon 01:00 - Mon 01:30 sell 0 by 0",
                                           "Mon 01:30 - Mon 01:40 clarification 0 by 1",
                                           "Mon 01:40 - Mon 01:52 clarification 0 by 0",
                                           "Mon 01:52 - Mon 02:54 do 0 by 1"});
    CHECK(worked(scene, WorkCategory::switching) == 4 * minute);
    CHECK(worked(scene, WorkCategory::clarification) == 20 * minute);
    CHECK(elapsed(scene, 0, ElapsedCategory::clarification) == 22 * minute);
    check_ledger(scene);
}

TEST_CASE("M7 off changes nothing", "[sim][mechanisms]") {
    const std::string text = office("  t: {people: 1, switching: 0s}\n",
                                    job("a", "every 1h", "      do: {team: t, effort: 20min}\n"));
    const Scene off = play_mechanisms<Switching>(text, 50);
    CHECK_FALSE(off.plan.has_mechanisms());
    CHECK(off.record == record_without(text, 50));
    CHECK_FALSE(Switching::is_in_force(
        operation_of("assumptions: typical\nteams: {oven: {units: 1}}\nworkflows:\n  w:\n"
                     "    demand: every 1h\n    steps:\n      bake: {team: oven, effort: 1h}\n")));
}

} // namespace switching_test

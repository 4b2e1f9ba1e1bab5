// M5 through the engine: hand-offs, wrong desks and questions, told by hand and against known
// means.
#include "catch.hpp"

#include "sim/mechanism_scene.hpp"
#include "sim/mechanisms/handoffs.hpp"

#include <cmath>
#include <string>
#include <vector>

namespace handoffs_test {

using namespace plimsoll;

namespace {

Scene play_it(const std::string& text, std::int64_t cases = 1) {
    return play_mechanisms<Handoffs>(text, cases);
}

/// Mon 10:00 comes the first case; both teams are there 09:00 to 17:00.
std::string office(const std::string& handoff, const std::string& steps,
                   const std::string& teams = "  sales: {people: 1}\n  desk: {people: 1}\n") {
    return "assumptions: neutral\nhandoff: {" + handoff + "}\nteams:\n" + teams +
           "workflows:\n  w:\n    demand: every 1h\n    steps:\n" + steps;
}

const std::string two_steps = "      sell: {team: sales, effort: exactly 30min}\n"
                              "      do: {team: desk, effort: exactly 1h, after: sell}\n";
const std::string only_wait = "wait: exactly 2h, unclear: 0%, misrouted: 0%";
const std::string only_unclear = "wait: 0s, unclear: 100%, question: 10min, misrouted: 0%";
const std::string only_wrong = "wait: exactly 1h, unclear: 0%, misrouted: 100%";

Mean mean_of_hours(const std::string& text, std::uint64_t seed, double hours,
                   double (*figure)(const Scene&)) {
    WorkUnit unit;
    unit.seed = seed;
    unit.clients = 20;
    unit.length = static_cast<Microseconds>(hours) * hour;
    return mean_of<Handoffs>(operation_of(text), unit, figure);
}

} // namespace

TEST_CASE("M5.9: what is handed over arrives later, on the receiving team's calendar",
          "[sim][mechanisms]") {
    // Mon 10:00: sales sells for half an hour; the desk notices two hours later and works for one.
    const Scene scene = play_it(office(only_wait, two_steps));
    CHECK(whole_diary(scene) ==
          DiaryLines{"Mon 10:00 - Mon 10:30 sell 0 by 0", "Mon 12:30 - Mon 13:30 do 0 by 1"});
    CHECK(elapsed(scene, 0, ElapsedCategory::handoff) == 2 * hour);
    CHECK(elapsed(scene, 0, ElapsedCategory::queue) == 0);
    CHECK(scene.at_step("do").wait == 0);
    CHECK(published(scene, "handoffs_per_case") == 1);
    check_ledger(scene);

    // The desk is there until 11:00 only, and again on Tuesday from 09:00: half an hour of the two
    // is on Monday.
    const Scene part_time = play_it(office(only_wait, two_steps,
                                           "  sales: {people: 1}\n"
                                           "  desk: {people: 1, calendar: Mon-Fri 09:00-11:00}\n"));
    CHECK(whole_diary(part_time) ==
          DiaryLines{"Mon 10:00 - Mon 10:30 sell 0 by 0", "Tue 10:30 - Wed 09:30 do 0 by 1"});
    check_ledger(part_time);
}

TEST_CASE("M5.9: within a team, and through steps without work, nothing is handed over",
          "[sim][mechanisms]") {
    const Scene own = play_it(office(only_wait,
                                     "      sell: {team: sales, effort: exactly 30min}\n"
                                     "      mark: {after: sell}\n"
                                     "      more: {team: sales, effort: exactly 1h, after: mark}\n",
                                     "  sales: {people: 1}\n  desk: {people: 1}\n"));
    CHECK(whole_diary(own) == DiaryLines{"Mon 10:00 - Mon 10:30 sell 0 by 0",
                                         "Mon 10:30 - Mon 10:30 mark 0",
                                         "Mon 10:30 - Mon 11:30 more 0 by 0"});
    // Looked through: a milestone, a step that this case skips, and a delay, after which the desk
    // still has to notice.
    const std::vector<std::string> between = {
        "      mid: {after: sell}\n",
        "      mid: {team: desk, effort: exactly 3h, chance: 0%, after: sell}\n"};
    for (const std::string& step : between) {
        INFO(step);
        const Scene through = play_it(
            office(only_wait, "      sell: {team: sales, effort: exactly 30min}\n" + step +
                                  "      do: {team: desk, effort: exactly 1h, after: mid}\n"));
        CHECK(whole_diary(through).back() == "Mon 12:30 - Mon 13:30 do 0 by 1");
        CHECK(published(through, "handoffs_per_case") == 1);
        check_ledger(through);
    }
    const Scene delayed =
        play_it(office(only_wait, "      sell: {team: sales, effort: exactly 30min}\n"
                                  "      mid: {delay: exactly 1h, after: sell}\n"
                                  "      do: {team: desk, effort: exactly 1h, after: mid}\n"));
    CHECK(whole_diary(delayed).back() == "Mon 13:30 - Mon 14:30 do 0 by 1");
    check_ledger(delayed);
}

TEST_CASE("M5.9: each arc of a join is on its way by itself", "[sim][mechanisms]") {
    // left is done at 10:30, right at 12:00. What left hands over is there at 12:30, what right
    // hands over (of the desk itself) at once: the ledger goes on from left's.
    const std::string steps =
        "      left: {team: sales, effort: exactly 30min}\n"
        "      right: {team: desk, effort: exactly 2h}\n"
        "      both: {team: desk, effort: exactly 1h, after: [left, right]}\n";
    const Scene scene = play_it(office(only_wait, steps));
    CHECK(whole_diary(scene) == DiaryLines{"Mon 10:00 - Mon 10:30 left 0 by 0",
                                           "Mon 10:00 - Mon 12:00 right 0 by 1",
                                           "Mon 12:30 - Mon 13:30 both 0 by 1"});
    CHECK(elapsed(scene, 0, ElapsedCategory::handoff) == 2 * hour);
    CHECK(elapsed(scene, 0, ElapsedCategory::touch) == 90 * minute);
    CHECK(scene.at_step("both").join_wait == 30 * minute);
    check_ledger(scene);

    // With three hours at right, left's has come before: nobody waits for it.
    const Scene later = play_it(
        office(only_wait, "      left: {team: sales, effort: exactly 30min}\n"
                          "      right: {team: desk, effort: exactly 3h}\n"
                          "      both: {team: desk, effort: exactly 1h, after: [left, right]}\n"));
    CHECK(whole_diary(later).back() == "Mon 13:00 - Mon 14:00 both 0 by 1");
    CHECK(elapsed(later, 0, ElapsedCategory::handoff) == 0);
    CHECK(later.at_step("both").join_wait == 30 * minute);
    CHECK(published(later, "handoffs_per_case") == 1);
    check_ledger(later);
}

TEST_CASE("M5.9: what is sent back is handed over, too", "[sim][mechanisms]") {
    const Scene scene =
        play_it(office(only_wait, "      sell: {team: sales, effort: exactly 30min}\n"
                                  "      check: {team: desk, effort: exactly 30min, after: sell,\n"
                                  "              rework: {to: sell, chance: 100%, at_most: 1}}\n"));
    CHECK(whole_diary(scene) ==
          DiaryLines{"Mon 10:00 - Mon 10:30 sell 0 by 0", "Mon 12:30 - Mon 13:00 check 0 by 1",
                     "Mon 15:00 - Mon 15:30 sell 0 by 0", "Tue 09:30 - Tue 10:00 check 0 by 1"});
    CHECK(published(scene, "handoffs_per_case") == 3);
    check_ledger(scene);
}

TEST_CASE("M5.9: two hand-offs of 2h, one number, take four hours on average",
          "[sim][mechanisms]") {
    const std::string text = "calendar: always\nassumptions: neutral\n"
                             "handoff: {wait: 2h, unclear: 0%, misrouted: 0%}\n"
                             "teams: {a: {people: unlimited}, b: {people: unlimited}}\n"
                             "workflows:\n  w:\n    demand: 1 per client per day\n    steps:\n"
                             "      one: {team: a, effort: exactly 1h}\n"
                             "      two: {team: b, effort: exactly 1h, after: one}\n"
                             "      three: {team: a, effort: exactly 1h, after: two}\n";
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
        const Mean mean = mean_of_hours(text, seed, 2000, [](const Scene& scene) {
            const WorkflowSums& sums = scene.record.workflows[0];
            return static_cast<double>(
                       sums.elapsed[static_cast<std::size_t>(ElapsedCategory::handoff)]) /
                   static_cast<double>(sums.left) / static_cast<double>(hour);
        });
        CHECK(std::abs(mean.mean - 4) < mean.half);
    }
}

TEST_CASE("M5.10: at the wrong desk, triage and another wait, up to three times",
          "[sim][mechanisms]") {
    // Always wrong: 10:30 on its way, 11:30 wrong desk, 11:35 on its way, ... three times; the
    // fourth time it is where it should be.
    const Scene scene = play_it(office(only_wrong, two_steps));
    CHECK(whole_diary(scene) == DiaryLines{"Mon 10:00 - Mon 10:30 sell 0 by 0",
                                           "Mon 11:30 - Mon 11:35 clarification 0 by 1",
                                           "Mon 12:35 - Mon 12:40 clarification 0 by 1",
                                           "Mon 13:40 - Mon 13:45 clarification 0 by 1",
                                           "Mon 14:45 - Mon 15:45 do 0 by 1"});
    CHECK(elapsed(scene, 0, ElapsedCategory::handoff) == 4 * hour);
    CHECK(elapsed(scene, 0, ElapsedCategory::clarification) == 15 * minute);
    CHECK(worked(scene, WorkCategory::clarification) == 15 * minute);
    CHECK(published(scene, "bounces_per_case") == 3);
    check_ledger(scene);
}

TEST_CASE("M5.10: bounces are b + b^2 + b^3 on average", "[sim][mechanisms]") {
    for (const double share : {0.1, 0.5}) {
        const std::string text =
            fmt::format("calendar: always\nassumptions: neutral\n"
                        "handoff: {{wait: 1h, unclear: 0%, misrouted: {}%}}\n"
                        "teams: {{a: {{people: 3}}, b: {{people: 3}}}}\n"
                        "workflows:\n  w:\n    demand: 1 per client per day\n    steps:\n"
                        "      one: {{team: a, effort: exactly 1h}}\n"
                        "      two: {{team: b, effort: exactly 1h, after: one}}\n",
                        share * 100);
        for (const std::uint64_t seed : {1U, 2U, 3U}) {
            const Mean mean = mean_of_hours(text, seed, 2000, [](const Scene& scene) {
                return published(scene, "bounces_per_case");
            });
            CHECK(std::abs(mean.mean - (share + share * share + share * share * share)) <
                  mean.half);
        }
    }
}

TEST_CASE("M5.11: who is about to start asks, the others answer, and the visit queues again",
          "[sim][mechanisms]") {
    const Scene scene = play_it(office(only_unclear, two_steps));
    CHECK(whole_diary(scene) == DiaryLines{"Mon 10:00 - Mon 10:30 sell 0 by 0",
                                           "Mon 10:30 - Mon 10:40 clarification 0 by 1",
                                           "Mon 10:40 - Mon 10:50 clarification 0 by 0",
                                           "Mon 10:50 - Mon 11:50 do 0 by 1"});
    CHECK(elapsed(scene, 0, ElapsedCategory::clarification) == 20 * minute);
    CHECK(worked(scene, WorkCategory::clarification) == 20 * minute);
    CHECK(scene.at_step("do").wait == 0);
    CHECK(published(scene, "questions_per_case") == 1);
    check_ledger(scene);
}

TEST_CASE("M5.11: wait is the queue before the question and after the answer",
          "[sim][mechanisms]") {
    // Case 0 at 10:00, case 1 at 11:00; sell takes 30 min, do 2 h. Case 0: asked 10:30, answered
    // 10:50, done 12:50. Case 1 is with the desk at 11:30 and waits until 12:50; asked, answered
    // 13:10 (sales has been idle), and goes on at once.
    const Scene scene =
        play_it(office(only_unclear, "      sell: {team: sales, effort: exactly 30min}\n"
                                     "      do: {team: desk, effort: exactly 2h, after: sell}\n"),
                2);
    CHECK(whole_diary(scene) ==
          DiaryLines{
              "Mon 10:00 - Mon 10:30 sell 0 by 0", "Mon 10:30 - Mon 10:40 clarification 0 by 1",
              "Mon 10:40 - Mon 10:50 clarification 0 by 0", "Mon 10:50 - Mon 12:50 do 0 by 1",
              "Mon 11:00 - Mon 11:30 sell 1 by 0", "Mon 12:50 - Mon 13:00 clarification 1 by 1",
              "Mon 13:00 - Mon 13:10 clarification 1 by 0", "Mon 13:10 - Mon 15:10 do 1 by 1"});
    CHECK(scene.at_step("do").wait == 80 * minute);
    CHECK(elapsed(scene, 0, ElapsedCategory::queue) == 80 * minute);
    CHECK(elapsed(scene, 0, ElapsedCategory::clarification) == 40 * minute);
    check_ledger(scene);
}

TEST_CASE("M5.11: a question goes ahead of the steps of those who answer", "[sim][mechanisms]") {
    // sales sells from 10:00 to 13:00; case 1 comes at 11:00 and waits for them. The question of
    // case 0, who has to be answered by sales at 13:10, is answered before what waits there.
    const Scene scene =
        play_it(office(only_unclear, "      sell: {team: sales, effort: exactly 2h}\n"
                                     "      do: {team: desk, effort: exactly 1h, after: sell}\n"),
                2);
    CHECK(whole_diary(scene) ==
          DiaryLines{
              "Mon 10:00 - Mon 12:00 sell 0 by 0", "Mon 12:00 - Mon 12:10 clarification 0 by 1",
              "Mon 12:00 - Mon 14:00 sell 1 by 0", "Mon 14:00 - Mon 14:10 clarification 0 by 0",
              "Mon 14:00 - Mon 14:10 clarification 1 by 1",
              "Mon 14:10 - Mon 14:20 clarification 1 by 0", "Mon 14:10 - Mon 15:10 do 0 by 1",
              "Mon 15:10 - Mon 16:10 do 1 by 1"});
    check_ledger(scene);
}

TEST_CASE("M5.11: who is outside does not answer; it is one more wait", "[sim][mechanisms]") {
    const Scene scene =
        play_it(office("wait: exactly 1h, unclear: 100%, question: 10min, misrouted: 0%", two_steps,
                       "  sales: {people: 1, outside: yes}\n  desk: {people: 1}\n"));
    CHECK(whole_diary(scene) == DiaryLines{"Mon 10:00 - Mon 10:30 sell 0 by 0",
                                           "Mon 11:30 - Mon 11:40 clarification 0 by 1",
                                           "Mon 12:40 - Mon 13:40 do 0 by 1"});
    CHECK(elapsed(scene, 0, ElapsedCategory::handoff) == hour);
    CHECK(elapsed(scene, 0, ElapsedCategory::clarification) == 70 * minute);
    check_ledger(scene);
}

TEST_CASE("M5.11: only a step's first visit in a case asks; of a join the last answers",
          "[sim][mechanisms]") {
    const Scene again = play_it(
        office(only_unclear, "      sell: {team: sales, effort: exactly 30min}\n"
                             "      check: {team: desk, effort: exactly 30min, after: sell,\n"
                             "              rework: {to: sell, chance: 100%, at_most: 1}}\n"));
    CHECK(published(again, "questions_per_case") == 1);
    CHECK(published(again, "handoffs_per_case") == 3);

    const Scene join =
        play_it(office(only_unclear,
                       "      left: {team: sales, effort: exactly 30min}\n"
                       "      right: {team: back, effort: exactly 1h}\n"
                       "      both: {team: desk, effort: exactly 1h, after: [left, right]}\n",
                       "  sales: {people: 1}\n  desk: {people: 1}\n  back: {people: 1}\n"));
    CHECK(whole_diary(join) == DiaryLines{"Mon 10:00 - Mon 10:30 left 0 by 0",
                                          "Mon 10:00 - Mon 11:00 right 0 by 2",
                                          "Mon 11:00 - Mon 11:10 clarification 0 by 1",
                                          "Mon 11:10 - Mon 11:20 clarification 0 by 2",
                                          "Mon 11:20 - Mon 12:20 both 0 by 1"});
}

TEST_CASE("M5.10, 11: an owner and a contract make the typical values smaller",
          "[sim][mechanisms]") {
    const auto receiving = [](const std::string& handoff, const std::string& more) {
        const std::string text = "assumptions: typical\n" + handoff +
                                 "teams: {sales: {people: 1}, desk: {people: 1}}\n"
                                 "workflows:\n  w:\n    demand: every 1h\n    steps:\n"
                                 "      sell: {team: sales, effort: 30min}\n"
                                 "      do: {team: desk, effort: 1h, after: sell" +
                                 more + "}\n";
        const Plan plan = compile_with<MechanismList<Handoffs>>(operation_of(text));
        return plan.mechanism<PlanHandoffs>()->steps[1];
    };
    CHECK(receiving("", "").unclear == 0.30);
    CHECK(receiving("", "").misrouted == 0.10);
    CHECK(receiving("handoff: {contract: yes}\n", "").unclear == 0.10);
    CHECK(receiving("", ", owner: desk").misrouted == 0.02);
    CHECK(receiving("", ", handoff: {contract: yes}").unclear == 0.10);
    CHECK(receiving("handoff: {unclear: 40%}\n", ", handoff: {contract: yes}").unclear == 0.40);
}

TEST_CASE("G9: a rework withdraws what is on its way, with its triage", "[sim][mechanisms]") {
    // `bad` sends back to `start` at 11:00 while what `good` handed over is on its way to `last`.
    const Scene scene =
        play_it(office("wait: exactly 90min, unclear: 0%, misrouted: 0%",
                       "      begin: {team: sales, effort: exactly 30min}\n"
                       "      good: {team: sales, effort: exactly 15min, after: begin}\n"
                       "      bad: {team: sales, effort: exactly 30min, after: begin,\n"
                       "            rework: {to: begin, chance: 100%, at_most: 1}}\n"
                       "      last: {team: desk, effort: exactly 1h, after: [good, bad]}\n",
                       "  sales: {people: 2}\n  desk: {people: 1}\n"));
    // good is not on the stretch from begin to bad: it was done at 10:45 and stays done; what it
    // handed over has come at 12:15. bad is done again at 12:00; what it hands over comes at 13:30.
    CHECK(whole_diary(scene) ==
          DiaryLines{"Mon 10:00 - Mon 10:30 begin 0 by 0", "Mon 10:30 - Mon 10:45 good 0 by 1",
                     "Mon 10:30 - Mon 11:00 bad 0 by 0", "Mon 11:00 - Mon 11:30 begin 0 by 1",
                     "Mon 11:30 - Mon 12:00 bad 0 by 0", "Mon 13:30 - Mon 14:30 last 0 by 2"});
    check_ledger(scene);
    CHECK(scene.record.open_cases == 0);
}

TEST_CASE("M5 off changes nothing", "[sim][mechanisms]") {
    const std::string text = office("wait: 0s, unclear: 0%, misrouted: 0%", two_steps);
    const Scene off = play_it(text, 50);
    CHECK_FALSE(off.plan.has_mechanisms());
    CHECK(off.record == record_without(text, 50));
    // Nobody hands over: one team.
    const std::string alone = "teams: {desk: {people: 1}}\nworkflows:\n  w:\n    demand: every 1h\n"
                              "    steps:\n      one: {team: desk, effort: 10min}\n"
                              "      two: {team: desk, effort: 10min, after: one}\n";
    CHECK_FALSE(play_it(alone).plan.has_mechanisms());
}

} // namespace handoffs_test

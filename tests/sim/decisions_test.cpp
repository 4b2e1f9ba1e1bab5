// M8 through the engine: who decides and when, what nobody decides in time, and what becomes of the
// hours that are reserved for it.
#include "catch.hpp"

#include "scenarios/figures/ledger_figures.hpp"
#include "scenarios/figures/sums.hpp"
#include "sim/mechanism_scene.hpp"
#include "sim/mechanisms/decisions.hpp"

#include <cstdlib>
#include <string>
#include <vector>

namespace decisions_test {

using namespace plimsoll;

namespace {

Scene play_it(const std::string& text, std::int64_t cases = 1) {
    return play_mechanisms<Decisions>(text, cases);
}

const std::string desk_and_founder = "  desk: {people: 1}\n"
                                     "  founder: {people: 1, decides: 10h per week}\n";

/// Mon 10:00 comes the first case; all are there 09:00 to 17:00, and the founder decides until
/// 11:00. Nothing asks unless its step says so.
std::string office(const std::string& decisions, const std::string& steps,
                   const std::string& teams = desk_and_founder) {
    return "assumptions: neutral\nescalates: 0%\ndecisions: {wrong: 0%, wrong_by_default: 0%, " +
           decisions + "}\nteams:\n" + teams +
           "workflows:\n  w:\n    demand: every 1h\n    steps:\n" + steps;
}

const std::string quarter = "take: exactly 15min, deadline: 16h";
const std::string work_and_send =
    "      work: {team: desk, effort: exactly 30min, escalates: 100%}\n"
    "      send: {team: desk, effort: exactly 15min, after: work}\n";

double paid_hours_of(const Scene& scene) {
    return over_teams(scene.plan,
                      [&](std::size_t team) { return paid_hours(scene.plan, scene.record, team); });
}

} // namespace

TEST_CASE("M8.15: who has done it asks, the founder decides in reserved hours, then it goes on",
          "[sim][mechanisms]") {
    // 0 the desk, 1 the founder at steps, 2 the founder who decides: 09:00 to 11:00. Case 1 asks at
    // 11:30, and is decided next morning.
    const Scene scene = play_it(office(quarter, work_and_send), 2);
    CHECK(whole_diary(scene) ==
          DiaryLines{"Mon 10:00 - Mon 10:30 work 0 by 0", "Mon 10:30 - Mon 10:45 decisions 0 by 2",
                     "Mon 10:45 - Mon 11:00 send 0 by 0", "Mon 11:00 - Mon 11:30 work 1 by 0",
                     "Tue 09:00 - Tue 09:15 decisions 1 by 2",
                     "Tue 09:15 - Tue 09:30 send 1 by 0"});
    CHECK(elapsed(scene, 0, ElapsedCategory::decision) == 15 * minute + 5 * hour + 45 * minute);
    CHECK(elapsed(scene, 0, ElapsedCategory::queue) == 0);
    CHECK(worked(scene, WorkCategory::decisions) == 30 * minute);
    CHECK(worked(scene, WorkCategory::direct) == 90 * minute);
    CHECK(published(scene, "decisions_per_case") == 1);
    CHECK(published(scene, "default_share") == 0);
    CHECK(published(scene, "decision_wait.mean") == 2.75);
    CHECK(scene.at_step("work").visits == 2);
    check_ledger(scene);
}

TEST_CASE("M8.15: in the order of arrival; what is in hand stops at the change, as at night",
          "[sim][mechanisms]") {
    // Case 0 asks at 10:30: half an hour on Monday, a quarter on Tuesday. Case 1 asked at 11:30 and
    // case 2 at 12:30, they follow.
    const Scene scene =
        play_it(office("take: exactly 45min, deadline: 40h",
                       "      work: {team: desk, effort: exactly 30min, escalates: 100%}\n"),
                3);
    CHECK(whole_diary(scene) ==
          DiaryLines{"Mon 10:00 - Mon 10:30 work 0 by 0", "Mon 10:30 - Tue 09:15 decisions 0 by 2",
                     "Mon 11:00 - Mon 11:30 work 1 by 0", "Mon 12:00 - Mon 12:30 work 2 by 0",
                     "Tue 09:15 - Tue 10:00 decisions 1 by 2",
                     "Tue 10:00 - Tue 10:45 decisions 2 by 2"});
    CHECK(worked(scene, WorkCategory::decisions) == 135 * minute);
    check_ledger(scene);
}

TEST_CASE("M8.15, ruling 9: a founder who decides and does steps is two, never there at once",
          "[sim][mechanisms]") {
    // The founder decides 09:00 to 11:00 and signs 11:00 to 17:00. Signing takes 4 h: case 0 is
    // signed 11:00 to 15:00; case 1, ready at 11:45, is begun at 15:00, stops at 17:00 and goes on
    // on Tuesday, not before 11:00. The decision about case 2 is asked for at 12:30: on Tuesday at
    // 09:00 one founder decides while nobody signs.
    const std::string steps =
        "      work: {team: desk, effort: exactly 30min, escalates: 100%}\n"
        "      sign: {team: founder, effort: exactly 4h, after: work, escalates: 100%}\n";
    const std::string teams = "  desk: {people: 1}\n"
                              "  founder: {people: 1, decides: 10h per week, cost: 60 per hour}\n";
    const Scene scene = play_it(office("take: exactly 15min, deadline: 16h", steps, teams), 2);
    CHECK(whole_diary(scene) ==
          DiaryLines{"Mon 10:00 - Mon 10:30 work 0 by 0", "Mon 10:30 - Mon 10:45 decisions 0 by 2",
                     "Mon 11:00 - Mon 11:30 work 1 by 0", "Mon 11:00 - Mon 15:00 sign 0 by 1",
                     "Tue 09:00 - Tue 09:15 decisions 1 by 2",
                     "Tue 11:00 - Tue 15:00 sign 1 by 1"});
    // The deciding team's own steps ask nobody.
    CHECK(published(scene, "decisions_per_case") == 1);
    // Case 0 waits for the founder at steps from 10:45, case 1 from Tue 09:15, both to 11:00.
    CHECK(scene.at_step("sign").wait == 2 * hour);
    CHECK(elapsed(scene, 0, ElapsedCategory::off_duty) == 2 * hour);
    check_ledger(scene);

    // From Mon 00:00 to Tue 15:00: at steps 6 h and 4 h, deciding 2 h and 2 h. Paid is all of it,
    // full are the 10 h.
    const TeamSums& steps_of = scene.record.teams[1];
    CHECK((steps_of.available == 10 * hour));
    CHECK(worked_hours(steps_of) == 8);
    CHECK((steps_of.demanded[0] == 8 * hour));
    CHECK(published(scene, "decider_utilisation") == Approx(0.5 / 4));
    CHECK(scene.plan.declared_teams() == 2);
    CHECK(paid_altogether(scene.plan, scene.record, 1) == 60 * 14);
    CHECK(paid_hours_of(scene) == 28);
    Volume volume;
    volume.replications = {scene.record};
    VolumeFigures figures;
    ledger_figures(scene.plan, volume, figures);
    double lines = 0;
    for (const Named& line : figures.work_hours) {
        lines += line.figure.value->mean;
    }
    CHECK(lines == Approx(14)); // a case: there are two
    CHECK(figures.paid_hours.value->mean == Approx(14));
    for (const int128 asked : scene.record.teams[2].demanded) {
        CHECK((asked == 0)); // G3: decisions are absorbed
    }
}

TEST_CASE("M8.15, ruling 9: steps in hand stop when the founder goes to decide",
          "[sim][mechanisms]") {
    // Signing takes 8 h: 6 on Monday, from 11:00; on Tuesday the rest from 11:00.
    const Scene scene =
        play_it(office(quarter, "      work: {team: desk, effort: exactly 30min, escalates: 100%}\n"
                                "      sign: {team: founder, effort: exactly 8h, after: work}\n"));
    CHECK(whole_diary(scene).back() == "Mon 11:00 - Tue 13:00 sign 0 by 1");
    CHECK(elapsed(scene, 0, ElapsedCategory::touch) == 30 * minute + 8 * hour);
    CHECK(elapsed(scene, 0, ElapsedCategory::off_duty) == 15 * minute + 2 * hour);
    check_ledger(scene);
}

TEST_CASE("M8.15: `by` names who decides; of several with `decides` the first does",
          "[sim][mechanisms]") {
    const std::string teams = "  desk: {people: 1}\n  cfo: {people: 1, decides: 5h per week}\n"
                              "  ceo: {people: {eva: {}, tom: {decides: 10h per week}}}\n";
    // 0 desk, 1 cfo, 2 eva, 3 tom, 4 who decides: the cfo until 10:00, so on Tuesday; tom at once.
    const Scene first = play_it(office(quarter, work_and_send, teams));
    CHECK(whole_diary(first)[1] == "Tue 09:00 - Tue 09:15 decisions 0 by 4");
    const Scene named = play_it(office("by: ceo, " + quarter, work_and_send, teams));
    CHECK(whole_diary(named)[1] == "Mon 10:30 - Mon 10:45 decisions 0 by 4");
    // Who is not asked has nothing reserved; of the ceo's two only tom has.
    const auto daily = [](const Scene& scene, int person) {
        return scene.plan.clock(scene.plan.person(person).clock).open_per_week() / 5;
    };
    CHECK(daily(named, 1) == 8 * hour);
    CHECK(daily(named, 2) == 8 * hour);
    CHECK(daily(named, 3) == 6 * hour);
    CHECK(daily(named, 4) == 2 * hour);
    CHECK(daily(first, 1) == 7 * hour);
    CHECK(daily(first, 3) == 8 * hour);
}

TEST_CASE("M8.16: a request leaves after its deadline on the decider's whole calendar",
          "[sim][mechanisms]") {
    // Asked at 11:30: four hours later, 15:30, the founder is there, though not to decide.
    const std::string late =
        office("take: exactly 15min, deadline: 4h",
               "      work: {team: desk, effort: exactly 90min, escalates: "
               "100%}\n"
               "      send: {team: desk, effort: exactly 15min, after: work}\n");
    const Scene scene = play_it(late);
    CHECK(whole_diary(scene) ==
          DiaryLines{"Mon 10:00 - Mon 11:30 work 0 by 0", "Mon 15:30 - Mon 15:45 send 0 by 0"});
    CHECK(elapsed(scene, 0, ElapsedCategory::decision) == 4 * hour);
    CHECK(worked(scene, WorkCategory::decisions) == 0);
    CHECK(published(scene, "default_share") == 1);
    CHECK(published(scene, "decision_wait.mean") == 4);
    CHECK(published(scene, "decider_utilisation") == 0);
    check_ledger(scene);

    // What is in hand at the deadline is finished: begun at 10:30, done on Wednesday.
    const Scene in_hand = play_it(office("take: exactly 3h, deadline: 4h", work_and_send));
    CHECK(whole_diary(in_hand)[1] == "Mon 10:30 - Wed 09:30 decisions 0 by 2");
    CHECK(published(in_hand, "default_share") == 0);
    check_ledger(in_hand);
}

TEST_CASE("M8.16, G1: a decision that can begin at its deadline does", "[sim][mechanisms]") {
    // Round the clock. `a` asks at 01:01 and is decided until 02:01; `b` and `c` ask at 01:31, with
    // half an hour of patience: at 02:01 one of them is begun, the other goes without.
    const auto text = [](const std::string& deadline, const std::string& founder) {
        const auto flow = [](const std::string& name, const std::string& effort) {
            return "  " + name + ":\n    demand: every 1h\n    steps:\n      of_" + name +
                   ": {team: desk, effort: exactly " + effort + ", escalates: 100%}\n";
        };
        return "calendar: always\nassumptions: neutral\nescalates: 0%\n"
               "decisions: {take: exactly 1h, deadline: " +
               deadline + "}\nteams:\n  desk: {people: unlimited}\n  founder: {people: " + founder +
               ", decides: 168h per week}\nworkflows:\n" + flow("a", "1min") + flow("b", "31min") +
               flow("c", "31min");
    };
    const Scene at_once = play_it(text("30min", "1"), 3);
    CHECK(published(at_once, "default_share") == Approx(1.0 / 3));
    CHECK(whole_diary(at_once).back() == "Mon 02:01 - Mon 03:01 decisions 0 by 1");
    CHECK(ends(at_once) == DiaryLines{"Mon 02:01 a 0", "Mon 02:01 c 0", "Mon 03:01 b 0"});
    CHECK(published(play_it(text("29min", "1"), 3), "default_share") == Approx(2.0 / 3));
    CHECK(published(play_it(text("30min", "2"), 3), "default_share") == 0);

    // Who is free at the deadline, but is no decider from then on, begins nothing: the founder's
    // hours for decisions end at 11:00, and so does the decision before.
    const std::string steps = "      work: {team: desk, effort: exactly 15min, escalates: 100%}\n"
                              "      also: {team: back, effort: exactly 45min, escalates: 100%}\n";
    const Scene gone = play_it(office("take: exactly 45min, deadline: 15min", steps,
                                      desk_and_founder + "  back: {people: 1}\n"));
    CHECK(whole_diary(gone).back() == "Mon 10:15 - Mon 11:00 decisions 0 by 3");
    CHECK(published(gone, "default_share") == 0.5);
    CHECK(ends(gone) == DiaryLines{"Mon 11:00 w 0"});
}

TEST_CASE("M8.16: a decision may be wrong, and more often one that nobody took",
          "[sim][mechanisms]") {
    const auto planted = [](const std::string& every, const std::string& wrong) {
        const std::string text =
            "calendar: always\nassumptions: neutral\nescalates: 0%\n"
            "decisions: {take: exactly 1h, deadline: 0s, " +
            wrong +
            "}\nteams:\n  desk: {people: unlimited}\n"
            "  founder: {people: 1, decides: 168h per week}\n"
            "workflows:\n  w:\n    demand: every " +
            every +
            "\n    steps:\n"
            "      work: {team: desk, effort: exactly 1min, escalates: 100%}\n";
        WorkUnit unit;
        unit.clients = 1;
        unit.cases = 2000;
        run_mechanisms<Decisions, DefectCount>(operation_of(text), unit);
        return DefectCount::planted();
    };
    // Once an hour each is begun at once, though nobody waits for it.
    CHECK(planted("1h", "wrong: 100%, wrong_by_default: 0%") == 2000);
    CHECK(planted("1h", "wrong: 0%, wrong_by_default: 100%") == 0);
    // Twice an hour the second comes while the first is decided.
    CHECK(planted("30min", "wrong: 0%, wrong_by_default: 100%") == 1000);
    CHECK(planted("30min", "wrong: 100%, wrong_by_default: 0%") == 1000);
    // Six standard deviations of 2,000 draws with 3% are 46; of 1,000 with 20%, 76.
    CHECK(std::abs(planted("1h", "wrong: 3%, wrong_by_default: 100%") - 60) < 46);
    CHECK(std::abs(planted("30min", "wrong: 0%, wrong_by_default: 20%") - 200) < 76);
}

TEST_CASE("G9: a rework withdraws the request; what is in hand is finished", "[sim][mechanisms]") {
    // `short` sends back to `work`, which asks again; `long` then sends back to `plan`, above it.
    const auto text = [](const std::string& take, const std::string& work) {
        return office("take: exactly " + take + ", deadline: 40h",
                      "      plan: {team: desk, effort: exactly 15min}\n"
                      "      work: {team: desk, effort: exactly " +
                          work +
                          ", after: plan, escalates: 100%}\n"
                          "      short: {team: back, effort: exactly 5min, after: work,\n"
                          "              rework: {to: work, at_most: 1}}\n"
                          "      long: {team: back, effort: exactly 45min, after: work,\n"
                          "             rework: {to: plan, at_most: 1}}\n",
                      desk_and_founder + "  back: {people: 2}\n");
    };
    // Asked again at 11:05, too late for Monday, and taken back at 11:30.
    const Scene waits = play_it(text("15min", "15min"));
    CHECK(whole_diary(waits) ==
          DiaryLines{"Mon 10:00 - Mon 10:15 plan 0 by 0", "Mon 10:15 - Mon 10:30 work 0 by 0",
                     "Mon 10:30 - Mon 10:45 decisions 0 by 4", "Mon 10:45 - Mon 10:50 short 0 by 2",
                     "Mon 10:45 - Mon 11:30 long 0 by 3", "Mon 10:50 - Mon 11:05 work 0 by 0",
                     "Mon 11:30 - Mon 11:45 plan 0 by 0", "Mon 11:45 - Mon 12:00 work 0 by 0",
                     "Tue 09:00 - Tue 09:15 decisions 0 by 4", "Tue 09:15 - Tue 09:20 short 0 by 2",
                     "Tue 09:15 - Tue 10:00 long 0 by 3"});
    CHECK(published(waits, "decisions_per_case") == 3);
    CHECK(worked(waits, WorkCategory::decisions) == 30 * minute);
    check_ledger(waits);

    // Asked again at 10:50 and in hand until Tuesday: it is finished, and decides nothing.
    const Scene in_hand = play_it(text("20min", "5min"));
    CHECK(whole_diary(in_hand) ==
          DiaryLines{"Mon 10:00 - Mon 10:15 plan 0 by 0", "Mon 10:15 - Mon 10:20 work 0 by 0",
                     "Mon 10:20 - Mon 10:40 decisions 0 by 4", "Mon 10:40 - Mon 10:45 short 0 by 2",
                     "Mon 10:40 - Mon 11:25 long 0 by 3", "Mon 10:45 - Mon 10:50 work 0 by 0",
                     "Mon 10:50 - Tue 09:10 decisions 0 by 4", "Mon 11:25 - Mon 11:40 plan 0 by 0",
                     "Mon 11:40 - Mon 11:45 work 0 by 0", "Tue 09:10 - Tue 09:30 decisions 0 by 4",
                     "Tue 09:30 - Tue 09:35 short 0 by 2", "Tue 09:30 - Tue 10:15 long 0 by 3"});
    CHECK(worked(in_hand, WorkCategory::decisions) == 1 * hour);
    check_ledger(in_hand);
}

TEST_CASE("G9: the end of the case withdraws the request; what is in hand is finished",
          "[sim][mechanisms]") {
    // `stop` ends the case at 11:30. Something else goes on until Tuesday.
    const auto text = [](const std::string& work, const std::string& stop) {
        return office("take: exactly 45min, deadline: 40h",
                      "      work: {team: desk, effort: exactly " + work +
                          ", escalates: 100%}\n      stop: {team: back, effort: exactly " + stop +
                          ", exits: {no: 100%, yes: rest}}\n"
                          "      go: {after: [work, stop.yes]}\n"
                          "  other:\n    demand: every 1h\n    steps:\n"
                          "      long: {team: third, effort: exactly 8h}\n",
                      desk_and_founder + "  back: {people: 1}\n  third: {people: 1}\n");
    };
    const Scene waits = play_it(text("75min", "90min"), 2);
    CHECK(whole_diary(waits) == DiaryLines{"Mon 10:00 - Mon 11:15 work 0 by 0",
                                           "Mon 10:00 - Mon 11:30 stop 0 by 2",
                                           "Mon 10:00 - Tue 10:00 long 0 by 3"});
    CHECK(ends(waits) == DiaryLines{"Mon 11:30 w 0 by an exit", "Tue 10:00 other 0"});
    CHECK(elapsed(waits, 0, ElapsedCategory::decision) == 0);
    CHECK(published(waits, "default_share") == 0);
    check_ledger(waits);

    const Scene in_hand = play_it(text("15min", "30min"), 2);
    CHECK(whole_diary(in_hand).back() == "Mon 10:15 - Mon 11:00 decisions 0 by 4");
    CHECK(ends(in_hand)[0] == "Mon 10:30 w 0 by an exit");
    CHECK(worked(in_hand, WorkCategory::decisions) == 45 * minute);
    check_ledger(in_hand);
}

TEST_CASE("Who is kept stays with the case while it is decided", "[sim][mechanisms]") {
    // The desk is kept for case 0 from 10:45 on, though its visit is on hold until Tuesday: case 1,
    // which comes at 11:00, is met when case 0 is closed.
    const Scene scene =
        play_it(office("take: exactly 30min, deadline: 16h",
                       "      meet: {team: desk, effort: exactly 45min, escalates: 100%,\n"
                       "             keep: desk until close}\n"
                       "      close: {team: desk, effort: exactly 15min, after: meet}\n"),
                2);
    CHECK(whole_diary(scene) ==
          DiaryLines{"Mon 10:00 - Mon 10:45 meet 0 by 0", "Mon 10:45 - Tue 09:15 decisions 0 by 2",
                     "Tue 09:15 - Tue 09:30 close 0 by 0", "Tue 09:30 - Tue 10:15 meet 1 by 0",
                     "Tue 10:15 - Tue 10:45 decisions 1 by 2",
                     "Tue 10:45 - Tue 11:00 close 1 by 0"});
    check_ledger(scene);
}

TEST_CASE("M8, G5: nobody decides, or nothing is asked of anybody: nothing changes",
          "[sim][mechanisms]") {
    const std::string plain = "  desk: {people: 1}\n  founder: {people: 1}\n";
    const std::string quiet = "      work: {team: desk, effort: 30min}\n"
                              "      sign: {team: founder, effort: 20min, after: work}\n";
    const std::vector<std::string> out_of_force = {
        office(quarter, work_and_send, plain), // nobody decides
        office(quarter, quiet),                // nothing escalates
        office(quarter, "      sign: {team: founder, effort: 20min, escalates: 50%}\n"), // its own
        office("by: desk, " + quarter, work_and_send), // desk does not decide
        office(quarter, work_and_send,
               "  desk: {people: 1}\n"
               "  founder: {people: 1, decides: 0h per week}\n"),
        office(quarter, work_and_send,
               "  desk: {people: 1}\n"
               "  rooms: {units: 2, decides: 10h per week}\n")};
    for (const std::string& text : out_of_force) {
        INFO(text);
        const Scene off = play_it(text, 50);
        CHECK_FALSE(off.plan.has_mechanisms());
        CHECK(off.plan.teams.size() == off.plan.declared_teams());
        CHECK(off.record == record_without(text, 50));
    }
    CHECK(play_it(office(quarter, work_and_send)).plan.has_mechanisms());
}

TEST_CASE("M8: one person in two teams is at neither desk while deciding", "[sim][mechanisms]") {
    // ann is the founder, and does the steps of the back office.
    const std::string teams = "  desk: {people: 1}\n"
                              "  founder: {people: {ann: {decides: 10h per week}}}\n"
                              "  back: {people: {ann: {}}}\n";
    const Scene scene =
        play_it(office(quarter,
                       "      work: {team: desk, effort: exactly 15min, escalates: 100%}\n"
                       "      file: {team: back, effort: exactly 1h}\n",
                       teams));
    CHECK(whole_diary(scene) == DiaryLines{"Mon 10:00 - Mon 10:15 work 0 by 0",
                                           "Mon 10:15 - Mon 10:30 decisions 0 by 3",
                                           "Mon 11:00 - Mon 12:00 file 0 by 2"});
    CHECK(paid_hours_of(scene) == 6); // 09:00 to 12:00, the desk and ann
}

} // namespace decisions_test

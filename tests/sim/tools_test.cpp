// M10 through the engine: tools that are down, what is copied by hand between them, and what is
// reconciled.
#include "catch.hpp"

#include "sim/mechanism_scene.hpp"
#include "sim/mechanisms/tools.hpp"

#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

namespace tools_test {

using namespace plimsoll;

namespace {

Scene play_it(const std::string& text, std::int64_t cases = 1) {
    return play_mechanisms<Tools>(text, cases);
}

/// Down Mon 01:30 to 02:00, 03:30 to 04:00 and so on.
const std::string half_hours =
    "tools: {crm: {fails: {every: exactly 90min, for: exactly 30min}}}\n";

std::string job(const std::string& name, const std::string& demand, const std::string& steps) {
    return "  " + name + ":\n    demand: " + demand + "\n    steps:\n" + steps;
}
std::string office(const std::string& tools, const std::string& workflows,
                   const std::string& teams = "{t: {people: 1}}") {
    return "assumptions: neutral\ncalendar: always\n" + tools + "teams: " + teams +
           "\nworkflows:\n" + workflows;
}
/// Six fields of 10 s: a minute at every boundary.
std::string copying(const std::string& steps, const std::string& more = "") {
    return office("tools: {crm: {}, bills: {}, sheet: {}}\n"
                  "rekey: {fields: 6, each: 10s, errors: 0%}\nreconcile: 0min per month\n" +
                      more,
                  job("w", "every 10h", steps));
}

} // namespace

TEST_CASE("M10.21: work in hand stops when its tool does, and goes on with what is left first",
          "[sim][mechanisms]") {
    const Scene scene =
        play_it(office(half_hours, job("w", "every 1h",
                                       "      do: {team: t, effort: exactly 1h, tool: crm}\n")),
                2);
    CHECK(whole_diary(scene) ==
          DiaryLines{"Mon 01:00 - Mon 01:30 do 0 by 0",   // down at 01:30
                     "Mon 02:00 - Mon 02:30 do 0 by 0",   // up again: before case 1, which is there
                     "Mon 02:30 - Mon 03:30 do 1 by 0"}); // done as the tool goes down
    CHECK(elapsed(scene, 0, ElapsedCategory::blocked) == 30 * minute);
    CHECK(elapsed(scene, 0, ElapsedCategory::queue) == 30 * minute);
    CHECK(elapsed(scene, 0, ElapsedCategory::touch) == 2 * hour);
    CHECK(worked(scene, WorkCategory::direct) == 2 * hour);
    CHECK(scene.at_step("do").visits == 2);
    CHECK(scene.at_step("do").effort == 2 * hour);
    CHECK(published(scene, "down_share.crm") == Approx(30. / 210));
    check_ledger(scene);
}

TEST_CASE("M10.21: who is freed by an outage does what needs no tool", "[sim][mechanisms]") {
    const Scene scene = play_it(
        office(half_hours,
               job("w", "every 1h", "      do: {team: t, effort: exactly 50min, tool: crm}\n") +
                   job("x", "every 100min", "      call: {team: t, effort: exactly 30min}\n")),
        2);
    CHECK(whole_diary(scene) ==
          DiaryLines{"Mon 01:00 - Mon 01:30 do 0 by 0",   // down at 01:30
                     "Mon 01:40 - Mon 02:10 call 0 by 0", // nobody needs the crm for it
                     "Mon 02:10 - Mon 02:30 do 0 by 0"}); // its person is free again
    CHECK(elapsed(scene, 0, ElapsedCategory::blocked) == 30 * minute);
    CHECK(elapsed(scene, 0, ElapsedCategory::queue) == 10 * minute);
    check_ledger(scene);
}

TEST_CASE("M10.21: while its tool is down nothing starts", "[sim][mechanisms]") {
    const Scene scene =
        play_it(office(half_hours, job("w", "every 100min",
                                       "      do: {team: t, effort: exactly 15min, tool: crm}\n") +
                                       job("x", "every 105min",
                                           "      ask: {team: t, effort: exactly 15min, "
                                           "tool: crm, priority: 1}\n")),
                2);
    CHECK(whole_diary(scene) ==
          DiaryLines{"Mon 02:00 - Mon 02:15 do 0 by 0", "Mon 02:15 - Mon 02:30 ask 0 by 0"});
    CHECK(elapsed(scene, 0, ElapsedCategory::blocked) == 20 * minute);
    CHECK(elapsed(scene, 1, ElapsedCategory::blocked) == 15 * minute);
    CHECK(elapsed(scene, 1, ElapsedCategory::queue) == 15 * minute);
    CHECK(scene.at_step("do").wait == 0);
    check_ledger(scene);
}

TEST_CASE("M10.21: a batch in a tool stops as one, and machines do as people do",
          "[sim][mechanisms]") {
    const Scene batch =
        play_it(office(half_hours, job("w", "every 30min",
                                       "      do: {team: t, effort: exactly 20min, tool: crm, "
                                       "batch: {size: 2}}\n")),
                2);
    // Case 0 waits for case 1; 40 min of work from 01:00, 10 of them after the outage.
    CHECK(whole_diary(batch) ==
          DiaryLines{"Mon 01:00 - Mon 01:30 do 0 by 0", "Mon 01:00 - Mon 01:30 do 1 by 0",
                     "Mon 02:00 - Mon 02:10 do 0 by 0", "Mon 02:00 - Mon 02:10 do 1 by 0"});
    CHECK(elapsed(batch, 0, ElapsedCategory::blocked) == 60 * minute);
    check_ledger(batch);

    const Scene press = play_it(
        office(half_hours,
               job("w", "every 1h", "      print: {team: press, effort: exactly 1h, tool: crm}\n"),
               "{press: {units: 1}}"));
    CHECK(whole_diary(press) ==
          DiaryLines{"Mon 01:00 - Mon 01:30 print 0 by 0", "Mon 02:00 - Mon 02:30 print 0 by 0"});
}

TEST_CASE("M10.21: the operation's clock runs for a tool, a night does not", "[sim][mechanisms]") {
    // Up 7 h, down 2 h: from Mon 16:00 to Tue 10:00.
    const Scene scene =
        play_it("assumptions: neutral\ncalendar: Mon-Fri 09:00-17:00\n"
                "tools: {crm: {fails: {every: exactly 7h, for: exactly 2h}}}\n"
                "teams: {t: {people: 1}}\nworkflows:\n" +
                job("w", "every 6h", "      do: {team: t, effort: exactly 2h, tool: crm}\n"));
    CHECK(whole_diary(scene) ==
          DiaryLines{"Mon 15:00 - Mon 16:00 do 0 by 0", "Tue 10:00 - Tue 11:00 do 0 by 0"});
    CHECK(elapsed(scene, 0, ElapsedCategory::blocked) == 2 * hour);
    check_ledger(scene);
}

TEST_CASE("M10.21, G1: a tool is down for / (every + for) of the time, at every volume the same",
          "[sim][mechanisms]") {
    const std::string text = office(
        "tools: {crm: {fails: {every: 30h, for: 10h}}}\n",
        job("w", "{rate: 1 per client per day}", "      do: {team: t, effort: 1h, tool: crm}\n"),
        "{t: {people: 20}}");
    std::vector<double> shares;
    for (const std::uint64_t seed : {11U, 12U, 13U}) {
        std::vector<double> of_volumes;
        for (const std::int64_t clients : {1, 50}) {
            WorkUnit unit;
            unit.seed = seed;
            unit.clients = clients;
            unit.length = 40'000 * hour;
            const Scene scene = run_mechanisms<Tools>(operation_of(text), unit);
            of_volumes.push_back(published(scene, "down_share.crm"));
        }
        CHECK(of_volumes[0] == of_volumes[1]);
        shares.push_back(of_volumes[0]);
        // Of n = 1000 spells the share's standard error is u (1 - u) sqrt(2 / n), u = 1/4.
        CHECK(std::abs(of_volumes[0] - 0.25) < 2.576 * 0.25 * 0.75 * std::sqrt(2. / 1000));
    }
    CHECK(shares[0] != shares[1]);
}

TEST_CASE("M10.22: between tools that nothing joins the visit behind copies its fields",
          "[sim][mechanisms]") {
    const std::string steps = "      sell: {team: t, effort: exactly 30min, tool: crm}\n"
                              "      bill: {team: t, effort: exactly 10min, tool: bills, "
                              "after: sell}\n";
    const Scene scene = play_it(copying(steps));
    CHECK(whole_diary(scene) ==
          DiaryLines{"Mon 10:00 - Mon 10:30 sell 0 by 0", "Mon 10:30 - Mon 10:41 bill 0 by 0"});
    CHECK(worked(scene, WorkCategory::rekey) == minute);
    CHECK(worked(scene, WorkCategory::direct) == 40 * minute);
    CHECK(published(scene, "rekeys_per_case") == 1);
    check_ledger(scene);
    // An integration does it, in its own direction.
    CHECK(worked(play_it(copying(steps, "integrations: [crm -> bills]\n")), WorkCategory::rekey) ==
          0);
    CHECK(worked(play_it(copying(steps, "integrations: [crm <-> bills]\n")), WorkCategory::rekey) ==
          0);
    CHECK(worked(play_it(copying(steps, "integrations: [{from: crm, to: bills}]\n")),
                 WorkCategory::rekey) == 0);
    CHECK(worked(play_it(copying(steps, "integrations: [bills -> crm]\n")), WorkCategory::rekey) ==
          minute);
}

TEST_CASE("M10.22, T16: hours of copying a case are fields x each x boundaries",
          "[sim][mechanisms]") {
    // The typical 20 fields of 10 s: 200 s a boundary, of which this case has three.
    const Scene scene =
        play_it(office("tools: {crm: {}, bills: {}}\nrekey: {fields: 20, each: 10s}\n",
                       job("w", "every 10h",
                           "      a: {team: t, effort: exactly 10min, tool: crm}\n"
                           "      b: {team: t, effort: exactly 10min, tool: bills, after: a}\n"
                           "      c: {team: t, effort: exactly 10min, tool: crm, after: b}\n"
                           "      d: {team: t, effort: exactly 10min, tool: bills, after: c}\n")),
                5);
    CHECK(worked(scene, WorkCategory::rekey) == 5 * 3 * 200 * second);
    CHECK(published(scene, "rekeys_per_case") == 3);
}

TEST_CASE("M10.22: through steps without tool and those that a case skips, over taken arcs",
          "[sim][mechanisms]") {
    // think has no tool, and note is skipped.
    CHECK(worked(play_it(copying(
                     "      sell: {team: t, effort: exactly 30min, tool: crm}\n"
                     "      think: {team: t, effort: exactly 5min, after: sell}\n"
                     "      note: {team: t, effort: exactly 5min, tool: bills, chance: 0%, "
                     "after: think}\n"
                     "      bill: {team: t, effort: exactly 10min, tool: bills, after: note}\n")),
                 WorkCategory::rekey) == minute);
    // Of the two ways only the one through the sheet is taken.
    const auto by = [](const std::string& sheet, const std::string& crm) {
        return worked(
            play_it(copying("      sell: {team: t, effort: exactly 30min, exits: {a: " + sheet +
                            ", b: " + crm +
                            "}}\n"
                            "      x: {team: t, effort: exactly 5min, tool: sheet, after: sell.a}\n"
                            "      y: {team: t, effort: exactly 5min, tool: bills, after: sell.b}\n"
                            "      bill: {team: t, effort: exactly 10min, tool: bills, "
                            "after: [x, y]}\n")),
            WorkCategory::rekey);
    };
    CHECK(by("99.9999%", "0.0001%") == minute);
    CHECK(by("0.0001%", "99.9999%") == 0);
}

TEST_CASE("M10.22: of a join once a distinct tool before it", "[sim][mechanisms]") {
    const Scene scene = play_it(copying(
        "      a: {team: t, effort: exactly 5min, tool: crm}\n"
        "      b: {team: t, effort: exactly 5min, tool: crm}\n"
        "      c: {team: t, effort: exactly 5min, tool: sheet}\n"
        "      d: {team: t, effort: exactly 5min, tool: bills}\n"
        "      bill: {team: t, effort: exactly 10min, tool: bills, after: [a, b, c, d]}\n"));
    CHECK(worked(scene, WorkCategory::rekey) == 2 * minute);
    CHECK(published(scene, "rekeys_per_case") == 2);
}

TEST_CASE("M10.22: no rework arcs; behind the first of several; not what machines do",
          "[sim][mechanisms]") {
    // check sends back to sell once: sell has come over no boundary, check copies both times.
    CHECK(worked(play_it(copying(
                     "      sell: {team: t, effort: exactly 30min, tool: crm}\n"
                     "      check: {team: t, effort: exactly 5min, tool: bills, after: sell, "
                     "rework: {to: sell, chance: 100%, at_most: 1}}\n")),
                 WorkCategory::rekey) == 2 * minute);
    // check is sent back to by close: nothing is copied then.
    CHECK(worked(play_it(copying(
                     "      sell: {team: t, effort: exactly 30min, tool: crm}\n"
                     "      check: {team: t, effort: exactly 5min, tool: bills, after: sell}\n"
                     "      close: {team: t, effort: exactly 5min, tool: bills, after: check, "
                     "rework: {to: check, chance: 100%, at_most: 1}}\n")),
                 WorkCategory::rekey) == minute);
    CHECK(worked(play_it(copying(
                     "      sell: {team: t, effort: exactly 30min, tool: crm}\n"
                     "      bill: {team: t, effort: exactly 5min, tool: bills, after: sell, "
                     "times: 3}\n")),
                 WorkCategory::rekey) == minute);
    CHECK(worked(play_it(office("tools: {crm: {}, bills: {}}\nrekey: {fields: 6, each: 10s}\n",
                                job("w", "every 10h",
                                    "      sell: {team: t, effort: exactly 30min, tool: crm}\n"
                                    "      print: {team: press, effort: exactly 5min, tool: bills, "
                                    "after: sell}\n"),
                                "{t: {people: 1}, press: {units: 1}}")),
                 WorkCategory::rekey) == 0);
}

TEST_CASE("M10.22: copying plants a defect with 1 - (1 - p)^fields", "[sim][mechanisms]") {
    const auto planted = [](const std::string& errors, std::int64_t cases) {
        static_cast<void>(play_mechanisms<Tools, DefectCount>(
            office("tools: {crm: {}, bills: {}}\nrekey: {fields: 20, each: 10s, errors: " + errors +
                       "}\n",
                   job("w", "every 1h",
                       "      sell: {team: t, effort: exactly 5min, tool: crm}\n"
                       "      bill: {team: t, effort: exactly 5min, tool: bills, after: sell}\n")),
            cases));
        return DefectCount::planted();
    };
    CHECK(planted("100%", 7) == 7);
    CHECK(planted("0%", 7) == 0);
    // 1 - .99^20 = .18209: of 4000 cases 728, a standard error of 24.4.
    CHECK(std::abs(planted("1%", 4000) - 728.4) < 2.576 * 24.4);
}

TEST_CASE("M10.23: c groups of tools are (c - 1) x reconcile a client and month, behind all steps",
          "[sim][mechanisms]") {
    const auto hours = [](const std::string& integrations, std::int64_t clients) {
        WorkUnit unit;
        unit.clients = clients;
        unit.length = 12 * 160 * hour; // a year: twelve months of 160 h
        const Scene scene = run_mechanisms<Tools>(
            operation_of("assumptions: neutral\nreconcile: 30min per month\nrekey: {fields: 0}\n"
                         "tools: {crm: {}, bills: {}, sheet: {}}\n" +
                         integrations + "teams: {t: {people: 2}}\nworkflows:\n" +
                         job("w", "{rate: 1 per client per month}",
                             "      a: {team: t, effort: exactly 10min, tool: crm}\n"
                             "      b: {team: t, effort: exactly 10min, tool: bills, after: a}\n"
                             "      c: {team: t, effort: exactly 10min, tool: sheet, after: b}\n")),
            unit);
        check_ledger(scene);
        return worked(scene, WorkCategory::rekey);
    };
    CHECK(hours("", 1) == 12 * 2 * 30 * minute);
    CHECK(hours("", 10) == 10 * 12 * 2 * 30 * minute);
    CHECK(hours("integrations: [crm -> sheet]\n", 10) == 10 * 12 * 30 * minute);
    CHECK(hours("integrations: [crm -> sheet, sheet -> bills]\n", 10) == 0);
}

TEST_CASE("M10.23: steps go first, and what still waits a month later is replaced",
          "[sim][mechanisms]") {
    // One person is busy all the time: nothing is ever reconciled.
    WorkUnit unit;
    unit.clients = 3;
    unit.length = 12 * 160 * hour;
    const Scene busy = run_mechanisms<Tools>(
        operation_of("assumptions: neutral\nreconcile: 30min per month\nrekey: {fields: 0}\n"
                     "tools: {crm: {}, bills: {}}\nteams: {t: {people: 1}}\nworkflows:\n" +
                     job("digging", "3 always open", "      dig: {team: t, effort: exactly 3h}\n") +
                     job("w", "{rate: 1 per client per month}",
                         "      a: {team: t, effort: exactly 10min, tool: crm}\n"
                         "      b: {team: t, effort: exactly 10min, tool: bills, after: a}\n")),
        unit);
    CHECK(worked(busy, WorkCategory::rekey) == 0);
    check_ledger(busy);
}

TEST_CASE("M10, G5: in force with tools on steps that fail, are copied between or reconciled",
          "[sim][mechanisms]") {
    const auto in_force = [](const std::string& text) {
        return Tools::is_in_force(operation_of(text));
    };
    const std::string one = job("w", "every 1h", "      a: {team: t, effort: 1h, tool: crm}\n");
    const std::string two = one + "      b: {team: t, effort: 1h, tool: bills, after: a}\n";
    const std::string tools = "tools: {crm: {}, bills: {}}\n";
    CHECK(in_force(office(half_hours, one)));
    CHECK_FALSE(
        in_force(office(half_hours, job("w", "every 1h", "      a: {team: t, effort: 1h}\n"))));
    CHECK_FALSE(in_force(office(tools, two)));
    CHECK(in_force(office(tools + "rekey: {fields: 3, each: 10s}\n", two)));
    CHECK_FALSE(in_force(office(tools + "rekey: {fields: 3, each: 10s}\n", one)));
    CHECK_FALSE(in_force(
        office(tools + "rekey: {fields: 3, each: 10s}\nintegrations: [crm <-> bills]\n", two)));
}

TEST_CASE("M10: neutral tools change nothing", "[sim][mechanisms]") {
    const std::string text =
        office("tools: {crm: {}, bills: {}}\n",
               job("w", "every 1h",
                   "      a: {team: t, effort: 40min, tool: crm}\n"
                   "      b: {team: t, effort: 40min, tool: bills, after: a}\n"));
    CHECK(play_it(text, 50).record == record_without(text, 50));
}

} // namespace tools_test

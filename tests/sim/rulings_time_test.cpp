// MODEL.md rulings 13, 14 and 17 through the engine, told by hand: clocks, ledgers, due times.
#include "sim/scene.hpp"

namespace rulings_time_test {

using namespace plimsoll;

namespace {

using Ledger = std::array<int128, elapsed_categories>;

/// touch, queue, off duty, external.
Ledger ledger(Microseconds touch, Microseconds queue, Microseconds off_duty,
              Microseconds external) {
    Ledger lines{};
    lines[static_cast<std::size_t>(ElapsedCategory::touch)] = touch;
    lines[static_cast<std::size_t>(ElapsedCategory::queue)] = queue;
    lines[static_cast<std::size_t>(ElapsedCategory::off_duty)] = off_duty;
    lines[static_cast<std::size_t>(ElapsedCategory::external)] = external;
    return lines;
}

const std::string office = "calendar: Mon-Fri 09:00-17:00\n";

Scene week_of(const std::string& text, Microseconds warm_up, Microseconds length) {
    WorkUnit unit;
    unit.clients = 1;
    unit.warm_up = warm_up;
    unit.length = length;
    unit.keep_log = true;
    return run(operation_of(text), unit);
}

} // namespace

TEST_CASE("Engine, ruling 13: time runs while the operation is open", "[sim][ruling]") {
    // Friday 16:00; the delay ends on Sunday, the work is done on Monday at 09:30.
    const Scene scene =
        play(office + "teams: {t: {people: 1}}\nworkflows:\n  w:\n"
                      "    demand: every 39h\n    steps:\n"
                      "      s: {team: t, delay: exactly 2cd, effort: exactly 30min}\n");
    const WorkflowSums& sums = scene.record.workflows[0];
    CHECK(ends(scene) == DiaryLines{"Mon+1 09:30 w 0"});
    CHECK(sums.flow_time == 90 * minute);
    CHECK(sums.flow_time_wall == 2 * day + 17 * hour + 30 * minute);
    CHECK(sums.elapsed == ledger(30 * minute, 0, 0, hour));
}

TEST_CASE("Engine, ruling 13: waiting is a queue while somebody is on shift", "[sim][ruling]") {
    // Part-timers till 13:00; cases at 12:40 and 12:50.
    const Scene scene = play(office + "teams: {t: {people: 1, calendar: Mon-Fri 09:00-13:00}}\n"
                                      "workflows:\n"
                                      "  a:\n    demand: every 220min\n    steps:\n"
                                      "      a: {team: t, effort: exactly 30min}\n"
                                      "  b:\n    demand: every 230min\n    steps:\n"
                                      "      b: {team: t, effort: exactly 1h}\n",
                             2);
    CHECK(diary(scene) ==
          DiaryLines{"Mon 12:40 - Tue 09:10 a 0 by 0", "Tue 09:10 - Tue 10:10 b 0 by 0"});
    CHECK(scene.record.workflows[0].elapsed == ledger(30 * minute, 0, 4 * hour, 0));
    CHECK(scene.record.workflows[1].elapsed == ledger(hour, 20 * minute, 4 * hour, 0));
    CHECK(scene.at_step("b").wait == 260 * minute);
    CHECK(scene.at_step("b").queue == 20 * minute);
    CHECK(scene.at_step("b").held == 260 * minute); // ruling 19: waiting for a team
    CHECK(scene.record.log[1].queue == 20 * minute);
    CHECK(scene.record.log[1].off_duty == 4 * hour);
}

TEST_CASE("Engine, ruling 13: somebody on shift is enough for a queue, of every team",
          "[sim][ruling]") {
    const Scene scene =
        play(office + "teams:\n  a: {people: {x: {calendar: Mon-Fri 09:00-12:00}, y: {calendar: "
                      "Mon-Fri 11:00-15:00}}}\n"
                      "  b: {people: 1, calendar: Mon-Fri 10:00-17:00}\n"
                      "workflows:\n"
                      "  busy:\n    demand: every 5min\n    steps:\n"
                      "      busy: {team: a, people: 2, with: b, effort: exactly 1h}\n"
                      "  w:\n    demand: every 6min\n    steps:\n"
                      "      w: {team: a, with: b, effort: exactly 30min}\n",
             2);
    // `busy` needs all: 11:00-12:00. Then y and b are free.
    CHECK(diary(scene) ==
          DiaryLines{"Mon 10:00 - Mon 10:30 w 0 by 0+2", "Mon 11:00 - Mon 12:00 busy 0 by 1+0+2"});
    CHECK(scene.record.workflows[0].elapsed == ledger(hour, hour, 55 * minute, 0));
    CHECK(scene.record.workflows[1].elapsed == ledger(30 * minute, 0, 54 * minute, 0));
}

TEST_CASE("Engine, ruling 13: work outside the operation's hours is paid but takes no elapsed time",
          "[sim][ruling]") {
    const Scene scene =
        play(office + "teams: {t: {people: 1, calendar: always}}\nworkflows:\n  w:\n"
                      "    demand: every 450min\n    steps:\n"
                      "      s: {team: t, effort: exactly 2h}\n");
    CHECK(diary(scene) == DiaryLines{"Mon 16:30 - Mon 18:30 s 0 by 0"});
    CHECK(scene.record.workflows[0].elapsed == ledger(30 * minute, 0, 0, 0));
    CHECK(scene.record.workflows[0].flow_time == 30 * minute);
    CHECK(scene.record.workflows[0].flow_time_wall == 2 * hour);
    CHECK(scene.record.teams[0].worked[0] == 2 * hour);
    CHECK(scene.record.teams[0].busy == 30 * minute);
}

TEST_CASE("Engine, ruling 13: what a join's earlier arcs waited stands outside the sum",
          "[sim][ruling]") {
    const Scene scene = play(
        office + "teams: {t: {people: 9}}\nworkflows:\n  w:\n    demand: every 7h\n    steps:\n"
                 "      a: {team: t, effort: exactly 20min}\n"
                 "      b: {team: t, effort: exactly 40min}\n"
                 "      c: {team: t, effort: exactly 3h}\n"
                 "      join: {team: t, effort: exactly 10min, after: [a, b, c]}\n");
    CHECK(diary(scene).back() == "Tue 11:00 - Tue 11:10 join 0 by 3");
    CHECK(scene.at_step("join").join_wait == 160 * minute + 140 * minute);
    CHECK(scene.record.workflows[0].elapsed == ledger(190 * minute, 0, 0, 0));
}

TEST_CASE("Engine, ruling 13: of several at one instant the last in file order leads on",
          "[sim][ruling]") {
    const auto joined = [](const std::string& first, const std::string& second) {
        return play("calendar: always\nteams: {t: {people: 1}}\nworkflows:\n  w:\n"
                    "    demand: every 9h\n    steps:\n" +
                    first + second +
                    "      join: {team: t, effort: exactly 30min, after: [work, answer]}\n")
            .record.workflows[0]
            .elapsed;
    };
    const std::string work = "      work: {team: t, effort: exactly 1h}\n";
    const std::string answer = "      answer: {delay: exactly 1h}\n";
    CHECK(joined(work, answer) == ledger(30 * minute, 0, 0, hour));
    CHECK(joined(answer, work) == ledger(90 * minute, 0, 0, 0));
}

TEST_CASE("Engine, ruling 14: due is met if done at or before", "[sim][ruling]") {
    const auto met = [](const std::string& due, const std::string& effort,
                        const std::string& demand = "every 7h") {
        const Scene scene = play(
            office + "teams: {t: {people: 1, calendar: always}}\nworkflows:\n  w:\n    demand: " +
            demand + "\n    due: " + due + "\n    steps:\n      s: {team: t, effort: exactly " +
            effort + "}\n");
        REQUIRE(scene.record.workflows[0].due == 1);
        return scene.record.workflows[0].met == 1;
    };
    // From Monday 16:00, on the operation's calendar: until Tuesday 09:30.
    CHECK(met("90min", "17h 30min"));
    CHECK_FALSE(met("90min", "63000.000001s"));
    CHECK(met("1d", "24h"));
    CHECK_FALSE(met("1d", "86400.000001s"));
    // In calendar days on the wall.
    CHECK(met("1cd", "24h"));
    CHECK_FALSE(met("1cd", "86400.000001s"));
    // A case that comes on Saturday at 12:00 is due on Monday at 10:00.
    CHECK(met("1h", "46h", "{rate: every 132h, calendar: always}"));
    CHECK_FALSE(met("1h", "165600.000001s", "{rate: every 132h, calendar: always}"));
}

TEST_CASE("Engine, ruling 14: counted are cases that come and are due in the window",
          "[sim][ruling]") {
    // A case every 4 h round the clock takes 3 h, or never gets done: due after 3 h.
    const std::string head = "calendar: always\nteams: {t: {people: 9}}\nworkflows:\n  w:\n"
                             "    demand: every 4h\n    due: 3h\n    steps:\n";
    const Scene good =
        week_of(head + "      s: {team: t, effort: exactly 3h}\n", 10 * hour, 20 * hour);
    // Arrivals in (10 h, 30 h]: 12, 16, 20, 24, 28; the last is due at 31 h, outside.
    CHECK(good.record.workflows[0].arrived == 5);
    CHECK(good.record.workflows[0].due == 4);
    CHECK(good.record.workflows[0].met == 4);
    const Scene late =
        week_of(head + "      s: {team: t, effort: exactly 3h 1s}\n", 10 * hour, 20 * hour);
    CHECK(late.record.workflows[0].due == 4);
    CHECK(late.record.workflows[0].met == 0);
    // Still open when the window ends: missed. Another outcome is judged by its time.
    const Scene open =
        week_of(head + "      s: {team: t, effort: exactly 100h}\n", 10 * hour, 20 * hour);
    CHECK(open.record.workflows[0].due == 4);
    CHECK(open.record.workflows[0].met == 0);
    const Scene refused =
        week_of(head + "      s: {team: t, effort: exactly 1h, exits: {refused: rest}}\n",
                10 * hour, 20 * hour);
    CHECK(refused.record.workflows[0].met == 4);
    CHECK(refused.record.workflows[0].outcomes == std::vector<std::int64_t>{0, 5});
    // Without due nothing is counted.
    const Scene without = week_of("calendar: always\nteams: {t: {people: 9}}\nworkflows:\n  w:\n"
                                  "    demand: every 4h\n    steps:\n"
                                  "      s: {team: t, effort: exactly 1h}\n",
                                  10 * hour, 20 * hour);
    CHECK(without.record.workflows[0].due == 0);
}

TEST_CASE("Engine, ruling 17: a pattern keeps the mean of every whole week", "[sim][ruling]") {
    Operation operation =
        operation_of(office + "teams: {t: {people: unlimited}}\nworkflows:\n  w:\n"
                              "    demand: {rate: 1 per hour, pattern: {Mon: 300%}}\n    steps:\n"
                              "      s: {team: t, effort: exactly 1min}\n");
    // Arrivals like clockwork, in the time in which their rate is even.
    operation.workflows[0].demand.between = Distribution{};
    operation.workflows[0].demand.between->a = static_cast<double>(hour);
    WorkUnit unit;
    unit.cases = 81;
    unit.keep_log = true;
    const Scene scene = run(operation, unit);
    std::vector<Microseconds> arrivals;
    for (const LogRow& row : scene.record.log) {
        arrivals.push_back(row.ready);
    }
    REQUIRE(arrivals.size() == 81);
    // Mondays have 3 x 8 of 56 weighted hours: one case every 28 minutes, else every 84.
    CHECK(time_text(arrivals[0]) == "Mon 09:28");
    CHECK(time_text(arrivals[16]) == "Mon 16:56");
    CHECK(time_text(arrivals[17]) == "Tue 10:12");
    CHECK(time_text(arrivals[18]) == "Tue 11:36");
    CHECK(time_text(arrivals[39]) == "Fri 17:00");
    CHECK(time_text(arrivals[40]) == "Mon+1 09:28");
    CHECK(time_text(arrivals[80]) == "Mon+2 09:28");
}

} // namespace rulings_time_test

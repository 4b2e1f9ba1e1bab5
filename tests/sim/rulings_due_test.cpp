// MODEL.md ruling 14 and the words of `due`, told by hand: clocks, pauses, milestones, times of
// day, response times.
#include "sim/scene.hpp"

namespace rulings_due_test {

using namespace plimsoll;

namespace {

const std::string office = "calendar: Mon-Fri 09:00-17:00\n";

/// One case, which comes on Monday after `hours` of the operation's time; judged.
bool is_met(const std::string& due, const std::string& steps,
            const std::string& demand = "every 1h", const std::string& head = office,
            const std::string& teams = "{t: {people: 9, calendar: always}}") {
    const Scene scene =
        play(head + "teams: " + teams + "\nworkflows:\n  w:\n    demand: " + demand +
             "\n    due: " + due + "\n    steps:\n" + steps);
    REQUIRE(scene.record.workflows[0].due == 1);
    return scene.record.workflows[0].met == 1;
}

std::string work(const std::string& effort) {
    return "      s: {team: t, effort: exactly " + effort + "}\n";
}

} // namespace

TEST_CASE("Engine, due: runs on the clock that it names", "[sim][ruling][due]") {
    // From Monday 10:00. The desk is there from 08:00 to 20:00.
    const std::string teams = "{t: {people: 1, calendar: always}, desk: {people: 1, calendar: "
                              "Mon-Sat 08:00-20:00}}";
    const auto met = [&](const std::string& due, const std::string& effort) {
        return is_met(due, work(effort), "every 1h", office, teams);
    };
    CHECK(met("{in: 11h, clock: desk}", "23h"));
    CHECK_FALSE(met("{in: 11h, clock: desk}", "82800.000001s"));
    CHECK(met("{in: 1d, clock: desk}", "24h"));
    CHECK_FALSE(met("{in: 1d, clock: desk}", "86400.000001s"));
    CHECK(met("{in: 5h, clock: always}", "5h"));
    CHECK_FALSE(met("{in: 5h, clock: always}", "18000.000001s"));
    CHECK(met("{in: 7h, clock: Mon-Fri 10:00-14:00}", "27h"));
    CHECK_FALSE(met("{in: 7h, clock: Mon-Fri 10:00-14:00}", "97200.000001s"));
}

TEST_CASE("Engine, due: stands still while the case is at a step that pauses it",
          "[sim][ruling][due]") {
    // The client answers after a day and a half of waiting; the work takes an hour before and one
    // after: two hours on the clock.
    const std::string steps = "      read: {team: t, effort: exactly 1h}\n"
                              "      ask: {delay: exactly 12h, after: read}\n"
                              "      write: {team: t, effort: exactly 1h, after: ask}\n";
    CHECK(is_met("{in: 2h, pauses: [ask]}", steps));
    CHECK(is_met("{in: 2h, pauses: ask}", steps));
    CHECK_FALSE(is_met("{in: 119min, pauses: [ask]}", steps));
    CHECK_FALSE(is_met("{in: 2h, pauses: [read]}", steps));
    // What is late already stays late.
    CHECK_FALSE(is_met("{in: 59min, pauses: [ask]}", steps));
    CHECK_FALSE(is_met("{in: 59min, pauses: [ask, write]}", steps));
    CHECK(is_met("{in: 1h, pauses: [ask, write]}", steps));
    // Waiting for people at such a step counts as well: `busy` takes the only one until 13:00.
    const auto beside = [](const std::string& due) {
        const Scene scene =
            play(office +
                     "teams: {t: {people: 1}}\nworkflows:\n  busy:\n    demand: every 59min\n"
                     "    steps:\n      s: {team: t, effort: exactly 3h}\n  w:\n"
                     "    demand: every 1h\n    due: " +
                     due + "\n    steps:\n      s: {team: t, effort: exactly 1h}\n" +
                     "      e: {delay: exactly 10min, after: s}\n",
                 2);
        return scene.record.workflows[1].met == 1;
    };
    CHECK(beside("{in: 10min, pauses: [s]}"));
    CHECK_FALSE(beside("{in: 599s, pauses: [s]}"));
}

TEST_CASE("Engine, due: several pauses at once count once, and a rework pauses again",
          "[sim][ruling][due]") {
    // Waiting 10:00-12:00 and 10:30-13:30, then half an hour of work.
    const std::string both = "      one: {delay: exactly 2h}\n"
                             "      two: {team: t, effort: exactly 30min}\n"
                             "      three: {delay: exactly 3h, after: two}\n"
                             "      four: {team: t, effort: exactly 30min, after: [one, three]}\n";
    CHECK(is_met("{in: 30min, pauses: [one, three]}", both));
    CHECK_FALSE(is_met("{in: 1799s, pauses: [one, three]}", both));
    CHECK_FALSE(is_met("{in: 1799s, pauses: [one, two, three]}", both));
    CHECK(is_met("{in: 1s, pauses: [one, two, three, four]}", both));
    const std::string again =
        "      ask: {delay: exactly 2h}\n"
        "      work: {team: t, effort: exactly 1h, after: ask, rework: {to: ask, chance: 100%, "
        "at_most: 1}}\n";
    CHECK(is_met("{in: 2h, pauses: [ask]}", again));
    CHECK_FALSE(is_met("{in: 119min, pauses: [ask]}", again));
}

TEST_CASE("Engine, due: a pause on another clock moves the due by that clock's time",
          "[sim][ruling][due]") {
    // Comes on Monday at 16:00; `ask` runs until Tuesday 11:00 on the wall: three hours of the
    // operation's, nineteen round the clock.
    const std::string steps = "      ask: {team: t, effort: exactly 19h}\n"
                              "      write: {team: t, effort: exactly 1h, after: ask}\n";
    CHECK(is_met("{in: 1h, pauses: [ask]}", steps, "every 7h"));
    CHECK_FALSE(is_met("{in: 3599s, pauses: [ask]}", steps, "every 7h"));
    CHECK(is_met("{in: 1h, clock: always, pauses: [ask]}", steps, "every 7h"));
    CHECK_FALSE(is_met("{in: 3599s, clock: always, pauses: [ask]}", steps, "every 7h"));
}

TEST_CASE("Engine, due: a milestone meets it, the first time it is done", "[sim][ruling][due]") {
    const std::string steps = "      deliver: {team: t, effort: exactly 1h}\n"
                              "      bill: {delay: exactly 3h, after: deliver}\n"
                              "      back: {after: bill, rework: {to: deliver, chance: 100%, "
                              "at_most: 1}}\n";
    CHECK(is_met("{in: 1h, until: deliver}", steps));
    CHECK_FALSE(is_met("{in: 3599s, until: deliver}", steps));
    CHECK_FALSE(is_met("1h", steps));
    // A case that ends without it is judged by its end.
    const std::string refused =
        "      look: {team: t, effort: exactly 30min, exits: {refused: rest}}\n"
        "      deliver: {team: t, effort: exactly 1h}\n";
    CHECK(is_met("{in: 30min, until: deliver}", refused));
    CHECK_FALSE(is_met("{in: 29min, until: deliver}", refused));
    // Later pauses move nothing any more.
    CHECK_FALSE(is_met("{in: 3599s, until: deliver, pauses: [bill]}", steps));
    // Giving up is too late, unless the milestone was reached before.
    const auto given_up = [](const std::string& until) {
        return is_met("{in: 5h, until: " + until + "}",
                      "      first: {team: t, effort: exactly 1h}\n"
                      "      answer: {delay: exactly 9h, patience: 1h, after: first}\n");
    };
    CHECK(given_up("first"));
    CHECK_FALSE(given_up("answer"));
}

TEST_CASE("Engine, due: by a time of day", "[sim][ruling][due]") {
    const auto met = [](const std::string& due, const std::string& demand,
                        const std::string& effort) { return is_met(due, work(effort), demand); };
    // Monday 10:00: by Monday 15:00. At 15:00 itself: by Tuesday.
    CHECK(met("{by: 15:00}", "every 1h", "5h"));
    CHECK_FALSE(met("{by: 15:00}", "every 1h", "18000.000001s"));
    CHECK(met("{by: 15:00}", "every 6h", "24h"));
    CHECK_FALSE(met("{by: 15:00}", "every 6h", "86400.000001s"));
    // The closing time counts as open; at 20:00 somebody else must be there.
    CHECK(met("{by: 17:00}", "every 1h", "7h"));
    CHECK_FALSE(met("{by: 17:00}", "every 1h", "25200.000001s"));
    CHECK(met("{by: 20:00, clock: Mon-Fri 08:00-22:00}", "every 1h", "10h"));
    CHECK_FALSE(met("{by: 20:00, clock: Mon-Fri 08:00-22:00}", "every 1h", "36000.000001s"));
    // Friday 16:00 (39 h): the next 15:00 is Monday's, or Saturday's on a clock that runs.
    CHECK(met("{by: 15:00}", "every 39h", "71h"));
    CHECK_FALSE(met("{by: 15:00}", "every 39h", "255600.000001s"));
    CHECK(met("{by: 15:00, clock: always}", "every 39h", "23h"));
    CHECK_FALSE(met("{by: 15:00, clock: always}", "every 39h", "82800.000001s"));
    // What comes before 14:00 has until 16:00 of the day; at 14:00 it is the next day's.
    CHECK(met("{by: 16:00, if_before: 14:00}", "every 299min", "121min"));
    CHECK_FALSE(met("{by: 16:00, if_before: 14:00}", "every 299min", "7260.000001s"));
    CHECK(met("{by: 16:00, if_before: 14:00}", "every 5h", "26h"));
    CHECK_FALSE(met("{by: 16:00, if_before: 14:00}", "every 5h", "93600.000001s"));
    // A notice over midnight: before 22:00 for six in the morning.
    const std::string early = "{by: 06:00, if_before: 22:00, clock: always}";
    CHECK(met(early, "{rate: every 21h, calendar: always}", "9h"));
    CHECK_FALSE(met(early, "{rate: every 21h, calendar: always}", "32400.000001s"));
    CHECK(met(early, "{rate: every 22h, calendar: always}", "32h"));
    CHECK_FALSE(met(early, "{rate: every 22h, calendar: always}", "115200.000001s"));
}

TEST_CASE("Engine, due: by a date", "[sim][ruling][due]") {
    const auto met = [](const std::string& due, const std::string& demand,
                        const std::string& effort, const std::string& head = office) {
        return is_met(due, work(effort), demand, head);
    };
    // Without a start the first day is Monday, 4 January 2027. Monday 10:00: to Wednesday 24:00.
    CHECK(met("{by: Wed}", "every 1h", "62h"));
    CHECK_FALSE(met("{by: Wed}", "every 1h", "223200.000001s"));
    CHECK(met("{by: Mon}", "every 1h", "14h"));
    CHECK_FALSE(met("{by: Mon}", "every 1h", "50400.000001s"));
    CHECK(met("{by: Tue 14:00}", "every 1h", "28h"));
    CHECK_FALSE(met("{by: Tue 14:00}", "every 1h", "100800.000001s"));
    // With two holidays the third working day of January is Thursday the 7th.
    const std::string dated = office + "start: 2027-01-04\nholidays: [1 Jan, 6 Jan]\n";
    CHECK(met("{by: day 6}", "every 1h", "62h", dated));
    CHECK_FALSE(met("{by: day 6}", "every 1h", "223200.000001s", dated));
    CHECK(met("{by: working day 3}", "every 1h", "86h", dated));
    CHECK_FALSE(met("{by: working day 3}", "every 1h", "309600.000001s", dated));
    // At 14:00 of a holiday nobody is there: the next Wednesday.
    CHECK(met("{by: Wed 14:00}", "every 1h", "220h", dated));
    CHECK_FALSE(met("{by: Wed 14:00}", "every 1h", "792000.000001s", dated));
    // A holiday stands still as well for what is due within so many hours.
    CHECK(met("{in: 17h}", "every 1h", "73h", dated));
    CHECK_FALSE(met("{in: 17h}", "every 1h", "262800.000001s", dated));
}

TEST_CASE("Engine, order due: by the due as it stands", "[sim][ruling][due]") {
    // Both wait for the only one, who is busy until 13:00. The first was due at 12:30, but was
    // paused for two hours: the second, due at 13:20, goes first.
    const auto order = [](const std::string& pauses) {
        return diary(
            play(office +
                     "teams: {t: {people: 1, order: due}, out: {people: unlimited}}\nworkflows:\n"
                     "  busy:\n    demand: every 150min\n    steps:\n"
                     "      busy: {team: t, effort: exactly 90min}\n"
                     "  a:\n    demand: every 100min\n    due: {in: 110min" +
                     pauses +
                     "}\n    steps:\n      ask: {team: out, effort: exactly 2h}\n"
                     "      a: {team: t, effort: exactly 10min, after: ask}\n"
                     "  b:\n    demand: every 170min\n    due: 90min\n    steps:\n"
                     "      b: {team: t, effort: exactly 10min}\n",
                 3));
    };
    CHECK(order("") ==
          DiaryLines{"Mon 10:40 - Mon 12:40 ask 0", "Mon 11:30 - Mon 13:00 busy 0 by 0",
                     "Mon 13:00 - Mon 13:10 a 0 by 0", "Mon 13:10 - Mon 13:20 b 0 by 0"});
    CHECK(order(", pauses: [ask]") ==
          DiaryLines{"Mon 10:40 - Mon 12:40 ask 0", "Mon 11:30 - Mon 13:00 busy 0 by 0",
                     "Mon 13:00 - Mon 13:10 b 0 by 0", "Mon 13:10 - Mon 13:20 a 0 by 0"});
}

TEST_CASE("Engine, due of a step: visits that start in time", "[sim][ruling][due]") {
    // One person, an hour a case, every half hour from 09:30: waits of 0, 30, 60, 90 minutes.
    const auto kept = [](const std::string& due, const std::string& more = "") {
        const Scene scene =
            play(office + "teams: {t: {people: 1" + more + "}}\nworkflows:\n  w:\n" +
                     "    demand: every 30min\n    steps:\n" +
                     "      s: {team: t, effort: exactly 1h, due: " + due + "}\n",
                 4);
        return std::pair(scene.record.counters[0].met, scene.record.counters[0].due);
    };
    using Pair = std::pair<std::int64_t, std::int64_t>;
    CHECK(kept("{start: 30min}") == Pair{2, 4});
    CHECK(kept("{start: 1799s}") == Pair{1, 4});
    CHECK(kept("{start: 90min}") == Pair{4, 4});
    // On a clock that rests until 11:00: 10:30-11:30 is half an hour of it, 11:00-12:30 all of it.
    CHECK(kept("{start: 30min, clock: Mon-Fri 11:00-17:00}") == Pair{3, 4});
    CHECK(kept("{start: 1799s, clock: Mon-Fri 11:00-17:00}") == Pair{2, 4});
    // Those turned away did not start in time.
    CHECK(kept("{start: 90min}", ", wip: 2, full: turn away") == Pair{3, 4});
}

TEST_CASE("Engine, due of a step: who gave up did not start in time", "[sim][ruling][due]") {
    const Scene scene =
        play(office + "teams: {t: {people: 1}}\nworkflows:\n  w:\n    demand: every 30min\n"
                      "    steps:\n      s: {team: t, effort: exactly 2h, patience: 20min, due: "
                      "{start: 1h}}\n",
             2);
    CHECK(scene.record.counters[0].due == 2);
    CHECK(scene.record.counters[0].met == 1);
    CHECK(scene.record.promises == std::vector<PromiseSums>{{2, 1}});
}

TEST_CASE("Engine, due: each promise is counted by itself", "[sim][ruling][due]") {
    const std::string text =
        "calendar: always\nclients: {today: 1, kinds: {gold: 100%, other: 0%}}\n"
        "teams: {t: {people: 9}}\nworkflows:\n"
        "  a:\n    demand: every 4h\n    due: {in: 2h, for: {gold: 99%, other: 90%}}\n    steps:\n"
        "      a: {team: t, effort: exactly 1h, due: {start: 1h}}\n"
        "  b:\n    demand: every 4h\n    due: {in: 30min, for: 99%}\n    steps:\n"
        "      b: {team: t, effort: exactly 1h}\n"
        "  c:\n    demand: every 4h\n    due: 2h\n    steps:\n"
        "      c: {team: t, effort: exactly 1h}\n";
    const Scene scene = play(text, 6);
    std::vector<std::pair<std::string, double>> promises;
    for (const Promise& promise : scene.plan.promises) {
        promises.emplace_back(promise.key, promise.share);
    }
    CHECK(promises == std::vector<std::pair<std::string, double>>{
                          {"a/gold", .99}, {"a/other", .9}, {"a.a", .95}, {"b", .99}, {"c", .95}});
    CHECK(scene.record.promises ==
          std::vector<PromiseSums>{{2, 2}, {0, 0}, {2, 2}, {2, 0}, {2, 2}});
}

} // namespace rulings_due_test

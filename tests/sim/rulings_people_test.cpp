// MODEL.md rulings 5 to 9 through the engine, told by hand: who works on what, and when.
#include "sim/scene.hpp"

using namespace plimsoll;

namespace {

/// A workflow of one step whose first case comes after `minutes` of its calendar.
std::string job(const std::string& name, int minutes, const std::string& step,
                const std::string& more = {}) {
    return fmt::format("  {}:\n    demand: every {}min\n{}    steps:\n      {}: {}\n", name,
                       minutes, more, name, step);
}

/// One case of every workflow, on Monday; they come before any has its second.
Scene jobs(const std::string& teams, const std::vector<std::string>& workflows,
           const std::string& calendar = "always") {
    std::string text = "calendar: " + calendar + "\nteams:\n" + teams + "workflows:\n";
    for (const std::string& workflow : workflows) {
        text += workflow;
    }
    return play(text, static_cast<std::int64_t>(workflows.size()));
}

const std::string office = "Mon-Fri 09:00-17:00";
constexpr int ten = 600; // o'clock, in minutes

} // namespace

TEST_CASE("Engine, ruling 5: effort is everybody's, and speed divides it", "[sim][ruling]") {
    const Scene scene =
        jobs("  t: {people: {slow: {speed: 50%}, quick: {speed: 200%}}, cost: 30 per hour}\n",
             {job("one", ten, "{team: t, effort: exactly 1h}"),
              job("two", ten + 180, "{team: t, people: 2, effort: exactly 1h, cost: 7 each}")});
    CHECK(diary(scene) ==
          Lines{"Mon 10:00 - Mon 12:00 one 0 by 0", "Mon 13:00 - Mon 15:00 two 0 by 1+0"});
    CHECK(scene.record.teams[0].worked[0] == 6 * hour);
    CHECK(scene.at_step("two").effort == 2 * hour);
    CHECK(scene.at_step("two").cost == Approx(7 + 4 * 30));
}

TEST_CASE("Engine, ruling 5: an unlimited team lends as many as a step asks for", "[sim][ruling]") {
    const Scene scene = jobs("  t: {people: unlimited, cost: 20 per hour}\n",
                             {job("one", ten, "{team: t, people: 3, effort: exactly 2h}"),
                              job("two", ten, "{team: t, effort: exactly 1h}")});
    CHECK(diary(scene) == Lines{"Mon 10:00 - Mon 12:00 one 0", "Mon 10:00 - Mon 11:00 two 0"});
    CHECK(scene.record.teams[0].worked[0] == 7 * hour);
    CHECK(scene.at_step("one").cost == Approx(120));
}

TEST_CASE("Engine, ruling 6: several start together, and hold nobody while they wait",
          "[sim][ruling]") {
    const Scene scene = jobs("  t: {people: 3}\n",
                             {job("first", ten, "{team: t, effort: exactly 4h}"),
                              job("second", ten, "{team: t, effort: exactly 2h}"),
                              job("pair", ten + 30, "{team: t, people: 2, effort: exactly 3h}"),
                              job("small", ten + 60, "{team: t, effort: exactly 30min}")});
    CHECK(diary(scene) ==
          Lines{"Mon 10:00 - Mon 14:00 first 0 by 0", "Mon 10:00 - Mon 12:00 second 0 by 1",
                "Mon 11:00 - Mon 11:30 small 0 by 2", "Mon 12:00 - Mon 15:00 pair 0 by 2+1"});
}

TEST_CASE("Engine, ruling 6: others overtake until it has waited longer than its mean effort",
          "[sim][ruling]") {
    const std::string teams = "  a: {people: 1}\n  b: {people: 1}\n";
    const std::string both = "{team: a, with: b, effort: exactly 2h}";
    const std::string own = "{team: b, effort: exactly 1h}";
    const Scene scene = jobs(teams, {job("long", ten, "{team: a, effort: exactly 4h}"),
                                     job("both", ten + 30, both), job("b1", ten + 60, own),
                                     job("b2", ten + 120, own), job("b3", ten + 165, own)});
    CHECK(diary(scene) ==
          Lines{"Mon 10:00 - Mon 14:00 long 0 by 0", "Mon 11:00 - Mon 12:00 b1 0 by 1",
                "Mon 12:00 - Mon 13:00 b2 0 by 1", // b3 may not: `both` has waited 2 h 30 min
                "Mon 14:00 - Mon 16:00 both 0 by 0+1", "Mon 16:00 - Mon 17:00 b3 0 by 1"});
    // The wait belongs to the team that came free last.
    CHECK(scene.record.cells[1].visits == 1);
    CHECK(scene.record.cells[1].wait == 210 * minute);
    CHECK(scene.record.cells[2].visits == 0);
    // Waited as long as its mean is not longer; one microsecond more is.
    const Scene as_long = jobs(teams, {job("long", ten, "{team: a, effort: exactly 4h}"),
                                       job("both", ten + 30, both), job("b1", ten + 150, own)});
    CHECK(diary(as_long)[1] == "Mon 12:30 - Mon 13:30 b1 0 by 1");
    const Scene longer = jobs(teams, {job("long", ten, "{team: a, effort: exactly 4h}"),
                                      job("both", ten + 30, both), job("b1", ten + 151, own)});
    CHECK(diary(longer)[2] == "Mon 16:00 - Mon 17:00 b1 0 by 1");
}

TEST_CASE("Engine, ruling 6: whom it held back may start as soon as it does", "[sim][ruling]") {
    const Scene scene = jobs("  a: {people: 1}\n  b: {people: 2}\n",
                             {job("long", ten, "{team: a, effort: exactly 4h}"),
                              job("both", ten + 30, "{team: a, with: b, effort: exactly 2h}"),
                              job("b1", ten + 195, "{team: b, effort: exactly 1h}")});
    CHECK(diary(scene) == Lines{"Mon 10:00 - Mon 14:00 long 0 by 0",
                                "Mon 14:00 - Mon 16:00 both 0 by 0+1",
                                "Mon 14:00 - Mon 15:00 b1 0 by 2"});
}

TEST_CASE("Engine, ruling 6: the rest of the team is free again as soon as it starts",
          "[sim][ruling]") {
    const Scene scene = jobs("  t: {people: 3}\n",
                             {job("long", ten, "{team: t, effort: exactly 4h}"),
                              job("longer", ten, "{team: t, effort: exactly 5h}"),
                              job("pair", ten + 30, "{team: t, people: 2, effort: exactly 1h}"),
                              job("small", ten + 120, "{team: t, effort: exactly 3h}"),
                              job("last", ten + 121, "{team: t, effort: exactly 1h}")});
    CHECK(diary(scene) ==
          Lines{"Mon 10:00 - Mon 14:00 long 0 by 0", "Mon 10:00 - Mon 15:00 longer 0 by 1",
                "Mon 14:00 - Mon 15:00 pair 0 by 2+0", "Mon 15:00 - Mon 18:00 small 0 by 0",
                "Mon 15:00 - Mon 16:00 last 0 by 1"});
    const Scene five = jobs("  t: {people: 4}\n",
                            {job("long", ten, "{team: t, people: 2, effort: exactly 4h}"),
                             job("longer", ten, "{team: t, effort: exactly 5h}"),
                             job("pair", ten + 30, "{team: t, people: 2, effort: exactly 1h}"),
                             job("small", ten + 120, "{team: t, effort: exactly 3h}")});
    CHECK(diary(five) ==
          Lines{"Mon 10:00 - Mon 14:00 long 0 by 0+1", "Mon 10:00 - Mon 15:00 longer 0 by 2",
                "Mon 14:00 - Mon 15:00 pair 0 by 3+0", "Mon 14:00 - Mon 17:00 small 0 by 1"});
}

TEST_CASE("Engine, ruling 6: what it held back may start when it is withdrawn", "[sim][ruling]") {
    const std::string two_branches =
        "  both:\n    demand: every 630min\n    steps:\n"
        "      both: {team: a, with: b, effort: exactly 30min}\n"
        "      refuse: {team: c, effort: exactly 3h, exits: {no: rest}}\n";
    const Scene scene = jobs("  a: {people: 1}\n  b: {people: 1}\n  c: {people: 1}\n",
                             {job("long", ten, "{team: a, effort: exactly 8h}"), two_branches,
                              job("b1", ten + 90, "{team: b, effort: exactly 1h}")});
    CHECK(diary(scene) == Lines{"Mon 10:00 - Mon 18:00 long 0 by 0",
                                "Mon 10:30 - Mon 13:30 refuse 0 by 2",
                                "Mon 13:30 - Mon 14:30 b1 0 by 1"});
}

TEST_CASE("Engine, ruling 6: of several that share people the one ready earlier starts",
          "[sim][ruling]") {
    const std::vector<std::string> work{
        job("keep a", ten, "{team: a, effort: exactly 2h}"),
        job("keep b", ten, "{team: b, effort: exactly 2h}"),
        job("b with c", ten + 30, "{team: b, with: c, effort: exactly 5h}"),
        job("a with b", ten + 60, "{team: a, with: b, effort: exactly 5h}")};
    const Scene scene = jobs("  a: {people: 1}\n  b: {people: 1}\n  c: {people: 1}\n", work);
    CHECK(diary(scene)[2] == "Mon 12:00 - Mon 17:00 b with c 0 by 1+2");
    CHECK(diary(scene)[3] == "Mon 17:00 - Mon 22:00 a with b 0 by 0+1");
    // Where each team would rather have the other's work first, nobody waits for ever.
    const Scene crossed = jobs(
        "  a: {people: 1, order: priority}\n  b: {people: 1, order: shortest}\n  c: {people: 1}\n",
        {work[0], work[1],
         job("long", ten + 30, "{team: a, with: b, effort: exactly 5h}", "    priority: 1\n"),
         job("short", ten + 60, "{team: b, with: a, effort: exactly 3h}", "    priority: 9\n")});
    CHECK(diary(crossed)[2] == "Mon 12:00 - Mon 17:00 long 0 by 0+1");
    CHECK(diary(crossed)[3] == "Mon 17:00 - Mon 20:00 short 0 by 1+0");
}

TEST_CASE("Engine, ruling 7: work stops at closing time and goes on with the same person",
          "[sim][ruling]") {
    const auto begun_at = [](int minutes, const std::string& calendar = office) {
        return diary(jobs("  t: {people: 2}\n",
                          {job("s", minutes, "{team: t, effort: exactly 30min}")}, calendar))
            .front();
    };
    CHECK(begun_at(470) == "Mon 16:50 - Tue 09:20 s 0 by 0");
    CHECK(begun_at(4 * 480 + 470) == "Fri 16:50 - Mon+1 09:20 s 0 by 0");
    CHECK(begun_at(450) == "Mon 16:30 - Mon 17:00 s 0 by 0");
    CHECK(begun_at(480) == "Tue 09:00 - Tue 09:30 s 0 by 0"); // it came at closing time
    CHECK(begun_at(170, "Mon-Fri 09:00-12:00 + 13:00-17:00") == "Mon 11:50 - Mon 13:20 s 0 by 0");
    CHECK(begun_at(470, "Mon-Fri 22:00-06:00") == "Tue 05:50 - Tue 22:20 s 0 by 0");
    CHECK(begun_at(4 * 480 + 470, "Mon-Fri 22:00-06:00") == "Sat 05:50 - Mon+1 22:20 s 0 by 0");
    CHECK(begun_at(100, "Sun 22:00-06:00") == "Mon 01:40 - Mon 02:10 s 0 by 0");
}

TEST_CASE("Engine, ruling 7: while one of several is off shift the others stay, idle",
          "[sim][ruling]") {
    const Scene scene = jobs("  early: {people: 1, calendar: Mon-Fri 09:00-17:00}\n"
                             "  late: {people: 1, calendar: Mon-Fri 13:00-21:00}\n",
                             {"  both:\n    demand: every 10h\n    steps:\n"
                              "      both: {team: early, with: late, effort: exactly 5h}\n",
                              job("e", 19 * 60, "{team: early, effort: exactly 10min}")});
    // Both together 13:00-17:00 on Monday and 13:00-14:00 on Tuesday.
    CHECK(diary(scene) ==
          Lines{"Mon 13:00 - Tue 14:00 both 0 by 0+1", "Tue 14:00 - Tue 14:10 e 0 by 0"});
    CHECK(scene.record.teams[0].worked[0] == 5 * hour + 10 * minute);
    CHECK(scene.record.teams[1].worked[0] == 5 * hour);
    CHECK(scene.record.workflows[0].elapsed ==
          std::array<int128, elapsed_categories>{5 * hour, 0, 23 * hour, 0});
}

TEST_CASE("Engine, ruling 8: the one whose last work ended earliest serves", "[sim][ruling]") {
    const std::string brief = "{team: t, effort: exactly 10min}";
    const Scene scene =
        jobs("  t: {people: 3}\n",
             {job("a", ten, "{team: t, effort: exactly 1h}"),
              job("b", ten, "{team: t, effort: exactly 30min}"), job("c", ten + 120, brief),
              job("d", ten + 121, brief), job("e", ten + 122, brief), job("f", ten + 180, brief)});
    CHECK(diary(scene) == Lines{"Mon 10:00 - Mon 11:00 a 0 by 0", "Mon 10:00 - Mon 10:30 b 0 by 1",
                                "Mon 12:00 - Mon 12:10 c 0 by 2", "Mon 12:01 - Mon 12:11 d 0 by 1",
                                "Mon 12:02 - Mon 12:12 e 0 by 0",
                                "Mon 13:00 - Mon 13:10 f 0 by 2"});
}

TEST_CASE("Engine, ruling 8: people of several shifts serve in one order", "[sim][ruling]") {
    const Scene scene =
        jobs("  t: {people: {day: {calendar: Mon-Fri 08:00-16:00}, any: {calendar: always}}}\n",
             {job("a", ten, "{team: t, effort: exactly 1h}"),
              job("b", ten + 70, "{team: t, effort: exactly 1h}"),
              job("c", ten + 140, "{team: t, effort: exactly 1h}"),
              job("d", ten + 420, "{team: t, effort: exactly 1h}")});
    CHECK(diary(scene) == Lines{"Mon 10:00 - Mon 11:00 a 0 by 0", "Mon 11:10 - Mon 12:10 b 0 by 1",
                                "Mon 12:20 - Mon 13:20 c 0 by 0",
                                "Mon 17:00 - Mon 18:00 d 0 by 1"});
}

TEST_CASE("Engine, ruling 8: which work comes first, in each order", "[sim][ruling]") {
    // One person is busy from 10:00 to 12:00; then three cases wait, ready at 10:30, 11:00, 11:30.
    const auto served = [](const std::string& order, const std::string& one, const std::string& two,
                           const std::string& three, const std::string& effort_of_two = "1h") {
        const Lines lines = diary(
            jobs("  t: {people: 1, order: " + order + "}\n",
                 {job("busy", ten, "{team: t, effort: exactly 2h}"),
                  job("one", ten + 30, "{team: t, effort: exactly 1h}", one),
                  job("two", ten + 60, "{team: t, effort: exactly " + effort_of_two + "}", two),
                  job("three", ten + 90, "{team: t, effort: exactly 1h}", three)}));
        std::string names;
        for (std::size_t i = 1; i < lines.size(); ++i) {
            const std::size_t from = lines[i].find(':', 14) + 4;
            names += (i > 1 ? " " : "") + lines[i].substr(from, lines[i].find(" 0 by") - from);
        }
        return names;
    };
    const std::string none;
    CHECK(served("fifo", none, none, none) == "one two three");
    CHECK(served("priority", none, "    priority: 4\n", "    priority: 1\n") == "three two one");
    CHECK(served("priority", none, "    priority: 1\n", "    priority: 1\n") == "two three one");
    CHECK(served("due", "    due: 9h\n", none, "    due: 2h\n") == "three one two");
    CHECK(served("due", "    due: 2h\n", "    due: 90min\n", none) == "one two three");
    CHECK(served("shortest", none, none, none, "59min") == "two one three");
    CHECK(served("shortest", none, none, none, "61min") == "one three two");
}

TEST_CASE("Engine, ruling 8: at one instant the order is workflow, case, step, visit",
          "[sim][ruling]") {
    const Scene scene =
        play("calendar: always\nteams: {t: {people: 1}}\nworkflows:\n"
             "  z:\n    demand: every 10h\n    steps:\n"
             "      later: {team: t, effort: exactly 10min}\n"
             "      sooner: {team: t, effort: exactly 10min}\n"
             "  a:\n    demand: every 10h\n    steps:\n      a: {team: t, effort: exactly 10min}\n",
             2);
    CHECK(diary(scene) == Lines{"Mon 10:00 - Mon 10:10 later 0 by 0",
                                "Mon 10:10 - Mon 10:20 sooner 0 by 0",
                                "Mon 10:20 - Mon 10:30 a 0 by 0"});
}

TEST_CASE("Engine, ruling 8: a later visit has its own ready time", "[sim][ruling]") {
    const Scene scene =
        jobs("  t: {people: 1}\n",
             {job("again", ten, "{team: t, effort: exactly 1h, rework: {to: again, at_most: 1}}"),
              job("other", ten + 30, "{team: t, effort: exactly 1h}")});
    CHECK(diary(scene) == Lines{"Mon 10:00 - Mon 11:00 again 0 by 0",
                                "Mon 11:00 - Mon 12:00 other 0 by 0",
                                "Mon 12:00 - Mon 13:00 again 0 by 0"});
}

TEST_CASE("Engine, ruling 9: part people work the first hours of each day", "[sim][ruling]") {
    const std::string half_hour = "{team: t, effort: exactly 30min}";
    const auto first = [&](const std::string& team, int minutes) {
        return diary(jobs("  t: " + team + "\n", {job("s", minutes, half_hour)}, office)).front();
    };
    CHECK(first("{people: 1, available: 20h per week}", 230) == "Mon 12:50 - Tue 09:20 s 0 by 0");
    CHECK(first("{people: 1, available: 50%}", 240) == "Tue 09:00 - Tue 09:30 s 0 by 0");
    CHECK(first("{people: 0.5}", 4 * 480 + 230) == "Fri 12:50 - Mon+1 09:20 s 0 by 0");
    // 2.5 people: the third is there until 13:00.
    const std::string five_hours = "{team: t, effort: exactly 5h}";
    const Scene scene = jobs("  t: {people: 2.5}\n",
                             {job("a", 60, five_hours), job("b", 60, five_hours),
                              job("c", 60, five_hours), job("d", 90, half_hour)},
                             office);
    CHECK(diary(scene) == Lines{"Mon 10:00 - Mon 15:00 a 0 by 0", "Mon 10:00 - Mon 15:00 b 0 by 1",
                                "Mon 10:00 - Tue 11:00 c 0 by 2",
                                "Mon 15:00 - Mon 15:30 d 0 by 0"});
}

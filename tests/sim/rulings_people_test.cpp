// MODEL.md rulings 5 to 9 through the engine, told by hand: who works on what, and when.
#include "sim/scene.hpp"

namespace rulings_people_test {

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
          DiaryLines{"Mon 10:00 - Mon 12:00 one 0 by 0", "Mon 13:00 - Mon 15:00 two 0 by 1+0"});
    CHECK(scene.record.teams[0].worked[0] == 6 * hour);
    CHECK(scene.at_step("two").effort == 2 * hour);
    CHECK(scene.at_step("two").cost == Approx(7 + 4 * 30));
}

TEST_CASE("Engine, ruling 5: an unlimited team lends as many as a step asks for", "[sim][ruling]") {
    const Scene scene = jobs("  t: {people: unlimited, cost: 20 per hour}\n",
                             {job("one", ten, "{team: t, people: 3, effort: exactly 2h}"),
                              job("two", ten, "{team: t, effort: exactly 1h}")});
    CHECK(diary(scene) == DiaryLines{"Mon 10:00 - Mon 12:00 one 0", "Mon 10:00 - Mon 11:00 two 0"});
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
          DiaryLines{"Mon 10:00 - Mon 14:00 first 0 by 0", "Mon 10:00 - Mon 12:00 second 0 by 1",
                     "Mon 11:00 - Mon 11:30 small 0 by 2", "Mon 12:00 - Mon 15:00 pair 0 by 2+1"});
}

TEST_CASE("Engine, ruling 6: others overtake until it has waited longer than its mean effort",
          "[sim][ruling]") {
    const std::string teams = "  a: {people: 1}\n  b: {people: 1}\n";
    const std::string both = "{team: a, with: b, effort: exactly 2h}";
    const std::string own = "{team: b, effort: exactly 1h}";
    const std::string longer = "{team: b, effort: exactly 3h}";
    const Scene scene = jobs(teams, {job("long", ten, "{team: a, effort: exactly 4h}"),
                                     job("both", ten + 30, both), job("b1", ten + 60, own),
                                     job("b2", ten + 120, own), job("b3", ten + 165, longer)});
    CHECK(diary(scene) ==
          DiaryLines{"Mon 10:00 - Mon 14:00 long 0 by 0", "Mon 11:00 - Mon 12:00 b1 0 by 1",
                     "Mon 12:00 - Mon 13:00 b2 0 by 1", // b3 may not: `both` has waited 2 h 30 min
                     "Mon 14:00 - Mon 16:00 both 0 by 0+1", "Mon 16:00 - Mon 19:00 b3 0 by 1"});
    // The wait belongs to the team that came free last.
    CHECK(scene.record.counters[1].visits == 1);
    CHECK(scene.record.counters[1].wait == 210 * minute);
    CHECK(scene.record.counters[1].beside == 0);
    CHECK(scene.record.counters[2].visits == 0);
    CHECK(scene.record.counters[2].beside == 1);
    // Waited as long as its mean is not longer; one minute more is.
    const Scene as_long = jobs(teams, {job("long", ten, "{team: a, effort: exactly 4h}"),
                                       job("both", ten + 30, both), job("b1", ten + 150, longer)});
    CHECK(diary(as_long)[1] == "Mon 12:30 - Mon 15:30 b1 0 by 1");
    const Scene too_late = jobs(teams, {job("long", ten, "{team: a, effort: exactly 4h}"),
                                        job("both", ten + 30, both), job("b1", ten + 151, longer)});
    CHECK(diary(too_late)[2] == "Mon 16:00 - Mon 19:00 b1 0 by 1");
}

TEST_CASE("Engine, ruling 6: what fits into the gap may overtake for ever", "[sim][ruling]") {
    const auto begins = [](const std::string& effort) {
        const Scene scene = jobs("  a: {people: 1}\n  b: {people: 1}\n",
                                 {job("long", ten, "{team: a, effort: exactly 4h}"),
                                  job("both", ten + 30, "{team: a, with: b, effort: exactly 1h}"),
                                  job("b1", ten + 180, "{team: b, effort: " + effort + "}")});
        for (const std::string& line : diary(scene)) {
            if (line.find(" b1 ") != std::string::npos) {
                return line.substr(0, 9);
            }
        }
        return std::string();
    };
    // It would be done when the other comes at 14:00, or not.
    CHECK(begins("exactly 1h") == "Mon 13:00");
    CHECK(begins("exactly 61min") == "Mon 15:00");
    // Its mean effort as declared decides, whatever was drawn.
    CHECK(begins("empirical(1min 119min)") == "Mon 13:00");
    CHECK(begins("empirical(1min 121min)") == "Mon 15:00");
}

TEST_CASE("Engine, ruling 6: the gap lasts to the end as drawn, or to the next opening",
          "[sim][ruling]") {
    // The one that is missing begins on Tuesday at 09:00.
    const std::string teams = "  a: {people: 1, calendar: Tue 09:00-17:00}\n  b: {people: 1}\n";
    const std::string both = "{team: a, with: b, effort: exactly 1h}";
    constexpr int four = 16 * 60;
    const Scene fits = jobs(
        teams, {job("both", four, both), job("b1", four + 360, "{team: b, effort: exactly 11h}")});
    CHECK(diary(fits) ==
          DiaryLines{"Mon 22:00 - Tue 09:00 b1 0 by 1", "Tue 09:00 - Tue 10:00 both 0 by 0+1"});
    const Scene does_not = jobs(
        teams, {job("both", four, both), job("b1", four + 360, "{team: b, effort: exactly 12h}")});
    CHECK(diary(does_not) ==
          DiaryLines{"Tue 09:00 - Tue 10:00 both 0 by 0+1", "Tue 10:00 - Tue 22:00 b1 0 by 1"});
}

TEST_CASE("Engine, ruling 6: what the order puts before it goes first", "[sim][ruling]") {
    const std::string teams =
        "  doctor: {people: 1, order: priority}\n  room: {units: 1}\n  cleaner: {people: 1}\n";
    const std::vector<std::string> work{
        job("clean", ten, "{team: cleaner, with: room, effort: exactly 10h}"),
        job("routine", ten + 60, "{team: doctor, with: room, effort: exactly 1h, priority: 9}"),
        job("emergency", ten + 180, "{team: doctor, effort: exactly 9h, priority: 1}")};
    CHECK(diary(jobs(teams, work)) == DiaryLines{"Mon 10:00 - Mon 20:00 clean 0 by 2+1",
                                                 "Mon 13:00 - Mon 22:00 emergency 0 by 0",
                                                 "Mon 22:00 - Mon 23:00 routine 0 by 0+1"});
    // And joint work that goes before other joint work: the room has no order of its own.
    const Scene both = jobs(
        "  doctor: {people: 1, order: priority}\n  room: {units: 1}\n",
        {job("first", ten, "{team: doctor, with: room, effort: exactly 4h}"),
         job("later", ten + 60, "{team: doctor, with: room, effort: exactly 1h, priority: 9}"),
         job("urgent", ten + 180, "{team: doctor, with: room, effort: exactly 1h, priority: 1}")});
    CHECK(diary(both)[1] == "Mon 14:00 - Mon 15:00 urgent 0 by 0+1");
}

TEST_CASE("Engine, ruling 6: only those are kept who will be missed", "[sim][ruling]") {
    const std::string both = "{team: a, with: {b: 2}, effort: exactly 2h}";
    const Scene scene =
        jobs("  a: {people: 1}\n  b: {people: 3}\n",
             {job("long", ten, "{team: a, effort: exactly 4h}"), job("both", ten + 30, both),
              job("b1", ten + 195, "{team: b, effort: exactly 1h}"),
              job("b2", ten + 200, "{team: b, effort: exactly 1h}")});
    // Two are kept from 12:30 on, the third is not.
    CHECK(diary(scene) ==
          DiaryLines{"Mon 10:00 - Mon 14:00 long 0 by 0", "Mon 13:15 - Mon 14:15 b1 0 by 1",
                     "Mon 14:00 - Mon 16:00 both 0 by 0+2+3", "Mon 14:15 - Mon 15:15 b2 0 by 1"});
    // One of two is in work until the gap ends: the other may begin something longer.
    const Scene back_in_time =
        jobs("  a: {people: 1}\n  b: {people: 2}\n",
             {job("long", ten, "{team: a, effort: exactly 4h}"),
              job("b0", ten, "{team: b, effort: exactly 3h}"),
              job("both", ten + 30, "{team: a, with: b, effort: exactly 1h}"),
              job("b1", ten + 120, "{team: b, effort: exactly 9h}")});
    CHECK(diary(back_in_time) ==
          DiaryLines{"Mon 10:00 - Mon 14:00 long 0 by 0", "Mon 10:00 - Mon 13:00 b0 0 by 1",
                     "Mon 12:00 - Mon 21:00 b1 0 by 2", "Mon 14:00 - Mon 15:00 both 0 by 0+1"});
}

TEST_CASE("Engine, ruling 6: people are kept for the first in line, not for the whole line",
          "[sim][ruling]") {
    // Three wait for the one room, each with one of three nurses; one at a time can have it.
    const std::string see = "{team: room, with: nurse, effort: exactly 1h}";
    const Scene scene =
        jobs("  room: {units: 1}\n  nurse: {people: 3}\n",
             {job("clean", ten, "{team: room, effort: exactly 4h}"), job("one", ten + 1, see),
              job("two", ten + 2, see), job("three", ten + 3, see),
              job("n1", ten + 120, "{team: nurse, effort: exactly 9h}"),
              job("n2", ten + 121, "{team: nurse, effort: exactly 9h}"),
              job("n3", ten + 122, "{team: nurse, effort: exactly 9h}")});
    CHECK(diary(scene) ==
          DiaryLines{"Mon 10:00 - Mon 14:00 clean 0 by 0", "Mon 12:00 - Mon 21:00 n1 0 by 1",
                     "Mon 12:01 - Mon 21:01 n2 0 by 2", "Mon 14:00 - Mon 15:00 one 0 by 0+3",
                     "Mon 15:00 - Mon 16:00 two 0 by 0+3", "Mon 16:00 - Mon 17:00 three 0 by 0+3",
                     "Mon 17:00 - Tue 02:00 n3 0 by 3"});
}

TEST_CASE("Engine, ruling 6: who stays for a share of the work is kept from that share only",
          "[sim][ruling]") {
    // The operator is missed from 14:00 on; what takes 6 h on machine two needs him for one.
    const auto second = [](const std::string& share) {
        return diary(
            jobs("  operator: {people: 1}\n  one: {units: 1}\n  two: {units: 1}\n",
                 {job("long", ten, "{team: one, effort: exactly 4h}"),
                  job("make one", ten + 30,
                      "{team: one, with: operator, effort: exactly "
                      "1h}"),
                  job("make two", ten + 120,
                      "{team: two, with: {operator: " + share + "}, effort: exactly 6h}")}))[1];
    };
    CHECK(second("25%") == "Mon 12:00 - Mon 18:00 make two 0 by 2+0");
    CHECK(second("50%") == "Mon 14:00 - Mon 15:00 make one 0 by 1+0");
}

TEST_CASE("Engine, ruling 6: nobody waits for an unlimited team", "[sim][ruling]") {
    const Scene scene =
        jobs("  doctor: {people: 1}\n  temps: {people: unlimited}\n",
             {job("see", ten, "{team: doctor, effort: exactly 5h}"),
              job("cut", ten + 30, "{team: doctor, with: [temps], effort: exactly 30min}"),
              job("answer", ten + 120, "{team: temps, effort: exactly 9h}")});
    CHECK(diary(scene)[1] == "Mon 12:00 - Mon 21:00 answer 0");
}

TEST_CASE("Engine, ruling 6: when somebody is missing for longer, the gap is longer",
          "[sim][ruling]") {
    // At 14:00 `a` takes more urgent work until 20:00: b1 fits, which did not before.
    const Scene scene =
        jobs("  b: {people: 1}\n  a: {people: 1, order: priority}\n",
             {job("long", ten, "{team: a, effort: exactly 4h, priority: 5}"),
              job("both", ten + 30, "{team: a, with: b, effort: exactly 1h, priority: 5}"),
              job("b1", ten + 120, "{team: b, effort: exactly 5h, priority: 5}"),
              job("urgent", ten + 180, "{team: a, effort: exactly 6h, priority: 1}")});
    CHECK(diary(scene) ==
          DiaryLines{"Mon 10:00 - Mon 14:00 long 0 by 1", "Mon 14:00 - Mon 19:00 b1 0 by 0",
                     "Mon 14:00 - Mon 20:00 urgent 0 by 1", "Mon 20:00 - Mon 21:00 both 0 by 1+0"});
}

TEST_CASE("Engine, ruling 6: what people were kept from may start when the work is withdrawn",
          "[sim][ruling]") {
    const std::string two_branches =
        "  both:\n    demand: every 630min\n    steps:\n"
        "      both: {team: a, with: b, effort: exactly 30min}\n"
        "      refuse: {team: c, effort: exactly 3h, exits: {no: rest}}\n";
    const Scene scene = jobs("  a: {people: 1}\n  b: {people: 1}\n  c: {people: 1}\n",
                             {job("long", ten, "{team: a, effort: exactly 8h}"), two_branches,
                              job("b1", ten + 90, "{team: b, effort: exactly 7h}")});
    CHECK(diary(scene) == DiaryLines{"Mon 10:00 - Mon 18:00 long 0 by 0",
                                     "Mon 10:30 - Mon 13:30 refuse 0 by 2",
                                     "Mon 13:30 - Mon 20:30 b1 0 by 1"});
}

TEST_CASE("Engine, ruling 6: orders that go round in a circle stop nobody", "[sim][ruling]") {
    // By a's order x goes before y, by b's y before z, by c's z before x; all three are wanted at
    // 14:00. The one ready first starts.
    const Scene scene =
        jobs("  a: {people: 1, order: priority}\n  b: {people: 1, order: shortest}\n"
             "  c: {people: 1, order: due}\n",
             {job("a0", ten, "{team: a, effort: exactly 4h, priority: 1}"),
              job("b0", ten, "{team: b, effort: exactly 4h}"),
              job("c0", ten, "{team: c, effort: exactly 4h}", "    due: 1h\n"),
              job("x", ten + 3, "{team: a, with: c, effort: exactly 30min, priority: 2}",
                  "    due: 90h\n"),
              job("y", ten + 1, "{team: a, with: b, effort: exactly 10min, priority: 7}",
                  "    due: 50h\n"),
              job("z", ten + 2, "{team: b, with: c, effort: exactly 20min, priority: 5}",
                  "    due: 2h\n")});
    CHECK(diary(scene) ==
          DiaryLines{"Mon 10:00 - Mon 14:00 a0 0 by 0", "Mon 10:00 - Mon 14:00 b0 0 by 1",
                     "Mon 10:00 - Mon 14:00 c0 0 by 2", "Mon 14:00 - Mon 14:10 y 0 by 0+1",
                     "Mon 14:10 - Mon 14:30 z 0 by 1+2", "Mon 14:30 - Mon 15:00 x 0 by 0+2"});
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
          DiaryLines{"Mon 13:00 - Tue 14:00 both 0 by 0+1", "Tue 14:00 - Tue 14:10 e 0 by 0"});
    CHECK(scene.record.teams[0].worked[0] == 5 * hour + 10 * minute);
    CHECK(scene.record.teams[1].worked[0] == 5 * hour);
    std::array<int128, elapsed_categories> elapsed{};
    elapsed[static_cast<std::size_t>(ElapsedCategory::touch)] = 5 * hour;
    elapsed[static_cast<std::size_t>(ElapsedCategory::off_duty)] = 23 * hour;
    CHECK(scene.record.workflows[0].elapsed == elapsed);
}

TEST_CASE("Engine, ruling 8: the one whose last work ended earliest serves", "[sim][ruling]") {
    const std::string brief = "{team: t, effort: exactly 10min}";
    const Scene scene =
        jobs("  t: {people: 3}\n",
             {job("a", ten, "{team: t, effort: exactly 1h}"),
              job("b", ten, "{team: t, effort: exactly 30min}"), job("c", ten + 120, brief),
              job("d", ten + 121, brief), job("e", ten + 122, brief), job("f", ten + 180, brief)});
    CHECK(diary(scene) ==
          DiaryLines{"Mon 10:00 - Mon 11:00 a 0 by 0", "Mon 10:00 - Mon 10:30 b 0 by 1",
                     "Mon 12:00 - Mon 12:10 c 0 by 2", "Mon 12:01 - Mon 12:11 d 0 by 1",
                     "Mon 12:02 - Mon 12:12 e 0 by 0", "Mon 13:00 - Mon 13:10 f 0 by 2"});
}

TEST_CASE("Engine, ruling 8: people of several shifts serve in one order", "[sim][ruling]") {
    const Scene scene =
        jobs("  t: {people: {day: {calendar: Mon-Fri 08:00-16:00}, any: {calendar: always}}}\n",
             {job("a", ten, "{team: t, effort: exactly 1h}"),
              job("b", ten + 70, "{team: t, effort: exactly 1h}"),
              job("c", ten + 140, "{team: t, effort: exactly 1h}"),
              job("d", ten + 420, "{team: t, effort: exactly 1h}")});
    CHECK(diary(scene) ==
          DiaryLines{"Mon 10:00 - Mon 11:00 a 0 by 0", "Mon 11:10 - Mon 12:10 b 0 by 1",
                     "Mon 12:20 - Mon 13:20 c 0 by 0", "Mon 17:00 - Mon 18:00 d 0 by 1"});
}

TEST_CASE("Engine, ruling 8: which work comes first, in each order", "[sim][ruling]") {
    // One person is busy from 10:00 to 12:00; then three cases wait, ready at 10:30, 11:00, 11:30.
    const auto served = [](const std::string& order, const std::string& one, const std::string& two,
                           const std::string& three, const std::string& effort_of_two = "1h") {
        const DiaryLines lines = diary(
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
    CHECK(diary(scene) == DiaryLines{"Mon 10:00 - Mon 10:10 later 0 by 0",
                                     "Mon 10:10 - Mon 10:20 sooner 0 by 0",
                                     "Mon 10:20 - Mon 10:30 a 0 by 0"});
}

TEST_CASE("Engine, ruling 8: a later visit has its own ready time", "[sim][ruling]") {
    const Scene scene =
        jobs("  t: {people: 1}\n",
             {job("again", ten, "{team: t, effort: exactly 1h, rework: {to: again, at_most: 1}}"),
              job("other", ten + 30, "{team: t, effort: exactly 1h}")});
    CHECK(diary(scene) == DiaryLines{"Mon 10:00 - Mon 11:00 again 0 by 0",
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
    CHECK(diary(scene) ==
          DiaryLines{"Mon 10:00 - Mon 15:00 a 0 by 0", "Mon 10:00 - Mon 15:00 b 0 by 1",
                     "Mon 10:00 - Tue 11:00 c 0 by 2", "Mon 15:00 - Mon 15:30 d 0 by 0"});
}

} // namespace rulings_people_test

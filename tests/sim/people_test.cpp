// MODEL.md sections 3 and 5, ruling 10, through the engine, told by hand: who does it, and who
// waits for whom.
#include "sim/scene.hpp"

namespace people_test {

using namespace plimsoll;

namespace {

/// A workflow of some steps whose first case comes after `minutes`.
std::string job(const std::string& name, int minutes, const std::string& steps) {
    return fmt::format("  {}:\n    demand: every {}min\n    steps: {{{}}}\n", name, minutes, steps);
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

constexpr int ten = 600; // o'clock, in minutes

} // namespace

TEST_CASE("team: [a, b] is the first that has somebody free", "[sim][people]") {
    const std::string either = "s: {team: [tier1, tier2], effort: exactly 2h}";
    const Scene scene = jobs("  tier2: {people: 1}\n  tier1: {people: 1}\n",
                             {job("a", ten, either), job("b", ten, either), job("c", ten, either),
                              job("own", ten + 30, "t: {team: tier2, effort: exactly 1h}")});
    CHECK(diary(scene) ==
          DiaryLines{"Mon 10:00 - Mon 12:00 s 0 by 1", "Mon 10:00 - Mon 12:00 s 0 by 0",
                     "Mon 12:00 - Mon 14:00 s 0 by 1", "Mon 12:00 - Mon 13:00 t 0 by 0"});
    // The visit counts for the team that served; while it waits it stands in both queues.
    CHECK(scene.plan.counters[0].team == 1);
    CHECK(scene.record.counters[0].visits == 1);
    CHECK(scene.record.counters[1].visits == 0);
    CHECK(scene.record.counters[3].visits == 1);
    CHECK((scene.record.teams[0].queue_length == 2 * hour + 90 * minute));
    CHECK((scene.record.teams[1].queue_length == 2 * hour));
    CHECK(scene.record.teams[1].worked[0] == 4 * hour);
}

TEST_CASE("team: [a, b] takes whoever is on shift, and waits off duty for nobody",
          "[sim][people]") {
    const Scene scene = jobs("  day: {people: 1, calendar: Mon-Fri 09:00-17:00}\n"
                             "  night: {people: 1, calendar: Mon-Fri 17:00-18:30}\n",
                             {job("a", ten, "s: {team: [night, day], effort: exactly 1h}"),
                              job("b", ten + 420, "s: {team: [day, night], effort: exactly 1h}"),
                              job("c", ten + 540, "s: {team: [day, night], effort: exactly 1h}")});
    CHECK(diary(scene) == DiaryLines{"Mon 10:00 - Mon 11:00 s 0 by 0",
                                     "Mon 17:00 - Mon 18:00 s 0 by 1",
                                     "Tue 09:00 - Tue 10:00 s 0 by 0"});
    CHECK(elapsed(scene, 2, ElapsedCategory::off_duty) == 14 * hour);
    CHECK(elapsed(scene, 2, ElapsedCategory::queue) == 0);
}

TEST_CASE("person: same as waits for that person, and is blocked while others are free",
          "[sim][people]") {
    const std::string teams = "  t: {people: {anna: {}, bob: {}}}\n";
    const std::string two = "brief: {team: t, effort: exactly 1h}, "
                            "design: {team: t, after: brief, delay: 10min, effort: exactly 1h";
    const std::vector<std::string> others{
        job("other", ten + 61, "x: {team: t, effort: exactly 2h}"),
        job("more", ten + 61, "y: {team: t, effort: exactly 30min}")};
    // Bob has never worked: he takes x, Anna y; from 11:31 she is free.
    const Scene same =
        jobs(teams, {job("case", ten, two + ", person: same as brief}"), others[0], others[1]});
    CHECK(diary(same) ==
          DiaryLines{"Mon 10:00 - Mon 11:00 brief 0 by 0", "Mon 11:01 - Mon 13:01 x 0 by 1",
                     "Mon 11:01 - Mon 11:31 y 0 by 0", "Mon 11:31 - Mon 12:31 design 0 by 0"});
    CHECK(elapsed(same, 0, ElapsedCategory::blocked) == 0);
    CHECK(elapsed(same, 0, ElapsedCategory::queue) == 21 * minute);
    // With a third person free, the same wait is blocked.
    const Scene blocked = jobs(
        "  t: {people: {anna: {}, bob: {}, carl: {}}}\n",
        {job("case", ten, two + ", person: same as brief}"),
         job("two", ten + 61, "x: {team: t, effort: exactly 2h}, w: {team: t, effort: exactly 5h}"),
         job("more", ten + 61, "y: {team: t, effort: exactly 30min}")});
    // At 11:01 bob and carl take x and w, anna y until 11:31; nobody else is free.
    CHECK(diary(blocked)[4] == "Mon 11:31 - Mon 12:31 design 0 by 0");
    CHECK(elapsed(blocked, 0, ElapsedCategory::blocked) == 0);
    const Scene free =
        jobs("  t: {people: {anna: {}, bob: {}, carl: {}}}\n",
             {job("case", ten, two + ", person: same as brief}"),
              job("three", ten + 61,
                  "x: {team: t, effort: exactly 2h}, w: {team: t, effort: exactly 20min}, "
                  "y: {team: t, effort: exactly 40min}")});
    // bob x, carl w until 11:21, anna y until 11:41: design waits from 11:10, others are free from
    // 11:21.
    CHECK(diary(free)[4] == "Mon 11:41 - Mon 12:41 design 0 by 0");
    CHECK(elapsed(free, 0, ElapsedCategory::queue) == 11 * minute);
    CHECK(elapsed(free, 0, ElapsedCategory::blocked) == 20 * minute);
}

TEST_CASE(
    "person: what waits for somebody off shift is blocked while others are there, else off duty",
    "[sim][people]") {
    const Scene scene =
        jobs("  t: {people: {anna: {calendar: Mon-Fri 09:00-12:00}, bob: {calendar: Mon-Fri "
             "09:00-17:00}}}\n",
             {job("case", ten,
                  "brief: {team: t, effort: exactly 1h}, design: {team: t, after: "
                  "brief, delay: 2h, person: same as brief, effort: exactly 1h}")});
    CHECK(diary(scene) ==
          DiaryLines{"Mon 10:00 - Mon 11:00 brief 0 by 0", "Tue 09:00 - Tue 10:00 design 0 by 0"});
    CHECK(elapsed(scene, 0, ElapsedCategory::blocked) == 4 * hour); // 13:00 to 17:00
    CHECK(elapsed(scene, 0, ElapsedCategory::off_duty) == 16 * hour);
    CHECK(elapsed(scene, 0, ElapsedCategory::queue) == 0);
}

TEST_CASE("person: {same as, or any after} lets anybody do it after a while", "[sim][people]") {
    const Scene scene = jobs(
        "  t: {people: {anna: {}, bob: {}}}\n",
        {job("case", ten,
             "brief: {team: t, effort: exactly 1h}, design: {team: t, after: brief, delay: 10min, "
             "person: {same as: brief, or any after: 30min}, effort: exactly 1h}"),
         job("two", ten + 61,
             "x: {team: t, effort: exactly 20min}, y: {team: t, effort: exactly 3h}")});
    // bob x until 11:21, anna y until 14:01; design is ready at 11:10, anybody's at 11:40.
    CHECK(diary(scene)[3] == "Mon 11:40 - Mon 12:40 design 0 by 1");
    CHECK(elapsed(scene, 0, ElapsedCategory::queue) == 11 * minute);
    CHECK(elapsed(scene, 0, ElapsedCategory::blocked) == 19 * minute);
    CHECK(scene.at_step("design").wait == 30 * minute);
    CHECK((scene.record.teams[0].queue_length == 30 * minute));
}

TEST_CASE("person: not X is somebody else, and two are needed", "[sim][people]") {
    const Scene scene = jobs("  t: {people: {anna: {}, bob: {}}}\n",
                             {job("case", ten,
                                  "brief: {team: t, effort: exactly 1h}, check: {team: t, after: "
                                  "brief, person: not brief, effort: exactly 1h}"),
                              job("other", ten + 1, "x: {team: t, effort: exactly 3h}")});
    CHECK(diary(scene) == DiaryLines{"Mon 10:00 - Mon 11:00 brief 0 by 0",
                                     "Mon 10:01 - Mon 13:01 x 0 by 1",
                                     "Mon 13:01 - Mon 14:01 check 0 by 1"});
    CHECK(elapsed(scene, 0, ElapsedCategory::queue) == 121 * minute);
}

TEST_CASE("person: of the client is fixed by the client's number", "[sim][people]") {
    WorkUnit unit;
    unit.clients = 7;
    unit.cases = 60;
    unit.keep_log = true;
    const Scene scene =
        run(operation_of("calendar: always\nteams: {t: {people: {anna: {}, bob: {}, carl: {}}}}\n"
                         "workflows:\n  w:\n    demand: 1 per client per day\n    steps: {s: "
                         "{team: t, effort: 3h, person: of the client}}\n  x:\n    demand: 1 per "
                         "day\n    steps: {y: {team: t, effort: 1h, person: of the client}}\n"),
            unit);
    std::size_t own = 0;
    std::vector<char> without(3, 0);
    for (const LogRow& row : scene.record.log) {
        if (row.client > 0) {
            CHECK(row.people.front() == static_cast<int>(row.client % 3));
            ++own;
        } else {
            without[static_cast<std::size_t>(row.people.front())] = 1;
        }
    }
    CHECK(own > 30);
    CHECK(without == std::vector<char>{1, 1, 1});
}

TEST_CASE("person: on rework the step returns to who did it", "[sim][people]") {
    // Check sends back once, to brief; both go to whom they were with, though others are free.
    const Scene scene =
        jobs("  t: {people: {anna: {}, bob: {}, carl: {}}}\n",
             {job("case", ten,
                  "brief: {team: t, effort: exactly 1h}, design: {team: t, after: brief, effort: "
                  "exactly 1h, person: same as brief}, check: {team: t, after: design, person: not "
                  "design, effort: exactly 1h, rework: {to: brief, at_most: 1}}")});
    CHECK(diary(scene) ==
          DiaryLines{"Mon 10:00 - Mon 11:00 brief 0 by 0", "Mon 11:00 - Mon 12:00 design 0 by 0",
                     "Mon 12:00 - Mon 13:00 check 0 by 1", "Mon 13:00 - Mon 14:00 brief 0 by 0",
                     "Mon 14:00 - Mon 15:00 design 0 by 0", "Mon 15:00 - Mon 16:00 check 0 by 1"});
}

TEST_CASE("person: a step that was not done asks for nobody in particular", "[sim][people]") {
    const Scene scene =
        jobs("  t: {people: {anna: {}, bob: {}}}\n",
             {job("case", ten,
                  "brief: {team: t, effort: exactly 1h, chance: 0%}, design: {team: "
                  "t, after: brief, person: same as brief, effort: exactly 1h}")});
    CHECK(diary(scene) == DiaryLines{"Mon 10:00 - Mon 11:00 design 0 by 0"});
}

TEST_CASE("skill: only members who have it", "[sim][people]") {
    const Scene scene =
        jobs("  t: {people: {anna: {}, bob: {skills: [german, tax]}, carl: {skills: german}}}\n",
             {job("a", ten, "s: {team: t, skill: german, effort: exactly 2h}"),
              job("b", ten, "s: {team: t, skill: tax, effort: exactly 1h}"),
              job("c", ten, "s: {team: t, effort: exactly 1h}"),
              job("d", ten + 30, "s: {team: t, people: 2, skill: german, effort: exactly 1h}")});
    CHECK(diary(scene) ==
          DiaryLines{"Mon 10:00 - Mon 12:00 s 0 by 1", "Mon 10:00 - Mon 11:00 s 0 by 0",
                     "Mon 12:00 - Mon 13:00 s 0 by 1", "Mon 13:00 - Mon 14:00 s 0 by 2+1"});
    CHECK(elapsed(scene, 1, ElapsedCategory::queue) == 2 * hour);
    CHECK(elapsed(scene, 1, ElapsedCategory::blocked) == 0);
}

TEST_CASE("effort by named person: the same luck through the other law", "[sim][people]") {
    const std::string teams = "  t: {people: {anna: {}, bob: {speed: 50%}, carl: {}}}\n";
    const Scene scene =
        jobs(teams, {job("a", ten,
                         "s: {team: t, effort: {anna: exactly 1h, bob: exactly 90min, "
                         "otherwise: exactly 2h}}"),
                     job("b", ten,
                         "s: {team: t, effort: {anna: exactly 1h, bob: exactly 90min, "
                         "otherwise: exactly 2h}}"),
                     job("c", ten,
                         "s: {team: t, effort: {anna: exactly 1h, bob: exactly 90min, "
                         "otherwise: exactly 2h}}")});
    CHECK(diary(scene) == DiaryLines{"Mon 10:00 - Mon 11:00 s 0 by 0",
                                     "Mon 10:00 - Mon 13:00 s 0 by 1",
                                     "Mon 10:00 - Mon 12:00 s 0 by 2"});
    // A mean of two hours is twice a mean of one, draw for draw.
    const auto one = [](const std::string& effort) {
        return jobs("  t: {people: {anna: {}}}\n",
                    {job("a", ten, "s: {team: t, effort: " + effort + "}")})
            .at_step("s")
            .effort;
    };
    CHECK((one("{anna: exponential(2h)}") == one("exponential(2h)")));
    CHECK((one("{otherwise: exponential(2h)}") == one("exponential(2h)")));
}

TEST_CASE("effort by named person stands within kinds", "[sim][people]") {
    const Operation operation = operation_of(
        "calendar: always\nteams: {t: {people: {anna: {}, bob: {}}}}\nworkflows:\n  w:\n    "
        "demand: 1 "
        "per hour\n    kinds: {bug: 30%, question: rest}\n    steps:\n      s: {team: t, effort: "
        "{bug: {anna: exactly 1h, otherwise: exactly 2h}, otherwise: exactly 20min}}\n      u: "
        "{team: t, effort: {bob: exactly 1h, otherwise: exactly 3h}, after: s}\n");
    const Workflow& bug = operation.workflows[0].variants[0];
    REQUIRE(bug.steps[0].effort_of.size() == 1);
    CHECK(bug.steps[0].effort_of[0].member == "anna");
    CHECK(operation.workflows[0].variants[1].steps[0].effort_of.empty());
    CHECK(bug.steps[1].effort_of[0].member == "bob");
}

TEST_CASE("the same name in two teams is one person", "[sim][people]") {
    const Scene scene = jobs("  a: {people: {anna: {}}}\n  b: {people: {anna: {}, bob: {}}}\n",
                             {job("one", ten, "x: {team: a, effort: exactly 2h}"),
                              job("two", ten, "y: {team: b, effort: exactly 1h}"),
                              job("three", ten, "y: {team: b, effort: exactly 1h}"),
                              job("both", ten + 5, "z: {team: a, with: b, effort: exactly 1h}")});
    // Anna is at x: bob does both y; then z takes anna for a and bob for b.
    CHECK(diary(scene) ==
          DiaryLines{"Mon 10:00 - Mon 12:00 x 0 by 0", "Mon 10:00 - Mon 11:00 y 0 by 2",
                     "Mon 11:00 - Mon 12:00 y 0 by 2", "Mon 12:00 - Mon 13:00 z 0 by 0+2"});
    CHECK(scene.record.people_available[0] == 13 * hour);
    CHECK(scene.record.people_available[1] == 13 * hour);
    CHECK(scene.record.people_paid_elsewhere == std::vector<Microseconds>{0, 13 * hour, 0});
}

TEST_CASE("one person in two teams at different hours works in each at its own", "[sim][people]") {
    const Scene scene = jobs("  a: {people: {anna: {calendar: Mon-Fri 09:00-12:00}}}\n"
                             "  b: {people: {anna: {calendar: Mon-Fri 13:00-17:00}}}\n",
                             {job("one", ten + 60, "x: {team: a, effort: exactly 2h}"),
                              job("two", ten + 180, "y: {team: b, effort: exactly 1h}")});
    CHECK(diary(scene) ==
          DiaryLines{"Mon 11:00 - Tue 10:00 x 0 by 0", "Mon 13:00 - Mon 14:00 y 0 by 1"});
    CHECK(scene.record.people_paid_elsewhere.empty());
}

TEST_CASE("helps: takes another team's work when it has none of its own", "[sim][people]") {
    const std::string work = "s: {team: tier1, effort: exactly 1h}";
    const Scene scene = jobs("  seniors: {people: 1, helps: {tier1: 50%}, cost: 60 per hour}\n"
                             "  tier1: {people: 1, cost: 30 per hour}\n",
                             {job("a", ten, work), job("b", ten, work), job("c", ten + 1, work),
                              job("own", ten + 30, "t: {team: seniors, effort: exactly 1h}"),
                              job("d", ten + 2, work)});
    // The own free one goes first, then the helper at half the speed; own work comes before help.
    CHECK(diary(scene) ==
          DiaryLines{"Mon 10:00 - Mon 11:00 s 0 by 1", "Mon 10:00 - Mon 12:00 s 0 by 0",
                     "Mon 11:00 - Mon 12:00 s 0 by 1", "Mon 12:00 - Mon 13:00 t 0 by 0",
                     "Mon 12:00 - Mon 13:00 s 0 by 1"});
    CHECK(scene.record.teams[0].worked[0] == 3 * hour);
    CHECK(scene.record.teams[1].worked[0] == 3 * hour);
    CHECK(scene.plan.counters[1].team == 1);
    CHECK(scene.record.counters[1].visits == 1); // the helper's: the work of tier1
    CHECK(scene.record.counters[1].cost == Approx(120));
    CHECK((scene.record.teams[0].queue_length == 90 * minute));
}

TEST_CASE("helps: who comes on shift looks after the other team's work", "[sim][people]") {
    const Scene scene =
        jobs("  tier1: {people: 1, calendar: Mon-Fri 09:00-12:00}\n"
             "  seniors: {people: 1, calendar: Mon-Fri 13:00-17:00, helps: {tier1: 100%}}\n",
             {job("a", ten + 130, "s: {team: tier1, effort: exactly 1h}")});
    CHECK(diary(scene) == DiaryLines{"Mon 13:00 - Mon 14:00 s 0 by 1"});
    CHECK(elapsed(scene, 0, ElapsedCategory::off_duty) == 50 * minute);
}

TEST_CASE("with: a share of the work: all start together, and that one leaves", "[sim][people]") {
    const Scene scene = jobs(
        "  team: {people: 2, cost: 10 per hour}\n"
        "  partners: {people: 1, cost: 100 per hour}\n  rooms: {units: 2}\n",
        {job("one", ten, "s: {team: team, with: {rooms: 1, partners: 25%}, effort: exactly 4h}"),
         job("two", ten, "s: {team: team, with: {rooms: 1, partners: 25%}, effort: exactly 4h}")});
    CHECK(diary(scene) ==
          DiaryLines{"Mon 10:00 - Mon 14:00 s 0 by 0+3+2", "Mon 11:00 - Mon 15:00 s 0 by 1+4+2"});
    CHECK(scene.record.teams[1].worked[0] == 2 * hour);
    CHECK(scene.record.teams[2].worked[0] == 8 * hour);
    CHECK((scene.record.teams[1].busy == 2 * hour));
    CHECK((scene.record.teams[1].demanded[0] == 1 * hour));
    CHECK(scene.record.people_worked[2][0] == 2 * hour);
    CHECK(scene.record.counters[0].cost + scene.record.counters[1].cost +
              scene.record.counters[2].cost ==
          Approx(40 + 100));
}

TEST_CASE("with: a share runs on the hours of those who are in it", "[sim][people]") {
    // Together from 10:00 to 12:00, when the partner goes home, and on the next morning; the rest
    // is not theirs.
    const Scene scene =
        jobs("  team: {people: 1, calendar: Mon-Fri 09:00-17:00}\n"
             "  partners: {people: 1, calendar: Mon-Fri 09:00-12:00}\n",
             {job("one", ten, "s: {team: team, with: {partners: 50%}, effort: exactly 6h}"),
              job("two", ten + 1, "t: {team: partners, effort: exactly 1h}")});
    CHECK(diary(scene) ==
          DiaryLines{"Mon 10:00 - Tue 13:00 s 0 by 0+1", "Tue 10:00 - Tue 11:00 t 0 by 1"});
    CHECK(scene.record.teams[0].worked[0] == 6 * hour);
    CHECK(scene.record.teams[1].worked[0] == 4 * hour);
    CHECK(elapsed(scene, 0, ElapsedCategory::touch) == 6 * hour);
    CHECK(elapsed(scene, 0, ElapsedCategory::off_duty) == 21 * hour);
}

TEST_CASE("person: somebody who left is replaced", "[sim][people]") {
    const Scene scene = play("start: 2027-01-04\ncalendar: Mon-Fri 09:00-17:00\nteams:\n"
                             "  t: {people: {anna: {until: 2027-01-04}, bob: {}}}\nworkflows:\n"
                             "  w:\n    demand: every 1h\n    steps: {brief: {team: t, effort: "
                             "exactly 1h}, design: {team: t, after: brief, delay: 1d, person: same "
                             "as brief, effort: exactly 1h}}\n");
    CHECK(diary(scene) ==
          DiaryLines{"Mon 10:00 - Mon 11:00 brief 0 by 0", "Tue 11:00 - Tue 12:00 design 0 by 1"});
}

TEST_CASE("a batch is done by the first team that has somebody free, and by its law",
          "[sim][people]") {
    const Scene scene = jobs("  a: {people: {anna: {}}}\n  b: {people: {bob: {}}}\n",
                             {job("long", ten, "x: {team: a, effort: exactly 5h}"),
                              job("one", ten + 1,
                                  "s: {team: [a, b], effort: {bob: exactly 1h, otherwise: exactly "
                                  "2h}, batch: {size: 1}}")});
    CHECK(diary(scene) ==
          DiaryLines{"Mon 10:00 - Mon 15:00 x 0 by 0", "Mon 10:01 - Mon 11:01 s 0 by 1"});
    CHECK((scene.record.teams[1].worked[0] == hour));
    CHECK((scene.record.teams[0].worked[0] == 5 * hour));
}

} // namespace people_test

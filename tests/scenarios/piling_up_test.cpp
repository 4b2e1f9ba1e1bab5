// Where work piles up, whatever the reason (MODEL.md ruling 14b): the limit, and what may be called
// steady beside it.
#include "catch.hpp"
#include "model/read/read_operation.hpp"
#include "neutral.hpp"
#include "scenarios/experiment/growth_limit.hpp"
#include "scenarios/formulas/known_limit.hpp"
#include "scenarios/study.hpp"
#include "sim/compile.hpp"

#include <algorithm>
#include <cmath>

namespace piling_up_test {

using namespace plimsoll;

namespace {

Operation operation_of(const std::string& text) {
    const ReadResult read = read_operation({"model.yaml", neutral(text)});
    INFO(print(read.diagnostics));
    REQUIRE(read.operation);
    return *read.operation;
}

KnownLimit known_of(const std::string& text) {
    const Operation operation = operation_of(text);
    return KnownLimit(operation, compile(operation));
}

Result sweep_of(const std::string& text, const SweepRange& range = {},
                const StudySettings& settings = {}) {
    return sweep_study(
        operation_of(text), range, settings, [](const StudyProgress&) {}, std::atomic<bool>{false});
}

Stable run_of(const std::string& text, std::int64_t clients, const StudySettings& settings) {
    const Result result = run_study(
        operation_of(text), clients, settings, [](const StudyProgress&) {},
        std::atomic<bool>{false});
    return result.volumes.front().stable;
}

/// No volume above the limit's interval is steady, none below it is not.
void agrees(const Result& result) {
    REQUIRE(result.limits);
    const Figure& limit = result.limits->stability;
    REQUIRE(limit.value);
    REQUIRE(limit.value->low);
    for (const VolumeFigures& volume : result.volumes) {
        INFO(volume.clients << " clients, limit " << limit.value->mean);
        if (static_cast<double>(volume.clients) < *limit.value->low) {
            CHECK(volume.stable == Stable::yes);
        }
        if (static_cast<double>(volume.clients) > *limit.value->high) {
            CHECK(volume.stable == Stable::no);
        }
    }
}

const std::string own_manager = R"(
assumptions: neutral
clients: {today: 20}
teams: {managers: {people: {ana: {}, bob: {}}}}
workflows:
  request:
    demand: 1 per client per day
    steps:
      handle: {team: managers, effort: exactly 30min, person: of the client}
)";

const std::string joint_work = R"(
assumptions: neutral
calendar: always
clients: {today: 8}
teams: {a: {people: 1}, b: {people: 1}}
workflows:
  both:
    demand: 0.04 per client per hour
    steps: {s: {team: a, with: [b], effort: exactly 1h}}
  one:
    demand: 0.04 per client per hour
    steps: {s: {team: a, effort: exponential(1h)}}
  other:
    demand: 0.04 per client per hour
    steps: {s: {team: b, effort: exponential(1h)}}
)";

const std::string places = R"(
assumptions: neutral
clients: {today: 6}
teams: {implementers: {people: 4, wip: 2 per person}}
workflows:
  go live:
    demand: 1 per client per month
    steps:
      implement: {team: implementers, effort: exactly 40h, pace: 10h per week}
)";

} // namespace

TEST_CASE("A team is full where its hours are asked for, exactly", "[piles]") {
    // 0.3 contracts a client and month of 3 h, one partner at 160 h a month: 160 / 0.9.
    const KnownLimit known = known_of(R"(
assumptions: neutral
teams: {desk: {people: 2}, partner: {people: 1}}
workflows:
  question:
    demand: 9.7 per client per month
    steps: {answer: {team: desk, effort: 5min}}
  contract:
    demand: 0.3 per client per month
    steps: {sign: {team: partner, effort: exactly 3h}}
)");
    REQUIRE(known.at_most());
    CHECK(known.is_exact());
    CHECK(known.at_most()->clients == Approx(160 / 0.9).epsilon(1e-12));
    CHECK(known.cause().name == "partner");
    CHECK(known.is_steady(177) == true);
    CHECK(known.is_steady(178) == false);
}

TEST_CASE("A team that is just full is not steady", "[piles]") {
    // M/M/2 at load exactly 1: 4 h a client and month, 2 people at 160 h: 80 clients.
    const KnownLimit known = known_of(R"(
assumptions: neutral
teams: {desk: {people: 2}}
workflows:
  ticket:
    demand: 4 per client per month
    steps: {answer: {team: desk, effort: exponential(1h)}}
)");
    CHECK(known.at_most()->clients == 80);
    CHECK(known.is_steady(79) == true);
    CHECK(known.is_steady(80) == false);
    CHECK(known.needed(95) == Approx(2.375));
}

TEST_CASE("A crowd of ten thousand is as soon looked through as somebody alone", "[piles]") {
    // 160 h a month of each, four minutes a case.
    const KnownLimit known = known_of("assumptions: neutral\nteams: {desk: {people: 10000}}\n"
                                      "workflows: {w: {demand: 1 per client per month, steps: {s: "
                                      "{team: desk, effort: exactly 4min}}}}\n");
    CHECK(known.at_most()->clients == 10000 * 160 * 15);
}

TEST_CASE("A client's own person is full with as many clients as that person can serve",
          "[piles]") {
    // 16 requests of half an hour a day: 31 clients are 16 and 15.
    const KnownLimit known = known_of(own_manager);
    CHECK(known.is_exact());
    CHECK(known.at_most()->clients == 31);
    CHECK(known.cause().name == "managers.bob");
    CHECK(known.cause().words == "Bob of Managers is full");
    CHECK(known.is_steady(30) == true);
    CHECK(known.is_steady(33) == false);
}

TEST_CASE("Those who have a skill are full before their team is", "[piles]") {
    // Of 3 people one speaks German: 0.5 an hour of an hour each at 20 clients; the rest is 1.2.
    const KnownLimit known = known_of(R"(
assumptions: neutral
calendar: always
teams: {desk: {people: {anna: {skills: [german]}, ben: {}, cem: {}}}}
workflows:
  here:
    demand: 0.06 per client per hour
    steps: {s: {team: desk, effort: exponential(1h)}}
  abroad:
    demand: 0.025 per client per hour
    steps: {s: {team: desk, skill: german, effort: exponential(1h)}}
)");
    // All: 3 / 0.085 = 35.3; Anna: 1 / 0.025 = 40.
    CHECK(known.at_most()->clients == Approx(3 / 0.085));
    CHECK(known.cause().name == "desk");
    const KnownLimit more = known_of(R"(
assumptions: neutral
calendar: always
teams: {desk: {people: {anna: {skills: [german]}, ben: {}, cem: {}}}}
workflows:
  here:
    demand: 0.02 per client per hour
    steps: {s: {team: desk, effort: exponential(1h)}}
  abroad:
    demand: 0.025 per client per hour
    steps: {s: {team: desk, skill: german, effort: exponential(1h)}}
)");
    CHECK(more.at_most()->clients == Approx(40));
    CHECK(more.cause().name == "desk.anna");
}

TEST_CASE("People with different skills may be short together, though nobody is alone", "[piles]") {
    // Anna and Ben speak German, Ben and Cem French: Anna to Cem have 3 h for what is 0.1 a client,
    // 30 clients; German and French alone 2 / 0.04. Dora has nothing to do with it.
    const KnownLimit known = known_of(R"(
assumptions: neutral
calendar: always
teams:
  desk:
    people:
      anna: {skills: [german]}
      ben: {skills: [german, french]}
      cem: {skills: [french]}
      dora: {}
workflows:
  german:
    demand: 0.05 per client per hour
    steps: {s: {team: desk, skill: german, effort: exponential(1h)}}
  french:
    demand: 0.05 per client per hour
    steps: {s: {team: desk, skill: french, effort: exponential(1h)}}
)");
    CHECK(known.at_most()->clients == Approx(30));
    CHECK(known.at_most()->people == std::vector<int>{0, 1, 2});
}

TEST_CASE("Appointments are full when all are taken", "[piles]") {
    // 16 a day, of which one in ten comes for nothing and is booked again: 14.4 are seen.
    const KnownLimit known = known_of(R"(
assumptions: neutral
calendar: Mon-Fri 09:00-17:00
clients: {today: 15}
teams: {clinic: {people: 1}}
workflows:
  referral:
    demand: 0.65 per client per day
    steps:
      see: {team: clinic, effort: exactly 20min, slot: {every: 30min, lead: exactly 1d, no_show: 10%}}
)");
    CHECK(known.is_exact());
    CHECK(known.at_most()->clients == Approx(14.4 / 0.65));
    CHECK(known.cause().name == "clinic (80 appointments a week)");
}

TEST_CASE("Appointments of several lengths share the hours of who gives them", "[piles][slot]") {
    // 40 hours a week: a client asks for one of an hour and one of half an hour. By kind the same,
    // and what two steps of one length ask for together.
    const auto clinic = [](const std::string& workflows) {
        return known_of("assumptions: neutral\nclients: {today: 10}\nteams: {clinic: {people: 1}}\n"
                        "workflows:\n" +
                        workflows);
    };
    const auto visit = [](const std::string& name, const std::string& every) {
        return "  " + name +
               ": {demand: 1 per client per week, steps: {see: {team: clinic, effort: "
               "exactly 20min, slot: {every: " +
               every + ", lead: 1d}}}}\n";
    };
    const KnownLimit two = clinic(visit("long", "1h") + visit("short", "30min"));
    CHECK_FALSE(two.is_exact()); // short ones may leave gaps
    CHECK(two.at_most()->clients == Approx(40 / 1.5));
    CHECK(two.cause().words == "all hours for appointments of Clinic are taken");
    CHECK(two.is_steady(27) == false);
    CHECK_FALSE(two.is_steady(26));
    const KnownLimit kinds =
        clinic("  visit: {demand: 2 per client per week, kinds: {new: 50%, known: rest}, steps: "
               "{see: {team: clinic, effort: exactly 20min, slot: {every: {new: 1h, known: 30min}, "
               "lead: 1d}}}}\n");
    CHECK(kinds.at_most()->clients == Approx(40 / 1.5));
    const KnownLimit alike = clinic(visit("one", "30min") + visit("other", "30min"));
    CHECK(alike.is_exact());
    CHECK(alike.at_most()->clients == Approx(40));
    CHECK(alike.cause().name == "clinic (80 appointments a week)");
}

TEST_CASE("What others bring about and what is sent back is asked for, too", "[piles]") {
    // An order asks 1 h, one in five is sent back and done again; one in ten brings a complaint of
    // 2 h: 1.25 + 0.2 = 1.45 h of one person's each.
    const KnownLimit known = known_of(R"(
assumptions: neutral
calendar: always
teams: {desk: {people: 1}}
workflows:
  order:
    demand: 0.01 per client per hour
    steps:
      do: {team: desk, effort: 1h, rework: {to: do, chance: 20%}}
  complaint:
    demand: 0.1 per order
    steps: {answer: {team: desk, effort: 2h}}
)");
    CHECK(known.is_exact());
    CHECK(known.at_most()->clients == Approx(100 / 1.45));
}

TEST_CASE("Where work may go away or wait for more than people, it is not known exactly",
          "[piles]") {
    CHECK_FALSE(known_of(joint_work).is_exact());
    CHECK_FALSE(known_of(places).is_exact());
    // What is asked of each is known all the same: 0.08 h a client and hour.
    CHECK(known_of(joint_work).at_most()->clients == Approx(12.5));
    CHECK_FALSE(known_of(R"(
calendar: always
teams: {desk: {people: 1}}
workflows:
  call:
    demand: 1 per client per hour
    steps: {s: {team: desk, effort: 6min, patience: 5min}}
)")
                    .at_most());
}

TEST_CASE("Planted growth is found between two clients", "[piles]") {
    for (const double limit : {9.4, 20.0, 33.3, 178.0, 640.5}) {
        int trials = 0;
        const GrowthBracket found = bisect_growth(1, 1000, 0, [&](std::int64_t clients) {
            ++trials;
            const auto volume = static_cast<double>(clients);
            return volume > limit ? GrowthTrial{Stable::no, 1 - limit / volume}
                                  : GrowthTrial{Stable::yes, 0};
        });
        INFO(limit);
        CHECK(static_cast<double>(found.steady) <= limit);
        CHECK(static_cast<double>(found.growing) > limit);
        CHECK((found.growing - found.steady == 1 ||
               static_cast<double>(found.growing) < 1.031 * static_cast<double>(found.steady)));
        CHECK(found.at == Approx(limit).epsilon(0.001));
        CHECK(trials <= 14);
    }
}

TEST_CASE("Volumes of which trials cannot tell stay between the two", "[piles]") {
    const GrowthBracket found = bisect_growth(50, 200, 0.5, [](std::int64_t clients) {
        return GrowthTrial{clients > 105  ? Stable::no
                           : clients < 95 ? Stable::yes
                                          : Stable::in_doubt,
                           clients > 105 ? 1 - 100. / static_cast<double>(clients) : 0};
    });
    CHECK(found.steady < 95);
    CHECK(found.steady >= 90);
    CHECK(found.growing > 105);
    CHECK(found.growing <= 111);
    CHECK(found.at == Approx(100).epsilon(0.01));
}

TEST_CASE("A sweep says the known limit without noise", "[piles]") {
    const Result result =
        sweep_of(own_manager, {.low = 20, .high = 60, .volumes = {}, .points = {}});
    agrees(result);
    CHECK(result.limits->stability.value->mean == 31);
    CHECK(*result.limits->stability.value->low == 31);
    CHECK(*result.limits->stability.value->high == 31);
    CHECK(result.limits->stability_cause == "managers.bob");
}

TEST_CASE("Work that takes two at once piles up before either is full", "[piles]") {
    // By the second simulation (validation/joint_simulation.hpp) waits do not lengthen with the run
    // at 11 clients and do at 11.5; by load alone at 12.5.
    const Result result = sweep_of(joint_work, {.low = 5, .high = 20, .volumes = {}, .points = {}});
    agrees(result);
    CHECK(result.limits->stability.value->mean > 11);
    CHECK(result.limits->stability.value->mean < 11.5);
    CHECK(result.limits->stability_cause == "a, b");
}

TEST_CASE("Places that are taken for long pile up work before the team is full", "[piles]") {
    // 8 places, each held 18.85 working days of 20 a month: 8.49 clients.
    const Result result = sweep_of(places, {.low = 4, .high = 16, .volumes = {}, .points = 4});
    agrees(result);
    CHECK(result.limits->stability.value->mean == Approx(8 * 20 / 18.85).epsilon(0.02));
    CHECK(result.limits->stability_cause == "implementers (8 places)");
}

TEST_CASE("Work piles up however a run is cut", "[piles]") {
    // Only Anna speaks German, and 1.2 h an hour are asked of her.
    const std::string text = R"(
assumptions: neutral
calendar: always
teams: {desk: {people: {anna: {skills: [german]}, ben: {}}}}
workflows:
  w:
    demand: 1.2 per hour
    steps: {s: {team: desk, skill: german, effort: exponential(1h)}}
)";
    StudySettings hours;
    hours.hours = 500 * hour;
    StudySettings both = hours;
    both.warm_up = 100 * hour;
    StudySettings warm_up;
    warm_up.warm_up = 100 * hour;
    StudySettings window = hours;
    window.from_empty = true;
    StudySettings cases;
    cases.from_empty = true;
    cases.cases = 300;
    for (const StudySettings& settings : {StudySettings(), hours, both, warm_up, window, cases}) {
        CHECK(run_of(text, 1, settings) == Stable::no);
    }
    // The same where it is not known beforehand.
    CHECK(run_of(joint_work, 12, both) == Stable::no);
    CHECK(run_of(joint_work, 5, both) == Stable::yes);
}

TEST_CASE("Joint work piles up however a run is cut", "[.slow][piles]") {
    StudySettings hours;
    hours.hours = 500 * hour;
    StudySettings window = hours;
    window.from_empty = true;
    for (const StudySettings& settings : {hours, window}) {
        CHECK(run_of(joint_work, 12, settings) == Stable::no);
        CHECK(run_of(joint_work, 5, settings) == Stable::yes);
    }
}

TEST_CASE("What may go away after a long time does not pile up", "[piles]") {
    // M/D/1 with a patience of 480 open hours: 160 cases a month can be done, of 250 the rest, 36%,
    // give up, and all others wait as long as that.
    const std::string text =
        "assumptions: neutral\nclients: {today: 50}\nteams: {desk: {people: 1}}\n"
        "workflows:\n  letter:\n    demand: 1 per client per month\n"
        "    steps: {a: {team: desk, effort: exactly 1h, patience: 60d}}\n";
    const Result result = run_study(
        operation_of(text), 250, {}, [](const StudyProgress&) {}, std::atomic<bool>{false});
    const VolumeFigures& volume = result.volumes.front();
    CHECK(volume.stable == Stable::yes);
    // 250 a month of 160 hours, each for 480 of them, and the one in work: Little.
    CHECK(volume.in_progress.value->mean == Approx(250 / 160.0 * 480 + 1).epsilon(0.01));
    const Result line = sweep_of(text, {{}, {}, {120, 170, 400}, {}});
    CHECK_FALSE(line.limits->stability.value);
    for (const VolumeFigures& one : line.volumes) {
        CHECK(one.stable != Stable::no);
    }
}

TEST_CASE("What gives is what is short where work piles up, not where it waits", "[piles]") {
    const std::string head = "assumptions: neutral\n";
    // Both are there for an hour a day, four quarters of an hour of joint work: 80 a month, however
    // many may be open.
    const Result held =
        sweep_of(head + "clients: {today: 60}\nteams:\n"
                        "  am: {people: 1, calendar: Mon-Fri 09:00-13:00}\n"
                        "  pm: {people: 1, calendar: Mon-Fri 12:00-17:00}\n"
                        "workflows:\n  meet:\n    demand: 1 per client per month\n    wip: 6\n"
                        "    steps: {m: {team: am, with: [pm], effort: exactly 15min}}\n",
                 {60, 100, {}, 5});
    CHECK(held.limits->stability_words == "Am and Pm are not free together often enough");
    // Sixteen appointments a day, four a month for each client: 80. Those who would give up are
    // in nobody's queue before theirs.
    const Result booked = sweep_of(
        head +
            "clients: {today: 60}\nteams: {doc: {people: 1}}\n"
            "workflows:\n  pat:\n    demand: 4 per client per month\n    steps:\n"
            "      see: {team: doc, effort: exactly 10min, slot: {every: 30min}, patience: 5d}\n",
        {60, 110, {}, 5});
    CHECK(booked.limits->stability_words == "all appointments of Doc are taken");
    // Surgeon and nurse are full at 166.7; their joint work gives before, when neither is.
    const Result joint =
        sweep_of(head + "calendar: always\nclients: {today: 80}\n"
                        "teams: {surgeon: {people: 1}, nurse: {people: 1}}\nworkflows:\n"
                        "  op:\n    demand: 0.003 per client per hour\n"
                        "    steps: {do: {team: surgeon, with: [nurse], effort: exponential(1h)}}\n"
                        "  see:\n    demand: 0.003 per client per hour\n"
                        "    steps: {do: {team: surgeon, effort: exponential(1h)}}\n"
                        "  care:\n    demand: 0.003 per client per hour\n"
                        "    steps: {do: {team: nurse, effort: exponential(1h)}}\n",
                 {120, 170, {}, 4});
    REQUIRE(joint.limits->stability.value);
    CHECK(joint.limits->stability.value->mean < 162);
    CHECK(joint.limits->stability_words == "Surgeon and Nurse are not free together often enough");
}

TEST_CASE("The interval of a limit by growth knows what growth is too small to be seen",
          "[piles]") {
    // Two of five at a time are two servers: full at 200 clients, exactly (M/M/2).
    const std::string text =
        "assumptions: neutral\ncalendar: always\nclients: {today: 100}\n"
        "teams: {crew: {people: 5}}\nworkflows:\n  move:\n"
        "    demand: 0.01 per client per hour\n"
        "    steps: {lift: {team: crew, people: 2, effort: exponential(1h)}}\n";
    StudySettings settings;
    settings.seed = 2; // 203 to 209 was said
    const Result result = sweep_of(text, {120, 260, {}, 4}, settings);
    REQUIRE(result.limits->stability.value);
    CHECK(*result.limits->stability.value->low <= 200);
    CHECK(*result.limits->stability.value->high >= 200);
    agrees(result);
}

} // namespace piling_up_test

// The analytic preview: its own formulas on whole operations, the rules of its badge, and what it
// says beside the simulation.
#include "catch.hpp"
#include "neutral.hpp"
#include "operations/random_operation.hpp"
#include "scenarios/formulas/preview.hpp"
#include "scenarios/study.hpp"
#include "sim/compile.hpp"
#include "sim/scene.hpp"

#include <fmt/format.h>

#include <cmath>
#include <fstream>
#include <sstream>

namespace preview_test {

using namespace plimsoll;

namespace {

std::string text_of(const std::string& path) {
    std::ifstream file(std::string(PLIMSOLL_SOURCE) + "/" + path);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

Preview preview(const std::string& text, std::int64_t clients = 20,
                const VolumeFigures* simulated = nullptr) {
    const Operation operation = operation_of(text);
    return preview_of(operation, compile(operation), clients, simulated);
}

double flow_time(const std::string& text, std::int64_t clients = 20) {
    const Preview found = preview(text, clients);
    INFO(found.why);
    REQUIRE(found.flow_time.value);
    return *found.flow_time.value;
}

bool prints_as(double value, double printed, int decimals) {
    return std::abs(value - printed) <= 0.5000001 * std::pow(10.0, -decimals);
}

/// One clerk, half full; `head`, `team`, `demand` and `step` change one thing at a time.
struct Plain {
    std::string head = "calendar: Mon-Fri 09:00-17:00";
    std::string team = "people: 1";
    std::string demand = "0.5 per hour";
    std::string step = "effort: exponential(1h)";
    std::string more = "";
};

std::string operation(const Plain& plain) {
    return "assumptions: neutral\n" + plain.head + "\nteams:\n  clerks: {" + plain.team +
           "}\n  others: {people: 9}\nworkflows:\n  main:\n    demand: " + plain.demand +
           "\n    steps:\n      a: {team: clerks, " + plain.step + "}\n" + plain.more;
}

VolumeFigures simulated_mean(double hours) {
    VolumeFigures volume;
    volume.flow_time.mean.value = Estimate{hours, {}, {}, 0.95};
    return volume;
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("preview: known answers as printed") {
    const auto known = [](const std::string& name) {
        return flow_time(text_of("tests/validation/cases/" + name + ".yaml"));
    };
    CHECK(prints_as(known("t1-mm3"), .601124, 6));
    CHECK(prints_as(known("t2-edge-10"), .7 + 2.833333, 6));
    CHECK(prints_as(known("kinds-mixture"), .7 + 2.833333, 6));
    CHECK(prints_as(known("t3-jackson"), 3.603777, 6));
    CHECK(prints_as(known("t3-gamma"), 3.677549, 6));
    CHECK(prints_as(known("t4-gi-g-3"), .25 + .614466, 6));
    CHECK(prints_as(known("t5-fork-2-at-80"), 7, 6));
    CHECK(prints_as(known("t5-fork-2-at-50"), 2.875, 6));
    CHECK(prints_as(known("t5-fork-4-at-80"), 8.930303, 6));
    CHECK(prints_as(known("t5-fork-8-at-80"), 11.03, 2));
    CHECK(prints_as(known("t5-fork-4-at-50"), 3.789773, 6));
    CHECK(prints_as(known("t5-fork-8-at-50"), 4.784821, 6));
    // Jackson with 1, 70 and 50 visits a case (Lazowska 1984, section 5.4 by hand).
    const double jackson = 121 * .005 / (1 - .3 * 121 * .005) + 70 * .03 / (1 - .3 * 70 * .03) +
                           50 * .027 / (1 - .3 * 50 * .027);
    CHECK(known("open_net_lazowska_113") == Approx(jackson).epsilon(1e-6));
    // Two forks in line.
    CHECK(known("forkjoin_serial_two_stage") == Approx(2 * (12 - .4) / 8 / .6).epsilon(1e-9));
}

TEST_CASE("preview: model B") {
    const std::string model = text_of("bench/models/model-b.yaml");
    const Preview found = preview(model);
    CHECK(found.valid);
    const std::vector<double> utilisations{.642, .699, .850, .708};
    for (std::size_t team = 0; team < 4; ++team) {
        CHECK(*found.teams[team].utilisation.value == Approx(utilisations[team]).margin(.0011));
    }
    // Simulated: 7.0 to 7.1 h (bench/README.md).
    CHECK(*found.flow_time.value == Approx(7.1).epsilon(.1));
}

TEST_CASE("preview: what is sent back, shared, skipped or exempt from waiting") {
    const std::string head = "assumptions: neutral\ncalendar: always\nteams: {u: {people: "
                             "unlimited}, t: {people: 1}}\nworkflows:\n  w:\n    demand: 0.1 per "
                             "hour\n    steps:\n";
    SECTION("chance, delay and unlimited people add up") {
        CHECK(flow_time(head + "      a: {team: u, effort: 3h, chance: 50%}\n"
                               "      b: {delay: 2h, after: a}\n") == Approx(3.5));
    }
    SECTION("a limit on rework") {
        // 1 + 0.5 + 0.25 visits of both.
        CHECK(flow_time(head + "      a: {team: u, effort: 2h}\n      b: {team: u, effort: 1h, "
                               "after: a, rework: {to: a, chance: 50%, at_most: 2}}\n") ==
              Approx(1.75 * 3));
    }
    SECTION("done again with less effort") {
        CHECK(flow_time(head + "      a: {team: u, effort: exactly 2h, rework: {to: a, chance: "
                               "50%, effort: 10%}}\n") == Approx(2.2));
    }
    SECTION("sent back behind a fork") {
        // Both branches are constant: the longer one, and the stretch of b, j once more.
        CHECK(flow_time(head + "      a: {team: u, effort: exactly 1h}\n"
                               "      b: {team: u, effort: exactly 3h, after: a}\n"
                               "      c: {team: u, effort: exactly 5h, after: a}\n"
                               "      j: {team: u, effort: exactly 1h, after: [b, c], rework: {to: "
                               "b, chance: 50%}}\n") == Approx(1 + 5 + 1 + 4));
    }
    SECTION("only one exit is followed, and a join waits for what is under way") {
        CHECK(flow_time(head + "      a: {team: u, effort: exactly 1h, exits: {x: 25%, y: rest}}\n"
                               "      b: {team: u, effort: exactly 8h, after: a.x}\n"
                               "      c: {team: u, effort: exactly 2h, after: a}\n"
                               "      j: {team: u, effort: exactly 1h, after: [b, c]}\n") ==
              Approx(1 + .25 * 8 + .75 * 2 + 1));
    }
    SECTION("one team in two workflows is one station") {
        const std::string two = head + "      a: {team: t, effort: exponential(3h)}\n  v:\n    "
                                       "demand: 0.2 per hour\n    steps: {b: {team: t, effort: "
                                       "exponential(3h)}}\n";
        CHECK(flow_time(two) == Approx(3 / (1 - .9)));
    }
}

TEST_CASE("preview: where each team is full") {
    const Preview found = preview("assumptions: neutral\nteams: {a: {people: 2}, b: {people: 1}, "
                                  "c: {people: unlimited}, d: {people: 1}}\nworkflows:\n  w:\n    "
                                  "demand: 1 per client per month\n    steps:\n"
                                  "      x: {team: a, effort: exactly 4h}\n"
                                  "      y: {team: c, effort: exactly 4h}\n"
                                  "  fixed:\n    demand: 0.5 per hour\n    steps:\n"
                                  "      z: {team: b, effort: exactly 1h}\n"
                                  "      w: {team: a, effort: exactly 1h, after: z}\n");
    // 320 hours a month, 80 of them taken without any client.
    CHECK(*found.teams[0].saturation.value == Approx(60));
    CHECK_FALSE(found.teams[1].saturation.value);
    CHECK(found.teams[1].saturation.why == "its work does not grow with clients");
    CHECK(found.teams[2].saturation.why == "an unlimited team is never full");
    CHECK_FALSE(found.teams[2].utilisation.value);
    CHECK(found.teams[3].saturation.why == "no work comes to it");
}

TEST_CASE("preview: the badge, rule by rule") {
    const auto reason = [](const Plain& plain) {
        const Preview found = preview(operation(plain));
        CHECK(found.valid == found.because.empty());
        CHECK(contains(found.why, found.because));
        return found.because;
    };
    CHECK(reason({}).empty());
    CHECK(reason({.demand = "0.89 per hour"}).empty());
    CHECK(reason({.demand = "0.9 per hour"}) == "Clerks are 90% full");
    CHECK(reason({.demand = "1 per hour"}) == "more is asked of Clerks than there are hours for");
    CHECK(reason({.step = "effort: lognormal(mean=1h cv=2)"}).empty());
    CHECK(reason({.step = "effort: lognormal(mean=1h cv=2.01)"}) ==
          "the work of Clerks varies too much");
    CHECK(contains(reason({.demand = "every lognormal(mean=2h cv=3)"}), "too unevenly"));
    CHECK(contains(reason({.team = "people: 1, calendar: Mon-Thu 09:00-17:00"}),
                   "the hours of Clerks differ"));
    CHECK(contains(reason({.demand = "{rate: 0.3 per hour, pattern: {Mon: 200%}}"}), "varies"));
    CHECK(contains(reason({.demand = "3 always open"}), "open cases is fixed"));
    CHECK(contains(reason({.step = "effort: 30min, with: {others: 1}"}), "several people"));
    CHECK(contains(reason({.step = "effort: 30min, patience: 2h"}), "patience"));
    CHECK(contains(reason({.step = "effort: 30min, wip: 3"}), "room is limited at A"));
    CHECK(contains(reason({.team = "people: 1, wip: 5"}), "room is limited at Clerks"));
    CHECK(contains(reason({.step = "effort: 30min, times: 2"}), "several visits"));
    CHECK(contains(reason({.step = "effort: 30min, batch: {size: 2}"}), "batches"));
    CHECK(contains(reason({.team = "people: 1, order: shortest"}), "order"));
    CHECK(reason({.team = "people: 1, order: priority"}).empty());
    CHECK(contains(
        reason({.team = "people: 1, order: priority",
                .step = "effort: 10min, priority: 1",
                .more = "      b: {team: clerks, effort: 10min, after: a, priority: 9}\n"}),
        "urgent"));
    CHECK(contains(reason({.team = "people: {anna: {}, ben: {speed: 80%}}"}), "speeds"));
    CHECK(contains(reason({.step = "effort: 10min, delay: 3cd"}), "delay by another calendar"));
    CHECK(contains(reason({.step = "effort: 10min",
                           .more = "      b: {team: [clerks, others], effort: 10min, after: a}\n"}),
                   "B may be done by different teams"));
    CHECK(contains(
        reason({.step = "effort: 10min",
                .more = "      b: {team: clerks, effort: 10min, after: a, exits: {no: 10%, yes: "
                        "rest}}\n      c: {team: clerks, effort: 10min, after: a}\n      d: {team: "
                        "clerks, effort: 1min, after: [b.yes, c]}\n"}),
        "may end while"));
    CHECK(contains(
        reason({.step = "effort: 1min",
                .more = "      b: {team: clerks, effort: 1min, after: a, rework: {to: a, chance: "
                        "10%}}\n      c: {team: clerks, effort: 1min, after: a, rework: {to: a, "
                        "chance: 10%}}\n"}),
        "from two sides"));
    CHECK(contains(
        reason({.step = "effort: 1min, exits: {go: 50%, end: rest}",
                .more = "      b: {team: clerks, effort: 1min, after: a.go}\n      c: {team: "
                        "clerks, effort: 1min, after: [a.end, b], rework: {to: b, chance: 5%}}\n"}),
        "sent back to where it has not been"));
    const std::string again =
        "      b: {team: clerks, effort: 1min, after: a.go, rework: {to: a, chance: 10%";
    CHECK(reason({.step = "effort: 1min, exits: {go: 50%, end: rest}", .more = again + "}}\n"})
              .empty());
    CHECK(contains(reason({.step = "effort: 1min, exits: {go: 50%, end: rest}",
                           .more = again + ", at_most: 2}}\n"}),
                   "depends on what was done before"));
    CHECK(reason({.step = "effort: 1min",
                  .more = "      b: {team: clerks, effort: 1min, after: a, "
                          "rework: {to: a, chance: 10%, at_most: 2}}\n"})
              .empty());
}

TEST_CASE("preview: the badge asks the simulation") {
    const std::string text = operation({}); // by formula 2 h
    for (const auto& [hours, valid] :
         {std::pair{2.0, true}, {1.68, true}, {2.49, true}, {1.66, false}, {2.51, false}}) {
        const VolumeFigures simulated = simulated_mean(hours);
        CHECK(preview(text, 20, &simulated).valid == valid);
    }
    const VolumeFigures simulated = simulated_mean(4);
    CHECK(preview(text, 20, &simulated).because == "it is 50% below the simulation");
    VolumeFigures unsteady = simulated_mean(2);
    unsteady.stable = Stable::no;
    CHECK_FALSE(preview(text, 20, &unsteady).valid);
}

TEST_CASE("preview: rises with clients, and says why where a team is full") {
    for (const std::string path : {"examples/brightside-agency.yaml", "examples/consulting.yaml",
                                   "examples/e-commerce.yaml"}) {
        INFO(path);
        const Operation operation = neutral_operation_in(path);
        const Plan plan = compile(operation);
        double before = 0;
        bool full = false;
        for (std::int64_t clients = 1; clients < 500; clients += 7) {
            const Preview found = preview_of(operation, plan, clients, nullptr);
            if (!found.flow_time.value) {
                full = true;
                CHECK(contains(found.flow_time.why, "more is asked of"));
                CHECK(contains(found.why, found.flow_time.why));
                continue;
            }
            CHECK_FALSE(full); // it never comes back
            CHECK(*found.flow_time.value >= before);
            before = *found.flow_time.value;
            for (const TeamPreview& team : found.teams) {
                CHECK(*team.wait.value >= 0);
                CHECK(*team.utilisation.value <= 1);
            }
        }
        CHECK(full);
    }
}

TEST_CASE("preview: beside the simulation of the examples and of model B") {
    StudySettings settings;
    settings.threads = 1;
    settings.replications = 4;
    settings.warm_up = 200 * hour;
    settings.hours = 2000 * hour;
    const auto run = [&](const std::string& path, std::int64_t clients) {
        return run_study(
            neutral_operation_in(path), clients, settings, [](const StudyProgress&) {},
            std::atomic<bool>{false});
    };
    for (const std::string path : {"examples/brightside-agency.yaml", "examples/consulting.yaml",
                                   "examples/e-commerce.yaml", "bench/models/model-b.yaml"}) {
        for (const std::int64_t clients : {20, 60, 100}) {
            INFO(path << " at " << clients);
            const Result result = run(path, clients);
            REQUIRE(result.preview);
            const double simulated = result.volumes.front().flow_time.mean.value->mean;
            const double formula = *result.preview->flow_time.value;
            const bool close = std::abs(formula - simulated) <= .2 * simulated;
            CHECK((!result.preview->valid || close));
            // These keep one calendar, and are as full as the formulas allow.
            CHECK((result.preview->valid || path == "examples/brightside-agency.yaml"));
            if (path == "bench/models/model-b.yaml") {
                CHECK(formula == Approx(simulated).epsilon(.1));
            }
        }
    }
}

TEST_CASE("preview: a figure or a reason for any operation") {
    std::size_t seen = 0;
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
        const ReadResult read = read_operation({"model.yaml", random_operation_text(seed)});
        if (!read.operation) {
            continue;
        }
        ++seen;
        INFO(random_operation_text(seed));
        const Plan plan = compile(*read.operation);
        for (const std::int64_t clients : {0, 1, 30, 1'000'000}) {
            const Preview found = preview_of(*read.operation, plan, clients, nullptr);
            const auto told = [](const Computed& figure) {
                return figure.value ? std::isfinite(*figure.value) && *figure.value >= 0
                                    : !figure.why.empty();
            };
            CHECK(told(found.flow_time));
            CHECK_FALSE(found.why.empty());
            for (const TeamPreview& team : found.teams) {
                CHECK(told(team.utilisation));
                CHECK(told(team.wait));
                CHECK(told(team.saturation));
            }
        }
    }
    CHECK(seen > 60);
}

} // namespace preview_test

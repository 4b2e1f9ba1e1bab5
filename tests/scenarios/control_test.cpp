// Control variates: the regression, the known means, and what they do to a volume.
#include "catch.hpp"
#include "model/read/read_operation.hpp"
#include "neutral.hpp"
#include "scenarios/experiment/control_variates.hpp"
#include "scenarios/experiment/volume.hpp"
#include "scenarios/figures/figures.hpp"
#include "scenarios/formulas/case_moments.hpp"
#include "sim/compile.hpp"

#include <cmath>

namespace control_test {

using namespace plimsoll;

namespace {

Operation operation_from(const std::string& text) {
    const ReadResult read = read_operation({"model.yaml", neutral(text)});
    INFO(text);
    REQUIRE(read.operation);
    return *read.operation;
}

/// Two flows of work through two teams, in which the steps of the first are these.
std::string with_steps(const std::string& steps, const std::string& teams = "") {
    return "calendar: always\nteams: {a: {people: 3}, b: {people: 3}" + teams +
           "}\nworkflows:\n  w:\n    demand: 1 per hour\n    steps:\n" + steps;
}

bool knows(const std::string& text, std::size_t team = 0) {
    const Operation operation = operation_from(text);
    const Plan plan = compile(operation);
    return KnownWork(operation, plan).of_case(0, team).has_value();
}

/// How far the mean of one variate is from 0, in its standard errors.
double distance_from_zero(const std::vector<std::array<double, 2>>& luck, std::size_t variate) {
    double sum = 0;
    double squares = 0;
    for (const auto& one : luck) {
        sum += one[variate];
        squares += one[variate] * one[variate];
    }
    const auto n = static_cast<double>(luck.size());
    const double mean = sum / n;
    const double error = std::sqrt((squares / n - mean * mean) / (n - 1));
    return error > 0 ? mean / error : 0;
}

/// The luck of replications about this team.
std::vector<std::array<double, 2>> luck_about(std::size_t team, const Plan& plan,
                                              const KnownWork& known, std::uint64_t seed,
                                              Microseconds length) {
    Measurement measurement;
    measurement.fullest_team = static_cast<int>(team);
    const ControlVariates luck(plan, known, 60, measurement);
    std::vector<WorkUnit> units(50);
    for (std::size_t i = 0; i < units.size(); ++i) {
        units[i].clients = 60;
        units[i].seed = seed;
        units[i].replication = i;
        units[i].warm_up = length / 5;
        units[i].length = length;
        units[i].reference = luck.reference();
    }
    std::vector<std::array<double, 2>> all;
    for (const Replication& record :
         simulate_all(plan, units, Workers(0), std::atomic<bool>{false}, [] {})) {
        all.push_back(luck.of(record));
    }
    return all;
}

/// The mean square of what a case asks of team a, in hours.
std::optional<double> square(const std::string& text) {
    const Operation operation = operation_from(text);
    const Plan plan = compile(operation);
    const std::optional<WorkMoments> found = KnownWork(operation, plan).of_case(0, 0);
    constexpr double in_hours = static_cast<double>(hour) * static_cast<double>(hour);
    return found ? std::optional(found->square / in_hours) : std::nullopt;
}

void check_known_means(Microseconds length) {
    const std::string limited =
        "calendar: always\nteams: {a: {people: 60}, b: {people: 60}}\nworkflows:\n  w:\n    "
        "demand: 15 per hour\n    steps:\n      s: {team: a, effort: exponential(1h)}\n      t: "
        "{team: b, effort: 20min..1h, after: s, rework: {to: s, chance: 40%, at_most: 2, effort: "
        "50%}}\n      u: {team: a, effort: 1h, after: t, exits: {x: 30%, y: rest}}\n      v: "
        "{team: a, effort: 10min, after: u.x}\n      z: {team: b, effort: 1h, after: v, rework: "
        "{to: z, chance: 50%, effort: 20%}}\n  beside:\n    demand: 10 per hour\n    steps:\n"
        "      s: {team: a, effort: 1h}\n      c: {team: b, effort: exponential(2h)}\n      d: "
        "{team: b, effort: 1h, after: s}\n      t: {team: a, effort: 20min, after: [s, c], rework: "
        "{to: s, chance: 30%, at_most: 3, effort: 60%}}\n";
    const std::string sent_back =
        "calendar: always\nteams: {a: {people: 60}, b: {people: 60}}\nworkflows:\n  w:\n    "
        "demand: 20 per hour\n    kinds: {plain: 70%, hard: rest}\n    steps:\n      s: {team: a, "
        "effort: {plain: 20min..1h, hard: 1h..3h}, exits: {x: 60%, y: rest}}\n      t: {team: b, "
        "effort: exponential(1h), after: s.x, rework: {to: s, chance: 30%}}\n      u: {team: a, "
        "people: 2, effort: 10min, after: [s.y, t], rework: {to: s, chance: 10%}}\n  once:\n    "
        "demand: 10 per hour\n    steps:\n      v: {team: b, effort: 1h, chance: 60%}\n      x: "
        "{team: a, effort: 30min, after: v}\n      y: {team: b, effort: 20min..3h, after: v, "
        "chance: 20%}\n      z: {team: a, effort: 10min, after: [x, y]}\n";
    std::size_t known_teams = 0;
    std::size_t known_queues = 0;
    for (const char* path :
         {"", "limited", "examples/brightside-agency.yaml", "examples/consulting.yaml",
          "examples/e-commerce.yaml", "bench/models/model-b.yaml",
          "bench/models/rework-network.yaml", "tests/operations/clinic.yaml",
          "tests/operations/month-end.yaml", "tests/operations/lending.yaml",
          "tests/operations/subscription-box.yaml"}) {
        const std::string name = path;
        const Operation operation = name.empty()        ? operation_from(sent_back)
                                    : name == "limited" ? operation_from(limited)
                                                        : neutral_operation_in(path);
        const Plan plan = compile(operation);
        const KnownWork known(operation, plan);
        for (const std::uint64_t seed : {11U, 12U, 13U}) {
            for (std::size_t team = 0; team < plan.teams.size(); ++team) {
                const auto luck = luck_about(team, plan, known, seed, length);
                INFO(path << ", seed " << seed << ", team " << team);
                const double work = distance_from_zero(luck, 0);
                const double workload = distance_from_zero(luck, 1);
                CHECK(std::abs(work) < 4); // about a hundred of them
                CHECK(std::abs(workload) < 4);
                known_teams += work != 0 ? 1 : 0;
                known_queues += workload != 0 ? 1 : 0;
            }
        }
    }
    CHECK(known_queues > 20);
    CHECK(known_teams > 50);
}

} // namespace

TEST_CASE("A control takes out what it explains", "[scenarios][control]") {
    Control control;
    Ratio exact; // 3 + 2 c over 1
    Ratio noisy;
    for (int i = 0; i < 20; ++i) {
        const double c = (i % 2 == 0 ? 1 : -1) + 0.5 + 0.1 * (i % 5);
        control.deviations.push_back({c, 0});
        exact.add(3 + 2 * c, 1);
        noisy.add(3 + 2 * c + (i % 4 < 2 ? 1 : -1) + 0.2 * (i % 3), 1);
    }
    CHECK(control.that_helps(exact).is_used(20));
    control.correct(exact);
    CHECK(pooled(exact, 20) == Approx(3).epsilon(1e-12));
    CHECK(half_width(exact, 20) < 1e-9);
    // The rest by the definition: what all say at the control's known mean, and what all but one.
    const auto without = [&](std::size_t one) {
        const double count = one < 20 ? 19 : 20;
        double c_mean = 0;
        double mean = 0;
        for (std::size_t j = 0; j < 20; ++j) {
            c_mean += j != one ? control.deviations[j][0] / count : 0;
            mean += j != one ? noisy.numerators[j] / count : 0;
        }
        double products = 0;
        double squares = 0;
        for (std::size_t j = 0; j < 20; ++j) {
            const double away = j != one ? control.deviations[j][0] - c_mean : 0;
            products += away * (noisy.numerators[j] - mean);
            squares += away * away;
        }
        return mean - products / squares * c_mean;
    };
    std::vector<double> expected;
    double mean = 0;
    for (std::size_t i = 0; i < 20; ++i) {
        expected.push_back(20 * without(20) - 19 * without(i));
        mean += expected.back() / 20;
    }
    double squares = 0;
    for (const double one : expected) {
        squares += (one - mean) * (one - mean);
    }
    control.correct(noisy);
    CHECK(noisy.numerators[3] == Approx(expected[3]).epsilon(1e-12));
    CHECK(ratio_figure(noisy, "").value->mean == Approx(mean).epsilon(1e-12));
    CHECK(half_width(noisy, 20) == // t with 18 degrees of freedom
          Approx(2.100922040 * std::sqrt(squares / 19 / 20)).epsilon(1e-9));
}

TEST_CASE("Two controls take out what both explain", "[scenarios][control]") {
    Control control;
    Ratio exact; // 3 + 2 a - b over 1
    for (int i = 0; i < 24; ++i) {
        const double a = (i % 2 == 0 ? 1 : -1) + 0.1 * (i % 5);
        const double b = (i % 3) - 1 - 0.5 * a;
        control.deviations.push_back({a, b});
        exact.add(3 + 2 * a - b, 1);
    }
    Ratio corrected = exact;
    control.correct(corrected);
    for (const double one : corrected.numerators) {
        CHECK(one == Approx(3).epsilon(1e-12));
    }
    CHECK(corrected.widening == // t with 21 and 23 degrees of freedom
          Approx(2.079613845 / 2.068657610).epsilon(1e-9));
    // One that says the same as the other adds nothing.
    Control twice = control;
    Control once = control;
    for (std::size_t i = 0; i < 24; ++i) {
        twice.deviations[i][1] = 7 * twice.deviations[i][0];
        once.deviations[i][1] = 0;
    }
    Ratio by_both = exact;
    Ratio by_one = exact;
    twice.correct(by_both);
    once.correct(by_one);
    CHECK(by_both.numerators == by_one.numerators);
    // The second only where it takes a third off the interval of the first; a mean that is surely
    // off not at all.
    CHECK(control.that_helps(exact).deviations == control.deviations);
    Ratio little = exact;
    for (std::size_t i = 0; i < 24; ++i) {
        little.numerators[i] = 3 + 0.7 * control.deviations[i][0] + 0.4 * control.deviations[i][1] +
                               (i % 8 < 4 ? 1 : -1);
    }
    CHECK(control.that_helps(little).deviations == once.deviations);
    Control off = control;
    for (auto& deviation : off.deviations) {
        deviation[1] += 3;
    }
    CHECK(off.that_helps(exact).deviations == once.deviations);
    for (auto& deviation : off.deviations) {
        deviation[0] += 3;
    }
    CHECK(off.that_helps(exact).deviations.empty());
    // The second alone.
    Control other = control;
    for (auto& deviations : other.deviations) {
        deviations = {0, deviations[0]};
    }
    Ratio by_other = exact;
    other.correct(by_other);
    for (std::size_t i = 0; i < 24; ++i) {
        CHECK(by_other.numerators[i] == Approx(by_one.numerators[i]).epsilon(1e-12));
    }
}

TEST_CASE("The mean square of what a case asks for", "[scenarios][control]") {
    // exactly m: m^2; exponential: 2 m^2.
    CHECK(*square(with_steps("      s: {team: a, effort: exactly 3h}\n")) == Approx(9));
    CHECK(*square(with_steps("      s: {team: a, effort: exponential(2h), people: 2}\n")) ==
          Approx(32));
    // Two in a row: 2 x 2 + 2 x 1 x 3 + 9; the second skipped by half: 2 + half of 6 + 9.
    const std::string first = "      s: {team: a, effort: exponential(1h)}\n";
    CHECK(*square(with_steps(first + "      t: {team: a, effort: exactly 3h, after: s}\n")) ==
          Approx(2 + 6 + 9));
    CHECK(*square(with_steps(first +
                             "      t: {team: a, effort: exactly 3h, after: s, chance: 50%}\n")) ==
          Approx(2 + 0.5 * (6 + 9)));
    // Side by side, and by exits.
    CHECK(*square(with_steps(first + "      t: {team: a, effort: exactly 3h}\n      u: {team: b, "
                                     "effort: 1h, after: [s, t]}\n")) == Approx(2 + 6 + 9));
    CHECK(
        *square(with_steps("      s: {team: b, effort: 1h, exits: {x: 25%, y: rest}}\n      t: "
                           "{team: a, effort: exactly 4h, after: s.x}\n      u: {team: a, effort: "
                           "exactly 2h, after: s.y}\n")) == Approx(0.25 * 16 + 0.75 * 4));
    // Done again with the chance r: a geometric number N of exact hours, E N^2 = (1 + r) / (1 -
    // r)^2.
    CHECK(*square(with_steps("      s: {team: a, effort: exactly 1h}\n      t: {team: b, effort: "
                             "1h, after: s, rework: {to: s, chance: 40%}}\n")) ==
          Approx(1.4 / 0.36));
    // At most twice: N is 0, 1, 2 with 0.6, 0.24, 0.16; the second time half as long: (1 + N /
    // 2)^2.
    CHECK(*square(with_steps("      s: {team: a, effort: exactly 1h}\n      t: {team: b, effort: "
                             "1h, after: s, rework: {to: s, chance: 40%, at_most: 2, effort: "
                             "50%}}\n")) == Approx(0.6 + 0.24 * 1.5 * 1.5 + 0.16 * 4));
    // Exponential work done again at a half: 1 + 2 + N (1/4 + 1) + 2 x 1 x N / 2 + (N^2 - N) / 4.
    CHECK(*square(with_steps("      s: {team: a, effort: exponential(1h)}\n      t: {team: b, "
                             "effort: 1h, after: s, rework: {to: s, chance: 40%, at_most: 1, "
                             "effort: 50%}}\n")) == Approx(2 + 0.4 * (2 * 0.5 + 0.5)));
    // Only one of two branches is done again; how it joins does not matter.
    CHECK(*square(with_steps("      s: {team: a, effort: exactly 1h}\n      c: {team: a, effort: "
                             "exactly 5h}\n      t: {team: b, effort: 1h, after: [s, c], rework: "
                             "{to: s, chance: 40%}}\n")) == Approx(1.4 / 0.36 + 2 * 5 / 0.6 + 25));
    // A rework that most cases never come to.
    CHECK(*square(with_steps("      s: {team: b, effort: 1h, exits: {x: 25%, y: rest}}\n      t: "
                             "{team: a, effort: exactly 1h, after: s.x, rework: {to: t, chance: "
                             "50%, at_most: 1}}\n")) == Approx(0.25 * (0.5 + 0.5 * 4)));
    // What is not known has no square.
    CHECK_FALSE(square(with_steps("      s: {team: a, effort: 1h, wip: 2}\n")));
}

TEST_CASE("Few replications and idle controls change nothing", "[scenarios][control]") {
    Control control;
    Ratio ratio;
    for (int i = 0; i < 19; ++i) {
        control.deviations.push_back({i - 9.0, 0});
        ratio.add(2.0 * i, 1);
    }
    CHECK_FALSE(control.that_helps(ratio).is_used(20));
    Ratio same = ratio;
    control.correct(same);
    CHECK(same.numerators == ratio.numerators);
    control.deviations.push_back({10, 0});
    ratio.add(2 * 19, 1);
    CHECK(control.that_helps(ratio).is_used(20));
    control.deviations.assign(20, {0, 0}); // nothing is known
    CHECK_FALSE(control.that_helps(ratio).is_used(20));
    same = ratio;
    control.correct(same);
    CHECK(same.numerators == ratio.numerators);
    for (const double one : {0.1, 0.3, 0.7, 1.7, 12.9}) { // the others say nothing of a slope
        control.deviations.front()[0] = one;
        same = ratio;
        control.correct(same);
        CHECK(same.numerators.front() == ratio.numerators.front());
    }
    Ratio unrelated;
    for (int i = 0; i < 20; ++i) {
        control.deviations[static_cast<std::size_t>(i)] = {i % 2 == 0 ? 1.0 : -1.0, 0};
        unrelated.add(i % 4 < 2 ? 1 : -1, 1);
    }
    CHECK_FALSE(control.that_helps(unrelated).is_used(20));
}

TEST_CASE("What cases ask for is known where it does not depend on others",
          "[scenarios][control]") {
    CHECK(knows(with_steps("      s: {team: a, effort: 1h..2h}\n")));
    CHECK(knows(with_steps("      s: {team: a, effort: 1h..2h, exits: {x: 50%, y: rest}}\n"
                           "      t: {team: b, effort: 1h, after: s.x, rework: {to: s, chance: "
                           "20%}}\n      u: {team: b, effort: 1h, after: [s.y, t], rework: {to: s, "
                           "chance: 10%}}\n")));
    CHECK(knows(with_steps("      s: {team: a, effort: 1h..2h, people: 2}\n")));
    for (
        const char* steps :
        {"      s: {team: a, effort: 1h..2h, patience: 1h}\n",
         "      s: {team: a, effort: 1h..2h, wip: 3}\n",
         "      s: {team: a, effort: 1h..2h, times: 2}\n",
         "      s: {team: a, effort: 1h..2h, batch: 2}\n",
         "      s: {team: [a, b], effort: 1h..2h}\n",
         "      s: {team: a, effort: 1h..2h, with: {b: 50%}}\n",
         // What is done again depends on what was done before.
         "      s: {team: a, effort: 1h, exits: {x: 80%, y: rest}}\n      t: {team: a, effort: 1h, "
         "after: s.x, rework: {to: s, chance: 30%, at_most: 1}}\n",
         "      s: {team: a, effort: 1h, exits: {x: 50%, y: rest}}\n      p: {team: a, effort: 1h, "
         "after: s.x}\n      q: {team: a, effort: 1h, after: s.y}\n      t: {team: a, effort: "
         "1h, after: [p, q], rework: {to: s, chance: 10%, effort: 50%}}\n",
         "      s: {team: a, effort: 1h}\n      t: {team: a, effort: 1h, after: s, chance: 80%, "
         "rework: {to: s, chance: 30%}}\n",
         // Sent back to where it has not been: what was done on its way goes on beside that.
         "      s: {team: a, effort: 1h, exits: {p: 20%, q: rest}}\n      t: {team: a, effort: 1h, "
         "after: s.q, exits: {p: 30%, q: rest}}\n      u: {team: a, effort: 1h, after: [s.p, "
         "t.q], rework: {to: t, chance: 2%}}\n      v: {team: a, effort: 1h, after: t.p}\n",
         // A redrawn exit starts work beside the stretch.
         "      x: {team: a, effort: 1h, exits: {p: 50%, q: rest}}\n      h: {team: a, effort: "
         "1h, after: x, rework: {to: x, chance: 3%}}\n      y: {team: a, effort: 1h, after: x.p}"
         "\n      z: {team: a, effort: 1h, after: x.q}\n"}) {
        INFO(steps);
        CHECK_FALSE(knows(with_steps(steps)));
    }
    CHECK_FALSE(knows(with_steps("      r: {team: c, effort: 1h}\n      s: {team: a, effort: 1h, "
                                 "after: r}\n",
                                 ", c: {people: 1, wip: 3, full: turn away}")));
    const std::string at_c = "      s: {team: c, effort: 1h..2h}\n";
    CHECK(knows(with_steps(at_c, ", c: {people: {una: {speed: 80%}, vic: {speed: 80%}}}"), 2));
    CHECK_FALSE(knows(with_steps(at_c, ", c: {people: {una: {speed: 80%}, vic: {}}}"), 2));

    const auto rate_of = [](const std::string& demand) {
        const Operation operation =
            operation_from("calendar: Mon-Fri 09:00-17:00\nteams: {a: {people: 1}}\nclients: "
                           "{today: 20}\nworkflows:\n  w:\n    demand: " +
                           demand + "\n    steps: {s: {team: a, effort: 1h}}\n");
        return constant_rate(compile(operation), 0, 30);
    };
    CHECK(*rate_of("2 per hour") == Approx(2));
    CHECK(*rate_of("2 per client per hour") == Approx(60));
    CHECK_FALSE(rate_of("every 2h"));
    CHECK_FALSE(rate_of("{rate: 2 per hour, pattern: {09:00-12:00: 180%}}"));
    CHECK_FALSE(rate_of("{rate: 2 per hour, calendar: always}"));
    CHECK_FALSE(rate_of("5 always open"));
}

TEST_CASE("The known means are those of the simulation", "[scenarios][control]") {
    check_known_means(250 * hour);
}

TEST_CASE("The known means are those of long simulations", "[scenarios][control][.slow]") {
    check_known_means(1000 * hour);
}

TEST_CASE("A volume near its limit needs fewer replications with a control",
          "[scenarios][control]") {
    const Operation operation = operation_from(
        "calendar: always\nteams: {desk: {people: 1}}\nworkflows:\n  work:\n    demand: 0.9 per "
        "hour\n    steps: {serve: {team: desk, effort: exponential(1h)}}\n");
    const Plan plan = compile(operation);
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
        StudySettings settings;
        settings.seed = seed;
        settings.replications = 60;
        const auto figures = [&](const KnownWork& known) {
            const Volume volume = simulate_volume(
                plan, 1, settings, Workers(0), std::atomic<bool>{false}, [](double) {}, known);
            CHECK(volume.control.is_used(60) == !known.empty());
            return figures_of(operation, plan, volume);
        };
        const VolumeFigures without = figures({});
        const VolumeFigures with = figures(KnownWork(operation, plan));
        const auto width = [](const Figure& figure) {
            return *figure.value->high - *figure.value->low;
        };
        // An M/M/1 queue at 0.9: mean 10, and its waits are nearly those of the reference queue.
        CHECK(*with.flow_time.mean.value->low < 10);
        CHECK(*with.flow_time.mean.value->high > 10);
        CHECK(width(with.flow_time.mean) < 0.1 * width(without.flow_time.mean));
        CHECK(width(with.flow_time.p95) < 0.6 * width(without.flow_time.p95));
        // Every figure by the same weights: the ledger still adds up, and the rate is the demand's.
        double parts = 0;
        for (const auto& [name, part] : with.elapsed) {
            parts += part.value ? part.value->mean : 0;
        }
        CHECK(parts == Approx(with.flow_time.mean.value->mean).epsilon(1e-9));
    }
}

TEST_CASE("A low load is not taken for a steady state where a limit holds work up", "[scenarios]") {
    // No room between two servers: 2/3 an hour can pass (Hunt 1956), at which each is busy for two
    // thirds of the time.
    const Plan plan = compile(operation_from(
        "calendar: always\nteams: {a: {people: 1}, b: {people: 1, wip: 1, full: "
        "hold}}\nworkflows:\n"
        "  w:\n    demand: 0.75 per hour\n    steps:\n      s: {team: a, effort: exponential(1h)}\n"
        "      p: {team: b, effort: exponential(1h), after: s}\n"));
    for (const std::uint64_t seed : {1U, 2U, 3U, 4U}) {
        StudySettings settings;
        settings.seed = seed;
        const Volume volume =
            simulate_volume(plan, 1, settings, Workers(0), std::atomic<bool>{false}, [](double) {});
        CHECK(volume.measurement.overloaded);
    }
}

} // namespace control_test

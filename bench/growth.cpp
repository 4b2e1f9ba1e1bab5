// How the cost of a step grows with what is simulated, and how much memory that takes.
//
//   growth [RUNS] [--json FILE]
//
// Each line is a model of its own, made here; steps per second are medians. Memory is the most the
// process has held so far, so lines are ordered from small to large.
#include "bench/figures.hpp"
#include "bench/models.hpp"
#include "bench/timing.hpp"
#include "sim/compile.hpp"
#include "sim/parallel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <sys/resource.h>
#include <thread>
#include <vector>

namespace {

using namespace plimsoll;
using namespace plimsoll::bench;

/// One queue of ten people in which always so many cases are open.
std::string with_open_cases(std::int64_t open) {
    return fmt::format("calendar: always\nteams: {{t: {{people: 10}}}}\nworkflows:\n  w:\n    "
                       "demand: {} always open\n    steps:\n      a: {{team: t, effort: "
                       "exponential(1h)}}\n",
                       open);
}

/// A line of so many steps, done in turn by ten teams of two, each busy for seven tenths of its
/// time however many steps there are.
std::string with_steps(int steps) {
    constexpr int teams = 10;
    std::string text = "calendar: always\nteams:\n";
    for (int i = 0; i < teams; ++i) {
        text += fmt::format("  t{}: {{people: 2}}\n", i);
    }
    text += fmt::format("workflows:\n  w:\n    demand: {} per hour\n    steps:\n", 14.0 / steps);
    for (int i = 0; i < steps; ++i) {
        text += fmt::format("      s{}: {{team: t{}, effort: exponential(1h){}}}\n", i, i % teams,
                            i > 0 ? fmt::format(", after: s{}", i - 1) : "");
    }
    return text;
}

/// One team of so many people, busy for nine tenths of the time.
std::string with_people(int people) {
    return fmt::format("calendar: always\nteams: {{t: {{people: {}}}}}\nworkflows:\n  w:\n    "
                       "demand: {} per hour\n    steps:\n      a: {{team: t, effort: "
                       "exponential(1h)}}\n",
                       people, 0.9 * people);
}

double megabytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

void line(const std::string& what, const std::string& text, Microseconds length, int runs,
          double& first, Figures& figures) {
    const Plan plan = compile(operation_of(text));
    WorkUnit unit;
    unit.clients = 1;
    unit.length = length;
    std::vector<double> speeds;
    for (int run = 0; run < runs; ++run) {
        speeds.push_back(steps_per_second(plan, unit));
    }
    const double speed = median(speeds);
    first = first > 0 ? first : speed;
    std::printf("%-28s %7.3f M steps/s   %5.2f x the cost of the first   %7.1f MB\n", what.c_str(),
                speed / 1e6, first / speed, megabytes());
    std::fflush(stdout);
    figures.add(what, speed / 1e6, "M steps/s");
    figures.add(what + ", memory", megabytes(), "MB");
}

double seconds_with(unsigned threads, const Plan& plan) {
    const Workers workers(static_cast<int>(threads));
    std::vector<WorkUnit> units(32);
    for (std::size_t i = 0; i < units.size(); ++i) {
        units[i].clients = 1;
        units[i].replication = i;
        units[i].length = 10'000 * hour;
    }
    const double from = seconds_now();
    simulate_all(plan, units, workers, std::atomic<bool>{false}, [] {});
    return seconds_now() - from;
}

/// The same units with one thread and with several, in turn: a machine's speed drifts.
void threads(int runs, Figures& figures) {
    const Plan plan = compile(operation_of(with_steps(10)));
    for (unsigned count = 2; count <= std::thread::hardware_concurrency(); count *= 2) {
        std::vector<double> ratios;
        for (int run = 0; run < 3 * runs; ++run) {
            const double alone = seconds_with(1, plan);
            ratios.push_back(alone / seconds_with(count, plan));
        }
        std::printf("%2u threads                   %5.2f x one\n", count, median(ratios));
        figures.add(fmt::format("{} threads", count), median(ratios), "times one");
        std::fflush(stdout);
    }
}

} // namespace

int main(int count, char** arguments) {
    Figures figures(count, arguments);
    const int runs = count > 1 ? std::atoi(arguments[1]) : 3;
    double first = 0;
    for (const int horizon : {10'000, 100'000, 1'000'000}) {
        line(fmt::format("{} hours", horizon), with_steps(10), horizon * hour, runs, first,
             figures);
    }
    first = 0;
    for (const int people : {1, 10, 100, 1000, 10'000}) {
        line(fmt::format("{} people", people), with_people(people), 1'000'000 * hour / people, runs,
             first, figures);
    }
    first = 0;
    for (const int steps : {10, 100, 1000, 10'000}) {
        line(fmt::format("{} steps", steps), with_steps(steps), 400'000 * hour, runs, first,
             figures);
    }
    first = 0;
    for (const std::int64_t open : {100, 1000, 10'000, 100'000, 1'000'000}) {
        line(fmt::format("{} open cases", open), with_open_cases(open), 200'000 * hour, runs, first,
             figures);
    }
    threads(runs, figures);
    return figures.save();
}

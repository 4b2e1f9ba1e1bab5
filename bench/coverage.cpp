// How often the 95% intervals hold the truth: many seeds of systems whose answer is known.
//
//   coverage [SEEDS] [PRECISION...]
//
// One queue with one server at three loads (mean and 95% point exact), and a network with rework
// (mean exact by Jackson 1957, 95% point from one run of 40 million cases with a seed of its own).
// Each is run as a user would run it: until it is precise enough by its own judgement. Of 1,000
// seeds 95% within 93% to 97% is what chance allows.
#include "bench/models.hpp"
#include "bench/timing.hpp"
#include "model/elementary.hpp"
#include "scenarios/figures.hpp"
#include "scenarios/volume.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <mutex>

namespace {

using namespace plimsoll;
using namespace plimsoll::bench;

struct System {
    std::string name;
    std::string text;
    double mean = 0; ///< hours
    double p95 = 0;
};

System one_server(double load) {
    return {fmt::format("one server at {}", load), one_queue(load), 1 / (1 - load),
            -logarithm(0.05) / (1 - load)};
}

/// The 95% point of a network nobody has a formula for: one long run.
double long_run_p95(const std::string& text) {
    WorkUnit unit;
    unit.clients = 1;
    unit.seed = 987654321;
    unit.warm_up = 2000 * hour;
    unit.length = 8'000'000 * hour;
    const Replication record =
        simulate(compile(operation_of(text)), unit, std::atomic<bool>{false});
    return record.workflows.front().flow_times.quantile(0.95) / static_cast<double>(hour);
}

bool holds(const Figure& figure, double truth) {
    return figure.value && figure.value->low && figure.value->high && *figure.value->low <= truth &&
           truth <= *figure.value->high;
}

void study(const System& system, double precision, std::size_t seeds) {
    const Operation operation = operation_of(system.text);
    const Plan plan = compile(operation);
    const KnownWork known(operation, plan);
    std::mutex counting;
    std::size_t mean = 0;
    std::size_t p95 = 0;
    double replications = 0;
    const double from = seconds_now();
    const Workers all(0);
    const Workers alone(1);
    all.run(seeds, [&](std::size_t i) {
        StudySettings settings;
        settings.seed = i + 1;
        settings.precision = precision;
        settings.precision_given = true;
        const Volume volume = simulate_volume(
            plan, 1, settings, alone, std::atomic<bool>{false}, [](double) {}, known);
        const VolumeFigures figures = figures_of(operation, plan, volume);
        const std::lock_guard<std::mutex> one(counting);
        mean += holds(figures.flow_time.mean, system.mean) ? 1 : 0;
        p95 += holds(figures.flow_time.p95, system.p95) ? 1 : 0;
        replications += static_cast<double>(figures.replications);
    });
    const auto n = static_cast<double>(seeds);
    std::printf("%-20s at %4.1f%%   mean %5.1f%%   95%% point %5.1f%%   %6.1f replications each   "
                "%.1f s\n",
                system.name.c_str(), 100 * precision, 100 * static_cast<double>(mean) / n,
                100 * static_cast<double>(p95) / n, replications / n, seconds_now() - from);
    std::fflush(stdout);
}

} // namespace

int main(int count, char** arguments) {
    const std::size_t seeds = count > 1 ? static_cast<std::size_t>(std::atoll(arguments[1])) : 1000;
    std::vector<double> precisions;
    for (int i = 2; i < count; ++i) {
        precisions.push_back(std::atof(arguments[i]));
    }
    if (precisions.empty()) {
        precisions = {0.10, 0.05, 0.03};
    }
    std::vector<System> systems{one_server(0.5), one_server(0.8), one_server(0.9)};
    const std::string network = text_of("bench/models/rework-network.yaml");
    systems.push_back({"rework network", network, 3.603777, long_run_p95(network)});
    std::printf("%zu seeds; the network's 95%% point is %.4f h\n", seeds, systems.back().p95);
    for (const System& system : systems) {
        for (const double precision : precisions) {
            study(system, precision, seeds);
        }
    }
    return 0;
}

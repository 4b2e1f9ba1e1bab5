// What a precise answer costs, and whether there is one.
//
//   steady_state [SEEDS] [--json FILE]
//
// First a sweep of model B over sixteen volumes, its busiest team at 0.50 to 0.95, each to 3% on
// one core: its mean flow time must rise at every step, as the truth does. Then one queue at 1.02
// and at 0.98, as many seeds: the first has no steady state, the second has.
#include "bench/figures.hpp"
#include "bench/models.hpp"
#include "bench/timing.hpp"
#include "scenarios/experiment/volume.hpp"
#include "scenarios/figures/figures.hpp"
#include "sim/compile.hpp"

#include <cstdio>
#include <cstdlib>
#include <mutex>

namespace {

using namespace plimsoll;
using namespace plimsoll::bench;

constexpr double busiest_at_one = 2.4083 / 0.85; ///< cases an hour that fill model B's builders

std::string model_b_at(double load) {
    std::string model = text_of("bench/models/model-b.yaml");
    const std::string usual = "2.4083 per hour";
    model.replace(model.find(usual), usual.size(),
                  std::to_string(load * busiest_at_one) + " per hour");
    return model;
}

void sweep(Figures& figures) {
    constexpr int volumes = 16;
    StudySettings settings;
    settings.precision = 0.03;
    settings.precision_given = true;
    const Workers alone(1);
    double before = 0;
    int falls = 0;
    std::vector<double> seconds;
    for (int i = 0; i < volumes; ++i) {
        const double load = 0.50 + 0.45 * i / (volumes - 1);
        const Operation operation = operation_of(model_b_at(load));
        const Plan plan = compile(operation);
        const KnownWork known(operation, plan);
        const double from = seconds_now();
        const Volume volume = simulate_volume(
            plan, 1, settings, alone, std::atomic<bool>{false}, [](double) {}, known);
        const VolumeFigures result = figures_of(operation, plan, volume);
        seconds.push_back(seconds_now() - from);
        const double mean = result.flow_time.mean.value->mean;
        falls += mean < before ? 1 : 0;
        before = mean;
        std::printf("model B at %.2f   mean %7.3f h +- %.1f%%   %3zu replications   %.2f s\n", load,
                    mean, 100 * (*result.flow_time.mean.value->high / mean - 1),
                    volume.replications.size(), seconds.back());
    }
    double all = 0;
    for (const double one : seconds) {
        all += one;
    }
    figures.add("sixteen volumes at 3%", all, "s");
    std::printf("sixteen volumes at 3%% on one core: %.2f s, %d falls\n", all, falls);
}

void judge(double load, std::size_t seeds) {
    const Operation operation = operation_of(one_queue(load));
    const Plan plan = compile(operation);
    const KnownWork known(operation, plan);
    std::mutex counting;
    std::size_t without = 0;
    const Workers all(0);
    const Workers alone(1);
    all.run(seeds, [&](std::size_t i) {
        StudySettings settings;
        settings.seed = i + 1;
        const Volume volume = simulate_volume(
            plan, 1, settings, alone, std::atomic<bool>{false}, [](double) {}, known);
        const std::lock_guard<std::mutex> one(counting);
        without += volume.measurement.overloaded ? 1 : 0;
    });
    std::printf("one queue at %.2f: no steady state in %zu of %zu seeds\n", load, without, seeds);
}

} // namespace

int main(int count, char** arguments) {
    Figures figures(count, arguments);
    const std::size_t seeds = count > 1 ? static_cast<std::size_t>(std::atoll(arguments[1])) : 100;
    sweep(figures);
    judge(1.02, seeds);
    judge(0.98, seeds);
    return figures.save();
}

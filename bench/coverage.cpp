// How often the 95% intervals hold the truth: many seeds of systems whose answer is known.
//
//   coverage [SEEDS] [PRECISION...]
//
// One queue with one server at three loads (mean and 95% point exact), and a network with rework
// (mean exact by Jackson 1957, 95% point from one run of 40 million cases with a seed of its own).
// Each is run as a user would run it: until it is precise enough by its own judgement. Then the
// agency of the examples close to the volume at which its work piles up, as `run` and as `sweep` do
// by default; the truth is that of 2,000 long replications with a seed of their own. Of 1,000 seeds
// 95% within 93% to 97% is what chance allows.
#include "bench/models.hpp"
#include "bench/timing.hpp"
#include "model/numeric/elementary.hpp"
#include "scenarios/experiment/volume.hpp"
#include "scenarios/figures/figures.hpp"
#include "sim/compile.hpp"
#include "sim/simulate.hpp"

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
    double on_time = -1; ///< share of the cases; negative: nothing is due
    std::int64_t clients = 1;
};

/// As a user would ask for it; precision 0: as it is by default.
struct Asked {
    double precision = 0;
    bool in_sweep = false;
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

/// What long replications say of an operation at a volume, started well before they are counted.
System long_run(const std::string& file, std::int64_t clients) {
    System system{fmt::format("agency at {}", clients), text_of(file), 0, 0, 0, clients};
    const Plan plan = compile(operation_of(system.text));
    constexpr std::size_t replications = 2000;
    std::vector<Replication> records(replications);
    Workers(0).run(replications, [&](std::size_t i) {
        WorkUnit unit;
        unit.clients = clients;
        unit.seed = 987654321;
        unit.replication = i;
        unit.warm_up = 20'000 * hour;
        unit.length = 40'000 * hour;
        records[i] = simulate(plan, unit, std::atomic<bool>{false});
        records[i].counters.clear();
    });
    Sketch flow_times;
    double flow = 0;
    double left = 0;
    double met = 0;
    double due = 0;
    for (const Replication& record : records) {
        for (const WorkflowSums& sums : record.workflows) {
            flow_times.merge(sums.flow_times);
            flow += static_cast<double>(sums.flow_time) / static_cast<double>(hour);
            left += static_cast<double>(sums.left);
            met += static_cast<double>(sums.met);
            due += static_cast<double>(sums.due);
        }
    }
    system.mean = flow / left;
    system.p95 = flow_times.quantile(0.95) / static_cast<double>(hour);
    system.on_time = met / due;
    return system;
}

bool holds(const Figure& figure, double truth) {
    return figure.value && figure.value->low && figure.value->high && *figure.value->low <= truth &&
           truth <= *figure.value->high;
}

void study(const System& system, const Asked& asked, std::size_t seeds) {
    const Operation operation = operation_of(system.text);
    const Plan plan = compile(operation);
    const KnownWork known(operation, plan);
    std::mutex counting;
    std::size_t mean = 0;
    std::size_t p95 = 0;
    std::size_t on_time = 0;
    double replications = 0;
    double hours = 0;
    const double from = seconds_now();
    const Workers all(0);
    const Workers alone(1);
    all.run(seeds, [&](std::size_t i) {
        StudySettings settings;
        settings.seed = i + 1;
        settings.may_give_up = asked.in_sweep;
        if (asked.precision > 0) {
            settings.precision = asked.precision;
            settings.precision_given = true;
        }
        const Volume volume = simulate_volume(
            plan, system.clients, settings, alone, std::atomic<bool>{false}, [](double) {}, known);
        const VolumeFigures figures = figures_of(operation, plan, volume);
        const std::lock_guard<std::mutex> one(counting);
        mean += holds(figures.flow_time.mean, system.mean) ? 1 : 0;
        p95 += holds(figures.flow_time.p95, system.p95) ? 1 : 0;
        on_time += holds(figures.attainment, system.on_time) ? 1 : 0;
        replications += static_cast<double>(figures.replications);
        hours += figures.hours;
    });
    const auto n = static_cast<double>(seeds);
    const auto percent = [&](std::size_t count) { return 100 * static_cast<double>(count) / n; };
    const std::string as = asked.precision > 0 ? fmt::format("at {:.1f}%", 100 * asked.precision)
                           : asked.in_sweep    ? "in sweep"
                                               : "by default";
    const std::string times =
        system.on_time < 0 ? "" : fmt::format("   on time {:5.1f}%", percent(on_time));
    std::printf(
        "%-20s %-10s   mean %5.1f%%   95%% point %5.1f%%%s   %6.1f replications of %.0f h   "
        "%.1f s\n",
        system.name.c_str(), as.c_str(), percent(mean), percent(p95), times.c_str(),
        replications / n, hours / n, seconds_now() - from);
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
            study(system, {precision, false}, seeds);
        }
    }
    for (const std::int64_t clients : {105, 116}) {
        const System agency = long_run("examples/brightside-agency.yaml", clients);
        std::printf("%s: mean %.4f h, 95%% point %.4f h, on time %.5f\n", agency.name.c_str(),
                    agency.mean, agency.p95, agency.on_time);
        study(agency, {0, false}, seeds);
        study(agency, {0, true}, seeds);
    }
    return 0;
}

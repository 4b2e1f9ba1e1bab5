// How fast the engine is beside loops that were written out by hand for one model.
//
//   engine_against_loop [CASES] [RUNS] [--json FILE]
//
// Loop and engine take turns in one process; printed are medians, and the ratio of those. Then how
// many steps a second operations make that say more, beside model B's; and, where SimPy is
// installed, the same models in SimPy.
#include "bench/figures.hpp"
#include "bench/models.hpp"
#include "bench/reference_loop.hpp"
#include "bench/timing.hpp"
#include "sim/compile.hpp"
#include "sim/simulate.hpp"

#include <cstdio>
#include <cstdlib>
#include <functional>

namespace {

using namespace plimsoll;
using namespace plimsoll::bench;

struct Speed {
    double cases_per_second = 0;
    double steps_per_second = 0;
    double flow_time = 0;
};

Speed engine(const Plan& plan, std::int64_t cases) {
    WorkUnit unit;
    unit.cases = cases;
    unit.clients = 1;
    const std::atomic<bool> stop = false;
    const double from = seconds_now();
    const Replication record = simulate(plan, unit, stop);
    const double took = seconds_now() - from;
    double flow_time = 0;
    for (const WorkflowSums& sums : record.workflows) {
        flow_time += static_cast<double>(sums.flow_time) / static_cast<double>(hour);
    }
    return {static_cast<double>(cases) / took, static_cast<double>(record.steps) / took,
            flow_time / static_cast<double>(cases)};
}

Speed loop(const std::function<LoopResult(std::uint64_t, std::uint64_t)>& model,
           std::int64_t cases) {
    const double from = seconds_now();
    const LoopResult result = model(static_cast<std::uint64_t>(cases), 1);
    const double took = seconds_now() - from;
    return {static_cast<double>(cases) / took, static_cast<double>(result.steps) / took,
            result.mean_flow_time};
}

void compare(const char* name, const Plan& plan,
             const std::function<LoopResult(std::uint64_t, std::uint64_t)>& model,
             std::int64_t cases, int runs, Figures& figures) {
    std::vector<double> ours;
    std::vector<double> theirs;
    Speed our;
    Speed their;
    for (int run = 0; run < runs; ++run) {
        their = loop(model, cases);
        our = engine(plan, cases);
        theirs.push_back(their.cases_per_second);
        ours.push_back(our.cases_per_second);
    }
    const double steps = our.steps_per_second / our.cases_per_second;
    std::printf("%-28s loop %7.3f M cases/s   engine %7.3f M cases/s (%6.2f M steps/s)   engine / "
                "loop %.3f   flow time %.3f and %.3f h\n",
                name, median(theirs) / 1e6, median(ours) / 1e6, median(ours) * steps / 1e6,
                median(ours) / median(theirs), their.flow_time, our.flow_time);
    figures.add(std::string(name) + ", engine", median(ours) / 1e6, "M cases/s");
    figures.add(std::string(name) + ", engine / loop", median(ours) / median(theirs), "");
}

void compare_features(const Plan& neutral, int runs, Figures& figures) {
    const std::vector<std::pair<std::string, Plan>> operations{
        {"the agency", compile(operation_of(text_of("examples/brightside-agency.yaml")))},
        {"a support desk", compile(operation_of(text_of("tests/operations/support-desk.yaml")))}};
    WorkUnit of_a_hundred_clients;
    of_a_hundred_clients.clients = 100;
    of_a_hundred_clients.length = 300'000 * hour;
    std::vector<std::vector<double>> speeds(operations.size());
    std::vector<double> plain;
    for (int run = 0; run < runs; ++run) {
        plain.push_back(engine(neutral, 200'000).steps_per_second);
        for (std::size_t i = 0; i < operations.size(); ++i) {
            speeds[i].push_back(steps_per_second(operations[i].second, of_a_hundred_clients));
        }
    }
    for (std::size_t i = 0; i < operations.size(); ++i) {
        std::printf("%-28s %6.2f M steps/s   %.3f of model B's %.2f M\n",
                    operations[i].first.c_str(), median(speeds[i]) / 1e6,
                    median(speeds[i]) / median(plain), median(plain) / 1e6);
        figures.add(operations[i].first + " / model B", median(speeds[i]) / median(plain),
                    "of steps/s");
    }
}

/// Runs a model's twin in SimPy; what it prints: cases a second, and the mean flow time.
void compare_with_simpy(const char* name, const std::string& twin, const Plan& plan, int runs,
                        Figures& figures) {
    std::vector<double> theirs;
    std::vector<double> ours;
    double their_flow_time = 0;
    for (int run = 0; run < runs; ++run) {
        const std::string command = "/usr/bin/env python3 -B " PLIMSOLL_SOURCE "/bench/simpy/" +
                                    twin + " 20000 2>/dev/null";
        FILE* output = popen(command.c_str(), "r");
        double speed = 0;
        const bool told =
            output != nullptr && std::fscanf(output, "%lf %lf", &speed, &their_flow_time) == 2;
        if (output != nullptr) {
            pclose(output);
        }
        if (!told) {
            std::printf("%-28s SimPy is not installed\n", name);
            return;
        }
        theirs.push_back(speed);
        ours.push_back(engine(plan, 1'000'000).cases_per_second);
    }
    std::printf("%-28s %7.4f M cases/s   engine %7.3f M cases/s   %.0f times   flow time %.2f h\n",
                name, median(theirs) / 1e6, median(ours) / 1e6, median(ours) / median(theirs),
                their_flow_time);
    figures.add(std::string(name) + ", engine / SimPy", median(ours) / median(theirs), "");
}

} // namespace

int main(int count, char** arguments) {
    Figures figures(count, arguments);
    const std::int64_t cases = count > 1 ? std::atoll(arguments[1]) : 1'000'000;
    const int runs = count > 2 ? std::atoi(arguments[2]) : 5;
    const Plan a = compile(operation_of(text_of("bench/models/model-a.yaml")));
    compare("A, sequential loop", a, model_a_loop, cases, runs, figures);
    const Plan b = compile(operation_of(text_of("bench/models/model-b.yaml")));
    compare("B, sequential loop", b, model_b_loop, cases, runs, figures);
    compare("B, loop with keyed draws", b, model_b_keyed_loop, cases, runs, figures);
    compare_features(b, runs, figures);
    compare_with_simpy("A, SimPy", "model_a.py", a, runs, figures);
    compare_with_simpy("B, SimPy", "model_b.py", b, runs, figures);
    return figures.save();
}

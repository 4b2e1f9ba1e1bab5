// How long the default sweep of each shipped example takes, with every mechanism off.
//
//   default_sweeps [RUNS] [--json FILE]
#include "bench/figures.hpp"
#include "bench/models.hpp"
#include "bench/timing.hpp"
#include "scenarios/study.hpp"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

int main(int count, char** arguments) {
    using namespace plimsoll;
    using namespace plimsoll::bench;
    Figures figures(count, arguments);
    const int runs = count > 1 ? std::atoi(arguments[1]) : 3;
    std::vector<std::filesystem::path> models;
    for (const auto& entry :
         std::filesystem::directory_iterator(std::string(PLIMSOLL_SOURCE) + "/examples")) {
        if (entry.path().extension() == ".yaml") {
            models.push_back(entry.path());
        }
    }
    std::sort(models.begin(), models.end());
    for (const auto& model : models) {
        std::ostringstream text;
        text << std::ifstream(model).rdbuf();
        const Operation operation = operation_of(text.str());
        std::vector<double> seconds;
        std::size_t volumes = 0;
        for (int run = 0; run < runs; ++run) {
            const std::atomic<bool> interrupted = false;
            const double from = seconds_now();
            volumes = sweep_study(
                          operation, {}, {}, [](const StudyProgress&) {}, interrupted)
                          .volumes.size();
            seconds.push_back(seconds_now() - from);
        }
        std::printf("%-28s %5.2f s (median of %d), %zu volumes\n", model.stem().c_str(),
                    median(seconds), runs, volumes);
        figures.add("sweep of " + model.stem().string(), median(seconds), "s");
    }
    return figures.save();
}

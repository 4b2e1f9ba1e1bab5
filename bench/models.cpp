#include "bench/models.hpp"

#include "bench/timing.hpp"
#include "model/read/read_operation.hpp"
#include "sim/simulate.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace plimsoll::bench {

Operation operation_of(const std::string& text) {
    const ReadResult read = read_operation({"model.yaml", text}, {}, {"assumptions=neutral"});
    if (!read.operation) {
        std::fprintf(stderr, "%s\n", print(read.diagnostics).c_str());
        std::exit(1);
    }
    Operation operation = *read.operation;
    operation.mechanisms.clear(); // those that it declares
    return operation;
}

std::string text_of(const std::string& path) {
    std::ostringstream text;
    text << std::ifstream(std::string(PLIMSOLL_SOURCE) + "/" + path).rdbuf();
    return text.str();
}

std::string one_queue(double load) {
    return fmt::format("calendar: always\nteams: {{server: {{people: 1}}}}\nworkflows:\n  work:\n"
                       "    demand: {} per hour\n    steps: {{serve: {{team: server, effort: "
                       "exponential(1h)}}}}\n",
                       load);
}

double steps_per_second(const Plan& plan, const WorkUnit& unit) {
    const double from = seconds_now();
    const Replication record = simulate(plan, unit, std::atomic<bool>{false});
    return static_cast<double>(record.steps) / (seconds_now() - from);
}

} // namespace plimsoll::bench

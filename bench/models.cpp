#include "bench/models.hpp"

#include "model/read_operation.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace plimsoll::bench {

Operation operation_of(const std::string& text) {
    const ReadResult read = read_operation({"model.yaml", text});
    if (!read.operation) {
        std::fprintf(stderr, "%s\n", print(read.diagnostics).c_str());
        std::exit(1);
    }
    return *read.operation;
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

} // namespace plimsoll::bench

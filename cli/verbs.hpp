// The verbs of the program, one file each.
#pragma once

#include <functional>

namespace CLI {
class App;
}

namespace plimsoll {

/// A verb that CLI11 has been told of, and what it does once its options are read; gives the exit
/// status.
struct Verb {
    CLI::App* app = nullptr;
    std::function<int()> perform;
};

Verb add_check(CLI::App& program);
Verb add_run(CLI::App& program);
Verb add_sweep(CLI::App& program);
Verb add_new(CLI::App& program);

/// The exit statuses of the program.
enum ExitStatus { done = 0, not_answered = 1, wrong_use = 2, stopped = 3 };

} // namespace plimsoll

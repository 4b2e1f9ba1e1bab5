// The `plimsoll` program: its verbs, options and exit statuses.
#pragma once

namespace plimsoll {

/// Runs the program. Exit status: 0 done, 1 the question could not be answered, 2 wrong use or a
/// faulty file, 3 interrupted.
int run_program(int argc, char** argv);

} // namespace plimsoll

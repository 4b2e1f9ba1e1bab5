// Ctrl-C, asked politely: the first one lets the study stop and show what it has, the second ends
// the program at once.
#pragma once

#include <atomic>

namespace plimsoll {

/// Watches SIGINT and SIGTERM from now on. The flag becomes true at the first of them.
const std::atomic<bool>& watch_interrupts();

} // namespace plimsoll

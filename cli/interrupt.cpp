#include "cli/interrupt.hpp"

#include <csignal>

namespace plimsoll {

namespace {

// A signal handler can reach nothing but a lock-free atomic of static storage.
std::atomic<bool> interrupted{false};
static_assert(std::atomic<bool>::is_always_lock_free);

void note_interrupt(int signal) {
    interrupted.store(true);
    std::signal(signal, SIG_DFL);
}

} // namespace

const std::atomic<bool>& watch_interrupts() {
    std::signal(SIGINT, note_interrupt);
    std::signal(SIGTERM, note_interrupt);
    return interrupted;
}

} // namespace plimsoll

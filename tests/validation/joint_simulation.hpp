// A second simulation of work that needs several at once (MODEL.md ruling 6), written from the
// ruling alone and in another way than the engine: no queues, no events of its own kind, every
// waiting piece of work looked at whenever anything changes. It shares no code with the program and
// may use the standard library's random numbers, since nothing that it says reaches a result.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <random>
#include <vector>

namespace plimsoll::independent {

/// One of a kind: a person, a room, a machine.
struct Resource {
    bool by_rank = false; ///< the smaller rank first; otherwise first come, first served
};

struct Part {
    std::size_t resource = 0;
    double share = 1; ///< of the work's time
};

struct Work {
    double every = 0; ///< mean time between arrivals, exponential; 0: it follows other work
    std::vector<Part> parts;
    std::function<double(std::mt19937_64&)> effort;
    double mean_effort = 0;
    double declared = 0; ///< it may be overtaken until it has waited so long
    int rank = 5;
    int next = -1; ///< the work that follows it
};

/// Mean waits by work, of what became ready after the first tenth of the time.
std::vector<double> mean_waits(const std::vector<Resource>& resources,
                               const std::vector<Work>& works, double length, std::uint64_t seed);

} // namespace plimsoll::independent

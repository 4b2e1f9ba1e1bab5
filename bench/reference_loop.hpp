// The limit that the engine is held against: two models written out by hand as tight loops.
//
// A loop knows its one model, keeps two figures (mean flow time, utilisation), allocates nothing
// once it runs and is compiled for the machine at hand. Whatever a general engine does more than
// this, it must be worth it.
#pragma once

#include <array>
#include <cstdint>

namespace plimsoll::bench {

struct LoopResult {
    std::uint64_t cases = 0;
    std::uint64_t steps = 0;
    double mean_flow_time = 0; ///< hours
    std::array<double, 4> utilisation{};
};

/// One queue and one server, 0.9 arrivals and one service an hour; a sequential generator.
LoopResult model_a_loop(std::uint64_t cases, std::uint64_t seed);

/// models/model-b.yaml with a sequential generator.
LoopResult model_b_loop(std::uint64_t cases, std::uint64_t seed);

/// models/model-b.yaml with every draw keyed by (case, step, visit), as the engine's are.
LoopResult model_b_keyed_loop(std::uint64_t cases, std::uint64_t seed);

} // namespace plimsoll::bench

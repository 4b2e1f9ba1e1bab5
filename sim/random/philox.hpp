// Random numbers without state: Philox4x32-10, a function from (key, counter) to four words.
//
// Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC'11.
//
// A draw is named by what it is for, never by when it is made (SCIENCE.md 6.5):
//
//     key      seed and replication
//     counter  word 0  entity     client, or block of clients
//              word 1  ordinal    the case's number within its workflow and client
//              word 2  step 16 | visit 16
//              word 3  kind 8 | draw 24
//
// so that the same case has the same luck at every volume and in every scenario.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace plimsoll {

using RandomWords = std::array<std::uint32_t, 4>;

struct RandomKey {
    std::uint32_t low = 0;
    std::uint32_t high = 0;
};

/// What a draw decides. Values are part of every result: never renumber, only append.
enum class DrawKind : std::uint8_t {
    client_arrivals = 0,
    case_attributes = 1,
    step_service = 2,
    defect = 3,
    detection = 4,
    escalation = 5,
    handoff = 6,
    retry = 7,
    person_absence = 8,
    tool_outage = 9,
    day_busyness = 10,
    crash = 11,
    switching = 12,
};

/// What the draws of DrawKind::step_service are for: 0 effort and choices, 1 delay, 2 patience.
inline constexpr std::uint32_t batch_effort_draw = 16;
inline constexpr std::uint32_t batch_wait_draw = 17;
inline constexpr std::uint32_t times_draw = 18;
inline constexpr std::uint32_t appointment_draw = 4096; ///< and on, one an appointment

/// Ten rounds of Philox4x32.
inline RandomWords philox(RandomWords counter, RandomKey key) {
    for (int round = 0; round < 10; ++round) {
        const std::uint64_t first = std::uint64_t{0xD2511F53U} * counter[0];
        const std::uint64_t second = std::uint64_t{0xCD9E8D57U} * counter[2];
        counter = {static_cast<std::uint32_t>(second >> 32U) ^ counter[1] ^ key.low,
                   static_cast<std::uint32_t>(second),
                   static_cast<std::uint32_t>(first >> 32U) ^ counter[3] ^ key.high,
                   static_cast<std::uint32_t>(first)};
        key.low += 0x9E3779B9U;
        key.high += 0xBB67AE85U;
    }
    return counter;
}

/// Several draws that do not wait for each other: by word, then draw.
inline constexpr std::uint32_t random_block_size = 16;
struct RandomBlock {
    std::uint32_t words[4][random_block_size];

    /// A counter and those with the ordinals after its own.
    explicit RandomBlock(RandomWords counter) {
        for (std::uint32_t i = 0; i < random_block_size; ++i) {
            words[0][i] = counter[0];
            words[1][i] = counter[1] + i;
            words[2][i] = counter[2];
            words[3][i] = counter[3];
        }
    }
};

/// Ten rounds of Philox4x32 for each counter of the block, in place. Compilers turn its loop into
/// vector instructions.
void philox_block(RandomBlock& block, RandomKey key);

/// The finaliser of splitmix64 (Steele, Lea and Flood 2014): every input bit reaches every output
/// bit.
constexpr std::uint64_t mix(std::uint64_t x) {
    x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9U;
    x = (x ^ (x >> 27U)) * 0x94D049BB133111EBU;
    return x ^ (x >> 31U);
}

/// The key of one replication of a run with this seed.
constexpr RandomKey replication_key(std::uint64_t seed, std::uint64_t replication) {
    const std::uint64_t key = mix(mix(seed) ^ replication);
    return {static_cast<std::uint32_t>(key), static_cast<std::uint32_t>(key >> 32U)};
}

/// Where a draw stands. step and visit below 65,536, draw below 2^24.
constexpr RandomWords counter_of(std::uint32_t entity, std::uint32_t ordinal, std::uint32_t step,
                                 std::uint32_t visit, DrawKind kind, std::uint32_t draw) {
    return {entity, ordinal, (step << 16U) | (visit & 0xFFFFU),
            (static_cast<std::uint32_t>(kind) << 24U) | (draw & 0xFFFFFFU)};
}

/// A uniform number in (0, 1), exact, never 0 and never 1: 52 bits of two words, at mid-interval.
constexpr double uniform(std::uint32_t a, std::uint32_t b) {
    return (static_cast<double>(a >> 6U) * 67108864.0 + static_cast<double>(b >> 6U) + 0.5) *
           (1.0 / 4503599627370496.0);
}

} // namespace plimsoll

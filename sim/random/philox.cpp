#include "sim/random/philox.hpp"

namespace plimsoll {

void philox_block(RandomBlock& block, RandomKey key) {
    for (int round = 0; round < 10; ++round) {
        for (std::size_t i = 0; i < random_block_size; ++i) {
            const std::uint64_t first = std::uint64_t{0xD2511F53U} * block.words[0][i];
            const std::uint64_t second = std::uint64_t{0xCD9E8D57U} * block.words[2][i];
            const std::uint32_t even =
                static_cast<std::uint32_t>(second >> 32U) ^ block.words[1][i] ^ key.low;
            const std::uint32_t odd =
                static_cast<std::uint32_t>(first >> 32U) ^ block.words[3][i] ^ key.high;
            block.words[1][i] = static_cast<std::uint32_t>(second);
            block.words[3][i] = static_cast<std::uint32_t>(first);
            block.words[0][i] = even;
            block.words[2][i] = odd;
        }
        key.low += 0x9E3779B9U;
        key.high += 0xBB67AE85U;
    }
}

} // namespace plimsoll

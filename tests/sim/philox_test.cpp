// T17: Philox4x32-10 against its published vectors and, where installed, its authors' own code.
#include "catch.hpp"

#include "sim/random/philox.hpp"

#if __has_include(<Random123/philox.h>)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpedantic"
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wunused-parameter"
#include <Random123/philox.h>
#pragma GCC diagnostic pop
#define HAS_RANDOM123
#endif

namespace philox_test {

using namespace plimsoll;

TEST_CASE("T17: philox gives the published vectors", "[philox]") {
    constexpr std::uint32_t ones = 0xFFFFFFFFU;
    CHECK(philox({0, 0, 0, 0}, {0, 0}) ==
          RandomWords{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
    CHECK(philox({ones, ones, ones, ones}, {ones, ones}) ==
          RandomWords{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
    CHECK(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}) ==
          RandomWords{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

#ifdef HAS_RANDOM123
TEST_CASE("T17: philox equals its authors' code", "[philox]") {
    int different = 0;
    for (std::uint32_t i = 0; i < 20000; ++i) {
        const RandomWords counter = philox({i, 1, 2, 3}, {4, 5});
        const philox4x32_ctr_t their_counter{{counter[0], counter[1], counter[2], counter[3]}};
        const philox4x32_key_t their_key{{i * 2654435761U, ~i}};
        const philox4x32_ctr_t theirs = philox4x32(their_counter, their_key);
        const RandomWords ours = philox(counter, {i * 2654435761U, ~i});
        for (std::size_t word = 0; word < 4; ++word) {
            different += ours[word] == theirs.v[word] ? 0 : 1;
        }
    }
    CHECK(different == 0);
}
#endif

TEST_CASE("a block of draws equals its draws one by one", "[philox]") {
    constexpr std::uint32_t ones = 0xFFFFFFFFU;
    for (const RandomKey key : {RandomKey{0, 0}, RandomKey{0xa4093822, 0x299f31d0}}) {
        for (const std::uint32_t ordinal : {0U, 5U, ones - 20}) {
            const RandomWords first{3, ordinal, 0x12345678, ones};
            RandomBlock block(first);
            philox_block(block, key);
            for (std::uint32_t i = 0; i < random_block_size; ++i) {
                const RandomWords alone = philox({first[0], ordinal + i, first[2], first[3]}, key);
                for (std::size_t word = 0; word < 4; ++word) {
                    CHECK(block.words[word][i] == alone[word]);
                }
            }
        }
    }
}

TEST_CASE("uniform stays inside 0 and 1", "[philox]") {
    constexpr std::uint32_t ones = 0xFFFFFFFFU;
    CHECK(uniform(0, 0) == 0x1p-53);
    CHECK(uniform(ones, ones) == 1.0 - 0x1p-53);
    CHECK(uniform(0x80000000U, 0) == 0.5 + 0x1p-53);
    // The six lowest bits of a word play no part.
    CHECK(uniform(63, 63) == uniform(0, 0));
    CHECK(uniform(0, 64) - uniform(0, 0) == 0x1p-52);
    CHECK(uniform(64, 0) - uniform(0, ones) == 0x1p-52);
}

TEST_CASE("a counter keeps its fields apart", "[philox]") {
    const RandomWords counter = counter_of(7, 9, 0x1234, 0x5678, DrawKind::retry, 0xABCDEF);
    CHECK(counter == RandomWords{7, 9, 0x12345678, 0x07ABCDEF});
}

} // namespace philox_test

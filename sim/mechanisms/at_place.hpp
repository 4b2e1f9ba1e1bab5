// What a mechanism keeps of items, or cases, by their number in the engine's pools.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace plimsoll {

/// The place of this number, which comes to be when it is first asked for.
template <class T>
T& at_place(std::vector<T>& all, std::uint32_t number) {
    if (number >= all.size()) {
        all.resize(number + std::size_t{1});
    }
    return all[number];
}

} // namespace plimsoll

// Groups of people who may have done a step together.
#pragma once

#include <cstdint>
#include <vector>

namespace plimsoll {

/// Every group of one to `most` of these.
std::vector<std::vector<int>> groups_of(const std::vector<int>& bodies, std::int64_t most);

} // namespace plimsoll

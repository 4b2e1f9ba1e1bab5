#include "sim/plan/people_groups.hpp"

namespace plimsoll {

std::vector<std::vector<int>> groups_of(const std::vector<int>& bodies, std::int64_t most) {
    std::vector<std::vector<int>> groups{{}};
    for (const int body : bodies) {
        const std::size_t before = groups.size();
        for (std::size_t i = 0; i < before; ++i) {
            if (static_cast<std::int64_t>(groups[i].size()) < most) {
                std::vector<int> larger = groups[i];
                larger.push_back(body);
                groups.push_back(std::move(larger));
            }
        }
    }
    groups.erase(groups.begin());
    return groups;
}

} // namespace plimsoll

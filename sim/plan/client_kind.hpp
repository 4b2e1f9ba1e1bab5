// Of which kind a client or a case is: drawn once, the same at every volume.
#pragma once

#include "sim/plan/plan.hpp"
#include "sim/random/philox.hpp"

namespace plimsoll {

/// The place of `uniform` among cumulative thresholds; 0 where there are none.
inline int kind_at(const std::vector<double>& thresholds, double uniform) {
    int kind = 0;
    while (static_cast<std::size_t>(kind) + 1 < thresholds.size() &&
           uniform >= thresholds[static_cast<std::size_t>(kind)]) {
        ++kind;
    }
    return kind;
}

/// The kind of a client (Plan::client_kind_thresholds).
inline int client_kind(const Plan& plan, std::uint32_t client, RandomKey key) {
    if (plan.client_kind_thresholds.empty()) {
        return 0;
    }
    const RandomWords words =
        philox(counter_of(client, 0, 0xFFFFU, 0, DrawKind::case_attributes, 1), key);
    return kind_at(plan.client_kind_thresholds, uniform(words[0], words[1]));
}

} // namespace plimsoll

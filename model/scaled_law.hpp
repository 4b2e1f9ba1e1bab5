// A law in another unit.
#pragma once

#include "model/distribution.hpp"

namespace plimsoll {

/// The law of so many times what `law` gives.
inline Distribution scaled_law(Distribution law, double scale) {
    law.a *= scale;
    law.shift *= scale;
    law.minimum *= scale;
    law.maximum *= scale;
    for (double& value : law.values) {
        value *= scale;
    }
    const bool b_is_a_time = law.law == Law::normal || law.law == Law::uniform ||
                             law.law == Law::triangular || law.law == Law::pert;
    law.b *= b_is_a_time ? scale : 1;
    law.c *= scale;
    return law;
}

} // namespace plimsoll

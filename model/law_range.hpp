// Whether the bounds of a truncated law leave anything of it.
#pragma once

#include "model/distribution.hpp"

namespace plimsoll {

/// P(minimum <= X <= maximum) of the law before truncation and shift, to about 1e-12; for laws with
/// a least and a most value only whether they meet the bounds (1 or 0).
double share_within_bounds(const Distribution& law);

} // namespace plimsoll

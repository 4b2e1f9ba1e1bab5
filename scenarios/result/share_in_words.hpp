// Shares that are kept or missed, as a sentence says them.
#pragma once

#include <string>

namespace plimsoll {

/// "91%"; rounding makes neither all nor none of them, nor a share that is missed one that is kept.
std::string share_in_words(double share, double promised);

} // namespace plimsoll

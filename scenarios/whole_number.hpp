// Numbers in sentences.
#pragma once

#include <string>

namespace plimsoll {

/// "12,345": rounded as the tables round it.
std::string whole(double value);

} // namespace plimsoll

// Numbers in sentences.
#pragma once

#include <cstdint>
#include <string>

namespace plimsoll {

/// "12,345": rounded as the tables round it.
std::string whole(double value);

/// "1 client", "12,345 clients".
std::string clients_in_words(std::int64_t clients);

} // namespace plimsoll

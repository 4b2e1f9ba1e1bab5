// Numbers in sentences.
#pragma once

#include <cstdint>
#include <string>

namespace plimsoll {

/// "12,345": rounded as the tables round it.
std::string whole(double value);

/// A promise with this limit is kept up to so many clients, and broken from so many on: volumes are
/// whole, and the one that is named must keep it.
double kept_to(double limit);
double broken_from(double limit);

/// Work piles up from so many clients on: the first at which no hour is left.
double full_from(double limit);

/// "1 client", "12,345 clients".
std::string clients_in_words(std::int64_t clients);

} // namespace plimsoll

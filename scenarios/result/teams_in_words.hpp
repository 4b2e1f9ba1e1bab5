// Teams in sentences.
#pragma once

#include <string>
#include <vector>

namespace plimsoll {

/// "Finance, Delivery and Founder".
std::string names_in_words(const std::vector<std::string>& names);

/// "Delivery is", "Bakers are", "Finance and Founder are". At least one name.
std::string teams_are(const std::vector<std::string>& names);

} // namespace plimsoll

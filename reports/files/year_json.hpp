// What a single year may bring, in the result file.
#pragma once

#include "reports/files/json_figures.hpp"

namespace plimsoll {

/// `year`, or null with its reason among `reasons`.
void write_year(JsonWriter& json, const std::optional<YearFigures>& year, const std::string& why,
                Reasons& reasons);

} // namespace plimsoll

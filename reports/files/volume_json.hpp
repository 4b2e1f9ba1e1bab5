// One volume of the result file.
#pragma once

#include "model/text/json_writer.hpp"
#include "scenarios/result/result.hpp"

namespace plimsoll {

/// The object of a volume, as docs/result.md describes it.
void write_volume(JsonWriter& json, const VolumeFigures& volume);

} // namespace plimsoll

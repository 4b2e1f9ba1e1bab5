// What was found by trial, in the result file.
#pragma once

#include "model/text/json_writer.hpp"
#include "scenarios/result/result.hpp"

namespace plimsoll {

/// `bottleneck` of a volume.
void write_bottleneck(JsonWriter& json, const VolumeFigures& volume);

/// `moves` and `shifts` of a sweep, where they were looked for.
void write_moves_and_shifts(JsonWriter& json, const Result& result);

} // namespace plimsoll

// The limits of the result file.
#pragma once

#include "model/text/json_writer.hpp"
#include "scenarios/result/result.hpp"

namespace plimsoll {

/// The key `limits` and its object, as docs/result.md describes it.
void write_limits(JsonWriter& json, const Limits& limits);

/// The key `friction` and its object.
void write_friction(JsonWriter& json, const Friction& friction, const Limits& practice);

} // namespace plimsoll

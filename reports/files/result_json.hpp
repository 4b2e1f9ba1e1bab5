// The result file: a Result as JSON, in the shape that docs/result.md describes.
#pragma once

#include "scenarios/result/result.hpp"

#include <string>
#include <string_view>

namespace plimsoll {

/// The number of the result file's format, its key `result`.
inline constexpr int result_format = 1;

/// The result file of `run` and `sweep`. The same result gives the same bytes: nothing in it
/// depends on the machine, the time of day, the path of the model or the number of threads.
std::string result_to_json(const Result& result, std::string_view version);

/// The result file of `check`: the checked model and every assumption in force.
std::string check_to_json(const Operation& operation, std::string_view version);

} // namespace plimsoll

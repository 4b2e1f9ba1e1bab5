// How a step is carried out, in plain words.
#pragma once

#include "model/operation.hpp"

#include <string>

namespace plimsoll {

/// Whole lines, indented below the step's; empty where nothing is written.
std::string execution_in_words(const Step& step, const Operation& operation);

} // namespace plimsoll

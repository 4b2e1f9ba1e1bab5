// How a step is carried out, in plain words.
#pragma once

#include "model/operation.hpp"

#include <string>

namespace plimsoll {

/// Whether a visit takes nothing but its batch's effort.
bool is_work_of_batches_alone(const Step& step);

/// Whole lines, indented below the step's; empty where nothing is written.
std::string execution_in_words(const Step& step, const Operation& operation);

} // namespace plimsoll

// Operations out of thin air, as text, that use every word of the language.
#pragma once

#include <cstdint>
#include <string>

namespace plimsoll {

/// A small model file: two to four teams, one to three workflows of one to six steps, and a handful
/// of words that few models combine. Nearly all are valid; a few combine words that the reader
/// refuses.
std::string random_operation_text(std::uint64_t seed);

/// The same without the words beyond usual work (sim/plan/features.hpp).
std::string random_usual_operation_text(std::uint64_t seed);

/// The same with work of several people at once.
std::string random_joint_operation_text(std::uint64_t seed);

} // namespace plimsoll

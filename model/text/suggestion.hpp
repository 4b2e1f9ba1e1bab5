// "Did you mean ...?"
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace plimsoll {

/// The known word that `word` is most likely a slip of, or empty: least number of letters inserted,
/// dropped, changed or swapped with their neighbour, at most a third of the word; capitals do not
/// count.
std::string closest_word(std::string_view word, const std::vector<std::string>& known);

/// "did you mean `delivery`?", or empty.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& known);

/// The closest name, or, when none is close and there are few, "the teams are `a` and `b`".
std::string did_you_mean_one_of(std::string_view word, const std::vector<std::string>& known,
                                std::string_view plural);

/// "`a`, `b` and `c`".
std::string listed(const std::vector<std::string>& words);

} // namespace plimsoll

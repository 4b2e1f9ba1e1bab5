#include "scenarios/result/teams_in_words.hpp"

namespace plimsoll {

std::string names_in_words(const std::vector<std::string>& names) {
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i) {
        text += (i == 0 ? "" : i + 1 < names.size() ? ", " : " and ") + names[i];
    }
    return text;
}

std::string teams_are(const std::vector<std::string>& names) {
    const std::string& last = names.back();
    const bool several =
        names.size() > 1 || (last.size() > 1 && last.back() == 's' && last[last.size() - 2] != 's');
    return names_in_words(names) + (several ? " are" : " is");
}

} // namespace plimsoll

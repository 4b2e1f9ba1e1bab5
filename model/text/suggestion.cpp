#include "model/text/suggestion.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace plimsoll {

namespace {

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Optimal string alignment distance.
std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before_last(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) {
        last[j] = j;
    }
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t changed = lower(a[i - 1]) == lower(b[j - 1]) ? 0 : 1;
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + changed});
            if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
                lower(a[i - 2]) == lower(b[j - 1])) {
                row[j] = std::min(row[j], before_last[j - 2] + 1);
            }
        }
        before_last.swap(last);
        last.swap(row);
    }
    return last[b.size()];
}

} // namespace

std::string closest_word(std::string_view word, const std::vector<std::string>& known) {
    constexpr std::size_t longest_compared = 60;
    constexpr std::size_t most_compared = 2000;
    if (word.size() > longest_compared || known.size() > most_compared) {
        return {};
    }
    std::string best;
    std::size_t least = std::max<std::size_t>(1, word.size() / 3) + 1;
    for (const std::string& candidate : known) {
        const std::size_t lengths_differ =
            std::max(word.size(), candidate.size()) - std::min(word.size(), candidate.size());
        if (candidate.size() > longest_compared || lengths_differ >= least) {
            continue;
        }
        const std::size_t distance = edit_distance(word, candidate);
        if (distance < least && distance < std::max(word.size(), candidate.size())) {
            least = distance;
            best = candidate;
        }
    }
    return best;
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& known) {
    const std::string closest = closest_word(word, known);
    return closest.empty() ? std::string{} : "did you mean `" + closest + "`?";
}

std::string did_you_mean_one_of(std::string_view word, const std::vector<std::string>& known,
                                std::string_view plural) {
    constexpr std::size_t few = 8;
    std::string meant = did_you_mean(word, known);
    if (!meant.empty() || known.empty() || known.size() > few) {
        return meant;
    }
    return known.size() == 1 ? fmt::format("there is only `{}`", known.front())
                             : fmt::format("the {} are {}", plural, listed(known));
}

std::string listed(const std::vector<std::string>& words) {
    std::string out;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0) {
            out += i + 1 == words.size() ? " and " : ", ";
        }
        out += "`" + words[i] + "`";
    }
    return out;
}

} // namespace plimsoll

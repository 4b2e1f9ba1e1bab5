#include "model/text/shares.hpp"

#include "model/numeric/number_text.hpp"
#include "model/text/value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace plimsoll {

std::vector<double> read_shares(const std::vector<Entry>& entries, const std::string& what,
                                Faults& faults) {
    const std::size_t before = faults.errors();
    double percent = 0;
    std::vector<double> shares;
    std::size_t rest = entries.size();
    const Entry* last = nullptr;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const Entry& entry = entries[i];
        const Entry* share = entry.value.is_map() ? find_entry(entry.value, "share") : &entry;
        shares.push_back(0);
        if (share == nullptr) {
            faults.error(entry.value.place, fmt::format("`{}` has no `share`", entry.key));
            continue;
        }
        last = share;
        if (share->value.is_text() && share->value.text == "rest") {
            if (rest < entries.size()) {
                faults.error(share->value.place,
                             fmt::format("`{}` takes the `rest` already", entries[rest].key),
                             "one at most takes the rest");
            }
            rest = i;
        } else if (const std::optional<double> value = read_share(*share, faults)) {
            shares.back() = *value;
            percent += *value * 100;
        }
    }
    if (faults.errors() > before || last == nullptr) {
        return {};
    }
    constexpr double tolerance = 1e-7;
    const auto shown = [](double value) {
        return number_to_text(std::floor(value * 1e4 + 0.5) / 1e4) + "%";
    };
    const bool too_much = percent > 100 + tolerance;
    const bool too_little = rest == entries.size() && percent < 100 - tolerance;
    if (too_much || too_little) {
        faults.error(last->value.place,
                     fmt::format("{} add up to {}, not 100%", what, shown(percent)),
                     too_much ? fmt::format("{} too much", shown(percent - 100))
                              : fmt::format("{} is missing: write `{}: rest`?",
                                            shown(100 - percent), entries.back().key));
        return {};
    }
    if (rest < entries.size()) {
        shares[rest] = std::max(0.0, 100 - percent) / 100;
    }
    return shares;
}

} // namespace plimsoll

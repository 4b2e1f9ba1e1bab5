// How often whatever an operation says by date comes back: every date in it, wherever it stands.
#include "model/date_table.hpp"
#include "model/operation_fields.hpp"

#include <algorithm>

namespace plimsoll {

namespace {

template <class Value>
void look(const Value& value, Period& longest) {
    if constexpr (std::same_as<Value, DateRule>) {
        const Period period = period_of(value);
        if (period != Period::never) {
            longest = longest == Period::never ? period : std::max(longest, period);
        }
    } else if constexpr (requires { value.has_value(); }) {
        if (value) {
            look(*value, longest);
        }
    } else if constexpr (
        requires { value.begin(); } && !requires { value.c_str(); }) {
        for (const auto& item : value) {
            look(item, longest);
        }
    } else if constexpr (requires { fields(value, [](auto, const auto&) {}); }) {
        fields(value, [&](auto, const auto& member) { look(member, longest); });
    }
}

} // namespace

Period longest_period(const Operation& operation) {
    Period longest = Period::never;
    if (operation.dates) {
        look(operation, longest);
    }
    return longest;
}

} // namespace plimsoll

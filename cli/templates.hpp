// The starting models that `plimsoll new` writes. Their texts are cli/templates/*.yaml, built in.
#pragma once

#include <string_view>
#include <vector>

namespace plimsoll {

struct Template {
    std::string_view name; ///< as typed: `service-firm`
    std::string_view text;
};

/// All of them, by name.
const std::vector<Template>& templates();

} // namespace plimsoll

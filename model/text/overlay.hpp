// Laying a what-if over a model: the same words and paths, saying only what changes (MODEL.md
// section 7).
#pragma once

#include "model/text/yaml_tree.hpp"

#include <string>

namespace plimsoll {

/// Lays `overlay`, a map with nested or dotted keys, over `model`. Places of what it changes point
/// into the overlay, so that a fault is shown where it was written. Steps, teams and workflows that
/// it adds come after all others.
void lay_over(Node& model, const Node& overlay, Faults& faults);

/// Lays one `PATH=VALUE` over the model. `source` names the setting's text.
void lay_setting_over(Node& model, const std::string& setting, int source, Faults& faults);

} // namespace plimsoll

// The words of the model language: which key may stand where, and whether this version simulates
// it.
#pragma once

#include "model/text/yaml_tree.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace plimsoll {

/// A map of the model file whose keys are words of the language (not names).
enum class Section {
    operation,
    clients,
    team,
    member,
    workflow,
    demand,
    burst,
    due,
    response,
    step,
    exit,
    rework,
    patience,
    escalation,
    person,
    batch,
    times,
    slot,
    tool,
    integration
};

/// "a step", "the operation", ...
std::string_view section_name(Section section);

/// The keys of a section that this version simulates, mechanisms aside.
std::vector<std::string> simulated_keys(Section section);

/// Reports keys that are unknown (with a suggestion) and keys of later versions. Mechanisms' keys
/// are left to model/read/mechanisms.hpp.
void check_keys(const Node& map, Section section, Faults& faults);

/// True for a word that names a key of some section: by-kind names must not be one.
bool is_key_anywhere(std::string_view word);

} // namespace plimsoll

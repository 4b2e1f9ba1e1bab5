// The registry of mechanisms M1-M18: every key, its place, its form, its default and the evidence.
//
// Until a mechanism is simulated its keys are read and checked, change nothing, and are listed
// among the operation's assumptions as declared but not simulated. One row a key; nothing else
// knows the keys.
#pragma once

#include "model/check/reading.hpp"
#include "model/read/language.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace plimsoll {

/// How a mechanism's value is written.
enum class MechanismForm {
    share,    ///< `15%`
    factor,   ///< `2.5`
    count,    ///< `3`
    duration, ///< `2h`, any form of effort
    yes_no,
    team,                   ///< the name of a team
    person,                 ///< the name of a team or of a member of one
    people,                 ///< a list of them
    months,                 ///< `[Jan..May]`
    style,                  ///< `background` or `chasing`
    per_year,               ///< `4 per year`
    share_per_year,         ///< `15% per year`
    days_per_year,          ///< `3.6 days per year`
    duration_per_week,      ///< `10h per week`
    duration_per_month,     ///< `5min per month`
    duration_per_colleague, ///< `15min per week per colleague`
    weeks_per_quarter,      ///< `6w per quarter`
};

struct MechanismKey {
    int mechanism = 0;    ///< the n of Mn
    std::string_view key; ///< `handoff.wait`: `wait` inside `handoff`
    std::vector<Section>
        sections; ///< where it may stand; the first is its own, the others set a default
    MechanismForm form = MechanismForm::share;
    std::string_view neutral; ///< switches it off; empty: nothing does but leaving it out
    std::string_view typical; ///< the default under `assumptions: typical`; empty: none
    bool in_force =
        false; ///< the typical value acts without being declared, and is not the neutral one
    std::string_view basis; ///< V, R, D or C (SCIENCE.md)
    std::string_view source;
};

const std::vector<MechanismKey>& mechanism_registry();

/// The first words of the keys that may stand in a section.
std::vector<std::string> mechanism_keys_at(Section section);

/// Checks the mechanisms' keys of a map and notes each as declared, not simulated. `path` leads to
/// the map.
void read_mechanisms(const Node& map, Section section, const std::string& path, Reading& reading);

/// Adds the typical defaults in force, unless the same key is declared for the whole operation.
/// Under `assumptions: neutral` only the other keys of mechanisms that the file declares (MODEL.md
/// ruling 16).
void add_typical_mechanisms(Operation& operation);

/// One step of a path: a name with blanks stands in quotes.
std::string path_step(std::string_view name);

} // namespace plimsoll

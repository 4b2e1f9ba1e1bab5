// The registry of mechanisms M1-M18: every key, its place, its form, its default and the evidence.
//
// Each value is read once, into Operation::mechanisms. Until a mechanism is simulated its keys
// change nothing, and are listed among the operation's assumptions as declared but not simulated.
// One row a key; nothing else knows the keys: what `check` lists, the JSON of an operation, the
// JSON Schema and the reference of the model language are made from these rows.
#pragma once

#include "model/check/reading.hpp"
#include "model/mechanism.hpp"
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

/// What a duration means that is written as one number; a law stands for itself.
enum class OneNumber {
    exact,
    exponential, ///< with this mean: it comes, or lasts, at random
    automated,   ///< as the effort of what nobody does
};

struct MechanismKey {
    int mechanism = 0;     ///< the n of Mn
    std::string_view key;  ///< `handoff.wait`: `wait` inside `handoff`
    std::string_view says; ///< what it is, in a sentence
    std::vector<Section>
        sections; ///< where it may stand; the first is its own, the others set a default
    MechanismForm form = MechanismForm::share;
    std::string_view neutral; ///< switches it off; empty: nothing does but leaving it out
    std::string_view typical; ///< the default under `assumptions: typical`; empty: none
    bool in_force =
        false; ///< the typical value acts without being declared, and is not the neutral one
    std::string_view basis; ///< V, R, D or C (SCIENCE.md)
    std::string_view source;
    OneNumber one_number = OneNumber::exact;
};

const std::vector<MechanismKey>& mechanism_registry();

/// Whether mechanism Mn acts in this version, and is not only read.
bool is_simulated(int mechanism);

/// Whether a key acts: of a mechanism that does, and for people who leave not before hiring does.
bool is_simulated(const MechanismKey& row);

/// The first words of the keys that may stand in a section.
std::vector<std::string> mechanism_keys_at(Section section);

/// The row of a key, as in `handoff.wait`; there must be one.
const MechanismKey& mechanism_row(std::string_view key);

/// Reads the mechanisms' keys of a map, which stands at this place. What is wrong is a fault; what
/// is right is noted in Operation::mechanisms and among the assumptions, as not simulated.
void read_mechanisms(const Node& map, const MechanismPlace& at, Reading& reading);

/// What was read once for each of so many variants of a workflow, from these values and assumptions
/// on: what is said alike of all is said once.
void join_variants_alike(Operation& operation, std::size_t first_value,
                         std::size_t first_assumption, int variants);

/// Adds the typical values that act, after all that is stated: those of keys that the model does
/// not state for the whole operation. Under `assumptions: neutral` only of mechanisms of which it
/// states something (MODEL.md ruling 16).
void add_typical_mechanisms(Operation& operation);

/// The value of a key that is in force at a place: what is stated there, else the nearest above it
/// (a member's team, a step's workflow, then the operation), else the typical one. For a step,
/// `team` is whose work it is: its value counts between the step's own and the workflow's. Nothing
/// where the mechanism is off.
const MechanismValue* mechanism_value(const Operation& operation, std::string_view key,
                                      const MechanismPlace& at, std::string_view team = {});

/// The typical value of a key, in the operation's own time, whether it is in force or not.
MechanismValue typical_value(std::string_view key, const Operation& operation);

/// The number of that value; where there is none, what is given.
double mechanism_number(const Operation& operation, std::string_view key, const MechanismPlace& at,
                        double otherwise);

/// The operation without these mechanisms: every value of theirs is off, stated or not, and no
/// assumption any more.
Operation without_mechanisms(Operation operation, const std::vector<int>& numbers);

/// Whether anything is stated or typical of mechanism Mn.
bool has_mechanism(const Operation& operation, int number);

/// One step of a path: a name with blanks stands in quotes.
std::string path_step(std::string_view name);

} // namespace plimsoll

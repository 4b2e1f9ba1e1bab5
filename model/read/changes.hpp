// One change to a model at a time: a person more, five hours a week more, a place more.
//
// A change is written as `--set` takes it, and read by the same code, so that what is said of it is
// what anybody finds who makes it.
#pragma once

#include "model/read/read_operation.hpp"

#include <string>
#include <vector>

namespace plimsoll {

/// A model as it was written, with what was laid over it.
struct ModelText {
    Source model;
    std::vector<Source> overlays = {};
    std::vector<std::string> settings = {};
    std::vector<int> without = {}; ///< mechanisms that are off: the n of each Mn
};

/// The operation with one more setting laid over it; nothing where that is refused.
std::optional<Operation> changed_operation(const ModelText& text, const std::string& setting);

/// One more of something.
struct Change {
    enum class Of { people, hours, units, places };
    Of of = Of::people;
    int team = -1;       ///< whose; -1: places of a workflow or of a step
    std::string setting; ///< `PATH=VALUE`
    std::string member;  ///< whose hours, where it is one of several
    std::string holder;  ///< what has the places: a team, a workflow, `workflow.step`
    double before = 0;   ///< people, units, places, or hours a week
    double after = 0;
};

/// Every change of one that the model can be asked: a person more in a team, or five hours a week
/// where people are there for a part of the time only, and never more than their calendar has; one
/// of its units; a place where `wip` limits places. In the order of the file.
std::vector<Change> changes_of_one(const ModelText& text);

/// Settings that give a team a tenth more of what it has, at least one of it (SCIENCE.md 2.1), the
/// first that is not refused to be taken; none for a team without limited people.
std::vector<std::string> settings_for_a_tenth_more(const ModelText& text, std::size_t team);

} // namespace plimsoll

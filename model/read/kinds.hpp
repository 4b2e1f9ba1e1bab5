// Kinds of clients and of cases, and the values that differ by them (MODEL.md, by-kind rule).
//
// Wherever a workflow or step takes a value, a map from kind to value may stand. It is resolved
// before anything is understood: the tree of a workflow is copied once for every combination of a
// client's kind and a case's kind, with the maps replaced by the value that applies, and each copy
// is read like a workflow without kinds.
#pragma once

#include "model/operation.hpp"
#include "model/text/yaml_tree.hpp"

#include <vector>

namespace plimsoll {

/// `kinds: {gold: 10%, standard: rest}`.
std::vector<Kind> read_kinds(const Entry& entry, Faults& faults);

/// The workflow's tree as it is for these kinds; `all` are the kinds a map may be keyed by; an
/// effort may also be a map keyed by `members`, which is left for the step to read. A map
/// that gives the kinds no value is a fault; `none` leaves the key out.
Node workflow_for_kinds(const Node& workflow, const std::vector<std::string>& chosen,
                        const std::vector<std::string>& all,
                        const std::vector<std::string>& members, Faults& faults);

/// Whether `exits` is a map from kinds to exits, rather than from exits to shares.
bool is_exits_by_kind(const Node& exits, const std::vector<std::string>& kinds);

} // namespace plimsoll

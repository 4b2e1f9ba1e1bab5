// `keep: rooms until discharge`: people or units that stay with a case over several steps.
#pragma once

#include "model/check/reading.hpp"

#include <functional>
#include <map>
#include <string>

namespace plimsoll {

/// `keep:` of the steps of a workflow whose graph is sound.
void read_keeps(const Node& steps, const std::map<std::string, int, std::less<>>& names,
                Workflow& workflow, Reading& reading);

} // namespace plimsoll

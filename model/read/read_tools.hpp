// Tools: what data is kept in, and what steps hold while they are worked on.
#pragma once

#include "model/check/reading.hpp"

namespace plimsoll {

/// `tools: {crm: {}, pipeline: {units: 1}}`. One of which there are so many is a team of units: a
/// step on it waits for one and holds it. Needs the teams.
void read_tools(const Entry& tools, Reading& reading);

/// The place of a tool with units among the teams; -1: it is none, or has no number.
int find_tool(const Operation& operation, std::string_view name);

} // namespace plimsoll

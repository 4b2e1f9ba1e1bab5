// `due:` of a workflow and of a step: by when work is promised.
#pragma once

#include "model/check/reading.hpp"

#include <optional>

namespace plimsoll {

/// `due:` of a workflow; its steps are known.
std::optional<Due> read_due(const Entry& entry, const Workflow& workflow, Reading& reading);

/// `due: {start: 30min}` of a step, which has a team or not.
std::optional<ResponseTime> read_response(const Entry& entry, const Step& step, bool has_team,
                                          Reading& reading);

} // namespace plimsoll

// The simulated event log as CSV (RFC 4180), for process mining tools and spreadsheets.
#pragma once

#include "model/calendar.hpp"
#include "scenarios/result/result.hpp"

#include <string>

namespace plimsoll {

/// `2001-01-01 09:00:00.000`: an instant since Monday 00:00 of the first week. A model has no
/// dates; the first Monday of this century stands for its first day. Cut to the millisecond, so
/// that what came first stays first.
std::string log_time(Microseconds instant);

/// Columns case, workflow, activity, resource, enabled, start, end, waiting cause; a row a visit,
/// in order of start. The result must have a log.
std::string event_log_csv(const Result& result);

} // namespace plimsoll

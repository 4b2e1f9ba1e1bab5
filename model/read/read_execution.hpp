// How a step is carried out, beyond who works how long: in batches, several times, by another
// workflow, in pieces, by appointment.
#pragma once

#include "model/check/reading.hpp"

namespace plimsoll {

/// Reads what is written of it into the step, whose work and patience are known. `clock` is that of
/// the step's delays.
void read_execution(const Node& map, const Delay& clock, Step& step, Reading& reading);

/// What only the whole workflow can show, such as a batch that can never fill.
void check_execution(const Node& steps, const Workflow& workflow, Faults& faults);

} // namespace plimsoll

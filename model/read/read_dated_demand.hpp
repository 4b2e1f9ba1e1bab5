// Demand by date: `at`, `spread`, `bursts`, and dates in a `pattern`.
#pragma once

#include "model/check/reading.hpp"

namespace plimsoll {

/// Turns a rate into cases that come at dates: `{rate: 1 per client per month, at: working day 1}`.
void read_at(const Entry& at, Demand& demand, Reading& reading);

/// `spread:` of cases that come at dates; nothing after reporting a fault.
std::optional<Delay> read_spread(const Entry& spread, const Calendar& calendar, Faults& faults);

/// `bursts: {fair: {size: 40, at: 15 Mar}}`.
void read_bursts(const Entry& bursts, Demand& demand, Reading& reading);

/// A key of a `pattern` that is a date: `Dec`, `24 Dec..1 Jan`, `working day 1..3`.
void read_dated_factor(const Entry& entry, double factor, Demand& demand, Reading& reading);

/// Whether some day on which the demand's calendar opens keeps a factor above 0.
bool some_day_is_left(const Demand& demand, Reading& reading);

} // namespace plimsoll

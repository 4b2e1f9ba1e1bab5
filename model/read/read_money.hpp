// What comes in: prices of clients, values of cases, penalties.
#pragma once

#include "model/check/reading.hpp"

#include <optional>
#include <vector>

namespace plimsoll {

/// `clients: {price: 900 per month}`, or by kind of client; the kinds are known.
std::vector<double> read_client_prices(const Entry& entry, const Operation& operation,
                                       Faults& faults);

/// `value: 400 per case`, `value: {placed: 9000}`; the steps are known.
std::optional<CaseValue> read_value(const Entry& entry, const Workflow& workflow, Faults& faults);

/// `penalty: 50 per late case`.
std::optional<double> read_penalty(const Entry& entry, Faults& faults);

/// A penalty where nothing is due is never paid: a fault. The kinds of the workflow are known.
void check_penalty(const Entry& workflow_entry, const Workflow& workflow, Faults& faults);

} // namespace plimsoll

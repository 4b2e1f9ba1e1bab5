// How cases come, and what becomes of those that wait, in the words a person would use.
#pragma once

#include "model/operation.hpp"

#include <string>

namespace plimsoll {

/// What is shown of something with a name: its label, where it has one.
template <typename Named>
const std::string& name_of(const Named& named) {
    return named.label.empty() ? named.name : named.label;
}

/// "each client brings 1.5 cases a month (20 clients today: 30 a month)"
std::string demand_in_words(const Demand& demand, const Operation& operation);

/// "holds 12 at most, what comes beyond is turned away"
std::string limit_in_words(const Limit& limit);

/// "after 4 h of waiting it goes to `escalate`", as a line.
std::string patience_in_words(const Patience& patience, const Step& step, const Workflow& workflow,
                              const Operation& operation);

/// Who of its teams does a step: "whoever did `brief`; someone who has german".
std::string person_in_words(const Step& step, const Workflow& workflow);

/// "`anna` takes 1 h", one for each who has an effort of their own.
std::string efforts_in_words(const Step& step);

/// "to be done within 10 working days (80 h)"
std::string due_in_words(const Due& due, const Workflow& workflow, const Operation& operation);

/// "to be started within 30 min, in 90% of the visits"
std::string response_in_words(const ResponseTime& response, const Operation& operation);

/// "a completed case brings in EUR 400", "a late case costs EUR 50": lines; empty: nothing is said.
std::string money_in_words(const Workflow& workflow, const Operation& operation);

/// "a client pays EUR 900 a month", by kind where they differ.
std::string prices_in_words(const Operation& operation);

} // namespace plimsoll

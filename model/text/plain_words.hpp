// Numbers, durations, laws and calendars in the words a person would use.
#pragma once

#include "model/calendar.hpp"
#include "model/distribution.hpp"

#include <string>

namespace plimsoll {

/// At most `digits` significant digits: "2.35".
std::string short_number(double value, int digits = 3);

/// "15%", "0.1%".
std::string share_in_words(double share);

/// "20 min", "1 h 30 min", "2.5 h": minutes and seconds as whole as they are.
std::string duration_in_words(double microseconds);

/// "20 min on average (as variable as an exponential)", "10 to 30 min, all equally likely", ...
std::string law_in_words(const Distribution& law);

/// The same of a number that is no time: "4 on average, exponential".
std::string number_law_in_words(const Distribution& law);

/// "Mon-Fri 09:00-17:00"; "round the clock".
std::string calendar_in_words(const Calendar& calendar);

/// What a team, workflow or step is called in a sentence: its label, or its name with a capital.
std::string shown_name(const std::string& label, const std::string& name);

} // namespace plimsoll

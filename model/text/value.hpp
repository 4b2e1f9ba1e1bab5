// Single values of the model file, with a fault when they are not what they should be.
//
// Each reader gives nothing when the value is wrong, after reporting it: the caller goes on
// without.
#pragma once

#include "model/calendar.hpp"
#include "model/text/duration_text.hpp"
#include "model/text/yaml_tree.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace plimsoll {

/// The text of an entry's value; a list, a map or nothing is a fault.
const std::string* text_of(const Entry& entry, Faults& faults);

/// `15%` as 0.15; `rest` is no share here. At most `most` (1 for a probability).
std::optional<double> read_share(const Entry& entry, Faults& faults, double most = 1);

/// `15%` without reporting: nothing when the text is not a share.
std::optional<double> share_from_text(std::string_view text);

/// A whole number in least..most.
std::optional<std::int64_t> read_count(const Entry& entry, std::int64_t least, std::int64_t most,
                                       Faults& faults);

/// A number in least..most, a fraction allowed.
std::optional<double> read_number(const Entry& entry, double least, double most, Faults& faults);

/// `yes` or `no`.
std::optional<bool> read_yes_no(const Entry& entry, Faults& faults);

/// `48 per hour`, `15 each`, `400 per case`: the amount in front of `unit`.
std::optional<double> read_money(const Entry& entry, std::string_view unit, Faults& faults);

/// A calendar: text, or a list of texts.
std::optional<Calendar> read_calendar(const Entry& entry, Faults& faults);

/// Which calendar's days a duration counts in, and whether it ended up on the wall clock.
struct ReadLaw {
    Distribution law;
    bool wall_clock = false; ///< written in calendar days
    bool single_number = false;
    bool typical_and_slow = false;
};

/// Any form of effort, delay or interval.
std::optional<ReadLaw> read_law(const Entry& entry, const Calendar& calendar, SingleNumber single,
                                Faults& faults);

/// One exact duration: due, patience.
struct ReadDuration {
    Microseconds length = 0;
    bool wall_clock = false;
};
std::optional<ReadDuration> read_duration(const Entry& entry, const Calendar& calendar,
                                          Faults& faults);

/// A name that the file gives to something: letters, digits, `_`, `-` and inner blanks.
bool check_name(const std::string& name, const Place& place, Faults& faults);

} // namespace plimsoll

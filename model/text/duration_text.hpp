// Durations and the laws they are drawn from, as the model file writes them (MODEL.md section 2).
#pragma once

#include "model/calendar.hpp"
#include "model/distribution.hpp"
#include "model/text/text_cursor.hpp"

#include <optional>
#include <string_view>

namespace plimsoll {

/// What `d` and `w` mean here: a working day and a working week of the calendar that applies.
struct WorkingTime {
    double day = 0;  ///< microseconds
    double week = 0; ///< microseconds
};

WorkingTime working_time(const Calendar& calendar);

/// Which units a text used.
struct UnitsUsed {
    bool working = false;       ///< d or w
    bool calendar_days = false; ///< cd
};

/// A length of time, in microseconds, with the kind of days it was written in.
struct DurationText {
    double microseconds = 0;
    UnitsUsed units;
};

/// `30s`, `1h 30min`, `2d`, `5cd`. The whole text; several parts add up.
std::optional<DurationText> parse_duration(std::string_view text, const WorkingTime& working,
                                           Problem& problem);

/// Number and unit at the cursor, once (`several` false) or as often as they follow each other.
std::optional<double> take_duration(TextCursor& cursor, const WorkingTime& working, bool several,
                                    UnitsUsed& units, Problem& problem);

/// A law, with what the reader must know about how it was written.
struct LawText {
    Distribution law;
    UnitsUsed units;
    bool single_number = false; ///< one number: the spread is a default
    bool typical_and_slow =
        false; ///< `a..b`: read as the median and the 90% quantile of a lognormal
};

/// What one number alone means: a lognormal with this coefficient of variation, or, at 0, itself.
struct SingleNumber {
    double variation = 0;
};

/// Every form of MODEL.md section 2: `exactly 20min`, `20min..60min`, `gamma(mean=2h cv=0.5)`,
/// `60s + exponential(3s) max=2h`, ...
std::optional<LawText> parse_law(std::string_view text, const WorkingTime& working,
                                 SingleNumber single, Problem& problem);

/// `between: gamma(cv=1.2)`: a law of mean one hour, written without its mean.
std::optional<Distribution> parse_spread_law(std::string_view text, Problem& problem);

} // namespace plimsoll

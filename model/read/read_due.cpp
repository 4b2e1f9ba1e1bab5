#include "model/read/read_due.hpp"
#include "model/text/date_text.hpp"

#include "model/read/language.hpp"
#include "model/read/read_dates.hpp"
#include "model/text/calendar_text.hpp"
#include "model/text/suggestion.hpp"
#include "model/text/value.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace plimsoll {

namespace {

/// `clock: support`, `clock: always`, `clock: Mon-Sat 08:00-20:00`.
std::optional<Calendar> read_clock(const Entry& entry, const Reading& reading, Faults& faults) {
    const std::string* text = entry.value.is_text() ? &entry.value.text : nullptr;
    if (text != nullptr) {
        const int team = find_team(reading.operation, *text);
        if (team >= 0) {
            return reading.operation.teams[static_cast<std::size_t>(team)].calendar;
        }
        const bool is_calendar =
            *text == "always" || text->find_first_of("0123456789:") != std::string::npos;
        if (!is_calendar) {
            if (reading.teams_are_known) {
                const std::string meant = did_you_mean(*text, team_names(reading.operation));
                faults.no_such("team", *text, entry.value.place,
                               meant.empty()
                                   ? "the clock is a team's, `always`, or a calendar such "
                                     "as `Mon-Fri 08:00-18:00`"
                                   : meant);
            }
            return std::nullopt;
        }
    }
    return read_calendar(entry, faults);
}

/// The calendar of `clock:`, or the operation's.
Calendar clock_of(const Node& map, const Reading& reading, Faults& faults) {
    const Entry* clock = find_entry(map, "clock");
    return clock == nullptr
               ? reading.operation.calendar
               : read_clock(*clock, reading, faults).value_or(reading.operation.calendar);
}

/// `for: 90%`.
double read_promise(const Node& map, Faults& faults) {
    const Entry* promise = find_entry(map, "for");
    if (promise == nullptr) {
        return usual_promise;
    }
    const std::optional<double> share = read_share(*promise, faults);
    if (share && *share <= 0) {
        faults.error(promise->value.place, "a promise that holds for 0% promises nothing",
                     "the share that is to be in time: `for: 90%`");
    }
    return share.value_or(usual_promise);
}

/// A length of time by which something is due; it is more than none.
std::optional<ReadDuration> read_within(const Entry& entry, const Calendar& calendar,
                                        Faults& faults) {
    const std::optional<ReadDuration> duration = read_duration(entry, calendar, faults);
    if (duration && duration->length <= 0) {
        faults.error(entry.value.place, "nothing is ever done within no time",
                     "a due is more than 0");
        return std::nullopt;
    }
    return duration;
}

/// Calendar days run day and night: no clock stops them.
void check_days(const ReadDuration& duration, const Node& map, const Calendar& calendar,
                Faults& faults) {
    const Entry* clock = find_entry(map, "clock");
    if (clock != nullptr && duration.wall_clock && !calendar.always) {
        faults.error(clock->key_place, "calendar days (`cd`) run day and night, on no `clock`",
                     "write working days (`d`) or hours, or leave `clock` out");
    }
}

std::optional<int> read_step_name(const Entry& entry, const Workflow& workflow, Faults& faults) {
    const std::string* text = text_of(entry, faults);
    if (text == nullptr) {
        return std::nullopt;
    }
    std::vector<std::string> names;
    for (std::size_t i = 0; i < workflow.steps.size(); ++i) {
        names.push_back(workflow.steps[i].name);
        if (names.back() == *text) {
            return static_cast<int>(i);
        }
    }
    faults.no_such("step", *text, entry.value.place, did_you_mean_one_of(*text, names, "steps"));
    return std::nullopt;
}

/// `pauses: [ask]`, `pauses: ask`.
std::vector<int> read_pauses(const Entry& entry, const Workflow& workflow, const Reading& reading) {
    Faults& faults = reading.faults;
    std::vector<int> pauses;
    const auto add = [&](const Entry& one) {
        const std::optional<int> step = read_step_name(one, workflow, faults);
        if (!step) {
            return;
        }
        const Step& found = workflow.steps[static_cast<std::size_t>(*step)];
        if (!reading.work_is_sound[static_cast<std::size_t>(*step)]) {
            return; // what is wrong is said there
        }
        if (found.needs.empty() && !found.delay) {
            faults.error(one.value.place,
                         fmt::format("`{}` takes no time: no clock stands still there", found.name),
                         "pauses are steps with a delay or a team");
        } else if (std::find(pauses.begin(), pauses.end(), *step) == pauses.end()) {
            pauses.push_back(*step);
        }
    };
    if (!entry.value.is_list()) {
        add(entry);
    }
    for (const Node& item : entry.value.items) {
        add({entry.key, entry.key_place, item});
    }
    std::sort(pauses.begin(), pauses.end());
    return pauses;
}

/// A date that falls into a closed time so often never does otherwise.
constexpr int most_dates_looked_at = 1000;

/// `15:00` as the time since midnight; nothing where the text is something else.
std::optional<Microseconds> time_of_day(const std::string& text) {
    Problem problem;
    TextCursor cursor(text);
    const std::optional<Microseconds> time = take_time_of_day(cursor, problem);
    return time && cursor.done() ? std::optional<Microseconds>(*time % day) : std::nullopt;
}

std::optional<Microseconds> read_time_of_day(const Entry& entry, Faults& faults) {
    const std::string* text = text_of(entry, faults);
    const std::optional<Microseconds> time =
        text != nullptr ? time_of_day(*text) : std::optional<Microseconds>{};
    if (text != nullptr && !time) {
        faults.error(entry.value.place, fmt::format("`{}` is not a time of day", *text),
                     "write it like `15:00`");
    }
    return time;
}

/// `by: working day 10`, `by: Fri 16:00`: a day that comes again and again.
std::optional<DateRule> read_due_date(const Entry& by, Reading& reading) {
    Faults& faults = reading.faults;
    Problem problem;
    if (!parse_date(by.value.text, problem) && !looks_like_a_date(by.value.text)) {
        faults.error(by.value.place,
                     fmt::format("`{}` is no time of day and no date", by.value.text),
                     "write it like `15:00`, `Fri 16:00` or `working day 10`");
        return std::nullopt;
    }
    const std::optional<DateRule> date = read_date(by, reading);
    if (date && (period_of(*date) == Period::never || date->kind == DateRule::Kind::month)) {
        faults.error(by.value.place,
                     fmt::format("`{}` is not a day that comes again", date_in_words(*date)),
                     "as in `Fri`, `working day 10`, `day 25` or `31 Mar`");
        return std::nullopt;
    }
    return date;
}

/// Whether the calendar is open at this time on some day, its closing times included.
bool ever_open_at(const Calendar& calendar, Microseconds time) {
    return std::any_of(calendar.spans.begin(), calendar.spans.end(), [&](const Span& span) {
        const Microseconds next = (span.from + day - 1 - time) / day * day + time;
        return next <= span.to;
    });
}

/// Whether it is open at this date on some day, holidays left out.
bool ever_open_at(const Calendar& calendar, const DateRule& date, Reading& reading) {
    const DateTable& table = date_table(reading);
    Microseconds at = -1;
    for (int i = 0; i < most_dates_looked_at; ++i) {
        at = table.next(date, at + 1);
        if (at >= DateTable::never) {
            return false;
        }
        const Microseconds within = at % week;
        const bool open =
            std::any_of(calendar.spans.begin(), calendar.spans.end(), [within](const Span& span) {
                return (span.from <= within && within <= span.to) || within + week <= span.to;
            });
        if (open && (calendar.always || !table.is_holiday(at / day))) {
            return true;
        }
    }
    return false;
}

/// `by: 15:00`, `if_before: 14:00`.
void read_times_of_day(const Node& map, Due& due, Reading& reading) {
    Faults& faults = reading.faults;
    const Entry* by = find_entry(map, "by");
    const Entry* if_before = find_entry(map, "if_before");
    if (by == nullptr) {
        faults.error(if_before->key_place, "`if_before` goes with `by`",
                     "as in `{by: 20:00, if_before: 14:00}`");
        return;
    }
    const std::string* text_of_by = text_of(*by, faults);
    if (text_of_by == nullptr) {
        return;
    }
    due.by = time_of_day(*text_of_by);
    if (!due.by) {
        due.date = read_due_date(*by, reading);
    }
    if (if_before != nullptr && due.date) {
        faults.error(if_before->key_place, "`if_before` goes with a time of day",
                     "as in `{by: 20:00, if_before: 14:00}`");
    } else if (if_before != nullptr) {
        due.if_before = read_time_of_day(*if_before, faults);
    }
    const Entry* clock = find_entry(map, "clock");
    const bool whole_day = due.date && due.date->time < 0;
    if (whole_day && clock != nullptr) {
        faults.error(clock->key_place, "a day lasts until midnight, on every `clock`",
                     "leave it out, or write a time as well: `Fri 16:00`");
    }
    const bool comes = due.by     ? ever_open_at(due.calendar, *due.by)
                       : due.date ? whole_day || ever_open_at(due.calendar, *due.date, reading)
                                  : true;
    if (!comes) {
        const std::string text = by->value.text;
        faults.error(by->value.place,
                     clock == nullptr ? fmt::format("the operation is never open at {}", text)
                                      : fmt::format("this clock never runs at {}", text),
                     "add the clock that counts: `clock: always`, or a team's");
    }
}

} // namespace

std::optional<Due> read_due(const Entry& entry, const Workflow& workflow, Reading& reading) {
    Faults& faults = reading.faults;
    Due due;
    due.calendar = reading.operation.calendar;
    if (!entry.value.is_map()) {
        const std::optional<ReadDuration> within = read_within(entry, due.calendar, faults);
        if (!within) {
            return std::nullopt;
        }
        due.within = within->length;
        due.wall_clock = within->wall_clock;
        return due;
    }
    const Node& map = entry.value;
    const std::size_t before = faults.errors();
    if (const Entry* start = find_entry(map, "start")) {
        faults.error(start->key_place, "`start` belongs to the `due` of a step",
                     "here it is `in`: how soon the case is to be done");
        return std::nullopt;
    }
    check_keys(map, Section::due, faults);
    due.calendar = clock_of(map, reading, faults);
    due.promised = read_promise(map, faults);
    const Entry* within = find_entry(map, "in");
    const Entry* by = find_entry(map, "by");
    if (within != nullptr && by != nullptr) {
        faults.error(by->key_place, "`in` and `by` are two promises", "keep the one that counts");
    } else if (within != nullptr) {
        if (const std::optional<ReadDuration> length = read_within(*within, due.calendar, faults)) {
            due.within = length->length;
            due.wall_clock = length->wall_clock;
            check_days(*length, map, due.calendar, faults);
        }
    }
    if (by != nullptr || find_entry(map, "if_before") != nullptr) {
        read_times_of_day(map, due, reading);
    }
    if (const Entry* pauses = find_entry(map, "pauses")) {
        due.pauses = read_pauses(*pauses, workflow, reading);
        if (by != nullptr) {
            faults.error(pauses->key_place, "no pause puts off a time of day or a date",
                         "`pauses` goes with `in`");
        }
    }
    if (const Entry* until = find_entry(map, "until")) {
        due.until = read_step_name(*until, workflow, faults).value_or(-1);
    }
    if (within == nullptr && by == nullptr && faults.errors() == before) {
        faults.error(map.place, "`due` does not say within what time", "as in `due: 10d`");
    }
    return faults.errors() == before ? std::optional<Due>(due) : std::nullopt;
}

std::optional<ResponseTime> read_response(const Entry& entry, const Step& step, bool has_team,
                                          Reading& reading) {
    Faults& faults = reading.faults;
    const std::size_t before = faults.errors();
    if (!entry.value.is_map() || find_entry(entry.value, "in") != nullptr) {
        faults.error(
            entry.value.place, "a step has a time within which its work is to start",
            "as in `due: {start: 30min}`; how soon a case is done is the workflow's `due`");
        return std::nullopt;
    }
    const Node& map = entry.value;
    check_keys(map, Section::response, faults);
    ResponseTime response;
    response.calendar = clock_of(map, reading, faults);
    response.promised = read_promise(map, faults);
    const Entry* start = find_entry(map, "start");
    if (start == nullptr) {
        if (faults.errors() == before) {
            faults.error(map.place, "`due` of a step does not say within what time it starts",
                         "as in `due: {start: 30min}`");
        }
    } else if (const std::optional<ReadDuration> length =
                   read_within(*start, response.calendar, faults)) {
        response.within = length->length;
        response.wall_clock = length->wall_clock;
        check_days(*length, map, response.calendar, faults);
    }
    if (!has_team && faults.errors() == before) {
        faults.error(entry.key_place,
                     fmt::format("`{}` starts at once: nobody is needed for it", step.name),
                     "a time to start goes with a team");
    }
    return faults.errors() == before ? std::optional<ResponseTime>(response) : std::nullopt;
}

} // namespace plimsoll

#include "model/read/read_dates.hpp"
#include "model/text/date_text.hpp"

#include "model/text/value.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace plimsoll {

namespace {

using DateKind = DateRule::Kind;

/// From now on the operation knows dates.
void know_dates(Reading& reading) {
    Operation& operation = reading.operation;
    if (operation.dates) {
        return;
    }
    operation.dates.emplace();
    operation.assumptions.push_back(
        {"start", date_in_words(operation.dates->start), "D", "default start, a Monday", true});
}

void read_start(const Entry& entry, Reading& reading) {
    Faults& faults = reading.faults;
    const std::string* text = text_of(entry, faults);
    if (text == nullptr) {
        return;
    }
    Problem problem;
    const std::optional<DateRule> start = parse_date(*text, problem);
    if (!start) {
        faults.error(entry.value.place, problem.message, problem.hint);
    } else if (start->kind != DateKind::once || start->time >= 0) {
        faults.error(entry.value.place, fmt::format("`{}` is not the day of a year", *text),
                     "`start` is a date like `2027-01-04`");
    } else {
        reading.operation.dates.emplace();
        reading.operation.dates->start = *start;
        reading.operation.dates->start_is_stated = true;
    }
}

void read_holidays(const Entry& entry, Reading& reading) {
    Faults& faults = reading.faults;
    const std::vector<DateRange> holidays = read_days(entry, reading);
    for (const DateRange& range : holidays) {
        const DateKind kind = range.first.kind;
        if (kind != DateKind::day_of_year && kind != DateKind::once && kind != DateKind::month) {
            faults.error(
                entry.value.place, fmt::format("`{}` is not a holiday", date_in_words(range)),
                "holidays are dates like `25 Dec..1 Jan`, every year, or `2027-03-26`; the "
                "`calendar` says on which days of the week it is open");
            return;
        }
    }
    if (holidays.empty()) {
        return;
    }
    know_dates(reading);
    reading.operation.dates->holidays = holidays;
    const DateTable& table = date_table(reading);
    bool opens = reading.operation.calendar.spans.empty();
    for (std::int64_t number = 0; number < DateTable::cycle_days && !opens; ++number) {
        opens = table.is_working_day(number);
    }
    if (!opens) {
        faults.error(entry.value.place, "with these holidays the operation never opens",
                     "some days of its calendar must be left");
        reading.operation.dates->holidays.clear();
        reading.date_table.reset();
    }
}

/// The texts of a value that is one text or a list of them.
std::vector<const Node*> texts_of(const Entry& entry, Faults& faults) {
    std::vector<const Node*> texts;
    if (!entry.value.is_list()) {
        if (text_of(entry, faults) != nullptr) {
            texts.push_back(&entry.value);
        }
        return texts;
    }
    for (const Node& item : entry.value.items) {
        if (item.is_text()) {
            texts.push_back(&item);
        } else {
            faults.error(item.place, fmt::format("`{}` is a list of dates", entry.key),
                         "as in `[25 Dec..1 Jan, 2027-03-26]`");
        }
    }
    return texts;
}

std::optional<DateRule> date_of(const Node& node, Reading& reading) {
    Problem problem;
    const std::optional<DateRule> rule = parse_date(node.text, problem);
    if (!rule) {
        reading.faults.error(node.place, problem.message, problem.hint);
    } else if (rule->kind != DateKind::every_day && rule->kind != DateKind::weekday) {
        know_dates(reading);
    } else if (!reading.operation.dates) {
        // Days of the week and times of day are the same from any Monday on.
        reading.operation.dates.emplace();
    }
    return rule;
}

} // namespace

void read_start_and_holidays(const Node& root, Reading& reading) {
    if (const Entry* start = find_entry(root, "start")) {
        read_start(*start, reading);
    }
    if (const Entry* holidays = find_entry(root, "holidays")) {
        read_holidays(*holidays, reading);
    }
}

std::optional<DateRule> read_date(const Entry& entry, Reading& reading) {
    const std::string* text = text_of(entry, reading.faults);
    return text != nullptr ? date_of(entry.value, reading) : std::nullopt;
}

std::vector<DateRule> read_dates(const Entry& entry, Reading& reading) {
    std::vector<DateRule> rules;
    for (const Node* text : texts_of(entry, reading.faults)) {
        if (const std::optional<DateRule> rule = date_of(*text, reading)) {
            rules.push_back(*rule);
        }
    }
    return rules;
}

std::vector<DateRange> read_days(const Entry& entry, Reading& reading) {
    std::vector<DateRange> ranges;
    for (const Node* text : texts_of(entry, reading.faults)) {
        Problem problem;
        const std::optional<DateRange> range = parse_date_range(text->text, problem);
        if (!range) {
            reading.faults.error(text->place, problem.message, problem.hint);
            continue;
        }
        know_dates(reading);
        ranges.push_back(*range);
    }
    return ranges;
}

const DateTable& date_table(Reading& reading) {
    if (!reading.date_table) {
        reading.date_table =
            std::make_shared<const DateTable>(*reading.operation.dates, reading.operation.calendar);
    }
    return *reading.date_table;
}

Microseconds month_in(const Calendar& calendar, Reading& reading) {
    const std::optional<Dates>& dates = reading.operation.dates;
    return dates && dates->start_is_stated ? mean_month(calendar, date_table(reading))
                                           : working_month(calendar);
}

} // namespace plimsoll

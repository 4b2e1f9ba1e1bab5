#include "model/read/read_presence.hpp"
#include "model/text/date_text.hpp"

#include "model/read/read_dates.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace plimsoll {

namespace {

using DateKind = DateRule::Kind;

bool is_seasonal(const DateRule& rule) {
    return rule.kind == DateKind::day_of_year || rule.kind == DateKind::month;
}

/// `from` and `until`: a date with a year or a month of the run, or both without a year.
void read_ends(const Entry* from, const Entry* until, Presence& presence, Reading& reading) {
    Faults& faults = reading.faults;
    const std::optional<DateRule> first =
        from != nullptr ? read_date(*from, reading) : std::nullopt;
    const std::optional<DateRule> last =
        until != nullptr ? read_date(*until, reading) : std::nullopt;
    for (const auto& [entry, rule] : {std::pair{from, first}, std::pair{until, last}}) {
        if (rule &&
            (rule->time >= 0 || (period_of(*rule) != Period::never && !is_seasonal(*rule)))) {
            faults.error(entry->value.place,
                         fmt::format("`{}` is no day on which somebody comes or leaves for good",
                                     date_in_words(*rule)),
                         "write `2027-03-01` or `month 6`; `days: working day 3..8` says on which "
                         "days they are there");
            return;
        }
    }
    if ((first && is_seasonal(*first)) || (last && is_seasonal(*last))) {
        if (!first || !last || first->kind != last->kind) {
            faults.error((first ? from : until)->key_place,
                         "a date without a year comes back every year",
                         "write both `from: 1 Nov` and `until: 31 Jan`, or a date like "
                         "`2027-03-01`");
        } else {
            presence.season = DateRange{*first, *last};
        }
        return;
    }
    presence.from = first;
    presence.until = last;
}

} // namespace

std::optional<Presence> read_presence(const Node& member, const Calendar& calendar,
                                      Reading& reading) {
    const Entry* from = find_entry(member, "from");
    const Entry* until = find_entry(member, "until");
    const Entry* days = find_entry(member, "days");
    const Entry* any = from != nullptr ? from : until != nullptr ? until : days;
    if (any == nullptr) {
        return std::nullopt;
    }
    const std::size_t before = reading.faults.errors();
    Presence presence;
    if (days != nullptr) {
        presence.days = read_days(*days, reading);
    }
    read_ends(from, until, presence, reading);
    if (reading.faults.errors() > before) {
        return std::nullopt;
    }
    const DateTable& table = date_table(reading);
    const std::vector<char> away = table.days_away(presence);
    for (std::int64_t number = 0; number < DateTable::cycle_days; ++number) {
        const bool opens =
            std::any_of(calendar.spans.begin(), calendar.spans.end(),
                        [&](const Span& span) { return span.weekday == number % 7; });
        if (opens && away[static_cast<std::size_t>(number)] == 0 &&
            (calendar.always || !table.is_holiday(number))) {
            return presence;
        }
    }
    reading.faults.error(any->key_place, "by these dates nobody is ever there",
                         fmt::format("the run begins in the week of {}",
                                     date_in_words(reading.operation.dates->start)));
    return std::nullopt;
}

} // namespace plimsoll

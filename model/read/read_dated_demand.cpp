#include "model/read/read_dated_demand.hpp"
#include "model/text/date_text.hpp"

#include "model/read/language.hpp"
#include "model/read/read_dates.hpp"
#include "model/text/value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace plimsoll {

namespace {

/// Each case that comes at a date is drawn for itself: their number has 16 bits.
constexpr double most_at_once = 50'000;

/// Open hours of the demand's calendar from one such date to the next.
double hours_between(Period period, const Calendar& calendar, Reading& reading) {
    const double month = static_cast<double>(month_in(calendar, reading));
    const double open = period == Period::day     ? static_cast<double>(working_day(calendar))
                        : period == Period::week  ? static_cast<double>(weekly_open_time(calendar))
                        : period == Period::month ? month
                                                  : 12 * month;
    return open / static_cast<double>(hour);
}

/// A number of cases that is whole but for rounding is whole.
double cases_at_once(double cases) {
    const double nearest = std::floor(cases + 0.5);
    return std::fabs(cases - nearest) < 1e-9 ? nearest : cases;
}

/// Dates that come back; others are reported.
std::vector<DateRule> dates_that_come_back(const Entry& at, Reading& reading) {
    std::vector<DateRule> rules = read_dates(at, reading);
    for (const DateRule& rule : rules) {
        if (period_of(rule) == Period::never) {
            reading.faults.error(
                at.value.place, fmt::format("`{}` happens only once", date_in_words(rule)),
                "a run measures what comes back: write a date without a year, like `15 Mar`");
            return {};
        }
    }
    return rules;
}

bool is_too_many(double cases, const Place& place, Faults& faults) {
    if (cases <= most_at_once) {
        return false;
    }
    faults.error(place, "more than 50,000 cases come at one date",
                 "spread them over several dates");
    return true;
}

/// `40` or `2 per client`.
void read_size(const Entry& size, DatedDemand& burst, Faults& faults) {
    const std::string* text = text_of(size, faults);
    if (text == nullptr) {
        return;
    }
    TextCursor cursor(*text);
    const std::optional<double> number = cursor.number();
    burst.per_client = cursor.take("per client");
    if (!number || !(*number > 0) || !cursor.done()) {
        faults.error(size.value.place, fmt::format("`{}` is not a number of cases", *text),
                     "write it like `40` or `0.5 per client`");
        return;
    }
    burst.cases = *number;
    is_too_many(burst.cases, size.value.place, faults);
}

void read_burst(const Entry& entry, Demand& demand, Reading& reading) {
    Faults& faults = reading.faults;
    check_name(entry.key, entry.key_place, faults);
    const Node* map = map_of(entry, "{size: 40, at: 15 Mar}", faults);
    if (map == nullptr) {
        return;
    }
    const std::size_t before = faults.errors();
    check_keys(*map, Section::burst, faults);
    DatedDemand burst;
    burst.name = entry.key;
    const Entry* size = find_entry(*map, "size");
    const Entry* at = find_entry(*map, "at");
    if (size == nullptr || at == nullptr) {
        if (faults.errors() == before) {
            faults.error(entry.key_place,
                         size == nullptr ? fmt::format("how many cases does `{}` bring?", entry.key)
                                         : fmt::format("when is `{}`?", entry.key),
                         "as in `{size: 40, at: 15 Mar}`");
        }
        return;
    }
    read_size(*size, burst, faults);
    burst.at = dates_that_come_back(*at, reading);
    if (const Entry* spread = find_entry(*map, "spread")) {
        burst.spread = read_spread(*spread, demand.calendar, faults);
    }
    if (faults.errors() == before) {
        demand.dated.push_back(std::move(burst));
    }
}

} // namespace

void read_at(const Entry& at, Demand& demand, Reading& reading) {
    Faults& faults = reading.faults;
    if (demand.kind != Demand::Kind::per_client && demand.kind != Demand::Kind::rate) {
        faults.error(at.key_place, "`at` says when a rate's cases come, and here is no rate",
                     "as in `{rate: 1 per client per month, at: working day 1}`");
        return;
    }
    const std::vector<DateRule> rules = dates_that_come_back(at, reading);
    for (const DateRule& rule : rules) {
        DatedDemand dated;
        dated.at = {rule};
        dated.per_client = demand.kind == Demand::Kind::per_client;
        // Several dates share the rate.
        dated.cases = cases_at_once(demand.rate_per_hour *
                                    hours_between(period_of(rule), demand.calendar, reading) /
                                    static_cast<double>(rules.size()));
        if (is_too_many(dated.cases, at.value.place, faults)) {
            return;
        }
        demand.dated.push_back(std::move(dated));
    }
    demand.kind = Demand::Kind::dated;
    demand.rate_per_hour = 0;
}

std::optional<Delay> read_spread(const Entry& spread, const Calendar& calendar, Faults& faults) {
    // Any variation: it tells a number alone from `exactly` that number.
    const std::optional<ReadLaw> law = read_law(spread, calendar, {1}, faults);
    if (!law) {
        return std::nullopt;
    }
    Delay delay{law->law, law->wall_clock, calendar};
    if (law->single_number && law->law.a > 0) {
        // Over exactly so long, evenly.
        delay.length = {};
        delay.length.law = Law::uniform;
        delay.length.b = law->law.a;
    }
    return delay;
}

void read_bursts(const Entry& bursts, Demand& demand, Reading& reading) {
    const Node* map = map_of(bursts, "{fair: {size: 40, at: 15 Mar}}", reading.faults);
    for (std::size_t i = 0; map != nullptr && i < map->entries.size(); ++i) {
        read_burst(map->entries[i], demand, reading);
    }
}

void read_dated_factor(const Entry& entry, double factor, Demand& demand, Reading& reading) {
    Faults& faults = reading.faults;
    Problem problem;
    const std::optional<DateRange> days = parse_date_range(entry.key, problem);
    if (!days) {
        faults.error(entry.key_place, problem.message, problem.hint);
        return;
    }
    if (!reading.operation.dates || !reading.operation.dates->start_is_stated) {
        faults.error(entry.key_place,
                     fmt::format("`{}` is a part of a year that begins nowhere", entry.key),
                     "add `start: 2027-01-04` to the model");
        return;
    }
    if (period_of(days->first) == Period::never) {
        faults.error(entry.key_place, fmt::format("`{}` happens only once", entry.key),
                     "a pattern comes back: leave the year out, as in `24 Dec..1 Jan`");
        return;
    }
    demand.dated_pattern.push_back({*days, factor});
}

bool some_day_is_left(const Demand& demand, Reading& reading) {
    const DateTable& table = date_table(reading);
    std::vector<DateRange> without;
    for (const DatedFactor& dated : demand.dated_pattern) {
        if (!(dated.factor > 0)) {
            without.push_back(dated.days);
        }
    }
    const std::vector<char> none = table.days_in(without);
    for (std::int64_t number = 0; number < DateTable::cycle_days; ++number) {
        const bool opens =
            std::any_of(demand.calendar.spans.begin(), demand.calendar.spans.end(),
                        [&](const Span& span) { return span.weekday == number % 7; });
        if (opens && none[static_cast<std::size_t>(number)] == 0 &&
            (demand.calendar.always || !table.is_holiday(number))) {
            return true;
        }
    }
    return false;
}

} // namespace plimsoll

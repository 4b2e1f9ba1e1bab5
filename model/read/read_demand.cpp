// When cases arrive: `demand:` (MODEL.md section 4).
#include "model/check/reading.hpp"
#include "model/read/language.hpp"
#include "model/read/read_cause.hpp"
#include "model/read/read_dated_demand.hpp"
#include "model/read/read_dates.hpp"
#include "model/text/calendar_text.hpp"
#include "model/text/date_text.hpp"
#include "model/text/suggestion.hpp"
#include "model/text/value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace plimsoll {

namespace {

constexpr std::string_view examples =
    "write it like `1.5 per client per month`, `10 per hour` or `every 4s`";

/// Open hours in a unit of time, by the demand's calendar.
std::optional<double> open_hours_per(std::string_view unit, const Calendar& calendar,
                                     Reading& reading) {
    const double one_hour = static_cast<double>(hour);
    if (unit == "second") {
        return 1.0 / 3600;
    }
    if (unit == "min" || unit == "minute") {
        return 1.0 / 60;
    }
    if (unit == "hour") {
        return 1.0;
    }
    if (unit == "day") {
        return static_cast<double>(working_day(calendar)) / one_hour;
    }
    if (unit == "week") {
        return static_cast<double>(weekly_open_time(calendar)) / one_hour;
    }
    if (unit == "month") {
        return static_cast<double>(month_in(calendar, reading)) / one_hour;
    }
    if (unit == "year") {
        return 12 * static_cast<double>(month_in(calendar, reading)) / one_hour;
    }
    return std::nullopt;
}

bool is_workflow(const Node& workflows, std::string_view name) {
    return find_entry(workflows, name.substr(0, name.find('.'))) != nullptr;
}

/// `1 per new client`, `50% per lost client`: by `clients: {churn: ..}`.
bool read_turnover(std::string_view words, double times, const Place& place, Demand& demand,
                   Reading& reading) {
    constexpr double most_cases = 1000;
    if (!(times > 0) || times > most_cases) {
        reading.faults.error(place, "so many cases cannot follow from one client",
                             "as in `1 per new client` or `50% per lost client`");
        return false;
    }
    if (!(reading.operation.churn_per_hour > 0)) {
        reading.faults.error(place, "no client ever comes or goes",
                             "say how many do, as in `clients: {churn: 2% per month}`");
        return false;
    }
    demand.kind = words == "per new client" ? Demand::Kind::new_client : Demand::Kind::lost_client;
    demand.cause.times = times;
    demand.rate_per_hour = reading.operation.churn_per_hour;
    return true;
}

bool read_always_open(double amount, const Place& place, Demand& demand, Faults& faults) {
    constexpr double most_open = 1e6;
    if (!(amount >= 1) || amount > most_open || amount != std::floor(amount)) {
        faults.error(place, "a whole number of cases is always open, from 1 to a million",
                     "as in `6 always open`");
        return false;
    }
    demand.kind = Demand::Kind::always_open;
    demand.open_cases = static_cast<std::int64_t>(amount);
    return true;
}

bool read_rate(const std::string& text, const Place& place, const Node& workflows, Demand& demand,
               Reading& reading) {
    Faults& faults = reading.faults;
    TextCursor cursor(text);
    const std::optional<double> amount = cursor.number();
    const bool percent = amount && cursor.take("%");
    cursor.skip_blanks();
    const std::string_view words = cursor.rest();
    if (text == "none") {
        demand.kind = Demand::Kind::none;
        return true;
    }
    if (amount && words == "always open") {
        return read_always_open(*amount, place, demand, faults);
    }
    if (amount && words.substr(0, 4) == "per " && is_workflow(workflows, words.substr(4))) {
        demand.cause.times = percent ? *amount / 100 : *amount;
        constexpr double most_cases = 1000;
        if (!(*amount > 0) || demand.cause.times > most_cases) {
            faults.error(place, "so many cases cannot follow from one",
                         "as in `1 per order` or `3% per order`");
            return false;
        }
        return read_cause(words.substr(4), place, workflows, demand, reading);
    }
    if (amount && (words == "per new client" || words == "per lost client")) {
        return read_turnover(words, percent ? *amount / 100 : *amount, place, demand, reading);
    }
    std::string_view unit = words;
    demand.kind = Demand::Kind::rate;
    constexpr std::string_view per_client = "per client";
    constexpr std::string_view per_idle = "per idle client";
    if (unit.substr(0, per_idle.size()) == per_idle) {
        demand.kind = Demand::Kind::idle_client;
        unit.remove_prefix(per_idle.size());
        unit.remove_prefix(std::min(unit.find_first_not_of(' '), unit.size()));
    } else if (unit.substr(0, per_client.size()) == per_client) {
        demand.kind = Demand::Kind::per_client;
        unit.remove_prefix(per_client.size());
        unit.remove_prefix(std::min(unit.find_first_not_of(' '), unit.size()));
    }
    const bool per = unit.substr(0, 4) == "per ";
    unit.remove_prefix(per ? 4 : 0);
    const std::optional<double> hours =
        per ? open_hours_per(unit, demand.calendar, reading) : std::nullopt;
    if (!amount || !per || text.find('%') != std::string::npos) {
        faults.error(place, fmt::format("`{}` does not say how often cases arrive", text),
                     std::string(examples));
        return false;
    }
    if (!hours) {
        const std::vector<std::string> units = {"second", "min",   "hour", "day",
                                                "week",   "month", "year", "client"};
        const std::string meant = did_you_mean(unit, units);
        faults.error(place, fmt::format("`per {}` is neither a time nor a workflow", unit),
                     meant.empty() ? "`per second`, `min`, `hour`, `day`, `week`, `month` or `year`"
                                   : meant);
        return false;
    }
    if (!(*amount > 0)) {
        faults.error(place, "nothing would ever arrive", "a rate is more than 0");
        return false;
    }
    demand.rate_per_hour = *amount / *hours;
    constexpr double most_per_hour = 1e9;
    if (!(demand.rate_per_hour <= most_per_hour)) {
        faults.error(place, "more than a billion cases an hour cannot be simulated");
        return false;
    }
    return true;
}

bool read_every(const Entry& entry, const std::string& law_text, Demand& demand, Reading& reading) {
    Problem problem;
    const std::optional<LawText> law =
        parse_law(law_text, working_time(demand.calendar), {}, problem);
    if (!law) {
        reading.faults.error(entry.value.place, problem.message, problem.hint);
        return false;
    }
    if (law->law.law == Law::exact && !(law->law.a + law->law.shift > 0)) {
        reading.faults.error(entry.value.place, "an arrival every 0 seconds never ends");
        return false;
    }
    demand.kind = Demand::Kind::every;
    demand.interval = law->law;
    demand.interval_on_wall_clock = law->units.calendar_days;
    return true;
}

bool read_times(const Entry& entry, const Node& workflows, Demand& demand, Reading& reading) {
    const std::string* text = text_of(entry, reading.faults);
    if (text == nullptr) {
        return false;
    }
    constexpr std::string_view every = "every ";
    return text->substr(0, every.size()) == every
               ? read_every(entry, text->substr(every.size()), demand, reading)
               : read_rate(*text, entry.value.place, workflows, demand, reading);
}

/// `Mon`, `Mon-Fri`, `09:00-12:00`, `Mon 09:00-12:00`.
bool read_pattern_key(const Entry& entry, double factor, std::vector<PatternPiece>& pattern,
                      Faults& faults) {
    TextCursor cursor(entry.key);
    Problem problem;
    std::vector<int> days = take_days(cursor, problem);
    TimeSpan span{0, day};
    if (!cursor.done() || days.empty()) {
        const std::optional<TimeSpan> hours = take_time_span(cursor, problem);
        if (!hours || !cursor.done()) {
            faults.error(entry.key_place, fmt::format("`{}` is not a part of the week", entry.key),
                         "days, hours or dates, like `Mon`, `Sat-Sun`, `09:00-12:00`, `Dec` or "
                         "`24 Dec..1 Jan`");
            return false;
        }
        span = *hours;
    }
    if (days.empty()) {
        days = {0, 1, 2, 3, 4, 5, 6};
    }
    for (const int weekday : days) {
        const Microseconds from = weekday * day + span.from;
        const Microseconds to = weekday * day + span.to;
        pattern.push_back({from, std::min(to, week), factor});
        if (to > week) {
            pattern.push_back({0, to - week, factor});
        }
    }
    return true;
}

/// True when some open time of the calendar keeps a factor above 0.
bool something_arrives(const Demand& demand) {
    std::vector<Microseconds> instants{0};
    for (const Span& span : demand.calendar.spans) {
        instants.push_back(span.from % week);
    }
    for (const PatternPiece& piece : demand.pattern) {
        instants.push_back(piece.from % week);
        instants.push_back(piece.to % week);
    }
    return std::any_of(instants.begin(), instants.end(), [&](Microseconds instant) {
        const bool open = std::any_of(
            demand.calendar.spans.begin(), demand.calendar.spans.end(), [&](const Span& span) {
                return (span.from <= instant && instant < span.to) ||
                       (span.from <= instant + week && instant + week < span.to);
            });
        return open && std::none_of(demand.pattern.begin(), demand.pattern.end(),
                                    [&](const PatternPiece& piece) {
                                        return piece.from <= instant && instant < piece.to &&
                                               !(piece.factor > 0);
                                    });
    });
}

/// A date, and not a day of the week, which has its own place in the pattern.
bool is_a_date(std::string_view text) {
    Problem problem;
    const std::optional<DateRange> days = parse_date_range(text, problem);
    return (days && days->first.kind != DateRule::Kind::weekday) ||
           (!days && looks_like_a_date(text));
}

bool read_pattern(const Entry& entry, Demand& demand, Reading& reading) {
    Faults& faults = reading.faults;
    const std::size_t before = faults.errors();
    const Node* map = map_of(entry, "{Mon: 140%, 09:00-12:00: 150%}", faults);
    bool good = map != nullptr;
    for (std::size_t i = 0; good && i < map->entries.size(); ++i) {
        const std::optional<double> factor = read_share(map->entries[i], faults, 1000);
        if (factor && is_a_date(map->entries[i].key)) {
            read_dated_factor(map->entries[i], *factor, demand, reading);
            good = faults.errors() == before;
        } else {
            good = factor && read_pattern_key(map->entries[i], *factor, demand.pattern, faults);
        }
    }
    const bool dated = !demand.dated_pattern.empty();
    if (good && (!something_arrives(demand) || (dated && !some_day_is_left(demand, reading)))) {
        faults.error(entry.value.place, "with this pattern nothing ever arrives",
                     "some open hours of the calendar need a factor above 0%");
        good = false;
    }
    return good;
}

void read_cause_delay(const Entry& entry, Demand& demand, Faults& faults) {
    if (demand.kind != Demand::Kind::caused && demand.kind != Demand::Kind::new_client &&
        demand.kind != Demand::Kind::lost_client) {
        faults.error(entry.key_place, "`delay` is how long after its cause a case begins",
                     "it goes with demand like `3% per order`");
        return;
    }
    if (const std::optional<ReadLaw> law = read_law(entry, demand.calendar, {}, faults)) {
        demand.cause.delay = Delay{law->law, law->wall_clock, demand.calendar};
    }
}

bool read_between(const Entry& entry, Demand& demand, Faults& faults) {
    const std::string* text = text_of(entry, faults);
    if (text == nullptr) {
        return false;
    }
    if (demand.kind == Demand::Kind::every) {
        faults.error(entry.key_place, "`every` says already how long it is between arrivals",
                     "write a rate, or leave `between` out");
        return false;
    }
    Problem problem;
    demand.between = parse_spread_law(*text, problem);
    if (!demand.between) {
        faults.error(entry.value.place, problem.message, problem.hint);
    }
    return demand.between.has_value();
}

/// `at`, `spread`, `bursts`.
void read_by_date(const Node& map, Demand& demand, Reading& reading) {
    Faults& faults = reading.faults;
    const Entry* at = find_entry(map, "at");
    const Entry* spread = find_entry(map, "spread");
    for (const char* word : {"pattern", "between"}) {
        const Entry* other = find_entry(map, word);
        if (at != nullptr && other != nullptr) {
            faults.error(other->key_place, "`at` says already when cases come",
                         fmt::format("leave `at` or `{}` out", word));
            return;
        }
    }
    if (at != nullptr) {
        read_at(*at, demand, reading);
    }
    if (spread != nullptr && at == nullptr) {
        faults.error(spread->key_place, "`spread` is how long after a date cases come",
                     "it goes with `at`, as in `{rate: 1 per client per month, at: working day 1, "
                     "spread: 3d}`");
    } else if (spread != nullptr) {
        const std::optional<Delay> delay = read_spread(*spread, demand.calendar, faults);
        for (DatedDemand& dated : demand.dated) {
            dated.spread = delay;
        }
    }
    if (const Entry* bursts = find_entry(map, "bursts")) {
        read_bursts(*bursts, demand, reading);
    }
}

} // namespace

void read_churn(const Entry& churn, Reading& reading) {
    const std::string* text = text_of(churn, reading.faults);
    if (text == nullptr) {
        return;
    }
    TextCursor cursor(*text);
    const std::optional<double> amount = cursor.number();
    const bool percent = amount && cursor.take("%") && cursor.take_word("per");
    cursor.skip_blanks();
    const std::optional<double> hours =
        percent ? open_hours_per(cursor.rest(), reading.operation.calendar, reading) : std::nullopt;
    constexpr double most_per_hour = 1;
    if (!hours || !(*amount >= 0) || *amount / 100 / *hours > most_per_hour) {
        reading.faults.error(churn.value.place,
                             fmt::format("`{}` does not say how many clients leave", *text),
                             "write it like `2% per month` or `15% per year`");
        return;
    }
    reading.operation.churn_per_hour = *amount / 100 / *hours;
}

std::optional<Demand> read_demand(const Entry& entry, const Node& workflows, Reading& reading) {
    Faults& faults = reading.faults;
    Demand demand;
    demand.calendar = reading.operation.calendar;
    if (!entry.value.is_map()) {
        return read_times(entry, workflows, demand, reading) ? std::optional<Demand>(demand)
                                                             : std::nullopt;
    }
    const Node& map = entry.value;
    const std::size_t before = faults.errors();
    check_keys(map, Section::demand, faults);
    if (const Entry* calendar = find_entry(map, "calendar")) {
        demand.calendar = read_calendar(*calendar, faults).value_or(demand.calendar);
    }
    const Entry* rate = find_entry(map, "rate");
    if (rate == nullptr) {
        if (faults.errors() == before) {
            faults.error(map.place, "`demand` needs its `rate`",
                         "as in `{rate: 1 per client per month}`");
        }
        return std::nullopt;
    }
    if (!read_times(*rate, workflows, demand, reading)) {
        return std::nullopt;
    }
    const bool has_rate =
        demand.kind == Demand::Kind::per_client || demand.kind == Demand::Kind::rate;
    if (const Entry* delay = find_entry(map, "delay")) {
        read_cause_delay(*delay, demand, faults);
    }
    if (const Entry* pattern = find_entry(map, "pattern")) {
        if (demand.kind == Demand::Kind::every) {
            faults.error(pattern->key_place, "`every` says already when cases arrive",
                         "write a rate, or leave `pattern` out");
        } else if (!has_rate) {
            faults.error(pattern->key_place, "these cases come when something else happens",
                         "a pattern goes with a rate like `10 per hour`");
        } else {
            read_pattern(*pattern, demand, reading);
        }
    }
    const Entry* between = find_entry(map, "between");
    if (between != nullptr && !has_rate && demand.kind != Demand::Kind::every) {
        faults.error(between->key_place, "these cases come when something else happens",
                     "`between` goes with a rate like `10 per hour`");
    } else if (between != nullptr) {
        read_between(*between, demand, faults);
    }
    read_by_date(map, demand, reading);
    return faults.errors() == before ? std::optional<Demand>(demand) : std::nullopt;
}

} // namespace plimsoll

#include "model/date.hpp"

namespace plimsoll {

bool is_sound(const DateRule& rule) {
    const bool of_year =
        rule.kind == DateRule::Kind::day_of_year || rule.kind == DateRule::Kind::once;
    const bool of_month =
        rule.kind == DateRule::Kind::day_of_month || rule.kind == DateRule::Kind::working_day;
    const bool has_month = of_year || rule.kind == DateRule::Kind::month;
    const bool weekday = rule.kind == DateRule::Kind::weekday;
    return (!has_month || (rule.month >= 1 && rule.month <= 12)) &&
           (!(of_year || of_month) || (rule.day >= 1 && rule.day <= 31)) &&
           (!weekday || (rule.day >= 0 && rule.day <= 6)) &&
           (rule.kind != DateRule::Kind::once ||
            (rule.year >= first_year_of_dates && rule.year <= last_year_of_dates)) &&
           (rule.kind != DateRule::Kind::month_of_run ||
            (rule.day >= 1 && rule.day <= most_months_of_run)) &&
           rule.time >= -1 && rule.time < day;
}

Period period_of(const DateRule& rule) {
    switch (rule.kind) {
    case DateRule::Kind::every_day:
        return Period::day;
    case DateRule::Kind::weekday:
        return Period::week;
    case DateRule::Kind::day_of_month:
    case DateRule::Kind::working_day:
    case DateRule::Kind::last_working_day:
        return Period::month;
    case DateRule::Kind::day_of_year:
    case DateRule::Kind::month:
        return Period::year;
    case DateRule::Kind::once:
    case DateRule::Kind::month_of_run:
        break;
    }
    return Period::never;
}

} // namespace plimsoll

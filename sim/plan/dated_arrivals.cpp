#include "sim/plan/dated_arrivals.hpp"

#include "sim/plan/client_kind.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace plimsoll {

namespace {

/// `visit` of the draws of a client at an occurrence: how many cases, then each one's spread.
constexpr std::uint32_t draw_of_count = 2;
constexpr std::uint32_t first_draw_of_spread = 3;

} // namespace

Microseconds dated_arrival(const Plan& plan, const PlanDated& dated, const DateRule& rule,
                           Microseconds date) {
    if (rule.time >= 0) {
        return date;
    }
    for (std::int64_t number = date / day;; ++number) {
        const Microseconds opens = dated.opens_at[static_cast<std::size_t>(number % 7)];
        if (opens >= 0 && !(dated.keeps_holidays && plan.dates->is_holiday(number))) {
            return number * day + opens;
        }
    }
}

std::array<int, 7> open_days_of(Microseconds time, const Calendar& calendar) {
    std::array<int, 7> before{};
    before.fill(-1);
    for (int weekday = 0; weekday < 7; ++weekday) {
        const auto is_open_at = [&](Microseconds instant) {
            return std::any_of(calendar.spans.begin(), calendar.spans.end(), [&](const Span& span) {
                return span.weekday == weekday && span.from <= instant && instant < span.to;
            });
        };
        const bool opens = std::any_of(calendar.spans.begin(), calendar.spans.end(),
                                       [&](const Span& span) { return span.weekday == weekday; });
        const Microseconds same_day = weekday * day + time;
        const bool next_day = !is_open_at(same_day) && is_open_at(same_day + day);
        if (opens) {
            before[static_cast<std::size_t>((weekday + (next_day ? 1 : 0)) % 7)] = next_day ? 1 : 0;
        }
    }
    return before;
}

bool comes_on(const Plan& plan, const PlanDated& dated, std::size_t rule, std::int64_t number) {
    if (dated.at[rule].kind != DateRule::Kind::every_day) {
        return true;
    }
    const int before = dated.open_day_before[rule][static_cast<std::size_t>(number % 7)];
    return before >= 0 && !(dated.keeps_holidays && plan.dates->is_holiday(number - before));
}

Microseconds next_date(const Plan& plan, const PlanDated& dated, std::size_t rule,
                       Microseconds from) {
    Microseconds date = plan.dates->next(dated.at[rule], from);
    for (std::int64_t tried = 0; tried < DateTable::cycle_days && date < DateTable::never;
         ++tried) {
        if (comes_on(plan, dated, rule, date / day)) {
            return date;
        }
        date = plan.dates->next(dated.at[rule], date + 1);
    }
    return DateTable::never;
}

bool DatedArrivals::later(const Point& a, const Point& b) {
    return std::tie(a.time, a.client, a.number) > std::tie(b.time, b.client, b.number);
}

/// The next of all rules; `dates_` keeps each rule's own date, which it may open long after.
void DatedArrivals::find_occurrence(const Plan& plan, const PlanDemand& demand) {
    const PlanDated& dated = *demand.dated;
    if (dates_.empty()) {
        for (std::size_t rule = 0; rule < dated.at.size(); ++rule) {
            dates_.push_back(next_date(plan, dated, rule, 0));
        }
    }
    occurrence_ = DateTable::never;
    std::size_t first = 0;
    const bool nobody = dated.per_client && clients_ == 0;
    for (std::size_t i = 0; i < dates_.size() && !nobody; ++i) {
        if (dates_[i] < DateTable::never) {
            const Microseconds time = dated_arrival(plan, dated, dated.at[i], dates_[i]);
            if (time < occurrence_) {
                occurrence_ = time;
                first = i;
            }
        }
    }
    if (occurrence_ < DateTable::never) {
        dates_[first] = next_date(plan, dated, first, dates_[first] + 1);
    }
}

void DatedArrivals::draw_client(const Plan& plan, const PlanDemand& demand, std::uint32_t client,
                                RandomKey key) {
    const PlanDated& dated = *demand.dated;
    if (client > 0 && demand.client_kind >= 0 &&
        client_kind(plan, client, key) != demand.client_kind) {
        return;
    }
    const auto draw = [&](std::uint32_t visit) {
        const RandomWords words =
            philox(counter_of(client, ordinal_, static_cast<std::uint32_t>(workflow_), visit,
                              DrawKind::client_arrivals, static_cast<std::uint32_t>(demand_)),
                   key);
        return uniform(words[0], words[1]);
    };
    const double whole = std::floor(dated.cases);
    const auto cases = static_cast<std::uint32_t>(whole) +
                       (dated.cases > whole && draw(draw_of_count) < dated.cases - whole ? 1U : 0U);
    const WeekClock& clock = plan.clock(demand.clock);
    for (std::uint32_t i = 0; i < cases; ++i) {
        Microseconds time = occurrence_;
        if (dated.has_spread) {
            const Microseconds length = dated.spread.draw(draw(first_draw_of_spread + i));
            if (dated.spread_on_wall) {
                time = clock.next_opening(time + length);
            } else if (length > 0) {
                time = clock.at_open(clock.open_before(time) + length);
            }
        }
        points_.push_back({time, client, i});
        std::push_heap(points_.begin(), points_.end(), later);
    }
}

void DatedArrivals::draw_cases(const Plan& plan, const PlanDemand& demand, RandomKey key) {
    if (demand.dated->per_client) {
        for (std::uint32_t client = 1; client <= clients_; ++client) {
            draw_client(plan, demand, client, key);
        }
    } else {
        draw_client(plan, demand, 0, key);
    }
    ++ordinal_;
}

DatedArrivals::Next DatedArrivals::advance(const Plan& plan, const PlanDemand& demand,
                                           RandomKey key) {
    if (told_) {
        draw_cases(plan, demand, key);
        told_ = false;
        occurrence_ = -1;
    }
    if (occurrence_ < 0) {
        find_occurrence(plan, demand);
    }
    if (!points_.empty() && points_.front().time < occurrence_) {
        std::pop_heap(points_.begin(), points_.end(), later);
        const Point point = points_.back();
        points_.pop_back();
        return {point.time, point.client, true};
    }
    told_ = occurrence_ < DateTable::never;
    return {occurrence_, 0, false};
}

} // namespace plimsoll

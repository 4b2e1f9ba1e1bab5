#include "sim/dated_arrivals.hpp"

#include "sim/client_kind.hpp"

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

bool DatedArrivals::later(const Point& a, const Point& b) {
    return std::tie(a.time, a.client, a.number) > std::tie(b.time, b.client, b.number);
}

/// The next of all rules; `dates_` keeps each rule's own date, which it may open long after.
void DatedArrivals::find_occurrence(const Plan& plan, const PlanDemand& demand) {
    const PlanDated& dated = *demand.dated;
    if (dates_.empty()) {
        for (const DateRule& rule : dated.at) {
            dates_.push_back(plan.dates->next(rule, 0));
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
        dates_[first] = plan.dates->next(dated.at[first], dates_[first] + 1);
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
    const WeekClock& clock = plan.clocks[static_cast<std::size_t>(demand.clock)];
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

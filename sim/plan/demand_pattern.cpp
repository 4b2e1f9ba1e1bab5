#include "sim/plan/demand_pattern.hpp"

#include <algorithm>
#include <cmath>

namespace plimsoll {

namespace {

/// Open time in which demand is equally strong.
struct Stretch {
    Microseconds from, length;
    double factor;
};

/// The instants of a week at which its pattern may change.
std::vector<Microseconds> bounds_of(const Demand& demand) {
    std::vector<Microseconds> bounds{0, week};
    for (const PatternPiece& piece : demand.pattern) {
        bounds.push_back(piece.from % week);
        bounds.push_back(piece.to > week ? piece.to - week : piece.to);
    }
    std::sort(bounds.begin(), bounds.end());
    return bounds;
}

double factor_at(const Demand& demand, Microseconds t) {
    double factor = 1;
    for (const PatternPiece& piece : demand.pattern) {
        const bool holds =
            (piece.from <= t && t < piece.to) || (piece.from <= t + week && t + week < piece.to);
        factor *= holds ? piece.factor : 1;
    }
    return factor;
}

std::vector<Stretch> stretches_of_week(const Demand& demand, const WeekClock& clock) {
    const std::vector<Microseconds> bounds = bounds_of(demand);
    std::vector<Stretch> stretches;
    for (std::size_t i = 0; i + 1 < bounds.size(); ++i) {
        const Microseconds from = clock.open_before(bounds[i]);
        const Microseconds length = clock.open_before(bounds[i + 1]) - from;
        const double factor = factor_at(demand, bounds[i]);
        if (length > 0 && factor > 0) {
            stretches.push_back({from, length, factor});
        }
    }
    return stretches;
}

std::vector<Stretch> stretches_of_cycle(const Demand& demand, const WeekClock& clock,
                                        const DateTable& dates) {
    std::vector<Microseconds> bounds = bounds_of(demand);
    for (Microseconds midnight = day; midnight < week; midnight += day) {
        bounds.push_back(midnight);
    }
    std::sort(bounds.begin(), bounds.end());
    std::vector<double> factors(DateTable::cycle_days, 1);
    for (const DatedFactor& dated : demand.dated_pattern) {
        const std::vector<char> days = dates.days_in({dated.days});
        for (std::size_t i = 0; i < factors.size(); ++i) {
            factors[i] *= days[i] != 0 ? dated.factor : 1;
        }
    }
    std::vector<double> of_week;
    for (const Microseconds bound : bounds) {
        of_week.push_back(factor_at(demand, bound));
    }
    std::vector<Stretch> stretches;
    Microseconds from = 0;
    for (Microseconds monday = 0; monday < DateTable::cycle; monday += week) {
        for (std::size_t i = 0; i + 1 < bounds.size(); ++i) {
            const Microseconds to = clock.open_before(monday + bounds[i + 1]);
            const auto number = static_cast<std::size_t>((monday + bounds[i]) / day);
            const double factor = of_week[i] * factors[number];
            const bool goes_on = !stretches.empty() && stretches.back().factor == factor &&
                                 stretches.back().from + stretches.back().length == from;
            if (to > from && goes_on) {
                stretches.back().length += to - from;
            } else if (to > from && factor > 0) {
                stretches.push_back({from, to - from, factor});
            }
            from = to;
        }
    }
    return stretches;
}

} // namespace

void lay_pattern(const Demand& demand, const WeekClock& clock, const DateTable* dates,
                 PlanDemand& plan) {
    plan.open_per_cycle = clock.open_per_cycle();
    if (demand.pattern.empty() && demand.dated_pattern.empty()) {
        return;
    }
    std::vector<Stretch> stretches;
    if (dates != nullptr && (clock.has_dates() || !demand.dated_pattern.empty())) {
        plan.open_per_cycle = clock.open_before(DateTable::cycle);
        stretches = stretches_of_cycle(demand, clock, *dates);
    } else {
        stretches = stretches_of_week(demand, clock);
    }
    double weighted = 0;
    for (const Stretch& stretch : stretches) {
        weighted += stretch.factor * static_cast<double>(stretch.length);
    }
    const double open = static_cast<double>(plan.open_per_cycle);
    double passed = 0;
    for (const Stretch& stretch : stretches) {
        const double strength = stretch.factor * open / weighted;
        plan.pieces.push_back(
            {stretch.from, static_cast<Microseconds>(std::floor(passed + 0.5)), strength});
        passed += strength * static_cast<double>(stretch.length);
    }
}

} // namespace plimsoll

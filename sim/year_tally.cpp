#include "sim/year_tally.hpp"

#include "sim/team_state.hpp"

#include <algorithm>

namespace plimsoll {

YearTally::YearTally(const Plan& plan, const WorkUnit& unit)
    : from_(unit.warm_up), workflows_(plan.workflows.size()) {
    if (unit.years.count <= 0 || unit.cases > 0) {
        return;
    }
    length_ = unit.years.length;
    count_ = static_cast<std::size_t>(unit.years.count);
    closes_at_ = from_ + length_;
    YearSums year;
    year.promises.resize(plan.promises.size());
    year.cases.resize(workflows_);
    year.flow_time_p95.assign(workflows_ + 1, -1);
    years_.assign(count_, year);
}

std::size_t YearTally::year_of(Microseconds time) const {
    return time <= from_ ? 0 : static_cast<std::size_t>((time - from_ - 1) / length_);
}

void YearTally::add_due(Microseconds arrival, int workflow, int promise, bool met) {
    const std::size_t year = year_of(arrival);
    if (year < count_) {
        years_[year].promises[static_cast<std::size_t>(promise)].add(met);
        years_[year].cases[static_cast<std::size_t>(workflow)].add(met);
    }
}

void YearTally::add_start(Microseconds left, int promise, bool met) {
    const std::size_t year = year_of(left);
    if (year < count_) {
        years_[year].promises[static_cast<std::size_t>(promise)].add(met);
    }
}

void YearTally::add_left(Microseconds now, Microseconds end, int workflow, Microseconds flow_time) {
    if (now > closes_at_) {
        close_years_before(std::min(year_of(now), count_));
    }
    const std::size_t year = year_of(end);
    if (year >= count_) {
        return;
    }
    while (first_open_ + flow_times_.size() <= year) {
        flow_times_.emplace_back(workflows_);
    }
    flow_times_[year - first_open_][static_cast<std::size_t>(workflow)].add(flow_time);
}

void YearTally::close_years_before(std::size_t year) {
    for (; first_open_ < year; ++first_open_) {
        if (flow_times_.empty()) {
            continue;
        }
        Sketch all;
        std::vector<double>& p95 = years_[first_open_].flow_time_p95;
        for (std::size_t workflow = 0; workflow < workflows_; ++workflow) {
            const Sketch& times = flow_times_.front()[workflow];
            if (times.count() > 0) {
                p95[workflow] = times.quantile(0.95);
                all.merge(times);
            }
        }
        p95.back() = all.count() > 0 ? all.quantile(0.95) : -1;
        std::vector<Sketch> free = std::move(flow_times_.front());
        flow_times_.pop_front();
        if (flow_times_.empty()) { // its memory serves the next year
            std::for_each(free.begin(), free.end(), [](Sketch& sketch) { sketch.clear(); });
            flow_times_.push_back(std::move(free));
        }
    }
    closes_at_ =
        first_open_ < count_ ? from_ + static_cast<Microseconds>(first_open_ + 1) * length_ : never;
}

std::vector<YearSums> YearTally::finish() {
    close_years_before(std::min(first_open_ + flow_times_.size(), count_));
    return std::move(years_);
}

} // namespace plimsoll

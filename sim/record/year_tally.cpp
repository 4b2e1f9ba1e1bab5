#include "sim/record/year_tally.hpp"

#include <algorithm>
#include <limits>

namespace plimsoll {

namespace {

void add_to(std::vector<PromiseSums>& sums, const std::vector<PromiseSums>& more) {
    for (std::size_t i = 0; i < sums.size(); ++i) {
        sums[i].due += more[i].due;
        sums[i].met += more[i].met;
    }
}

} // namespace

YearTally::YearTally(const Plan& plan, const WorkUnit& unit)
    : from_(unit.warm_up), workflows_(plan.workflows.size()) {
    if (unit.years.count <= 0 || unit.cases > 0) {
        return;
    }
    in_a_year_ = static_cast<std::size_t>(unit.years.starts);
    length_ = unit.years.length / unit.years.starts;
    closes_at_ = from_ + length_;
    const std::size_t parts = static_cast<std::size_t>(unit.years.count) * in_a_year_;
    YearSums part;
    part.promises.resize(plan.promises.size());
    part.cases.resize(workflows_);
    parts_.assign(parts, part);
    flow_time_p95_.assign(parts - in_a_year_ + 1, std::vector<double>(workflows_ + 1, -1));
}

std::size_t YearTally::part_of(Microseconds time) const {
    return time <= from_ ? 0 : static_cast<std::size_t>((time - from_ - 1) / length_);
}

void YearTally::add_due(Microseconds arrival, int workflow, int promise, bool met) {
    const std::size_t part = part_of(arrival);
    if (part < parts_.size()) {
        parts_[part].promises[static_cast<std::size_t>(promise)].add(met);
        parts_[part].cases[static_cast<std::size_t>(workflow)].add(met);
    }
}

void YearTally::add_start(Microseconds left, int promise, bool met) {
    const std::size_t part = part_of(left);
    if (part < parts_.size()) {
        parts_[part].promises[static_cast<std::size_t>(promise)].add(met);
    }
}

void YearTally::add_left(Microseconds now, Microseconds end, int workflow, Microseconds flow_time) {
    if (now > closes_at_) {
        close_parts_before(std::min(part_of(now), parts_.size()));
    }
    const std::size_t part = part_of(end);
    if (part >= parts_.size()) {
        return;
    }
    while (first_kept_ + flow_times_.size() <= part) {
        flow_times_.emplace_back(workflows_);
    }
    flow_times_[part - first_kept_][static_cast<std::size_t>(workflow)].add(flow_time);
}

/// The year that ends with this part is over: what it holds is kept from its first part on.
void YearTally::add_year_of_times(std::size_t last_part) {
    std::vector<double>& p95 = flow_time_p95_[last_part + 1 - in_a_year_];
    Sketch all;
    for (std::size_t workflow = 0; workflow < workflows_; ++workflow) {
        Sketch times;
        for (std::size_t part = 0; part < std::min(in_a_year_, flow_times_.size()); ++part) {
            times.merge(flow_times_[part][workflow]);
        }
        if (times.count() > 0) {
            p95[workflow] = times.quantile(0.95);
            all.merge(times);
        }
    }
    p95.back() = all.count() > 0 ? all.quantile(0.95) : -1;
    ++first_kept_;
    if (flow_times_.empty()) {
        return;
    }
    std::vector<Sketch> free = std::move(flow_times_.front());
    flow_times_.pop_front();
    if (flow_times_.size() < in_a_year_) { // its memory serves the next part
        std::for_each(free.begin(), free.end(), [](Sketch& sketch) { sketch.clear(); });
        flow_times_.push_back(std::move(free));
    }
}

void YearTally::close_parts_before(std::size_t part) {
    for (; first_open_ < part; ++first_open_) {
        if (first_open_ + 1 >= in_a_year_) {
            add_year_of_times(first_open_);
        }
    }
    closes_at_ = first_open_ < parts_.size()
                     ? from_ + static_cast<Microseconds>(first_open_ + 1) * length_
                     : std::numeric_limits<Microseconds>::max();
}

std::vector<YearSums> YearTally::finish() {
    close_parts_before(parts_.size());
    std::vector<YearSums> years;
    for (std::size_t first = 0; first < flow_time_p95_.size(); ++first) {
        years.push_back({parts_[first].promises, parts_[first].cases, flow_time_p95_[first]});
        for (std::size_t part = first + 1; part < first + in_a_year_; ++part) {
            add_to(years.back().promises, parts_[part].promises);
            add_to(years.back().cases, parts_[part].cases);
        }
    }
    return years;
}

} // namespace plimsoll

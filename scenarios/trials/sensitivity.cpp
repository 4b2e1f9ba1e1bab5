#include "scenarios/trials/sensitivity.hpp"

#include "model/numeric/elementary.hpp"
#include "model/numeric/special_functions.hpp"
#include "scenarios/figures/sums.hpp"
#include "scenarios/statistics/ratio.hpp"
#include "scenarios/statistics/resample.hpp"

#include <algorithm>
#include <cmath>

namespace plimsoll {

namespace {

/// Hours that open cases are touched, or that their clients take.
double not_delayed(const WorkflowSums& sums) {
    return hours(sums.elapsed[static_cast<std::size_t>(ElapsedCategory::touch)]) +
           hours(sums.elapsed[static_cast<std::size_t>(ElapsedCategory::external)]);
}

/// A delay that is all gone would have no logarithm: a millionth of what it was stands for it.
double log_ratio(double base, double relieved) {
    constexpr double least = 1e-6;
    return base > 0 ? -logarithm(std::max(relieved / base, least)) : 0;
}

struct Totals {
    double base_hours = 0;
    double base_cases = 0;
    double hours = 0;
    double cases = 0;

    double log_gain() const {
        return base_cases > 0 && cases > 0 ? log_ratio(base_hours / base_cases, hours / cases) : 0;
    }
};

std::size_t pairs_of(std::span<const Delayed> base, const Relieved& relieved) {
    return std::min(base.size(), relieved.delays.size());
}

Totals totals_of(std::span<const Delayed> base, const Relieved& relieved, std::size_t n) {
    Totals totals;
    for (std::size_t i = 0; i < n; ++i) {
        totals.base_hours += base[i].hours;
        totals.base_cases += base[i].cases;
        totals.hours += relieved.delays[i].hours;
        totals.cases += relieved.delays[i].cases;
    }
    return totals;
}

} // namespace

Delayed delay_of(const Replication& record, bool is_steady) {
    Delayed delay;
    for (const WorkflowSums& sums : record.workflows) {
        delay.hours += hours(is_steady ? sums.flow_time : sums.in_progress) - not_delayed(sums);
        delay.cases += static_cast<double>(is_steady ? sums.left : sums.arrived);
    }
    delay.hours = std::max(delay.hours, 0.0);
    return delay;
}

Delayed touch_of(const Replication& record) {
    Delayed touch;
    for (const WorkflowSums& sums : record.workflows) {
        touch.hours += hours(sums.elapsed[static_cast<std::size_t>(ElapsedCategory::touch)]);
        touch.cases += static_cast<double>(sums.left);
    }
    return touch;
}

double mean_delay(std::span<const Delayed> delays) {
    Delayed sum;
    for (const Delayed& delay : delays) {
        sum.hours += delay.hours;
        sum.cases += delay.cases;
    }
    return sum.cases > 0 ? sum.hours / sum.cases : 0;
}

double sensitivity(std::span<const Delayed> base, const Relieved& relieved) {
    return totals_of(base, relieved, pairs_of(base, relieved)).log_gain() / relieved.log_growth;
}

std::vector<double> sensitivity_values(std::span<const Delayed> base, const Relieved& relieved) {
    const std::size_t n = pairs_of(base, relieved);
    const Totals all = totals_of(base, relieved, n);
    const auto count = static_cast<double>(n);
    std::vector<double> values;
    for (std::size_t i = 0; i < n; ++i) {
        Totals rest = all;
        rest.base_hours -= base[i].hours;
        rest.base_cases -= base[i].cases;
        rest.hours -= relieved.delays[i].hours;
        rest.cases -= relieved.delays[i].cases;
        values.push_back((count * all.log_gain() - (count - 1) * rest.log_gain()) /
                         relieved.log_growth);
    }
    return values;
}

Test test_of(std::span<const double> values) {
    Test test;
    const auto n = static_cast<double>(values.size());
    if (values.size() < 2) {
        test.mean = values.empty() ? 0 : values.front();
        return test;
    }
    for (const double value : values) {
        test.mean += value / n;
    }
    double squares = 0;
    for (const double value : values) {
        squares += (value - test.mean) * (value - test.mean);
    }
    const double error = std::sqrt(squares / (n - 1) / n);
    test.half_width = student_quantile_975(values.size()) * error;
    if (error > 0) {
        test.p = 2 * student_shares(std::abs(test.mean) / error, n - 1).above;
    } else {
        test.p = std::abs(test.mean) > 0 ? 0 : 1;
    }
    return test;
}

Estimate estimate_of(std::span<const double> values) {
    const Test test = test_of(values);
    Estimate estimate;
    estimate.mean = test.mean;
    if (values.size() > 1) {
        estimate.low = test.mean - test.half_width;
        estimate.high = test.mean + test.half_width;
    }
    return estimate;
}

Test difference(std::span<const Delayed> base, const Relieved& one, const Relieved& other) {
    const std::size_t n = std::min(pairs_of(base, one), pairs_of(base, other));
    const auto first = [n](Relieved relieved) {
        relieved.delays.resize(n);
        return relieved;
    };
    std::vector<double> values = sensitivity_values(base, first(one));
    const std::vector<double> others = sensitivity_values(base, first(other));
    for (std::size_t i = 0; i < n; ++i) {
        values[i] -= others[i];
    }
    return test_of(values);
}

Reweighting::Reweighting(std::size_t replications)
    : replications_(replications), weights_(resampling_weights(count, replications)) {}

double Reweighting::sensitivity(std::span<const Delayed> base, const Relieved& relieved,
                                std::size_t resample) const {
    const std::size_t n = std::min(pairs_of(base, relieved), replications_);
    const double* weights = weights_.data() + resample * replications_;
    Totals totals;
    for (std::size_t i = 0; i < n; ++i) {
        totals.base_hours += weights[i] * base[i].hours;
        totals.base_cases += weights[i] * base[i].cases;
        totals.hours += weights[i] * relieved.delays[i].hours;
        totals.cases += weights[i] * relieved.delays[i].cases;
    }
    return totals.log_gain() / relieved.log_growth;
}

std::vector<double> shares_of_leading(std::span<const Delayed> base,
                                      std::span<const Relieved> relieved) {
    std::vector<double> shares(relieved.size(), 0);
    const Reweighting reweighting(base.size());
    std::vector<std::size_t> leaders;
    for (std::size_t resample = 0; resample < Reweighting::count; ++resample) {
        leaders.clear();
        double largest = 0;
        for (std::size_t i = 0; i < relieved.size(); ++i) {
            const double value = reweighting.sensitivity(base, relieved[i], resample);
            if (i == 0 || value > largest) {
                largest = value;
                leaders.assign(1, i);
            } else if (value == largest) {
                leaders.push_back(i); // the same luck may show the same of both
            }
        }
        for (const std::size_t leader : leaders) {
            shares[leader] += 1 / static_cast<double>(Reweighting::count * leaders.size());
        }
    }
    return shares;
}

} // namespace plimsoll

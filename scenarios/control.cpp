#include "scenarios/control.hpp"

#include <cmath>

namespace plimsoll {

double deviation_of(const Replication& record, const Plan& plan, const KnownWork& known,
                    std::int64_t clients, std::size_t team) {
    double deviation = 0;
    for (std::size_t i = 0; i < known.of_case.size(); ++i) {
        const std::optional<double>& of_case = known.of_case[i][team];
        if (!of_case) {
            continue;
        }
        const auto arrived = static_cast<double>(record.workflows[i].arrived);
        const std::optional<double> rate = constant_rate(plan, i, clients);
        const double expected =
            rate ? *rate * (static_cast<double>(record.open_time) / static_cast<double>(hour))
                 : arrived;
        deviation += static_cast<double>(record.teams[team].demanded[i]) - *of_case * expected;
    }
    return deviation;
}

double Control::mean() const {
    double sum = 0;
    for (const double one : deviations) {
        sum += one;
    }
    return sum / static_cast<double>(deviations.size());
}

double Control::squares() const {
    const double centre = mean();
    double sum = 0;
    for (const double one : deviations) {
        sum += (one - centre) * (one - centre);
    }
    return sum;
}

double Control::slope(std::span<const double> values) const {
    const double centre = mean();
    double products = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        products += values[i] * (deviations[i] - centre);
    }
    return products / squares();
}

/// What Student's interval of the corrected values has to be multiplied by: one degree of freedom
/// less, and the regression line's own uncertainty at the known mean.
double Control::widening() const {
    const auto n = static_cast<double>(deviations.size());
    const double centre = mean();
    return std::sqrt((n - 1) / (n - 2) * (1 + n * centre * centre / squares())) *
           student_quantile_975(deviations.size() - 1) / student_quantile_975(deviations.size());
}

bool Control::helps(const Ratio& ratio) const {
    const std::size_t n = ratio.numerators.size();
    if (!is_used(n) || !(squares() > 0)) {
        return false;
    }
    Ratio corrected = ratio;
    correct(corrected);
    return half_width(corrected, n) < half_width(ratio, n);
}

void Control::correct(Ratio& ratio) const {
    const std::size_t n = ratio.numerators.size();
    if (!is_used(n) || !(squares() > 0)) {
        return;
    }
    const double numerator_slope = slope(ratio.numerators);
    const double denominator_slope = slope(ratio.denominators);
    for (std::size_t i = 0; i < n; ++i) {
        ratio.numerators[i] -= numerator_slope * deviations[i];
        ratio.denominators[i] -= denominator_slope * deviations[i];
    }
    ratio.widening = widening();
}

double Control::correct(double& pooled_quantile, std::vector<double>& by_replication) const {
    if (!is_used(by_replication.size()) || !(squares() > 0)) {
        return 1;
    }
    const double by = slope(by_replication);
    pooled_quantile -= by * mean();
    for (std::size_t i = 0; i < by_replication.size(); ++i) {
        by_replication[i] -= by * deviations[i];
    }
    return widening();
}

} // namespace plimsoll

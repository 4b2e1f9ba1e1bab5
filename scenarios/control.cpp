#include "scenarios/control.hpp"

#include <cmath>

namespace plimsoll {

namespace {

double mean_of(const std::vector<double>& values) {
    double sum = 0;
    for (const double one : values) {
        sum += one;
    }
    return sum / static_cast<double>(values.size());
}

} // namespace

bool Control::is_used(std::size_t n) const {
    return n >= fewest_for_control && deviations.size() == n && squares() > 0;
}

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

double Control::squares() const {
    const double centre = mean_of(deviations);
    double sum = 0;
    for (const double one : deviations) {
        sum += (one - centre) * (one - centre);
    }
    return sum;
}

void Control::take_out_of(std::vector<double>& values) const {
    const auto n = static_cast<double>(values.size());
    const double centre = mean_of(deviations);
    const double mean = mean_of(values);
    const double all_squares = squares();
    double all_products = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        all_products += (values[i] - mean) * (deviations[i] - centre);
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double away = deviations[i] - centre;
        const double products = all_products - n / (n - 1) * (values[i] - mean) * away;
        const double of_others = all_squares - n / (n - 1) * away * away;
        // Where the others do not differ they say nothing of the slope.
        values[i] -= of_others > 1e-9 * all_squares ? products / of_others * deviations[i] : 0;
    }
}

double Control::widening() const {
    return student_quantile_975(deviations.size() - 1) / student_quantile_975(deviations.size());
}

bool Control::helps(const Ratio& ratio) const {
    const std::size_t n = ratio.numerators.size();
    if (!is_used(n)) {
        return false;
    }
    // A second line of defence: work that is known too high or too low.
    constexpr double surely_off = 4;
    const auto all = static_cast<double>(n);
    if (std::abs(mean_of(deviations)) > surely_off * std::sqrt(squares() / all / (all - 1))) {
        return false;
    }
    Ratio corrected = ratio;
    correct(corrected);
    return half_width(corrected, n) < half_width(ratio, n);
}

void Control::correct(Ratio& ratio) const {
    if (is_used(ratio.numerators.size())) {
        take_out_of(ratio.numerators);
        take_out_of(ratio.denominators);
        ratio.widening = widening();
    }
}

double Control::correct(double& pooled_quantile, std::vector<double>& by_replication) const {
    if (!is_used(by_replication.size())) {
        return 1;
    }
    const double before = mean_of(by_replication);
    take_out_of(by_replication);
    pooled_quantile += mean_of(by_replication) - before;
    return widening();
}

} // namespace plimsoll

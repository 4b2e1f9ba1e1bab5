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

std::array<double, 2> Control::means() const {
    std::array<double, 2> sums{};
    for (const auto& [first, second] : deviations) {
        sums[0] += first;
        sums[1] += second;
    }
    const auto n = static_cast<double>(deviations.size());
    return {sums[0] / n, sums[1] / n};
}

Control::Squares Control::squares() const {
    const std::array<double, 2> centre = means();
    Squares squares;
    for (const auto& [first, second] : deviations) {
        squares.first += (first - centre[0]) * (first - centre[0]);
        squares.second += (second - centre[1]) * (second - centre[1]);
        squares.both += (first - centre[0]) * (second - centre[1]);
    }
    return squares;
}

bool Control::is_used(std::size_t n) const {
    if (n < fewest_for_control || deviations.size() != n) {
        return false;
    }
    const Squares all = squares();
    return all.first > 0 || all.second > 0;
}

void Control::take_out_of(std::vector<double>& values) const {
    // Where the others hardly differ, or one variate says what the other does, there is no slope.
    constexpr double too_little = 1e-9;
    const auto n = static_cast<double>(values.size());
    const double without_one = n / (n - 1);
    const std::array<double, 2> centre = means();
    const Squares all = squares();
    const double mean = mean_of(values);
    std::array<double, 2> all_products{};
    for (std::size_t i = 0; i < values.size(); ++i) {
        all_products[0] += (values[i] - mean) * (deviations[i][0] - centre[0]);
        all_products[1] += (values[i] - mean) * (deviations[i][1] - centre[1]);
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
        const std::array<double, 2> away{deviations[i][0] - centre[0],
                                         deviations[i][1] - centre[1]};
        const double first = all.first - without_one * away[0] * away[0];
        const double second = all.second - without_one * away[1] * away[1];
        const double both = all.both - without_one * away[0] * away[1];
        const double value = values[i] - mean;
        const std::array<double, 2> products{all_products[0] - without_one * value * away[0],
                                             all_products[1] - without_one * value * away[1]};
        const double determinant = first * second - both * both;
        const bool has_first = first > too_little * all.first;
        const bool has_second = second > too_little * all.second;
        if (has_first && has_second && determinant > too_little * first * second) {
            values[i] -=
                (products[0] * second - products[1] * both) / determinant * deviations[i][0] +
                (products[1] * first - products[0] * both) / determinant * deviations[i][1];
        } else if (has_first) {
            values[i] -= products[0] / first * deviations[i][0];
        } else if (has_second) {
            values[i] -= products[1] / second * deviations[i][1];
        }
    }
}

double Control::widening() const {
    const Squares all = squares();
    const std::size_t n = deviations.size();
    const std::size_t variates = (all.first > 0 ? 1U : 0U) + (all.second > 0 ? 1U : 0U);
    return student_quantile_975(n - variates) / student_quantile_975(n);
}

namespace {
constexpr double surely_off = 4; // standard errors
}

bool Control::has_not_settled() const {
    const std::size_t n = deviations.size();
    if (!is_used(n)) {
        return false;
    }
    const auto count = static_cast<double>(n);
    return means()[1] < -surely_off * std::sqrt(squares().second / count / (count - 1));
}

/// A second line of defence: not where a mean is surely higher or lower than it is said to be.
bool Control::is_plausible() const {
    const auto n = static_cast<double>(deviations.size());
    const std::array<double, 2> centre = means();
    const Squares all = squares();
    return std::abs(centre[0]) <= surely_off * std::sqrt(all.first / n / (n - 1)) &&
           std::abs(centre[1]) <= surely_off * std::sqrt(all.second / n / (n - 1));
}

double Control::half_width_of(Ratio ratio) const {
    correct(ratio);
    return half_width(ratio, ratio.numerators.size());
}

Control Control::that_helps(const Ratio& ratio) const {
    // What the second leaves is less like the normal law than what it takes: not for a little.
    constexpr double much_narrower = 2.0 / 3;
    const std::size_t n = ratio.numerators.size();
    if (!is_used(n)) {
        return {};
    }
    const double without = half_width(ratio, n);
    if (is_plausible() && half_width_of(ratio) <= much_narrower * without) {
        return *this;
    }
    Control first = *this;
    for (auto& deviation : first.deviations) {
        deviation[1] = 0;
    }
    return first.is_plausible() && first.half_width_of(ratio) < without ? first : Control();
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

#include "scenarios/statistics/control.hpp"

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

Control::Squares Control::without(std::size_t one, const Squares& all,
                                  const std::array<double, 2>& centre) const {
    const auto n = static_cast<double>(deviations.size());
    const double first = deviations[one][0] - centre[0];
    const double second = deviations[one][1] - centre[1];
    return {all.first - n / (n - 1) * first * first, all.second - n / (n - 1) * second * second,
            all.both - n / (n - 1) * first * second};
}

/// Not where, without one replication, the others hardly differ or say the same: there is no slope.
Control::Uses Control::uses(const Squares& all, const std::array<double, 2>& centre) const {
    constexpr double too_little = 1e-9;
    Uses uses{true, true};
    bool differ = true;
    for (std::size_t i = 0; i < deviations.size(); ++i) {
        const Squares others = without(i, all, centre);
        uses.first = uses.first && others.first > too_little * all.first;
        uses.second = uses.second && others.second > too_little * all.second;
        differ = differ && others.first * others.second - others.both * others.both >
                               too_little * others.first * others.second;
    }
    uses.second = uses.second && (differ || !uses.first);
    return uses;
}

std::array<double, 2> Control::slopes(Uses uses, const Squares& squares,
                                      const std::array<double, 2>& products) {
    if (uses.first && uses.second) {
        const double determinant = squares.first * squares.second - squares.both * squares.both;
        return {(products[0] * squares.second - products[1] * squares.both) / determinant,
                (products[1] * squares.first - products[0] * squares.both) / determinant};
    }
    return {uses.first ? products[0] / squares.first : 0,
            uses.second ? products[1] / squares.second : 0};
}

void Control::take_out_of(std::vector<double>& values) const {
    const auto n = static_cast<double>(values.size());
    const std::array<double, 2> centre = means();
    const Squares all = squares();
    const Uses used = uses(all, centre);
    const double mean = mean_of(values);
    std::array<double, 2> products{};
    for (std::size_t i = 0; i < values.size(); ++i) {
        products[0] += (values[i] - mean) * (deviations[i][0] - centre[0]);
        products[1] += (values[i] - mean) * (deviations[i][1] - centre[1]);
    }
    const std::array<double, 2> of_all = slopes(used, all, products);
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double away = n / (n - 1) * (values[i] - mean);
        const std::array<double, 2> of_others =
            slopes(used, without(i, all, centre),
                   {products[0] - away * (deviations[i][0] - centre[0]),
                    products[1] - away * (deviations[i][1] - centre[1])});
        for (const std::size_t k : {0U, 1U}) {
            values[i] +=
                n * centre[k] * (of_others[k] - of_all[k]) - of_others[k] * deviations[i][k];
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

} // namespace plimsoll

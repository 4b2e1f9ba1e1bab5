#include "scenarios/drift.hpp"

#include "model/special_functions.hpp"

#include <cmath>

namespace plimsoll {

namespace {

constexpr double least_share = 0.03;
constexpr double confidence = 0.9995;

} // namespace

double staying_share(std::span<const double> series, double arrivals) {
    const std::span<const double> late = series.subspan(series.size() / 2);
    if (late.size() < 2 || arrivals <= 0) {
        return 0;
    }
    const double middle = static_cast<double>(late.size() - 1) / 2;
    double products = 0;
    double squares = 0;
    for (std::size_t i = 0; i < late.size(); ++i) {
        const double from_middle = static_cast<double>(i) - middle;
        products += from_middle * late[i];
        squares += from_middle * from_middle;
    }
    return products / squares / arrivals;
}

bool grows_without_end(std::span<const double> staying_shares) {
    const std::size_t count = staying_shares.size();
    if (count < 2) {
        return false;
    }
    const auto n = static_cast<double>(count);
    double sum = 0;
    for (const double share : staying_shares) {
        sum += share;
    }
    const double mean = sum / n;
    double squares = 0;
    for (const double share : staying_shares) {
        squares += (share - mean) * (share - mean);
    }
    const double error = std::sqrt(squares / (n - 1) / n);
    return mean >= least_share && mean > student_quantile(confidence, n - 1) * error;
}

} // namespace plimsoll

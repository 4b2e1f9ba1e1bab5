#include "scenarios/statistics/drift.hpp"

#include "model/numeric/special_functions.hpp"

#include <cmath>

namespace plimsoll {

namespace {

constexpr double confidence = 0.9995;
constexpr double least_doubt = 0.003; ///< a share that means nothing, however sure it is

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

namespace {

struct MeanShare {
    double mean = 0;
    double error = 0; ///< standard error
};

MeanShare mean_share(std::span<const double> shares) {
    const auto n = static_cast<double>(shares.size());
    double sum = 0;
    for (const double share : shares) {
        sum += share;
    }
    const double mean = sum / n;
    double squares = 0;
    for (const double share : shares) {
        squares += (share - mean) * (share - mean);
    }
    return {mean, std::sqrt(squares / (n - 1) / n)};
}

} // namespace

bool grows_without_end(std::span<const double> staying_shares) {
    if (staying_shares.size() < 2) {
        return false;
    }
    const MeanShare share = mean_share(staying_shares);
    const double freedom = static_cast<double>(staying_shares.size()) - 1;
    return share.mean >= least_share_that_stays &&
           share.mean > student_quantile(confidence, freedom) * share.error;
}

bool may_grow(std::span<const double> staying_shares) {
    if (staying_shares.size() < 2) {
        return false;
    }
    const MeanShare share = mean_share(staying_shares);
    const double freedom = static_cast<double>(staying_shares.size()) - 1;
    return share.mean + student_quantile(0.975, freedom) * share.error >= least_share_that_stays ||
           (share.mean >= least_doubt &&
            share.mean > student_quantile(0.999, freedom) * share.error);
}

} // namespace plimsoll

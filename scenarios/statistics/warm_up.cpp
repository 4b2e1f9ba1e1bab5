#include "scenarios/statistics/warm_up.hpp"

#include <vector>

namespace plimsoll {

WarmUp mser5(std::span<const double> series) {
    constexpr std::size_t batch = 5;
    std::vector<double> means;
    for (std::size_t start = 0; start + batch <= series.size(); start += batch) {
        double sum = 0;
        for (std::size_t i = 0; i < batch; ++i) {
            sum += series[start + i];
        }
        means.push_back(sum / static_cast<double>(batch));
    }
    const std::size_t n = means.size();
    if (n < 2) {
        return {0, true};
    }
    std::size_t best = 0;
    double least = -1;
    for (std::size_t cut = 0; cut <= n / 2; ++cut) {
        const auto kept = static_cast<double>(n - cut);
        double mean = 0;
        for (std::size_t j = cut; j < n; ++j) {
            mean += means[j];
        }
        mean /= kept;
        double squares = 0;
        for (std::size_t j = cut; j < n; ++j) {
            squares += (means[j] - mean) * (means[j] - mean);
        }
        const double statistic = squares / (kept * kept);
        if (least < 0 || statistic < least) {
            least = statistic;
            best = cut;
        }
    }
    return {best * batch, best == n / 2};
}

} // namespace plimsoll

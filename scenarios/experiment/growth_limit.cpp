#include "scenarios/experiment/growth_limit.hpp"

#include <algorithm>
#include <cmath>

namespace plimsoll {

namespace {

constexpr double narrow = 1.03;
constexpr int most_trials = 14;

double guess(const GrowthBracket& bracket, double staying) {
    return std::clamp(static_cast<double>(bracket.growing) * (1 - staying),
                      static_cast<double>(bracket.steady), static_cast<double>(bracket.growing));
}

bool is_narrow(std::int64_t low, std::int64_t high) {
    return high - low <= 1 || static_cast<double>(high) <= narrow * static_cast<double>(low);
}

} // namespace

GrowthBracket bisect_growth(std::int64_t steady, std::int64_t growing, double staying,
                            const std::function<GrowthTrial(std::int64_t)>& try_volume) {
    GrowthBracket bracket{steady, growing, 0};
    // Volumes of which a trial could not tell, lowest and highest: none while low > high.
    std::int64_t unsure_low = growing;
    std::int64_t unsure_high = steady;
    const auto learn = [&](std::int64_t volume) {
        const GrowthTrial trial = try_volume(volume);
        if (trial.stable == Stable::no) {
            bracket.growing = volume;
            staying = trial.staying;
        } else if (trial.stable == Stable::yes) {
            bracket.steady = volume;
        } else {
            unsure_low = std::min(unsure_low, volume);
            unsure_high = std::max(unsure_high, volume);
        }
    };
    for (int trial = 0; trial < most_trials; ++trial) {
        const std::int64_t low_top = std::min(unsure_low, bracket.growing);
        const std::int64_t high_bottom = std::max(unsure_high, bracket.steady);
        const bool in_doubt = unsure_low <= unsure_high;
        if (!in_doubt) {
            if (is_narrow(bracket.steady, bracket.growing)) {
                break;
            }
            // A little to the side of the guess, so that one of the ends comes close to it.
            const double at = guess(bracket, staying);
            const double middle =
                std::sqrt(static_cast<double>(std::max<std::int64_t>(1, bracket.steady)) *
                          static_cast<double>(bracket.growing));
            double next = trial % 3 == 2 ? middle : trial % 3 == 0 ? at * 0.985 : at * 1.015;
            auto volume = static_cast<std::int64_t>(std::floor(next + 0.5));
            if (volume <= bracket.steady || volume >= bracket.growing) {
                volume = static_cast<std::int64_t>(std::floor(middle + 0.5));
            }
            learn(std::clamp(volume, bracket.steady + 1, bracket.growing - 1));
        } else if (!is_narrow(bracket.steady, low_top)) {
            learn((bracket.steady + low_top) / 2);
        } else if (!is_narrow(high_bottom, bracket.growing)) {
            learn((high_bottom + bracket.growing + 1) / 2);
        } else {
            break;
        }
    }
    bracket.at = guess(bracket, staying);
    return bracket;
}

} // namespace plimsoll

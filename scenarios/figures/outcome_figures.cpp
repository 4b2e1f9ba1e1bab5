#include "scenarios/figures/outcome_figures.hpp"

#include "scenarios/figures/sums.hpp"

namespace plimsoll {

std::vector<OutcomeFigures> outcome_figures(const Volume& volume, std::size_t workflow,
                                            const std::vector<std::string>& outcomes) {
    std::vector<OutcomeFigures> figures;
    const std::string nobody_left = "no case ended this way in the measured time";
    for (std::size_t outcome = 0; outcomes.size() > 1 && outcome < outcomes.size(); ++outcome) {
        const auto of_this = [&](const Replication& r) {
            const std::vector<OutcomeSums>& sums = r.workflows[workflow].by_outcome;
            return outcome < sums.size() ? &sums[outcome] : nullptr;
        };
        const Ratio mean = over(
            volume,
            [&](const Replication& r) {
                const OutcomeSums* sums = of_this(r);
                return sums != nullptr ? hours(sums->flow_time) : 0;
            },
            [&](const Replication& r) {
                const OutcomeSums* sums = of_this(r);
                return sums != nullptr ? static_cast<double>(sums->left) : 0;
            });
        figures.push_back({outcomes[outcome],
                           times_of(volume, ratio_figure(mean, nobody_left),
                                    volume.outcome_flow_time[workflow][outcome], nobody_left)});
    }
    return figures;
}

} // namespace plimsoll

// How far a sweep is, in one number that never falls, and what it has found so far.
#pragma once

#include "scenarios/experiment/volume.hpp"
#include "scenarios/result/result.hpp"
#include "scenarios/result/study_settings.hpp"
#include "scenarios/result/whole_number.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <mutex>
#include <span>
#include <string>
#include <vector>

namespace plimsoll {

/// Volumes under way tell how far they are, from any thread.
class ProgressOfSweep {
public:
    /// With trials the volumes are about half of the work, single years a seventh.
    ProgressOfSweep(const ReportProgress& report, int expected, bool with_trials)
        : report_(report), expected_(expected), part_(with_trials ? 0.5 : 0.85) {}

    std::size_t begin() {
        const std::lock_guard<std::mutex> alone(mutex_);
        shares_.push_back(0);
        return shares_.size() - 1;
    }
    void tell(std::size_t place, double share) {
        const std::lock_guard<std::mutex> alone(mutex_);
        shares_[place] = std::min(1.0, share);
        tell_all();
    }
    /// The line itself is known before what moves it; at first only between which volumes it lies.
    void tell_found(const Limits& limits, std::span<const Volume> between = {}) {
        const std::lock_guard<std::mutex> alone(mutex_);
        const Figure& limit = limits.sla.value ? limits.sla : limits.stability;
        if (!limit.value) {
            return;
        }
        const auto beyond = std::find_if(between.begin(), between.end(), [&](const Volume& volume) {
            return static_cast<double>(volume.clients) >= limit.value->mean;
        });
        if (!between.empty() && (beyond == between.begin() || beyond == between.end())) {
            return;
        }
        found_ = limits.sla.value ? "deadlines slip " : "work piles up ";
        found_ += between.empty() ? "near " + whole(limit.value->mean)
                                  : fmt::format("between {} and {}", std::prev(beyond)->clients,
                                                beyond->clients);
        tell_share(told_);
    }
    /// Trials come when causes, if any, are told apart.
    void tell_causes(double share) {
        const std::lock_guard<std::mutex> alone(mutex_);
        tell_share(part_ + (before_years - part_) * causes * share);
        trials_from_ = part_ + (before_years - part_) * causes;
    }
    void tell_trials(double share) {
        const std::lock_guard<std::mutex> alone(mutex_);
        tell_share(std::max(trials_from_, part_) +
                   (before_years - std::max(trials_from_, part_)) * share);
    }
    void tell_years(double share) {
        const std::lock_guard<std::mutex> alone(mutex_);
        tell_share(before_years + (1 - before_years) * share);
    }
    void end(std::size_t place) {
        const std::lock_guard<std::mutex> alone(mutex_);
        shares_[place] = 1;
        ++done_;
        tell_all();
    }

private:
    void tell_all() {
        double sum = 0;
        for (const double share : shares_) {
            sum += share;
        }
        tell_share(part_ * std::min(1.0, sum / expected_));
    }
    void tell_share(double share) {
        told_ = std::max(told_, share);
        report_({done_, expected_, told_, found_});
    }

    static constexpr double before_years = 0.85;
    static constexpr double causes = 0.4;
    double trials_from_ = 0;
    const ReportProgress& report_;
    int expected_;
    double part_;
    double told_ = 0; ///< more volumes than expected take nothing back
    int done_ = 0;
    std::string found_;
    std::mutex mutex_;
    std::vector<double> shares_;
};

} // namespace plimsoll

// The main job: many volumes, their limits, and what is found from them.
#include "scenarios/experiment/volume.hpp"
#include "scenarios/figures/client_cost.hpp"
#include "scenarios/figures/figures.hpp"
#include "scenarios/figures/fluid.hpp"
#include "scenarios/figures/unhindered.hpp"
#include "scenarios/findings/findings.hpp"
#include "scenarios/findings/money_findings.hpp"
#include "scenarios/formulas/known_work.hpp"
#include "scenarios/formulas/preview.hpp"
#include "scenarios/formulas/utilisation_curve.hpp"
#include "scenarios/grid.hpp"
#include "scenarios/limits/limits.hpp"
#include "scenarios/limits/promise_limits.hpp"
#include "scenarios/limits/stability.hpp"
#include "scenarios/limits/year_study.hpp"
#include "scenarios/result/whole_number.hpp"
#include "scenarios/study.hpp"
#include "scenarios/trials/by_trial.hpp"
#include "sim/compile.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <mutex>
#include <span>

namespace plimsoll {

namespace {

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
    void tell_trials(double share) {
        const std::lock_guard<std::mutex> alone(mutex_);
        tell_share(part_ + (before_years - part_) * share);
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
    const ReportProgress& report_;
    int expected_;
    double part_;
    double told_ = 0; ///< more volumes than expected take nothing back
    int done_ = 0;
    std::string found_;
    std::mutex mutex_;
    std::vector<double> shares_;
};

} // namespace

Result sweep_study(const Operation& operation, const SweepRange& range, const StudySettings& asked,
                   const ReportProgress& report_progress, const std::atomic<bool>& interrupted) {
    StudySettings settings = asked;
    settings.may_give_up = true;
    Result result;
    result.command = "sweep";
    result.operation = operation;
    result.seed = settings.seed;
    const Plan plan = compile(operation);
    const KnownWork known(operation, plan);
    std::vector<std::int64_t> clients = grid(operation, range);
    result.shown_low = clients.front();
    result.shown_high = clients.back();
    std::vector<Volume> volumes;
    const int expected = static_cast<int>(clients.size()) + (range.volumes.empty() ? 6 : 0);
    const Workers workers(settings.threads);
    ProgressOfSweep progress(report_progress, expected, settings.text != nullptr);
    const auto simulate_more = [&](const std::vector<std::int64_t>& wanted) {
        std::vector<Volume> more(wanted.size());
        workers.run(wanted.size(), [&](std::size_t i) {
            more[i].interrupted = true;
            if (!interrupted.load()) {
                const std::size_t place = progress.begin();
                more[i] = simulate_volume(
                    plan, wanted[i], settings, workers, interrupted,
                    [&](double share) { progress.tell(place, share); }, known);
                progress.end(place);
            }
        });
        for (Volume& volume : more) {
            result.interrupted = result.interrupted || volume.interrupted;
            if (!volume.interrupted) {
                volumes.push_back(std::move(volume));
            }
        }
        std::sort(volumes.begin(), volumes.end(),
                  [](const Volume& a, const Volume& b) { return a.clients < b.clients; });
    };
    std::vector<std::int64_t> waiting = clients;
    if (!range.volumes.empty()) {
        simulate_more(waiting);
        waiting.clear();
    }
    const std::optional<double> full = full_by_formula(operation, plan);
    while (!result.interrupted && !waiting.empty()) {
        const std::size_t next = still_to_simulate(waiting, volumes, operation, plan, full);
        if (next == 0) {
            break;
        }
        const auto end = waiting.begin() + static_cast<std::ptrdiff_t>(next);
        simulate_more({waiting.begin(), end});
        waiting.erase(waiting.begin(), end);
    }
    if (result.interrupted) {
        waiting.clear(); // nobody has looked whether these lie beyond a limit
    }
    WorkAlone alone;
    std::optional<GrowthBracket> bracket;
    const auto limits_now = [&] {
        Limits limits = limits_of(operation, plan, volumes, alone, known.limit(), bracket);
        if (!alone.known() && never_kept(limits.promises) && !result.interrupted) {
            alone = WorkAlone(operation, {volumes.front().clients, volumes.back().clients},
                              settings, workers, interrupted);
            result.interrupted = interrupted.load();
            limits = limits_of(operation, plan, volumes, alone, known.limit(), bracket);
        }
        return limits;
    };
    if (range.volumes.empty()) {
        constexpr int steps_down = 2; // then the bottom: nothing need lie between
        for (int step = 0; !result.interrupted && volumes.front().clients > 1; ++step) {
            const std::int64_t lowest = volumes.front().clients;
            if (!lies_lower(limits_now())) {
                break;
            }
            if (step < steps_down) {
                simulate_more(lower_volumes(lowest));
                continue;
            }
            simulate_more({1});
            if (!result.interrupted && !lies_lower(limits_now())) {
                simulate_more(volumes_down_to(2, lowest));
            }
        }
        if (!volumes.empty()) {
            result.shown_low = std::min(result.shown_low, volumes.front().clients);
        }
    }
    if (range.volumes.empty() && !result.interrupted) {
        progress.tell_found(limits_now(), volumes);
    }
    if (!result.interrupted && !volumes.empty()) {
        bracket = find_growth_limit(plan, known.limit(), volumes, settings, workers, interrupted);
        result.interrupted = interrupted.load();
    }
    if (bracket && range.volumes.empty() && !result.interrupted &&
        known.limit().is_steady(bracket->growing) != std::optional(false)) {
        // What holds work up is seen where it just grows, before hours run out, too.
        simulate_more({bracket->growing});
    }
    if (range.volumes.empty()) {
        constexpr int rounds = 3; // the first reading, between volumes far apart, may be far off
        for (int round = 0; round < rounds && !result.interrupted; ++round) {
            simulate_more(refinements(limits_now(), volumes));
        }
    }
    if (!volumes.empty()) {
        // What is read from steady volumes is to know which these are.
        const Limits found = limits_now();
        for (Volume& volume : volumes) {
            settle(found, volume);
        }
    }
    for (const Volume& volume : volumes) {
        result.volumes.push_back(figures_of(operation, plan, volume));
    }
    if (!volumes.empty()) {
        const VolumeFigures measured = result.volumes.back();
        for (const std::int64_t far : waiting) {
            VolumeFigures figures = fluid_figures(plan, volumes.back(), measured, far);
            figures.cost_per_client = monthly_cost_of_a_client(figures, operation);
            result.volumes.push_back(std::move(figures));
        }
        result.limits = limits_now();
        if (!result.interrupted) {
            progress.tell_found(*result.limits);
            find_by_trial(
                plan, volumes, settings, workers, interrupted,
                [&](double share) { progress.tell_trials(share); }, result);
            add_years({operation, plan, settings, workers, interrupted,
                       [&](double share) { progress.tell_years(share); }},
                      volumes, result);
        }
        add_utilisation_curves(result);
        result.findings = sweep_findings(result, known.limit());
        for (Finding& finding : money_findings(operation, plan, volumes)) {
            result.findings.push_back(std::move(finding));
        }
        result.preview = preview_beside(result, plan, operation.clients_today);
    }
    return result;
}

} // namespace plimsoll

#include "scenarios/study.hpp"

#include "model/elementary.hpp"
#include "scenarios/figures.hpp"
#include "scenarios/findings.hpp"
#include "scenarios/known_work.hpp"
#include "scenarios/limits.hpp"
#include "scenarios/log_of_volume.hpp"
#include "scenarios/money.hpp"
#include "scenarios/preview.hpp"
#include "scenarios/volume.hpp"

#include <algorithm>
#include <cmath>
#include <mutex>

namespace plimsoll {

namespace {

/// DESIGN's default grid: V_lo r^k, ends included, each step at most 30%; today's and the target
/// too.
std::vector<std::int64_t> grid(const Operation& operation, const SweepRange& range) {
    if (!range.volumes.empty()) {
        std::vector<std::int64_t> volumes = range.volumes;
        std::sort(volumes.begin(), volumes.end());
        volumes.erase(std::unique(volumes.begin(), volumes.end()), volumes.end());
        return volumes;
    }
    const std::int64_t today = operation.clients_today;
    const std::int64_t low = std::max<std::int64_t>(1, range.low.value_or(today));
    const std::int64_t high = std::max(low, range.high.value_or(std::max<std::int64_t>(
                                                1000, 3 * operation.clients_target.value_or(0))));
    const double span = logarithm(static_cast<double>(high) / static_cast<double>(low));
    int steps = static_cast<int>(std::ceil(span / logarithm(1.3)));
    if (range.points) {
        steps = std::max(1, *range.points - 1);
    }
    std::vector<std::int64_t> volumes{low, high};
    for (int k = 1; k < steps; ++k) {
        const double at = static_cast<double>(low) * exponential(span * k / steps);
        volumes.push_back(static_cast<std::int64_t>(std::floor(at + 0.5)));
    }
    for (const std::int64_t named : {today, operation.clients_target.value_or(today)}) {
        if (named >= low && named <= high) {
            volumes.push_back(named);
        }
    }
    std::sort(volumes.begin(), volumes.end());
    volumes.erase(std::unique(volumes.begin(), volumes.end()), volumes.end());
    return volumes;
}

/// Two more volumes around each limit whose neighbours stand wider apart than these would. The knee
/// is read from long arcs and needs none, unless it lies close below the volume at which work piles
/// up, where those would step over it.
std::vector<std::int64_t> refinements(const Limits& limits, const std::vector<Volume>& volumes,
                                      double distance) {
    std::vector<std::int64_t> more;
    const auto add = [&](double at) {
        const auto volume = static_cast<std::int64_t>(std::floor(at + 0.5));
        const bool known = std::any_of(volumes.begin(), volumes.end(), [&](const Volume& other) {
            return other.clients == volume;
        });
        if (!known && volume > volumes.front().clients && volume < volumes.back().clients) {
            more.push_back(volume);
        }
    };
    for (const Figure* limit : {&limits.sla, &limits.stability}) {
        if (!limit->value) {
            continue;
        }
        const double at = limit->value->mean;
        const auto above = std::find_if(volumes.begin(), volumes.end(), [&](const Volume& volume) {
            return static_cast<double>(volume.clients) > at;
        });
        if (above == volumes.begin() || above == volumes.end() ||
            static_cast<double>(above->clients) <=
                static_cast<double>(std::prev(above)->clients) * (1 + 3 * distance)) {
            continue;
        }
        add(at * (1 - distance));
        add(at * (1 + distance));
    }
    if (limits.stability.value) {
        const double end = limits.stability.value->mean;
        if (!limits.knee.value || limits.knee.value->mean > 0.7 * end) {
            for (const double part : {0.8, 0.88}) {
                add(part * end);
            }
        }
    }
    std::sort(more.begin(), more.end());
    more.erase(std::unique(more.begin(), more.end()), more.end());
    return more;
}

/// Volumes under way tell how far they are, from any thread.
class ProgressOfSweep {
public:
    ProgressOfSweep(const ReportProgress& report, int expected)
        : report_(report), expected_(expected) {}

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
        report_({done_, expected_, sum / expected_});
    }

    const ReportProgress& report_;
    int expected_;
    int done_ = 0;
    std::mutex mutex_;
    std::vector<double> shares_;
};

Result begun(const std::string& command, const Operation& operation,
             const StudySettings& settings) {
    Result result;
    result.command = command;
    result.operation = operation;
    result.seed = settings.seed;
    return result;
}

/// Beside the simulation of the same volume, if there is one.
Preview preview_beside(const Result& result, const Plan& plan, std::int64_t clients) {
    const auto simulated =
        std::find_if(result.volumes.begin(), result.volumes.end(),
                     [&](const VolumeFigures& volume) { return volume.clients == clients; });
    return preview_of(result.operation, plan, clients,
                      simulated == result.volumes.end() ? nullptr : &*simulated);
}

} // namespace

Result run_study(const Operation& operation, std::int64_t clients, const StudySettings& settings,
                 const ReportProgress& report_progress, const std::atomic<bool>& interrupted) {
    Result result = begun("run", operation, settings);
    result.shown_low = clients;
    result.shown_high = clients;
    const Plan plan = compile(operation);
    const Workers workers(settings.threads);
    const Volume volume = simulate_volume(
        plan, clients, settings, workers, interrupted,
        [&](double share) {
            report_progress({0, 1, share});
        },
        KnownWork(operation, plan));
    result.interrupted = volume.interrupted;
    if (!volume.interrupted) {
        result.volumes.push_back(figures_of(operation, plan, volume));
        result.findings = run_findings(result);
        result.preview = preview_beside(result, plan, clients);
        if (settings.keep_log) {
            result.log = logged_visits(operation, plan, volume);
        }
    }
    return result;
}

Result sweep_study(const Operation& operation, const SweepRange& range, const StudySettings& asked,
                   const ReportProgress& report_progress, const std::atomic<bool>& interrupted) {
    StudySettings settings = asked;
    settings.may_give_up = true;
    Result result = begun("sweep", operation, settings);
    const Plan plan = compile(operation);
    const KnownWork known(operation, plan);
    std::vector<std::int64_t> clients = grid(operation, range);
    result.shown_low = clients.front();
    result.shown_high = clients.back();
    std::vector<Volume> volumes;
    const int expected = static_cast<int>(clients.size()) + (range.volumes.empty() ? 6 : 0);
    const Workers workers(settings.threads);
    ProgressOfSweep progress(report_progress, expected);
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
    simulate_more(clients);
    for (const double distance : {0.04, 0.02}) {
        if (!result.interrupted && range.volumes.empty()) {
            simulate_more(refinements(limits_of(operation, plan, volumes), volumes, distance));
        }
    }
    for (const Volume& volume : volumes) {
        result.volumes.push_back(figures_of(operation, plan, volume));
    }
    if (!volumes.empty()) {
        result.limits = limits_of(operation, plan, volumes);
        result.findings = sweep_findings(result);
        for (Finding& finding : money_findings(operation, plan, volumes)) {
            result.findings.push_back(std::move(finding));
        }
        result.preview = preview_beside(result, plan, operation.clients_today);
    }
    return result;
}

} // namespace plimsoll

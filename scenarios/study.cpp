#include "scenarios/study.hpp"

#include "scenarios/experiment/log_of_volume.hpp"
#include "scenarios/experiment/volume.hpp"
#include "scenarios/figures/figures.hpp"
#include "scenarios/findings/findings.hpp"
#include "scenarios/formulas/known_work.hpp"
#include "scenarios/formulas/preview.hpp"
#include "scenarios/formulas/utilisation_curve.hpp"
#include "scenarios/limits/year_study.hpp"
#include "scenarios/trials/by_trial.hpp"
#include "sim/compile.hpp"

namespace plimsoll {

Result run_study(const Operation& operation, std::int64_t clients, const StudySettings& settings,
                 const ReportProgress& report_progress, const std::atomic<bool>& interrupted) {
    Result result;
    result.command = "run";
    result.operation = operation;
    result.seed = settings.seed;
    result.shown_low = clients;
    result.shown_high = clients;
    const Plan plan = compile(operation);
    const Workers workers(settings.threads);
    const Volume volume = simulate_volume(
        plan, clients, settings, workers, interrupted,
        [&](double share) {
            report_progress({0, 1, share, {}});
        },
        KnownWork(operation, plan));
    result.interrupted = volume.interrupted;
    if (!volume.interrupted) {
        result.volumes.push_back(figures_of(operation, plan, volume));
        // Whoever fixes how much is run is asked for no more than that.
        if (!settings.replications && !settings.from_empty) {
            find_by_trial(
                plan, {volume}, settings, workers, interrupted, [](double) {}, result);
        }
        add_years({operation, plan, settings, workers, interrupted, [](double) {}}, volume,
                  result.volumes.front());
        result.interrupted = interrupted.load();
        add_utilisation_curves(result);
        result.findings = run_findings(result);
        result.preview = preview_beside(result, plan, clients);
        if (settings.keep_log) {
            result.log = logged_visits(operation, plan, volume);
        }
    }
    return result;
}

} // namespace plimsoll

// The main job: many volumes, their limits, and what is found from them.
#include "scenarios/experiment/volume.hpp"
#include "scenarios/figures/client_cost.hpp"
#include "scenarios/figures/figures.hpp"
#include "scenarios/figures/fluid.hpp"
#include "scenarios/findings/findings.hpp"
#include "scenarios/findings/money_findings.hpp"
#include "scenarios/formulas/known_work.hpp"
#include "scenarios/formulas/preview.hpp"
#include "scenarios/formulas/utilisation_curve.hpp"
#include "scenarios/friction.hpp"
#include "scenarios/grid.hpp"
#include "scenarios/limits/year_study.hpp"
#include "scenarios/load_line.hpp"
#include "scenarios/study.hpp"
#include "scenarios/trials/by_trial.hpp"
#include "sim/compile.hpp"

#include <algorithm>

namespace plimsoll {

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
    const LineRange looked_at{grid(operation, range), range.volumes.empty()};
    const std::vector<std::int64_t>& clients = looked_at.clients;
    result.shown_low = clients.front();
    result.shown_high = clients.back();
    const int expected = static_cast<int>(clients.size()) + (looked_at.search ? 6 : 0);
    const Workers workers(settings.threads);
    ProgressOfSweep progress(report_progress, plan.has_mechanisms() ? 2 * expected : expected,
                             settings.text != nullptr);
    const LoadLine line =
        draw_line(operation, plan, known, looked_at, settings, workers, &progress, interrupted);
    result.interrupted = line.interrupted;
    const std::vector<Volume>& volumes = line.volumes;
    for (const Volume& volume : volumes) {
        result.volumes.push_back(figures_of(operation, plan, volume));
    }
    if (volumes.empty()) {
        return result;
    }
    result.shown_low = std::min(result.shown_low, line.lowest);
    const VolumeFigures measured = result.volumes.back();
    for (const std::int64_t far : line.beyond) {
        VolumeFigures figures = fluid_figures(plan, volumes.back(), measured, far);
        figures.cost_per_client = monthly_cost_of_a_client(figures, operation);
        result.volumes.push_back(std::move(figures));
    }
    result.limits = line.limits;
    if (!result.interrupted) {
        find_friction({operation, plan, line, looked_at, settings, workers, interrupted}, progress,
                      result);
    }
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
    return result;
}

} // namespace plimsoll

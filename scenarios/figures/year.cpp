#include "scenarios/figures/year.hpp"

#include "model/date_table.hpp"
#include "scenarios/statistics/cycles.hpp"
#include "sim/plan/features.hpp"

#include <algorithm>
#include <cmath>

namespace plimsoll {

namespace {

constexpr std::int64_t fewest_replications = 8;        ///< each has a warm-up of its own
constexpr std::uint64_t first_replication = 1U << 29U; ///< of luck that is used nowhere else
constexpr double most_visits = 6e7; ///< more of them would take longer than all else

constexpr int seasons = 4;            ///< a year may begin with any: each starts another year
constexpr Microseconds memorable = 5; ///< so many warm-ups are longer than a year

/// Behind the last year, so that its cases fall due before the end.
Microseconds until_all_are_due(const Plan& plan) {
    const auto open_week = static_cast<double>(plan.clocks.front().open_per_week());
    // Dates come within a month or two, and nights and week-ends lie between.
    constexpr double weeks_of_dates = 9;
    return static_cast<Microseconds>(
        std::ceil(static_cast<double>(longest_due(plan)) + weeks_of_dates * open_week));
}

/// One year in ten is worse, one in ten better; nothing where there are no years. Of n years the
/// one of rank p (n + 1) has a share p of all others below it on average (Weibull 1939), so that
/// few years promise no narrower range than many. Years that overlap stand for those on end.
std::optional<YearRange> range_of(std::vector<double> values, std::size_t on_end) {
    if (values.empty()) {
        return std::nullopt;
    }
    std::sort(values.begin(), values.end());
    const auto n = static_cast<double>(on_end);
    const double for_one = static_cast<double>(values.size()) / n;
    const double beyond = std::max(for_one * (0.1 * (n + 1) - 0.5) - 0.5, 0.0);
    const auto whole = static_cast<std::size_t>(beyond);
    const double part = beyond - static_cast<double>(whole);
    const std::size_t last = values.size() - 1;
    const auto between = [part](double here, double further) {
        return here + part * (further - here);
    };
    return YearRange{between(values[whole], values[std::min(whole + 1, last)]),
                     between(values[last - whole], values[last - std::min(whole + 1, last)])};
}

template <class Visit>
void for_each_year(const SimulatedYears& years, Visit visit) {
    for (const std::vector<YearSums>& replication : years.replications) {
        std::for_each(replication.begin(), replication.end(), visit);
    }
}

/// `workflow` is the number of workflows: of all cases.
YearFigures figures_of(const SimulatedYears& years, std::size_t workflow, bool has_due,
                       const std::string& why_no_due) {
    std::vector<double> in_time;
    std::vector<double> p95;
    for_each_year(years, [&](const YearSums& year) {
        PromiseSums cases;
        for (std::size_t i = 0; i < year.cases.size(); ++i) {
            if (i == workflow || workflow == year.cases.size()) {
                cases.due += year.cases[i].due;
                cases.met += year.cases[i].met;
            }
        }
        if (cases.due > 0) {
            in_time.push_back(static_cast<double>(cases.met) / static_cast<double>(cases.due));
        }
        if (year.flow_time_p95[workflow] >= 0) {
            p95.push_back(year.flow_time_p95[workflow] / static_cast<double>(hour));
        }
    });
    return {{range_of(std::move(in_time), years.on_end),
             has_due ? "no case fell due in these years" : why_no_due},
            {range_of(std::move(p95), years.on_end), "no case left in these years"}};
}

} // namespace

Microseconds year_of(const Operation& operation) {
    return 12 * month_of(operation.calendar, operation);
}

double visits_per_year(const Operation& operation, const Volume& like, std::int64_t clients) {
    double visits = 0;
    double time = 0;
    for (const Replication& record : like.replications) {
        visits += static_cast<double>(record.steps);
        time += static_cast<double>(record.open_time + like.measurement.warm_up);
    }
    const double of_year = time > 0 ? visits / time * static_cast<double>(year_of(operation)) : 0;
    return like.clients > 0
               ? of_year * static_cast<double>(clients) / static_cast<double>(like.clients)
               : of_year;
}

std::string why_no_years(const Operation& operation, const Volume& volume,
                         const StudySettings& settings) {
    if (settings.from_empty) {
        return "a run from an empty start is no year like any other";
    }
    if (volume.measurement.overloaded) {
        return "work piles up without end: no year is like another";
    }
    if (settings.replications) {
        return "only what `--replications` asks for is simulated";
    }
    if (settings.hours && *settings.hours <= 0) {
        return "no time is measured";
    }
    if (visits_per_year(operation, volume, volume.clients) * static_cast<double>(of_a_run.fewest) >
        most_visits) {
        return "200 years of so much work would take too long to simulate";
    }
    return {};
}

SimulatedYears simulate_years(const Operation& operation, const Plan& plan, std::int64_t clients,
                              const Volume& like, const ManyYears& many,
                              const StudySettings& settings, const Workers& workers,
                              const std::atomic<bool>& interrupted) {
    const double visits = visits_per_year(operation, like, clients);
    const double affordable =
        work_asked_for(plan) == Work::usual ? many.cheap : many.cheap_beyond_usual;
    const Microseconds year = year_of(operation);
    // Where a queue is remembered for a good part of a year two years on end tell hardly more than
    // one: each has a warm-up of its own then.
    const bool remembers = like.measurement.warm_up * memorable > year;
    const double warm_up =
        remembers ? static_cast<double>(like.measurement.warm_up) / static_cast<double>(year) : 0;
    const double cheap = visits > 0 ? std::floor(affordable / (visits * (1 + warm_up))) : 0;
    const auto wanted = static_cast<std::int64_t>(
        std::clamp(cheap, static_cast<double>(many.fewest), static_cast<double>(many.most)));
    const std::int64_t replications = remembers ? wanted : fewest_replications;
    WorkUnit unit;
    unit.clients = clients;
    unit.keep_times = false;
    unit.seed = settings.seed;
    unit.warm_up = like.measurement.warm_up;
    unit.years = {year, (wanted + replications - 1) / replications, seasons};
    unit.length = unit.years.length * unit.years.count + until_all_are_due(plan);
    std::vector<WorkUnit> units;
    for (std::int64_t i = 0; i < replications; ++i) {
        unit.replication = first_replication + static_cast<std::uint64_t>(i);
        units.push_back(unit);
    }
    SimulatedYears years;
    years.clients = clients;
    years.on_end = static_cast<std::size_t>(replications * unit.years.count);
    for (Replication& record : simulate_all(plan, units, workers, interrupted, [] {})) {
        years.interrupted = years.interrupted || record.interrupted;
        years.replications.push_back(std::move(record.years));
    }
    return years;
}

void add_year_figures(const Plan& plan, const SimulatedYears& years, VolumeFigures& figures) {
    const auto has_due = [](const PlanWorkflow& workflow) {
        return std::any_of(workflow.due.begin(), workflow.due.end(),
                           [](const PlanDue& one) { return one.exists; });
    };
    const std::size_t workflows = plan.workflows.size();
    figures.year = figures_of(years, workflows,
                              std::any_of(plan.workflows.begin(), plan.workflows.end(), has_due),
                              "no workflow has a due time");
    for (std::size_t workflow = 0; workflow < workflows; ++workflow) {
        figures.workflows[workflow].year = figures_of(
            years, workflow, has_due(plan.workflows[workflow]), "this workflow has no due time");
    }
}

void leave_out_years(const std::string& why, VolumeFigures& figures) {
    figures.year_why = why;
    for (WorkflowFigures& workflow : figures.workflows) {
        workflow.year_why = why;
    }
}

bool is_broken(const Promise& promise, const PromiseSums& sums) {
    // 1 - 0.95 is a little more than 0.05 in doubles, and 5 of 100 are allowed, not 6.
    const double allowed = std::ceil((1 - promise.share) * static_cast<double>(sums.due) - 1e-9);
    return static_cast<double>(sums.due - sums.met) > allowed;
}

} // namespace plimsoll

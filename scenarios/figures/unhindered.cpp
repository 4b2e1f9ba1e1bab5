#include "scenarios/figures/unhindered.hpp"

#include "model/scaled_law.hpp"
#include "scenarios/figures/due_figures.hpp"
#include "sim/compile.hpp"
#include "sim/plan/plan.hpp"

#include <algorithm>

namespace plimsoll {

namespace {

constexpr std::int64_t few_replications = 5;

/// The hours in which somebody of the team is there.
Calendar all_hours(const Team& team) {
    std::vector<Span> spans = team.members.empty() ? team.calendar.spans : std::vector<Span>();
    for (const Members& members : team.members) {
        spans.insert(spans.end(), members.calendar.spans.begin(), members.calendar.spans.end());
    }
    std::sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) {
        return a.from != b.from ? a.from < b.from : a.to < b.to;
    });
    Calendar calendar = team.calendar;
    calendar.spans.clear();
    for (const Span& span : spans) {
        if (!calendar.spans.empty() && (span.from < calendar.spans.back().to ||
                                        (span.from == calendar.spans.back().to &&
                                         span.weekday == calendar.spans.back().weekday))) {
            calendar.spans.back().to = std::max(calendar.spans.back().to, span.to);
        } else {
            calendar.spans.push_back(span);
        }
    }
    return calendar;
}

double fastest(const Team& team) {
    double speed = 0;
    for (const Members& members : team.members) {
        speed = std::max(speed, members.speed);
    }
    return speed > 0 ? speed : 1;
}

/// Together they go at the slowest's speed (MODEL.md ruling 5); of those who may, the fastest.
double best_speed(const Step& step, const std::vector<Team>& teams) {
    double together = 0;
    for (std::size_t i = 0; i < step.needs.size(); ++i) {
        double speed = fastest(teams[static_cast<std::size_t>(step.needs[i].team)]);
        if (i == 0) {
            for (const int other : step.or_teams) {
                speed = std::max(speed, fastest(teams[static_cast<std::size_t>(other)]));
            }
        }
        together = i == 0 ? speed : std::min(together, speed);
    }
    return together > 0 ? together : 1;
}

void unhinder(Step& step, const std::vector<Team>& teams) {
    if (!step.effort_of.empty()) {
        step.effort = step.effort_of.front().effort;
        step.effort_of.clear();
    }
    const double speed = best_speed(step, teams);
    if (step.effort && speed != 1) {
        step.effort = scaled_law(*step.effort, 1 / speed);
    }
    step.or_teams.clear();
    step.skill.clear();
    step.person.reset();
    step.keep.reset();
    step.wip.reset();
    step.interrupts = false;
    if (step.patience && step.patience->then_team >= 0) {
        step.patience.reset();
    }
    for (Need& need : step.needs) {
        need.people = 1;
    }
    if (step.slot) {
        step.delay = step.slot->lead;
        step.slot.reset();
    }
}

void unhinder(Workflow& workflow, const std::vector<Team>& teams) {
    workflow.wip.reset();
    for (Step& step : workflow.steps) {
        unhinder(step, teams);
    }
    for (Workflow& variant : workflow.variants) {
        unhinder(variant, teams);
    }
}

} // namespace

Operation unhindered(const Operation& operation) {
    Operation free = operation;
    for (Team& team : free.teams) {
        team.calendar = all_hours(team);
        team.unlimited = true;
        team.members.clear();
        team.helps.clear();
        team.wip.reset();
    }
    for (Workflow& workflow : free.workflows) {
        unhinder(workflow, operation.teams);
    }
    return free;
}

WorkAlone::WorkAlone(const Operation& operation, const std::vector<std::int64_t>& clients,
                     const StudySettings& settings, const Workers& workers,
                     const std::atomic<bool>& interrupted) {
    const Operation free = unhindered(operation);
    const Plan plan = compile(free);
    StudySettings few = settings;
    few.replications = few_replications;
    few.keep_log = false;
    for (const std::int64_t volume : clients) {
        volumes_.push_back(simulate_volume(plan, volume, few, workers, interrupted, [](double) {}));
        if (volumes_.back().interrupted) {
            volumes_.clear();
            return;
        }
    }
}

std::optional<double> WorkAlone::best_share(std::size_t promise) const {
    std::optional<double> best;
    for (const Volume& volume : volumes_) {
        const Ratio share = kept(volume, promise);
        double due = 0;
        for (const double part : share.denominators) {
            due += part;
        }
        if (due > 0) {
            best = std::max(best.value_or(0), pooled(share, share.numerators.size()));
        }
    }
    return best;
}

std::optional<double> WorkAlone::typical(std::size_t workflow) const {
    if (volumes_.empty()) {
        return std::nullopt;
    }
    const double median = volumes_.back().workflow_flow_time[workflow].quantile(level_p50);
    return median > 0 ? std::optional(median / static_cast<double>(hour)) : std::nullopt;
}

} // namespace plimsoll

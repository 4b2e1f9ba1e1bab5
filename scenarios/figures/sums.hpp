// Sums over a replication, and the figures that come of them.
#pragma once

#include "scenarios/experiment/volume.hpp"
#include "scenarios/statistics/ratio.hpp"

#include <array>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace plimsoll {

inline constexpr double microseconds_per_hour = static_cast<double>(hour);
inline constexpr Bounds share{0, 1};
inline const std::string nothing_left = "no case left in the measured time";
inline const std::string nothing_completed = "no case was completed in the measured time";

inline double hours(int128 time) {
    return static_cast<double>(time) / microseconds_per_hour;
}

/// A ratio over all replications of a volume.
inline Ratio over(const Volume& volume, const std::function<double(const Replication&)>& numerator,
                  const std::function<double(const Replication&)>& denominator) {
    Ratio ratio;
    for (const Replication& record : volume.replications) {
        ratio.add(numerator(record), denominator(record));
    }
    volume.control.correct(ratio);
    return ratio;
}

inline double open_hours(const Replication& record) {
    return hours(record.open_time);
}

inline double cases_left(const Replication& record) {
    double left = 0;
    for (const WorkflowSums& sums : record.workflows) {
        left += static_cast<double>(sums.left);
    }
    return left;
}

inline double cases_completed(const Replication& record) {
    double completed = 0;
    for (const WorkflowSums& sums : record.workflows) {
        completed += static_cast<double>(sums.completed);
    }
    return completed;
}

inline Times times_of(const Volume& volume, Figure mean, const PooledSketch& sketch,
                      const std::string& why) {
    const std::array<Figure, 4> quantiles = sketch.figures(volume.control, why);
    return {std::move(mean), quantiles[0], quantiles[1], quantiles[2], quantiles[3]};
}

/// Sums over the cells that satisfy `belongs`.
inline double over_counters(const Plan& plan, const Replication& record,
                            const std::function<bool(const VisitCounter&)>& belongs,
                            const std::function<double(const VisitSums&)>& value) {
    double sum = 0;
    for (std::size_t counter = 0; counter < plan.counters.size(); ++counter) {
        if (belongs(plan.counters[counter])) {
            sum += value(record.counters[counter]);
        }
    }
    return sum;
}

inline const std::function<double(const VisitSums&)> visits = [](const VisitSums& sums) {
    return static_cast<double>(sums.visits);
};
inline const std::function<double(const VisitSums&)> waits = [](const VisitSums& sums) {
    return static_cast<double>(sums.visits + sums.gave_up);
};
/// The same, with those that others did together with a cell's team.
inline const std::function<double(const VisitSums&)> waits_together = [](const VisitSums& sums) {
    return static_cast<double>(sums.visits + sums.gave_up + sums.beside);
};
inline const std::function<double(const VisitSums&)> wait_hours = [](const VisitSums& sums) {
    return hours(sums.wait);
};
inline const std::function<double(const VisitSums&)> held_hours = [](const VisitSums& sums) {
    return hours(sums.held);
};

/// Hours that are paid though a team's people are away.
inline double absent_hours(const TeamSums& sums) {
    return hours(sums.worked[static_cast<std::size_t>(WorkCategory::absent)]);
}

/// Person-hours worked by a team, all ledger lines of people who are there.
inline double worked_hours(const TeamSums& sums) {
    double worked = 0;
    for (std::size_t line = 0; line < work_categories; ++line) {
        worked +=
            line == static_cast<std::size_t>(WorkCategory::absent) ? 0 : hours(sums.worked[line]);
    }
    return worked;
}

/// Hours of a person in this team that an earlier team pays: nobody is paid twice for one hour.
inline Microseconds paid_elsewhere(const Replication& record, std::size_t person) {
    return record.people_paid_elsewhere.empty() ? 0 : record.people_paid_elsewhere[person];
}

/// What a team costs in the window.
inline double paid(const Plan& plan, const Replication& record, std::size_t team) {
    const PlanTeam& source = plan.teams[team];
    if (source.unlimited) {
        return worked_hours(record.teams[team]) * source.cost_per_hour;
    }
    double money = 0;
    for (std::size_t person = 0; person < plan.people.size(); ++person) {
        if (plan.people[person].team != static_cast<int>(team)) {
            continue;
        }
        const auto& worked = record.people_worked[person];
        double time = hours(record.people_available[person] +
                            worked[static_cast<std::size_t>(WorkCategory::absent)] -
                            paid_elsewhere(record, person));
        if (source.paid_when_working) {
            time = 0;
            for (const Microseconds part : worked) {
                time += hours(part);
            }
        }
        money += time * plan.people[person].cost_per_hour;
    }
    return money;
}

/// Person-hours that are paid; rooms and machines are not people.
inline double paid_hours(const Plan& plan, const Replication& record, std::size_t team) {
    const PlanTeam& source = plan.teams[team];
    if (source.units) {
        return 0;
    }
    if (source.paid_when_working) {
        return worked_hours(record.teams[team]);
    }
    Microseconds elsewhere = 0;
    for (std::size_t person = 0; person < record.people_paid_elsewhere.size(); ++person) {
        elsewhere += plan.people[person].team == static_cast<int>(team)
                         ? record.people_paid_elsewhere[person]
                         : 0;
    }
    return hours(record.teams[team].available +
                 record.teams[team].worked[static_cast<std::size_t>(WorkCategory::absent)] -
                 elsewhere);
}

/// What a team costs in the window with the hours in which its people do no steps.
inline double paid_altogether(const Plan& plan, const Replication& record, std::size_t team) {
    double money = paid(plan, record, team);
    for (std::size_t other = plan.declared_teams(); other < plan.teams.size(); ++other) {
        money +=
            plan.teams[other].reserved_of == static_cast<int>(team) ? paid(plan, record, other) : 0;
    }
    return money;
}

/// Over all teams, hidden ones as well: hours and money are theirs, too.
inline double over_teams(const Plan& plan, const std::function<double(std::size_t)>& value) {
    double sum = 0;
    for (std::size_t team = 0; team < plan.teams.size(); ++team) {
        sum += value(team);
    }
    return sum;
}

} // namespace plimsoll

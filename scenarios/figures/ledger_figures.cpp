#include "scenarios/figures/ledger_figures.hpp"

#include "scenarios/figures/sums.hpp"

#include <array>
#include <string>
#include <utility>

namespace plimsoll {

void ledger_figures(const Plan& plan, const Volume& volume, VolumeFigures& figures) {
    for (std::size_t category = 0; category < work_categories; ++category) {
        if (!plan.lines.work[category]) {
            continue;
        }
        figures.work_hours.push_back(
            {work_names[category],
             ratio_figure(over(
                              volume,
                              [&](const Replication& r) {
                                  return over_teams(plan, [&](std::size_t team) {
                                      return plan.teams[team].units
                                                 ? 0
                                                 : hours(r.teams[team].worked[category]);
                                  });
                              },
                              cases_completed),
                          nothing_completed)});
    }
    figures.work_hours.push_back(
        {"idle", ratio_figure(over(
                                  volume,
                                  [&](const Replication& r) {
                                      return over_teams(plan, [&](std::size_t team) {
                                          return plan.teams[team].units
                                                     ? 0
                                                     : paid_hours(plan, r, team) -
                                                           worked_hours(r.teams[team]) -
                                                           absent_hours(r.teams[team]);
                                      });
                                  },
                                  cases_completed),
                              nothing_completed)});
    figures.paid_hours = ratio_figure(over(
                                          volume,
                                          [&](const Replication& r) {
                                              return over_teams(plan, [&](std::size_t team) {
                                                  return paid_hours(plan, r, team);
                                              });
                                          },
                                          cases_completed),
                                      nothing_completed);
    for (const ElapsedCategory line : elapsed_order) {
        const auto category = static_cast<std::size_t>(line);
        // A line that can only be empty stands for a word that the model does not use.
        if (!plan.lines.elapsed[category]) {
            continue;
        }
        figures.elapsed.push_back(
            {elapsed_names[category], ratio_figure(over(
                                                       volume,
                                                       [category](const Replication& r) {
                                                           double sum = 0;
                                                           for (const WorkflowSums& sums :
                                                                r.workflows) {
                                                               sum += hours(sums.elapsed[category]);
                                                           }
                                                           return sum;
                                                       },
                                                       cases_left),
                                                   nothing_left)});
    }
}

void coordination_figures(const Plan& plan, const Volume& volume, VolumeFigures& figures) {
    constexpr std::array lines{WorkCategory::clarification, WorkCategory::coordination,
                               WorkCategory::decisions, WorkCategory::switching};
    const auto paid = [&](const Replication& r) {
        return over_teams(plan, [&](std::size_t team) { return paid_hours(plan, r, team); });
    };
    const auto worked_on = [&](const Replication& r, WorkCategory line) {
        return over_teams(plan, [&](std::size_t team) {
            return plan.teams[team].units
                       ? 0
                       : hours(r.teams[team].worked[static_cast<std::size_t>(line)]);
        });
    };
    const std::string nothing_paid = "no hours were paid";
    CoordinationFigures coordination;
    for (const WorkCategory line : lines) {
        const auto category = static_cast<std::size_t>(line);
        if (plan.lines.work[category]) {
            coordination.by_cause.push_back(
                {work_names[category],
                 ratio_figure(
                     over(
                         volume, [&](const Replication& r) { return worked_on(r, line); }, paid),
                     nothing_paid)});
        }
    }
    if (coordination.by_cause.empty()) {
        return;
    }
    coordination.share_of_paid_hours = ratio_figure(over(
                                                        volume,
                                                        [&](const Replication& r) {
                                                            double sum = 0;
                                                            for (const WorkCategory line : lines) {
                                                                sum += worked_on(r, line);
                                                            }
                                                            return sum;
                                                        },
                                                        paid),
                                                    nothing_paid);
    figures.coordination = std::move(coordination);
}

void own_figures(const Volume& volume, VolumeFigures& figures) {
    if (volume.replications.empty()) {
        return;
    }
    for (std::size_t number = 0; number < volume.replications.front().own.size(); ++number) {
        figures.mechanisms.push_back(
            {volume.replications.front().own[number].name,
             ratio_figure(over(
                              volume, [number](const Replication& r) { return r.own[number].sum; },
                              [number](const Replication& r) { return r.own[number].each; }),
                          "there was nothing to count it on")});
    }
}

} // namespace plimsoll

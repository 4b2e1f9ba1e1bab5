#include "scenarios/figures/active_periods.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace plimsoll {

namespace {

/// What happens to a team: people of one clock come, go, take work up or put it down.
struct Happening {
    Microseconds time = 0;
    int shift = 0;   ///< of the team's
    int open = 0;    ///< +1 they come, -1 they go
    int at_work = 0; ///< how many more of them are at work
};

/// A team's people by clock, as time passes.
class TeamAtWork {
public:
    explicit TeamAtWork(const PlanTeam& team) {
        for (const Shift& shift : team.shifts) {
            idle_.push_back(static_cast<int>(shift.people.size()));
            here_.push_back(0);
        }
    }
    void take(const Happening& happening) {
        const auto shift = static_cast<std::size_t>(happening.shift);
        here_[shift] += happening.open;
        idle_[shift] -= happening.at_work;
    }
    bool on_shift() const {
        return std::any_of(here_.begin(), here_.end(), [](int here) { return here > 0; });
    }
    bool somebody_idle() const {
        for (std::size_t shift = 0; shift < here_.size(); ++shift) {
            if (here_[shift] > 0 && idle_[shift] > 0) {
                return true;
            }
        }
        return false;
    }

private:
    std::vector<int> here_;
    std::vector<int> idle_;
};

/// When people who work by this clock come and go between two instants of wall time.
void add_openings(const WeekClock& clock, int shift, Stretch window, std::vector<Happening>& all) {
    Microseconds at = window.from;
    while (at < window.to) {
        const Microseconds opening = clock.is_open(at) ? at : clock.next_opening(at);
        if (opening >= window.to) {
            return;
        }
        all.push_back({opening, shift, 1, 0});
        const Microseconds closing = clock.closes_at(opening);
        if (closing >= window.to) {
            return;
        }
        all.push_back({closing, shift, -1, 0});
        at = closing;
    }
}

std::vector<ActivePeriod> periods_of(const Plan& plan, std::size_t number,
                                     std::vector<Happening>& happenings, Stretch window) {
    const PlanTeam& team = plan.teams[number];
    for (std::size_t shift = 0; shift < team.shifts.size(); ++shift) {
        add_openings(plan.clock(team.shifts[shift].clock), static_cast<int>(shift), window,
                     happenings);
    }
    std::sort(happenings.begin(), happenings.end(), [](const Happening& a, const Happening& b) {
        return std::tie(a.time, a.shift, a.open, a.at_work) <
               std::tie(b.time, b.shift, b.open, b.at_work);
    });
    const WeekClock& open = plan.clocks.front();
    TeamAtWork state(team);
    std::vector<ActivePeriod> periods;
    bool active = false;
    for (std::size_t i = 0; i < happenings.size();) {
        const Microseconds time = happenings[i].time;
        for (; i < happenings.size() && happenings[i].time == time; ++i) {
            state.take(happenings[i]);
        }
        const Microseconds until = i < happenings.size() ? happenings[i].time : window.to;
        if (state.somebody_idle()) {
            active = false;
            continue;
        }
        const Stretch part{open.open_before(std::max(time, window.from)),
                           open.open_before(std::min(until, window.to))};
        if (!state.on_shift() || part.from >= part.to) {
            continue; // neither active nor idle: an active period goes on when somebody comes
        }
        if (!active) {
            periods.emplace_back();
            active = true;
        }
        std::vector<Stretch>& parts = periods.back().parts;
        if (!parts.empty() && parts.back().to == part.from) {
            parts.back().to = part.to;
        } else {
            parts.push_back(part);
        }
    }
    return periods;
}

/// Of each team the people at work, from a log.
std::vector<std::vector<Happening>> work_in(const Plan& plan, const Replication& record) {
    std::vector<std::vector<Happening>> all(plan.declared_teams());
    for (const LogRow& row : record.log) {
        for (const int person : row.people) {
            const PlanPerson& who = plan.person(person);
            const std::vector<Shift>& shifts = plan.team(who.team).shifts;
            const auto shift = std::find_if(shifts.begin(), shifts.end(), [&](const Shift& one) {
                return one.clock == who.clock;
            });
            if (shift == shifts.end() || row.start >= row.end) {
                continue;
            }
            const auto place = static_cast<int>(shift - shifts.begin());
            all[static_cast<std::size_t>(who.team)].push_back({row.start, place, 0, 1});
            all[static_cast<std::size_t>(who.team)].push_back({row.end, place, 0, -1});
        }
    }
    return all;
}

using CaseName = std::tuple<int, std::uint32_t, std::uint32_t>;

/// Adds, for each case that left in the window, what its last-arriving branch spent at each team;
/// gives the sum of flow times.
double walk_back(const Plan& plan, const Replication& record, Stretch window,
                 std::vector<double>& at_team) {
    std::map<CaseName, std::vector<const LogRow*>> rows;
    for (const LogRow& row : record.log) {
        rows[{row.workflow, row.client, row.number}].push_back(&row);
    }
    const WeekClock& open = plan.clocks.front();
    const auto elapsed = [&](Microseconds from, Microseconds to) {
        return static_cast<double>(
            std::max<Microseconds>(0, open.open_before(to) - open.open_before(from)));
    };
    double flow = 0;
    for (const LeftRow& left : record.left) {
        if (left.end <= window.from || left.end > window.to) {
            continue;
        }
        const auto found = rows.find({left.workflow, left.client, left.number});
        flow += elapsed(left.arrival, left.end);
        if (found == rows.end()) {
            continue;
        }
        std::vector<const LogRow*>& own = found->second;
        std::stable_sort(own.begin(), own.end(),
                         [](const LogRow* a, const LogRow* b) { return a->end < b->end; });
        Microseconds until = left.end;
        for (auto row = own.rbegin(); row != own.rend(); ++row) {
            if ((*row)->end > until) {
                continue;
            }
            if ((*row)->need >= 0) {
                const PlanQueue& need = plan.queue((*row)->need);
                at_team[static_cast<std::size_t>(need.helps >= 0 ? need.helps : need.lead)] +=
                    elapsed((*row)->ready, (*row)->end);
            }
            until = (*row)->ready;
        }
    }
    return flow;
}

} // namespace

Microseconds ActivePeriod::length() const {
    Microseconds sum = 0;
    for (const Stretch& part : parts) {
        sum += part.to - part.from;
    }
    return sum;
}

MomentaryBottlenecks momentary_bottlenecks(std::span<const std::vector<ActivePeriod>> active) {
    // A bottleneck period counts whole: first which of them are one at some instant, then how long.
    std::vector<Microseconds> instants;
    std::vector<std::vector<bool>> is_bottleneck(active.size());
    std::vector<std::vector<std::pair<Stretch, std::size_t>>> parts(active.size());
    std::vector<std::vector<Microseconds>> lengths(active.size());
    for (std::size_t team = 0; team < active.size(); ++team) {
        is_bottleneck[team].assign(active[team].size(), false);
        for (std::size_t period = 0; period < active[team].size(); ++period) {
            lengths[team].push_back(active[team][period].length());
            for (const Stretch& part : active[team][period].parts) {
                parts[team].emplace_back(part, period);
                instants.push_back(part.from);
                instants.push_back(part.to);
            }
        }
    }
    std::sort(instants.begin(), instants.end());
    instants.erase(std::unique(instants.begin(), instants.end()), instants.end());
    MomentaryBottlenecks found;
    found.sole.assign(active.size(), 0);
    found.involved.assign(active.size(), 0);
    const auto walk = [&](auto look) {
        std::vector<std::size_t> next(active.size(), 0);
        for (std::size_t i = 0; i + 1 < instants.size(); ++i) {
            for (std::size_t team = 0; team < active.size(); ++team) {
                while (next[team] < parts[team].size() &&
                       parts[team][next[team]].first.to <= instants[i]) {
                    ++next[team];
                }
            }
            const auto under_way = [&](std::size_t team) {
                return next[team] < parts[team].size() &&
                       parts[team][next[team]].first.from <= instants[i];
            };
            look(instants[i + 1] - instants[i], next, under_way);
        }
    };
    const auto period_at = [&](std::size_t team, const std::vector<std::size_t>& next) {
        return parts[team][next[team]].second;
    };
    walk([&](Microseconds, const std::vector<std::size_t>& next, const auto& under_way) {
        std::size_t best = active.size();
        for (std::size_t team = 0; team < active.size(); ++team) {
            if (under_way(team) &&
                (best == active.size() ||
                 lengths[team][period_at(team, next)] > lengths[best][period_at(best, next)])) {
                best = team;
            }
        }
        if (best < active.size()) {
            is_bottleneck[best][period_at(best, next)] = true;
        }
    });
    walk([&](Microseconds time, const std::vector<std::size_t>& next, const auto& under_way) {
        std::vector<std::size_t> there;
        for (std::size_t team = 0; team < active.size(); ++team) {
            if (under_way(team) && is_bottleneck[team][period_at(team, next)]) {
                there.push_back(team);
                found.involved[team] += time;
            }
        }
        if (there.size() == 1) {
            found.sole[there.front()] += time;
        } else if (there.size() > 1) {
            found.shifting += time;
        }
    });
    return found;
}

std::vector<TeamShares> team_shares(const Plan& plan, const Replication& logged,
                                    Microseconds warm_up, Microseconds length) {
    const WeekClock& open = plan.clocks.front();
    const Stretch window{warm_up == 0 ? 0 : open.at_open(warm_up), open.at_open(warm_up + length)};
    std::vector<std::vector<Happening>> happenings = work_in(plan, logged);
    std::vector<std::vector<ActivePeriod>> active(plan.declared_teams());
    for (std::size_t team = 0; team < plan.declared_teams(); ++team) {
        if (!plan.teams[team].unlimited) {
            active[team] = periods_of(plan, team, happenings[team], window);
        }
    }
    const MomentaryBottlenecks found = momentary_bottlenecks(active);
    std::vector<double> at_team(plan.declared_teams(), 0);
    const double flow = walk_back(plan, logged, window, at_team);
    std::vector<TeamShares> shares(plan.declared_teams());
    for (std::size_t team = 0; team < plan.declared_teams(); ++team) {
        shares[team].active.add(static_cast<double>(found.involved[team]),
                                static_cast<double>(length));
        shares[team].critical.add(at_team[team], flow);
    }
    return shares;
}

} // namespace plimsoll

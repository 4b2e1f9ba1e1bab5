// Work that some leave before it ends (`with: {partners: 25%}`): stretches in which the same people
// work together. Part of sim/engine/simulation.hpp.
//
//     all start                25%                                        end
//     |------ everybody -------|------------ the others ------------------|
//
// Shares are of the time worked together; each stretch runs on the clock of those who are in it.
#pragma once

#include "sim/engine/simulation.hpp"

#include <algorithm>

namespace plimsoll {

/// What lies between two instants of work on this clock. The last answer is kept: a visit is booked
/// in its case's ledger, then in its team's.
template <class Features, class... Mechanisms>
WorkTimes Simulation<Features, Mechanisms...>::times_of(int work_clock, Microseconds from,
                                                        Microseconds to) {
    if constexpr (one_clock) {
        return {to - from, to - from, to - from};
    }
    if (known_times_.clock == work_clock && known_times_.from == from && known_times_.to == to) {
        return known_times_.times;
    }
    known_times_ = {work_clock, from, to,
                    times_beside(work_clock, from, to, open_between(work_clock, from, to))};
    return known_times_.times;
}

/// The times of work whose people worked so long in it.
template <class Features, class... Mechanisms>
WorkTimes Simulation<Features, Mechanisms...>::times_beside(int work_clock, Microseconds from,
                                                            Microseconds to, Microseconds worked) {
    WorkTimes times;
    times.worked = worked;
    times.elapsed = worked;
    times.touched = worked;
    if (work_clock != 0) {
        times.elapsed = elapsed_at(to) - (from == now_ ? now_elapsed_ : elapsed_at(from));
        const int both = in_open_time(work_clock);
        if (both == 0) {
            times.touched = times.elapsed;
        } else if (both != work_clock) {
            times.touched = open_between(both, from, to);
        }
    }
    return times;
}

/// Work that begins now: how long it takes its people is known, and asked for next.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::know_times(const WorkItem& item, Microseconds worked) {
    known_times_ = {item.work_clock, now_, item.end,
                    times_beside(item.work_clock, now_, item.end, worked)};
}

/// How much of the work this person stays for.
template <class Features, class... Mechanisms>
double Simulation<Features, Mechanisms...>::share_of(const PlanQueue& need,
                                                     std::uint32_t person) const {
    if (!need.has_shares) {
        return 1;
    }
    for (const Need& part : need.teams) {
        if (part.team == plan_.people[person].team) {
            return part.share;
        }
    }
    return 1;
}

/// Says who is in which stretch, and when the work ends, of which so much has been done.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::lay_out_stretches(std::uint32_t index,
                                                            Microseconds worked,
                                                            Microseconds done) {
    WorkItem& item = items_[index];
    const PlanQueue& need = plan_.queue(item.need);
    std::set<double> shares;
    for (const Need& part : need.teams) {
        shares.insert(part.share);
    }
    Microseconds from = now_;
    item.stretches.clear();
    for (const double share : shares) {
        if (share < 1 && scaled(worked, share) <= done && done > 0) {
            continue; // it is over
        }
        WorkStretch stretch;
        stretch.share = share;
        stretch.from = from;
        std::vector<int> clocks;
        for (const Need& part : need.teams) {
            const PlanTeam& team = plan_.team(part.team);
            if (part.share >= share && team.unlimited) {
                clocks.push_back(team.clock);
            }
        }
        for (const std::uint32_t person : item.people) {
            if (share_of(need, person) >= share) {
                clocks.push_back(plan_.people[person].clock);
            }
        }
        stretch.clock = common_clock(std::move(clocks));
        const Microseconds length = scaled(worked, share) - done;
        stretch.to = after(stretch.clock, from, length);
        done += length;
        from = stretch.to;
        item.stretches.push_back(stretch);
        if (share < 1) {
            Timer timer = timer_of(index, Timer::Kind::part_done);
            timer.time = stretch.to;
            set_timer(timer);
        }
    }
    item.end = from;
}

/// When this person's part of the work ends, as it was drawn.
template <class Features, class... Mechanisms>
Microseconds Simulation<Features, Mechanisms...>::stays_until(const WorkItem& item,
                                                              std::uint32_t person) const {
    const double share = share_of(plan_.queue(item.need), person);
    for (const WorkStretch& stretch : item.stretches) {
        if (stretch.share >= share) {
            return stretch.to;
        }
    }
    return item.end;
}

/// Those whose share of the work is done leave it to the others.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::let_part_go(const Timer& timer) {
    WorkItem& item = items_[timer.index];
    if (item.generation != timer.generation || item.stage != WorkItem::Stage::work) {
        return;
    }
    const PlanQueue& need = plan_.queue(item.need);
    for (const std::uint32_t person : item.people) {
        if (stays_until(item, person) <= now_ && share_of(need, person) < 1) {
            free_person(person);
        }
    }
    std::erase_if(item.people, [&](std::uint32_t person) {
        return stays_until(item, person) <= now_ && share_of(need, person) < 1;
    });
}

} // namespace plimsoll

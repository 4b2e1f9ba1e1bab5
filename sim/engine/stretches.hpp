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

/// How much of the work this person stays for.
template <class Engine>
double share_of(const Engine& engine, const PlanQueue& need, std::uint32_t person) {
    if (!need.has_shares) {
        return 1;
    }
    for (const Need& part : need.teams) {
        if (part.team == engine.plan.people[person].team) {
            return part.share;
        }
    }
    return 1;
}

/// Says who is in which stretch, and when the work ends, of which so much has been done.
template <class Engine>
void lay_out_stretches(Engine& engine, std::uint32_t index, Microseconds worked,
                       Microseconds done) {
    WorkItem& item = engine.items[index];
    const PlanQueue& need = engine.plan.queue(item.need);
    std::set<double> shares;
    for (const Need& part : need.teams) {
        shares.insert(part.share);
    }
    Microseconds from = engine.clock.now();
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
            const PlanTeam& team = engine.plan.team(part.team);
            if (part.share >= share && team.unlimited) {
                clocks.push_back(team.clock);
            }
        }
        for (const std::uint32_t person : item.people) {
            if (share_of(engine, need, person) >= share) {
                clocks.push_back(engine.plan.people[person].clock);
            }
        }
        stretch.clock = engine.clock.common(std::move(clocks));
        const Microseconds length = scaled(worked, share) - done;
        stretch.to = engine.clock.after(stretch.clock, from, length);
        done += length;
        from = stretch.to;
        item.stretches.push_back(stretch);
        if (share < 1) {
            Timer timer = timer_of(engine, index, Timer::Kind::part_done);
            timer.time = stretch.to;
            engine.agenda.set(timer);
        }
    }
    item.end = from;
}

/// When this person's part of the work ends, as it was drawn.
template <class Engine>
Microseconds stays_until(const Engine& engine, const WorkItem& item, std::uint32_t person) {
    const double share = share_of(engine, engine.plan.queue(item.need), person);
    for (const WorkStretch& stretch : item.stretches) {
        if (stretch.share >= share) {
            return stretch.to;
        }
    }
    return item.end;
}

/// Those whose share of the work is done leave it to the others.
template <class Engine>
void let_part_go(Engine& engine, const Timer& timer) {
    WorkItem& item = engine.items[timer.index];
    if (item.generation != timer.generation || item.stage != WorkItem::Stage::work) {
        return;
    }
    const PlanQueue& need = engine.plan.queue(item.need);
    for (const std::uint32_t person : item.people) {
        if (stays_until(engine, item, person) <= engine.clock.now() &&
            share_of(engine, need, person) < 1) {
            free_person(engine, person);
        }
    }
    std::erase_if(item.people, [&](std::uint32_t person) {
        return stays_until(engine, item, person) <= engine.clock.now() &&
               share_of(engine, need, person) < 1;
    });
}

} // namespace plimsoll

// Work that blocks itself in a ring (MODEL.md: wip). Part of sim/engine/simulation.hpp.
//
// A stands where B wants to go, and B where A wants to go: neither finds room, for ever. People
// would simply change places, and no limit is exceeded if they do so at once; so does the engine,
// with rings of any length. (Sent back from a full test to full development, for instance.) And who
// is held outside while what stands inside waits for them goes and helps.
#pragma once

#include "sim/engine/simulation.hpp"

#include <algorithm>

namespace plimsoll {

/// Follows who stands where from `limit` on; true when that leads back to the first limit of the
/// ring. `ring` then holds the blocked items on the way.
template <class Engine>
bool find_deadlock(const Engine& engine, int limit, int first, Table<char>& seen,
                   std::vector<std::uint32_t>& ring) {
    for (const std::uint32_t index : engine.limits[limit].blocked) {
        const WorkItem& item = engine.items[index];
        if (item.upstream == nobody || !engine.items[item.upstream].has_capacity) {
            continue;
        }
        const WorkItem& upstream = engine.items[item.upstream];
        const int another = first_limit(engine, item, item.need, [&](int other) {
            return other != limit && !counts_in(engine, upstream, other) &&
                   engine.limits[other].held >= engine.plan.limit(other).most;
        });
        if (another >= 0) {
            continue;
        }
        const int closing =
            first_limit(engine, upstream, upstream.capacity_need, [&](int stands_in) {
                if (seen[stands_in] != 0 && stands_in != first) {
                    return false;
                }
                seen[stands_in] = 1;
                ring.push_back(index);
                if (stands_in == first || find_deadlock(engine, stands_in, first, seen, ring)) {
                    return true;
                }
                ring.pop_back();
                return false;
            });
        if (closing >= 0) {
            return true;
        }
    }
    return false;
}

/// People who are held by work that finds no room help with what stands inside and waits for them:
/// otherwise neither would ever move.
template <class Engine>
void let_needed_people_go(Engine& engine) {
    engine.people_are_held = false;
    for (int limit = 0; limit < engine.limits.number(); ++limit) {
        for (const std::uint32_t index : engine.limits[limit].blocked) {
            const std::uint32_t upstream = engine.items[index].upstream;
            if (upstream == nobody || !engine.items[upstream].keeps_people) {
                continue;
            }
            engine.people_are_held = true;
            const std::vector<std::uint32_t>& people = engine.items[upstream].people;
            if (std::any_of(people.begin(), people.end(), [&](std::uint32_t person) {
                    return is_waited_for(engine, engine.plan.people[person].team, limit);
                })) {
                engine.items[upstream].keeps_people = false;
                engine.finished.push_back(upstream);
            }
        }
    }
    settle_finished(engine);
}

/// An item comes to stand in the queue of its need, or goes from it.
template <class Engine>
void count_waiting(Engine& engine, const WorkItem& item, int change) {
    if (engine.limits.empty() || engine.limits.front().waiting.empty() || !item.has_capacity) {
        return;
    }
    first_limit(engine, item, item.capacity_need, [&](int limit) {
        engine.limits[limit].waiting[item.need] += change;
        return false;
    });
}

/// Whether something that has room within the limit waits for people of this team.
template <class Engine>
bool is_waited_for(const Engine& engine, int team, int limit) {
    const Table<std::int64_t>& waiting = engine.limits[limit].waiting;
    const std::vector<int>& needs = engine.plan.team(team).needs;
    return std::any_of(needs.begin(), needs.end(),
                       [&waiting](int need) { return waiting[need] > 0; });
}

/// One of those that it brought has its place: the others wait outside by themselves.
template <class Engine>
void pass_place(Engine& engine, std::uint32_t upstream) {
    engine.items[upstream].has_passed_place = true;
    for (const LimitState& limit : engine.limits) {
        for (const std::uint32_t index : limit.blocked) {
            if (engine.items[index].upstream == upstream) {
                release_upstream(engine, engine.items[index]);
            }
        }
    }
}

/// Lets all rings change places; true if there was one.
template <class Engine>
bool resolve_deadlock(Engine& engine) {
    bool anything = false;
    while (engine.may_have_ring) {
        engine.may_have_ring = false;
        for (int limit = 0; limit < engine.limits.number() && !engine.may_have_ring; ++limit) {
            Table<char> seen(engine.limits.size(), 0);
            std::vector<std::uint32_t> ring;
            if (!find_deadlock(engine, limit, limit, seen, ring)) {
                continue;
            }
            for (const std::uint32_t index : ring) {
                const std::uint32_t upstream = engine.items[index].upstream;
                leave_blocked(engine, index);
                take_freed_capacity(engine, index);
                pass_place(engine, upstream);
            }
            for (const std::uint32_t index : ring) {
                make_ready(engine, index);
            }
            follow_consequences(engine);
            settle_finished(engine);
            engine.may_have_ring = true;
            anything = true;
        }
    }
    return anything;
}

} // namespace plimsoll

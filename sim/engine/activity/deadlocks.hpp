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
template <class Features, class... Mechanisms>
bool Simulation<Features, Mechanisms...>::find_deadlock(int limit, int first,
                                                        std::vector<char>& seen,
                                                        std::vector<std::uint32_t>& ring) const {
    for (const std::uint32_t index : limits_[static_cast<std::size_t>(limit)].blocked) {
        const WorkItem& item = items_[index];
        if (item.upstream == nobody || !items_[item.upstream].has_capacity) {
            continue;
        }
        const WorkItem& upstream = items_[item.upstream];
        const int another = first_limit(item, item.need, [&](int other) {
            const auto place = static_cast<std::size_t>(other);
            return other != limit && !counts_in(upstream, other) &&
                   limits_[place].held >= plan_.limits[place].most;
        });
        if (another >= 0) {
            continue;
        }
        const int closing = first_limit(upstream, upstream.capacity_need, [&](int stands_in) {
            const auto place = static_cast<std::size_t>(stands_in);
            if (seen[place] != 0 && stands_in != first) {
                return false;
            }
            seen[place] = 1;
            ring.push_back(index);
            if (stands_in == first || find_deadlock(stands_in, first, seen, ring)) {
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
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::let_needed_people_go() {
    people_are_held_ = false;
    for (std::size_t limit = 0; limit < limits_.size(); ++limit) {
        for (const std::uint32_t index : limits_[limit].blocked) {
            const std::uint32_t upstream = items_[index].upstream;
            if (upstream == nobody || !items_[upstream].keeps_people) {
                continue;
            }
            people_are_held_ = true;
            const std::vector<std::uint32_t>& people = items_[upstream].people;
            if (std::any_of(people.begin(), people.end(), [&](std::uint32_t person) {
                    return is_waited_for(plan_.people[person].team, static_cast<int>(limit));
                })) {
                items_[upstream].keeps_people = false;
                finished_.push_back(upstream);
            }
        }
    }
    settle_finished();
}

/// An item comes to stand in the queue of its need, or goes from it.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::count_waiting(const WorkItem& item, int change) {
    if (limits_.empty() || limits_.front().waiting.empty() || !item.has_capacity) {
        return;
    }
    first_limit(item, item.capacity_need, [&](int limit) {
        limits_[static_cast<std::size_t>(limit)].waiting[static_cast<std::size_t>(item.need)] +=
            change;
        return false;
    });
}

/// Whether something that has room within the limit waits for people of this team.
template <class Features, class... Mechanisms>
bool Simulation<Features, Mechanisms...>::is_waited_for(int team, int limit) const {
    const std::vector<std::int64_t>& waiting = limits_[static_cast<std::size_t>(limit)].waiting;
    const std::vector<int>& needs = plan_.team(team).needs;
    return std::any_of(needs.begin(), needs.end(), [&waiting](int need) {
        return waiting[static_cast<std::size_t>(need)] > 0;
    });
}

/// One of those that it brought has its place: the others wait outside by themselves.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::pass_place(std::uint32_t upstream) {
    items_[upstream].has_passed_place = true;
    for (const LimitState& limit : limits_) {
        for (const std::uint32_t index : limit.blocked) {
            if (items_[index].upstream == upstream) {
                release_upstream(items_[index]);
            }
        }
    }
}

/// Lets all rings change places; true if there was one.
template <class Features, class... Mechanisms>
bool Simulation<Features, Mechanisms...>::resolve_deadlock() {
    bool anything = false;
    while (may_have_ring_) {
        may_have_ring_ = false;
        for (std::size_t limit = 0; limit < limits_.size() && !may_have_ring_; ++limit) {
            std::vector<char> seen(limits_.size(), 0);
            std::vector<std::uint32_t> ring;
            if (!find_deadlock(static_cast<int>(limit), static_cast<int>(limit), seen, ring)) {
                continue;
            }
            for (const std::uint32_t index : ring) {
                const std::uint32_t upstream = items_[index].upstream;
                leave_blocked(index);
                take_freed_capacity(index);
                pass_place(upstream);
            }
            for (const std::uint32_t index : ring) {
                make_ready(index);
            }
            follow_consequences();
            settle_finished();
            may_have_ring_ = true;
            anything = true;
        }
    }
    return anything;
}

} // namespace plimsoll

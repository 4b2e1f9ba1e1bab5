// Work that blocks itself in a ring (MODEL.md: wip). Part of sim/simulation.hpp.
//
// A stands where B wants to go, and B where A wants to go: neither finds room, for ever. People
// would simply change places, and no limit is exceeded if they do so at once; so does the engine,
// with rings of any length. (Sent back from a full test to full development, for instance.) And who
// is held outside while what stands inside waits for them goes and helps.
#pragma once

#include "sim/simulation.hpp"

#include <algorithm>

namespace plimsoll {

/// Follows who stands where from `limit` on; true when that leads back to the first limit of the
/// ring. `ring` then holds the blocked items on the way.
template <bool one_clock, class... Mechanisms>
bool Simulation<one_clock, Mechanisms...>::closes_ring(int limit, int first,
                                                       std::vector<char>& seen,
                                                       std::vector<std::uint32_t>& ring) const {
    for (const std::uint32_t index : blocked_[static_cast<std::size_t>(limit)]) {
        const WorkItem& item = items_[index];
        if (item.bringer == nobody || !items_[item.bringer].has_room) {
            continue;
        }
        const WorkItem& bringer = items_[item.bringer];
        const std::vector<int> wanted = limits_of(item, item.need);
        const bool only_this = std::all_of(wanted.begin(), wanted.end(), [&](int other) {
            const auto place = static_cast<std::size_t>(other);
            return other == limit || counts_in(bringer, other) ||
                   held_[place] < plan_.limits[place].most;
        });
        if (!only_this) {
            continue;
        }
        for (const int stands_in : limits_of(bringer, bringer.room_need)) {
            const auto place = static_cast<std::size_t>(stands_in);
            if (seen[place] != 0 && stands_in != first) {
                continue;
            }
            seen[place] = 1;
            ring.push_back(index);
            if (stands_in == first || closes_ring(stands_in, first, seen, ring)) {
                return true;
            }
            ring.pop_back();
        }
    }
    return false;
}

/// People who are held by work that finds no room help with what stands inside and waits for them:
/// otherwise neither would ever move.
template <bool one_clock, class... Mechanisms>
void Simulation<one_clock, Mechanisms...>::let_needed_people_go() {
    people_are_held_ = false;
    for (std::size_t limit = 0; limit < blocked_.size(); ++limit) {
        for (const std::uint32_t index : blocked_[limit]) {
            const std::uint32_t bringer = items_[index].bringer;
            if (bringer == nobody || !items_[bringer].keeps_people) {
                continue;
            }
            people_are_held_ = true;
            const std::vector<std::uint32_t>& people = items_[bringer].people;
            if (std::any_of(people.begin(), people.end(), [&](std::uint32_t person) {
                    return is_waited_for(plan_.people[person].team, static_cast<int>(limit));
                })) {
                items_[bringer].keeps_people = false;
                finished_.push_back(bringer);
            }
        }
    }
    settle_finished();
}

/// Whether something that has room within the limit waits for people of this team.
template <bool one_clock, class... Mechanisms>
bool Simulation<one_clock, Mechanisms...>::is_waited_for(int team, int limit) {
    bool found = false;
    for (const int need : plan_.teams[static_cast<std::size_t>(team)].needs) {
        queues_[static_cast<std::size_t>(need)].for_each([&](std::uint32_t index) {
            found = items_[index].has_room && counts_in(items_[index], limit);
            return !found;
        });
        if (found) {
            break;
        }
    }
    return found;
}

/// One of those that it brought has its place: the others wait outside by themselves.
template <bool one_clock, class... Mechanisms>
void Simulation<one_clock, Mechanisms...>::pass_place(std::uint32_t bringer) {
    items_[bringer].has_passed_place = true;
    for (const auto& waiting : blocked_) {
        for (const std::uint32_t index : waiting) {
            if (items_[index].bringer == bringer) {
                let_bringer_go(items_[index]);
            }
        }
    }
}

/// Lets all rings change places; true if there was one.
template <bool one_clock, class... Mechanisms>
bool Simulation<one_clock, Mechanisms...>::change_places() {
    bool anything = false;
    while (may_have_ring_) {
        may_have_ring_ = false;
        for (std::size_t limit = 0; limit < blocked_.size() && !may_have_ring_; ++limit) {
            std::vector<char> seen(blocked_.size(), 0);
            std::vector<std::uint32_t> ring;
            if (!closes_ring(static_cast<int>(limit), static_cast<int>(limit), seen, ring)) {
                continue;
            }
            for (const std::uint32_t index : ring) {
                for (auto& waiting : blocked_) {
                    waiting.erase(std::remove(waiting.begin(), waiting.end(), index),
                                  waiting.end());
                }
                const std::uint32_t bringer = items_[index].bringer;
                take_freed_room(index);
                pass_place(bringer);
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

// Several people for one piece of work, where somebody is in two of the teams that it needs.
#pragma once

#include "sim/plan/plan.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <vector>

namespace plimsoll {

/// Whether `seats` more of the part at `place`, and all parts after it, find people of their
/// own among those who pass the test; `without`: not this one, who is about to be taken. Only
/// where somebody is in two of the teams.
template <class Test>
bool find_seats(const Plan& plan, const PlanQueue& need, std::size_t place, std::int64_t seats,
                int without, Test is_free) {
    // Seats to bodies, by augmenting paths.
    std::vector<std::size_t> part_of;
    for (std::size_t part = place; part < need.teams.size(); ++part) {
        if (plan.team(need.teams[part].team).unlimited) {
            continue;
        }
        const std::int64_t wanted = part == place ? seats : need.teams[part].people;
        part_of.insert(part_of.end(), static_cast<std::size_t>(wanted), part);
    }
    std::int64_t required = place == 0 ? need.required_still(seats) : 0;
    std::vector<std::vector<int>> bodies(part_of.size());
    for (std::size_t seat = 0; seat < part_of.size(); ++seat) {
        const int team = need.teams[part_of[seat]].team;
        const bool is_for_required = required-- > 0;
        for (const Shift& shift : plan.team(team).shifts) {
            for (const int person : shift.people) {
                const int body = plan.person(person).body;
                const bool may = is_for_required ? need.is_required(person)
                                                 : need.may_serve(part_of[seat], person);
                if (body != without && may && is_free(person)) {
                    bodies[seat].push_back(body);
                }
            }
        }
    }
    std::map<int, std::size_t> taken;
    const auto find_seat = [&](auto& self, std::size_t seat, std::set<int>& asked) -> bool {
        for (const int body : bodies[seat]) {
            if (!asked.insert(body).second) {
                continue;
            }
            const auto holder = taken.find(body);
            if (holder == taken.end() || self(self, holder->second, asked)) {
                taken[body] = seat;
                return true;
            }
        }
        return false;
    };
    for (std::size_t seat = 0; seat < part_of.size(); ++seat) {
        std::set<int> asked;
        if (!find_seat(find_seat, seat, asked)) {
            return false;
        }
    }
    return true;
}

} // namespace plimsoll

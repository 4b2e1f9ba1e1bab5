// How full the diaries are of those who give appointments.
#pragma once

#include "scenarios/experiment/volume.hpp"
#include "scenarios/statistics/ratio.hpp"
#include "sim/plan/plan.hpp"

#include <cstddef>

namespace plimsoll {

/// Time of appointments that is asked for over the time that is offered, of the people of one of
/// Plan::slots: what only they can give, over what they offer. A visit asks for 1 / (1 - no_show)
/// appointments on average. Above 1 the wait for an appointment grows without end (for nested
/// groups of people just then: Hall's condition).
Ratio appointment_load(const Plan& plan, const Volume& volume, std::size_t appointment);

/// Of Plan::slots the one whose people's diaries are fullest; -1: there are none.
struct FullestDiary {
    int appointment = -1;
    double load = 0;
    double half_width = 0;
};
FullestDiary fullest_diary(const Plan& plan, const Volume& volume);

} // namespace plimsoll

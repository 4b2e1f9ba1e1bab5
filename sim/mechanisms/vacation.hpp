// When people are on vacation (M9): drawn year by year, in the months in which it may lie, at most
// a third of a team at once.
//
//     20 days a year: two blocks of ten working days, each from the first working day of a week
#pragma once

#include "sim/plan/plan.hpp"
#include "sim/random/philox.hpp"

#include <cstdint>
#include <vector>

namespace plimsoll {

/// Away from one midnight to another.
struct DaysAway {
    Microseconds from = 0;
    Microseconds to = 0;
};

/// Who is entitled to it; a year is twelve months from the start.
struct PlanVacation {
    struct Person {
        int person = 0; ///< of PlanAbsence::people
        int body = 0;
        std::vector<int> teams;
        int clock = 0;
        std::int64_t days = 0;    ///< a year, of their own working days
        std::vector<char> months; ///< by month, 0 January: whether it may lie there
    };
    std::vector<Person> people;
    std::vector<std::int64_t> most_away; ///< by team
};

struct VacationYear {
    Microseconds end = 0;                    ///< the next begins
    std::vector<std::vector<DaysAway>> away; ///< by person, in order of time
};

/// The vacation of this year, 0 the first: the same whatever else happens.
VacationYear draw_vacation(const Plan& plan, const PlanVacation& vacation, int year, RandomKey key);

} // namespace plimsoll

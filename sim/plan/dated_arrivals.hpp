// Cases that come at dates: month-end, every Tuesday, a campaign.
//
// At each occurrence every client brings its cases, whole ones and one more by chance; the luck of
// a client is its own, so that clients 1..V bring the same in every larger run.
#pragma once

#include "sim/plan/plan.hpp"
#include "sim/random/philox.hpp"

#include <array>
#include <vector>

namespace plimsoll {

class DatedArrivals {
public:
    DatedArrivals(int workflow, int demand, std::uint32_t clients)
        : workflow_(workflow), demand_(demand), clients_(clients) {}

    /// What comes next: a case, or only the date at which cases are drawn.
    struct Next {
        Microseconds time = 0;
        std::uint32_t client = 0;
        bool is_case = false;
    };
    /// Takes the next off.
    Next advance(const Plan& plan, const PlanDemand& demand, RandomKey key);

private:
    struct Point {
        Microseconds time;
        std::uint32_t client;
        std::uint32_t number; ///< at its occurrence
    };
    static bool later(const Point& a, const Point& b);
    void find_occurrence(const Plan& plan, const PlanDemand& demand);
    void draw_cases(const Plan& plan, const PlanDemand& demand, RandomKey key);
    void draw_client(const Plan& plan, const PlanDemand& demand, std::uint32_t client,
                     RandomKey key);

    int workflow_;
    int demand_;
    std::uint32_t clients_;
    std::vector<Microseconds> dates_; ///< one a rule: the date from which it is looked for again
    Microseconds occurrence_ = -1;    ///< -1: not looked for yet
    std::uint32_t ordinal_ = 0;
    bool told_ = false;         ///< the occurrence was given as next; its cases are still to draw
    std::vector<Point> points_; ///< a heap, the earliest on top
};

/// PlanDated::open_day_before of a time of day, by the demand's calendar.
std::array<int, 7> open_days_of(Microseconds time, const Calendar& calendar);

/// Whether a rule comes on the day of this number: a time of day comes on open days alone.
bool comes_on(const Plan& plan, const PlanDated& dated, std::size_t rule, std::int64_t number);

/// The rule's first date from then on; DateTable::never: there is none.
Microseconds next_date(const Plan& plan, const PlanDated& dated, std::size_t rule,
                       Microseconds from);

/// When the cases of a date come: at its time, or when the demand's calendar opens on that day or
/// next after it.
Microseconds dated_arrival(const Plan& plan, const PlanDated& dated, const DateRule& rule,
                           Microseconds date);

} // namespace plimsoll

// What every record begins and ends with, whichever engine writes it.
#pragma once

#include "sim/plan/plan.hpp"
#include "sim/record/replication.hpp"

#include <vector>

namespace plimsoll {

/// Open cases are told apart one by one up to this many; the last counts all above.
inline constexpr std::size_t in_progress_bins = 256;

/// More open cases than this are given up.
inline constexpr std::size_t most_open_cases = 4'000'000;

/// A record with a place for everything that the plan counts, all of it nothing.
Replication blank_record(const Plan& plan);

/// Writes down whose hours there were in from..to, instants of the engine's time.
void count_available(const Plan& plan, Microseconds from, Microseconds to, Replication& record);

/// Of the hours of a person in which nothing is booked so far, a share goes to this line. What is
/// available must have been counted.
void spend_idle_time(const Plan& plan, std::size_t person, WorkCategory line, double share,
                     Replication& record);

/// Of what is available, a person has been away for so long: booked where that is paid.
void book_absence(const Plan& plan, std::size_t person, Microseconds time, Replication& record);

/// How many appointments of a page begin in from..to while its person is there.
std::int64_t count_offers(const Plan& plan, const PlanPage& page, Microseconds from,
                          Microseconds to);

/// Open cases integrated over stretches of equal length, each case at once, when it has left.
class OpenCaseSeries {
public:
    /// `step`: the length of a stretch; 0: nothing is kept.
    explicit OpenCaseSeries(Microseconds step) : step_(step) {}

    /// A case was open in from..until, open time.
    void add(Microseconds from, Microseconds until);

    /// The integral over each whole stretch before `end`.
    std::vector<int128> finish(Microseconds end);

private:
    Microseconds step_;
    std::vector<int128> partial_;
    std::vector<std::int64_t> change_;
};

} // namespace plimsoll

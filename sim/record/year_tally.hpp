// What single years of a replication were like: a year's luck, where the rest of the record says
// how sure the long run is.
#pragma once

#include "sim/plan/plan.hpp"
#include "sim/record/replication.hpp"
#include "sim/record/unit.hpp"

#include <deque>
#include <vector>

namespace plimsoll {

/// Counts by part of a year, of the operation's open time; every so many parts on end are a year.
/// What was promised counts in the part in which the case arrived, a visit's start and a flow time
/// in the one in which the case left. Memory does not grow with the number of cases: the times of a
/// part are kept until the last year that holds it is over.
class YearTally {
public:
    YearTally(const Plan& plan, const WorkUnit& unit);

    bool is_kept() const { return !parts_.empty(); }

    /// A case that arrived in the window fell due in it.
    void add_due(Microseconds arrival, int workflow, int promise, bool met);

    /// A visit with a time to start, of a case that leaves.
    void add_start(Microseconds left, int promise, bool met);

    /// A case leaves at `end`, in the window. Nothing that is told later ended before `now`.
    void add_left(Microseconds now, Microseconds end, int workflow, Microseconds flow_time);

    std::vector<YearSums> finish();

private:
    std::size_t part_of(Microseconds time) const;
    void close_parts_before(std::size_t part);
    void add_year_of_times(std::size_t last_part);

    Microseconds from_ = 0; ///< a part is (from, to]
    Microseconds length_ = 1;
    std::size_t in_a_year_ = 1;
    Microseconds closes_at_ = 0; ///< the first part that is not over
    std::size_t first_open_ = 0;
    std::size_t first_kept_ = 0;                 ///< the first of the year that is over next
    std::deque<std::vector<Sketch>> flow_times_; ///< [part from first_kept_ on][workflow]
    std::size_t workflows_ = 0;
    std::vector<YearSums> parts_;                    ///< without times
    std::vector<std::vector<double>> flow_time_p95_; ///< by year
};

} // namespace plimsoll

// What single years of a replication were like: a year's luck, where the rest of the record says
// how sure the long run is.
#pragma once

#include "sim/plan.hpp"
#include "sim/replication.hpp"
#include "sim/work_unit.hpp"

#include <deque>
#include <vector>

namespace plimsoll {

/// Counts by year, of the operation's open time. What was promised counts in the year in which the
/// case arrived, a visit's start and a flow time in the one in which the case left. Memory does not
/// grow with the number of cases: a year's times are kept until it is over.
class YearTally {
public:
    YearTally(const Plan& plan, const WorkUnit& unit);

    bool is_kept() const { return count_ > 0; }

    /// A case that arrived in the window fell due in it.
    void add_due(Microseconds arrival, int workflow, int promise, bool met);

    /// A visit with a time to start, of a case that leaves.
    void add_start(Microseconds left, int promise, bool met);

    /// A case leaves at `end`, in the window. Nothing that is told later ended before `now`.
    void add_left(Microseconds now, Microseconds end, int workflow, Microseconds flow_time);

    std::vector<YearSums> finish();

private:
    std::size_t year_of(Microseconds time) const;
    void close_years_before(std::size_t year);

    Microseconds from_ = 0; ///< a year is (from, to]
    Microseconds length_ = 1;
    std::size_t count_ = 0;
    Microseconds closes_at_ = 0; ///< the first year that is not over
    std::size_t first_open_ = 0;
    std::deque<std::vector<Sketch>> flow_times_; ///< [year from first_open_ on][workflow]
    std::size_t workflows_ = 0;
    std::vector<YearSums> years_;
};

} // namespace plimsoll

// An imagined queue beside a simulation, fed with the same work, whose mean is known exactly: a
// control variate for everything that waits (scenarios/statistics/control.hpp).
//
// Each case brings all that it will ask of one team at the instant it comes, and the team works on
// it as one server that never pauses. Where cases come by Poisson's law, and each asks
// independently of the others, that is a queue with one server and general service times, whose
// mean workload Pollaczek (1930) and Khinchine (1932) have given.
#pragma once

#include "sim/record/unit.hpp"

#include <cstdint>
#include <deque>

namespace plimsoll {

class ReferenceQueue {
public:
    /// For the unit's reference team, over its window; does nothing where there is none.
    explicit ReferenceQueue(const WorkUnit& unit)
        : team_(unit.reference.team), speed_(unit.reference.speed), from_(unit.warm_up),
          to_(unit.warm_up + unit.length) {}

    bool is_kept() const { return team_ >= 0; }

    /// A case comes, not before those that came; its number names it in what follows.
    std::uint64_t begin(Microseconds arrival) {
        if (team_ < 0) {
            return 0;
        }
        pending_.push_back({arrival, 0, true});
        return first_ + pending_.size() - 1;
    }

    /// A case that has not ended asks for so much of a team's time, in microseconds.
    void ask(std::uint64_t number, int team, double work) {
        if (team == team_ && number - first_ < pending_.size()) {
            pending_[number - first_].work += work;
        }
    }

    /// It will ask for no more. What it brought counts once that is known of all before it.
    void end(std::uint64_t number) {
        if (team_ >= 0 && number - first_ < pending_.size()) {
            pending_[number - first_].is_open = false;
            take_known();
        }
    }

    /// Its workload on average over the window, in microseconds of one person's time. To be asked
    /// once, when all cases have ended.
    double mean_workload();

private:
    struct Arrived {
        Microseconds arrival = 0;
        double work = 0;
        bool is_open = true;
    };
    void take_known();
    void pass_to(Microseconds time);

    int team_;
    double speed_; ///< people who work at a time
    Microseconds from_;
    Microseconds to_;
    Microseconds now_ = 0;
    double workload_ = 0;         ///< now
    double area_ = 0;             ///< its integral since the window opened
    std::uint64_t first_ = 0;     ///< the number of the first that is pending
    std::deque<Arrived> pending_; ///< from the first whose work is not known
};

} // namespace plimsoll

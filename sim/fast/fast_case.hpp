// What moves through a plain operation (sim/fast/fast_simulation.hpp).
#pragma once

#include "sim/engine/work_item.hpp"
#include "sim/plan/plan.hpp"

#include <cstdint>

namespace plimsoll {

/// In place of a step that follows: the case is done, or has left already by an exit.
constexpr int case_done = -1;
constexpr int case_left = -2;

/// What the loop asks of a step, in one place.
struct FastStep {
    const PlanStep* plan = nullptr;
    const Sampler* effort = nullptr;
    TeamSums* sums = nullptr;   ///< of its team
    int128* demanded = nullptr; ///< of its team by its workflow
    std::uint32_t number = 0;
    std::size_t place = 0; ///< in its workflow
    int workflow = 0;
    int team = -1; ///< -1: takes nobody's time
    int counter = 0;
    bool draws = false;
    int ahead = -1;         ///< its place among the draws made when a case comes; -1: none
    bool is_certain = true; ///< nothing skips it
    bool has_delay = false;
    bool chooses = false; ///< a rework or an exit is drawn
    bool repeats = false;
    int next = case_done; ///< in Plan::steps, where nothing chooses
};

/// A visit as the statistics will count it, if its case leaves in the window.
struct FastVisit {
    Microseconds wait = 0;
    Microseconds effort = 0;
    double cost = 0;
    int counter = 0;
    bool worked = false;
    std::uint32_t next = nobody; ///< of the case
};

/// What a visit has drawn.
struct FastDraw {
    std::uint64_t choice = 0; ///< random bits for exits and reworks
    Microseconds effort = 0;
};

struct FastCase {
    enum class Stage : std::uint8_t { gone, delay, waiting, work };
    Microseconds arrival = 0;
    Microseconds came = 0; ///< to its step
    Microseconds ready = 0;
    Microseconds effort = 0;    ///< drawn
    Microseconds in_delays = 0; ///< in delays so far
    Microseconds due = -1;
    std::uint64_t choice = 0;    ///< the visit's random bits for exits and reworks
    std::uint64_t reference = 0; ///< its number in the reference queue
    int workflow = 0;
    std::uint32_t client = 0;
    std::uint32_t number = 0;
    int step = 0;                         ///< in Plan::steps
    FastVisit last;                       ///< its last visit, if it has had any
    std::uint32_t first_earlier = nobody; ///< the visits before that
    std::uint32_t last_earlier = nobody;
    std::uint16_t visit = 0;
    Stage stage = Stage::gone;
    bool is_rework = false;
    bool arrived_in_window = false;
    bool has_visits = false;
};

} // namespace plimsoll

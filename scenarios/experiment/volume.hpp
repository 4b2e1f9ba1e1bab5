// One volume, simulated until it is precise enough: its replications in index order.
#pragma once

#include "scenarios/formulas/known_work.hpp"
#include "scenarios/result/result.hpp"
#include "scenarios/result/study_settings.hpp"
#include "scenarios/statistics/control.hpp"
#include "scenarios/statistics/pooled_sketch.hpp"
#include "sim/parallel.hpp"

#include <atomic>
#include <functional>
#include <optional>
#include <vector>

namespace plimsoll {

/// How a volume is measured.
struct Measurement {
    Horizon horizon = Horizon::steady;
    Microseconds warm_up = 0;
    Microseconds length = 0; ///< open time; 0 for a run by cases
    bool overloaded = false; ///< there is no steady state: more work comes than some can do,
    bool grows = false;      ///< or open cases grow without end though no team is full
    double staying = 0;      ///< where it grows: the share of arriving cases that stay for good
    bool in_doubt = false;   ///< open cases may grow, too little to be sure
    bool unsettled =
        false;        ///< queues still remember the empty start: the reference's mean is known
    std::string full; ///< what is known to be full, as a sentence ends; empty: see fullest_team
    std::size_t lengthened = 1; ///< so many times as long as a replication usually is, rounded up
    int fullest_team = -1;
};

struct Volume {
    std::int64_t clients = 0;
    Measurement measurement;
    std::vector<Replication> replications; ///< their sketches have moved into the pooled ones
    PooledSketch flow_time, flow_time_wall;
    std::vector<PooledSketch> workflow_flow_time, workflow_flow_time_wall;
    std::vector<std::vector<PooledSketch>> kind_flow_time,
        kind_flow_time_wall;                                  ///< [workflow][kind]
    std::vector<std::vector<PooledSketch>> outcome_flow_time; ///< [workflow][outcome]
    std::vector<PooledSketch> step_wait, team_wait;
    Control control; ///< empty where none helps
    bool precision_reached = true;
    bool interrupted = false;
};

/// Simulates one volume: chooses warm-up and length where the settings do not, then adds
/// replications until the headline figures are precise enough (SCIENCE.md 6.2). `progress` gets a
/// share 0..1, one call at a time, not falling. With `known` work of cases the luck of replications
/// is taken out of the figures where that helps (scenarios/statistics/control.hpp).
Volume simulate_volume(const Plan& plan, std::int64_t clients, const StudySettings& settings,
                       const Workers& workers, const std::atomic<bool>& interrupted,
                       const std::function<void(double)>& progress, const KnownWork& known = {});

} // namespace plimsoll

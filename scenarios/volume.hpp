// One volume, simulated until it is precise enough: its replications in index order.
#pragma once

#include "scenarios/control.hpp"
#include "scenarios/known_work.hpp"
#include "scenarios/ratio.hpp"
#include "scenarios/result.hpp"
#include "scenarios/study.hpp"
#include "sim/parallel.hpp"

#include <array>
#include <atomic>
#include <functional>
#include <optional>
#include <vector>

namespace plimsoll {

/// p50, p90, p95, p99, in microseconds; set where the replication counted anything.
struct Quantiles {
    std::vector<std::array<double, 4>> by_replication;
    std::array<double, 4> pooled{};
};
inline constexpr std::array<double, 4> quantile_levels{0.5, 0.9, 0.95, 0.99};
inline constexpr std::size_t level_p50 = 0;
inline constexpr std::size_t level_p95 = 2;

/// A duration's sketch over all replications, folded in one by one.
class PooledSketch {
public:
    void add(const Sketch& sketch);
    /// The quantiles of what was added so far.
    Quantiles quantiles() const;
    /// Of the levels above.
    double pooled_quantile(std::size_t level) const { return pooled_quantiles()[level]; }
    /// Nothing more is added: what takes memory, for each step of each volume, is let go.
    void finish();
    const std::vector<std::array<double, 4>>& by_replication() const { return by_replication_; }

private:
    std::array<double, 4> pooled_quantiles() const;

    Sketch pooled_;
    std::optional<std::array<double, 4>> finished_;
    std::vector<std::array<double, 4>> by_replication_;
};

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
/// is taken out of the figures where that helps (scenarios/control.hpp).
Volume simulate_volume(const Plan& plan, std::int64_t clients, const StudySettings& settings,
                       const Workers& workers, const std::atomic<bool>& interrupted,
                       const std::function<void(double)>& progress, const KnownWork& known = {});

} // namespace plimsoll

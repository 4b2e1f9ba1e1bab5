// Trials: an operation with more of one team, on the same luck (SCIENCE.md 2.2).
//
// Luck is keyed by what it is for, never by who is there, so that one person more changes nobody's:
// what differs between the two runs of a replication is what the change does.
#pragma once

#include "model/read/changes.hpp"
#include "scenarios/experiment/volume.hpp"
#include "scenarios/result/result.hpp"
#include "scenarios/result/study_settings.hpp"
#include "scenarios/trials/sensitivity.hpp"
#include "sim/parallel.hpp"

#include <atomic>
#include <map>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace plimsoll {

/// How much a team has: hours of its people in a cycle of the calendar, without those of meetings,
/// times their speed.
double capacity_of(const Plan& plan, std::size_t team);

/// Of one volume, what trials have shown.
struct VolumeTrial {
    std::int64_t clients = 0;
    bool is_steady = true;
    bool nobody_waits = false;
    std::vector<Delayed> base;
    std::vector<Relieved> relieved; ///< the largest sensitivity first
    std::optional<int> confirmed;   ///< the team that holds it back, by test
    double p = 1;                   ///< of that test

    const Relieved* of_team(int team) const;
};

class Trials {
public:
    /// All must outlive it.
    Trials(const ModelText& text, const Plan& plan, const StudySettings& settings,
           const Workers& workers, const std::atomic<bool>& interrupted);

    enum class Depth { until_confirmed, one_look };

    /// Tries teams at a volume that is measured so: looks at 6 replications, at 10, at 20, then at
    /// half as many more up to 60, fewer of longer ones, until one is confirmed or the difference
    /// is known well enough; or once. `known` are the volume's replications so far.
    VolumeTrial try_at(std::int64_t clients, const Measurement& measurement,
                       std::span<const Replication> known, const std::vector<std::size_t>& teams,
                       Depth depth = Depth::until_confirmed) const;

    /// As many pairs of these two teams as one look takes, where there are fewer.
    void try_more_pairs(VolumeTrial& trial, const Measurement& measurement, int team,
                        int other) const;

    /// How a plan is measured at a volume where nothing else says it.
    Measurement measurement_of(const Plan& plan, std::int64_t clients) const;

    /// Runs of any plan at a volume, replications `from` to before `to`.
    std::vector<Replication> run(const Plan& plan, std::int64_t clients,
                                 const Measurement& measurement, std::size_t from,
                                 std::size_t to) const;

    const Plan& plan() const { return plan_; }
    const ModelText& text() const { return text_; }
    const Workers& workers() const { return workers_; }
    bool is_interrupted() const { return interrupted_.load(); }

private:
    struct Relief {
        double log_growth = 0;
        Plan plan;
    };
    std::vector<std::size_t> stops_for(const Measurement& measurement, Depth depth) const;
    /// Nothing where a team cannot be given more.
    const Relief* relief_of(std::size_t team) const;
    void extend(VolumeTrial& trial, const Measurement& measurement,
                std::span<const Replication> known, std::size_t replications) const;

    const ModelText& text_;
    const Plan& plan_;
    const StudySettings& settings_;
    const Workers& workers_;
    const std::atomic<bool>& interrupted_;
    mutable std::mutex making_;
    mutable std::map<std::size_t, std::optional<Relief>> reliefs_;
};

} // namespace plimsoll

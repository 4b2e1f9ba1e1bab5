// Small operations with mechanisms, run by the engine and told as a diary: what is done for a case
// beside its steps stands in it, too.
#pragma once

#include "sim/mechanisms/simulate_with.hpp"
#include "sim/scene.hpp"

#include <cmath>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace plimsoll {

/// A piece of side work, as it started.
struct SideRow {
    Microseconds start = 0;
    Microseconds end = 0;
    WorkCategory line = WorkCategory::direct;
    std::uint32_t number = 0; ///< of the case
    std::vector<std::uint32_t> people;
};

/// Stands in the list of mechanisms behind those that are tried, and takes notes of side work.
class SideDiary {
public:
    explicit SideDiary(const Plan&) { rows().clear(); }

    static std::vector<SideRow>& rows() {
        static std::vector<SideRow> all;
        return all;
    }
    static bool is_in_force(const Operation&) { return false; }
    static std::shared_ptr<const PlanMechanism> compile(const Operation&, Plan&, Clocks&) {
        return nullptr;
    }
    template <class Engine>
    void started(Engine& engine, const WorkItem& item) {
        if (item.side) {
            rows().push_back({engine.clock.wall_start(item.start), engine.clock.wall(item.end),
                              item.line, engine.cases[item.case_index].number, item.people});
        }
    }
};

template <class... Tried>
Scene run_mechanisms(const Operation& operation, const WorkUnit& unit) {
    using All = MechanismList<Tried..., SideDiary>;
    const std::atomic<bool> stop{false};
    Scene scene{operation, compile_with<All>(operation, false), {}};
    scene.record = simulate_with(All{}, scene.plan, unit, stop);
    return scene;
}

/// A mean over replications, and half the width of its 99% interval.
struct Mean {
    double mean = 0;
    double half = 0;
};

/// Of a figure of a scene, over twenty replications of this unit.
template <class... Tried, class Figure>
Mean mean_of(const Operation& operation, WorkUnit unit, Figure figure) {
    constexpr int replications = 20;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < replications; ++i) {
        unit.replication = static_cast<std::uint64_t>(i);
        const double value = figure(run_mechanisms<Tried...>(operation, unit));
        sum += value;
        squares += value * value;
    }
    const double mean = sum / replications;
    const double variance =
        (squares / replications - mean * mean) * replications / (replications - 1);
    constexpr double t_99 = 2.861; // 19 degrees of freedom
    return {mean, t_99 * std::sqrt(variance / replications)};
}

/// Stands in the list for M4, and counts the defects that others plant.
class DefectCount {
public:
    static constexpr int number = 4;
    explicit DefectCount(const Plan&) { planted() = 0; }
    static int& planted() {
        static int all = 0;
        return all;
    }
    static bool is_in_force(const Operation&) { return false; }
    static std::shared_ptr<const PlanMechanism> compile(const Operation&, Plan&, Clocks&) {
        return nullptr;
    }
    template <class Engine>
    void defect_planted(Engine&, std::uint32_t) {
        ++planted();
    }
};

/// The first `cases` cases, until the last has left.
template <class... Tried>
Scene play_mechanisms(const std::string& text, std::int64_t cases = 1) {
    WorkUnit unit;
    unit.clients = 1;
    unit.cases = cases;
    unit.keep_log = true;
    return run_mechanisms<Tried...>(operation_of(text), unit);
}

/// The same without any.
inline Replication record_without(const std::string& text, std::int64_t cases = 1) {
    WorkUnit unit;
    unit.clients = 1;
    unit.cases = cases;
    unit.keep_log = true;
    const std::atomic<bool> stop{false};
    return simulate(compile_with<MechanismList<>>(operation_of(text), false), unit, stop);
}

/// As `diary`, with side work by the line of the hours that it is on.
inline std::vector<std::string> whole_diary(const Scene& scene) {
    std::vector<std::tuple<Microseconds, int, std::string>> lines;
    for (const LogRow& row : scene.record.log) {
        std::string line = fmt::format("{} - {} {} {}", time_text(row.start), time_text(row.end),
                                       scene.step(row.step).name, row.number);
        for (std::size_t i = 0; i < row.people.size(); ++i) {
            line += fmt::format("{}{}", i == 0 ? " by " : "+", row.people[i]);
        }
        lines.emplace_back(row.start, 1, line);
    }
    for (const SideRow& row : SideDiary::rows()) {
        std::string line = fmt::format("{} - {} {} {}", time_text(row.start), time_text(row.end),
                                       work_names[static_cast<std::size_t>(row.line)], row.number);
        for (std::size_t i = 0; i < row.people.size(); ++i) {
            line += fmt::format("{}{}", i == 0 ? " by " : "+", row.people[i]);
        }
        lines.emplace_back(row.start, 0, line);
    }
    std::sort(lines.begin(), lines.end());
    std::vector<std::string> out;
    for (const auto& line : lines) {
        out.push_back(std::get<2>(line));
    }
    return out;
}

/// Hours on a line of the work ledger, over all teams.
inline Microseconds worked(const Scene& scene, WorkCategory line) {
    int128 sum = 0;
    for (const TeamSums& team : scene.record.teams) {
        sum += team.worked[static_cast<std::size_t>(line)];
    }
    return static_cast<Microseconds>(sum);
}

/// A mechanism's own sum, as published.
inline double published(const Scene& scene, const std::string& name) {
    for (const OwnSum& own : scene.record.own) {
        if (own.name == name) {
            return own.each > 0 ? own.sum / own.each : 0;
        }
    }
    return -1;
}

} // namespace plimsoll

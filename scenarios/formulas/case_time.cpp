#include "scenarios/formulas/case_time.hpp"

#include <algorithm>

namespace plimsoll {

namespace {

/// A stretch of time with what it is made of.
struct Duration {
    Spread time;
    double busy = 0; ///< utilisation, weighted by the time spent at it

    Duration& operator+=(const Duration& other) {
        time.mean += other.time.mean;
        time.variance += other.time.variance;
        busy += other.busy;
        return *this;
    }
};

Duration of_visit(const StepTime& step, double effort_share) {
    Duration visit;
    visit.time.mean = step.before.mean + effort_share * step.effort.mean;
    visit.time.variance = step.before.variance + effort_share * effort_share * step.effort.variance;
    visit.busy = step.utilisation * visit.time.mean;
    return visit;
}

/// Branches that begin at the same time, until the last is done.
Duration longest(const std::vector<Duration>& branches) {
    std::vector<Spread> spreads;
    Duration all;
    double longest_mean = 0;
    double utilisation = 0;
    for (const Duration& branch : branches) {
        if (branch.time.mean > 0) {
            spreads.push_back(branch.time);
            utilisation += branch.busy / branch.time.mean;
            longest_mean = std::max(longest_mean, branch.time.mean);
        }
    }
    if (spreads.empty()) {
        return all;
    }
    utilisation /= static_cast<double>(spreads.size());
    all.time = longest_of(spreads);
    // Branches are busy at the same times, which brings their ends closer together.
    const double together =
        fork_join_factor(spreads.size(), utilisation) / fork_join_factor(spreads.size(), 0);
    all.time.mean = std::max(longest_mean, all.time.mean * together);
    all.busy = utilisation * all.time.mean;
    return all;
}

/// Follows one way step by step. Each step is placed below the last step that it surely comes after
/// (its dominator), so that what two branches have in common counts once.
class Course {
public:
    Course(const CaseClass& cases, const std::vector<Duration>& durations, const Way& way)
        : cases_(cases), way_(way), below_(cases.steps.size(), -1), depth_(cases.steps.size(), 0),
          stage_(cases.steps.size()) {
        for (const int number : cases.order) {
            const auto step = static_cast<std::size_t>(number);
            if (!way.comes_by(step)) {
                continue;
            }
            std::vector<int> before;
            for (const Arc& arc : cases.steps[step].arcs) {
                if (way.takes(arc)) {
                    before.push_back(arc.from);
                }
            }
            stage_[step] = meet(before, below_[step]);
            if (way.done[step] != 0) {
                stage_[step] += durations[step];
            }
            depth_[step] =
                below_[step] < 0 ? 1 : depth_[static_cast<std::size_t>(below_[step])] + 1;
        }
    }

    Duration whole() const {
        int common = -1;
        Duration last = meet(last_steps(cases_, way_), common);
        last += since(common, -1);
        return last;
    }

private:
    int depth(int step) const { return step < 0 ? 0 : depth_[static_cast<std::size_t>(step)]; }
    int above(int step) const { return below_[static_cast<std::size_t>(step)]; }

    /// From the end of `begin` (-1: the start) to the end of `step` below it.
    Duration since(int step, int begin) const {
        Duration sum;
        for (; step != begin; step = above(step)) {
            sum += stage_[static_cast<std::size_t>(step)];
        }
        return sum;
    }

    /// From the last step that all of these come after until the last of them is done.
    Duration meet(const std::vector<int>& steps, int& common) const {
        common = steps.empty() ? -1 : steps.front();
        for (int other : steps) {
            while (common != other) {
                int& deeper = depth(common) > depth(other) ? common : other;
                deeper = above(deeper);
            }
        }
        std::vector<Duration> branches;
        for (const int step : steps) {
            if (step != common) {
                branches.push_back(since(step, common));
            }
        }
        return longest(branches);
    }

    const CaseClass& cases_;
    const Way& way_;
    std::vector<int> below_; ///< each step's dominator; -1: the start
    std::vector<int> depth_;
    std::vector<Duration> stage_; ///< from the dominator's end to the step's
};

/// The mixture of all ways.
std::optional<Duration> over_all_ways(const CaseClass& cases, std::optional<std::size_t> rework,
                                      const std::vector<Duration>& durations) {
    Duration all;
    double squares = 0;
    double chances = 0;
    const bool known = for_each_way(cases, rework, [&](const Way& way) {
        const Duration one = Course(cases, durations, way).whole();
        all.time.mean += way.chance * one.time.mean;
        squares += way.chance * (one.time.variance + one.time.mean * one.time.mean);
        all.busy += way.chance * one.busy;
        chances += way.chance;
    });
    if (!known || chances <= 0) {
        return std::nullopt;
    }
    all.time.variance = std::max(0.0, squares - all.time.mean * all.time.mean);
    return all;
}

} // namespace

std::optional<double> mean_case_time(const CaseClass& cases, const Visits& visits,
                                     const std::vector<StepTime>& times) {
    if (!runs_side_by_side(cases)) {
        double sum = 0;
        for (std::size_t step = 0; step < times.size(); ++step) {
            sum += visits.done[step] * of_visit(times[step], visits.effort[step]).time.mean;
        }
        return sum;
    }
    std::vector<Duration> durations;
    for (const StepTime& step : times) {
        durations.push_back(of_visit(step, 1));
    }
    // A step that sends back lasts until its work is accepted. Inner stretches come first.
    for (const int number : cases.order) {
        const auto step = static_cast<std::size_t>(number);
        double goes_on = 1;
        for (const int rework : cases.steps[step].reworks) {
            goes_on -= lasting_chance(declared(cases, static_cast<std::size_t>(rework)));
        }
        if (goes_on <= 0) {
            return std::nullopt; // it ends by what else happens, which a passage does not show
        }
        Duration together = durations[step];
        for (const int number_of_rework : cases.steps[step].reworks) {
            const auto rework = static_cast<std::size_t>(number_of_rework);
            const Rework& source = declared(cases, rework);
            const double fires = lasting_chance(source) / goes_on;
            std::vector<Duration> again = durations;
            for (const int redone : cases.reworks[rework].stretch) {
                const auto place = static_cast<std::size_t>(redone);
                const Duration less = of_visit(times[place], source.effort_share);
                const Duration fresh = of_visit(times[place], 1);
                again[place].time.mean += less.time.mean - fresh.time.mean;
                again[place].time.variance += less.time.variance - fresh.time.variance;
            }
            const auto pass = over_all_ways(cases, rework, again);
            if (!pass) {
                return std::nullopt;
            }
            // So many passes as a geometric number: its mean n, its variance n (1 + n).
            together.time.mean += fires * pass->time.mean;
            together.time.variance += fires * pass->time.variance +
                                      fires * (1 + fires) * pass->time.mean * pass->time.mean;
            together.busy += fires * pass->busy;
        }
        durations[step] = together;
    }
    const auto whole = over_all_ways(cases, std::nullopt, durations);
    return whole ? std::optional(whole->time.mean) : std::nullopt;
}

} // namespace plimsoll

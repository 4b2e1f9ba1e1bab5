#include "scenarios/case_moments.hpp"

#include <algorithm>
#include <cmath>

namespace plimsoll {

namespace {

/// What is still to come after this step was done by this exit, or skipped.
Moments after(const PlanStep& step, int exit, const std::vector<Moments>& from) {
    for (const Follower& follower : step.followers) {
        if (follower.exit < 0 || follower.exit == exit) {
            return from[static_cast<std::size_t>(follower.step)];
        }
    }
    return {};
}

void add(Moments& sum, double share, const Moments& part) {
    sum.mean += share * part.mean;
    sum.square += share * part.square;
}

/// What a case gathers from a step on, given what it gathers from each step on.
Moments onwards(const CaseClass& cases, std::size_t number, const Moments& visit,
                const std::vector<Moments>& from) {
    const PlanStep& step = cases.steps[number];
    Moments rest;
    double stays = 1;
    for (const int rework : step.reworks) {
        const double chance = declared(cases, static_cast<std::size_t>(rework)).chance;
        const int to = cases.reworks[static_cast<std::size_t>(rework)].to;
        add(rest, chance, from[static_cast<std::size_t>(to)]);
        stays -= chance;
    }
    const auto& exits = cases.source->steps[number].exits;
    for (std::size_t exit = 0; exit < exits.size(); ++exit) {
        add(rest, stays * exits[exit].share, after(step, static_cast<int>(exit), from));
    }
    if (exits.empty()) {
        add(rest, stays, after(step, -1, from));
    }
    // Independent of each other: E (V + R)^2 = E V^2 + 2 E V E R + E R^2.
    Moments all;
    add(all, step.chance,
        {visit.mean + rest.mean, visit.square + 2 * visit.mean * rest.mean + rest.square});
    if (step.chance < 1) {
        add(all, 1 - step.chance, after(step, step.skip_exit, from));
    }
    return all;
}

/// From the last step to the first, again and again until nothing changes: once where there are no
/// reworks.
std::optional<double> square_in_line(const CaseClass& cases, const std::vector<Moments>& visits) {
    constexpr int most_rounds = 2000;
    constexpr double unchanged = 1e-14;
    std::vector<Moments> from(cases.steps.size());
    for (int round = 0; round < most_rounds; ++round) {
        bool changes = false;
        for (auto number = cases.order.rbegin(); number != cases.order.rend(); ++number) {
            const auto step = static_cast<std::size_t>(*number);
            const Moments now = onwards(cases, step, visits[step], from);
            changes = changes || std::abs(now.square - from[step].square) > unchanged * now.square;
            from[step] = now;
        }
        if (!changes) {
            return from[static_cast<std::size_t>(cases.order.front())].square;
        }
    }
    return std::nullopt;
}

} // namespace

std::optional<double> square_of_sum(const CaseClass& cases, const std::vector<Moments>& visits) {
    if (!runs_side_by_side(cases)) {
        return square_in_line(cases, visits);
    }
    if (!cases.reworks.empty()) {
        return std::nullopt;
    }
    double square = 0;
    const bool all = for_each_way(cases, std::nullopt, [&](const Way& way) {
        double mean = 0;
        double variance = 0;
        for (std::size_t step = 0; step < visits.size(); ++step) {
            if (way.done[step] != 0) {
                mean += visits[step].mean;
                variance += visits[step].square - visits[step].mean * visits[step].mean;
            }
        }
        square += way.chance * (mean * mean + variance);
    });
    return all ? std::optional(square) : std::nullopt;
}

} // namespace plimsoll

#include "scenarios/friction.hpp"

#include "model/numeric/elementary.hpp"
#include "model/read/mechanisms.hpp"
#include "scenarios/limits/promise_limits.hpp"
#include "scenarios/statistics/resample.hpp"
#include "sim/compile.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace plimsoll {

namespace {

constexpr int automated_share = 3; ///< the n of its Mn

struct Group {
    std::vector<int> mechanisms;
    std::string_view name;
};

/// What goes together in a firm: who changes one of them mostly changes the others.
const std::array<Group, 6> groups{{{{1, 2}, "uneven demand"},
                                   {{5, 6, 7, 8}, "coordination"},
                                   {{4, 11}, "errors and odd cases"},
                                   {{9, 13, 14}, "people who are away"},
                                   {{10, 12, 18}, "tools and automation"},
                                   {{15}, "status reports"}}};

std::string_view name_of(int mechanism) {
    constexpr std::array<std::string_view, 19> names{"",
                                                     "uneven demand",
                                                     "overload",
                                                     "workarounds",
                                                     "errors",
                                                     "hand-offs",
                                                     "meetings",
                                                     "switching tasks",
                                                     "decisions",
                                                     "people who are away",
                                                     "tools",
                                                     "odd cases",
                                                     "automation that fails",
                                                     "hiring",
                                                     "learning",
                                                     "status reports",
                                                     "overtime",
                                                     "batches",
                                                     "crashes"};
    return names[static_cast<std::size_t>(mechanism)];
}

/// The causes to tell apart: groups, or their mechanisms where only one group acts or all are asked
/// for. What is named here is in force.
std::vector<FrictionCause> causes_of(const std::vector<int>& in_force, bool every_mechanism) {
    std::vector<FrictionCause> causes;
    for (const Group& group : groups) {
        FrictionCause cause;
        cause.name = group.name;
        std::copy_if(in_force.begin(), in_force.end(), std::back_inserter(cause.mechanisms),
                     [&](int number) {
                         return std::find(group.mechanisms.begin(), group.mechanisms.end(),
                                          number) != group.mechanisms.end();
                     });
        if (!cause.mechanisms.empty()) {
            causes.push_back(std::move(cause));
        }
    }
    if (every_mechanism || causes.size() == 1) {
        causes.clear();
        for (const int number : in_force) {
            causes.push_back({{number}, {}, {}, {}});
        }
    }
    for (FrictionCause& cause : causes) {
        if (cause.mechanisms.size() == 1) {
            cause.name = name_of(cause.mechanisms.front());
        }
    }
    return causes;
}

/// Two limits on the same luck. Their interval is that of limits with luck of their own, which is
/// wider than it need be.
Figure difference(const Figure& more, const Figure& less) {
    if (!more.value || !less.value) {
        return {std::nullopt, !more.value ? more.why : less.why};
    }
    Estimate gain;
    gain.mean = more.value->mean - less.value->mean;
    if (more.value->low && more.value->high && less.value->low && less.value->high) {
        const auto both = [](double a, double b) { return std::sqrt(a * a + b * b); };
        gain.low = gain.mean -
                   both(more.value->mean - *more.value->low, *less.value->high - less.value->mean);
        gain.high = gain.mean +
                    both(*more.value->high - more.value->mean, less.value->mean - *less.value->low);
    }
    return {gain, {}};
}

/// A line's limit, of deadlines by the promises alone that practice keeps somewhere: others have no
/// limit there to be compared with.
Figure comparable_limit(const LoadLine& line, const std::string& limit, const Limits& practice) {
    if (limit != "sla") {
        return line.limits.stability;
    }
    std::vector<PromiseLimit> kept;
    std::copy_if(line.limits.promises.begin(), line.limits.promises.end(), std::back_inserter(kept),
                 [&](const PromiseLimit& promise) {
                     return std::none_of(practice.promises.begin(), practice.promises.end(),
                                         [&](const PromiseLimit& other) {
                                             return other.key == promise.key &&
                                                    other.state == PromiseState::late;
                                         });
                 });
    return first_broken(kept, line.volumes).limit;
}

Ratio flow_time_of(const Volume& volume) {
    Ratio ratio;
    for (const Replication& record : volume.replications) {
        double hours = 0;
        double cases = 0;
        for (const WorkflowSums& sums : record.workflows) {
            hours += static_cast<double>(sums.flow_time) / static_cast<double>(hour);
            cases += static_cast<double>(sums.left);
        }
        ratio.add(hours, cases);
    }
    return ratio;
}

class Causes {
public:
    explicit Causes(const FrictionStudy& study) : study_(study) {}

    /// The line of an operation without some mechanisms: between here and there, if it is known.
    LoadLine line_without(const std::vector<int>& numbers, const Figure& here,
                          const Figure& there) const {
        const Operation operation = without_mechanisms(study_.operation, numbers);
        const Plan plan = compile(operation);
        LineRange range = study_.range;
        if (range.search && here.value && there.value) {
            const double low = wider_down * std::min(here.value->mean, there.value->mean);
            const double high = wider_up * std::max(here.value->mean, there.value->mean);
            constexpr int steps = 3;
            range.clients.clear();
            for (int i = 0; i <= steps; ++i) {
                const double at = low * exponential(logarithm(high / low) * i / steps);
                const auto clients = static_cast<std::int64_t>(std::floor(std::max(at, 1.) + 0.5));
                if (range.clients.empty() || clients > range.clients.back()) {
                    range.clients.push_back(clients);
                }
            }
            range.with_knee = false;
        }
        return draw_line(operation, plan, KnownWork(operation, plan), range, study_.settings,
                         study_.workers, nullptr, study_.interrupted);
    }
    /// How long cases take at a volume without some mechanisms.
    Ratio flow_time_without(const std::vector<int>& numbers, std::int64_t clients) const {
        const Operation operation = without_mechanisms(study_.operation, numbers);
        const Plan plan = compile(operation);
        return flow_time_of(simulate_volume(
            plan, clients, study_.settings, study_.workers, study_.interrupted, [](double) {},
            KnownWork(operation, plan)));
    }

private:
    static constexpr double wider_down = 0.95;
    static constexpr double wider_up = 1.06;
    const FrictionStudy& study_;
};

/// (all - without) / (all - paper), on the same replications.
Figure share_of_delay(const Ratio& all, const Ratio& without, const Ratio& paper) {
    const std::size_t n =
        std::min({all.numerators.size(), without.numerators.size(), paper.numerators.size()});
    if (n < 2) {
        return {std::nullopt, "one replication is not enough to tell"};
    }
    const Resamples resamples(n);
    const auto first = [n](const Ratio& ratio) {
        Ratio part;
        for (std::size_t i = 0; i < n; ++i) {
            part.add(ratio.numerators[i], ratio.denominators[i]);
        }
        return part;
    };
    const Ratio a = first(all);
    const Ratio b = first(without);
    const Ratio c = first(paper);
    const auto share = [](double with_all, double without_it, double on_paper) {
        return (with_all - without_it) / (with_all - on_paper);
    };
    const double mean = share(pooled(a, n), pooled(b, n), pooled(c, n));
    if (!(pooled(a, n) > pooled(c, n))) {
        return {std::nullopt, "cases take no longer in practice than on paper"};
    }
    std::vector<double> draws;
    for (std::size_t draw = 0; draw < Resamples::count; ++draw) {
        draws.push_back(
            share(resamples.value(a, draw), resamples.value(b, draw), resamples.value(c, draw)));
    }
    std::sort(draws.begin(), draws.end());
    const std::size_t tail = draws.size() / 40;
    Estimate estimate;
    estimate.mean = mean;
    estimate.low = std::min(mean, draws[tail]);
    estimate.high = std::max(mean, draws[draws.size() - tail - 1]);
    return {estimate, {}};
}

/// The largest steady volume that was simulated below the limit.
const Volume* close_below(const LoadLine& line, const Figure& limit) {
    const Volume* found = nullptr;
    for (const Volume& volume : line.volumes) {
        const bool is_steady = !volume.measurement.overloaded && !volume.measurement.in_doubt;
        if (is_steady &&
            (!limit.value || static_cast<double>(volume.clients) <= limit.value->mean)) {
            found = &volume;
        }
    }
    return found;
}

/// What is left when each cause is taken out alone.
Figure together_of(const Friction& friction) {
    if (!friction.clients.value) {
        return friction.clients;
    }
    if (friction.by_cause.size() == 1) {
        return {Estimate{0, 0, 0, 0.95}, {}}; // all of it is that cause's
    }
    double sum = 0;
    double squares = 0;
    for (const FrictionCause& cause : friction.by_cause) {
        if (!cause.clients.value) {
            return {std::nullopt, cause.name + ": " + cause.clients.why};
        }
        const Estimate& gain = *cause.clients.value;
        sum += gain.mean;
        const double half = (gain.high.value_or(gain.mean) - gain.low.value_or(gain.mean)) / 2;
        squares += half * half;
    }
    const Estimate& gap = *friction.clients.value;
    const double half = (gap.high.value_or(gap.mean) - gap.low.value_or(gap.mean)) / 2;
    const double both = std::sqrt(squares + half * half);
    const double rest = gap.mean - sum;
    return {Estimate{rest, rest - both, rest + both, 0.95}, {}};
}

} // namespace

void find_friction(const FrictionStudy& study, ProgressOfSweep& progress, Result& result) {
    std::vector<int> in_force = mechanisms_in_force(study.operation);
    std::erase(in_force, automated_share); // G6: it is part of what is drawn
    if (in_force.empty() || study.line.volumes.empty()) {
        return;
    }
    const Limits& practice = *result.limits;
    const Operation on_paper = without_mechanisms(study.operation, in_force);
    const Plan paper_plan = compile(on_paper);
    const LoadLine paper =
        draw_line(on_paper, paper_plan, KnownWork(on_paper, paper_plan), study.range,
                  study.settings, study.workers, &progress, study.interrupted);
    if (paper.interrupted || paper.volumes.empty()) {
        result.interrupted = true;
        return;
    }
    Friction friction;
    friction.limit =
        practice.deadlines_come_first() || practice.slips_already() ? "sla" : "stability";
    friction.on_paper = paper.limits;
    friction.by_cause = causes_of(in_force, study.settings.every_mechanism);
    const Figure& here = friction.limit == "sla" ? practice.sla : practice.stability;
    friction.paper_limit = comparable_limit(paper, friction.limit, practice);
    const Figure& there = friction.paper_limit;
    friction.clients = difference(there, here);
    const Causes causes(study);
    const Volume* at = close_below(study.line, here);
    const bool is_alone = friction.by_cause.size() == 1;
    Ratio all;
    Ratio drawn;
    if (at != nullptr) {
        friction.delay_at = at->clients;
        all = flow_time_of(*at);
        drawn = causes.flow_time_without(in_force, at->clients);
    }
    std::size_t done = 0;
    for (FrictionCause& cause : friction.by_cause) {
        if (is_alone) {
            cause.clients = friction.clients;
        } else if (here.value) {
            const LoadLine line = causes.line_without(cause.mechanisms, here, there);
            if (line.interrupted) {
                result.interrupted = true;
                return;
            }
            cause.clients = difference(comparable_limit(line, friction.limit, practice), here);
        } else {
            cause.clients = {std::nullopt, here.why};
        }
        cause.share_of_delay =
            at == nullptr
                ? Figure{std::nullopt, "work piles up at every volume that was looked at"}
                : share_of_delay(all,
                                 is_alone ? drawn
                                          : causes.flow_time_without(cause.mechanisms, at->clients),
                                 drawn);
        progress.tell_causes(static_cast<double>(++done) /
                             static_cast<double>(friction.by_cause.size()));
    }
    std::stable_sort(friction.by_cause.begin(), friction.by_cause.end(),
                     [](const FrictionCause& a, const FrictionCause& b) {
                         const auto gain = [](const FrictionCause& cause) {
                             return cause.clients.value ? cause.clients.value->mean : -1e9;
                         };
                         return gain(a) > gain(b);
                     });
    friction.together = together_of(friction);
    result.interrupted = study.interrupted.load();
    result.friction = std::move(friction);
}

} // namespace plimsoll

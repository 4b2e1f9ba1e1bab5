#include "scenarios/trials/shifts.hpp"

#include "model/numeric/elementary.hpp"
#include "scenarios/statistics/cycles.hpp"
#include "scenarios/statistics/ratio.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace plimsoll {

namespace {

constexpr double close_neighbours = 1.1; ///< neighbours of the root, as a ratio of volumes
constexpr std::size_t most_more = 8;     ///< volumes tried for one shift
constexpr double family_level = 0.05;    ///< of all shifts together (Holm)
constexpr double same_loads = 0.02;      ///< loads that keep their ratio so closely grow alike

double clients_of(const VolumeTrial* point) {
    return static_cast<double>(std::max<std::int64_t>(point->clients, 1));
}

/// Where differences first pass from above 0 to below.
double first_root(const std::vector<const VolumeTrial*>& points, const std::vector<double>& ahead) {
    if (ahead.front() <= 0) {
        return clients_of(points.front());
    }
    for (std::size_t i = 1; i < points.size(); ++i) {
        if (ahead[i] <= 0) {
            const double from = logarithm(clients_of(points[i - 1]));
            const double to = logarithm(clients_of(points[i]));
            const double part = ahead[i - 1] / (ahead[i - 1] - ahead[i]);
            return exponential(from + part * (to - from));
        }
    }
    return clients_of(points.back());
}

double ahead_by(const VolumeTrial& trial, int from, int to) {
    return sensitivity(trial.base, *trial.of_team(from)) -
           sensitivity(trial.base, *trial.of_team(to));
}

/// Both were tried there.
bool knows(const VolumeTrial& trial, int from, int to) {
    return trial.of_team(from) != nullptr && trial.of_team(to) != nullptr;
}

/// How a volume between two others is measured: as many cases as at the one where there are more of
/// them, after the longer warm-up. What a run from empty still lacks of its queues puts the shift
/// too high, so it is at least half of the time.
Measurement measurement_between(const Plan& plan, const TriedVolume& left, const TriedVolume& right,
                                std::int64_t clients, double piles_up_from) {
    Measurement between = left.measurement;
    const Measurement& other = right.measurement;
    if (other.overloaded && static_cast<double>(clients) >= piles_up_from) {
        return other;
    }
    if (!between.overloaded && !other.overloaded) {
        const auto with_as_many = [clients](const TriedVolume& end) {
            return static_cast<double>(end.measurement.length) * clients_of(&end.trial) /
                   static_cast<double>(clients);
        };
        const auto length =
            static_cast<Microseconds>(std::ceil(std::max(with_as_many(left), with_as_many(right))));
        between.warm_up = std::max(between.warm_up, other.warm_up);
        between.length = whole_cycles(plan, {0, length}).length;
        between.lengthened = std::max(between.lengthened, other.lengthened);
    }
    between.warm_up = std::max(between.warm_up, between.length / 2);
    return between;
}

/// Tries a volume in the middle of the two between which the root lies; false where it is known
/// closely enough.
bool look_closer(std::vector<TriedVolume>& tried, std::size_t first, std::size_t last,
                 double piles_up_from, const Trials& trials) {
    const int from = *tried[first].trial.confirmed;
    const int to = *tried[last].trial.confirmed;
    std::size_t left = first;
    std::size_t right = last;
    for (std::size_t i = first + 1; i <= last; ++i) {
        if (!knows(tried[i].trial, from, to)) {
            continue;
        }
        if (ahead_by(tried[i].trial, from, to) <= 0) {
            right = i;
            break;
        }
        left = i;
    }
    const auto low = static_cast<double>(tried[left].trial.clients);
    const auto high = static_cast<double>(tried[right].trial.clients);
    const auto middle = static_cast<std::int64_t>(std::floor(std::sqrt(low * high) + 0.5));
    if (high <= close_neighbours * low || middle <= tried[left].trial.clients ||
        middle >= tried[right].trial.clients || trials.is_interrupted()) {
        return false;
    }
    // The two, and who comes next at either end.
    std::set<std::size_t> teams;
    for (const std::size_t end : {first, last}) {
        const std::vector<Relieved>& relieved = tried[end].trial.relieved;
        for (std::size_t i = 0; i < std::min<std::size_t>(2, relieved.size()); ++i) {
            teams.insert(static_cast<std::size_t>(relieved[i].team));
        }
    }
    TriedVolume between;
    between.measurement =
        measurement_between(trials.plan(), tried[left], tried[right], middle, piles_up_from);
    between.trial = trials.try_at(middle, between.measurement, {}, {teams.begin(), teams.end()},
                                  Trials::Depth::one_look);
    if (!knows(between.trial, from, to) || between.trial.base.empty()) {
        return false;
    }
    for (std::size_t team = 0; team < tried[left].offered.size(); ++team) {
        between.offered.push_back(
            std::sqrt(tried[left].offered[team] * tried[right].offered[team]));
    }
    tried.insert(tried.begin() + static_cast<std::ptrdiff_t>(right), std::move(between));
    return true;
}

/// Next volume at which a team is confirmed, from `start` on; the size where there is none.
std::size_t next_confirmed(const std::vector<TriedVolume>& tried, std::size_t start) {
    while (start < tried.size() && !tried[start].trial.confirmed) {
        ++start;
    }
    return start;
}

std::string kind_of(const TriedVolume& before, const TriedVolume& after, int from, int to) {
    const auto i = static_cast<std::size_t>(from);
    const auto j = static_cast<std::size_t>(to);
    const double then = before.offered[i] * after.offered[j];
    const double now = after.offered[i] * before.offered[j];
    const bool alike = std::abs(then - now) <= same_loads * std::max(then, now);
    return alike ? "pool size" : "load";
}

} // namespace

Estimate shift_volume(const std::vector<const VolumeTrial*>& points, int from, int to) {
    std::size_t most = 0;
    std::size_t fewest = points.front()->base.size();
    for (const VolumeTrial* point : points) {
        most = std::max(most, point->base.size());
        fewest = std::min(fewest, point->base.size());
    }
    const Reweighting reweighting(most);
    std::vector<double> roots;
    std::vector<double> ahead(points.size());
    for (std::size_t resample = 0; resample < Reweighting::count; ++resample) {
        for (std::size_t i = 0; i < points.size(); ++i) {
            ahead[i] =
                reweighting.sensitivity(points[i]->base, *points[i]->of_team(from), resample) -
                reweighting.sensitivity(points[i]->base, *points[i]->of_team(to), resample);
        }
        roots.push_back(logarithm(first_root(points, ahead)));
    }
    std::sort(roots.begin(), roots.end());
    constexpr std::size_t tail = Reweighting::count / 20;
    const double median = (roots[Reweighting::count / 2 - 1] + roots[Reweighting::count / 2]) / 2;
    // As wide as Student's interval over so few replications.
    constexpr double normal_975 = 1.959963984540054;
    const auto n = static_cast<double>(fewest);
    const double widening =
        std::sqrt((n + 1) / (n - 1)) * student_quantile_975(fewest) / normal_975;
    Estimate estimate;
    estimate.mean = exponential(median);
    estimate.low = exponential(median + widening * (roots[tail] - median));
    estimate.high =
        exponential(median + widening * (roots[Reweighting::count - tail - 1] - median));
    estimate.level = 0.9;
    return estimate;
}

std::vector<BottleneckShift> shifts_between(std::vector<TriedVolume>& tried, double piles_up_from,
                                            const Trials& trials) {
    struct Found {
        BottleneckShift shift;
        double p = 1;
    };
    std::vector<Found> found;
    std::size_t more = 0;
    for (std::size_t first = next_confirmed(tried, 0); first < tried.size();) {
        const std::size_t last = next_confirmed(tried, first + 1);
        if (last >= tried.size()) {
            break;
        }
        const int from = *tried[first].trial.confirmed;
        const int to = *tried[last].trial.confirmed;
        for (const std::size_t end : {first, last}) {
            // Who could not be first at one end was not tried there.
            if (from != to && !knows(tried[end].trial, from, to)) {
                trials.try_more_pairs(tried[end].trial, tried[end].measurement, from, to);
            }
        }
        if (from == to || !knows(tried[first].trial, from, to) ||
            !knows(tried[last].trial, from, to)) {
            first = last;
            continue;
        }
        if (more < most_more && look_closer(tried, first, last, piles_up_from, trials)) {
            ++more;
            continue; // somebody may be confirmed in between now
        }
        more = 0;
        for (const std::size_t end : {first, last}) {
            // Who was confirmed early was tried in too few pairs to say where the lead is lost.
            trials.try_more_pairs(tried[end].trial, tried[end].measurement, from, to);
        }
        std::vector<const VolumeTrial*> points;
        for (std::size_t i = first; i <= last; ++i) {
            if (knows(tried[i].trial, from, to)) {
                points.push_back(&tried[i].trial);
            }
        }
        BottleneckShift shift;
        shift.from = from;
        shift.to = to;
        shift.clients = shift_volume(points, from, to);
        shift.kind = kind_of(tried[first], tried[last], from, to);
        found.push_back({std::move(shift), std::max(tried[first].trial.p, tried[last].trial.p)});
        first = last;
    }
    // Holm: the smallest of m against level / m, the next against level / (m - 1), and so on.
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < found.size(); ++i) {
        order.push_back(i);
    }
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return found[a].p < found[b].p; });
    for (std::size_t place = 0; place < order.size(); ++place) {
        if (found[order[place]].p > family_level / static_cast<double>(order.size() - place)) {
            break;
        }
        found[order[place]].shift.confirmed = true;
    }
    std::vector<BottleneckShift> shifts;
    for (Found& one : found) {
        shifts.push_back(std::move(one.shift));
    }
    return shifts;
}

} // namespace plimsoll

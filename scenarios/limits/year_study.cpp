#include "scenarios/limits/year_study.hpp"

#include "scenarios/limits/nine_in_ten.hpp"
#include "scenarios/result/shown_volumes.hpp"

#include <algorithm>
#include <cmath>
#include <mutex>

namespace plimsoll {

namespace {

/// Years at several volumes, and how far they are.
class YearsAlong {
public:
    YearsAlong(const YearSetting& with, const std::vector<Volume>& volumes)
        : with_(with), volumes_(volumes) {}

    const std::vector<SimulatedYears>& all() const { return years_; }

    bool has(std::int64_t clients) const {
        return std::any_of(years_.begin(), years_.end(),
                           [&](const SimulatedYears& years) { return years.clients == clients; });
    }

    /// Simulates these volumes, side by side; false when interrupted.
    bool add(const std::vector<std::int64_t>& wanted) {
        expected_ += wanted.size();
        std::vector<SimulatedYears> more(wanted.size());
        std::mutex telling;
        with_.workers.run(wanted.size(), [&](std::size_t i) {
            more[i] = simulate_years(with_.operation, with_.plan, wanted[i], like(wanted[i]),
                                     of_a_sweep, with_.settings, with_.workers, with_.interrupted);
            const std::lock_guard<std::mutex> alone(telling);
            told_ = std::max(told_, static_cast<double>(++done_) /
                                        static_cast<double>(expected_ + most_between));
            with_.progress(told_);
        });
        for (SimulatedYears& years : more) {
            if (years.interrupted) {
                return false;
            }
            years_.push_back(std::move(years));
        }
        std::sort(
            years_.begin(), years_.end(),
            [](const SimulatedYears& a, const SimulatedYears& b) { return a.clients < b.clients; });
        return !with_.interrupted.load();
    }

    /// So many volumes at most are simulated for the limit alone.
    static constexpr std::size_t most_between = 3;

private:
    /// The first volume that is not smaller: its warm-up is long enough.
    const Volume& like(std::int64_t clients) const {
        const auto found =
            std::find_if(volumes_.begin(), volumes_.end(),
                         [clients](const Volume& volume) { return volume.clients >= clients; });
        return found == volumes_.end() ? volumes_.back() : *found;
    }

    const YearSetting& with_;
    const std::vector<Volume>& volumes_;
    std::vector<SimulatedYears> years_;
    std::size_t expected_ = 0;
    std::size_t done_ = 0;
    double told_ = 0;
};

/// The next volume to look at for the limit: between the last that keeps nine years in ten and the
/// first that does not, as long as they stand wide apart: where the share broken passes one in ten
/// if it grows evenly.
std::optional<std::int64_t> next_between(const std::vector<double>& broken,
                                         const std::vector<SimulatedYears>& years) {
    constexpr double close = 1.08;
    const auto above =
        std::find_if(broken.begin(), broken.end(), [](double share) { return share > one_in_ten; });
    if (above == broken.begin() || above == broken.end()) {
        return std::nullopt;
    }
    const auto place = static_cast<std::size_t>(above - broken.begin());
    const auto low = static_cast<double>(years[place - 1].clients);
    const auto high = static_cast<double>(years[place].clients);
    constexpr double nearest = 0.25; // to either, of the way between them
    const double part = (one_in_ten - broken[place - 1]) / (broken[place] - broken[place - 1]);
    const auto middle = static_cast<std::int64_t>(
        std::floor(low + (high - low) * std::clamp(part, nearest, 1 - nearest) + 0.5));
    if (high <= low * close || middle <= years[place - 1].clients ||
        middle >= years[place].clients) {
        return std::nullopt;
    }
    return middle;
}

/// The largest volume at which years can be simulated, where no smaller one breaks promises.
std::optional<std::int64_t> largest_steady(const YearSetting& with,
                                           const std::vector<Volume>& volumes) {
    std::optional<std::int64_t> largest;
    for (const Volume& volume : volumes) {
        if (why_no_years(with.operation, volume, with.settings).empty()) {
            largest = volume.clients;
        } else {
            break; // what keeps its promises beyond would be luck
        }
    }
    return largest;
}

/// Volumes, as places among those of a sweep: the first and the last.
struct Places {
    std::size_t first = 0;
    std::size_t last = 0;

    bool hold(std::size_t place) const { return first <= place && place <= last; }
};

/// The volumes next to the first limit: years break promises earlier than the long run does.
Places around_first_limit(const std::vector<Volume>& volumes, const Limits& limits) {
    constexpr std::size_t below = 2;
    const Figure& limit = limits.sla.value ? limits.sla : limits.stability;
    std::size_t last = volumes.size() - 1;
    for (std::size_t i = volumes.size(); limit.value && i-- > 0;) {
        last = static_cast<double>(volumes[i].clients) > limit.value->mean ? i : last;
    }
    return {last - std::min(last, below), last};
}

} // namespace

void add_years(const YearSetting& with, const Volume& volume, VolumeFigures& figures) {
    const std::string why = why_no_years(with.operation, volume, with.settings);
    if (!why.empty()) {
        leave_out_years(why, figures);
        return;
    }
    const SimulatedYears years =
        simulate_years(with.operation, with.plan, volume.clients, volume, of_a_run, with.settings,
                       with.workers, with.interrupted);
    if (!years.interrupted) {
        add_year_figures(with.plan, years, figures);
    }
}

void add_years(const YearSetting& with, const std::vector<Volume>& volumes, Result& result) {
    const std::vector<std::size_t> shown = shown_volumes(result);
    std::vector<std::int64_t> wanted;
    const Places nearest = around_first_limit(volumes, *result.limits);
    for (std::size_t i = 0; i < volumes.size(); ++i) {
        std::string why = why_no_years(with.operation, volumes[i], with.settings);
        if (why.empty() && std::find(shown.begin(), shown.end(), i) == shown.end()) {
            why = "single years are simulated at the few volumes that are shown";
        }
        if (why.empty() && i > nearest.last) {
            why = "beyond the first limit single years are not simulated: `run` does it";
        }
        constexpr double many_visits = 1e5;
        if (why.empty() && !nearest.hold(i) &&
            visits_per_year(with.operation, volumes[i], volumes[i].clients) > many_visits) {
            why = "so many cases a year take long to simulate: `run` does it";
        }
        if (why.empty()) {
            wanted.push_back(volumes[i].clients);
        } else {
            leave_out_years(why, result.volumes[i]);
        }
    }
    YearsAlong along(with, volumes);
    if (!along.add(wanted)) {
        result.interrupted = true;
        return;
    }
    for (const SimulatedYears& years : along.all()) {
        const auto place = std::find_if(volumes.begin(), volumes.end(), [&](const Volume& volume) {
            return volume.clients == years.clients;
        });
        add_year_figures(with.plan, years,
                         result.volumes[static_cast<std::size_t>(place - volumes.begin())]);
    }
    if (volumes.size() < 2) {
        result.limits->nine_in_ten = {std::nullopt, "one volume is not enough to tell"};
        return;
    }
    if (with.plan.promises.empty()) {
        result.limits->nine_in_ten = {std::nullopt, "nothing is promised"};
        return;
    }
    const std::vector<double> counts = counts_from(with.plan, *result.limits);
    std::vector<double> broken = shares_broken(with.plan, along.all(), counts);
    const std::optional<std::int64_t> largest = largest_steady(with, volumes);
    if (largest && !along.has(*largest) &&
        std::none_of(broken.begin(), broken.end(),
                     [](double share) { return share > one_in_ten; })) {
        if (!along.add({*largest})) {
            result.interrupted = true;
            return;
        }
        broken = shares_broken(with.plan, along.all(), counts);
    }
    for (std::size_t i = 0; i < YearsAlong::most_between; ++i) {
        const std::optional<std::int64_t> between = next_between(broken, along.all());
        if (!between) {
            break;
        }
        if (!along.add({*between})) {
            result.interrupted = true;
            return;
        }
        broken = shares_broken(with.plan, along.all(), counts);
    }
    result.limits->nine_in_ten =
        nine_in_ten(with.plan, along.all(), counts, volumes.back().measurement.overloaded);
}

} // namespace plimsoll

// Who holds work back, by trial: against exact sensitivities of lines of M/M/c stations, whose
// waits are independent of each other (Jackson 1957). The formulas here are the tests' own.
#include "catch.hpp"
#include "model/read/changes.hpp"
#include "scenarios/study.hpp"
#include "scenarios/trials/sensitivity.hpp"
#include "tests/validation/theory.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace trial_test {

using namespace plimsoll;

namespace {

/// A station of a line: people, and exponential work of so many hours on average.
struct Station {
    int people = 1;
    double hours = 1;

    double wait(double per_hour, int more = 0) const {
        return theory::mmc(per_hour, hours, people + more).wait;
    }
    int tenth() const { return std::max(1, static_cast<int>(std::floor(0.1 * people + 0.5))); }
};

using StationLine = std::vector<Station>;

double delay(const StationLine& line, double per_hour) {
    double sum = 0;
    for (const Station& station : line) {
        sum += station.wait(per_hour);
    }
    return sum;
}

/// E of a station where `clients` bring one case each in a month of 160 hours.
double exact_sensitivity(const StationLine& line, std::size_t place, double clients) {
    const double per_hour = clients / 160;
    const Station& station = line[place];
    const int more = station.tenth();
    const double before = delay(line, per_hour);
    const double after = before - station.wait(per_hour) + station.wait(per_hour, more);
    return std::log(before / after) /
           std::log(static_cast<double>(station.people + more) / station.people);
}

std::shared_ptr<const ModelText> text_of(const StationLine& line) {
    std::string teams;
    std::string steps;
    for (std::size_t i = 0; i < line.size(); ++i) {
        teams += fmt::format("  t{}: {{people: {}}}\n", i, line[i].people);
        steps += fmt::format("      s{}: {{team: t{}, effort: exponential({:.9f}h)", i, i,
                             line[i].hours) +
                 (i > 0 ? fmt::format(", after: s{}", i - 1) : "") + "}\n";
    }
    return std::make_shared<ModelText>(ModelText{
        {"line.yaml", "assumptions: neutral\nteams:\n" + teams +
                          "workflows:\n  w:\n    demand: 1 per client per month\n    steps:\n" +
                          steps}});
}

StudySettings settings_for(const StationLine& line, std::uint64_t seed) {
    StudySettings settings;
    settings.text = text_of(line);
    settings.seed = seed;
    return settings;
}

Result run_line(const StationLine& line, std::int64_t clients, std::uint64_t seed) {
    const StudySettings settings = settings_for(line, seed);
    const std::atomic<bool> interrupted = false;
    return run_study(
        *changed_operation(*settings.text, ""), clients, settings, [](const StudyProgress&) {},
        interrupted);
}

Result sweep_line(const StationLine& line, std::vector<std::int64_t> volumes, std::uint64_t seed) {
    const StudySettings settings = settings_for(line, seed);
    SweepRange range;
    range.volumes = std::move(volumes);
    const std::atomic<bool> interrupted = false;
    return sweep_study(
        *changed_operation(*settings.text, ""), range, settings, [](const StudyProgress&) {},
        interrupted);
}

/// SCIENCE.md T11: A one person, .128 h a case; B ten, 1.454545 h.
const StationLine shifting{{1, 0.128}, {10, 1.454545}};

/// Lines of 2 to 4 stations at 500 clients, each between 55% and 92% full.
StationLine random_line(std::mt19937& luck) {
    const auto uniform = [&luck](double from, double to) {
        return from + (to - from) * (static_cast<double>(luck() % 1000000U) / 1e6);
    };
    StationLine line(2 + luck() % 3U);
    for (Station& station : line) {
        station.people = 1 + static_cast<int>(luck() % 12U);
        station.hours = uniform(0.55, 0.92) * station.people / (500.0 / 160);
    }
    return line;
}

/// By exact sensitivity: who leads, and how far it is ahead of the next.
struct Leader {
    std::size_t place = 0;
    double ahead = 0; ///< as a ratio
};

Leader leader_of(const StationLine& line, double clients) {
    std::vector<std::pair<double, std::size_t>> ranked;
    for (std::size_t i = 0; i < line.size(); ++i) {
        ranked.emplace_back(exact_sensitivity(line, i, clients), i);
    }
    std::sort(ranked.rbegin(), ranked.rend());
    return {ranked[0].second, ranked[0].first / ranked[1].first};
}

struct Score {
    int tried = 0;
    int confirmed = 0;
    int right = 0;
};

Score score_of(int operations, std::uint32_t seed) {
    std::mt19937 luck(seed);
    Score score;
    while (score.tried < operations) {
        const StationLine line = random_line(luck);
        const Leader leader = leader_of(line, 500);
        if (leader.ahead < 1.1) {
            continue;
        }
        const Result result = run_line(line, 500, 100 + static_cast<std::uint64_t>(score.tried));
        const BottleneckFinding& found = result.volumes.front().bottleneck;
        ++score.tried;
        score.confirmed += found.confirmed ? 1 : 0;
        score.right += found.confirmed && found.team == static_cast<int>(leader.place) ? 1 : 0;
    }
    return score;
}

/// Ties by construction: two stations alike, and sometimes a third with less.
int contested_of(int operations, std::uint32_t seed) {
    std::mt19937 luck(seed);
    int contested = 0;
    for (int i = 0; i < operations; ++i) {
        StationLine line = random_line(luck);
        const Leader leader = leader_of(line, 500);
        line.push_back(line[leader.place]);
        const Result result = run_line(line, 500, 700 + static_cast<std::uint64_t>(i));
        contested += result.volumes.front().bottleneck.contested.empty() ? 0 : 1;
    }
    return contested;
}

/// A line whose small station leads at few clients and its large one at many, and where.
struct Planted {
    StationLine line;
    double clients = 0;
};

std::optional<Planted> planted_line(std::mt19937& luck) {
    const auto uniform = [&luck](double from, double to) {
        return from + (to - from) * (static_cast<double>(luck() % 1000000U) / 1e6);
    };
    Planted planted;
    const double full_small = uniform(1050, 1250);
    const double full_large = uniform(900, 1000);
    const int people = 6 + static_cast<int>(luck() % 10U);
    planted.line = {{1, 160 / full_small}, {people, people * 160 / full_large}};
    const auto ahead = [&](double clients) {
        return exact_sensitivity(planted.line, 0, clients) -
               exact_sensitivity(planted.line, 1, clients);
    };
    double low = 300;
    double high = 0.97 * full_large;
    if (ahead(low) <= 0 || ahead(high) >= 0) {
        return std::nullopt;
    }
    for (int i = 0; i < 60; ++i) {
        const double middle = (low + high) / 2;
        (ahead(middle) > 0 ? low : high) = middle;
    }
    planted.clients = low;
    return planted;
}

struct ShiftScore {
    int tried = 0;
    int found = 0;
    int covered = 0;
    int narrow = 0;
};

ShiftScore shifts_of(int operations, std::uint32_t seed) {
    std::mt19937 luck(seed);
    ShiftScore score;
    while (score.tried < operations) {
        const std::optional<Planted> planted = planted_line(luck);
        if (!planted) {
            continue;
        }
        const auto at = [&](double part) {
            return static_cast<std::int64_t>(std::floor(part * planted->clients + 0.5));
        };
        const Result result = sweep_line(planted->line, {at(0.6), at(0.85), at(1.2)},
                                         300 + static_cast<std::uint64_t>(score.tried));
        ++score.tried;
        if (result.shifts.size() != 1) {
            continue;
        }
        ++score.found;
        const Estimate& clients = result.shifts.front().clients;
        INFO(planted->clients << " in " << *clients.low << ".." << *clients.high);
        score.covered += *clients.low <= planted->clients && planted->clients <= *clients.high;
        score.narrow += *clients.low >= 0.85 * clients.mean && *clients.high <= 1.15 * clients.mean;
    }
    return score;
}

const TeamSensitivity& of_team(const BottleneckFinding& finding, int team) {
    return *std::find_if(finding.sensitivity.begin(), finding.sensitivity.end(),
                         [team](const TeamSensitivity& one) { return one.team == team; });
}

} // namespace

TEST_CASE("Sensitivity: what a team's relief takes of all delay", "[scenarios][bottleneck]") {
    // Delay 2 h a case, 1 h with twice the people: E = ln 2 / ln 2 = 1, whatever the replication.
    const std::vector<Delayed> base{{20, 10}, {40, 20}, {10, 5}};
    const Relieved relieved{0, std::log(2), {{10, 10}, {20, 20}, {5, 5}}, false};
    CHECK(sensitivity(base, relieved) == Approx(1));
    const Estimate estimate = estimate_of(sensitivity_values(base, relieved));
    CHECK(estimate.mean == Approx(1));
    CHECK(estimate.high.value() - estimate.low.value() < 1e-6);
    // The paired t of SCIENCE.md T23: 1.06 +- .14157.
    const Test test = test_of(std::vector<double>{1.1, 0.9, 1.1, 1.2, 1.0});
    CHECK(test.mean == Approx(1.06));
    CHECK(test.half_width == Approx(.14157).epsilon(1e-4));
    CHECK(test.p < 1e-4);
}

TEST_CASE("Sensitivity: who shows the same leads as often", "[scenarios][bottleneck]") {
    const std::vector<Delayed> base{{20, 10}, {40, 20}, {10, 5}};
    const Relieved one{0, std::log(2), {{10, 10}, {20, 20}, {5, 5}}, false};
    Relieved other = one;
    other.team = 1;
    const std::vector<Relieved> both{one, other};
    const std::vector<double> shares = shares_of_leading(base, both);
    CHECK(shares[0] == Approx(0.5));
    CHECK(shares[1] == Approx(0.5));
}

TEST_CASE("Trials name the team whose relief helps most, not the fullest: T11",
          "[scenarios][bottleneck]") {
    // The tests' own formulas give SCIENCE.md's figures.
    CHECK(exact_sensitivity(shifting, 0, 600) == Approx(2.3469).epsilon(1e-4));
    CHECK(exact_sensitivity(shifting, 1, 600) == Approx(.9681).epsilon(1e-4));
    CHECK(exact_sensitivity(shifting, 0, 1000) == Approx(.5145).epsilon(1e-3));
    CHECK(exact_sensitivity(shifting, 1, 1000) == Approx(6.7370).epsilon(1e-4));
    CHECK(exact_sensitivity(shifting, 0, 699.47) ==
          Approx(exact_sensitivity(shifting, 1, 699.47)).epsilon(1e-4));

    const Result result = sweep_line(shifting, {600, 1000}, 1);
    REQUIRE(result.volumes.size() == 2);
    int misses = 0;
    for (const auto& [volume, place, truth] : std::vector<std::tuple<std::size_t, int, double>>{
             {0, 0, 2.3469}, {0, 1, .9681}, {1, 0, .5145}, {1, 1, 6.7370}}) {
        const Estimate& found = of_team(result.volumes[volume].bottleneck, place).value;
        INFO(volume << " " << place << ": " << *found.low << ".." << *found.high);
        misses += *found.low <= truth && truth <= *found.high ? 0 : 1;
    }
    CHECK(misses <= 1);
    CHECK(result.volumes[0].bottleneck.team == 0);
    CHECK(result.volumes[0].bottleneck.confirmed);
    CHECK(result.volumes[1].bottleneck.team == 1);
    CHECK(result.volumes[1].bottleneck.confirmed);
    // Utilisation would name B at both.
    CHECK(result.volumes[0].teams[1].utilisation.value->mean >
          result.volumes[0].teams[0].utilisation.value->mean);
    REQUIRE(result.shifts.size() == 1);
    const BottleneckShift& shift = result.shifts.front();
    CHECK(shift.from == 0);
    CHECK(shift.to == 1);
    CHECK(shift.confirmed);
    CHECK(shift.kind == "pool size");
    INFO(*shift.clients.low << ".." << shift.clients.mean << ".." << *shift.clients.high);
    CHECK(*shift.clients.low <= 699.47);
    CHECK(*shift.clients.high >= 699.47);
    CHECK(*shift.clients.low > 0.85 * 699.47);
    CHECK(*shift.clients.high < 1.15 * 699.47);
}

TEST_CASE("Trials: nobody waits, and nobody is named", "[scenarios][bottleneck]") {
    // M/M/12 at 20%: the wait is under a hundred-thousandth of the work.
    const Result result = run_line({{12, 12 * 0.2 * 160 / 500}}, 500, 1);
    const BottleneckFinding& found = result.volumes.front().bottleneck;
    CHECK_FALSE(found.team);
    CHECK(found.why == "nobody waits");
}

TEST_CASE("Trials: a tie is contested, and neither is named", "[scenarios][bottleneck]") {
    const Result result = run_line({{3, 3 * 0.8 * 160 / 500}, {3, 3 * 0.8 * 160 / 500}}, 500, 3);
    const BottleneckFinding& found = result.volumes.front().bottleneck;
    CHECK_FALSE(found.team);
    CHECK_FALSE(found.confirmed);
    CHECK(found.contested.size() == 2);
    CHECK(found.why.rfind("contested: ", 0) == 0);
}

TEST_CASE("Trials find who is ahead: some generated lines", "[scenarios][bottleneck]") {
    const Score score = score_of(2, 1);
    CHECK(score.confirmed == 2);
    CHECK(score.right == score.confirmed);
    CHECK(contested_of(1, 2) == 1);
}

TEST_CASE("Trials find who is ahead: 200 generated lines", "[.slow][scenarios][bottleneck]") {
    const Score score = score_of(200, 5);
    INFO(score.confirmed << " confirmed, " << score.right << " of them right");
    CHECK(score.confirmed >= 170);
    CHECK(100 * score.right >= 97 * score.confirmed);
}

TEST_CASE("Trials do not tell ties apart: 100 lines tied by construction",
          "[.slow][scenarios][bottleneck]") {
    const int contested = contested_of(100, 6);
    CHECK(contested >= 90);
}

TEST_CASE("Shifts lie where exact sensitivities cross: 50 planted ones",
          "[.slow][scenarios][bottleneck]") {
    const ShiftScore score = shifts_of(50, 7);
    INFO(score.found << " found, " << score.covered << " covered, " << score.narrow << " narrow");
    CHECK(100 * score.covered >= 85 * score.tried);
    CHECK(score.narrow == score.found);
}

} // namespace trial_test

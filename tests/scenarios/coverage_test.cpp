// Whether intervals next to a limit hold what they are the intervals of.
#include "catch.hpp"
#include "neutral.hpp"
#include "scenarios/figures/figures.hpp"
#include "scenarios/formulas/known_work.hpp"
#include "sim/compile.hpp"

#include <array>
#include <cstdlib>

namespace coverage_test {

using namespace plimsoll;

namespace {

constexpr std::uint64_t seed_of_the_truth = 20'261'130;

/// Another number of seeds than a thousand, which take hours.
std::uint64_t seeds() {
    const char* given = std::getenv("PLIMSOLL_SEEDS");
    return given != nullptr ? std::strtoull(given, nullptr, 10) : 1000;
}

std::array<Estimate, 3> simulated(const Operation& operation, const Plan& plan,
                                  const KnownWork& known, std::int64_t clients,
                                  const StudySettings& settings) {
    const Workers workers(0);
    const Volume volume = simulate_volume(
        plan, clients, settings, workers, std::atomic<bool>{false}, [](double) {}, known);
    const VolumeFigures figures = figures_of(operation, plan, volume);
    return {*figures.flow_time.mean.value, *figures.flow_time.p95.value, *figures.attainment.value};
}

} // namespace

TEST_CASE("Intervals next to a limit hold the truth in 19 of 20 seeds", "[.slow][coverage]") {
    const Operation operation = neutral_operation_in("examples/brightside-agency.yaml");
    const Plan plan = compile(operation);
    const KnownWork known(operation, plan);
    for (const std::int64_t clients : {105, 116}) {
        // Queues at 116 clients are remembered for some two thousand hours.
        StudySettings long_runs;
        long_runs.seed = seed_of_the_truth;
        long_runs.replications = 1000;
        long_runs.warm_up = 10'000 * hour;
        long_runs.hours = 40'000 * hour;
        const std::array<Estimate, 3> truth = simulated(operation, plan, known, clients, long_runs);
        std::array<double, 3> held{};
        const auto count = static_cast<double>(seeds());
        for (std::uint64_t seed = 1; seed <= seeds(); ++seed) {
            StudySettings settings;
            settings.seed = seed;
            const std::array<Estimate, 3> one =
                simulated(operation, plan, known, clients, settings);
            for (std::size_t i = 0; i < one.size(); ++i) {
                const bool holds =
                    one[i].low && *one[i].low <= truth[i].mean && *one[i].high >= truth[i].mean;
                held[i] += holds ? 1 / count : 0;
            }
        }
        WARN(clients << " clients: mean " << truth[0].mean << " h held by " << held[0] << ", p95 "
                     << truth[1].mean << " h by " << held[1] << ", share in time " << truth[2].mean
                     << " by " << held[2]);
        for (const double share : held) {
            CHECK(share >= 0.93);
            CHECK(share <= 0.97);
        }
    }
}

} // namespace coverage_test

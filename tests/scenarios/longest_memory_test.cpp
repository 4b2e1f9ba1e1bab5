// Runs near saturation outlast what queues remember of their empty start, and quantiles say how
// sure they are.
#include "scenarios/experiment/longest_memory.hpp"

#include "catch.hpp"
#include "model/read/read_operation.hpp"
#include "scenarios/statistics/ratio.hpp"
#include "sim/compile.hpp"
#include "sim/simulate.hpp"

#include <array>

namespace queue_memory_test {

using namespace plimsoll;

namespace {

Plan queue_of(int people, const std::string& per_hour) {
    const ReadResult read = read_operation(
        {"queue.yaml",
         "assumptions: neutral\ncalendar: always\nteams: {desk: {people: " +
             std::to_string(people) + "}, idle: {people: 1}}\nworkflows:\n  work:\n    demand: " +
             per_hour + " per hour\n    steps: {serve: {team: desk, effort: exponential(1h)}}\n"});
    REQUIRE(read.operation);
    return compile(*read.operation);
}

Volume some_replications(const Plan& plan) {
    Volume volume;
    volume.clients = 1;
    for (std::uint64_t replication = 0; replication < 5; ++replication) {
        WorkUnit unit;
        unit.clients = 1;
        unit.replication = replication;
        unit.length = 20'000 * hour;
        volume.replications.push_back(simulate(plan, unit, std::atomic<bool>{false}));
    }
    return volume;
}

double memory_in_hours(int people, const std::string& per_hour) {
    const Plan plan = queue_of(people, per_hour);
    return static_cast<double>(longest_memory(plan, some_replications(plan))) /
           static_cast<double>(hour);
}

} // namespace

TEST_CASE("A queue remembers for its relaxation time", "[scenarios]") {
    // 1 / (m (1 - sqrt(rho))^2) hours; the load is known to about half a percent.
    CHECK(memory_in_hours(1, "0.5") == Approx(11.66).epsilon(0.05));
    CHECK(memory_in_hours(1, "0.9") == Approx(379.7).epsilon(0.15));
    CHECK(memory_in_hours(4, "3.6") == Approx(94.9).epsilon(0.15));
    CHECK(memory_in_hours(1, "1.2") > memory_in_hours(1, "0.9")); // as if nearly full
}

TEST_CASE("Warm-up and length outlast the longest memory", "[scenarios]") {
    const Microseconds usual = 3'000 * hour;
    Measurement measurement;
    measurement.length = usual;
    measurement.warm_up = 50 * hour;

    Measurement quiet = measurement;
    outlast_memory(quiet, 10 * hour, usual, true);
    CHECK(quiet.warm_up == 50 * hour);
    CHECK(quiet.length == usual);
    CHECK(quiet.lengthened == 1);

    Measurement busy = measurement;
    outlast_memory(busy, 150 * hour, usual, true);
    CHECK(busy.warm_up == 300 * hour);
    CHECK(busy.length == 2 * usual);
    CHECK(busy.lengthened == 2);

    Measurement nearly_full = measurement;
    outlast_memory(nearly_full, 10'000 * hour, usual, true);
    CHECK(nearly_full.length == 3 * usual);
    CHECK(nearly_full.warm_up == 3 * usual / 2);
    CHECK(nearly_full.lengthened == 3);

    Measurement asked = measurement;
    outlast_memory(asked, 150 * hour, usual, false);
    CHECK(asked.warm_up == 300 * hour);
    CHECK(asked.length == usual);
}

} // namespace queue_memory_test

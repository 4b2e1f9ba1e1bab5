// How many replications a volume gets.
#include "catch.hpp"
#include "model/read/read_operation.hpp"
#include "scenarios/experiment/volume.hpp"
#include "sim/compile.hpp"

namespace replications_test {

using namespace plimsoll;

namespace {

Volume one_server_at(const std::string& load, const StudySettings& settings) {
    const ReadResult read = read_operation(
        {"queue.yaml",
         "assumptions: neutral\ncalendar: always\nteams: {desk: {people: 1}}\nworkflows:\n  work:\n"
         "    demand: " +
             load + " per hour\n    due: 200h\n" +
             "    steps: {serve: {team: desk, effort: exponential(1h)}}\n"});
    REQUIRE(read.operation);
    return simulate_volume(compile(*read.operation), 1, settings, Workers(0),
                           std::atomic<bool>{false}, [](double) {});
}

} // namespace

TEST_CASE("A precision that is out of reach is not run after", "[scenarios]") {
    const Volume quiet = one_server_at("0.5", {});
    CHECK(quiet.precision_reached);
    const Volume busy = one_server_at("0.8", {});
    CHECK(busy.precision_reached);
    CHECK(busy.replications.size() > 25);
    StudySettings of_sweep;
    of_sweep.may_give_up = true;
    const Volume nearly_full = one_server_at("0.985", of_sweep);
    CHECK_FALSE(nearly_full.precision_reached);
    CHECK(nearly_full.replications.size() == 20); // not the 33 that three times the length may have
    CHECK(one_server_at("0.985", {}).replications.size() == 133); // of the 400 of usual length
}

TEST_CASE("What was asked for is run to its end", "[scenarios]") {
    StudySettings settings;
    settings.replications = 31;
    CHECK(one_server_at("0.985", settings).replications.size() == 31);
    settings.replications.reset();
    settings.precision = 0.25;
    settings.precision_given = true;
    const Volume precise = one_server_at("0.985", settings);
    CHECK(precise.precision_reached);
    CHECK(precise.replications.size() > 25);
}

} // namespace replications_test

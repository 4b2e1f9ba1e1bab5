// How full diaries are, against arithmetic.
#include "catch.hpp"
#include "model/read/read_operation.hpp"
#include "neutral.hpp"
#include "scenarios/experiment/appointment_load.hpp"
#include "sim/compile.hpp"

namespace appointment_load_test {

using namespace plimsoll;

namespace {

double load(const std::string& text, std::int64_t clients, std::size_t slot) {
    const ReadResult read = read_operation({"model.yaml", neutral(text)});
    INFO(print(read.diagnostics));
    REQUIRE(read.operation);
    const Plan plan = compile(*read.operation);
    StudySettings settings;
    settings.replications = 10;
    settings.hours = 2000 * hour;
    const Volume volume = simulate_volume(plan, clients, settings, Workers(0),
                                          std::atomic<bool>{false}, [](double) {});
    const Ratio ratio = appointment_load(plan, volume, slot);
    return pooled(ratio, ratio.numerators.size());
}

} // namespace

TEST_CASE("16 appointments a day, one in ten lost: full at 14.4 visits", "[slot]") {
    const std::string text = R"(
calendar: Mon-Fri 09:00-17:00
clients: {today: 15}
teams:
  clinic: {people: 1}
workflows:
  referral:
    demand: 0.65 per client per day
    steps:
      see: {team: clinic, effort: exactly 20min, slot: {every: 30min, lead: exactly 1d, no_show: 10%}}
)";
    CHECK(load(text, 15, 0) == Approx(.65 * 15 / 14.4).epsilon(1e-9));
    CHECK(load(text, 30, 0) == Approx(.65 * 30 / 14.4).epsilon(1e-9));
}

TEST_CASE("what only some can give is asked of them, the rest of all", "[slot]") {
    const std::string text = R"(
calendar: Mon-Fri 09:00-17:00
teams:
  clinic: {people: {ida: {skills: [knee]}, jon: {calendar: Mon-Fri 09:00-13:00}}}
workflows:
  knees:
    demand: 5 per day
    steps: {treat: {team: clinic, effort: exactly 20min, skill: knee, slot: {every: 1h}, times: {count: 1, apart: 0s}}}
  others:
    demand: 10 per day
    steps: {see: {team: clinic, effort: exactly 20min, slot: {every: 30min}}}
)";
    CHECK(load(text, 1, 0) == Approx(5. / 8).epsilon(1e-9));
    CHECK(load(text, 1, 1) == Approx(10. / 12).epsilon(1e-9)); // 5 h and 5 h of 8 h and 4 h
}

} // namespace appointment_load_test

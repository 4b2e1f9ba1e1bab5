// What a single year may bring, and the volume up to which nine years in ten keep their promises.
#include "catch.hpp"
#include "model/read/read_operation.hpp"
#include "neutral.hpp"
#include "scenarios/figures/year.hpp"
#include "scenarios/limits/nine_in_ten.hpp"
#include "scenarios/study.hpp"
#include "sim/compile.hpp"

#include <algorithm>

namespace year_test {

using namespace plimsoll;

namespace {

const std::atomic<bool> never_stops = false;

Operation operation_of(const std::string& text) {
    const ReadResult read = read_operation({"model.yaml", neutral(text)});
    INFO(text << "\n" << print(read.diagnostics));
    REQUIRE(read.operation);
    return *read.operation;
}

/// One person, an hour a case, one case a client and month: full at 160 clients.
Operation one_desk(const std::string& words) {
    return operation_of("teams: {desk: {people: 1}}\nworkflows:\n  work:\n    demand: 1 per client "
                        "per month\n" +
                        words + "    steps: {task: {team: desk, effort: exponential(1h)}}\n");
}

Result sweep_of(const Operation& operation, const std::vector<std::int64_t>& volumes,
                const StudySettings& settings = {}) {
    SweepRange range;
    range.volumes = volumes;
    return sweep_study(
        operation, range, settings, [](const StudyProgress&) {}, never_stops);
}

SimulatedYears years_of(std::int64_t clients, const std::vector<std::vector<PromiseSums>>& kept) {
    SimulatedYears years;
    years.clients = clients;
    for (const std::vector<PromiseSums>& replication : kept) {
        years.replications.emplace_back();
        for (const PromiseSums& year : replication) {
            years.replications.back().push_back({{year}, {year}, {1, 1}});
        }
    }
    return years;
}

} // namespace

TEST_CASE("a promise is broken in a year if more are late than its share allows", "[year]") {
    const Promise usual;
    CHECK_FALSE(is_broken(usual, {0, 0}));
    CHECK_FALSE(is_broken(usual, {10, 9})); // ceil(0.5) = 1 may be late
    CHECK(is_broken(usual, {10, 8}));
    CHECK_FALSE(is_broken(usual, {100, 95})); // 5, not 6 by rounding
    CHECK(is_broken(usual, {100, 94}));
    CHECK_FALSE(is_broken(usual, {101, 95})); // ceil(5.05) = 6
    Promise always;
    always.share = 1;
    CHECK(is_broken(always, {1000, 999}));
}

TEST_CASE("a year is twelve months of the operation's calendar", "[year]") {
    CHECK(year_of(one_desk("")) == 1920 * hour);
    CHECK(year_of(operation_of("calendar: always\nteams: {a: {people: 1}}\nworkflows: {w: {demand: "
                               "1 per hour, steps: {s: {team: a, effort: 1min}}}}\n")) ==
          12 * 730 * hour);
}

TEST_CASE("a run says what a single year may bring", "[year]") {
    const Operation operation = one_desk("    due: 1d\n");
    const Result result = run_study(
        operation, 120, {}, [](const StudyProgress&) {}, never_stops);
    const VolumeFigures& volume = result.volumes.front();
    REQUIRE(volume.year);
    // P(flow time > 8 h) = exp(-8 (1 - 0.75)) = 13.5%. A year's 1,440 cases come in busy stretches.
    const YearRange in_time = *volume.year->attainment.value;
    CHECK(in_time.low < 0.8647);
    CHECK(in_time.high > 0.8647);
    // Far more than the interval of the long run says; less than anything goes.
    CHECK(in_time.high - in_time.low >
          2 * (*volume.attainment.value->high - *volume.attainment.value->low));
    CHECK(in_time.low > 0.75);
    CHECK(in_time.high < 0.95);
    const YearRange p95 = *volume.year->flow_time_p95.value;
    CHECK(p95.low < volume.flow_time.p95.value->mean);
    CHECK(p95.high > volume.flow_time.p95.value->mean);
    // One workflow is all of them.
    CHECK(volume.workflows[0].year->attainment.value->low == in_time.low);
    CHECK(volume.workflows[0].year->flow_time_p95.value->high == p95.high);
}

TEST_CASE("where there is no year like another there is a reason", "[year]") {
    const auto why = [](const Operation& operation, std::int64_t clients,
                        const StudySettings& settings) {
        const Result result = run_study(
            operation, clients, settings, [](const StudyProgress&) {}, never_stops);
        CHECK_FALSE(result.volumes.front().year);
        CHECK(result.volumes.front().workflows[0].year_why == result.volumes.front().year_why);
        return result.volumes.front().year_why;
    };
    StudySettings settings;
    settings.replications = 2;
    CHECK(why(one_desk(""), 200, settings) == "work piles up without end: no year is like another");
    settings.from_empty = true;
    settings.cases = 20;
    CHECK(why(one_desk(""), 20, settings) == "a run from an empty start is no year like any other");
    StudySettings fixed;
    fixed.replications = 2;
    CHECK(why(one_desk(""), 20, fixed) == "only what `--replications` asks for is simulated");
    StudySettings nothing;
    nothing.hours = 0;
    CHECK(why(one_desk(""), 20, nothing) == "no time is measured");
    // Without a due there is no share, but there are times.
    const Result result = run_study(
        one_desk(""), 20, StudySettings{}, [](const StudyProgress&) {}, never_stops);
    REQUIRE(result.volumes.front().year);
    CHECK(result.volumes.front().year->attainment.why == "no workflow has a due time");
    CHECK(result.volumes.front().year->flow_time_p95.value);
}

TEST_CASE("nine in ten is where more than one year in ten breaks a promise", "[year][limits]") {
    const Plan plan = compile(one_desk("    due: 1d\n"));
    REQUIRE(plan.promises.size() == 1);
    const PromiseSums kept{100, 99};
    const PromiseSums broken{100, 80};
    const std::vector<double> all{0};
    // 0, then 2 in 10: straight in the logarithm of clients, a tenth lies half way.
    const std::vector<SimulatedYears> years{
        years_of(40, {{kept, kept, kept, kept, kept}, {kept, kept, kept, kept, kept}}),
        years_of(160, {{broken, kept, kept, kept, kept}, {broken, kept, kept, kept, kept}})};
    CHECK(shares_broken(plan, years, all) == std::vector<double>{0, 0.19999999999999996});
    const Figure limit = nine_in_ten(plan, years, all, false);
    REQUIRE(limit.value);
    CHECK(limit.value->mean == Approx(80));
    // What cannot be kept at all is not asked for.
    CHECK(nine_in_ten(plan, years, {no_clients}, false).why ==
          "no promise can be kept at any volume");
    // What is late only at small volumes counts from where it is kept.
    const std::vector<SimulatedYears> late_below{years_of(40, {{broken}}), years_of(160, {{kept}})};
    CHECK(shares_broken(plan, late_below, {100}) == std::vector<double>{0, 0});
    CHECK(nine_in_ten(plan, {years[0]}, all, false).why ==
          "nine years in ten keep every promise up to 40 clients");
    CHECK(nine_in_ten(plan, {years[0]}, all, true).why ==
          "nine years in ten keep every promise as long as work does not pile up");
    CHECK(nine_in_ten(plan, {years[1]}, all, false).why ==
          "more than one year in ten breaks a promise already at 160 clients");
}

TEST_CASE("nine years in ten keep a promise up to fewer clients than the long run", "[year]") {
    const Result result = sweep_of(one_desk("    due: 2d\n"), {60, 90, 110, 120, 130, 140, 150});
    REQUIRE(result.limits->sla.value);
    REQUIRE(result.limits->nine_in_ten.value);
    // exp(-16 (1 - V / 160)) = 5% at 130: the long run. Half of the years are worse than that.
    CHECK(result.limits->sla.value->mean == Approx(130).epsilon(0.02));
    CHECK(result.limits->nine_in_ten.value->mean < 0.97 * result.limits->sla.value->mean);
    CHECK(result.limits->nine_in_ten.value->mean > 0.8 * result.limits->sla.value->mean);
    CHECK(*result.limits->nine_in_ten.value->low < result.limits->nine_in_ten.value->mean);
    // Without a promise there is none to break.
    const Result free = sweep_of(one_desk(""), {60, 90});
    CHECK(free.limits->nine_in_ten.why == "nothing is promised");
}

namespace {

/// Of so many single years, each behind a warm-up of its own and with luck of its own, the share
/// that lies between the two figures.
/// Then how many years on end stand behind the figures.
std::array<double, 3> share_between(const Operation& operation, std::int64_t clients, int count) {
    const Plan plan = compile(operation);
    const Workers workers(0);
    const Volume volume = simulate_volume(plan, clients, {}, workers, never_stops, [](double) {});
    REQUIRE_FALSE(volume.measurement.overloaded);
    VolumeFigures figures;
    figures.workflows.resize(plan.workflows.size());
    const SimulatedYears years =
        simulate_years(operation, plan, clients, volume, of_a_run, {}, workers, never_stops);
    add_year_figures(plan, years, figures);
    const YearRange in_time = *figures.year->attainment.value;
    const YearRange p95 = *figures.year->flow_time_p95.value;
    std::vector<WorkUnit> units;
    for (int i = 0; i < count; ++i) {
        WorkUnit unit;
        unit.clients = clients;
        unit.seed = 20'261'130;
        unit.replication = static_cast<std::uint64_t>(i);
        unit.warm_up = volume.measurement.warm_up;
        unit.years = {year_of(operation), 1};
        unit.length = unit.years.length + 400 * hour;
        units.push_back(unit);
    }
    std::array<double, 3> between{};
    between[2] = static_cast<double>(years.on_end);
    for (const Replication& record : simulate_all(plan, units, workers, never_stops, [] {})) {
        const YearSums& year = record.years.front();
        PromiseSums cases;
        for (const PromiseSums& of_workflow : year.cases) {
            cases.due += of_workflow.due;
            cases.met += of_workflow.met;
        }
        const double share = static_cast<double>(cases.met) / static_cast<double>(cases.due);
        const double time = year.flow_time_p95.back() / static_cast<double>(hour);
        between[0] += share >= in_time.low && share <= in_time.high ? 1.0 / count : 0;
        between[1] += time >= p95.low && time <= p95.high ? 1.0 / count : 0;
    }
    return between;
}

} // namespace

TEST_CASE("eight years in ten lie between the two figures", "[.slow][year]") {
    constexpr int years = 2000;
    for (const auto& [path, volumes] : {std::pair<std::string, std::vector<std::int64_t>>{
                                            "examples/brightside-agency.yaml", {40, 70, 90}},
                                        {"cli/templates/support-desk.yaml", {40, 80, 110}}}) {
        for (const std::int64_t clients : volumes) {
            const auto [in_time, p95, behind] =
                share_between(neutral_operation_in(path), clients, years);
            WARN(path << " at " << clients << ": on time " << in_time << ", 19 in 20 within " << p95
                      << ", of " << behind << " years");
            // Both the figures and these years are samples: three standard errors.
            const double margin = 3 * std::sqrt(0.8 * 0.2 * (1 / (behind + 2) + 1.0 / years));
            CHECK(in_time == Approx(0.8).margin(margin));
            CHECK(p95 == Approx(0.8).margin(margin));
        }
    }
}

} // namespace year_test

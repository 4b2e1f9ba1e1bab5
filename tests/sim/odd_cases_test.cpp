// M11: cases off the playbook, and the first of their kind.
#include "catch.hpp"

#include "sim/mechanism_scene.hpp"
#include "sim/mechanisms/odd_cases.hpp"

#include <cmath>
#include <string>
#include <vector>

namespace odd_cases_test {

using namespace plimsoll;

namespace {

const PlanOddCases::OfWorkflow& compiled_of(const Plan& plan) {
    return plan.mechanism<PlanOddCases>()->workflows[0][0];
}
Plan plan_of(const std::string& more, const std::string& demand = "1 per client per month") {
    return compile_with<MechanismList<OddCases>>(operation_of(
        "assumptions: neutral\nclients: {today: 20}\nteams: {t: {people: 1}}\n"
        "workflows:\n  w:\n    demand: " +
        demand + "\n    " + more + "\n    steps:\n" + "      do: {team: t, effort: exactly 1h}\n"));
}

WorkUnit long_run(std::uint64_t seed, std::int64_t clients) {
    WorkUnit unit;
    unit.seed = seed;
    unit.clients = clients;
    unit.warm_up = 2'000 * hour;
    unit.length = 40'000 * hour;
    return unit;
}

} // namespace

TEST_CASE("M11.25: the share of odd cases grows with the clients, in the logit",
          "[sim][mechanisms]") {
    const Plan plan = plan_of("edge_cases: {share: 10%, at_ten_times: 15%}");
    const PlanOddCases& odd = *plan.mechanism<PlanOddCases>();
    const PlanOddCases::OfWorkflow& workflow = compiled_of(plan);
    CHECK(odd.odd_share(workflow, 20) == Approx(0.10).epsilon(1e-12));
    CHECK(odd.odd_share(workflow, 200) == Approx(0.15).epsilon(1e-12));
    const double x = (std::log(.15 / .85) - std::log(.1 / .9)) / std::log(10.);
    const double at_100 = std::log(.1 / .9) + x * std::log(5.);
    CHECK(odd.odd_share(workflow, 100) == Approx(1 / (1 + std::exp(-at_100))).epsilon(1e-12));
    // A growth of 0.2, as 10% today and 13.3% at five times the clients.
    const Plan fifth = plan_of("edge_cases: {share: 10%, at_ten_times: 14.9715%}");
    CHECK(compiled_of(fifth).growth == Approx(0.2).epsilon(1e-3));
    CHECK(fifth.mechanism<PlanOddCases>()->odd_share(compiled_of(fifth), 100) ==
          Approx(0.13294).epsilon(1e-3));
    // 0% and 100% stay so, and so does what no client brings.
    for (const char* share : {"0%", "100%"}) {
        const Plan fixed = plan_of(std::string("variety: 0.6\n    edge_cases: {share: ") + share +
                                   ", at_ten_times: 50%}");
        CHECK(fixed.mechanism<PlanOddCases>()->odd_share(compiled_of(fixed), 500) ==
              (share[0] == '0' ? 0 : 1));
    }
    CHECK(odd.odd_share(workflow, 0) == Approx(0.10));
}

TEST_CASE("M11.25: an odd case's work takes longer, on a line of its own", "[sim][mechanisms]") {
    // All are odd: an hour takes two and a half.
    const Scene scene = play_mechanisms<OddCases>(
        "assumptions: neutral\ncalendar: always\nteams: {t: {people: 1}}\n"
        "edge_cases: {share: 100%}\nworkflows:\n  w:\n    demand: every 5h\n    steps:\n"
        "      do: {team: t, effort: exactly 1h}\n",
        2);
    CHECK(whole_diary(scene) ==
          DiaryLines{"Mon 05:00 - Mon 07:30 do 0 by 0", "Mon 10:00 - Mon 12:30 do 1 by 0"});
    CHECK(worked(scene, WorkCategory::edge) == 5 * hour);
    CHECK(worked(scene, WorkCategory::direct) == 0);
    CHECK(published(scene, "odd_share") == 1);
    check_ledger(scene);
}

TEST_CASE("M11.25: what is odd among few clients is odd among many", "[sim][mechanisms]") {
    const Operation operation =
        operation_of("assumptions: neutral\nclients: {today: 10}\ncalendar: always\n"
                     "teams: {t: {people: unlimited}}\n"
                     "edge_cases: {share: 20%, at_ten_times: 60%, effort: 3}\n"
                     "workflows:\n  w:\n    demand: 1 per client per day\n    steps:\n"
                     "      do: {team: t, effort: exactly 1h}\n");
    const auto odd_ones = [&](std::int64_t clients) {
        WorkUnit unit;
        unit.clients = clients;
        unit.length = 200 * hour;
        unit.keep_log = true;
        const Scene scene = run_mechanisms<OddCases>(operation, unit);
        std::vector<std::pair<std::uint32_t, std::uint32_t>> odd;
        for (const LogRow& row : scene.record.log) {
            if (row.client <= 10 && row.end - row.start == 3 * hour) {
                odd.emplace_back(row.client, row.number);
            }
        }
        std::sort(odd.begin(), odd.end());
        return odd;
    };
    const auto few = odd_ones(10);
    const auto many = odd_ones(100);
    CHECK(few.size() > 5);
    CHECK(many.size() > few.size());
    CHECK(std::includes(many.begin(), many.end(), few.begin(), few.end()));
}

TEST_CASE("M11.25: one case in ten takes five times as long, M/G/1", "[sim][mechanisms]") {
    for (const auto& [share, wait] : {std::pair{"10%", 2.833333}, std::pair{"5%", 1.4166667}}) {
        // E[S] = .5 (1 - p) + 2.5 p, E[S^2] = 2 (.25 (1 - p) + 6.25 p); Wq = E[S^2] / (2 (1 -
        // rho)).
        const double p = share[0] == '1' ? 0.1 : 0.05;
        const double rho = .5 * (1 - p) + 2.5 * p;
        const double exact = (.25 * (1 - p) + 6.25 * p) / (1 - rho);
        CHECK(exact == Approx(p == 0.1 ? wait : exact));
        const Operation operation = operation_of(
            fmt::format("assumptions: neutral\ncalendar: always\nteams: {{t: {{people: 1}}}}\n"
                        "edge_cases: {{share: {}, effort: 5}}\n"
                        "workflows:\n  w:\n    demand: 1 per hour\n    steps:\n"
                        "      do: {{team: t, effort: exponential(30min)}}\n",
                        share));
        for (const std::uint64_t seed : {1U, 2U, 3U}) {
            const auto [mean, half] =
                mean_of<OddCases>(operation, long_run(seed, 1), [](const Scene& scene) {
                    const VisitSums sums = scene.at_step("do");
                    return static_cast<double>(sums.wait) / static_cast<double>(sums.visits) /
                           static_cast<double>(hour);
                });
            INFO(share << " seed " << seed << ": " << mean << " +- " << half);
            CHECK(std::abs(mean - exact) < half);
        }
    }
}

TEST_CASE("M11.26: the first of its kind takes twice as long", "[sim][mechanisms]") {
    // 20 clients, one case a month each: 240 a year. beta 0.6: 0.6 x 240^-0.4.
    const Plan plan = plan_of("variety: 0.6");
    CHECK(plan.mechanism<PlanOddCases>()->novel_share(compiled_of(plan), 20) ==
          Approx(0.6 * std::pow(240, -0.4)).epsilon(1e-12));
    // A thousand cases a year: 0.0379 and, where hardly two are alike, 0.451.
    const Plan thousand = plan_of("variety: 0.6", "1000 per year");
    CHECK(thousand.mechanism<PlanOddCases>()->novel_share(compiled_of(thousand), 0) ==
          Approx(0.0379).epsilon(2e-3));
    const Plan bespoke = plan_of("variety: 0.9", "1000 per year");
    CHECK(bespoke.mechanism<PlanOddCases>()->novel_share(compiled_of(bespoke), 0) ==
          Approx(0.451).epsilon(2e-3));
    const Scene scene = play_mechanisms<OddCases>(
        "assumptions: neutral\ncalendar: always\nteams: {t: {people: 1}}\n"
        "workflows:\n  w:\n    demand: every 5h\n    variety: 1\n    edge_cases: {share: 0%}\n"
        "    steps:\n      do: {team: t, effort: exactly 1h}\n");
    CHECK(whole_diary(scene) == DiaryLines{"Mon 05:00 - Mon 07:00 do 0 by 0"});
    CHECK(worked(scene, WorkCategory::edge) == 2 * hour);
    // Only where it is written.
    const Plan typical = compile_with<MechanismList<OddCases>>(
        operation_of("assumptions: typical\nteams: {t: {people: 1}}\nworkflows:\n  w:\n"
                     "    demand: every 5h\n    steps:\n      do: {team: t, effort: 1h}\n"));
    CHECK(compiled_of(typical).variety == 0);
    CHECK(compiled_of(typical).share == 0.10);
}

TEST_CASE("M11 off changes nothing", "[sim][mechanisms]") {
    const std::string text = "assumptions: neutral\nteams: {t: {people: 1}}\nworkflows:\n  w:\n"
                             "    demand: every 1h\n    edge_cases: {share: 0%}\n    steps:\n"
                             "      do: {team: t, effort: 10min}\n";
    const Scene off = play_mechanisms<OddCases>(text, 50);
    CHECK_FALSE(off.plan.has_mechanisms());
    CHECK(off.record == record_without(text, 50));
}

} // namespace odd_cases_test

#include "catch.hpp"
#include "scenarios/figures/client_cost.hpp"
#include "scenarios/formulas/utilisation_curve.hpp"
#include "tests/reports/example_result.hpp"

#include <cmath>

namespace along_the_line_test {

using namespace plimsoll;

TEST_CASE("how full a team is, and where it is full, is interpolated in the logarithm of clients") {
    const Result result = example::sweep();
    // The example's loads are straight in clients: full at 128, seen from 97 and 125 or from above.
    const UtilisationCurve curve = utilisation_curve(result, 3);
    CHECK(curve.at(97).value() == Approx(97.0 / 128));
    CHECK(curve.at(1).value() == curve.at(20).value());
    CHECK(curve.saturation.value() == Approx(128).margin(0.01));
    // Delivery is what the stability limit names: both rows say the same.
    CHECK(utilisation_curve(result, 1).saturation.value() == result.limits->stability.value->mean);
    Result places = result;
    places.limits->stability_cause = places.operation.teams[3].name + " (8 places)";
    CHECK(utilisation_curve(places, 3).saturation.value() == places.limits->stability.value->mean);
}

TEST_CASE("how full a team is is the time it works, or what piles up before it") {
    VolumeFigures volume;
    TeamFigures team;
    const auto full = [&](Stable stable, double used, double asked) {
        volume.stable = stable;
        team.utilisation = example::figure(used);
        team.offered = example::figure(asked);
        return how_full(volume, team).value();
    };
    CHECK(full(Stable::yes, 0.81, 0.8) == 0.8); // one figure, and the second is known better
    CHECK(full(Stable::yes, 0.73, 1) == 0.73);  // some of it goes away
    CHECK(full(Stable::yes, 1, 0.6) == 1);      // kept beyond the work
    CHECK(full(Stable::no, 1, 3.7) == 3.7);     // what piles up
    CHECK(full(Stable::no, 1, 0.5) == 1);       // places are taken, and others wait outside
}

TEST_CASE("each volume speaks for the stretch around it") {
    Result result = example::sweep();
    result.tried = false;
    const std::vector<int> holders{-1, -1, 3, 3, 1};
    result.volumes.resize(holders.size());
    for (std::size_t i = 0; i < holders.size(); ++i) {
        result.volumes[i].clients = std::int64_t{10} << i;
        result.volumes[i].bottleneck = {};
        result.volumes[i].bottleneck.team =
            holders[i] < 0 ? std::nullopt : std::optional<int>(holders[i]);
        result.volumes[i].bottleneck.confirmed = i != 3;
    }
    const std::vector<HolderStretch> stretches = holder_stretches(result);
    REQUIRE(stretches.size() == 3);
    CHECK_FALSE(stretches[0].team);
    CHECK(stretches[0].up_to.value() == Approx(std::sqrt(20.0 * 40.0)));
    CHECK(stretches[1].team == 3);
    CHECK_FALSE(stretches[1].confirmed);
    CHECK(stretches[1].up_to.value() == Approx(std::sqrt(80.0 * 160.0)));
    CHECK(stretches[2].confirmed);
    CHECK_FALSE(stretches[2].up_to);
}

TEST_CASE("a client costs its share of a month's pay") {
    Operation operation = example::agency();
    operation.workflows[0].demand.kind = Demand::Kind::per_client;
    VolumeFigures volume;
    volume.clients = 50;
    volume.paid_per_hour = example::figure(200);
    volume.paid_per_hour = example::figure(200, 10);
    const Figure cost = monthly_cost_of_a_client(volume, operation);
    CHECK(cost.value->mean == Approx(200.0 * 160 / 50));
    CHECK(*cost.value->low == Approx(190.0 * 160 / 50));
    CHECK(*cost.value->high == Approx(210.0 * 160 / 50));
    volume.paid_per_hour = example::figure(0);
    CHECK(monthly_cost_of_a_client(volume, operation).why == "nobody is paid");
    volume.paid_per_hour = example::figure(200);
    for (Workflow& workflow : operation.workflows) {
        workflow.demand.kind = Demand::Kind::rate;
    }
    CHECK(monthly_cost_of_a_client(volume, operation).why == "clients bring no work here");
}

} // namespace along_the_line_test

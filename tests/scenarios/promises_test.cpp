// What is promised, and what comes in, over a sweep: against the closed forms of M/M/1.
#include "catch.hpp"
#include "model/read/read_operation.hpp"
#include "scenarios/study.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace promises_test {

using namespace plimsoll;

namespace {

/// One person, an hour a case on average, one case a client and month: full at 730 clients.
Result sweep_of_one(const std::string& clients, const std::string& words, const std::string& step,
                    const std::vector<std::int64_t>& volumes,
                    const std::string& worker = "people: 1") {
    const ReadResult read =
        read_operation({"one.yaml", "assumptions: neutral\ncalendar: always\nclients: {" + clients +
                                        "}\nteams: {worker: {" + worker +
                                        "}}\nworkflows:\n  work:\n"
                                        "    demand: 1 per client per month\n" +
                                        words +
                                        "    steps: {task: {team: worker, effort: "
                                        "exponential(1h)" +
                                        step + "}}\n"});
    INFO(print(read.diagnostics));
    REQUIRE(read.operation);
    SweepRange range;
    range.volumes = volumes;
    const std::atomic<bool> interrupted = false;
    return sweep_study(
        *read.operation, range, {}, [](const StudyProgress&) {}, interrupted);
}

std::string finding(const Result& result, const std::string& id) {
    const auto found = std::find_if(result.findings.begin(), result.findings.end(),
                                    [&](const Finding& one) { return one.id == id; });
    return found == result.findings.end() ? "" : found->text;
}

} // namespace

TEST_CASE("deadlines slip where the promised share is no longer kept", "[limits][due]") {
    const std::vector<std::int64_t> volumes{400, 500, 550, 600, 630, 660};
    // P(flow time > 10 h) = exp(-10 (1 - V / 730)) = 20% at 612.5.
    const Result cases = sweep_of_one("today: 20", "    due: {in: 10h, for: 80%}\n", "", volumes);
    REQUIRE(cases.limits->sla.value);
    CHECK(cases.limits->sla.value->mean == Approx(612.5).epsilon(0.02));
    // P(wait > 5 h) = load exp(-5 (1 - load)) = 20% at 539.2.
    const std::string soon = ", due: {start: 5h, for: 80%}";
    const Result visits = sweep_of_one("today: 20", "", soon, volumes);
    REQUIRE(visits.limits->sla.value);
    CHECK(visits.limits->sla.value->mean == Approx(539.2).epsilon(0.02));
    CHECK(visits.volumes.front().attainment.value == std::nullopt);
    // Of several the first that is broken.
    const Result both = sweep_of_one("today: 20", "    due: {in: 10h, for: 80%}\n", soon, volumes);
    REQUIRE(both.limits->sla.value);
    CHECK(both.limits->sla.value->mean == Approx(539.2).epsilon(0.02));
}

TEST_CASE("a sweep says from where on a new client loses money", "[findings][money]") {
    // 20 a client, 100 for each case that takes more than 10 h: the margin is largest at 466.
    const std::string penalty = "    due: 10h\n    penalty: 100 per late case\n";
    const Result result =
        sweep_of_one("today: 20, price: 20 per month", penalty, "", {200, 300, 400, 500, 600, 690});
    // 95% are in time up to 511: what is earned beyond is earned with promises broken.
    CHECK(finding(result, "marginal_client") ==
          "Somewhere between 400 and 600 clients each new one begins to lose money: promises are "
          "broken there.");
    CHECK(finding(result, "money") ==
          "Operation makes money up to 500 clients; beyond, promises are broken.");
    const MoneyFigures& money = *result.volumes[3].money;
    CHECK(money.income.value->mean == Approx(10000));
    CHECK(*money.penalties.value->low < 2138); // 500 x 100 x exp(-10 (1 - 500 / 730))
    CHECK(*money.penalties.value->high > 2138);
    CHECK(money.margin_per_client.value->mean * 500 == Approx(money.margin.value->mean));
    // Among others it is where the volumes say, whichever they are.
    const Result close =
        sweep_of_one("today: 20, price: 20 per month", penalty, "", {380, 480, 580});
    CHECK(finding(close, "marginal_client") ==
          "Somewhere between 380 and 580 clients each new one begins to lose money: promises are "
          "broken there.");
    const Result beyond =
        sweep_of_one("today: 20, price: 20 per month", penalty, "", {480, 580, 690});
    CHECK(finding(beyond, "marginal_client") ==
          "From 580 clients on at the latest each new one loses money: promises are broken there.");
    // Nobody is late: each brings 20.
    const Result good = sweep_of_one("today: 20, price: 20 per month", "", "", {100, 200, 300});
    CHECK(finding(good, "marginal_client").empty());
    CHECK(finding(good, "money") == "Operation makes money at every volume simulated.");
    // 731 are more than one person can do.
    const Result full = sweep_of_one("today: 20, price: 20 per month", "", "", {100, 300, 900});
    CHECK(finding(full, "money") ==
          "Operation makes money up to 300 clients; beyond, work piles up.");
    const Result none = sweep_of_one("today: 20", "    due: 10h\n", "", {100, 200});
    CHECK(finding(none, "money").empty());
    CHECK_FALSE(none.volumes.front().money);
}

TEST_CASE("where money begins to be made does not depend on the volumes looked at", "[money]") {
    // A month of 730 h costs 730, each client brings 20: 36.5 of them.
    for (const std::vector<std::int64_t>& volumes :
         {std::vector<std::int64_t>{20, 30, 60, 100}, {10, 36, 37, 50}, {30, 200, 300}}) {
        const Result result = sweep_of_one("today: 20, price: 20 per month", "", "", volumes,
                                           "people: 1, cost: 1 per hour");
        CHECK_THAT(finding(result, "money"),
                   Catch::Contains("makes money from ") && Catch::Contains("37 clients on."));
    }
}

TEST_CASE("prices by kind of client count by their shares", "[money]") {
    const Result result = sweep_of_one(
        "today: 20, kinds: {gold: 10%, other: rest}, price: {gold: 100 per month, "
        "otherwise: 10 per month}",
        "    value: {gold: 5 per case, otherwise: 1 per case}\n", ", cost: 2 each", {100, 200});
    // 100 clients: 10 x 100 + 90 x 10, and a hundred cases of 1.4 on average that cost 2.
    const MoneyFigures& money = *result.volumes[0].money;
    CHECK(money.income.value->mean == Approx(1900 + 140).epsilon(0.01));
    CHECK(money.cost.value->mean == Approx(200).epsilon(0.02));
    CHECK(money.margin.value->mean == Approx(1840).epsilon(0.01));
}

} // namespace promises_test

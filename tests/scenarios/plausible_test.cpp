// Questions that a reader should answer before believing the rest.
#include "catch.hpp"
#include "model/read/read_operation.hpp"
#include "neutral.hpp"
#include "scenarios/findings/plausible.hpp"
#include "tests/reports/example_result.hpp"

namespace plausible_test {

using namespace plimsoll;

namespace {

Operation operation_of(const std::string& text) {
    const ReadResult read = read_operation({"model.yaml", neutral(text)});
    INFO(text << "\n" << print(read.diagnostics));
    REQUIRE(read.operation);
    return *read.operation;
}

std::string text_of(const std::vector<Finding>& findings, const std::string& id) {
    for (const Finding& finding : findings) {
        if (finding.id == id) {
            return finding.text;
        }
    }
    return "";
}

} // namespace

TEST_CASE("teams that are hardly busy or nearly full today are asked about", "[findings]") {
    const Operation agency = example::agency();
    const std::string end =
        "? If not, look first at that team's hours, its efforts and the demand.";
    CHECK_FALSE(fullness_question(agency, {{0, 0.2}, {1, 0.5}, {2, 0.85}}, ""));
    CHECK(fullness_question(agency, {{0, 0.19}, {1, 0.5}, {2, 0.86}}, "")->text ==
          "Is it so full today: Account 19%, Finance 86%" + end);
    CHECK(fullness_question(agency, {{0, 0.001}, {1, 0.01}, {2, 0.02}, {3, 1.2}}, "")->text ==
          "Is it so full today: Account less than 1%, Delivery 1%, Finance 2% and 1 more" + end);
    Operation others = agency;
    others.teams[0].outside = true;
    others.teams[1].unlimited = true;
    CHECK_FALSE(fullness_question(others, {{0, 0.1}, {1, 0.1}}, ""));
}

TEST_CASE("an exit of a step's name that leads nowhere is asked about", "[findings]") {
    const auto of = [](const std::string& exits, const std::string& after) {
        return operation_of("clients: {today: 10}\nteams: {desk: {people: 2}}\nworkflows:\n  w:\n"
                            "    demand: 2 per client per month\n    steps:\n"
                            "      check: {team: desk, effort: 1h, exits: {" +
                            exits + "}}\n      repair: {team: desk, effort: 2h" + after + "}\n");
    };
    const std::string asked =
        "Exit `repair` of `w.check` leads nowhere, and step `repair` does not "
        "wait for it. Should that say `after: check.repair`?";
    CHECK(exit_like_a_step(of("repair: 50%, fine: rest", ""))->text == asked);
    CHECK(exit_like_a_step(of("repair: 0%, fine: rest", ""))->text == asked);
    CHECK(exit_like_a_step(of("repair: 50%, fine: rest", ", after: check.fine"))->text == asked);
    CHECK_FALSE(exit_like_a_step(of("repair: 50%, fine: rest", ", after: check.repair")));
    CHECK_FALSE(exit_like_a_step(of("repair: 50%, fine: rest", ", after: check")));
    CHECK_FALSE(exit_like_a_step(of("broken: 50%, fine: rest", "")));
    CHECK(text_of(questions(of("repair: 50%, fine: rest", "")), "exit_like_a_step") == asked);
}

TEST_CASE("only of today's volume a question is asked", "[findings]") {
    Result result = example::sweep(); // Account is 10% full at 20 clients, 100% at 200
    CHECK(text_of(questions(result), "question").find("Account 10%") != std::string::npos);
    result.operation.clients_today = 57;
    CHECK(text_of(questions(result), "question").find("Finance 18%") != std::string::npos);
    // What goes away was asked for, but nobody sees anybody work on it.
    for (VolumeFigures& volume : result.volumes) {
        for (TeamFigures& team : volume.teams) {
            team.offered.value = Estimate{1.4, {}, {}};
            team.utilisation.value = Estimate{0.75, {}, {}};
        }
    }
    CHECK(text_of(questions(result), "question").empty());
    result.operation.clients_today = 58; // not simulated
    CHECK(text_of(questions(result), "question").empty());
}

TEST_CASE("check asks by formula", "[findings]") {
    // 20 cases of an hour a month by one person: 20 of 160 hours.
    const Operation operation =
        operation_of("teams: {desk: {people: 1}}\nworkflows: {w: {demand: 1 per client per month, "
                     "steps: {s: {team: desk, effort: exactly 1h}}}}\n");
    CHECK(text_of(questions(operation), "question").find("Desk 13%") != std::string::npos);
}

TEST_CASE("teams without a cost are named where money is spoken of", "[findings][money]") {
    Operation agency = example::agency();
    CHECK_FALSE(no_cost(agency)); // nothing has one: nothing is said of money
    agency.teams[1].members[0].cost_per_hour = 50;
    agency.teams[2].outside = true;
    CHECK(no_cost(agency)->text == "No `cost` is given for Account and Founder: what is said of "
                                   "money leaves their hours out.");
    agency.teams[0].cost_per_hour = agency.teams[3].cost_per_hour = 20;
    CHECK_FALSE(no_cost(agency));
    Operation priced = example::agency();
    priced.client_prices = {100};
    CHECK(no_cost(priced));
}

} // namespace plausible_test

// Thirteen operations of different industries. Each shows something that only its words can say.
#include "../cli/program.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <string>

namespace operations_test {

namespace {

using nlohmann::json;

/// The only volume of a run of tests/operations/NAME.yaml with these options.
json run(const std::string& name, std::int64_t clients, const std::string& options = "") {
    const std::string arguments =
        fmt::format("run '{}/tests/operations/{}.yaml' --clients {} --replications 4 --quiet "
                    "--json - {}",
                    PLIMSOLL_SOURCE, name, clients, options);
    INFO(arguments);
    const program::Outcome outcome = program::plimsoll_with(arguments);
    INFO(outcome.errors);
    REQUIRE(outcome.status == 0);
    return json::parse(outcome.output).at("volumes").at(0);
}

double figure(const json& volume, const std::string& path) {
    const json& found = volume.at(json::json_pointer("/" + path));
    return found.is_object() ? found.at("mean").get<double>() : found.get<double>();
}

} // namespace

TEST_CASE("A support desk: the one person on call is the limit at night", "[operations]") {
    const std::string kept = "steps/ticket.answer/attainment";
    const double as_it_is = figure(run("support-desk", 250), kept);
    const double more_by_day =
        figure(run("support-desk", 250, "--set teams.tier1.people=+1"), kept);
    const double more_at_night =
        figure(run("support-desk", 250, "--set 'teams.on call.people=+1'"), kept);
    CHECK(more_at_night - as_it_is > 3 * (more_by_day - as_it_is));
    CHECK(more_at_night > as_it_is + 0.01);
}

TEST_CASE("A law firm: keeping the same partner costs hours", "[operations]") {
    const double continuous = figure(run("law-firm", 190), "flow_time/mean");
    const double anybody = figure(run("law-firm", 190,
                                      "--set workflows.matter.steps.intake.person=null "
                                      "--set workflows.matter.steps.hearing.person=null"),
                                  "flow_time/mean");
    // By Pollaczek and Khinchine a partner of one's own (18 h^2, 45% full) is waited for 2.5 h at
    // each of 1.8 visits a case, one of three hardly at all.
    CHECK(continuous > anybody + 3);
    CHECK(continuous < anybody + 6);
}

TEST_CASE("A clinic: rooms are full of people who wait, and emergencies do not", "[operations]") {
    const json kept = run("clinic", 900);
    const json let_go = run("clinic", 900, "--set workflows.visit.steps.prepare.keep=null");
    CHECK(figure(kept, "teams/rooms/utilisation") > 3 * figure(let_go, "teams/rooms/utilisation"));
    CHECK(figure(kept, "steps/emergency.treat/wait/mean") <
          figure(kept, "steps/visit.examine/wait/mean"));
}

TEST_CASE("Month-end: the same work spread over the month lets questions through", "[operations]") {
    const json at_once = run("month-end", 40);
    const json spread = run("month-end", 40, "--set workflows.closing.demand.spread=15d");
    CHECK(figure(at_once, "teams/clerks/utilisation") ==
          Approx(figure(spread, "teams/clerks/utilisation")).epsilon(0.02));
    CHECK(figure(at_once, "steps/question.answer/wait/mean") >
          2 * figure(spread, "steps/question.answer/wait/mean"));
}

TEST_CASE("Recruitment: only who is placed pays", "[operations]") {
    const json volume = run("recruitment", 60);
    const double left = figure(volume, "workflows/job/arrived_per_hour");
    const double placed = left * figure(volume, "workflows/job/outcomes/placed");
    CHECK(figure(volume, "money/income_per_month") == Approx(9000 * placed * 160).epsilon(0.05));
}

TEST_CASE("A software team: nobody reviews their own change", "[operations]") {
    const json two = run("software", 10);
    CHECK(figure(two, "elapsed/blocked") > 0);
    // A team of one cannot obey the rule: the model is refused.
    std::string nobody_else;
    for (const char* name : {"jon", "kim", "lea", "max"}) {
        nobody_else += fmt::format(" --set teams.developers.people.{}=null", name);
    }
    const program::Outcome alone = program::plimsoll_with(
        fmt::format("check '{}/tests/operations/software.yaml'{}", PLIMSOLL_SOURCE, nobody_else));
    CHECK(alone.status == 2);
    CHECK(alone.errors.find("two") != std::string::npos);
}

TEST_CASE("A depot: the cut-off gives late parcels the next day", "[operations]") {
    const double with_cut_off = figure(run("depot", 300), "attainment");
    const double without =
        figure(run("depot", 300, "--set workflows.parcel.due.if_before=null"), "attainment");
    CHECK(with_cut_off > 0.98);
    CHECK(without < 0.8);
}

TEST_CASE("A subscription: as many are welcomed as say farewell", "[operations]") {
    const json volume = run("subscription-box", 500);
    CHECK(figure(volume, "workflows/welcome/arrived_per_hour") ==
          figure(volume, "workflows/farewell/arrived_per_hour"));
    CHECK(figure(volume, "money/income_per_month") == Approx(500 * 30));
}

TEST_CASE("A consultancy: work in pieces lasts as long as its pace says", "[operations]") {
    const std::string typical = "workflows/project/flow_time/p50";
    const double slow = figure(run("consulting", 20), typical);
    const double fast = figure(
        run("consulting", 20, "--set 'workflows.project.steps.work.pace=20h per week'"), typical);
    CHECK(slow > 1.7 * fast);
    CHECK(slow < 2.3 * fast);
}

TEST_CASE("A lender: with four eyes a team of two waits for one", "[operations]") {
    const std::string wait = "steps/loan.second/wait/mean";
    const json four_eyes = run("lending", 60);
    CHECK(figure(four_eyes, wait) >
          4 * figure(run("lending", 60, "--set workflows.loan.steps.second.person=null"), wait));
    // Every loan and every renewal has its credit looked up once.
    CHECK(figure(four_eyes, "workflows/credit check/arrived_per_hour") ==
          Approx(figure(four_eyes, "workflows/loan/arrived_per_hour") +
                 figure(four_eyes, "workflows/renewal/arrived_per_hour"))
              .epsilon(0.01));
}

TEST_CASE("A call centre: two who speak German, and a back office that picks up", "[operations]") {
    const json volume = run("call-centre", 500);
    CHECK(figure(volume, "steps/hotline.hilfe/wait/mean") >
          10 * figure(volume, "steps/call.talk/wait/mean"));
    const json alone = run("call-centre", 500, "--set 'teams.back office.helps=null'");
    CHECK(figure(alone, "steps/call.talk/wait/mean") >
          5 * figure(volume, "steps/call.talk/wait/mean"));
}

TEST_CASE("A machine shop: a full mill stops the lathe before it", "[operations]") {
    const json blocked = run("machine-shop", 40);
    CHECK(figure(blocked, "elapsed/blocked") > 0.1);
    const json roomy = run("machine-shop", 40, "--set teams.mills.wip=1000");
    CHECK(figure(roomy, "elapsed/blocked") < 0.5 * figure(blocked, "elapsed/blocked"));
}

TEST_CASE("Claims: while papers are out the clock stands", "[operations]") {
    const double paused = figure(run("claims", 1500), "attainment");
    const double running =
        figure(run("claims", 1500, "--set workflows.claim.due.pauses=null"), "attainment");
    CHECK(paused > 0.99);
    CHECK(running < 0.95);
}

} // namespace operations_test

// From text to a checked Operation: teams, demand, steps, overlays, encodings, JSON.
#include "catch.hpp"

#include "model/read/mechanisms.hpp"
#include "model/read/read_operation.hpp"

#include <algorithm>

namespace read_operation_test {

using namespace plimsoll;

namespace {

const char* const agency = R"(
plimsoll: 1
name: Brightside Agency
clients: {today: 20, target: 300}
teams:
  account:  {people: 2, cost: 48 per hour}
  delivery: {people: 4.5, cost: 55 per hour}
  finance:  {people: 1, calendar: Mon-Thu 09:00-13:00, order: priority}
  court:    {people: unlimited, outside: yes}
workflows:
  onboarding:
    demand: 0.08 per client per month
    due: 10d
    steps:
      kickoff: {team: account, effort: 45min..2h}
      setup:   {team: delivery, effort: 1d, after: kickoff, with: finance}
      hearing: {team: court, delay: 2d, after: kickoff}
      review:  {team: account, effort: 20min, after: [setup, hearing], rework: {to: setup, chance: 15%, effort: 30%, at_most: 3}, exits: {ok: 70%, no: rest}}
      invoice: {team: finance, effort: exactly 10min, after: review.ok, priority: 2, chance: 50%, delay: 2cd, cost: 15 each}
)";

Operation operation_of(const std::string& text, const std::vector<Source>& overlays = {},
                       const std::vector<std::string>& settings = {}) {
    ReadResult result = read_operation({"model.yaml", text}, overlays, settings);
    INFO(print(result.diagnostics));
    REQUIRE(result.operation);
    return *result.operation;
}

std::string first_fault(const std::string& text) {
    const ReadResult result = read_operation({"model.yaml", text});
    REQUIRE_FALSE(result.operation);
    return result.diagnostics.front().message;
}

Operation one_step(const std::string& team, const std::string& demand, const std::string& step) {
    return operation_of("teams:\n  a: " + team + "\nworkflows:\n  w:\n    demand: " + demand +
                        "\n    steps:\n      s: " + step + "\n");
}

Demand demand(const std::string& text) {
    return one_step("{people: 1}", text, "{team: a, effort: 1h}").workflows[0].demand;
}

} // namespace

TEST_CASE("an operation is read with units resolved and names as indices", "[reading]") {
    const Operation operation = operation_of(agency);
    CHECK(operation.name == "Brightside Agency");
    CHECK(operation.clients_today == 20);
    CHECK(operation.clients_target == 300);
    REQUIRE(operation.teams.size() == 4);
    const Workflow& workflow = operation.workflows.at(0);
    CHECK(workflow.demand.kind == Demand::Kind::per_client);
    CHECK(workflow.demand.rate_per_hour == Approx(0.08 / 160));
    CHECK(workflow.due->within == 80 * hour);
    const Step& setup = workflow.steps.at(1);
    CHECK(setup.needs == std::vector<Need>{{1, 1}, {2, 1}});
    CHECK(setup.effort->a == static_cast<double>(8 * hour)); // the step's own team's day
    const Step& hearing = workflow.steps.at(2);
    CHECK(hearing.needs.empty());
    CHECK(hearing.delay->wall_clock);
    CHECK(hearing.delay->length.a == static_cast<double>(2 * day));
    const Step& review = workflow.steps.at(3);
    CHECK(review.after == std::vector<Arc>{{1, -1}, {2, -1}});
    CHECK(review.rework == std::vector<Rework>{{1, 0.15, 0.3, 3}});
    CHECK(review.exits.at(1).share == 0.3);
    const Step& invoice = workflow.steps.at(4);
    CHECK(invoice.after == std::vector<Arc>{{3, 0}});
    CHECK(invoice.priority == 2);
    CHECK(invoice.chance == 0.5);
    CHECK(invoice.cost_each == 15);
    CHECK(invoice.delay->wall_clock);
}

TEST_CASE("part people are there the first part of every day (MODEL.md ruling 9)", "[reading]") {
    const Team team = operation_of(agency).teams.at(1);
    REQUIRE(team.members.size() == 2);
    CHECK(team.members[0].count == 4);
    CHECK(team.members[1].count == 1);
    CHECK(team.members[1].calendar.spans.front() == Span{9 * hour, 13 * hour, 0});
    CHECK(weekly_open_time(team.members[1].calendar) == 20 * hour);
    const Team half =
        one_step("{people: 2, available: 20h per week}", "1 per hour", "{team: a, effort: 1h}")
            .teams[0];
    CHECK(half.members.at(0).calendar.spans.front() == Span{9 * hour, 13 * hour, 0});
    const Team share =
        one_step("{people: 2, available: 25%}", "1 per hour", "{team: a, effort: 1h}").teams[0];
    CHECK(weekly_open_time(share.members.at(0).calendar) == 10 * hour);
}

TEST_CASE("members start from their team", "[reading]") {
    const Team team =
        one_step(
            "{cost: 40 per hour, available: 50%, people: {early: {count: 8, calendar: Mon-Fri "
            "06:00-14:00}, "
            "anna: {cost: 60 per hour, available: 100%}, junior: {count: 2, speed: 70%}, tom: {}}}",
            "1 per hour", "{team: a, effort: 1h}")
            .teams[0];
    REQUIRE(team.members.size() == 4);
    CHECK(team.members[0].count == 8);
    CHECK(team.members[0].calendar.spans.front() == Span{6 * hour, 10 * hour, 0});
    CHECK(team.members[0].cost_per_hour == 40);
    CHECK(team.members[1].cost_per_hour == 60);
    CHECK(weekly_open_time(team.members[1].calendar) == 40 * hour);
    CHECK(team.members[2].speed == 0.7);
    CHECK(team.members[3].count == 1);
}

TEST_CASE("demand in every unit, per open hour of its calendar", "[reading]") {
    CHECK(demand("10 per hour").rate_per_hour == 10);
    CHECK(demand("1 per second").rate_per_hour == Approx(3600));
    CHECK(demand("1 per minute").rate_per_hour == Approx(60));
    CHECK(demand("16 per day").rate_per_hour == 2);
    CHECK(demand("80 per week").rate_per_hour == 2);
    CHECK(demand("160 per month").rate_per_hour == 1);
    CHECK(demand("1920 per year").rate_per_hour == 1);
    CHECK(demand("{rate: 730 per month, calendar: always}").rate_per_hour == 1);
    CHECK(demand("{rate: 24 per day, calendar: always}").rate_per_hour == 1);
    CHECK(demand("every 4s").interval->a == 4e6);
    CHECK(demand("every gamma(mean=10min cv=0.5)").interval->law == Law::gamma);
    CHECK(demand("every 7cd").interval_on_wall_clock);
    CHECK(demand("{rate: every 2d, calendar: always}").interval->a == static_cast<double>(2 * day));
    CHECK(demand("{rate: 1 per client per week, between: gamma(cv=1.2)}").between->b == 1.2);
    const Demand shaped = demand("{rate: 1 per hour, calendar: always, pattern: {Mon: 140%, "
                                 "09:00-12:00: 150%, Sun 22:00-02:00: 50%}}");
    REQUIRE(shaped.pattern.size() == 10);
    CHECK(shaped.pattern[0] == PatternPiece{0, day, 1.4});
    CHECK(shaped.pattern[7] == PatternPiece{6 * day + 9 * hour, 6 * day + 12 * hour, 1.5});
    CHECK(shaped.pattern[8] == PatternPiece{6 * day + 22 * hour, week, 0.5});
    CHECK(shaped.pattern[9] == PatternPiece{0, 2 * hour, 0.5});
}

TEST_CASE("rework every time is legal when some exit on the stretch leads out", "[reading]") {
    const auto model = [](const std::string& steps) {
        return "teams: {a: {people: 1}}\nworkflows:\n  w:\n    demand: 1 per hour\n    steps:\n" +
               steps;
    };
    // The exit `good` keeps the arc into `fix` dead; `mend` then never sends back again.
    CHECK(read_operation(
              {"m", model("      try: {team: a, effort: 1h, exits: {good: 50%, bad: rest}}\n"
                          "      fix: {team: a, effort: 1h, after: try.bad, rework: {to: try}}\n"
                          "      end: {team: a, effort: 1h, after: try.good}\n")})
              .operation);
    // An exit that ends the case is a way out as well.
    CHECK(read_operation(
              {"m", model("      try: {team: a, effort: 1h, exits: {good: 50%, bad: rest}}\n"
                          "      fix: {team: a, effort: 1h, after: try.bad, rework: {to: try}}\n")})
              .operation);
    CHECK_FALSE(
        read_operation(
            {"m", model("      try: {team: a, effort: 1h, exits: {good: 0%, bad: rest}}\n"
                        "      fix: {team: a, effort: 1h, after: try.bad, rework: {to: try}}\n")})
            .operation);
    CHECK(
        read_operation(
            {"m",
             model(
                 "      try: {team: a, effort: 1h}\n"
                 "      fix: {team: a, effort: 1h, after: try, rework: {to: try, at_most: 3}}\n")})
            .operation);
    // Dead by a step between: skip -> mid is dead -> fix is dead.
    CHECK(read_operation(
              {"m", model("      try: {team: a, effort: 1h, exits: {good: 50%, bad: rest}}\n"
                          "      mid: {team: a, effort: 1h, after: try.bad}\n"
                          "      fix: {team: a, effort: 1h, after: mid, rework: {to: try}}\n"
                          "      end: {team: a, effort: 1h, after: try.good}\n")})
              .operation);
    CHECK_FALSE(
        read_operation(
            {"m", model("      try: {team: a, effort: 1h, exits: {good: 50%, bad: rest}}\n"
                        "      mid: {team: a, effort: 1h, after: try.bad}\n"
                        "      fix: {team: a, effort: 1h, after: [mid, try], rework: {to: try}}\n"
                        "      end: {team: a, effort: 1h, after: try.good}\n")})
            .operation);
}

TEST_CASE("an overlay says only what changes", "[overlay]") {
    const std::string changes = "plimsoll: 1\nname: Two more\ncost: {one-off: 12000}\n"
                                "teams.account.people: +2\n"
                                "teams: {delivery: {cost: -10%}, legal: {people: 1}}\n"
                                "workflows.onboarding:\n"
                                "  steps.kickoff.effort: +10%\n"
                                "  steps:\n"
                                "    invoice: {delay: null, after: [review.ok, setup]}\n"
                                "    archive: {team: legal, effort: 5min, after: invoice}\n";
    const Operation before = operation_of(agency);
    const Operation after = operation_of(agency, {{"two-more.yaml", changes}});
    CHECK(after.name == "Brightside Agency");
    CHECK(after.teams[0].members[0].count == 4);
    CHECK(after.teams[1].cost_per_hour == 49.5);
    CHECK(after.teams[4].name == "legal");
    const std::vector<Step>& steps = after.workflows[0].steps;
    CHECK(steps[0].effort->a == Approx(before.workflows[0].steps[0].effort->a * 1.1));
    CHECK_FALSE(steps[4].delay);
    CHECK(steps[4].after == std::vector<Arc>{{3, 0}, {1, -1}});
    CHECK(steps[5].name == "archive");
    CHECK(steps[5].needs == std::vector<Need>{{4, 1}});
}

TEST_CASE("settings use the same words, the last one wins", "[overlay]") {
    const Operation operation = operation_of(
        agency, {},
        {"teams.account.people=+2", "teams.account.people=+1", "teams.\"finance\".people=3",
         "workflows.onboarding.steps.review.exits={ok: 60%, no: rest}", "clients.target=null",
         "workflows.onboarding.due=1d 4h"});
    CHECK(operation.teams[0].members[0].count == 5);
    CHECK(operation.teams[2].members[0].count == 3);
    CHECK(operation.workflows[0].steps[3].exits[1].share == 0.4);
    CHECK_FALSE(operation.clients_target);
    CHECK(operation.workflows[0].due->within == 12 * hour);
}

TEST_CASE("more people on named members are unnamed full ones", "[overlay]") {
    const std::string model =
        "teams:\n  a: {people: {anna: {speed: 50%}}}\nworkflows:\n  w:\n    demand: 1 per hour\n"
        "    steps:\n      s: {team: a, effort: 1h}\n";
    const Team team = operation_of(model, {}, {"teams.a.people=+2"}).teams[0];
    REQUIRE(team.members.size() == 2);
    CHECK(team.members[1].name.empty());
    CHECK(team.members[1].count == 2);
    CHECK(team.members[1].speed == 1);
}

TEST_CASE("mechanisms are declared, and some not simulated", "[assumptions]") {
    const std::string typical = std::string(agency) + "status: {every: 2d}\n";
    const auto listed = [](const Operation& operation, const std::string& key) {
        return std::find_if(operation.assumptions.begin(), operation.assumptions.end(),
                            [&](const Assumption& assumption) { return assumption.key == key; });
    };
    const Operation with = operation_of(typical);
    const auto every = listed(with, "status.every");
    REQUIRE(every != with.assumptions.end());
    CHECK(every->value == "2d");
    CHECK(every->simulated);
    CHECK_FALSE(listed(with, "clients.differ")->simulated);
    CHECK(listed(with, "clients.differ")->basis == "D");
    CHECK(listed(with, "effort")->simulated);
    CHECK(listed(with, "learning") == with.assumptions.end());
    // MODEL.md ruling 16: under neutral, only what is declared and the other keys of its mechanism.
    const Operation neutral = operation_of("assumptions: neutral\n" + typical);
    CHECK(neutral.neutral);
    CHECK(listed(neutral, "status.every") != neutral.assumptions.end());
    CHECK(listed(neutral, "status.takes") != neutral.assumptions.end());
    CHECK(listed(neutral, "clients.differ") == neutral.assumptions.end());
}

TEST_CASE("a key of one mechanism puts no other in force", "[assumptions]") {
    // `cover.errors` is M9's, and ends like M4's `errors`.
    const Operation neutral =
        operation_of("assumptions: neutral\n" + std::string(agency) + "cover: {errors: 2}\n");
    CHECK(has_mechanism(neutral, 9));
    CHECK_FALSE(has_mechanism(neutral, 4));
    CHECK(mechanism_value(neutral, "errors", {}) == nullptr);
    CHECK(mechanism_value(neutral, "cover.errors", {})->number == 2);
    CHECK(mechanism_value(neutral, "cover.speed", {})->number == 0.6);
}

TEST_CASE("a value of each kind is told apart, and one of all is said once", "[assumptions]") {
    const Operation operation = operation_of(
        "calendar: Mon-Fri 09:00-17:00\n"
        "clients: {kinds: {gold: 20%, usual: 80%}}\n"
        "teams: {a: {people: 2}}\n"
        "workflows:\n"
        "  w:\n"
        "    demand: 1 per client per week\n"
        "    escalates: 4%\n"
        "    steps:\n"
        "      one: {team: a, effort: 1h, detects: 7%, errors: {gold: 1%, usual: 9%}}\n");
    const auto at = [](int variant) {
        return MechanismPlace{MechanismPlace::Level::step, "w", "one", variant};
    };
    CHECK(mechanism_value(operation, "errors", at(0))->number == 0.01);
    CHECK(mechanism_value(operation, "errors", at(1))->number == 0.09);
    CHECK(mechanism_value(operation, "detects", at(1))->number == 0.07);
    CHECK(mechanism_value(operation, "escalates", at(1))->number == 0.04);
    const auto count = [&](const std::string& key) {
        return std::count_if(
            operation.mechanisms.begin(), operation.mechanisms.end(),
            [&](const MechanismValue& value) { return value.stated && value.key == key; });
    };
    CHECK(count("errors") == 2);
    CHECK(count("detects") == 1);
    CHECK(count("escalates") == 1);
    CHECK(std::count_if(operation.assumptions.begin(), operation.assumptions.end(),
                        [](const Assumption& one) {
                            return one.key == "workflows.w.steps.one.detects";
                        }) == 1);
}

TEST_CASE("a value holds below the place where it stands", "[assumptions]") {
    const Operation operation = operation_of(
        "calendar: Mon-Fri 09:00-17:00\n"
        "teams:\n"
        "  a: {people: {anna: {away: {sick: 1 days per year}}, ben: {}}, switching: 5min,\n"
        "      away: {sick: 2 days per year}}\n"
        "  b: {people: 1}\n"
        "errors: 3%\n"
        "meetings: 30min per week per colleague\n"
        "workflows:\n"
        "  w:\n"
        "    demand: 1 per day\n"
        "    errors: 4%\n"
        "    handoff: {wait: 1d}\n"
        "    steps:\n"
        "      one: {team: a, effort: 1h, errors: 5%}\n"
        "      two: {team: b, effort: 1h}\n"
        "  v:\n"
        "    demand: 1 per day\n"
        "    steps:\n"
        "      three: {team: b, effort: 1h}\n");
    using Level = MechanismPlace::Level;
    const auto number = [&](std::string_view key, const MechanismPlace& at) {
        return mechanism_value(operation, key, at)->number;
    };
    CHECK(number("errors", {Level::step, "w", "one"}) == 0.05);
    CHECK(number("errors", {Level::step, "w", "two"}) == 0.04);
    CHECK(number("errors", {Level::step, "v", "three"}) == 0.03);
    CHECK(number("detects", {Level::step, "v", "three"}) == 0.15); // typical
    CHECK(number("away.sick", {Level::member, "a", "anna"}) == 1);
    CHECK(number("away.sick", {Level::member, "a", "ben"}) == 2);
    CHECK(number("away.sick", {Level::team, "", "b"}) == 3.6);
    CHECK(number("meetings", {Level::team, "", "b"}) == 30.0 * 60 * 1'000'000);
    CHECK(mechanism_value(operation, "switching", {Level::team, "", "a"})->law->a ==
          5.0 * 60 * 1e6);
    // A day is one of the operation's.
    CHECK(mechanism_value(operation, "handoff.wait", {Level::step, "w", "one"})->law->a ==
          8.0 * 3600 * 1e6);
    // For a step, its team's value counts before its workflow's.
    CHECK(mechanism_value(operation, "cover.speed", {Level::step, "w", "one"}, "a")->number == 0.6);
    CHECK(mechanism_value(operation, "split", {Level::team, "", "a"}) == nullptr);
}

TEST_CASE("texts that are no model file are refused at once", "[encoding]") {
    CHECK(first_fault("teams: {}\n# " + std::string(100'000'000, 'x')) ==
          "the file has 100 MB; a model may have 4 MB at most");
    std::string bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n";
    for (char name = 'b'; name <= 'i'; ++name) {
        const std::string alias = std::string("*") + static_cast<char>(name - 1);
        bomb += std::string(1, name) + ": &" + name + " [";
        for (int i = 0; i < 9; ++i) {
            bomb += (i > 0 ? "," : "") + alias;
        }
        bomb += "]\n";
    }
    CHECK(first_fault(bomb) == "the model has more than 400000 values");
    CHECK(first_fault(std::string(100'000, '[')) == "lists and maps are nested more than 60 deep");
    CHECK(first_fault("a: [" + std::string(200'000, '{')) ==
          "lists and maps are nested more than 60 deep");
    CHECK(first_fault(std::string("t\0e\0a\0", 6)) == "the file is written in UTF-16");
    CHECK(first_fault("\xff\xfet\1") == "the file is written in UTF-16");
    CHECK(first_fault(std::string("teams: {}\n\0", 11)) ==
          "a NUL byte stands here: this is not a text file");
    CHECK(first_fault("name: Gr\xf6\xdf"
                      "e\n") == "this character is not UTF-8");
    CHECK(first_fault("name: \xc0\xaf\n") == "this character is not UTF-8");
}

TEST_CASE("a byte order mark, Windows line ends and plain aliases change nothing", "[encoding]") {
    const Operation plain = operation_of(agency);
    CHECK(operation_of("\xEF\xBB\xBF" + std::string(agency)) == plain);
    std::string windows;
    for (const char c : std::string(agency)) {
        windows += c == '\n' ? "\r\n" : std::string(1, c);
    }
    CHECK(operation_of(windows) == plain);
    std::string aliased = agency;
    aliased.replace(aliased.find("effort: 45min..2h"), 17, "effort: &e 45min..2h");
    aliased.replace(aliased.find("effort: 20min"), 13, "effort: *e");
    CHECK(operation_of(aliased).workflows[0].steps[3].effort == plain.workflows[0].steps[0].effort);
}

TEST_CASE("JSON gives back the same operation to the last bit", "[json]") {
    Operation operation =
        operation_of(agency, {},
                     {"workflows.onboarding.steps.setup.effort=empirical(1h 2h) max=3h",
                      "workflows.onboarding.demand={rate: 1 per client per week, between: "
                      "weibull(shape=0.7), pattern: {Mon: 140%}}"});
    operation.name = "a \"quoted\" \\ name\n\x01 Größe";
    const std::string json = operation_to_json(operation);
    const std::optional<Operation> back = operation_from_json(json);
    REQUIRE(back);
    CHECK(*back == operation);
    CHECK(operation_to_json(*back) == json);
    CHECK_FALSE(operation_from_json(""));
    CHECK_FALSE(operation_from_json("{}"));
    CHECK_FALSE(operation_from_json(json.substr(0, json.size() / 2)));
    std::string stray = json;
    stray.replace(stray.find("\"team\": 2"), 9, "\"team\": 9");
    CHECK_FALSE(operation_from_json(stray));
}

} // namespace read_operation_test

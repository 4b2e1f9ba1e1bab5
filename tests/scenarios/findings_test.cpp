#include "catch.hpp"
#include "scenarios/findings/findings.hpp"
#include "scenarios/result/not_simulated.hpp"
#include "tests/reports/example_result.hpp"

#include <algorithm>

namespace findings_test {

using namespace plimsoll;

namespace {

std::string headline_of(const Result& result) {
    for (const Finding& finding : run_findings(result)) {
        if (finding.id == "headline") {
            return finding.text;
        }
    }
    return "";
}

std::string not_simulated_text(const std::vector<Assumption>& assumptions) {
    Operation operation;
    operation.assumptions = assumptions;
    const std::optional<Finding> finding = not_simulated(operation);
    return finding ? finding->text : "";
}

Assumption declared(const std::string& key) {
    return {key, "5%", "D", stated_in_the_model, false};
}

} // namespace

TEST_CASE("what is declared and not simulated is said in one sentence", "[findings]") {
    const std::string start = "Not counted in this version: ";
    const std::string end = ". Real capacity is lower.";
    CHECK(not_simulated_text({}).empty());
    CHECK(not_simulated_text({{"effort", "x", "D", "", true}}).empty());
    CHECK(not_simulated_text({{"errors", "2%", "V", "Panko", false}}) == start + "errors" + end);
    // What costs most first; several words of one thing are one.
    CHECK(not_simulated_text({{"rekey.fields", "20", "D", "", false},
                              {"meetings", "15min", "D", "", false},
                              {"liaison", "1h", "D", "", false},
                              {"away.sick", "3.6 days", "V", "", false}}) ==
          start + "sickness, meetings and typing things twice" + end);
    CHECK(not_simulated_text({declared("teams.a.decides"),
                              declared("workflows.w.steps.s.errors"),
                              declared("workflows.w.steps.t.errors"),
                              declared("handoff.wait"),
                              {"variety", "0.6", "V", "Heaps", false},
                              {"errors", "2%", "V", "Panko", false}}) ==
          start + "errors, hand-offs and decisions, which the model states; odd cases" + end);
    CHECK(not_simulated_text({declared("teams.\"a.b\".people.anna.away.sick")}) ==
          start + "sickness, which the model states" + end);
    std::vector<Assumption> many;
    for (const char* key : {"a", "b", "c", "d", "e", "f", "g", "h"}) {
        many.push_back(declared(key));
    }
    CHECK(not_simulated_text(many) ==
          start + "a, b, c, d, e, f and 2 more, which the model states.");
    CHECK(not_simulated_text({declared("hiring.lead")}) ==
          start + "hiring, which the model states.");
}

TEST_CASE("a run's first sentence gives the figure a person asks for", "[findings]") {
    Result result = example::run();
    VolumeFigures& volume = result.volumes.front();
    const std::string start = "Brightside Agency at 97 clients: ";
    CHECK(headline_of(result) == start + "95.8% of the cases are on time.");
    volume.attainment = example::figure(0.99996);
    CHECK(headline_of(result) == start + "more than 99.9% of the cases are on time.");
    volume.attainment = example::figure(1);
    CHECK(headline_of(result) == start + "all cases are on time.");
    volume.attainment = example::figure(0.0001);
    CHECK(headline_of(result) == start + "less than 0.1% of the cases are on time.");
    volume.attainment = example::figure(0);
    CHECK(headline_of(result) == start + "none of the cases is on time.");
    volume.attainment = example::none("no due");
    volume.flow_time.mean = example::figure(0.004);
    CHECK(headline_of(result) == start + "a case takes 14.4 s on average.");
    volume.flow_time.mean = example::none("none left");
    volume.clients = 1;
    CHECK(headline_of(result) ==
          "Brightside Agency at 1 client: no case left in the measured time.");
    volume.stable = Stable::no;
    volume.unstable_why = "more work comes than Founder can do";
    CHECK(headline_of(result) ==
          "Brightside Agency at 1 client: more work comes than Founder can do.");
}

TEST_CASE("a sweep of one volume says what that volume says", "[findings]") {
    Result result = example::run();
    result.command = "sweep";
    result.limits = Limits{};
    CHECK(sweep_findings(result).front().text ==
          "Brightside Agency at 97 clients: 95.8% of the cases are on time.");
}

TEST_CASE("sentences round as the tables do, and name teams as they do", "[findings]") {
    Result result = example::sweep();
    result.limits->knee = example::figure(61.7);
    result.limits->sla_cause = "founder";
    const std::vector<Finding> findings = sweep_findings(result);
    REQUIRE(findings.size() == 5);
    CHECK_THAT(findings[1].text,
               Catch::Contains("from about 62 clients") &&
                   Catch::Contains("From 105 deadlines slip, because work waits for Founder") &&
                   Catch::Contains("Delivery is full"));
}

TEST_CASE("what piles up, and how many people are missing today, is told", "[findings][piles]") {
    Result result = example::sweep();
    REQUIRE(sweep_findings(result).size() == 5);
    Limits& limits = *result.limits;
    limits.stability = {std::nullopt, "work piles up already at 20 clients"};
    limits.stability_cause = "implementers (8 places)";
    limits.stability_words = "all 8 places of Implementers are taken";
    limits.grows_from = 20;
    for (VolumeFigures& volume : result.volumes) {
        volume.stable = Stable::no;
    }
    std::vector<Finding> findings = sweep_findings(result);
    REQUIRE(findings.size() == 6);
    CHECK(findings[3].id == "piles_up");
    CHECK(findings[3].text ==
          "Work piles up already at 20 clients: all 8 places of Implementers are taken; the limit "
          "lies below: ask for fewer clients with --clients 1..20.");
    limits.stability_cause = "delivery";
    limits.stability_words = "Delivery is full";
    result.volumes.front().teams[1].offered = example::figure(1.1875);
    findings = sweep_findings(result);
    const auto people = std::find_if(findings.begin(), findings.end(), [](const Finding& finding) {
        return finding.id == "short_of_people";
    });
    REQUIRE(people != findings.end());
    CHECK_THAT(people->text, Catch::StartsWith("20 clients need "));
    CHECK_THAT(people->text, Catch::Contains(" people in Delivery; there are "));
}

TEST_CASE("volumes in doubt are told", "[findings][piles]") {
    Result result = example::sweep();
    result.volumes[1].stable = Stable::in_doubt;
    const std::vector<Finding> findings = sweep_findings(result);
    const auto doubt = std::find_if(findings.begin(), findings.end(), [](const Finding& finding) {
        return finding.id == "in_doubt";
    });
    REQUIRE(doubt != findings.end());
    CHECK_THAT(doubt->text, Catch::StartsWith("Whether work piles up is in doubt at "));
}

} // namespace findings_test

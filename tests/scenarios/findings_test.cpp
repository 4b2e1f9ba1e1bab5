#include "catch.hpp"
#include "scenarios/findings.hpp"
#include "scenarios/not_simulated.hpp"
#include "tests/reports/example_result.hpp"

using namespace plimsoll;

namespace {

std::string headline_of(const Result& result) {
    for (const Finding& finding : run_findings(result))
        if (finding.id == "headline")
            return finding.text;
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
    const std::string start = "Declared but not simulated in this version: ";
    CHECK(not_simulated_text({}).empty());
    CHECK(not_simulated_text({{"effort", "x", "D", "", true}}).empty());
    CHECK(not_simulated_text({{"errors", "2%", "V", "Panko", false}}) == start + "1 default.");
    CHECK(not_simulated_text({declared("teams.a.decides"),
                              declared("workflows.w.steps.s.errors"),
                              declared("workflows.w.steps.t.errors"),
                              declared("handoff.wait"),
                              {"variety", "0.6", "V", "Heaps", false},
                              {"errors", "2%", "V", "Panko", false}}) ==
          start + "decides, errors and handoff; 2 defaults.");
    CHECK(not_simulated_text({declared("teams.\"a.b\".people.anna.away.sick")}) == start + "away.");
    std::vector<Assumption> many;
    for (const char* key : {"a", "b", "c", "d", "e", "f", "g", "h"})
        many.push_back(declared(key));
    CHECK(not_simulated_text(many) == start + "a, b, c, d, e, f and 2 more.");
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
    volume.stable = false;
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
    REQUIRE(findings.size() == 3);
    CHECK_THAT(findings[1].text,
               Catch::Contains("from about 62 clients") &&
                   Catch::Contains("From 104 deadlines slip, because work waits for Founder") &&
                   Catch::Contains("Delivery is full"));
}

TEST_CASE("a volume at which open cases grow though no team is full is told", "[findings]") {
    Result result = example::sweep();
    REQUIRE(sweep_findings(result).size() == 3);
    VolumeFigures& last = result.volumes.back();
    last.stable = false;
    last.grows = true;
    last.unstable_why = "open cases grow";
    for (VolumeFigures& volume : result.volumes) {
        volume.stable = &volume != &last;
    }
    const std::vector<Finding> findings = sweep_findings(result);
    REQUIRE(findings.size() == 4);
    CHECK(findings[2].id == "growth");
    CHECK_THAT(findings[2].text, Catch::Contains(" clients open cases grow."));
    // Once a team is full at a smaller volume that says it all.
    result.volumes.front().stable = false;
    CHECK(sweep_findings(result).size() == 3);
}

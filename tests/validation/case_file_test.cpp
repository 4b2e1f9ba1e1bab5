// The reader and the judge of validation cases, on texts and results made for the purpose.
#include "catch.hpp"
#include "validation/case_file.hpp"

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

namespace case_file_test {

using namespace validation;

namespace {

Check check_of(const std::string& line) {
    return read_case("a", "command: run\ncheck: " + line + "\n").commands.at(0).checks.at(0);
}

const nlohmann::json result = nlohmann::json::parse(R"({"seed": 11, "volumes": [{
    "replications": 32, "stable": true, "horizon": "steady",
    "flow_time": {"mean": {"mean": 10, "low": 9.9, "high": 10.1}},
    "elapsed": {"touch": {"mean": 4, "low": 4, "high": 4}, "queue": {"mean": 6, "low": 6, "high": 6}},
    "steps": {"work.do it": {"count": 7, "wait": {"mean": {"mean": 2, "low": null, "high": null}}}},
    "nothing": null }]})");

bool met(const std::string& line) {
    return judge(result, check_of(line)).met;
}

} // namespace

TEST_CASE("a case file is read", "[validation]") {
    const Case made =
        read_case("mm1", "# one clerk\nslow\ncommand: run --hours 9   # short\n"
                         "check: flow_time/mean = 4 interval   # 1/(mu - lambda)\n"
                         "command: run --from empty --cases 2\ncheck: stable = true\n");
    CHECK(made.model == "mm1.yaml");
    CHECK(made.slow);
    REQUIRE(made.commands.size() == 2);
    CHECK(made.commands[0].arguments == "run --hours 9");
    CHECK(made.commands[0].checks.at(0).line == 4);
    CHECK(made.commands[0].checks.at(0).nearness == Nearness::interval);
    CHECK(read_case("b", "model: mm1.yaml\ncommand: run\ncheck: x = 1").model == "mm1.yaml");
}

TEST_CASE("a case file that says something else is refused with its line", "[validation]") {
    CHECK_THROWS_WITH(read_case("a", "command: run\nchekc: x = 1\n"),
                      Catch::Contains("a.expect:2: a line is"));
    CHECK_THROWS_WITH(read_case("a", "check: x = 1\n"), Catch::Contains("below its command"));
    CHECK_THROWS_WITH(read_case("a", "command: run\ncheck: x ~ 1\n"),
                      Catch::Contains("PATH = VALUE"));
    CHECK_THROWS_WITH(read_case("a", "command: run\ncheck: x = 1 abs\n"),
                      Catch::Contains("a tolerance is"));
    CHECK_THROWS_WITH(read_case("a", "command: run\ncheck: x < 1 abs 2\n"),
                      Catch::Contains("no tolerance"));
    CHECK_THROWS_WITH(read_case("a", "command: run\n"), Catch::Contains("has no check"));
    CHECK_THROWS_WITH(read_case("a", ""), Catch::Contains("nothing is run"));
}

TEST_CASE("a figure is compared as near as the check says", "[validation]") {
    CHECK(met("flow_time/mean = 10"));
    CHECK_FALSE(met("flow_time/mean = 10.00001"));
    CHECK(met("flow_time/mean = 20/2"));
    CHECK(met("flow_time/mean = 10.4 abs 0.5"));
    CHECK_FALSE(met("flow_time/mean = 10.6 abs 0.5"));
    CHECK(met("flow_time/mean = 10.4 rel 5%"));
    CHECK_FALSE(met("flow_time/mean = 10.6 rel 5%"));
    CHECK(met("flow_time/mean > 9.9"));
    CHECK_FALSE(met("flow_time/mean > 10"));
    CHECK(met("flow_time/mean < 10.1"));
    CHECK(met("stable = true"));
    CHECK_FALSE(met("stable = false"));
    CHECK(met("horizon = \"steady\""));
    CHECK(met("/seed = 11"));
    CHECK(met("steps/work.do it/count = 7"));
}

TEST_CASE("a ledger is summed and compared with its total", "[validation]") {
    CHECK(met("sum(elapsed) = flow_time/mean abs 1e-9"));
    CHECK(met("elapsed/touch + elapsed/queue = flow_time/mean"));
    CHECK_FALSE(met("elapsed/touch = flow_time/mean"));
}

TEST_CASE("an exact value must lie in the 99% interval", "[validation]") {
    // 31 degrees of freedom: t is 2.0395 at 95% and 2.7440 at 99%, so 0.1 becomes 0.13454
    CHECK(met("flow_time/mean = 10.13 interval"));
    const Outcome unlucky = judge(result, check_of("flow_time/mean = 10.14 interval"));
    CHECK_FALSE(unlucky.met);
    CHECK(unlucky.missed_by_chance);
    CHECK_FALSE(judge(result, check_of("flow_time/mean = 10.4 interval")).missed_by_chance);
    // and the interval must say something
    CHECK_FALSE(met("flow_time/mean = 10.1 interval 1%"));
    CHECK_FALSE(judge(result, check_of("flow_time/mean = 10.1 interval 1%")).missed_by_chance);
    CHECK_FALSE(met("steps/work.do it/wait/mean = 2 interval"));
}

TEST_CASE("what is not in the result is said", "[validation]") {
    CHECK_THAT(judge(result, check_of("teams/a/wait = 1")).why,
               Catch::Contains("the result has no teams/a/wait"));
    CHECK_THAT(judge(result, check_of("nothing = 1")).why, Catch::Contains("is no figure"));
}

TEST_CASE("as many misses as chance explains", "[validation]") {
    CHECK(misses_that_chance_explains(1) == 1);
    CHECK(misses_that_chance_explains(100) == 5);
    CHECK(misses_that_chance_explains(600) == 15);
}

TEST_CASE(
    "every case has a model that says what is assumed, an expectation and a line in the table",
    "[validation]") {
    namespace fs = std::filesystem;
    const fs::path folder = fs::path(PLIMSOLL_SOURCE) / "tests/validation/cases";
    const auto text_of = [](const fs::path& path) {
        std::ostringstream text;
        text << std::ifstream(path).rdbuf();
        return text.str();
    };
    const std::string readme = text_of(folder / "README.md");
    std::set<std::string> models, used;
    for (const auto& entry : fs::directory_iterator(folder)) {
        const std::string name = entry.path().stem().string();
        if (entry.path().extension() == ".yaml") {
            models.insert(entry.path().filename().string());
            INFO(name);
            CHECK(text_of(entry.path()).find("\nassumptions: ") != std::string::npos);
        }
        if (entry.path().extension() != ".expect") {
            continue;
        }
        INFO(name);
        const Case made = read_case(name, text_of(entry.path()));
        used.insert(made.model);
        CHECK(readme.find("`" + name + "`") != std::string::npos);
    }
    CHECK(models == used);
    CHECK_FALSE(models.empty());
}

} // namespace case_file_test

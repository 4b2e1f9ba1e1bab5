// The pages of the terminal, byte for byte against texts that a person has read. After an intended
// change, run the tests once with PLIMSOLL_APPROVE=1 and read the difference.
#include "catch.hpp"
#include "model/text/utf8.hpp"
#include "reports/terminal/closing.hpp"
#include "reports/terminal/terminal.hpp"
#include "scenarios/result/shown_volumes.hpp"
#include "tests/reports/example_result.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace terminal_test {

using namespace plimsoll;

namespace {

void check_approved(const std::string& name, const std::string& text) {
    const std::string path = std::string(PLIMSOLL_SOURCE) + "/tests/reports/approved/" + name;
    if (std::getenv("PLIMSOLL_APPROVE") != nullptr) {
        std::ofstream(path, std::ios::binary) << text;
    }
    std::ifstream file(path, std::ios::binary);
    std::ostringstream approved;
    approved << file.rdbuf();
    INFO(name);
    CHECK(text == approved.str());
}

TerminalLook look_of(int width) {
    TerminalLook look;
    look.width = width;
    look.seconds = 3.8;
    look.model = "examples/brightside-agency.yaml";
    return look;
}

int widest_line(const std::string& page) {
    int widest = 0;
    std::istringstream lines(page);
    for (std::string line; std::getline(lines, line);) {
        if (line.rfind("  plimsoll ", 0) != 0) { // a command to copy stands in one line
            widest = std::max(widest, column_count(line));
        }
    }
    return widest;
}

} // namespace

TEST_CASE("the page of a sweep reads as approved") {
    const Result result = example::sweep();
    TerminalLook look = look_of(96);
    check_approved("sweep-96.txt", sweep_page(result, look));
    look.all_volumes = true;
    check_approved("sweep-96-all.txt", sweep_page(result, look));
    check_approved("sweep-80.txt", sweep_page(result, look_of(80)));
    check_approved("sweep-40.txt", sweep_page(result, look_of(40)));
    TerminalLook ascii = look_of(80);
    ascii.unicode = false;
    check_approved("sweep-80-ascii.txt", sweep_page(result, ascii));
    TerminalLook ansi = look_of(96);
    ansi.colour = true;
    check_approved("sweep-96-ansi.txt", sweep_page(result, ansi));
}

TEST_CASE("no line of a page is wider than the terminal") {
    for (int width = 40; width <= 100; ++width) {
        INFO(width);
        CHECK(widest_line(sweep_page(example::sweep(), look_of(width))) <= width);
        CHECK(widest_line(run_page(example::run(), look_of(width))) <= width);
    }
}

TEST_CASE("the page of a run reads as approved") {
    const Result result = example::run();
    check_approved("run-96.txt", run_page(result, look_of(96)));
    check_approved("run-80.txt", run_page(result, look_of(80)));
    check_approved("run-40.txt", run_page(result, look_of(40)));
    TerminalLook ascii = look_of(80);
    ascii.unicode = false;
    check_approved("run-80-ascii.txt", run_page(result, ascii));
    Result overloaded = example::sweep();
    overloaded.command = "run";
    overloaded.limits.reset();
    overloaded.volumes = {overloaded.volumes[8]};
    overloaded.findings = {{"headline", "More comes than can be done.", {}, {}}};
    check_approved("run-96-overloaded.txt", run_page(overloaded, look_of(96)));
}

TEST_CASE("each promise to some of the clients has its row in a run") {
    Result result = example::run();
    CHECK(run_page(result, look_of(96)).find("\nPromises") == std::string::npos);
    result.volumes.front().promises = {
        {"support/gold", "Support (gold)", 0.95, example::figure(0.914, 0.003)},
        {"support/basic", "Support (basic)", 0.95, example::figure(0.999, 0.0004)},
        {"onboarding.kickoff", "Onboarding, Kickoff", 0.9, example::none("nothing fell due")}};
    for (const int width : {96, 40}) {
        check_approved("run-" + std::to_string(width) + "-promises.txt",
                       run_page(result, look_of(width)));
    }
}

namespace {

Limits all_limits(const Figure& limit) {
    Limits limits;
    limits.knee = limits.visibility = limits.sla = limits.stability = limits.ready = limit;
    limits.nine_in_ten = limit;
    return limits;
}

} // namespace

TEST_CASE("limits that do not exist say why, and the bar says on which side they lie") {
    Result beyond = example::sweep();
    beyond.volumes.resize(5);
    beyond.shown_high = 57;
    beyond.operation.clients_target.reset();
    const Figure nowhere = example::none("none up to 57 clients");
    beyond.limits = all_limits(nowhere);
    beyond.findings = {
        {"headline", "Brightside Agency carries everything tried, up to 57 clients.", {}, {}}};
    add_utilisation_curves(beyond);
    check_approved("sweep-96-beyond.txt", sweep_page(beyond, look_of(96)));

    Result at_once = example::sweep();
    at_once.volumes.erase(at_once.volumes.begin(), at_once.volumes.begin() + 8);
    at_once.shown_low = 163;
    const Figure before = example::none("work piles up already at 163 clients, the fewest tried");
    at_once.limits = all_limits(before);
    add_utilisation_curves(at_once);
    check_approved("sweep-96-at-once.txt", sweep_page(at_once, look_of(96)));
}

TEST_CASE("no line of a page is wider than the page") {
    Result result = example::sweep();
    result.operation.name = "Brightside";
    result.operation.teams[0].label = "Kundenbetreuung für Großkunden und alle übrigen Anliegen";
    result.operation.teams[1].label = "配送チーム東京本社および大阪支社の全員";
    for (const int width : {40, 80, 87, 96, 100, 250}) {
        const TerminalLook look = look_of(width);
        CHECK(widest_line(sweep_page(result, look)) <= page_width(look));
        Result one = example::run();
        one.operation.teams = result.operation.teams;
        CHECK(widest_line(run_page(one, look)) <= page_width(look));
    }
}

TEST_CASE("a sweep of one volume draws no line, and none far from today no empty one") {
    Result result = example::sweep();
    result.volumes.resize(1);
    CHECK_THAT(sweep_page(result, look_of(96)),
               !Catch::Contains("The load line") && Catch::Contains("At each volume"));
    result = example::sweep();
    result.volumes.erase(result.volumes.begin(), result.volumes.begin() + 3);
    result.operation.clients_today = 1;
    result.operation.clients_target.reset();
    result.limits->ready = example::none("not computed in this version");
    result.shown_low = result.volumes.front().clients;
    const std::string page = sweep_page(result, look_of(96));
    const std::size_t head = page.find("The load line");
    CHECK(page.substr(page.find('\n', head) + 1, 1) == " ");
}

TEST_CASE("an interrupted sweep shows what it has") {
    Result result = example::sweep();
    result.interrupted = true;
    result.volumes.resize(2);
    const std::string page = sweep_page(result, look_of(96));
    CHECK(page.find("At each volume") == 0);
    CHECK(page.find("carry") == std::string::npos);
    result.volumes.clear();
    CHECK(sweep_page(result, look_of(96)).empty());
}

TEST_CASE("a name cannot move the cursor") {
    Result result = example::sweep();
    result.operation.teams[3].label = "Foun\x1b[2Jder\n";
    const std::string page = sweep_page(result, look_of(96));
    CHECK(page.find('\x1b') == std::string::npos);
    CHECK(page.find("Foun [2Jder") != std::string::npos);
}

TEST_CASE(
    "at most eight volumes are shown: the ends of the story and what lies around each limit") {
    const Result result = example::sweep();
    std::vector<std::int64_t> clients;
    for (const std::size_t index : shown_volumes(result)) {
        clients.push_back(result.volumes[index].clients);
    }
    CHECK(clients == std::vector<std::int64_t>{20, 34, 57, 74, 97, 125, 163, 300});
}

TEST_CASE("a team that is unlimited has no strip") {
    Result result = example::sweep();
    result.operation.teams[2].unlimited = true;
    CHECK(sweep_page(result, look_of(96)).find("Finance") == std::string::npos);
}

TEST_CASE("a path is quoted for the shell where it must be") {
    CHECK(shell_word("a/b-c.yaml") == "a/b-c.yaml");
    CHECK(shell_word("my model.yaml") == "'my model.yaml'");
    CHECK(shell_word("it's") == "'it'\\''s'");
    CHECK(shell_word("") == "''");
}

TEST_CASE("the formula stands beside what was simulated, with its reason where it does not hold") {
    Result result = example::run(); // 6.7 working hours
    result.volumes.front().year.reset();
    const auto below_the_table = [&] {
        const std::string page = run_page(result, look_of(80));
        CHECK(widest_line(page) <= 80);
        const std::size_t from = page.find("Client support");
        const std::size_t end = page.find('\n', from);
        const std::size_t blank = page.find("\n\n", from);
        return blank > end ? page.substr(end + 1, blank - end - 1) : std::string();
    };
    CHECK(below_the_table().empty());
    result.preview.emplace();
    result.preview->flow_time.value = 6.5;
    result.preview->valid = true;
    CHECK(below_the_table() == "  Mean by formula 0.8 d, simulated 0.8 d.");
    result.preview->valid = false;
    result.preview->because = "Founder is 96% full";
    CHECK(below_the_table() ==
          "  Mean by formula 0.8 d: does not hold here, because Founder is 96% full.");
    result.preview->because = "the hours of Finance and Founder differ";
    CHECK(below_the_table() == "  Mean by formula 0.8 d: does not hold here, because the hours of "
                               "Finance and\n  Founder differ.");
    result.preview->flow_time.value.reset();
    result.preview->because = "Founder is full";
    CHECK(below_the_table() == "  No mean by formula, because Founder is full.");
    result.volumes.front().stable = Stable::no;
    CHECK(below_the_table().empty());
}

} // namespace terminal_test

#include "catch.hpp"
#include "model/read/read_operation.hpp"
#include "model/text/utf8.hpp"
#include "reports/terminal/check_page.hpp"

#include <sstream>

namespace check_page_test {

using namespace plimsoll;

namespace {

Operation operation_of(const std::string& text) {
    const ReadResult read = read_operation({"model.yaml", text});
    INFO(print(read.diagnostics));
    REQUIRE(read.operation);
    return *read.operation;
}

const std::string firm = "name: Firm\n"
                         "teams: {account: {people: 1, meetings: 15min per week per colleague}}\n"
                         "workflows:\n"
                         "  support:\n"
                         "    demand: 1 per client per month\n"
                         "    steps:\n"
                         "      answer: {team: account, effort: 20min..1h, learning: 95%}\n";

} // namespace

TEST_CASE("check reads back, and lists what is assumed with its basis") {
    TerminalLook look;
    look.width = 80;
    look.all_assumptions = true;
    const std::string page = check_page(operation_of("assumptions: neutral\n" + firm), {}, look);
    CHECK(page.substr(0, page.find("Defaults not")) ==
          "Firm\n"
          "  open Mon-Fri 09:00-17:00; 1d = 8 h, 1w = 40 h, a month = 160 h\n"
          "  20 clients today\n"
          "  assumptions: neutral, every mechanism is off but those that the model\n"
          "      speaks of\n"
          "\n"
          "Teams\n"
          "  account: 1 person, Mon-Fri 09:00-17:00 (40 h a week)\n"
          "\n"
          "Workflow support\n"
          "  each client brings 1 case a month (20 clients today: 20 a month)\n"
          "    answer: at once; by account: 28.9 min on average (typically 20 min, one\n"
          "        in ten over 1 h)\n"
          "\n"
          "Assumed where the model is silent  V checked, R recalled, C computed, D declared\n"
          "  calendar       Mon-Fri 09:00-17:00   D default working week\n"
          "  clients.today  20                    D default volume\n"
          "  a..b           the median and one    V Brown et al. 2005, JASA\n"
          "                 in ten (P90) of a\n"
          "                 lognormal\n"
          "  meetings       15min per week per    D form: Brooks 1975; size declared\n"
          "                 colleague\n"
          "  at_most        60%                   D no transferable published number\n"
          "  liaison        1h per week           D no transferable published number\n"
          "\n"
          "As the model says                          in force where what it needs is there\n"
          "  teams.account.meetings  15min per week per colleague\n"
          "\n"
          "Declared in the model            read and checked, not simulated in this version\n"
          "  workflows.support.steps.answer.learning  95%\n");
    CHECK_THAT(page, Catch::Contains("\n  liaison ") && Catch::Contains("D no transferable"));
}

TEST_CASE("check lists the five assumptions that matter most, and how to see the others") {
    Operation operation = operation_of(firm);
    operation.assumptions = {
        {"a..b", "x", "V", "s", true},     {"teams.account.order", "fifo", "D", "s", true},
        {"calendar", "x", "D", "s", true}, {"clients.today", "20", "D", "s", true},
        {"effort", "x", "R", "s", true},   {"between", "x", "C", "s", true},
        {"errors", "2%", "V", "s", false}};
    TerminalLook look;
    look.program = "./plimsoll";
    look.model = "my firm.yaml";
    const auto keys = [&](const std::string& page) {
        std::string found;
        std::istringstream lines(page.substr(page.find("Assumed where")));
        std::string line;
        std::getline(lines, line);
        while (std::getline(lines, line) && !line.empty()) {
            found += line.substr(2, line.find(' ', 2) - 2) + " ";
        }
        return found;
    };
    const std::string page =
        check_page(operation, {{"not_simulated", "Not counted: errors.", {}, {}}}, look);
    // What is computed needs nobody's belief; the file's order, what holds everywhere first.
    CHECK(keys(page) == "a..b teams.account.order calendar clients.today effort ");
    CHECK_THAT(page, Catch::Contains("\n2 more: ./plimsoll check 'my firm.yaml' --all\n") &&
                         Catch::Contains("\n\nNot counted: errors.\n") &&
                         !Catch::Contains("between"));
    operation.assumptions.resize(2);
    CHECK_THAT(check_page(operation, {}, look), !Catch::Contains("more:"));
}

TEST_CASE("where no work comes per client, check speaks of no clients") {
    Operation operation = operation_of(
        "teams: {desk: {people: 1}}\nworkflows: {w: {demand: 3 per hour, steps: {s: {team: desk, "
        "effort: 5min}}}}\n");
    const std::string page = check_page(operation, {}, {});
    CHECK_THAT(page, !Catch::Contains("20 clients") && !Catch::Contains("clients.today"));
}

TEST_CASE("no line of check is wider than its page, and ASCII stays ASCII") {
    for (const bool unicode : {true, false}) {
        TerminalLook look;
        look.width = 80;
        look.unicode = unicode;
        const std::string page = check_page(
            operation_of("name: " + std::string(200, 'x') + "é" + firm.substr(firm.find('\n'))),
            {{"question", "Is it so full today: " + std::string(100, 'x') + " 3%?", {}, {}}}, look);
        std::istringstream lines(page);
        for (std::string line; std::getline(lines, line);) {
            CHECK(column_count(line) <= 80);
        }
        CHECK((page.find("\xc3") == std::string::npos) == !unicode);
    }
}

} // namespace check_page_test

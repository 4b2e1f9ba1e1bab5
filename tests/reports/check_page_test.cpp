#include "catch.hpp"
#include "model/read_operation.hpp"
#include "reports/check_page.hpp"
#include "reports/utf8.hpp"

#include <sstream>

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
                         "      answer: {team: account, effort: 20min..1h, errors: 5%}\n";

} // namespace

TEST_CASE("check reads back, and lists what is assumed with its basis") {
    TerminalLook look;
    look.width = 80;
    const std::string page = check_page(operation_of("assumptions: neutral\n" + firm), look);
    CHECK(page.substr(0, page.find("Defaults not")) ==
          "Firm\n"
          "  open Mon-Fri 09:00-17:00; 1d = 8 h, 1w = 40 h, a month = 160 h\n"
          "  20 clients today\n"
          "  assumptions: neutral, every mechanism is off\n"
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
          "\n"
          "Declared in the model            read and checked, not simulated in this version\n"
          "  teams.account.meetings                 15min per week per colleague\n"
          "  workflows.support.steps.answer.errors  5%\n"
          "\n");
    CHECK_THAT(page, Catch::Contains("\n  liaison ") && Catch::Contains("D no transferable"));
}

TEST_CASE("no line of check is wider than its page, and ASCII stays ASCII") {
    for (const bool unicode : {true, false}) {
        TerminalLook look;
        look.width = 80;
        look.unicode = unicode;
        const std::string page = check_page(
            operation_of("name: " + std::string(200, 'x') + "é" + firm.substr(firm.find('\n'))),
            look);
        std::istringstream lines(page);
        for (std::string line; std::getline(lines, line);)
            CHECK(column_count(line) <= 80);
        CHECK((page.find("\xc3") == std::string::npos) == !unicode);
    }
}

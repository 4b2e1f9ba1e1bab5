#include "catch.hpp"
#include "reports/files/csv.hpp"
#include "tests/reports/example_result.hpp"

#include <algorithm>

namespace csv_test {

using namespace plimsoll;

TEST_CASE("a CSV field is quoted only where it must be") {
    CHECK(csv_field("plain text") == "plain text");
    CHECK(csv_field("a,b") == "\"a,b\"");
    CHECK(csv_field("say \"no\"") == "\"say \"\"no\"\"\"");
    CHECK(csv_field("two\nlines") == "\"two\nlines\"");
}

TEST_CASE("the tables have a header with units and a row for each volume and thing") {
    const auto tables = csv_tables(example::sweep());
    std::vector<std::string> names;
    for (const auto& [name, text] : tables) {
        names.push_back(name);
        const auto lines = std::count(text.begin(), text.end(), '\n');
        CHECK(std::count(text.begin(), text.end(), '\r') == lines);
        // No field of the example holds a comma: every row has as many as the header.
        const auto head =
            std::count(text.begin(), text.begin() + static_cast<long>(text.find('\n')), ',');
        CHECK(std::count(text.begin(), text.end(), ',') == head * lines);
    }
    CHECK(names == std::vector<std::string>{"volumes.csv", "teams.csv", "workflows.csv",
                                            "steps.csv", "limits.csv"});
    CHECK(tables[1].second.find("clients,team,utilisation mean (share),utilisation low (share)") ==
          0);
    CHECK(tables[4].second ==
          "limit,clients mean,clients low,clients high,cause,why there is none\r\n"
          "knee,61,57,66,,\r\n"
          "visibility,,,,,not computed in this version\r\n"
          "sla,104,97,111,founder,\r\n"
          "stability,145,141,149,delivery,\r\n"
          "ready,97,92,101,,\r\n"
          "nine in ten,90,86,93,,\r\n");
    CHECK(csv_tables(example::run()).size() == 4);
}

} // namespace csv_test

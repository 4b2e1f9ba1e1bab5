#include "catch.hpp"
#include "reports/terminal/holder_row.hpp"
#include "tests/reports/example_result.hpp"

namespace holder_row_test {

using namespace plimsoll;

namespace {

std::string row_of(const std::vector<int>& holders) {
    Result result = example::sweep();
    result.shown_low = result.volumes.front().clients;
    result.shown_high = result.volumes.back().clients;
    result.tried = false;
    REQUIRE(holders.size() == result.volumes.size());
    for (std::size_t i = 0; i < holders.size(); ++i) {
        result.volumes[i].bottleneck = {};
        result.volumes[i].bottleneck.team =
            holders[i] < 0 ? std::nullopt : std::optional<int>(holders[i]);
        result.volumes[i].bottleneck.confirmed = true;
    }
    add_utilisation_curves(result);
    const TerminalLook look;
    const Lines lines = holder_row(result, sweep_layout(result, look), look);
    REQUIRE(lines.size() == 1);
    return lines.front().text(false);
}

} // namespace

TEST_CASE("each stretch of the line names who holds work back there") {
    const std::string row = row_of({-1, -1, -1, -1, -1, 3, 3, 3, 1, 1, 1, 1, 1});
    CHECK_THAT(row, Catch::Contains("no one yet ──") && Catch::Contains("┤ Founder ") &&
                        Catch::Contains("┤ Delivery ──"));
}

TEST_CASE("stretches too short for a name are told together") {
    const std::string row = row_of({-1, -1, -1, -1, -1, -1, 3, 1, 3, 1, 1, 1, 1});
    CHECK_THAT(row,
               Catch::Contains("no one yet ──") && Catch::Contains("┤ Founder … ┤ Delivery ─"));
    CHECK(row_of({3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3}).find("┤") == std::string::npos);
}

TEST_CASE("who holds much of a stretch and has no room is hinted at") {
    // Delivery, the founder, Delivery again: neither name may cover the other's volumes unseen.
    const std::string row = row_of({0, 0, 0, 0, 0, 0, 0, 0, 1, 3, 3, 1, 1});
    INFO(row);
    CHECK((row.find("Founder") != std::string::npos || row.find("…") != std::string::npos));
}

TEST_CASE("what was tried is told below the line: shifts, and where two are contested") {
    Result result = example::sweep();
    for (const auto& [width, start] : {std::pair{96, 18}, std::pair{80, 2}}) {
        TerminalLook look;
        look.width = width;
        const Lines lines = holder_row(result, sweep_layout(result, look), look);
        REQUIRE(lines.size() == 3);
        CHECK(lines[1].text(false) ==
              std::string(static_cast<std::size_t>(start), ' ') +
                  "shifts from Founder to Delivery at 138 clients (131–146), confirmed\n");
        CHECK_THAT(lines[2].text(false),
                   Catch::Contains("at 74 clients contested: Founder or Delivery (54% : 46%)"));
    }
}

} // namespace holder_row_test

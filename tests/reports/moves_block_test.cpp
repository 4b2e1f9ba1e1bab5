// What moves the line, as it is printed.
#include "catch.hpp"
#include "reports/terminal/moves_block.hpp"
#include "tests/reports/example_result.hpp"

namespace moves_block_test {

using namespace plimsoll;

namespace {

std::string block(int width, bool unicode = true) {
    TerminalLook look;
    look.width = width;
    look.unicode = unicode;
    return text_of(moves_block(example::sweep(), look), false);
}

} // namespace

TEST_CASE("the best three changes, with what each gains") {
    CHECK(block(96) ==
          "What moves the line                                     one change at a time, same luck "
          "for both\n"
          "                                                    on time to    gain\n"
          "  Founder +5 h a week                                104 → 119     +15  12–18\n"
          "  Delivery 6 → 7 people                              104 → 107      +3  1–5\n"
          "  Account 2 → 3 people                               104 → 105      +1  -1 to 3  may be "
          "nothing\n"
          "  and 1 more, in --json\n");
    CHECK_THAT(block(80, false), Catch::Contains("  Delivery 6 -> 7 people") &&
                                     Catch::Contains("104 -> 107") && Catch::Contains("1-5"));
}

TEST_CASE("a gain below one client either way is said to be that") {
    Result result = example::sweep();
    result.moves[2].clients = Figure{Estimate{0.2, -0.3, 0.4}, {}};
    const std::string text = text_of(moves_block(result, {}), false);
    CHECK_THAT(text, Catch::Contains("less than one") && !Catch::Contains("may be nothing"));
}

TEST_CASE("where nothing was tried there is nothing to say") {
    Result result = example::sweep();
    result.moves.clear();
    CHECK(moves_block(result, {}).empty());
    result = example::sweep();
    result.limits->sla = example::none("deadlines hold up to 1000 clients");
    CHECK(text_of(moves_block(result, {}), false).find("Founder") == std::string::npos);
}

} // namespace moves_block_test

#include "catch.hpp"
#include "reports/terminal/styled_line.hpp"

namespace styled_line_test {

using namespace plimsoll;
using Texts = std::vector<std::string>;

TEST_CASE("text is broken at blanks, and a word that no line can hold where the line ends") {
    CHECK(wrap("", 10).empty());
    CHECK(wrap("one two three", 7) == Texts{"one two", "three"});
    CHECK(wrap("one  two", 8) == Texts{"one two"});
    CHECK(wrap("a abcdefghijk b", 4) == Texts{"a", "abcd", "efgh", "ijk", "b"});
    CHECK(wrap("äöüäöü", 4) == Texts{"äöüä", "öü"});
    CHECK(wrap("配送配送", 5) == Texts{"配送", "配送"});
}

} // namespace styled_line_test

#include "catch.hpp"
#include "model/text/utf8.hpp"
#include "reports/terminal/figure_text.hpp"
#include "reports/terminal/log_axis.hpp"
#include "tests/reports/example_result.hpp"

namespace figure_text_test {

using namespace plimsoll;

namespace {

std::string text(const std::vector<Run>& runs) {
    std::string all;
    for (const Run& run : runs) {
        all += run.text;
    }
    return all;
}

} // namespace

TEST_CASE("figures are written as a person writes them") {
    CHECK(grouped(0) == "0");
    CHECK(grouped(-1234567) == "-1,234,567");
    CHECK(grouped(999) == "999");
    CHECK(fixed(1234.56, 1) == "1,234.6");
    CHECK(fixed(-0.04, 1) == "0.0");
    CHECK(fixed(2.005, 0) == "2");
    CHECK(fixed(1e19, 2) == "9,000,000,000,000,000,000");
}

TEST_CASE("decimals go as far as the interval allows") {
    const TerminalLook look;
    CHECK(text(share_runs(example::figure(0.994, 0.002), look)) == "99.4% ±0.2");
    CHECK(text(share_runs(example::figure(0.31, 0.06), look)) == "31% ±6");
    CHECK(text(share_runs(example::figure(1, 0.0001), look)) == "100.0% ±0.1");
    CHECK(text(share_runs(example::figure(1), look)) == "100.0%");
    CHECK(text(share_runs({Estimate{0.5, {}, {}, 0.95}, ""}, look)) == "50.0%");
    CHECK(share_runs(example::none("nothing"), look).empty());
}

TEST_CASE("times are given in the unit a person would use") {
    const Calendar office = example::office_hours();
    CHECK(time_text(12, time_unit(office, 9)) == "1.5 d");
    CHECK(time_text(4, time_unit(office, 7.9)) == "4.0 h");
    CHECK(time_text(0.25, time_unit(office, 0.5)) == "15.0 min");
    CHECK(time_text(0.005, time_unit(office, 0.01)) == "18.0 s");
    CHECK(std::string(time_unit(round_the_clock(), 30).name) == "days");
}

TEST_CASE("columns count characters as a terminal does") {
    CHECK(column_count(std::string_view("abc")) == 3);
    CHECK(column_count(std::string_view("für")) == 3);
    CHECK(column_count(std::string_view("配送")) == 4);
    CHECK(column_count(std::string_view("e\xcc\x81")) == 1);
    CHECK(cut_to_columns("abcdef", 4) == "abc…");
    CHECK(cut_to_columns("配送配送", 5) == "配送…");
    CHECK(cut_to_columns("abc", 3) == "abc");
    CHECK(cut_in_the_middle("abcdefgh", 8) == "abcdefgh");
    CHECK(cut_in_the_middle("abcdefgh", 6) == "abc…gh");
    CHECK(cut_in_the_middle("abcdefgh", 5, "...") == "a...h");
    CHECK(cut_in_the_middle("abcdefgh", 2) == "a…");
    CHECK(cut_in_the_middle("one two three", 8) == "one…hree");
    CHECK(cut_in_the_middle("one to thr ee", 8) == "one t…ee");
    CHECK(cut_in_the_middle("配送配送", 5) == "配…送");
    CHECK(to_ascii("57–66 ± é") == "57-66 +- ?");
}

TEST_CASE("the axis puts clients on a logarithmic scale") {
    const LogAxis axis = log_axis(20, 1000, 60);
    CHECK(column_at(axis, 20) == 0);
    CHECK(column_at(axis, 1) == 0);
    CHECK(column_at(axis, 1000) == 59);
    CHECK(column_at(axis, 99999) == 59);
    CHECK(column_at(axis, 84) == 22);
    CHECK(tick_line(axis) == "20   30      50        100        200   300     500    1,000");
    CHECK(tick_line(log_axis(20, 1000, 44)) == "20       50      100    200       500  1,000");
    CHECK(log_axis(5, 5, 40).high > 5);
}

} // namespace figure_text_test

#include "catch.hpp"
#include "cli/progress.hpp"
#include "cli/values.hpp"
#include "cli/whole_file.hpp"
#include "tests/reports/example_result.hpp"

namespace values_test {

using namespace plimsoll;

TEST_CASE("numbers behind options are read strictly") {
    CHECK(whole_number("0") == 0U);
    CHECK(whole_number("18446744073709551615") == 18446744073709551615U);
    CHECK_FALSE(whole_number("18446744073709551616"));
    CHECK_FALSE(whole_number(""));
    CHECK_FALSE(whole_number("+1"));
    CHECK_FALSE(whole_number("1.0"));
    CHECK(precision_value("2%") == 0.02);
    CHECK(precision_value("0.02") == 0.02);
    CHECK_FALSE(precision_value("0"));
    CHECK_FALSE(precision_value("100%"));
    CHECK_FALSE(precision_value("%"));
}

TEST_CASE("a length of open time uses the operation's days and weeks") {
    const Calendar office = example::office_hours();
    CHECK(open_time("2000", office) == 2000 * hour);
    CHECK(open_time("2000h", office) == 2000 * hour);
    CHECK(open_time("1h 30min", office) == 90 * minute);
    CHECK(open_time("2d", office) == 16 * hour);
    CHECK(open_time("26w", office) == 26 * 40 * hour);
    CHECK(open_time("0", office) == 0);
    CHECK_FALSE(open_time("-1", office));
    CHECK_FALSE(open_time("2cd", office));
    CHECK_FALSE(open_time("1e30", office));
    CHECK(open_time("1000000", office));
    CHECK_FALSE(open_time("1000001", office));
    Calendar hardly_open;
    hardly_open.spans = {{0, minute, 0}};
    CHECK(open_time("1666", hardly_open));
    CHECK_FALSE(open_time("1667", hardly_open));
    CHECK_FALSE(open_time("soon", office));
    CHECK_FALSE(open_time("", office));
}

TEST_CASE("volumes are a range, a list or one number") {
    const auto range = volumes_value("20..1000");
    REQUIRE(range);
    CHECK(range->low == 20);
    CHECK(range->high == 1000);
    CHECK(volumes_value("50,20,50")->volumes == std::vector<std::int64_t>{20, 50});
    CHECK(volumes_value("7")->volumes == std::vector<std::int64_t>{7});
    for (const char* text :
         {"", "0", "20..", "..20", "30..20", "1,,2", "1,", "20 30", "10000001"}) {
        INFO(text);
        CHECK_FALSE(volumes_value(text));
    }
}

TEST_CASE("the progress line says how far, how many and how long still") {
    CHECK(progress_text("Sweeping 20..1,000 clients", {9, 16, 0.6, ""}, 3, true) ==
          "Sweeping 20..1,000 clients  ████████████░░░░░░░░  9 of 16 volumes   2 s left");
    CHECK(progress_text("Running 20 clients", {0, 1, 0, ""}, 0, false) ==
          "Running 20 clients  ....................");
    // On a narrow terminal it stays one line: another could not be written over.
    const StudyProgress most{9, 16, 0.6, ""};
    CHECK(progress_text("Sweeping 20..1,000 clients", most, 3, true, 60) ==
          "Sweeping 20..1,000 clients  ████████████░░░░░░░░   2 s left");
    CHECK(progress_text("Sweeping 20..1,000 clients", most, 3, true, 45) ==
          "Sweeping 20..1,000 clients  60%   2 s left");
    CHECK(progress_text("Sweeping 20..1,000 clients", most, 3, true, 39) ==
          "Sweeping 20..1,000 clients  60%");
    CHECK(progress_text("Sweeping 20..1,000 clients", most, 3, true, 12) == "Sweeping 20.");
    // The line that was found is worth more than how long the rest takes.
    const StudyProgress found{9, 16, 0.6, "deadlines slip near 101"};
    CHECK(progress_text("Sweeping 20..1,000 clients", found, 3, true, 80) ==
          "Sweeping 20..1,000 clients  ████████████░░░░░░░░   (deadlines slip near 101)");
    CHECK(progress_text("Sweeping 20..1,000 clients", found, 3, true, 64) ==
          "Sweeping 20..1,000 clients  60%   (deadlines slip near 101)");
}

TEST_CASE("what cannot be written is said before the work") {
    CHECK(why_not_writable("/nowhere/result.json"));
    CHECK(why_not_writable("/"));
    CHECK_FALSE(why_not_writable("result.json"));
    CHECK_FALSE(why_no_folder("a-new-folder"));
}

} // namespace values_test

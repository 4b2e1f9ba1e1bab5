#include "catch.hpp"
#include "reports/files/event_log_csv.hpp"
#include "tests/reports/example_result.hpp"

namespace event_log_csv_test {

using namespace plimsoll;

TEST_CASE("the log counts from a Monday, to the millisecond") {
    CHECK(log_time(0) == "2001-01-01 00:00:00.000");
    CHECK(log_time(9 * hour + 1999) == "2001-01-01 09:00:00.001");
    CHECK(log_time(day - 1) == "2001-01-01 23:59:59.999");
    CHECK(log_time(52 * week + day) == "2002-01-01 00:00:00.000");
    CHECK(log_time(1154 * day) == "2004-02-29 00:00:00.000");
}

TEST_CASE("the event log is a row a visit, with who, when and why it waited") {
    Result result;
    result.operation = example::agency();
    LoggedVisits log;
    log.resources = {"account 1", "founder 1", "say \"hi\", twice"};
    log.visits = {{0, 0, 3, 1, {0}, 9 * hour, 9 * hour, 10 * hour, false, false},
                  {0, 1, 3, 1, {0, 1}, 10 * hour, 11 * hour, 12 * hour, true, false},
                  {1, 0, 0, 12, {2}, 17 * hour, day + 9 * hour, day + 10 * hour, false, false},
                  {0, 1, 3, 1, {1}, 12 * hour, 13 * hour, 14 * hour, false, true},
                  {0, 1, 3, 1, {}, 12 * hour, 13 * hour, 14 * hour, true, true}};
    result.log = log;
    const std::string first = "onboarding/3/1,onboarding,";
    CHECK(event_log_csv(result) ==
          "case,workflow,activity,resource,enabled,start,end,waiting cause\r\n" + first +
              "kickoff,account 1,2001-01-01 09:00:00.000,2001-01-01 09:00:00.000,"
              "2001-01-01 10:00:00.000,\r\n" +
              first +
              "review,account 1; founder 1,2001-01-01 10:00:00.000,2001-01-01 11:00:00.000,"
              "2001-01-01 12:00:00.000,queue\r\n"
              "support/12,support,triage,\"say \"\"hi\"\", twice\",2001-01-01 17:00:00.000,"
              "2001-01-02 09:00:00.000,2001-01-02 10:00:00.000,closed\r\n" +
              first +
              "review,founder 1,2001-01-01 12:00:00.000,2001-01-01 13:00:00.000,"
              "2001-01-01 14:00:00.000,off duty\r\n" +
              first +
              "review,,2001-01-01 12:00:00.000,2001-01-01 13:00:00.000,"
              "2001-01-01 14:00:00.000,queue + off duty\r\n");
}

} // namespace event_log_csv_test

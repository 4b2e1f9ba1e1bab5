// Durations, laws, shares and rates as the model file writes them (MODEL.md section 2 and 4).
#include "catch.hpp"

#include "model/numeric/elementary.hpp"
#include "model/read/read_operation.hpp"
#include "model/text/calendar_text.hpp"
#include "model/text/duration_text.hpp"

namespace read_values_test {

using namespace plimsoll;

namespace {

const double one_minute = static_cast<double>(minute);
const double one_hour = static_cast<double>(hour);
const WorkingTime office{8 * one_hour, 40 * one_hour};

Distribution law(const std::string& text, double variation = 1) {
    Problem problem;
    const auto parsed = parse_law(text, office, {variation}, problem);
    INFO(text << ": " << problem.message);
    REQUIRE(parsed);
    return parsed->law;
}

double duration(const std::string& text) {
    Problem problem;
    const auto parsed = parse_duration(text, office, problem);
    INFO(text << ": " << problem.message);
    REQUIRE(parsed);
    return parsed->microseconds;
}

Distribution drawn(Law law, double a, double b = 0, double c = 0) {
    Distribution distribution;
    distribution.law = law;
    distribution.a = a;
    distribution.b = b;
    distribution.c = c;
    return distribution;
}

bool refused(const std::string& text) {
    Problem problem;
    return !parse_law(text, office, {1}, problem) && !problem.message.empty();
}

} // namespace

TEST_CASE("a duration adds up in the units that apply", "[values]") {
    CHECK(duration("30s") == 30e6);
    CHECK(duration("1h 30min") == 1.5 * one_hour);
    CHECK(duration("2d") == 16 * one_hour);
    CHECK(duration("1w 1d") == 48 * one_hour);
    CHECK(duration("5cd") == 120 * one_hour);
    CHECK(duration("0.5h") == 30 * one_minute);
    CHECK(duration("1e3 s") == 1000e6);
}

TEST_CASE("one number is a mean with the default spread, or exact where none is asked for",
          "[values]") {
    CHECK(law("20min") == drawn(Law::lognormal, 20 * one_minute, 1));
    CHECK(law("20min", 0) == drawn(Law::exact, 20 * one_minute));
    CHECK(law("exactly 20min").law == Law::exact);
    CHECK(law("0min").law == Law::exact);
}

TEST_CASE("typical and slow are the median and the 90% quantile of a lognormal", "[values]") {
    // SCIENCE.md 1.0, worked: P50 20, P90 60 give a mean of 28.881 min and an SCV of 1.08523.
    const Distribution range = law("20min..60min");
    CHECK(range.law == Law::lognormal);
    CHECK(range.a / one_minute == Approx(28.881).epsilon(1e-4));
    CHECK(range.b * range.b == Approx(1.08523).epsilon(1e-4));
    CHECK(law("20min..20min").law == Law::exact);
    CHECK(law("1h 30min..2h") == law("90min..120min"));
}

TEST_CASE("every law has its parameters, with commas or without", "[values]") {
    CHECK(law("10min..20min..60min") ==
          drawn(Law::pert, 10 * one_minute, 60 * one_minute, 20 * one_minute));
    CHECK(law("exponential(15min)") == drawn(Law::exponential, 15 * one_minute));
    CHECK(law("exponential(mean=15min)") == law("exponential(15min)"));
    CHECK(law("lognormal(mean=2h cv=1.2)") == drawn(Law::lognormal, 2 * one_hour, 1.2));
    CHECK(law("lognormal(cv=1.2, mean=2h)") == law("lognormal(mean=2h cv=1.2)"));
    CHECK(law("gamma(mean=2h cv=0.5)") == drawn(Law::gamma, 2 * one_hour, 0.5));
    CHECK(law("erlang(k=4 mean=1h)") == drawn(Law::gamma, one_hour, 0.5));
    CHECK(law("hyperexponential(mean=1h cv=2)") == drawn(Law::hyperexponential, one_hour, 2));
    CHECK(law("weibull(shape=1.5 scale=2h)") == drawn(Law::weibull, 2 * one_hour, 1.5));
    CHECK(law("normal(mean=10min sd=2min)") == drawn(Law::normal, 10 * one_minute, 2 * one_minute));
    CHECK(law("uniform(10min 30min)") == drawn(Law::uniform, 10 * one_minute, 30 * one_minute));
    CHECK(law("uniform(10min, 30min)") == law("uniform(10min 30min)"));
    CHECK(law("triangular(10min 20min 60min)") ==
          drawn(Law::triangular, 10 * one_minute, 60 * one_minute, 20 * one_minute));
    CHECK(law("empirical(5min 7min 30min)").values ==
          std::vector<double>{5 * one_minute, 7 * one_minute, 30 * one_minute});
}

TEST_CASE("a law may be shifted and truncated", "[values]") {
    const Distribution shifted = law("60s + exponential(3s)");
    CHECK(shifted.shift == 60e6);
    CHECK(shifted.a == 3e6);
    CHECK(law("exponential(3s) + 60s") == shifted);
    const Distribution bounded = law("exponential(1h) min=5min max=2h");
    CHECK(bounded.minimum == 5 * one_minute);
    CHECK(bounded.maximum == 2 * one_hour);
    CHECK(law("exponential(1h min=5min max=2h)") == bounded);
    CHECK(law("lognormal(mean=1h, cv=1, max=2h)").maximum == 2 * one_hour);
    CHECK(law("20min..60min max=2h").maximum == 2 * one_hour);
}

TEST_CASE("what cannot be a law is refused with a reason", "[values]") {
    for (const char* text : {"",
                             "20",
                             "min",
                             "20min..",
                             "20 60min",
                             "..20min",
                             "1h..2h..3h..4h",
                             "exactly 1h..2h",
                             "exponential()",
                             "exponential(0min)",
                             "gamma(2h)",
                             "gamma(mean=2h cv=0)",
                             "erlang(k=1.5 mean=1h)",
                             "weibull(shape=2)",
                             "uniform(30min 10min)",
                             "triangular(10min 20min)",
                             "empirical()",
                             "exponential(15min",
                             "exponential(15min))",
                             "exponential(15min) max=0s",
                             "1d..2cd",
                             "hyperexponential(mean=1h cv=1)",
                             "20min apiece",
                             "-5min",
                             "lognormal(mean=1h cv=1) min=1000d"}) {
        INFO(text);
        CHECK(refused(text));
    }
}

TEST_CASE("between is a law of mean one hour", "[values]") {
    Problem problem;
    CHECK(parse_spread_law("gamma(cv=1.2)", problem) == drawn(Law::gamma, one_hour, 1.2));
    CHECK(parse_spread_law("erlang(k=4)", problem) == drawn(Law::gamma, one_hour, 0.5));
    CHECK(parse_spread_law("exponential", problem) == drawn(Law::exponential, one_hour));
    CHECK(parse_spread_law("exactly", problem) == drawn(Law::exact, one_hour));
    // Gamma(1 + 1/2) = sqrt(pi)/2.
    CHECK(parse_spread_law("weibull(shape=2)", problem)->a == Approx(one_hour / 0.886226925452758));
    CHECK_FALSE(parse_spread_law("gamma", problem));
    CHECK_FALSE(parse_spread_law("uniform(1h 2h)", problem));
}

namespace {

Calendar calendar(const std::string& text) {
    std::vector<Span> spans;
    Problem problem;
    INFO(text);
    REQUIRE(parse_spans(text, spans, problem));
    return calendar_of(spans);
}

} // namespace

TEST_CASE("a calendar is a week of open spans", "[calendar]") {
    CHECK(weekly_open_time(calendar("Mon-Fri 09:00-17:00")) == 40 * hour);
    CHECK(weekly_open_time(calendar("Mon-Thu 09:00-12:00 + 13:00-17:00")) == 28 * hour);
    CHECK(weekly_open_time(calendar("Mon-Thu 08:00-18:00, Fri 08:00-13:00")) == 45 * hour);
    CHECK(weekly_open_time(calendar("Mon, Wed 09:00-12:00")) == 6 * hour);
    CHECK(weekly_open_time(calendar("Fri-Mon 9:00-12:00")) == 12 * hour);
    CHECK(weekly_open_time(calendar("Mon-Sun 00:00-24:00")) == week);
    CHECK(calendar("Mon-Sun 00:00-24:00").spans.size() == 7);
    CHECK_FALSE(calendar("Mon-Sun 00:00-24:00").always);
}

TEST_CASE("a night belongs to the day it starts on, Sunday's too", "[calendar]") {
    const Calendar nights = calendar("Mon-Fri 22:00-06:00");
    CHECK(nights.spans.front() == Span{22 * hour, 30 * hour, 0});
    CHECK(open_days(nights) == 5);
    const Calendar sunday = calendar("Sun 22:00-06:00");
    CHECK(sunday.spans == std::vector<Span>{{6 * day + 22 * hour, 7 * day + 6 * hour, 6}});
}

TEST_CASE("overlaps merge, also across midnight and across the week", "[calendar]") {
    CHECK(calendar("Mon 09:00-12:00 + 11:00-15:00").spans ==
          std::vector<Span>{{9 * hour, 15 * hour, 0}});
    CHECK(calendar("Mon 09:00-12:00 + 12:00-15:00").spans ==
          std::vector<Span>{{9 * hour, 15 * hour, 0}});
    CHECK(calendar("Mon 22:00-06:00, Tue 05:00-08:00").spans ==
          std::vector<Span>{{22 * hour, 30 * hour, 0}, {30 * hour, 32 * hour, 1}});
    const Calendar wrapped = calendar("Sun 22:00-06:00, Mon 04:00-08:00");
    CHECK(wrapped.spans ==
          std::vector<Span>{{6 * hour, 8 * hour, 0}, {6 * day + 22 * hour, 7 * day + 6 * hour, 6}});
    CHECK(calendar("Mon 09:00-17:00 + 10:00-11:00").spans ==
          std::vector<Span>{{9 * hour, 17 * hour, 0}});
}

} // namespace read_values_test

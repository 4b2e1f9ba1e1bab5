// Promises one by one (MODEL.md ruling 14a), against what formulas say of them.
#include "catch.hpp"
#include "model/read/read_operation.hpp"
#include "neutral.hpp"
#include "scenarios/findings/headline.hpp"
#include "scenarios/grid.hpp"
#include "scenarios/limits/promise_limits.hpp"
#include "scenarios/result/share_in_words.hpp"
#include "scenarios/study.hpp"

#include <algorithm>

namespace promise_limits_test {

using namespace plimsoll;

namespace {

Result sweep_of(const std::string& yaml, const SweepRange& range = {}) {
    const ReadResult read = read_operation({"case.yaml", neutral(yaml)});
    INFO(print(read.diagnostics));
    REQUIRE(read.operation);
    const std::atomic<bool> interrupted = false;
    return sweep_study(
        *read.operation, range, {}, [](const StudyProgress&) {}, interrupted);
}

const PromiseLimit& promise(const Result& result, const std::string& key) {
    const auto found = std::find_if(result.limits->promises.begin(), result.limits->promises.end(),
                                    [&](const PromiseLimit& one) { return one.key == key; });
    REQUIRE(found != result.limits->promises.end());
    return *found;
}

std::string text_of(const Result& result, const std::string& id) {
    for (const Finding& finding : result.findings) {
        if (finding.id == id) {
            return finding.text;
        }
    }
    return "";
}

/// M/M/1 at V / 730 under `always`: an hour a case, one case a client and month.
std::string one_worker(const std::string& clients, const std::string& workflow) {
    return "assumptions: neutral\ncalendar: always\nclients: {" + clients +
           "}\nteams: {worker: {people: 1}}\nworkflows:\n" + workflow;
}

} // namespace

TEST_CASE("shares that rise are pooled only where that may be luck", "[limits]") {
    const std::vector<double> weights(4, 1);
    const std::vector<double> values{.50, .90, .97, .95};
    // Intervals that do not overlap: a batch that fills slowly.
    CHECK(fitted_shares(values, std::vector<double>(4, .01), weights) == values);
    // All overlap: one level.
    const std::vector<double> pooled = fitted_shares(values, std::vector<double>(4, .5), weights);
    CHECK(pooled == std::vector<double>(4, pooled[0]));
    CHECK(pooled[0] == Approx(.83));
}

TEST_CASE("a share that falls only where work piles up is looked at just below", "[limits]") {
    // A clinic: 97% in time at any steady volume, 95% promised; all appointments taken at 1,466.
    Limits limits;
    limits.knee.why = "none";
    limits.stability.value = Estimate{1466, {}, {}};
    limits.promises.resize(1);
    limits.promises[0].promised = 0.95;
    limits.promises[0].limit.value = Estimate{1436, {}, {}};
    const auto looked_at = [&](std::int64_t share_before) {
        std::vector<Volume> volumes;
        for (const auto& [clients, met] :
             {std::pair<std::int64_t, std::int64_t>{200, 970}, {1407, share_before}, {1604, 850}}) {
            Volume volume;
            volume.clients = clients;
            volume.replications.resize(2);
            for (Replication& record : volume.replications) {
                record.promises.resize(1);
                record.promises[0].due = 1000;
                record.promises[0].met = static_cast<decltype(record.promises[0].met)>(met);
            }
            volumes.push_back(std::move(volume));
        }
        const std::vector<std::int64_t> more = refinements(limits, volumes);
        return std::count(more.begin(), more.end(), 1451);
    };
    CHECK(looked_at(970) == 1);
    CHECK(looked_at(955) == 0); // it falls already: what lies between says where
}

TEST_CASE("a promise is kept from where it rises to where it falls", "[limits]") {
    const std::vector<double> clients{10, 20, 40, 80};
    const KeptRange kept = where_kept(clients, std::vector<double>{.9, 1, 1, .9}, .95);
    REQUIRE(kept.from);
    REQUIRE(kept.up_to);
    // Odds of being late .9: .101 / .901, 1: .001 / 1.001, .95: .051 / .951; in logarithms.
    CHECK(*kept.from == Approx(10 * std::pow(2., 0.1563)).epsilon(1e-3));
    CHECK(*kept.up_to == Approx(40 * std::pow(2., 1 - 0.1563)).epsilon(1e-3));
    const KeptRange never = where_kept(clients, std::vector<double>{.9, .8, .7, .6}, .95);
    CHECK_FALSE(never.at_some_volume);
    const KeptRange always = where_kept(clients, std::vector<double>{1, 1, .99, .98}, .95);
    CHECK(always.at_some_volume);
    CHECK_FALSE(always.from);
    CHECK_FALSE(always.up_to);
}

TEST_CASE("a promise that the work alone breaks hides no other", "[limits][due]") {
    // Contracts take 3 h and are promised within 1 h. Questions: M/M/1 of 30 minutes at a desk,
    // P(flow > 10 h) = exp(-10 (2 - V / 365)) = 5% at load .8502, 620.6 clients of 730 at full.
    const Result result = sweep_of(R"(
assumptions: neutral
calendar: always
clients: {today: 20}
teams: {desk: {people: 1}, partner: {people: 20}}
workflows:
  question:
    demand: 2 per client per month
    due: 10h
    steps: {answer: {team: desk, effort: exponential(30min)}}
  contract:
    demand: 0.02 per client per month
    due: 1h
    steps: {draft: {team: partner, effort: exactly 3h}}
)");
    const PromiseLimit& contract = promise(result, "contract");
    CHECK(contract.state == PromiseState::late);
    CHECK_FALSE(contract.limit.value);
    CHECK(*contract.typical_alone == Approx(3).epsilon(.002));
    CHECK(*contract.promised_within == Approx(1));
    const PromiseLimit& question = promise(result, "question");
    CHECK(question.state == PromiseState::breaks);
    REQUIRE(question.limit.value);
    CHECK(question.limit.value->mean == Approx(620.6).epsilon(.02));
    CHECK(result.limits->sla_promise == "question");
    CHECK(text_of(result, "headline").find("keeps its other promises up to about") !=
          std::string::npos);
    CHECK(text_of(result, "late").find("late at any volume") != std::string::npos);
}

TEST_CASE("kinds that are promised different things are judged apart", "[limits][due]") {
    // P(flow > d) = exp(-d (1 - V / 730)): 5 h reach 5% at 292.6, 10 h at 511.3.
    const Result result = sweep_of(
        one_worker("today: 20, kinds: {gold: 50%, other: rest}",
                   "  work:\n    demand: 1 per client per month\n    due: {gold: 5h, other: 10h}\n"
                   "    steps: {task: {team: worker, effort: exponential(1h)}}\n"));
    REQUIRE(result.limits->promises.size() == 2);
    CHECK(promise(result, "work/gold").limit.value->mean == Approx(292.6).epsilon(.03));
    CHECK(promise(result, "work/other").limit.value->mean == Approx(511.3).epsilon(.03));
    CHECK(result.limits->sla_promise == "work/gold");
    CHECK(result.limits->sla.value->mean == promise(result, "work/gold").limit.value->mean);
}

TEST_CASE("a promise that slow batches break is kept from some volume on", "[limits][due]") {
    // A batch of ten is full after nine more of V / 730 an hour: soon enough only where many come.
    const Result result = sweep_of(
        one_worker("today: 20",
                   "  work:\n    demand: 1 per client per month\n    due: {in: 40h, for: 90%}\n"
                   "    steps: {post: {team: worker, effort: exactly 6min, batch: {size: 10}}}\n"));
    const PromiseLimit& work = promise(result, "work");
    CHECK(work.state == PromiseState::below);
    REQUIRE(work.kept_from);
    REQUIRE(work.kept_from->value);
    // The first waits for nine more: Erlang(9, rate) beyond 40 h less than its share; between the
    // volumes at which all of a batch and the slowest tenth of its cases are in time.
    CHECK(work.kept_from->value->mean > 100);
    CHECK(work.kept_from->value->mean < 260);
}

TEST_CASE("among few clients the next one may be another step of the line", "[limits]") {
    // Every third client is Bob's, who takes twice as long: he has four up to 12 clients, and is
    // full with five, from 13 on.
    const Result result = sweep_of(R"(
assumptions: neutral
calendar: always
clients: {today: 6}
teams: {advisers: {people: {ana: {}, bob: {speed: 50%}, cy: {}}}}
workflows:
  call:
    demand: 0.1 per client per hour
    due: 1d
    steps: {talk: {team: advisers, effort: exponential(1h), person: of the client}}
)",
                                   {.low = 6, .high = 17, .volumes = {}, .points = 4});
    CHECK(text_of(result, "headline").find("about 12 clients") != std::string::npos);
    CHECK(result.limits->stability.value->mean == 13);
}

TEST_CASE("what is broken today is followed below today", "[limits][due]") {
    // 600 clients of 730: P(flow > 10 h) = exp(-10 x .178) = 17%; it was 5% at 511.3.
    const Result result = sweep_of(
        one_worker("today: 600", "  work:\n    demand: 1 per client per month\n    due: 10h\n"
                                 "    steps: {task: {team: worker, effort: exponential(1h)}}\n"));
    REQUIRE(result.limits->sla.value);
    CHECK(result.limits->sla.value->mean == Approx(511.3).epsilon(.02));
    CHECK(text_of(result, "headline").find("does not keep its promises at today's 600 clients") !=
          std::string::npos);
    CHECK(text_of(result, "broken_today").find("already today: 8") != std::string::npos);
    REQUIRE(result.limits->knee.value);
    CHECK(result.limits->knee.value->mean == Approx(365).epsilon(.06));
}

TEST_CASE("a promise so loose that a run does not break it ends where work piles up", "[limits]") {
    // At 5% too much a wait of 2,000 h takes 40,000 h to come about.
    const Result loose = sweep_of(
        one_worker("today: 300", "  work: {demand: 1 per client per month, due: 2000h, "
                                 "steps: {do: {team: worker, effort: exponential(1h)}}}\n"));
    REQUIRE(loose.limits->stability.value);
    CHECK(loose.limits->stability.value->mean == Approx(730));
    REQUIRE(loose.limits->sla.value);
    CHECK(loose.limits->sla.value->mean == Approx(730));
    CHECK(promise(loose, "work").state == PromiseState::breaks);
    CHECK(text_of(loose, "headline") ==
          "Operation can do the work of about 729 clients, and keeps its promises up to there.");
    CHECK(text_of(loose, "chain").find("slip") == std::string::npos);
}

TEST_CASE("a promise much longer than the work is looked at just below where work piles up",
          "[limits]") {
    // M/M/2: 3 minutes each, 9.6 a month of a client. 90% within five hours: 92.5% at 658 clients,
    // 89.9% at 659; work piles up at 666.67.
    const Result result = sweep_of(R"(
clients: {today: 500}
teams: {desk: {people: 2}}
workflows:
  call:
    demand: 9.6 per client per month
    due: {in: 5h, for: 90%}
    steps: {answer: {team: desk, effort: exponential(3min)}}
)",
                                   {.low = 500, .high = 800, .volumes = {}, .points = 3});
    REQUIRE(result.limits->sla.value);
    CHECK(result.limits->sla.value->mean == Approx(658.9).margin(4));
    CHECK(result.limits->stability.value->mean == Approx(666.67).margin(0.01));
}

TEST_CASE("queues that are not yet as long as they will be have no interval", "[limits][drift]") {
    // M/M/4 at 99.5%: 26.9 h in the long run, and some 13,000 h until it is so.
    const ReadResult read = read_operation({"case.yaml", R"(
assumptions: neutral
clients: {today: 300}
teams: {clerks: {people: 4}}
workflows:
  permit:
    demand: 2 per client per month
    due: 5d
    steps: {review: {team: clerks, effort: exponential(30min)}}
)"});
    REQUIRE(read.operation);
    const Result result = run_study(
        *read.operation, 637, {}, [](const StudyProgress&) {}, std::atomic<bool>{false});
    const VolumeFigures& volume = result.volumes.front();
    CHECK(volume.stable == Stable::yes); // which is known
    CHECK_FALSE(volume.settled);
    CHECK_FALSE(volume.flow_time.mean.value->low);
    CHECK_FALSE(volume.attainment.value->low);
}

TEST_CASE("a promise ends where all appointments are taken", "[limits][slot]") {
    // 32 a day, one in ten comes for nothing and is booked again: 28.8 seen, 0.65 asked a client.
    const Result result = sweep_of(R"(
assumptions: neutral
calendar: Mon-Fri 09:00-17:00
clients: {today: 20}
teams: {clinic: {people: 1}}
workflows:
  referral:
    demand: 0.65 per client per day
    due: 100d
    steps:
      see: {team: clinic, effort: exactly 10min, slot: {every: 15min, lead: exactly 1d, no_show: 10%}}
)",
                                   {.low = 20, .high = 80, .volumes = {}, .points = 6});
    REQUIRE(result.limits->sla.value);
    CHECK(result.limits->sla.value->mean == Approx(28.8 / 0.65).epsilon(0.03));
    CHECK(result.limits->sla.value->mean == result.limits->stability.value->mean);
}

TEST_CASE("a promise of which few cases come to what piles up goes on", "[limits]") {
    // Two in ten come to the worker, who is full at 730 clients; all the others are at once
    // done by a machine.
    const auto with = [](const std::string& due) {
        return sweep_of("assumptions: neutral\ncalendar: always\nclients: {today: 300}\n"
                        "teams: {worker: {people: 1}, machine: {people: unlimited}}\n"
                        "workflows:\n  work:\n    demand: 5 per client per month\n    due: " +
                        due +
                        "\n    steps:\n"
                        "      ask: {team: machine, effort: 1min, exits: {hard: 20%, easy: rest}}\n"
                        "      do: {team: worker, effort: exponential(1h), after: ask.hard}\n");
    };
    const Result usual = with("{in: 100h, for: 70%}");
    REQUIRE(usual.limits->stability.value);
    CHECK(usual.limits->stability.value->mean == Approx(730));
    CHECK(promise(usual, "work").state == PromiseState::kept);
    const Result strict = with("{in: 2000h, for: 90%}");
    REQUIRE(promise(strict, "work").limit.value);
    CHECK(promise(strict, "work").limit.value->mean == Approx(730));
}

TEST_CASE("a promise ends where a second team is full beyond the first", "[limits]") {
    // The partner is full at 178 clients, the desk at 396; what waits for the desk is late a little
    // before: M/M/2 with a deadline of two days keeps 95% up to 380 to 395.
    const Result result = sweep_of(R"(
clients: {today: 20}
teams: {desk: {people: 2}, partner: {people: 1}}
workflows:
  question:
    demand: 9.7 per client per month
    due: 2d
    steps: {answer: {team: desk, effort: 5min}}
  contract:
    demand: 0.3 per client per month
    due: 1h
    steps: {sign: {team: partner, effort: exactly 3h}}
)",
                                   {.low = 300, .high = 480, .volumes = {}, .points = 4});
    CHECK(promise(result, "contract").state == PromiseState::late);
    REQUIRE(promise(result, "question").limit.value);
    CHECK(promise(result, "question").limit.value->mean > 380);
    CHECK(promise(result, "question").limit.value->mean < 396);
}

TEST_CASE("behind a full team the next is full by what it lets pass", "[limits]") {
    // Up is full at 56 clients and passes 56 cases a week on, 45 min each: beside them the 2 h of
    // N cases fill Down where 56 x 0.75 + 2 N = 168, at 63. (By what is asked alone: 61.1.)
    const Result result = sweep_of(R"(
assumptions: neutral
calendar: always
clients: {today: 20}
teams: {up: {people: 1}, down: {people: 1}}
workflows:
  a:
    demand: 1 per client per week
    due: 200h
    steps:
      first: {team: up, effort: exponential(3h)}
      second: {team: down, effort: exponential(45min), after: first}
  b:
    demand: 1 per client per week
    due: {in: 400h, for: 80%}
    steps: {only: {team: down, effort: exponential(2h)}}
)");
    REQUIRE(result.limits->stability.value);
    CHECK(result.limits->stability.value->mean == Approx(56));
    REQUIRE(promise(result, "b").limit.value);
    CHECK(promise(result, "b").limit.value->mean > 61);
    CHECK(promise(result, "b").limit.value->mean < 63.9);
}

TEST_CASE("a promise to work that goes before other work goes on where that piles up", "[limits]") {
    // Each takes half of the worker: together full at 730 clients, the urgent alone at 1,460.
    const Result result =
        sweep_of("assumptions: neutral\ncalendar: always\nclients: {today: 300}\n"
                 "teams: {worker: {people: 1, order: priority}}\nworkflows:\n"
                 "  urgent: {priority: 1, demand: 0.5 per client per month, due: 20h, "
                 "steps: {do: {team: worker, effort: exponential(1h)}}}\n"
                 "  other: {priority: 9, demand: 0.5 per client per month, due: 2000h, "
                 "steps: {do: {team: worker, effort: exponential(1h)}}}\n");
    REQUIRE(result.limits->stability.value);
    CHECK(result.limits->stability.value->mean == Approx(730));
    REQUIRE(promise(result, "urgent").limit.value);
    CHECK(promise(result, "urgent").limit.value->mean > 1000);
}

TEST_CASE("Between two volumes the odds of being late grow by factors", "[limits][promises]") {
    // M/D/1 at 457 and 477 of 480 clients, within an hour: 99.7% and 44%; 95% at 467 by its tail.
    const std::vector<double> clients{457, 477};
    const std::vector<double> shares{0.997, 0.44};
    const KeptRange kept = where_kept(clients, shares, 0.95);
    REQUIRE(kept.up_to);
    CHECK(*kept.up_to == Approx(467).margin(1.5));
}

TEST_CASE("nothing is said of promises between what was simulated and where work piles up",
          "[limits][findings]") {
    // M/M/1, 60 clients full; P(more than 1 h) = exp(-(6 - V / 10)) = 5% at 30.
    const std::string desk = "assumptions: neutral\ncalendar: always\nclients: {today: 10}\n"
                             "teams: {a: {people: 1}}\nworkflows:\n"
                             "  w: {demand: 0.1 per client per hour, due: 1h, "
                             "steps: {s: {team: a, effort: exponential(10min)}}}\n";
    const Result few =
        sweep_of(desk, {.low = {}, .high = {}, .volumes = {10, 15, 20}, .points = {}});
    CHECK_FALSE(few.limits->sla.value);
    CHECK(text_of(few, "headline") == "Operation can do the work of about 59 clients. Its promises "
                                      "were looked at up to 20 clients only.");
    const Result more = sweep_of(
        desk, {.low = {}, .high = {}, .volumes = {10, 20, 28, 30, 31, 33, 40}, .points = {}});
    CHECK(more.limits->sla.value->mean == Approx(30).epsilon(0.03));
}

TEST_CASE("a promise that is late where few come is not said to be kept there",
          "[limits][findings]") {
    const Result result =
        sweep_of(R"(
name: Batch
assumptions: neutral
calendar: always
clients: {today: 10, target: 100}
teams: {oven: {units: 1}}
workflows:
  loaf:
    demand: 0.1 per client per hour
    due: 4h
    steps: {bake: {team: oven, batch: {size: 12, effort: exactly 45min}}}
)",
                 {.low = {}, .high = {}, .volumes = {10, 40, 50, 150, 160}, .points = {}});
    // Twelve have come after 11 of 10 / V hours on average: too late below some 45 clients.
    const std::string headline = text_of(result, "headline");
    INFO(headline);
    CHECK(headline.starts_with("Batch keeps its promises from about 4"));
    CHECK(headline.find(" clients on, up to about 15") != std::string::npos);
    CHECK(text_of(result, "late_below").find("and kept from there up to about 15") !=
          std::string::npos);
}

TEST_CASE("what is late at any volume is said by its share where half of it is in time",
          "[limits][findings]") {
    const Result result = sweep_of(
        "clients: {today: 10}\nteams: {free: {people: 5}}\nworkflows:\n"
        "  job: {demand: 1 per client per month, due: 16h, steps: {do: {team: free, effort: 3h, "
        "delay: 1d, rework: {to: do, chance: 20%}}}}\n",
        {.low = {}, .high = {}, .volumes = {10, 20, 40}, .points = {}});
    CHECK(text_of(result, "late") ==
          "Job: where nobody has to wait, 76% in time, 95% promised: late at any volume.");
}

TEST_CASE("what people who are there for part of a day break they break at any volume",
          "[limits][due]") {
    // The boss signs in the first 96 minutes of a day of eight hours. Of what comes evenly over the
    // day a fifth comes then, and the half of the last four hours is done within them: seven in
    // ten.
    const Result result = sweep_of(R"(
assumptions: neutral
calendar: Mon-Fri 09:00-17:00
clients: {today: 10}
teams: {boss: {people: 1, available: 8h per week}, desk: {people: 3}}
workflows:
  approval:
    demand: 0.01 per client per month
    due: 4h
    steps: {sign: {team: boss, effort: exactly 1min}}
  ticket:
    demand: 1 per client per month
    due: 2d
    steps: {do: {team: desk, effort: exactly 1h}}
)",
                                   {.low = {}, .high = {}, .volumes = {10, 20}, .points = {}});
    CHECK(promise(result, "approval").state == PromiseState::late);
    CHECK(promise(result, "approval").share_alone.value() == Approx(0.7).margin(0.03));
    CHECK(promise(result, "ticket").state == PromiseState::kept);
}

TEST_CASE("rooms that are kept all the time are full", "[limits][piles]") {
    // Each is held 10 + 30 + 2 minutes: four serve 5.71 an hour, at 28.6 clients.
    const ReadResult read = read_operation({"case.yaml", R"(
assumptions: neutral
calendar: always
clients: {today: 10}
teams: {rooms: {units: 4}, docs: {people: 10}, porters: {people: 1}}
workflows:
  visit:
    demand: 0.2 per client per hour
    steps:
      exam: {team: docs, with: rooms, keep: rooms until leave, effort: 10min}
      rest: {delay: exactly 30min, after: exam}
      leave: {team: porters, effort: exactly 2min, after: rest}
)"});
    REQUIRE(read.operation);
    StudySettings settings;
    settings.replications = 4;
    const std::atomic<bool> interrupted = false;
    const Result result = run_study(
        *read.operation, 30, settings, [](const StudyProgress&) {}, interrupted);
    CHECK(result.volumes.front().stable == Stable::no);
    const std::string headline = text_of(result, "headline");
    INFO(headline);
    CHECK(headline.find("Rooms") != std::string::npos);
}

TEST_CASE("a share that rounds to all of them is not near to what is promised", "[findings]") {
    CHECK(share_in_words(0.99997, 0.95) == "over 99.99%");
    CHECK(share_in_words(1, 0.95) == "100%");
    CHECK(share_in_words(0.94999, 0.95) == "just below 95%");
}

} // namespace promise_limits_test

// What must hold of every operation, whatever words it uses: every case that came left by exactly
// one outcome or is still open, every microsecond stands in one line of a ledger, nobody works more
// than they are there, nothing stalls, and the same model gives the same record.
#include "operations/random_operation.hpp"
#include "sim/plan/features.hpp"
#include "sim/scene.hpp"

#include <map>
#include <stdexcept>

namespace conservation_test {

using namespace plimsoll;

namespace {

/// A property that an operation does not have.
struct Broken : std::runtime_error {
    using std::runtime_error::runtime_error;
};

void expect(bool holds, const std::string& what) {
    if (!holds) {
        throw Broken(what);
    }
}

int128 total(const std::array<int128, elapsed_categories>& ledger) {
    int128 sum = 0;
    for (const int128 part : ledger) {
        sum += part;
    }
    return sum;
}

/// Whether the log may show work as one stretch although its people did other things in the
/// meantime.
bool works_in_pieces(const Operation& operation) {
    for (const Workflow& workflow : operation.workflows) {
        for (const Step& step : workflow.steps) {
            const bool some_leave_early =
                std::any_of(step.needs.begin(), step.needs.end(),
                            [](const Need& need) { return need.share < 1; });
            if (step.interrupts || step.pace || some_leave_early) {
                return true;
            }
        }
    }
    return false;
}

void check_cases(const Scene& scene) {
    std::int64_t open = 0;
    int128 stays = 0;
    for (std::size_t w = 0; w < scene.plan.workflows.size(); ++w) {
        const WorkflowSums& sums = scene.record.workflows[w];
        std::int64_t left = 0;
        for (const std::int64_t outcome : sums.outcomes) {
            left += outcome;
        }
        expect(sums.arrived >= left, "more cases left than came");
        open += sums.arrived - left;
        expect(total(sums.elapsed) == sums.flow_time,
               fmt::format("the elapsed ledger of w{} does not close", w));
        expect(sums.met <= sums.due, "more promises kept than made");
        stays += sums.in_progress;
    }
    expect(open == scene.record.open_cases, "cases are lost");
    int128 in_progress = 0;
    for (std::size_t n = 0; n < scene.record.in_progress_for.size(); ++n) {
        in_progress += int128{scene.record.in_progress_for[n]} * static_cast<std::int64_t>(n);
    }
    if (scene.record.in_progress_for.back() == 0) {
        expect(in_progress == stays, "stays do not add up to the cases in progress");
    }
}

void check_people(const Scene& scene) {
    std::map<int, std::vector<const LogRow*>> of_person;
    for (const LogRow& row : scene.record.log) {
        expect(row.ready <= row.start && row.start <= row.end, "a visit ends before it begins");
        for (const int person : row.people) {
            of_person[person].push_back(&row);
        }
    }
    for (std::size_t person = 0; person < scene.plan.people.size(); ++person) {
        Microseconds worked = 0;
        for (const Microseconds part : scene.record.people_worked[person]) {
            expect(part >= 0, "hours below nought");
        }
        worked = time_worked<Microseconds>(scene.record.people_worked[person]); // not away
        expect(worked <= scene.record.people_available[person],
               fmt::format("person {} works more than there are hours", person));
    }
    if (works_in_pieces(scene.operation)) {
        return;
    }
    const auto number_of = [&scene](const LogRow& row) { return scene.plan.step(row.step).number; };
    for (auto& [person, rows] : of_person) {
        std::sort(rows.begin(), rows.end(), [](const LogRow* a, const LogRow* b) {
            return std::tie(a->start, a->end) < std::tie(b->start, b->end);
        });
        for (std::size_t i = 1; i < rows.size(); ++i) {
            const bool one_batch = number_of(*rows[i - 1]) == number_of(*rows[i]) &&
                                   rows[i - 1]->start == rows[i]->start &&
                                   rows[i - 1]->end == rows[i]->end;
            expect(
                one_batch || rows[i - 1]->end <= rows[i]->start,
                fmt::format("person {} is at two places on {}", person, time_text(rows[i]->start)));
        }
    }
}

/// Whether all that waits for the team is in the log, and waits there only: nothing is taken back,
/// gathered, stopped, kept outside or looked at by others.
bool waits_plainly(const Scene& scene, int team) {
    if (scene.plan.stops_work || !scene.plan.limits.empty() || scene.plan.keeps) {
        return false;
    }
    for (std::size_t w = 0; w < scene.plan.workflows.size(); ++w) {
        const PlanWorkflow& workflow = scene.plan.workflows[w];
        const bool takes_back = workflow.rework_count > 0 || workflow.outcomes > 1;
        const auto first = static_cast<std::size_t>(workflow.first_step);
        const std::size_t variants = workflow.due.size();
        for (std::size_t s = first; s < first + variants * static_cast<std::size_t>(workflow.steps);
             ++s) {
            const PlanStep& step = scene.plan.steps[s];
            if (step.need < 0) {
                continue;
            }
            const PlanQueue& need = scene.plan.queue(step.need);
            const bool asks = std::any_of(need.teams.begin(), need.teams.end(),
                                          [team](const Need& part) { return part.team == team; });
            if (asks && (takes_back || step.has_patience || step.batch >= 0 || step.has_times ||
                         step.appointment >= 0 || step.calls >= 0 || step.person_rule >= 0 ||
                         !need.alternatives.empty())) {
                return false;
            }
        }
    }
    return true;
}

/// Little's law, exactly: what a team's queue holds over time is what those in it waited.
std::size_t check_queues(const Scene& scene) {
    std::vector<int128> waited(scene.plan.teams.size(), 0);
    for (const LogRow& row : scene.record.log) {
        // Where it waited: a helper may have done it.
        const int need = scene.plan.step(row.step).need;
        if (need >= 0) {
            for (const Need& part : scene.plan.queue(need).teams) {
                waited[static_cast<std::size_t>(part.team)] += row.queue + row.off_duty;
            }
        }
    }
    std::size_t checked = 0;
    for (std::size_t team = 0; team < scene.plan.teams.size(); ++team) {
        if (waits_plainly(scene, static_cast<int>(team))) {
            ++checked;
            expect(waited[team] == scene.record.teams[team].queue_length,
                   fmt::format("the waits for team {} are not what its queue held", team));
        }
    }
    return checked;
}

Replication without_log(Replication record) {
    record.log.clear();
    record.left.clear();
    return record;
}

/// One operation through the mill; false where its words are refused together.
bool check_operation(const std::string& text, std::uint64_t seed, std::size_t& queues_checked,
                     std::map<Work, std::size_t>& asked) {
    const ReadResult read = read_operation({"model.yaml", text});
    if (!read.operation) {
        return false;
    }
    WorkUnit window;
    window.clients = 5;
    window.seed = seed;
    window.warm_up = static_cast<Microseconds>(seed % 2) * 40 * hour;
    window.length = 160 * hour;
    window.keep_log = true;
    const Scene scene = run(*read.operation, window);
    if (scene.record.overflowed) {
        // Only where cases that take no time bring about new ones, so that the model has no end.
        WorkUnit counted = window;
        counted.warm_up = 0;
        std::int64_t arrived = 0;
        for (const WorkflowSums& sums : run(*read.operation, counted).record.workflows) {
            arrived += sums.arrived;
        }
        expect(arrived > 50'000, "an instant does not end");
        return false;
    }
    check_people(scene);
    if (window.warm_up == 0) {
        check_cases(scene);
    }
    const Scene again = run(*read.operation, window);
    expect(again.record == scene.record, "the same run gives another record");
    ++asked[work_asked_for(scene.plan)];
    window.keep_log = false;
    expect(run(*read.operation, window).record == without_log(scene.record),
           "without a log another engine runs, and gives another record");

    WorkUnit some;
    some.clients = 5;
    some.seed = seed;
    some.cases = 25;
    some.keep_log = true;
    const Scene to_the_end = run(*read.operation, some);
    expect(to_the_end.record.open_cases == 0, "cases stall");
    check_cases(to_the_end);
    // Questions and the like wait in queues, and are in no log.
    queues_checked += scene.plan.has_mechanisms() ? 0 : check_queues(to_the_end);
    return true;
}

/// Errors, programs, tools, looks and absence, more of them than is typical.
std::string more_mechanisms(std::uint64_t seed) {
    const std::array<const char*, 3> manual{"100%", "60%", "0%"};
    std::string text = fmt::format(
        "manual: {}\nautomated: {}\nautomation: {{fails: {}%, cannot: 10%, retries: 2, "
        "found_after: 8h, episodes: 50 per year}}\ncrashes: {} per year\n"
        "errors: {}%\ndetects: {}%\nworkaround: 20%\n"
        "status: {{every: 3h, takes: 5min, style: {}}}\nreview: {{share: 50%, takes: 5min}}\n"
        "away: {{sick: {} days per year}}\n",
        manual[seed % 3], seed % 2 == 0 ? "5min" : "exactly 90min", seed / 3 % 3 * 30,
        seed / 2 % 3 * 300, seed / 4 % 4 * 15, seed / 3 % 2 * 50,
        seed % 2 == 0 ? "background" : "chasing", seed / 2 % 2 * 50);
    if (seed % 2 == 0) {
        text += "tools: {tool0: {fails: {every: 6h, for: 30min}}, tool1: {}, tool2: {}}\n"
                "integrations: [tool0 -> tool1]\nreconcile: 20min per month\n";
    }
    return text;
}

/// The same operation where mechanisms act, more of them than is typical.
std::string with_mechanisms(std::uint64_t seed) {
    std::string text = random_operation_text(seed);
    const std::string neutral = "assumptions: neutral\n";
    const std::array<const char*, 4> waits{"20min", "exactly 90min", "0s", "5min..4h"};
    const std::array<const char*, 3> switches{"2min", "uniform(1min 20min)", "0s"};
    const std::array<const char*, 3> meetings{"15min", "3h", "0min"};
    text.replace(text.find(neutral), neutral.size(),
                 fmt::format("assumptions: typical\n"
                             "handoff: {{wait: {}, unclear: {}%, question: 10min, "
                             "misrouted: {}%}}\n"
                             "switching: {}\nmeetings: {} per week per colleague\n",
                             waits[seed % 4], seed % 3 * 50, seed / 3 % 3 * 40,
                             switches[seed / 2 % 3], meetings[seed / 5 % 3]) +
                     more_mechanisms(seed));
    // Steps in turn are worked on in three tools, two of which are joined.
    std::size_t step = 0;
    for (std::size_t at = text.find("      s"); at != std::string::npos;
         at = text.find("\n      s", at + 1)) {
        const std::size_t brace = text.find('{', at);
        if (seed % 2 == 0 && brace != std::string::npos) {
            text.insert(brace + 1, fmt::format("tool: tool{}, ", step++ % 3));
        }
    }
    return text;
}

/// How many of the valid ones ask for what: each has an engine of its own.
std::map<Work, std::size_t> check_operations(std::string (*text_of)(std::uint64_t),
                                             std::uint64_t from, std::uint64_t to,
                                             bool has_queues = true) {
    std::uint64_t valid = 0;
    std::size_t queues_checked = 0;
    std::map<Work, std::size_t> asked;
    std::string broken;
    for (std::uint64_t seed = from; seed < to; ++seed) {
        CAPTURE(seed);
        try {
            valid += check_operation(text_of(seed), seed, queues_checked, asked) ? 1 : 0;
        } catch (const Broken& fault) {
            broken += fmt::format("operation {}: {}\n", seed, fault.what());
        }
    }
    CHECK(broken == "");
    // Most combinations of words are allowed.
    CHECK(valid > (to - from) * 6 / 10);
    CHECK((!has_queues || queues_checked > (to - from) / 10));
    return asked;
}

} // namespace

TEST_CASE("Cases, hours and time are conserved whatever words are used", "[operations]") {
    check_operations(random_operation_text, 0, 120);
    CHECK(check_operations(random_usual_operation_text, 300, 380)[Work::usual] > 60);
    CHECK(check_operations(random_joint_operation_text, 400, 480)[Work::joint] > 20);
}

TEST_CASE("Cases, hours and time are conserved where mechanisms act", "[operations]") {
    CHECK(check_operations(with_mechanisms, 10'300, 10'420, false)[Work::any] > 80);
}

TEST_CASE("Ten thousand operations in which mechanisms act conserve them", "[operations][.slow]") {
    check_operations(with_mechanisms, 20'000, 30'000, false);
}

TEST_CASE("Ten thousand operations conserve cases, hours and time", "[operations][.slow]") {
    check_operations(random_operation_text, 0, 8'300);
    CHECK(check_operations(random_usual_operation_text, 8'300, 10'300)[Work::usual] > 1'500);
}

TEST_CASE("A thousand operations of joint work conserve them, too", "[operations][.slow]") {
    CHECK(check_operations(random_joint_operation_text, 9'300, 10'300)[Work::joint] > 250);
}

} // namespace conservation_test

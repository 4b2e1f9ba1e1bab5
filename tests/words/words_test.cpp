// Every two words together on one step, and many threes: either the model is refused with a
// sentence, or it runs, and then
//
//     flow      visits are those of the flow alone, where nothing is lost, to the visit
//     log       nobody is at two places, nobody begins off shift, no limit is exceeded, and nothing
//               of its queue goes before what the team's order puts first
//     the end   every case ends, or is said to have stalled
//     hours     what is worked is what the cases ask for
//     idle      a word that should change nothing changes nothing, to the microsecond
#include "oracle/philox_luck.hpp"
#include "sim/calendar/week_clock.hpp"
#include "sim/plan/features.hpp"
#include "sim/scene.hpp"
#include "words/words.hpp"

#include <map>
#include <set>
#include <stdexcept>

namespace words_test {

using namespace plimsoll;

namespace {

constexpr std::int64_t cases_run = 60;

/// A property that a model does not have.
struct Broken : std::runtime_error {
    using std::runtime_error::runtime_error;
};

void expect(bool holds, const std::string& what) {
    if (!holds) {
        throw Broken(what);
    }
}

std::optional<Operation> read(const std::string& text) {
    const ReadResult result = read_operation({"model.yaml", text});
    if (!result.operation) {
        expect(!print(result.diagnostics).empty(), "refused without a word");
    }
    return result.operation;
}

Scene to_the_end(const Operation& operation, std::uint64_t seed, bool log = true) {
    WorkUnit unit;
    unit.clients = 5;
    unit.seed = seed;
    unit.cases = cases_run;
    unit.keep_log = log;
    return run(operation, unit);
}

// Flow.

/// How often one case of `w` comes to each of its steps when nothing but the flow has a say: the
/// steps follow each other in file order.
std::vector<std::int64_t> visits_by_flow(const Scene& scene, const LeftRow& row,
                                         std::uint64_t seed) {
    const Workflow& workflow = scene.operation.workflows[0];
    const PlanWorkflow& plan = scene.plan.workflows[0];
    const CaseLuck luck = philox_luck(workflow, {seed, 0, row.client, row.number, 0});
    std::vector<std::int64_t> visits(workflow.steps.size(), 0);
    std::vector<int> next_visit(workflow.steps.size(), 0);
    std::vector<std::int64_t> fired(workflow.steps.size(), 0);
    bool sent_back = false;
    constexpr std::size_t way = 3; // what comes after it is only for lost patience
    for (std::size_t i = 0; i < way;) {
        const Step& step = workflow.steps[i];
        const auto number = static_cast<int>(i);
        const int visit = next_visit[i]++;
        std::int64_t times = 1;
        bool skipped = !sent_back && luck.chance_uniform(number, visit) >= step.chance;
        sent_back = false;
        if (!skipped && step.times) {
            const RandomWords words = philox(
                counter_of(row.client, row.number, static_cast<std::uint32_t>(number),
                           static_cast<std::uint32_t>(visit), DrawKind::step_service, times_draw),
                replication_key(seed, 0));
            times = scene.plan.steps[static_cast<std::size_t>(plan.first_step) + i].times.draw(
                uniform(words[0], words[1]));
            skipped = times == 0;
            next_visit[i] += static_cast<int>(std::max<std::int64_t>(0, times - 1));
        }
        int exit = -1;
        if (!skipped) {
            visits[i] += times;
            if (!step.rework.empty()) {
                const Rework& rework = step.rework.front();
                if (luck.rework_uniform(number, visit) < rework.chance &&
                    (rework.at_most < 0 || fired[i] < rework.at_most)) {
                    ++fired[i];
                    i = static_cast<std::size_t>(rework.to);
                    sent_back = true;
                    continue;
                }
            }
            double sum = 0;
            for (std::size_t e = 0; e < step.exits.size() && exit < 0; ++e) {
                sum += step.exits[e].share;
                exit = luck.exit_uniform(number, visit) < sum || e + 1 == step.exits.size()
                           ? static_cast<int>(e)
                           : -1;
            }
        }
        // A skipped step leaves by the exit that something follows: `good`, the first.
        if (exit > 0) {
            break;
        }
        ++i;
    }
    return visits;
}

void check_flow(const Scene& scene, std::uint64_t seed) {
    std::vector<std::int64_t> expected(scene.operation.workflows[0].steps.size(), 0);
    for (const LeftRow& row : scene.record.left) {
        if (row.workflow == 0) {
            const std::vector<std::int64_t> visits = visits_by_flow(scene, row, seed);
            for (std::size_t i = 0; i < visits.size(); ++i) {
                expected[i] += visits[i];
            }
        }
    }
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const std::string& name = scene.operation.workflows[0].steps[i].name;
        std::int64_t visits = 0;
        for (std::size_t cell = 0; cell < scene.plan.counters.size(); ++cell) {
            visits += scene.plan.counters[cell].step == static_cast<int>(i)
                          ? scene.record.counters[cell].visits
                          : 0;
        }
        expect(visits == expected[i],
               fmt::format("{} visits at {}, and {} by the flow alone", visits, name, expected[i]));
    }
}

// The log.

/// Work of one piece on its people's clock from start to end.
bool is_whole(const Scene& scene, const LogRow& row) {
    const Workflow& workflow = scene.operation.workflows[static_cast<std::size_t>(row.workflow)];
    const auto place = static_cast<std::size_t>(row.step) -
                       static_cast<std::size_t>(scene.plan.workflow(row.workflow).first_step);
    const Step& step = workflow.steps[place % workflow.steps.size()];
    return !step.pace && std::none_of(step.needs.begin(), step.needs.end(),
                                      [](const Need& need) { return need.share < 1; });
}

void check_people(const Scene& scene) {
    std::map<int, std::vector<const LogRow*>> of_body;
    for (const LogRow& row : scene.record.log) {
        expect(row.ready <= row.start && row.start <= row.end, "a visit ends before it begins");
        for (const int person : row.people) {
            const PlanPerson& who = scene.plan.person(person);
            of_body[who.body].push_back(&row);
            const WeekClock& own =
                scene.plan.one_clock ? scene.plan.wall : scene.plan.clock(who.clock);
            expect(row.start == row.end || own.is_open(row.start),
                   fmt::format("person {} begins off shift on {}", person, time_text(row.start)));
        }
    }
    for (std::size_t person = 0; person < scene.plan.people.size(); ++person) {
        Microseconds worked = 0;
        for (const Microseconds part : scene.record.people_worked[person]) {
            worked += part;
        }
        expect(worked <= scene.record.people_available[person],
               fmt::format("person {} works more than there are hours", person));
    }
    if (scene.plan.stops_work) {
        return; // people do other work in between
    }
    for (auto& [body, rows] : of_body) {
        std::sort(rows.begin(), rows.end(), [](const LogRow* a, const LogRow* b) {
            return std::tie(a->start, a->end) < std::tie(b->start, b->end);
        });
        for (std::size_t i = 1; i < rows.size(); ++i) {
            const LogRow& before = *rows[i - 1];
            const LogRow& row = *rows[i];
            const auto number = [&scene](const LogRow& of) {
                return scene.plan.step(of.step).number;
            };
            const bool one_batch =
                number(before) == number(row) && before.start == row.start && before.end == row.end;
            expect(one_batch || before.end <= row.start || !is_whole(scene, before) ||
                       !is_whole(scene, row),
                   fmt::format("person {} is at two places on {}", body, time_text(row.start)));
        }
    }
}

/// The most that are there at once, of stays [from, to).
std::int64_t most_at_once(const std::vector<std::pair<Microseconds, Microseconds>>& stays) {
    std::vector<std::pair<Microseconds, int>> changes;
    for (const auto& [from, to] : stays) {
        if (from < to) {
            changes.emplace_back(from, 1);
            changes.emplace_back(to, -1);
        }
    }
    std::sort(changes.begin(), changes.end()); // who goes makes room for who comes
    std::int64_t now = 0;
    std::int64_t most = 0;
    for (const auto& [time, change] : changes) {
        now += change;
        most = std::max(most, now);
    }
    return most;
}

void check_limits(const Scene& scene) {
    for (std::size_t team = 0; team < scene.plan.teams.size(); ++team) {
        const int limit = scene.plan.teams[team].limit;
        // Work that it helps with is the other team's.
        if (limit >= 0 && scene.operation.teams[team].helps.empty()) {
            // Averaged over the operation's hours: no more than may be there at any time.
            const TeamSums& sums = scene.record.teams[team];
            expect(sums.queue_length + sums.in_service <=
                       int128{scene.plan.limit(limit).most} * scene.record.open_time,
                   fmt::format("more at {} than its wip", scene.operation.teams[team].name));
        }
    }
    const PlanWorkflow& plan = scene.plan.workflows[0];
    for (int i = 0; i < plan.steps; ++i) {
        const int limit = scene.plan.step(plan.first_step + i).limit;
        if (limit < 0) {
            continue;
        }
        std::vector<std::pair<Microseconds, Microseconds>> stays;
        for (const LogRow& row : scene.record.log) {
            if (row.workflow == 0 && (row.step - plan.first_step) % plan.steps == i) {
                stays.emplace_back(row.ready, row.end);
            }
        }
        expect(most_at_once(stays) <= scene.plan.limit(limit).most, "more at a step than its wip");
    }
    if (plan.limit >= 0) {
        using Name = std::pair<std::uint32_t, std::uint32_t>;
        std::map<Name, Microseconds> begins;
        for (const LogRow& row : scene.record.log) {
            if (row.workflow == 0) {
                const Name name{row.client, row.number};
                const auto known = begins.emplace(name, row.ready).first;
                known->second = std::min(known->second, row.ready);
            }
        }
        std::vector<std::pair<Microseconds, Microseconds>> stays;
        for (const LeftRow& row : scene.record.left) {
            const auto begun = begins.find({row.client, row.number});
            if (row.workflow == 0 && begun != begins.end()) {
                stays.emplace_back(begun->second, row.end);
            }
        }
        expect(most_at_once(stays) <= scene.plan.limit(plan.limit).most,
               "more cases open than the workflow's wip");
    }
}

/// Where anybody of the team may do all that waits for it, alone, nothing starts that the order
/// puts behind what waits.
void check_order(const Scene& scene) {
    if (scene.plan.stops_work || scene.plan.keeps || scene.plan.has_precedence) {
        return;
    }
    constexpr int team = 0;
    const PlanTeam& plan = scene.plan.teams[team];
    if (plan.needs.size() != 1 || plan.by_name || !plan.helped.empty() ||
        (plan.order != Order::fifo && plan.order != Order::priority)) {
        return;
    }
    const PlanQueue& need = scene.plan.queue(plan.needs.front());
    if (!need.takes_anybody()) {
        return;
    }
    std::vector<const LogRow*> rows;
    for (const LogRow& row : scene.record.log) {
        if (row.need == plan.needs.front()) {
            if (scene.plan.step(row.step).batch >= 0) {
                return;
            }
            rows.push_back(&row);
        }
    }
    const auto key = [&](const LogRow& row) {
        const PlanStep& step = scene.plan.step(row.step);
        return std::make_pair(plan.order == Order::priority ? step.priority : 0, row.ready);
    };
    for (const LogRow* row : rows) {
        for (const LogRow* other : rows) {
            expect(!(other->ready < row->start && row->start < other->start &&
                     key(*other) < key(*row)),
                   fmt::format("what is ready on {} is passed on {}", time_text(other->ready),
                               time_text(row->start)));
        }
    }
}

// Hours.

void check_hours(const Scene& scene, bool loses) {
    for (std::size_t team = 0; team < scene.plan.teams.size(); ++team) {
        int128 demanded = 0;
        for (const int128 part : scene.record.teams[team].demanded) {
            demanded += part;
        }
        const int128 worked = total_of<int128>(scene.record.teams[team].worked);
        // Shares of work are rounded for each visit.
        const int128 rounding = 2 * static_cast<std::int64_t>(scene.record.log.size());
        expect(loses ? demanded + rounding >= worked
                     : demanded - worked <= rounding && worked - demanded <= rounding,
               fmt::format("{} of {} h asked of {} are worked",
                           static_cast<double>(worked) / static_cast<double>(hour),
                           static_cast<double>(demanded) / static_cast<double>(hour),
                           scene.operation.teams[team].name));
    }
}

/// Runs a model with these words through the mill; false where it is refused.
bool check_model(const std::string& text, bool loses, bool may_stall, std::uint64_t seed) {
    const std::optional<Operation> operation = read(text);
    if (!operation) {
        return false;
    }
    const Scene scene = to_the_end(*operation, seed);
    expect(!scene.record.overflowed, "an instant does not end");
    expect(scene.record.open_cases == scene.record.stalled,
           "open cases at the end that nothing is said of");
    expect(scene.record.stalled == 0 || may_stall, "cases stall");
    check_people(scene);
    check_limits(scene);
    check_order(scene);
    if (scene.record.stalled == 0) {
        check_hours(scene, loses);
        if (!loses) {
            check_flow(scene, seed);
        }
    }
    const Scene plain = to_the_end(*operation, seed, false);
    Replication without_log = scene.record;
    without_log.log.clear();
    without_log.left.clear();
    expect(plain.record == without_log, "without a log another engine runs, and tells another");
    return true;
}

DiaryLines told(const Scene& scene) {
    DiaryLines lines;
    for (const LogRow& row : scene.record.log) {
        std::string line =
            fmt::format("{}: client {}, case {}, visit {} ready {}, {} - {} by",
                        scene.step(scene.plan.step(row.step).number).name, row.client, row.number,
                        row.visit, time_text(row.ready), time_text(row.start), time_text(row.end));
        for (const int person : row.people) {
            line += fmt::format(" {}", person);
        }
        lines.push_back(std::move(line));
    }
    std::sort(lines.begin(), lines.end());
    for (const LeftRow& row : scene.record.left) {
        lines.push_back(fmt::format("{} {} {} {} {}", row.workflow, row.client, row.number,
                                    row.arrival, row.end));
    }
    return lines;
}

std::string names(const std::vector<const Word*>& all) {
    std::string text;
    for (const Word* word : all) {
        text += (text.empty() ? "" : " + ") + word->name;
    }
    return text;
}

/// What the checks found.
struct Report {
    std::string broken;
    std::size_t valid = 0;
    std::size_t refused = 0;

    template <class Check>
    void add(const std::vector<const Word*>& all, const std::string& text, Check check) {
        try {
            (check() ? valid : refused) += 1;
        } catch (const Broken& fault) {
            broken += fmt::format("{}: {}\n", names(all), fault.what());
            if (std::getenv("PLIMSOLL_SHOW") != nullptr) {
                broken += text + "\n";
            }
        }
    }
};

void check_words(const std::vector<const Word*>& all, std::uint64_t seed, Report& report) {
    const std::optional<std::string> text = model_with(all);
    if (!text) {
        return;
    }
    bool loses = false;
    bool stalls = false;
    for (const Word* word : all) {
        loses = loses || word->loses;
        stalls = stalls || word->stalls;
    }
    report.add(all, *text, [&] { return check_model(*text, loses, stalls, seed); });
}

/// The same with a word that should change nothing.
void check_idle(std::vector<const Word*> all, const Word& idle, std::uint64_t seed,
                Report& report) {
    const std::optional<std::string> before = model_with(all);
    all.push_back(&idle);
    const std::optional<std::string> after = model_with(all);
    if (!before || !after) {
        return;
    }
    report.add(all, *after, [&] {
        const std::optional<Operation> one = read(*before);
        const std::optional<Operation> other = read(*after);
        if (!one || !other) {
            return false;
        }
        const DiaryLines first = told(to_the_end(*one, seed));
        const DiaryLines second = told(to_the_end(*other, seed));
        for (std::size_t i = 0; i < std::max(first.size(), second.size()); ++i) {
            const std::string a = i < first.size() ? first[i] : "nothing";
            const std::string b = i < second.size() ? second[i] : "nothing";
            expect(a == b, fmt::format("changes `{}` to `{}`", a, b));
        }
        return true;
    });
}

} // namespace

TEST_CASE("each word by itself, and with each that changes nothing", "[words]") {
    Report report;
    for (const Word& word : words()) {
        check_words({&word}, 1, report);
    }
    CHECK(report.refused == 0);
    for (std::size_t i = 0; i < words().size(); ++i) {
        for (std::size_t j = i % 3; j < idle_words().size(); j += 3) {
            check_idle({&words()[i]}, idle_words()[j], 1, report);
        }
    }
    CHECK(report.broken == "");
    CHECK(report.valid > 500);
}

TEST_CASE("a part of all pairs of words", "[words]") {
    Report report;
    const std::size_t count = words().size();
    for (std::size_t i = 0; i < count; ++i) {
        for (std::size_t j = i + 1 + i % 5; j < count; j += 5) {
            check_words({&words()[i], &words()[j]}, 1 + (i + j) % 7, report);
        }
    }
    CHECK(report.broken == "");
    CHECK(report.valid > 300);
}

TEST_CASE("every pair of words, with what changes nothing, and many threes", "[words][.slow]") {
    Report report;
    const std::size_t count = words().size();
    for (std::size_t i = 0; i < count; ++i) {
        for (std::size_t j = i + 1; j < count; ++j) {
            const std::vector<const Word*> pair{&words()[i], &words()[j]};
            for (const std::uint64_t seed : {1, 2, 3}) {
                check_words(pair, seed, report);
            }
            for (std::size_t k = (i + j) % 4; k < idle_words().size(); k += 4) {
                check_idle(pair, idle_words()[k], 1, report);
            }
            for (std::size_t k = j + 1 + (i + j) % 6; k < count; k += 6) {
                check_words({pair[0], pair[1], &words()[k]}, 1, report);
            }
        }
    }
    CHECK(report.broken == "");
    CHECK(report.valid > 20'000);
}

} // namespace words_test

#include "model/read_execution.hpp"

#include "model/calendar_text.hpp"
#include "model/language.hpp"
#include "model/read_dates.hpp"
#include "model/scaled_law.hpp"
#include "model/value.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace plimsoll {

namespace {

constexpr std::int64_t most_items = 1'000'000;

const Team* own_team(const Step& step, const Reading& reading) {
    return step.needs.empty()
               ? nullptr
               : &reading.operation.teams[static_cast<std::size_t>(step.needs.front().team)];
}

std::optional<Delay> read_wait(const Entry& entry, const Delay& clock, Reading& reading) {
    const Calendar days = clock.wall_clock ? round_the_clock() : clock.calendar;
    const std::optional<ReadLaw> law = read_law(entry, days, {}, reading.faults);
    if (!law) {
        return std::nullopt;
    }
    reading.typical_and_slow |= law->typical_and_slow;
    return Delay{law->law, law->wall_clock || clock.wall_clock, clock.calendar};
}

/// `15:00`, `Tue 14:00`, `Mon-Fri 15:00`: times of the week.
bool read_times_of_week(const Node& item, std::vector<Microseconds>& times, Faults& faults) {
    TextCursor cursor(item.text);
    Problem problem;
    std::vector<int> days = take_days(cursor, problem);
    const std::optional<Microseconds> time =
        item.is_text() ? take_time_of_day(cursor, problem) : std::nullopt;
    if (!time || !cursor.done()) {
        faults.error(item.place, fmt::format("`{}` is not a time of the week", item.text),
                     "as in `15:00`, `Tue 14:00` or `working day 1 17:00`");
        return false;
    }
    if (days.empty()) {
        days = {0, 1, 2, 3, 4, 5, 6};
    }
    for (const int weekday : days) {
        times.push_back((weekday * day + *time) % week);
    }
    return true;
}

/// `working day 1 17:00`, if that is what it is: false where the text is none.
bool read_date_of_batch(const Node& item, Batch& batch, Reading& reading) {
    using Kind = DateRule::Kind;
    Problem problem;
    const std::optional<DateRule> rule = parse_date(item.text, problem);
    if (!item.is_text() || !rule || rule->kind == Kind::every_day || rule->kind == Kind::weekday) {
        return false;
    }
    if (rule->time < 0) {
        reading.faults.error(item.place, fmt::format("at what time of `{}`?", item.text),
                             fmt::format("as in `{} 17:00`", item.text));
    } else if (period_of(*rule) == Period::never) {
        reading.faults.error(item.place, fmt::format("`{}` happens only once", item.text),
                             "a run measures what comes back: leave the year out");
    } else if (read_date({"at", item.place, item}, reading)) {
        batch.dates.push_back(*rule);
    }
    return true;
}

void read_at(const Entry& entry, Batch& batch, Reading& reading) {
    const std::vector<Node> items =
        entry.value.is_list() ? entry.value.items : std::vector<Node>{entry.value};
    for (const Node& item : items) {
        if (!item.faulty) {
            if (!read_date_of_batch(item, batch, reading)) {
                read_times_of_week(item, batch.at, reading.faults);
            }
        }
    }
    std::vector<Microseconds>& times = batch.at;
    std::sort(times.begin(), times.end());
    times.erase(std::unique(times.begin(), times.end()), times.end());
}

void check_batch(const Entry& entry, const Step& step, Faults& faults) {
    const Batch& batch = *step.batch;
    if (batch.size == 0 && !batch.wait && batch.at.empty() && batch.dates.empty()) {
        faults.error(entry.value.place, "when does a batch begin?",
                     "say its `size`, how long the first may `wait`, or at what time: `at: 15:00`");
    }
    if (batch.effort && step.needs.empty()) {
        faults.error(entry.key_place,
                     fmt::format("who does `{}`? its batches have `effort`, but it has no `team`",
                                 step.name),
                     "add `team:` and `effort:`");
    }
    if (step.patience && step.patience->then_team >= 0) {
        faults.error(entry.key_place,
                     "one item of a batch cannot be escalated: the batch is one piece of work",
                     "`patience: {then: STEP}` takes the item out of the batch");
    }
    if (step.wip && batch.size > step.wip->most) {
        faults.error(entry.key_place,
                     fmt::format("a batch of {} never fills: `wip` lets {} wait here", batch.size,
                                 step.wip->most),
                     "make `wip` as large as the batch at least");
    }
}

void read_batch(const Entry& entry, const Delay& clock, Step& step, Reading& reading) {
    Faults& faults = reading.faults;
    const std::size_t before = faults.errors();
    Batch batch;
    if (!entry.value.is_map()) {
        batch.size = read_count(entry, 1, most_items, faults).value_or(1);
    } else {
        check_keys(entry.value, Section::batch, faults);
        if (const Entry* size = find_entry(entry.value, "size")) {
            batch.size = read_count(*size, 1, most_items, faults).value_or(1);
        }
        if (const Entry* wait = find_entry(entry.value, "wait")) {
            batch.wait = read_wait(*wait, clock, reading);
        }
        if (const Entry* at = find_entry(entry.value, "at")) {
            read_at(*at, batch, reading);
        }
        if (const Entry* effort = find_entry(entry.value, "effort")) {
            const std::optional<ReadLaw> law =
                read_law(*effort, clock.calendar, SingleNumber{1}, faults);
            if (law && law->wall_clock) {
                faults.error(effort->value.place,
                             "effort is working time, and `cd` counts nights and weekends",
                             "working days are `d`");
            } else if (law) {
                batch.effort = law->law;
                reading.single_number_manual |= law->single_number;
                reading.typical_and_slow |= law->typical_and_slow;
            }
        }
    }
    if (faults.errors() > before) {
        return;
    }
    step.batch = std::move(batch);
    check_batch(entry, step, faults);
    const Team* team = own_team(step, reading);
    if (team != nullptr && team->wip && step.batch->size > team->wip->most) {
        faults.error(entry.key_place,
                     fmt::format("a batch of {} never fills: `wip` lets {} wait for `{}`",
                                 step.batch->size, team->wip->most, team->name),
                     "make `wip` as large as the batch at least");
    }
    if (step.batch->size == 1 && !step.batch->effort) {
        step.batch.reset(); // each by itself, as without
    }
}

/// The law of a number: as that of a duration, without units.
std::optional<Distribution> read_count_law(const Entry& entry, Faults& faults) {
    const std::string* text = text_of(entry, faults);
    if (text == nullptr) {
        return std::nullopt;
    }
    // Every number that is not a form parameter is made seconds; then a second is one.
    std::string timed;
    bool has_unit = false;
    for (TextCursor cursor(*text); !cursor.done();) {
        const std::size_t from = cursor.at();
        const std::string_view word = cursor.word();
        if (!word.empty()) {
            timed += " ";
            timed += word;
            const bool shape = word == "cv" || word == "k" || word == "shape";
            if (shape && cursor.take("=") && cursor.number()) {
                timed += text->substr(from + word.size(), cursor.at() - from - word.size());
            }
        } else if (cursor.number()) {
            timed += text->substr(from, cursor.at() - from) + "s";
            has_unit =
                has_unit || (cursor.peek() >= 'a' && cursor.peek() <= 'z') || cursor.peek() == '%';
        } else {
            timed += cursor.peek();
            cursor.go_back_to(cursor.at() + 1);
        }
    }
    Problem problem;
    const std::optional<LawText> law =
        has_unit ? std::nullopt : parse_law(timed, working_time(round_the_clock()), {}, problem);
    if (!law || law->units.working || law->units.calendar_days) {
        faults.error(entry.value.place, fmt::format("`{}` is a number, not `{}`", entry.key, *text),
                     "as in `4`, `4..8` (typical and one in ten) or `4..8..15`");
        return std::nullopt;
    }
    return scaled_law(law->law, 1 / static_cast<double>(second));
}

void read_times(const Entry& entry, const Delay& clock, Step& step, Reading& reading) {
    Faults& faults = reading.faults;
    const Entry* count = &entry;
    const Entry* apart = nullptr;
    if (entry.value.is_map()) {
        check_keys(entry.value, Section::times, faults);
        count = find_entry(entry.value, "count");
        apart = find_entry(entry.value, "apart");
        if (count == nullptr) {
            faults.error(entry.value.place, "`times` does not say how often",
                         "as in `{count: 6, apart: 7cd}`");
            return;
        }
    }
    const std::optional<Distribution> law = read_count_law(*count, faults);
    if (!law) {
        return;
    }
    Repeat times;
    times.count = *law;
    constexpr double most_visits = 1000;
    if (law->law == Law::exact && law->a + law->shift > most_visits) {
        faults.error(count->value.place, "a step is done a thousand times at most",
                     "divide the work between fewer visits");
        return;
    }
    if (apart != nullptr) {
        times.apart = read_wait(*apart, clock, reading);
        if (step.delay) {
            faults.error(apart->key_place, "with `apart`, `delay` would be a second wait",
                         "leave one out, or put the delay on a step of its own");
        }
    }
    step.times = std::move(times);
}

} // namespace

void read_execution(const Node& map, const Delay& clock, Step& step, Reading& reading) {
    if (const Entry* batch = find_entry(map, "batch")) {
        read_batch(*batch, clock, step, reading);
    }
    if (const Entry* times = find_entry(map, "times")) {
        read_times(*times, clock, step, reading);
    }
}

void check_execution(const Node& steps, const Workflow& workflow, Faults& faults) {
    for (std::size_t i = 0; i < workflow.steps.size(); ++i) {
        const Step& step = workflow.steps[i];
        if (!step.batch || step.batch->wait || !step.batch->at.empty()) {
            continue;
        }
        // Nothing but its number lets the batch begin.
        const Place& place = find_entry(steps.entries[i].value, "batch")->key_place;
        const std::int64_t size = step.batch->size;
        if (workflow.wip && workflow.wip->most < size) {
            faults.error(place,
                         fmt::format("a batch of {} never fills: `wip` lets {} cases be under way",
                                     size, workflow.wip->most),
                         "let the first wait for so long only: `wait: 1h`");
        } else if (workflow.demand.kind == Demand::Kind::always_open &&
                   workflow.demand.open_cases < size) {
            faults.error(place,
                         fmt::format("a batch of {} never fills: {} cases are open at a time", size,
                                     workflow.demand.open_cases),
                         "let the first wait for so long only: `wait: 1h`");
        }
    }
}

} // namespace plimsoll

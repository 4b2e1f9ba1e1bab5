#include "model/read/read_execution.hpp"
#include "model/text/date_text.hpp"

#include "model/eligibility.hpp"
#include "model/read/language.hpp"
#include "model/read/read_calls.hpp"
#include "model/read/read_dates.hpp"
#include "model/scaled_law.hpp"
#include "model/text/calendar_text.hpp"
#include "model/text/value.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace plimsoll {

namespace {

constexpr std::int64_t most_in_a_batch = 1'000'000;

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

void check_batch(const Entry& entry, const Step& step, bool work_is_sound, Faults& faults) {
    const Batch& batch = *step.batch;
    if (batch.size == 0 && !batch.wait && batch.at.empty() && batch.dates.empty()) {
        faults.error(entry.value.place, "when does a batch begin?",
                     "say its `size`, how long the first may `wait`, or at what time: `at: 15:00`");
    }
    if (batch.effort && step.needs.empty() && work_is_sound) {
        faults.error(entry.key_place,
                     fmt::format("who does `{}`? its batches have `effort`, but it has no `team`",
                                 step.name),
                     "add `team:`");
    }
    if (step.patience && step.patience->during_work) {
        faults.error(entry.key_place,
                     "no item can leave a batch that is worked on: it is one piece of work",
                     "without `during: work`, patience ends when the work begins");
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
        batch.size = read_count(entry, 1, most_in_a_batch, faults).value_or(1);
    } else {
        check_keys(entry.value, Section::batch, faults);
        if (const Entry* size = find_entry(entry.value, "size")) {
            batch.size = read_count(*size, 1, most_in_a_batch, faults).value_or(1);
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
    check_batch(entry, step, reading.work_is_sound.back(), faults);
    for (const Need& need : step.needs) {
        const Team& team = reading.operation.teams[static_cast<std::size_t>(need.team)];
        if (team.wip && step.batch->size > team.wip->most) {
            faults.error(entry.key_place,
                         fmt::format("a batch of {} never fills: `wip` lets {} wait for `{}`",
                                     step.batch->size, team.wip->most, team.name),
                         "make `wip` as large as the batch at least");
        }
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

void read_interrupts(const Entry& entry, Step& step, Reading& reading) {
    Faults& faults = reading.faults;
    if (!read_yes_no(entry, faults).value_or(false)) {
        return;
    }
    const bool all_unlimited =
        std::all_of(step.needs.begin(), step.needs.end(), [&](const Need& need) {
            return reading.operation.teams[static_cast<std::size_t>(need.team)].unlimited;
        });
    if (step.needs.empty() && !reading.work_is_sound.back()) {
        return;
    }
    if (step.needs.empty()) {
        faults.error(entry.key_place,
                     fmt::format("`{}` takes nobody's time: it interrupts nobody", step.name),
                     "`interrupts` goes with a team and its effort");
    } else if (all_unlimited) {
        faults.error(entry.key_place,
                     fmt::format("nobody ever waits for `{}`: there is nothing to interrupt",
                                 own_team(step, reading)->name),
                     "leave `interrupts` out");
    } else {
        step.interrupts = true;
    }
}

/// `8h per week`, `2h per day`, as the length of a day's piece.
void read_pace(const Entry& entry, const Delay& clock, Step& step, Reading& reading) {
    Faults& faults = reading.faults;
    const std::string* text = text_of(entry, faults);
    if (text == nullptr) {
        return;
    }
    const std::size_t per = text->find(" per ");
    const std::string unit = per == std::string::npos ? "" : text->substr(per + 5);
    Problem problem;
    const std::optional<DurationText> length =
        parse_duration(text->substr(0, per), working_time(clock.calendar), problem);
    const double days = unit == "week" ? open_days(clock.calendar) : 1;
    if (!length || length->units.calendar_days || (unit != "week" && unit != "day") ||
        !(length->microseconds / days >= static_cast<double>(second))) {
        faults.error(entry.value.place, fmt::format("`{}` is no pace of work", *text),
                     "as in `8h per week` or `2h per day`");
        return;
    }
    if (step.needs.empty() && !reading.work_is_sound.back()) {
        return;
    }
    if (step.needs.empty()) {
        faults.error(entry.key_place, fmt::format("nobody works on `{}`", step.name),
                     "`pace` goes with a team and its effort");
    } else if (step.needs.size() > 1 || step.needs.front().people > 1) {
        faults.error(
            entry.key_place,
            fmt::format("`{}` needs several people, who cannot do it in pieces", step.name),
            "divide it into steps of one person each");
    } else if (step.batch || step.slot || step.interrupts) {
        faults.error(entry.key_place,
                     fmt::format("what is done in pieces cannot {}", step.batch ? "be one batch"
                                                                     : step.slot
                                                                         ? "have one appointment"
                                                                         : "interrupt other work"),
                     "put it on a step of its own");
    } else if (step.patience && step.patience->during_work) {
        faults.error(entry.key_place, "between two pieces, patience during work means nothing",
                     "without `during: work`, patience ends when the work begins");
    } else {
        step.pace = static_cast<Microseconds>(length->microseconds / days + 0.5);
    }
}

void read_slot(const Entry& entry, const Delay& clock, Step& step, Reading& reading) {
    Faults& faults = reading.faults;
    const Node* map = map_of(entry, "{every: 30min, lead: 2d..9d}", faults);
    if (map == nullptr) {
        return;
    }
    const std::size_t before = faults.errors();
    check_keys(*map, Section::slot, faults);
    const Team* team = own_team(step, reading);
    const Entry* every = find_entry(*map, "every");
    Slot slot;
    slot.lead = clock;
    if (every == nullptr && faults.errors() > before) {
        return;
    }
    if (every == nullptr) {
        faults.error(map->place, "how often does the team offer an appointment?",
                     "as in `{every: 30min, lead: 2d..9d}`");
        return;
    }
    const std::optional<ReadDuration> length = read_duration(*every, clock.calendar, faults);
    if (const Entry* lead = find_entry(*map, "lead")) {
        slot.lead = read_wait(*lead, clock, reading).value_or(slot.lead);
    }
    if (const Entry* no_show = find_entry(*map, "no_show")) {
        slot.no_show = read_share(*no_show, faults).value_or(0);
        if (slot.no_show >= 1) {
            faults.error(no_show->value.place, "nobody would ever come", "a share below 100%");
        }
    }
    if (!length) {
        return;
    }
    slot.every = length->length;
    if (team == nullptr && !reading.work_is_sound.back()) {
        return;
    }
    if (team == nullptr || team->unlimited) {
        faults.error(
            entry.key_place,
            team == nullptr
                ? fmt::format("nobody offers appointments for `{}`", step.name)
                : fmt::format("nobody ever waits for `{}`: no appointment is needed", team->name),
            "`slot` goes with a team of people or units, and its effort");
        return;
    }
    const auto is_there_so_long = [&](const Members& members) {
        return has_skill(members, step) &&
               std::any_of(members.calendar.spans.begin(), members.calendar.spans.end(),
                           [&](const Span& span) { return span.to - span.from >= slot.every; });
    };
    const std::vector<int> teams = teams_of(step);
    const bool fits = std::any_of(teams.begin(), teams.end(), [&](int number) {
        const std::vector<Members>& members =
            reading.operation.teams[static_cast<std::size_t>(number)].members;
        return std::any_of(members.begin(), members.end(), is_there_so_long);
    });
    if (!reading.team_is_sound[static_cast<std::size_t>(step.needs.front().team)]) {
        return;
    }
    if (slot.every < minute || !fits) {
        faults.error(
            every->value.place,
            slot.every < minute
                ? "appointments are a minute apart at least"
                : fmt::format("nobody who may do `{}` is there so long: there is no appointment",
                              step.name),
            "as in `every: 30min`");
        return;
    }
    if (step.delay || step.batch) {
        faults.error(entry.key_place,
                     step.delay ? "`lead` is how long before its appointment a case books: `delay` "
                                  "would be a second wait"
                                : "several appointments cannot be one batch",
                     "put one of them on a step of its own");
        return;
    }
    step.slot = slot;
}

} // namespace

void read_execution(const Node& map, const Delay& clock, Step& step, Reading& reading) {
    if (const Entry* batch = find_entry(map, "batch")) {
        read_batch(*batch, clock, step, reading);
    }
    if (const Entry* times = find_entry(map, "times")) {
        read_times(*times, clock, step, reading);
    }
    if (const Entry* calls = find_entry(map, "calls")) {
        read_calls(*calls, step, reading);
    }
    if (const Entry* interrupts = find_entry(map, "interrupts")) {
        read_interrupts(*interrupts, step, reading);
    }
    if (const Entry* slot = find_entry(map, "slot")) {
        read_slot(*slot, clock, step, reading);
    }
    if (const Entry* pace = find_entry(map, "pace")) {
        read_pace(*pace, clock, step, reading);
    }
}

void check_execution(const Node& steps, const Workflow& workflow, Faults& faults) {
    for (std::size_t i = 0; i < workflow.steps.size(); ++i) {
        const Step& step = workflow.steps[i];
        if (!step.batch || step.batch->wait || !step.batch->at.empty() ||
            !step.batch->dates.empty() || step.times) {
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

#include "model/read/read_waiting.hpp"

#include "model/eligibility.hpp"
#include "model/read/language.hpp"
#include "model/read/read_tools.hpp"
#include "model/read/read_work.hpp"
#include "model/text/suggestion.hpp"
#include "model/text/value.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace plimsoll {

namespace {

constexpr std::int64_t most_open = 1'000'000'000;

Limit::Full read_full(const Entry& entry, bool may_hold, Faults& faults) {
    static const std::vector<std::string> words = {"wait", "hold", "turn away"};
    const std::string* text = text_of(entry, faults);
    const auto found =
        text == nullptr ? words.begin() : std::find(words.begin(), words.end(), *text);
    if (found == words.end()) {
        const std::string meant = did_you_mean(*text, words);
        faults.error(entry.value.place, fmt::format("`full: {}` means nothing", *text),
                     meant.empty() ? "it is " + listed(words) : meant);
        return Limit::Full::wait;
    }
    const auto full = static_cast<Limit::Full>(found - words.begin());
    if (full == Limit::Full::hold && !may_hold) {
        faults.error(entry.value.place, "nobody stands before a workflow who could hold its cases",
                     "`full: wait` or `full: turn away`");
    }
    return full;
}

/// Work can be escalated to a team that could do it if the step were written so.
void check_escalation(const Node& team, const Step& step, const Patience& patience,
                      const Reading& reading) {
    Faults& faults = reading.faults;
    const Team& other = reading.operation.teams[static_cast<std::size_t>(patience.then_team)];
    if (step.needs.empty()) {
        if (!step.delay) {
            return; // there is nothing to wait for, which is said
        }
        faults.error(team.place,
                     fmt::format("nobody works on `{}`: there is nothing to escalate", step.name),
                     "`then: STEP` goes on without the answer");
        return;
    }
    if (!reading.team_is_sound[static_cast<std::size_t>(patience.then_team)]) {
        return;
    }
    for (const Need& part : step.needs) {
        if (part.team == patience.then_team && part.share < 1) {
            faults.error(team.place,
                         fmt::format("`{}` takes part in `{}` for a share of the work, and cannot "
                                     "take all of it over",
                                     other.name, step.name),
                         fmt::format("with `{}: 1` in `with` it could", other.name));
            return;
        }
    }
    Step then = step;
    then.patience = patience;
    then = escalated(then);
    const Need& own = then.needs.front();
    std::int64_t able = 0;
    for (const Members& members : other.members) {
        able += has_skill(members, then) ? members.count : 0;
    }
    if (!then.skill.empty() && !other.unlimited && able < own.people) {
        faults.error(team.place,
                     able == 0 ? fmt::format("nobody in `{}` has the skill `{}`, which `{}` needs",
                                             other.name, then.skill, step.name)
                               : fmt::format("`{}` needs {} with the skill `{}` at once, and there "
                                             "are {} in `{}`",
                                             step.name, own.people, then.skill, able, other.name),
                     "name a team that can do it");
        return;
    }
    check_people(then, {team.place, team.place}, reading);
}

/// `during: work`: patience does not end with the wait.
void read_during(const Entry& entry, const Step& step, const Entry* then, Patience& patience,
                 Faults& faults) {
    const std::string* text = text_of(entry, faults);
    if (text == nullptr) {
        return;
    }
    patience.during_work = *text == "work";
    if (*text != "work") {
        faults.error(entry.value.place, fmt::format("`during: {}` means nothing", *text),
                     "patience that also runs while it is worked on is `during: work`");
    } else if (step.delay) {
        faults.error(entry.key_place, "with a `delay`, patience is for the delay alone",
                     "put the delay on a step of its own");
    } else if (then != nullptr && then->value.is_map()) {
        faults.error(entry.key_place, "what is worked on already cannot go to another team",
                     "`then: STEP`, or leave `during` out");
    }
}

} // namespace

std::optional<Limit> read_limit(const Node& map, std::int64_t people, bool may_hold,
                                Faults& faults) {
    const Entry* wip = find_entry(map, "wip");
    const Entry* full = find_entry(map, "full");
    if (wip == nullptr) {
        if (full != nullptr) {
            faults.error(full->key_place, "`full` without `wip`: it is never full",
                         "say how many it holds: `wip: 12`");
        }
        return std::nullopt;
    }
    const std::string* text = text_of(*wip, faults);
    if (text == nullptr || *text == "unlimited") {
        return std::nullopt;
    }
    constexpr std::string_view per_person = " per person";
    Entry count = *wip;
    std::int64_t times = 1;
    if (text->size() > per_person.size() &&
        text->compare(text->size() - per_person.size(), per_person.size(), per_person) == 0) {
        count.value.text.resize(text->size() - per_person.size());
        times = people;
        if (people == 0) {
            faults.error(wip->value.place, "there are no people here to count by",
                         "write a number: `wip: 12`");
            return std::nullopt;
        }
    }
    const std::optional<std::int64_t> most = read_count(count, 1, most_open, faults);
    Limit limit;
    limit.most = most.value_or(1) * times;
    if (full != nullptr) {
        limit.full = read_full(*full, may_hold, faults);
    }
    return most ? std::optional<Limit>(limit) : std::nullopt;
}

std::optional<Patience> read_patience(const Entry& entry, const Step& step, const Delay& clock,
                                      Reading& reading) {
    Faults& faults = reading.faults;
    Patience patience;
    const Entry* wait = &entry;
    if (entry.value.is_map()) {
        const std::size_t before = faults.errors();
        check_keys(entry.value, Section::patience, faults);
        wait = find_entry(entry.value, "wait");
        if (wait == nullptr) {
            if (faults.errors() == before) {
                faults.error(entry.value.place, "`patience` does not say how long",
                             "as in `{wait: 4h, then: escalate}`");
            }
            return std::nullopt;
        }
        const Entry* then = find_entry(entry.value, "then");
        if (const Entry* during = find_entry(entry.value, "during")) {
            read_during(*during, step, then, patience, faults);
        }
        if (then != nullptr && then->value.is_map()) {
            check_keys(then->value, Section::escalation, faults);
            const Entry* team = find_entry(then->value, "team");
            const std::string* name = team != nullptr ? text_of(*team, faults) : nullptr;
            if (name != nullptr) {
                patience.then_team = find_team(reading.operation, *name);
                if (find_tool(reading.operation, *name) >= 0) {
                    patience.then_team = -1;
                    faults.error(team->value.place, fmt::format("`{}` is a tool", *name),
                                 "work is escalated to a team");
                } else if (patience.then_team < 0 && reading.teams_are_known) {
                    faults.no_such(
                        "team", *name, team->value.place,
                        did_you_mean_one_of(*name, team_names(reading.operation), "teams"));
                }
            } else if (team == nullptr) {
                faults.error(then->value.place, "`then` names a step, or a team",
                             "as in `then: escalate` or `then: {team: seniors}`");
            }
        }
    }
    const Calendar days = clock.wall_clock ? round_the_clock() : clock.calendar;
    const std::optional<ReadLaw> law = read_law(*wait, days, {}, faults);
    if (!law) {
        return std::nullopt;
    }
    patience.wait = {law->law, law->wall_clock || clock.wall_clock, clock.calendar};
    if (step.needs.empty() && !step.delay && reading.work_is_sound.back()) {
        faults.error(entry.key_place,
                     fmt::format("nothing is waited for at `{}`: it takes no time", step.name),
                     "patience goes with a team or a delay");
    }
    if (patience.then_team >= 0) {
        check_escalation(find_entry(find_entry(entry.value, "then")->value, "team")->value, step,
                         patience, reading);
    }
    if (step.delay && !step.needs.empty() && patience.then_team >= 0) {
        faults.error(entry.key_place,
                     "with a `delay`, patience is for the delay, and no team can shorten it",
                     "put the delay on a step of its own");
    }
    return patience;
}

const Entry* step_of_patience(const Node& step) {
    const Entry* patience = find_entry(step, "patience");
    if (patience == nullptr || !patience->value.is_map()) {
        return nullptr;
    }
    const Entry* then = find_entry(patience->value, "then");
    return then != nullptr && !then->value.is_map() ? then : nullptr;
}

} // namespace plimsoll

#include "model/read/read_keep.hpp"

#include "model/check/workflow_graph.hpp"
#include "model/text/suggestion.hpp"
#include "model/text/value.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace plimsoll {

namespace {

using StepNames = std::map<std::string, int, std::less<>>;

/// The part of a step that a team does, or nullptr.
const Need* part_of(const Step& step, int team) {
    const auto found = std::find_if(step.needs.begin(), step.needs.end(),
                                    [&](const Need& need) { return need.team == team; });
    return found == step.needs.end() ? nullptr : &*found;
}

/// The team of `rooms until discharge`, or -1 after a fault.
int read_kept_team(const Entry& entry, const std::string& name, const Step& step,
                   const Reading& reading) {
    Faults& faults = reading.faults;
    const int team = find_team(reading.operation, name);
    if (team < 0 && !reading.teams_are_known) {
        return -1;
    }
    if (team < 0) {
        faults.no_such("team", name, entry.value.place,
                       did_you_mean_one_of(name, team_names(reading.operation), "teams"));
        return -1;
    }
    const Need* part = part_of(step, team);
    const bool chosen =
        std::find(step.or_teams.begin(), step.or_teams.end(), team) != step.or_teams.end() ||
        (!step.or_teams.empty() && !step.needs.empty() && step.needs.front().team == team);
    if (chosen) {
        faults.error(entry.value.place,
                     fmt::format("`{}` is one of several teams that may do `{}`", name, step.name),
                     "keep a team that is there in any case");
    } else if (part == nullptr) {
        faults.error(entry.value.place,
                     fmt::format("`{}` does not take anybody of `{}`", step.name, name),
                     fmt::format("`with: {{{}: 1}}` takes one", name));
    } else if (part->share < 1) {
        faults.error(
            entry.value.place,
            fmt::format("`{}` leaves `{}` before it ends, and cannot be kept", name, step.name),
            fmt::format("`with: {{{}: 1}}` stays to the end", name));
    } else if (reading.operation.teams[static_cast<std::size_t>(team)].unlimited) {
        faults.error(entry.value.place,
                     fmt::format("`{}` is unlimited: there is no need to keep anybody", name),
                     "take `keep` out");
    } else {
        return team;
    }
    return -1;
}

/// Whether a rework brings a case that keeps somebody from step `index` on back to step `above`.
bool may_come_back(const Workflow& workflow, std::size_t above, std::size_t index) {
    for (std::size_t from = 0; from < workflow.steps.size(); ++from) {
        for (const Rework& rework : workflow.steps[from].rework) {
            const auto to = static_cast<std::size_t>(rework.to);
            if (lies_above(workflow, index, from) &&
                (to == above || lies_above(workflow, to, above))) {
                return true;
            }
        }
    }
    return false;
}

/// Whether the steps in between can do with what is kept.
bool is_enough(const Entry& entry, const Workflow& workflow, std::size_t index, const Keep& keep,
               const Reading& reading) {
    const Step& step = workflow.steps[index];
    const std::int64_t kept = part_of(step, keep.team)->people;
    const auto until = static_cast<std::size_t>(keep.until);
    for (std::size_t i = 0; i < workflow.steps.size(); ++i) {
        const Step& other = workflow.steps[i];
        const bool before = lies_above(workflow, i, index);
        const Need* part =
            i != index && (i == until ||
                           (lies_above(workflow, i, until) &&
                            (!before || (other.batch && may_come_back(workflow, i, index)))))
                ? part_of(other, keep.team)
                : nullptr;
        if (part == nullptr) {
            continue;
        }
        const std::string& name = reading.operation.teams[static_cast<std::size_t>(keep.team)].name;
        if (other.batch) {
            reading.faults.error(
                entry.value.place,
                fmt::format(
                    "`{}` is done in batches by the same `{}`, but every case keeps its own "
                    "until `{}`",
                    other.name, name, workflow.steps[until].name),
                fmt::format("keep it until a step before `{}`, or do `{}` case by case", other.name,
                            other.name));
            return false;
        }
        if (part->people > kept) {
            reading.faults.error(entry.value.place,
                                 fmt::format("`{}` needs {} of `{}`, and `{}` keeps {}", other.name,
                                             part->people, name, step.name, kept),
                                 "keep as many as are needed until then");
            return false;
        }
        if (part->share < 1) {
            reading.faults.error(entry.value.place,
                                 fmt::format("`{}` needs `{}` for a part of the work only, and it "
                                             "is kept until `{}`",
                                             other.name, name, workflow.steps[until].name),
                                 fmt::format("write `{}: 1` there", name));
            return false;
        }
    }
    return true;
}

} // namespace

void read_keeps(const Node& steps, const StepNames& names, Workflow& workflow, Reading& reading) {
    Faults& faults = reading.faults;
    const std::string* first = nullptr;
    for (std::size_t i = 0; i < steps.entries.size(); ++i) {
        const Entry* entry = find_entry(steps.entries[i].value, "keep");
        const std::string* text = entry != nullptr ? text_of(*entry, faults) : nullptr;
        if (text == nullptr) {
            continue;
        }
        if (!reading.work_is_sound[i]) {
            continue; // what is wrong is said there
        }
        Step& step = workflow.steps[i];
        constexpr std::string_view word = " until ";
        const std::size_t at = text->find(word);
        if (at == std::string::npos) {
            faults.error(entry->value.place, fmt::format("how long is `{}` kept?", *text),
                         "write it like `rooms until discharge`");
            continue;
        }
        if (first != nullptr) {
            faults.error(entry->key_place,
                         fmt::format("`{}` keeps somebody already: one `keep` in a workflow is "
                                     "simulated in this version",
                                     *first),
                         "take one of them out");
            continue;
        }
        first = &step.name;
        if (step.batch || step.times || step.pace) {
            faults.error(entry->key_place,
                         fmt::format("`{}` is done {}: there is no one moment from which it keeps "
                                     "anybody",
                                     step.name,
                                     step.batch  ? "in batches"
                                     : step.pace ? "in pieces"
                                                 : "several times"),
                         "put `keep` on a step of its own before it");
            continue;
        }
        Keep keep;
        keep.team = read_kept_team(*entry, text->substr(0, at), step, reading);
        const std::string name = text->substr(at + word.size());
        const auto until = names.find(name);
        if (until == names.end()) {
            std::vector<std::string> known;
            for (const Step& other : workflow.steps) {
                known.push_back(other.name);
            }
            faults.no_such("step", name, entry->value.place,
                           did_you_mean_one_of(name, known, "steps"));
            continue;
        }
        keep.until = until->second;
        if (!lies_above(workflow, i, static_cast<std::size_t>(keep.until))) {
            faults.error(entry->value.place,
                         fmt::format("`{}` does not come after `{}`", name, step.name),
                         "name a step below it");
            continue;
        }
        if (keep.team >= 0 && is_enough(*entry, workflow, i, keep, reading)) {
            step.keep = keep;
        }
    }
}

} // namespace plimsoll

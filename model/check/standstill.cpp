#include "model/check/standstill.hpp"

#include "model/check/workflow_graph.hpp"
#include "model/eligibility.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace plimsoll {

namespace {

/// A step that needs more of a team than there are left, in the words of a sentence.
struct TooFew {
    std::string workflow, step;
    std::int64_t people = 0;
};

/// The first step of a workflow, or of one that it calls, that nobody but `left` people of the team
/// can do, however long it waits.
std::optional<TooFew> needs_more(const Operation& operation, int workflow_number, int team,
                                 std::int64_t left, std::vector<char>& seen) {
    if (seen[static_cast<std::size_t>(workflow_number)] != 0) {
        return std::nullopt;
    }
    seen[static_cast<std::size_t>(workflow_number)] = 1;
    const Workflow& all = operation.workflows[static_cast<std::size_t>(workflow_number)];
    std::vector<const Workflow*> variants;
    for (const Workflow& variant : all.variants) {
        variants.push_back(&variant);
    }
    if (variants.empty()) {
        variants.push_back(&all);
    }
    for (const Workflow* workflow : variants) {
        for (const Step& step : workflow->steps) {
            if (step.chance <= 0) {
                continue;
            }
            const bool helped =
                std::any_of(operation.teams.begin(), operation.teams.end(), [&](const Team& other) {
                    return std::any_of(other.helps.begin(), other.helps.end(),
                                       [team](const Help& help) { return help.team == team; });
                });
            for (const Need& part : step.needs) {
                const bool own = &part == &step.needs.front();
                const bool others = own && (helped || !step.or_teams.empty());
                if (part.team == team && part.people > left && !others && !step.patience) {
                    return TooFew{all.name, step.name, part.people};
                }
            }
            if (step.calls >= 0) {
                if (auto found = needs_more(operation, step.calls, team, left, seen)) {
                    return found;
                }
            }
        }
    }
    return std::nullopt;
}

/// Whether every case that comes to `step` has done `before`.
bool only_after(const Workflow& workflow, std::size_t before, std::size_t step) {
    std::vector<std::size_t> above{step};
    std::vector<char> seen(workflow.steps.size(), 0);
    while (!above.empty()) {
        const std::size_t at = above.back();
        above.pop_back();
        if (at == before || seen[at] != 0) {
            continue;
        }
        seen[at] = 1;
        if (workflow.steps[at].after.empty()) {
            return false;
        }
        for (const Arc& arc : workflow.steps[at].after) {
            above.push_back(static_cast<std::size_t>(arc.from));
        }
    }
    return workflow.steps[before].chance >= 1;
}

/// One `keep` of a workflow; false once something is said.
bool check_keep(const Workflow& workflow, std::size_t index, const Node& steps, Reading& reading) {
    const Keep& keep = *workflow.steps[index].keep;
    const auto until = static_cast<std::size_t>(keep.until);
    const Team& team = reading.operation.teams[static_cast<std::size_t>(keep.team)];
    std::int64_t kept = 0;
    for (const Need& part : workflow.steps[index].needs) {
        kept = part.team == keep.team ? part.people : kept;
    }
    const std::int64_t all = everyone_in(team);
    const Entry* entry = find_entry(steps.entries[index].value, "keep");
    for (std::size_t i = 0; entry != nullptr && i < workflow.steps.size(); ++i) {
        const Step& step = workflow.steps[i];
        if (!lies_above(workflow, index, i) || (i != until && !lies_above(workflow, i, until))) {
            continue;
        }
        if (step.calls >= 0 && step.chance > 0) {
            std::vector<char> seen(reading.operation.workflows.size(), 0);
            if (const auto found =
                    needs_more(reading.operation, step.calls, keep.team, all - kept, seen)) {
                reading.faults.error(
                    entry->value.place,
                    fmt::format("`{}` waits for `{}`, whose `{}` needs {} of `{}`, and of the {} "
                                "there are the case keeps {}: it would wait for ever",
                                step.name, found->workflow, found->step, found->people, team.name,
                                all, kept),
                    fmt::format("keep it until a step before `{}`", step.name));
                return false;
            }
        }
        const bool only_its_number = step.batch && !step.batch->wait && step.batch->at.empty() &&
                                     step.batch->dates.empty() && !step.times && !step.patience;
        if (only_its_number && step.batch->size > all / kept && only_after(workflow, index, i)) {
            reading.faults.error(
                entry->value.place,
                fmt::format("a batch of {} never fills at `{}`: every case in it keeps {} of `{}`, "
                            "which has {}",
                            step.batch->size, step.name, kept, team.name, all),
                "let the first wait for so long only: `batch: {.., wait: 1h}`");
            return false;
        }
    }
    return true;
}

} // namespace

void check_standstills(const Node& workflows, Reading& reading) {
    const std::vector<Workflow>& all = reading.operation.workflows;
    for (std::size_t w = 0; w < all.size(); ++w) {
        const Entry* steps = find_entry(workflows.entries[w].value, "steps");
        if (steps == nullptr || !steps->value.is_map()) {
            continue;
        }
        std::vector<const Workflow*> variants{&all[w]};
        for (const Workflow& variant : all[w].variants) {
            variants.push_back(&variant);
        }
        bool sound = true;
        for (std::size_t v = 0; v < variants.size() && sound; ++v) {
            for (std::size_t i = 0; i < variants[v]->steps.size() && sound; ++i) {
                sound = !variants[v]->steps[i].keep ||
                        check_keep(*variants[v], i, steps->value, reading);
            }
        }
    }
}

} // namespace plimsoll

#include "model/read/read_calls.hpp"

#include "model/text/suggestion.hpp"
#include "model/text/value.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace plimsoll {

void read_calls(const Entry& entry, Step& step, Reading& reading) {
    const std::string* text = text_of(entry, reading.faults);
    if (text == nullptr) {
        return;
    }
    const auto found = std::find(reading.workflows.begin(), reading.workflows.end(), *text);
    if (found == reading.workflows.end()) {
        reading.faults.no_such("workflow", *text, entry.value.place,
                               did_you_mean_one_of(*text, reading.workflows, "workflows"));
        return;
    }
    step.calls = static_cast<int>(found - reading.workflows.begin());
}

void check_calls(const Node& workflows, Reading& reading) {
    const std::vector<Workflow>& all = reading.operation.workflows;
    // By workflow: what it calls, in any of its kinds, and the step that does.
    std::vector<std::vector<std::pair<std::size_t, std::size_t>>> calls(all.size());
    for (std::size_t w = 0; w < all.size(); ++w) {
        const auto note = [&](const Workflow& workflow) {
            for (std::size_t s = 0; s < workflow.steps.size(); ++s) {
                if (workflow.steps[s].calls >= 0) {
                    calls[w].emplace_back(static_cast<std::size_t>(workflow.steps[s].calls), s);
                }
            }
        };
        note(all[w]);
        for (const Workflow& variant : all[w].variants) {
            note(variant);
        }
    }
    for (std::size_t start = 0; start < all.size(); ++start) {
        // The shortest ring through this workflow; one through an earlier one was found there.
        std::vector<int> called_by(all.size(), -1);
        std::vector<std::size_t> reached{start};
        for (std::size_t i = 0; i < reached.size(); ++i) {
            for (const auto& [next, step] : calls[reached[i]]) {
                if (next == start) {
                    std::string ring = fmt::format("`{}`", all[start].name);
                    std::size_t first_step = step;
                    for (std::size_t at = reached[i]; at != start;
                         at = static_cast<std::size_t>(called_by[at])) {
                        ring = fmt::format("`{}`, which calls {}", all[at].name, ring);
                    }
                    for (const auto& [called, by] : calls[start]) {
                        const bool on_ring = reached[i] == start
                                                 ? called == start
                                                 : called_by[called] == static_cast<int>(start);
                        first_step = on_ring ? by : first_step;
                    }
                    const Entry* steps = find_entry(workflows.entries[start].value, "steps");
                    const Entry& caller = steps->value.entries[first_step];
                    const Entry* key = find_entry(caller.value, "calls");
                    reading.faults.error(
                        key != nullptr ? key->value.place : caller.key_place,
                        fmt::format("`{}` calls {}: it would never end", all[start].name, ring),
                        "work that is repeated is written `rework`");
                    return;
                }
                if (next > start && called_by[next] < 0) {
                    called_by[next] = static_cast<int>(reached[i]);
                    reached.push_back(next);
                }
            }
        }
    }
}

} // namespace plimsoll

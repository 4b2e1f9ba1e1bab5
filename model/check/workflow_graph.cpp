// How the questions are put to the graph.
//
//     step graph      an edge a -> b for every arc of b from a
//     cycle           a strong component of more than one step, or a step after itself
//     may start       in topological order: no arcs, or some arc that can be taken
//     endless         see model/endless_loop.cpp
#include "model/check/workflow_graph.hpp"

#include "model/endless_loop.hpp"
#include "model/numeric/number_text.hpp"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/strong_components.hpp>
#include <boost/graph/topological_sort.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace plimsoll {

namespace {

using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS>;

std::size_t at(int index) {
    return static_cast<std::size_t>(index);
}

Graph graph_of(const Workflow& workflow) {
    Graph graph(workflow.steps.size());
    for (std::size_t i = 0; i < workflow.steps.size(); ++i) {
        for (const Arc& arc : workflow.steps[i].after) {
            boost::add_edge(at(arc.from), i, graph);
        }
    }
    return graph;
}

/// "`a` waits for `b`, `b` for `c` and `c` for `a`".
std::string cycle_in_words(const Workflow& workflow, const std::vector<std::size_t>& cycle) {
    constexpr std::size_t most_named = 8;
    if (cycle.size() > most_named) {
        return fmt::format("`{}` and {} more steps wait for each other in a ring",
                           workflow.steps[cycle.front()].name, cycle.size() - 1);
    }
    std::string words;
    for (std::size_t i = 0; i < cycle.size(); ++i) {
        words += i == 0 ? "" : i + 1 == cycle.size() ? " and " : ", ";
        words +=
            fmt::format("`{}` {}for `{}`", workflow.steps[cycle[i]].name, i == 0 ? "waits " : "",
                        workflow.steps[cycle[(i + 1) % cycle.size()]].name);
    }
    return words;
}

/// A cycle inside one strong component, from its first step in the file, following what each waits
/// for.
std::vector<std::size_t> find_cycle(const Workflow& workflow,
                                    const std::vector<std::size_t>& component_of,
                                    std::size_t start) {
    std::vector<std::size_t> path{start};
    std::map<std::size_t, std::size_t> position{{start, 0}};
    for (;;) {
        const std::vector<Arc>& arcs = workflow.steps[path.back()].after;
        const auto inside = std::find_if(arcs.begin(), arcs.end(), [&](const Arc& arc) {
            return component_of[at(arc.from)] == component_of[start];
        });
        const std::size_t next = at(inside->from);
        const auto met = position.find(next);
        if (met != position.end()) {
            return {path.begin() + static_cast<std::ptrdiff_t>(met->second), path.end()};
        }
        position.emplace(next, path.size());
        path.push_back(next);
    }
}

/// True when there was one.
bool report_cycles(const Workflow& workflow, const Graph& graph,
                   const std::vector<StepPlaces>& places, Faults& faults) {
    std::vector<std::size_t> component_of(workflow.steps.size());
    boost::strong_components(graph, boost::make_iterator_property_map(
                                        component_of.begin(), get(boost::vertex_index, graph)));
    std::map<std::size_t, std::size_t> sizes;
    for (const std::size_t component : component_of) {
        ++sizes[component];
    }
    std::set<std::size_t> reported;
    for (std::size_t i = 0; i < workflow.steps.size(); ++i) {
        const bool of_itself = boost::edge(i, i, graph).second;
        if ((sizes[component_of[i]] < 2 && !of_itself) ||
            !reported.insert(component_of[i]).second) {
            continue;
        }
        const std::vector<std::size_t> cycle = find_cycle(workflow, component_of, i);
        const std::size_t first = *std::min_element(cycle.begin(), cycle.end());
        faults.error(places[first].after.front(),
                     cycle.size() == 1
                         ? fmt::format("`{}` waits for itself", workflow.steps[first].name)
                         : cycle_in_words(workflow, cycle) + ": none of them can ever start",
                     "work that goes back is written `rework: {to: ..., chance: ...}`");
    }
    return !reported.empty();
}

/// Which exits something follows, and which steps have plain followers.
struct Followers {
    std::vector<std::vector<bool>> exit_is_followed;
    std::vector<bool> plain;
};

Followers followers_of(const Workflow& workflow) {
    Followers followers;
    followers.plain.resize(workflow.steps.size());
    for (const Step& step : workflow.steps) {
        followers.exit_is_followed.emplace_back(step.exits.size());
    }
    for (const Step& step : workflow.steps) {
        for (const Arc& arc : step.after) {
            if (arc.exit < 0) {
                followers.plain[at(arc.from)] = true;
            } else {
                followers.exit_is_followed[at(arc.from)][at(arc.exit)] = true;
            }
        }
    }
    return followers;
}

/// Whether a step may ever leave by this exit: drawn, or as the first followed one when it is
/// skipped.
bool exit_may_be_taken(const Step& step, const std::vector<bool>& followed, std::size_t exit) {
    const bool drawn =
        step.chance > 0 && (step.exits[exit].share > 0 || step.exits[exit].of_patience);
    const auto first_followed =
        std::find(followed.begin(), followed.end(), true) - followed.begin();
    const bool by_skipping = step.chance < 1 && static_cast<std::size_t>(first_followed) == exit;
    return drawn || by_skipping;
}

std::vector<std::size_t> from_first_to_last(const Graph& graph) {
    std::vector<std::size_t> order;
    boost::topological_sort(graph, std::back_inserter(order));
    std::reverse(order.begin(), order.end());
    return order;
}

/// By step: whether some case comes to it.
std::vector<bool> steps_that_start(const Workflow& workflow,
                                   const std::vector<std::size_t>& order) {
    const Followers followers = followers_of(workflow);
    std::vector<bool> may_start(workflow.steps.size());
    for (const std::size_t i : order) {
        const Step& step = workflow.steps[i];
        may_start[i] = step.after.empty();
        for (const Arc& arc : step.after) {
            const Step& from = workflow.steps[at(arc.from)];
            const bool open =
                may_start[at(arc.from)] &&
                (arc.exit < 0 ||
                 exit_may_be_taken(from, followers.exit_is_followed[at(arc.from)], at(arc.exit)));
            may_start[i] = may_start[i] || open;
        }
    }
    return may_start;
}

std::vector<bool> itself_and_above(const Graph& graph, std::size_t start) {
    std::vector<bool> reached(boost::num_vertices(graph));
    std::vector<std::size_t> waiting{start};
    reached[start] = true;
    while (!waiting.empty()) {
        const std::size_t here = waiting.back();
        waiting.pop_back();
        for (auto [edge, end] = boost::in_edges(here, graph); edge != end; ++edge) {
            const std::size_t next = boost::source(*edge, graph);
            if (!reached[next]) {
                reached[next] = true;
                waiting.push_back(next);
            }
        }
    }
    return reached;
}

/// True if they are sound: they lead upwards, and their chances are.
bool check_reworks(const Workflow& workflow, const Graph& graph, std::size_t i,
                   const StepPlaces& places, Faults& faults) {
    const Step& step = workflow.steps[i];
    const std::vector<bool> above = itself_and_above(graph, i);
    double sum = 0;
    bool sound = true;
    for (std::size_t r = 0; r < step.rework.size(); ++r) {
        const Rework& rework = step.rework[r];
        sum += rework.chance;
        if (!above[at(rework.to)]) {
            faults.error(
                places.rework_to[r],
                fmt::format("work cannot go back from `{}` to `{}`, which does not come before it",
                            step.name, workflow.steps[at(rework.to)].name),
                "rework goes to this step or one that it follows");
            sound = false;
        }
    }
    constexpr double tolerance = 1e-9;
    if (sum > 1 + tolerance) {
        faults.error(places.rework,
                     fmt::format("the reworks of `{}` add up to {}%, more than 100%", step.name,
                                 number_to_text(std::floor(sum * 1e6 + 0.5) / 1e4)),
                     "one draw decides among them");
        sound = false;
    }
    return sound;
}

void report_endless_loop(const Workflow& workflow, const std::vector<StepPlaces>& places,
                         Faults& faults) {
    const std::vector<int> loop = endless_loop(workflow);
    if (loop.empty()) {
        return;
    }
    std::string names;
    for (std::size_t i = 0; i < loop.size(); ++i) {
        names += i == 0 ? "" : i + 1 == loop.size() ? " and " : ", ";
        names += fmt::format("`{}`", workflow.steps[at(loop[i])].name);
    }
    faults.error(places[at(loop.front())].rework,
                 loop.size() == 1
                     ? fmt::format("work goes back from {} every time: it would never end", names)
                     : fmt::format("work goes back from {} every time, and a case may find no "
                                   "way past them: it would never end",
                                   names),
                 "a chance below 100%, or `at_most: 3`, lets it end");
}

} // namespace

void check_workflow_graph(const Workflow& workflow, const std::vector<StepPlaces>& places,
                          Faults& faults) {
    const Graph graph = graph_of(workflow);
    if (report_cycles(workflow, graph, places, faults)) {
        return;
    }
    bool sound = true;
    for (std::size_t i = 0; i < workflow.steps.size(); ++i) {
        if (!workflow.steps[i].rework.empty()) {
            sound = check_reworks(workflow, graph, i, places[i], faults) && sound;
        }
    }
    if (sound) {
        report_endless_loop(workflow, places, faults);
    }
}

void check_steps_are_reached(const std::vector<const Workflow*>& kinds,
                             const std::vector<StepPlaces>& places, Faults& faults) {
    const Workflow& first = *kinds.front();
    const std::vector<std::size_t> order = from_first_to_last(graph_of(first));
    std::vector<bool> reached(first.steps.size());
    for (const Workflow* kind : kinds) {
        const std::vector<bool> of_kind = steps_that_start(*kind, order);
        for (std::size_t i = 0; i < reached.size(); ++i) {
            reached[i] = reached[i] || of_kind[i];
        }
    }
    for (std::size_t i = 0; i < reached.size(); ++i) {
        const Step& step = first.steps[i];
        // Below a step that never starts it is said there.
        const bool blamed = std::any_of(step.after.begin(), step.after.end(),
                                        [&](const Arc& arc) { return !reached[at(arc.from)]; });
        if (!reached[i] && !blamed) {
            const Arc& arc = step.after.front();
            const Step& from = first.steps[at(arc.from)];
            faults.error(places[i].after.front(), fmt::format("`{}` can never start", step.name),
                         fmt::format("no case ever leaves `{}` by `{}`", from.name,
                                     from.exits[at(arc.exit)].name));
        }
    }
}

bool ends_the_case(const Workflow& workflow, std::size_t step, std::size_t exit) {
    return std::none_of(workflow.steps.begin(), workflow.steps.end(), [&](const Step& other) {
        return std::any_of(other.after.begin(), other.after.end(), [&](const Arc& arc) {
            return static_cast<std::size_t>(arc.from) == step &&
                   (arc.exit < 0 || static_cast<std::size_t>(arc.exit) == exit);
        });
    });
}

bool lies_above(const Workflow& workflow, std::size_t above, std::size_t step) {
    std::vector<std::size_t> left{step};
    std::vector<char> seen(workflow.steps.size(), 0);
    while (!left.empty()) {
        const std::size_t at = left.back();
        left.pop_back();
        for (const Arc& arc : workflow.steps[at].after) {
            const auto from = static_cast<std::size_t>(arc.from);
            if (from == above) {
                return true;
            }
            if (seen[from] == 0) {
                seen[from] = 1;
                left.push_back(from);
            }
        }
    }
    return false;
}

} // namespace plimsoll

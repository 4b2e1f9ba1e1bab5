#include "oracle/case_state.hpp"

#include <algorithm>
#include <tuple>

namespace plimsoll {
namespace {

void collect_above(const std::vector<Step>& steps, int s, std::set<int>& above) {
    for (const Arc& arc : steps.at(static_cast<std::size_t>(s)).after) {
        if (above.insert(arc.from).second) {
            collect_above(steps, arc.from, above);
        }
    }
}

} // namespace

FlowMoment last_of(const std::vector<FlowMoment>& moments) {
    FlowMoment last = moments.front();
    for (const FlowMoment& moment : moments) {
        if (std::tie(moment.time, moment.step) >= std::tie(last.time, last.step)) {
            last = moment;
        }
    }
    return last;
}

CaseState::CaseState(const std::vector<Step>& steps_of_workflow) : steps(steps_of_workflow) {
    for (int s = 0; s < static_cast<int>(steps.size()); ++s) {
        states[s] = {};
        collect_above(steps, s, above[s]);
    }
}

bool CaseState::is_at_or_below(int lower, int upper) const {
    return lower == upper || is_above(upper, lower);
}

bool CaseState::on_stretch(int s, int from, int to) const {
    return is_at_or_below(s, to) && is_at_or_below(from, s);
}

bool CaseState::exit_is_followed(int s, int exit) const {
    return std::any_of(steps.begin(), steps.end(), [&](const Step& other) {
        return std::count(other.after.begin(), other.after.end(), Arc{s, exit}) > 0;
    });
}

ArcState CaseState::read(const Arc& arc) const {
    const StepState& source = state(arc.from);
    if (source.is_decided()) {
        return arc.exit == -1 || arc.exit == source.exit ? ArcState::taken : ArcState::dead;
    }
    return is_dead(arc.from) ? ArcState::dead : ArcState::open;
}

int CaseState::arcs(int s, ArcState wanted) const {
    const std::vector<Arc>& after = step(s).after;
    return static_cast<int>(std::count_if(after.begin(), after.end(),
                                          [&](const Arc& arc) { return read(arc) == wanted; }));
}

bool CaseState::is_dead(int s) const {
    const std::vector<Arc>& after = step(s).after;
    return state(s).mark == StepState::Mark::idle && !state(s).sent_back && !after.empty() &&
           arcs(s, ArcState::dead) == static_cast<int>(after.size());
}

FlowMoment CaseState::decided_when(const Arc& arc) const {
    if (state(arc.from).is_decided()) {
        return state(arc.from).decided;
    }
    std::vector<FlowMoment> moments;
    for (const Arc& higher : step(arc.from).after) {
        moments.push_back(decided_when(higher));
    }
    return last_of(moments);
}

Microseconds CaseState::waited_in_join(int join, Microseconds now) const {
    Microseconds total = 0;
    for (const Arc& arc : step(join).after) {
        if (read(arc) == ArcState::taken) {
            total += now - std::max(state(arc.from).decided.time, state(join).cleared);
        }
    }
    return total;
}

std::set<int> CaseState::killers(const Arc& arc) const {
    if (state(arc.from).is_decided()) {
        return {arc.from};
    }
    std::set<int> all;
    for (const Arc& higher : step(arc.from).after) {
        all.merge(killers(higher));
    }
    return all;
}

bool CaseState::spent(int s, std::size_t rework) const {
    const Rework& it = step(s).rework.at(rework);
    const auto fired = times_fired.find({s, rework});
    const std::int64_t times = fired == times_fired.end() ? 0 : fired->second;
    return it.chance <= 0 || (it.at_most >= 0 && times >= it.at_most);
}

std::set<int> CaseState::holders(int join) const {
    std::set<int> found;
    for (const Arc& arc : step(join).after) {
        if (read(arc) != ArcState::dead) {
            continue;
        }
        const std::set<int> choices = killers(arc);
        for (const auto& [h, ignored] : states) {
            if (is_at_or_below(h, join) || (is_dead(arc.from) && is_at_or_below(h, arc.from))) {
                continue;
            }
            for (std::size_t r = 0; r < step(h).rework.size(); ++r) {
                const int to = step(h).rework[r].to;
                const bool may_redraw =
                    std::any_of(choices.begin(), choices.end(),
                                [&, from = h](int choice) { return on_stretch(choice, from, to); });
                if (may_redraw && !spent(h, r)) {
                    found.insert(h);
                }
            }
        }
    }
    return found;
}

bool CaseState::it_or_one_above_is_under_way(int s) const {
    return std::any_of(states.begin(), states.end(), [&](const auto& entry) {
        return entry.second.under_way() && is_at_or_below(s, entry.first);
    });
}

bool CaseState::arcs_let_it_start(int s) const {
    return state(s).mark == StepState::Mark::idle && !state(s).sent_back &&
           arcs(s, ArcState::open) == 0 && (step(s).after.empty() || arcs(s, ArcState::taken) > 0);
}

bool CaseState::may_start_again(int s, Readings::SentBackWaitsFor waits_for) const {
    if (state(s).mark != StepState::Mark::idle || !state(s).sent_back) {
        return false;
    }
    if (waits_for == Readings::SentBackWaitsFor::arcs_into_it) {
        return arcs(s, ArcState::open) == 0;
    }
    return std::all_of(above.at(s).begin(), above.at(s).end(),
                       [&](int upper) { return state(upper).is_decided() || is_dead(upper); });
}

} // namespace plimsoll

#include "oracle/random_workflow.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <set>

namespace plimsoll {
namespace {

/// Splitmix64 (Steele, Lea and Flood 2014).
struct WorkflowDice {
    std::uint64_t state = 0;

    std::uint64_t next() {
        state += 0x9E3779B97F4A7C15U;
        std::uint64_t x = state;
        x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9U;
        x = (x ^ (x >> 27U)) * 0x94D049BB133111EBU;
        return x ^ (x >> 31U);
    }
    int below(int limit) { return static_cast<int>(next() % static_cast<std::uint64_t>(limit)); }
    int between(int least, int most) { return least + below(most - least + 1); }
    bool in_100(int chances) { return below(100) < chances; }
    double unit() { return static_cast<double>(next() >> 11U) / 9007199254740992.0; }
};

constexpr std::array<int, 6> tying_minutes{10, 20, 30, 30, 60, 90};

Distribution some_duration(WorkflowDice& dice, bool tie_prone) {
    Distribution exact;
    const Microseconds length =
        tie_prone ? tying_minutes[static_cast<std::size_t>(dice.below(6))] * minute
                  : dice.between(1, 20'000) * second;
    exact.a = static_cast<double>(length);
    return exact;
}

std::vector<Exit> some_exits(WorkflowDice& dice) {
    std::vector<Exit> exits(static_cast<std::size_t>(dice.between(1, 3)));
    int left = 20;
    for (std::size_t e = 0; e < exits.size(); ++e) {
        const bool last = e + 1 == exits.size();
        const int part = last ? left : dice.between(1, left / 2);
        exits[e].name = "exit " + std::to_string(e);
        exits[e].share = part / 20.0;
        left -= part;
    }
    return exits;
}

/// Arcs into the step at `position` of the order, from steps before it.
void add_arcs(WorkflowDice& dice, std::vector<Step>& steps, const std::vector<int>& order,
              int position) {
    std::set<int> sources;
    const int wanted = dice.in_100(12) ? 0 : dice.between(1, 3);
    for (int i = 0; i < wanted; ++i) {
        const int reach = std::min(position, dice.in_100(70) ? 4 : position);
        sources.insert(order[static_cast<std::size_t>(position - dice.between(1, reach))]);
    }
    Step& step = steps[static_cast<std::size_t>(order[static_cast<std::size_t>(position)])];
    for (const int source : sources) {
        const int exits = static_cast<int>(steps[static_cast<std::size_t>(source)].exits.size());
        if (exits == 0 || dice.in_100(25)) {
            step.after.push_back({source, -1});
            continue;
        }
        const int exit = dice.below(exits);
        step.after.push_back({source, exit});
        if (exits > 1 && dice.in_100(10)) {
            step.after.push_back({source, (exit + 1) % exits});
        }
    }
}

/// Lets some later step follow each exit that nothing follows, most of the time: fewer cases end
/// early.
void follow_exits(WorkflowDice& dice, std::vector<Step>& steps, const std::vector<int>& order) {
    const int last = static_cast<int>(order.size()) - 1;
    for (int position = 0; position < last; ++position) {
        const int source = order[static_cast<std::size_t>(position)];
        const int exits = static_cast<int>(steps[static_cast<std::size_t>(source)].exits.size());
        for (int exit = 0; exit < exits; ++exit) {
            const bool followed = std::any_of(steps.begin(), steps.end(), [&](const Step& step) {
                return std::count(step.after.begin(), step.after.end(), Arc{source, exit}) > 0;
            });
            const int follower = order[static_cast<std::size_t>(dice.between(position + 1, last))];
            std::vector<Arc>& after = steps[static_cast<std::size_t>(follower)].after;
            if (!followed && !std::count(after.begin(), after.end(), Arc{source, -1}) &&
                dice.in_100(75)) {
                after.push_back({source, exit});
            }
        }
    }
}

/// The step itself and all above it.
std::vector<int> itself_and_above(const std::vector<Step>& steps, int s) {
    std::vector<int> found{s};
    for (std::size_t i = 0; i < found.size(); ++i) {
        for (const Arc& arc : steps[static_cast<std::size_t>(found[i])].after) {
            if (std::find(found.begin(), found.end(), arc.from) == found.end()) {
                found.push_back(arc.from);
            }
        }
    }
    return found;
}

/// A step that only one exit leads to may send back always: sooner or later another exit is drawn.
/// One such step a workflow: two of them behind the two exits of one step would never let it go.
bool may_always_send_back(const std::vector<Step>& steps, const Step& step) {
    if (step.after.size() != 1 || step.after[0].exit < 0) {
        return false;
    }
    const Step& source = steps[static_cast<std::size_t>(step.after[0].from)];
    return source.exits[static_cast<std::size_t>(step.after[0].exit)].share <= 0.6;
}

/// Reworks without at_most that a workflow may still have.
struct Unlimited {
    int always = 1;
    int sometimes = 4; ///< more would multiply to cases of thousands of visits
};

void add_reworks(WorkflowDice& dice, std::vector<Step>& steps, int s, Unlimited& left_over) {
    Step& step = steps[static_cast<std::size_t>(s)];
    std::vector<int> targets = itself_and_above(steps, s);
    if (left_over.always > 0 && may_always_send_back(steps, step) && dice.in_100(40)) {
        left_over.always = 0;
        Rework always;
        always.to = step.after[0].from;
        step.rework.push_back(always);
        return;
    }
    const int wanted = dice.between(1, 3);
    int left = 20; // of the sum of chances, in twentieths
    for (int i = 0; i < wanted && !targets.empty(); ++i) {
        const auto target = targets.begin() + dice.below(static_cast<int>(targets.size()));
        Rework rework;
        rework.to = *target;
        targets.erase(target);
        const bool limited = left_over.sometimes == 0 || dice.in_100(50);
        const int twentieths = limited ? dice.between(1, 20) : dice.between(1, 6);
        if (twentieths > left - 1 && !(limited && wanted == 1)) {
            break;
        }
        left -= twentieths;
        rework.chance = twentieths / 20.0;
        rework.at_most = limited ? dice.between(1, 3) : -1;
        left_over.sometimes -= limited ? 0 : 1;
        rework.effort_share = dice.in_100(50) ? 1.0 : dice.between(1, 12) / 10.0;
        step.rework.push_back(rework);
    }
}

} // namespace

Workflow random_workflow(std::uint64_t seed) {
    WorkflowDice dice{seed};
    const bool tie_prone = dice.in_100(50);
    const bool knotted = dice.in_100(60);
    std::vector<Step> steps(static_cast<std::size_t>(dice.between(2, 12)));
    std::vector<int> order(steps.size());
    std::iota(order.begin(), order.end(), 0);
    if (dice.in_100(50)) { // the file's order need not be the order of the work
        for (std::size_t i = order.size() - 1; i > 0; --i) {
            std::swap(order[i],
                      order[static_cast<std::size_t>(dice.below(static_cast<int>(i) + 1))]);
        }
    }
    for (std::size_t s = 0; s < steps.size(); ++s) {
        Step& step = steps[s];
        step.name = "step " + std::to_string(s);
        if (dice.in_100(knotted ? 50 : 35)) {
            step.exits = some_exits(dice);
        }
        if (dice.in_100(80)) {
            step.needs.push_back({0, 1});
            step.effort = some_duration(dice, tie_prone);
        }
        if (dice.in_100(20)) {
            step.delay = Delay{some_duration(dice, tie_prone), dice.in_100(50), round_the_clock()};
        }
        if (dice.in_100(knotted ? 10 : 20)) {
            step.chance = dice.between(1, 19) / 20.0;
        }
    }
    Unlimited left_over;
    for (int position = 0; position < static_cast<int>(order.size()); ++position) {
        if (position > 0) {
            add_arcs(dice, steps, order, position);
        }
    }
    if (knotted) {
        follow_exits(dice, steps, order);
    }
    for (const int s : order) {
        if (dice.in_100(knotted ? 60 : 35)) {
            add_reworks(dice, steps, s, left_over);
        }
    }
    Workflow workflow;
    workflow.name = "random " + std::to_string(seed);
    workflow.steps = steps;
    return workflow;
}

CaseLuck random_luck(const Workflow& workflow, std::uint64_t seed) {
    const auto dice = [seed](int what, int step, int visit) {
        WorkflowDice named{seed};
        for (const int part : {what, step, visit}) {
            named.state = named.next() ^ static_cast<std::uint64_t>(part);
        }
        return named;
    };
    const auto duration = [seed, dice](int what, int step, int visit, const Distribution& law) {
        return seed % 2 == 0
                   ? static_cast<Microseconds>(law.a)
                   : tying_minutes[static_cast<std::size_t>(dice(what, step, visit).below(6))] *
                         minute;
    };
    const auto uniform = [dice](int what) {
        return [dice, what](int step, int visit) { return dice(what, step, visit).unit(); };
    };
    const std::vector<Step> steps = workflow.steps;
    CaseLuck luck;
    luck.effort = [=](int s, int visit) {
        return duration(0, s, visit, *steps[static_cast<std::size_t>(s)].effort);
    };
    luck.delay = [=](int s, int visit) {
        return duration(1, s, visit, steps[static_cast<std::size_t>(s)].delay->length);
    };
    luck.chance_uniform = uniform(2);
    luck.exit_uniform = uniform(3);
    luck.rework_uniform = uniform(4);
    return luck;
}

} // namespace plimsoll

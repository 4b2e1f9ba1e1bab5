// Work that needs several people at once: MODEL.md ruling 6.
//
//     a, busy   |=== other work ===|               may not start in b    |-- fits into the gap --|
//     b, free         ^            ^
//                    now      the gap ends         start in a and b      |====== joint work ======|
//
// Joint work holds nobody while it waits. Once it has waited longer than its mean effort as
// declared, whoever it could use is kept for it from work that their team's order puts behind it,
// unless that work would be done, by its mean effort as declared, before the missing people can be
// there. What the order puts before it goes first. Nobody is kept who will not be missed: where
// enough others of a team will be there when the gap ends, one more may begin something else.
#pragma once

#include "sim/engine/team_state.hpp"
#include "sim/engine/work_item.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace plimsoll {

/// What an engine (sim/engine/simulation.hpp), which it looks into, needs to know of joint work.
template <class Engine>
class JointWork {
public:
    explicit JointWork(Engine& engine) : engine_(engine) {}

    /// To be called once, when the engine knows its teams.
    void prepare();
    bool exists() const { return exists_; }

    /// What this person is doing ends then, as drawn; 0: he is free; `never`: nobody knows.
    void ends(std::uint32_t person, Microseconds time) {
        done_at_[person] = time;
        changed();
    }
    /// To be called where anything changes that decides who may start: what was found before, of
    /// this instant, does not hold any more.
    void changed() { ++state_; }
    /// People of this team will be there later than was thought: what was kept from their partners
    /// may fit into the gap now, or has nothing to wait for any more.
    void look_again_beside(int team);

    /// Whether it has waited longer than its mean effort as declared, on the operation's clock.
    bool has_waited_long(const WorkItem& item) const;
    /// Whether somebody whom this work would take by this need is kept for other work.
    bool is_kept_from(std::uint32_t index, int option) {
        return exists_ && find_kept_until(index, option, 0).has_value();
    }
    /// Whether other work that can start, too, goes before this joint work in some team of it.
    bool must_let_another_go_first(int need, std::uint32_t index);
    /// So many steps may wait in the queue of this need.
    std::size_t steps_of(int need) const { return steps_of_need_[need]; }

    /// It can start by this need, but lets other work of the instant go first.
    void lets_others_first(std::uint32_t index, int option) { waits_.emplace_back(index, option); }
    void something_started() { waits_.clear(); }
    /// Everybody has looked, and some work has let other work go first that has not started either:
    /// where teams' orders differ that can go round in a circle. The one ready first starts.
    void start_what_let_others_first();

private:
    /// So many people of a team whom work that goes before would take for so long.
    struct Claim {
        int team = 0;
        std::int64_t people = 0;
        Microseconds from = 0;
        Microseconds to = 0;
    };
    using Claims = std::vector<Claim>;
    /// Joint work that has waited long: what is known of it beside the work before it.
    struct Link {
        std::uint32_t item = nobody;
        int option = -1; ///< the need by which it would start
        int place = -1;  ///< of the team in that need; -1: nobody is kept for it
        Microseconds from = 0;
        Microseconds gap_ends = 0;
        Microseconds starts = 0; ///< this, and what follows, where it is laid out
        std::int64_t wanted = 0;
        std::size_t claims = 0; ///< of the chain, its own and those before it
    };
    struct Chain {
        std::uint64_t state = 0;
        std::vector<Link> links;
        std::size_t laid_out = 0; ///< of the links
        Claims claims;
    };
    static constexpr int most_depth = 3;     ///< of work that waits for work that waits for people
    static constexpr int most_shifts = 1000; ///< looked at: some common hour comes before

    const PlanStep& step_of(const WorkItem& item) const { return engine_.plan.step(item.step); }
    const PlanTeam& team_at(int number) const { return engine_.plan.team(number); }
    const PlanQueue& need_at(int number) const { return engine_.plan.queue(number); }
    const PlanPerson& person_at(int number) const { return engine_.plan.person(number); }
    TeamState& state_of(int team) const { return engine_.teams[team]; }
    Microseconds open_at(int clock, Microseconds time) const {
        return engine_.clock.is_open(clock, time) ? time : engine_.clock[clock].next_opening(time);
    }
    /// The same, remembered: many are asked for in turn.
    Microseconds opens_at(int clock, Microseconds time) const;

    void know_partners();
    void know_needs();
    double declared_effort(const WorkItem& item) const;
    Microseconds next_there(int person, Microseconds from) const;
    template <class Visit>
    void for_each_candidate(const PlanQueue& need, std::size_t place, Visit visit) const;
    Microseconds next_enough(const PlanQueue& need, std::size_t place, Microseconds from,
                             const Claims& claims) const;
    Microseconds gap_end(const WorkItem& item, const PlanQueue& need, const Claims& claims,
                         Microseconds from) const;
    Microseconds gap_end_now(const WorkItem& item, int option);
    int first_option(const WorkItem& item);
    void find_kept_for(int team, std::uint32_t index, bool helps,
                       std::vector<std::uint32_t>& found);
    std::optional<Microseconds> kept_until(std::uint32_t index, int option, int depth);
    std::optional<Microseconds> find_kept_until(std::uint32_t index, int option, int depth);
    std::optional<Microseconds> kept_until(std::uint32_t index, const PlanQueue& need,
                                           std::size_t place, int team, int depth);
    Chain& chain_of(int team, int depth, const std::vector<std::uint32_t>& waiting);
    void add_link(Chain& chain, std::uint32_t index, int team, int depth);
    void lay_out(Chain& chain, std::size_t number, int team);
    void know_instant();
    Microseconds would_be_done(const WorkItem& item, const PlanQueue& need, std::size_t place,
                               Microseconds from) const;
    Microseconds would_be_done_now(const WorkItem& item, const PlanQueue& need, std::size_t place);
    int common_clock() const;
    bool goes_first(std::uint32_t one, int need_of_one, std::uint32_t other,
                    int need_of_other) const;

    Engine& engine_;
    bool exists_ = false;
    Table<Microseconds> done_at_;      ///< one a person
    Table<std::size_t> most_at_once_;  ///< one a need: so much of its work fits into its teams
    Table<std::size_t> steps_of_need_; ///< one a need
    /// An answer, and to which state it belongs.
    template <class Of, class Answer>
    struct Known {
        std::uint64_t state = 0;
        Of of{};
        Answer answer{};
    };
    std::uint64_t state_ = 1; ///< counts all that decides who may start
    Microseconds state_at_ = -1;
    Table<Known<int, Microseconds>> gap_ends_; ///< one a need: without claims, from now on
    std::vector<Known<std::pair<int, int>, std::optional<Microseconds>>>
        kept_until_;                                  ///< one an item: by option and depth
    std::array<Table<Chain>, most_depth + 1> chains_; ///< [depth][team]
    /// Of this instant: by need and place, of the step that was last asked for.
    Table<std::vector<Known<int, Microseconds>>> done_if_begun_;
    std::array<std::vector<std::uint32_t>, most_depth + 1> waiting_; ///< kept for their memory
    std::vector<int> closed_steps_;                                  ///< as well
    struct Asked {
        Microseconds time = -1;
        Microseconds opens = 0;
    };
    struct Ready {
        Microseconds time = -1;
        Microseconds elapsed = 0;
    };
    mutable std::vector<Ready> ready_; ///< one an item: when it became ready, on both clocks
    mutable Table<Asked> comes_;       ///< one a person: when done, and on shift
    mutable Table<std::array<Asked, 2>> opens_; ///< one a clock: from now on, and later
    mutable std::vector<int> clocks_;           ///< of would_be_done, kept for its memory
    mutable std::vector<int> common_of_two_;    ///< [one clock * clocks + other]; -1: not known yet
    /// Of this instant: items that let others go first, and by which need they could start.
    std::vector<std::pair<std::uint32_t, int>> waits_;
};

/// Work that waits for people of this team and of others, has waited long and goes before `index`
/// by the team's order, as far as it matters: whoever became ready first first.
template <class Engine>
void JointWork<Engine>::find_kept_for(int team, std::uint32_t index, bool helps,
                                      std::vector<std::uint32_t>& found) {
    found.clear();
    const Order order = team_at(team).order;
    const bool by_rank_of_step = order == Order::fifo || order == Order::priority;
    const auto goes_before = [&](std::uint32_t other) {
        return helps || served_before(engine_, order, other, index);
    };
    for (const int number : state_of(team).shared_needs) {
        WorkQueue& queue = engine_.queues[number];
        const bool in_this_order = team_at(need_at(number).lead).order == order;
        if (queue.empty() || (in_this_order && !goes_before(queue.front()))) {
            continue;
        }
        // Where one visit of a step has not waited long, or does not go before, no later one does.
        std::vector<int>& closed = closed_steps_;
        closed.clear();
        std::size_t of_this_queue = 0;
        queue.for_each_by_readiness([&](std::uint32_t other) {
            const WorkItem& item = engine_.items[other];
            if (other == index ||
                std::find(closed.begin(), closed.end(), item.step) != closed.end()) {
                return true;
            }
            const bool waits_long = has_waited_long(item);
            if (waits_long && goes_before(other)) {
                found.push_back(other);
                ++of_this_queue;
            } else if (is_alone(engine_, item) && (!waits_long || by_rank_of_step)) {
                closed.push_back(item.step);
            }
            return of_this_queue < most_at_once_[number] && closed.size() < steps_of(number);
        });
    }
    std::sort(found.begin(), found.end(), [this](std::uint32_t a, std::uint32_t b) {
        return served_before(engine_, Order::fifo, a, b);
    });
}

/// If somebody whom this work would take by this need is kept for other work: until that would be
/// done.
template <class Engine>
std::optional<Microseconds> JointWork<Engine>::kept_until(std::uint32_t index, int option,
                                                          int depth) {
    if (index >= kept_until_.size()) {
        kept_until_.resize(engine_.items.size());
    }
    const std::pair<int, int> of(option, depth);
    know_instant();
    if (kept_until_[index].state != state_ || kept_until_[index].of != of) {
        const std::optional<Microseconds> until = find_kept_until(index, option, depth);
        kept_until_[index] = {state_, of, until};
    }
    return kept_until_[index].answer;
}

template <class Engine>
void JointWork<Engine>::know_instant() {
    if (state_at_ != engine_.clock.now()) {
        state_at_ = engine_.clock.now();
        changed();
    }
}

template <class Engine>
std::optional<Microseconds> JointWork<Engine>::find_kept_until(std::uint32_t index, int option,
                                                               int depth) {
    const PlanQueue& need = need_at(option);
    for (std::size_t place = 0; place < need.teams.size(); ++place) {
        for (const int team : state_of(need.teams[place].team).same_people) {
            const std::optional<Microseconds> until =
                state_of(team).shared_needs.empty() ? std::nullopt
                                                    : kept_until(index, need, place, team, depth);
            if (until) {
                return until;
            }
        }
    }
    return std::nullopt;
}

/// The same of people of `team`, for the part of the work at `place`.
template <class Engine>
std::optional<Microseconds> JointWork<Engine>::kept_until(std::uint32_t index,
                                                          const PlanQueue& need, std::size_t place,
                                                          int team, int depth) {
    std::vector<std::uint32_t>& waiting = waiting_[static_cast<std::size_t>(depth)];
    find_kept_for(team, index, place == 0 && need.helps >= 0, waiting);
    if (waiting.empty()) {
        return std::nullopt;
    }
    const Microseconds now = engine_.clock.now();
    std::optional<Microseconds> done; // found where it matters
    Chain& chain = chain_of(team, depth, waiting);
    for (std::size_t number = 0; number < waiting.size(); ++number) {
        if (number == chain.links.size()) {
            add_link(chain, waiting[number], team, depth);
        }
        if (chain.links[number].place < 0) {
            continue;
        }
        done = done ? done : would_be_done_now(engine_.items[index], need, place);
        if (*done <= chain.links[number].gap_ends) {
            continue;
        }
        lay_out(chain, number, team);
        // Who will be there, and how many of those may be the ones that this work takes now.
        const Link& link = chain.links[number];
        const PlanQueue& theirs = need_at(link.option);
        const auto at = static_cast<std::size_t>(link.place);
        std::int64_t there = 0;
        std::int64_t in_question = 0;
        for_each_candidate(theirs, at, [&](int person) {
            if (next_there(person, link.starts) == link.starts) {
                const bool may_go = next_there(person, now) == now &&
                                    engine_.staff.may_serve(need, place, person, team);
                ++there;
                in_question += may_go ? 1 : 0;
            }
        });
        if (there - std::min(in_question, need.teams[place].people) < link.wanted) {
            return would_be_done(engine_.items[link.item], theirs, at, link.starts);
        }
    }
    return std::nullopt;
}

/// Of two pieces of work that need people of the same teams: which goes first. Where one team's
/// order says so and none says otherwise, that one; else the one ready earlier, in every team.
template <class Engine>
bool JointWork<Engine>::goes_first(std::uint32_t one, int need_of_one, std::uint32_t other,
                                   int need_of_other) const {
    bool first = false;
    bool second = false;
    for (const Need& part : need_at(need_of_one).teams) {
        const PlanTeam& team = team_at(part.team);
        const std::vector<Need>& others = need_at(need_of_other).teams;
        const bool shared = std::any_of(others.begin(), others.end(), [&](const Need& needed) {
            return needed.team == part.team;
        });
        if (shared && !team.unlimited) {
            const std::int64_t rank = urgency(engine_, engine_.items[one], team.order);
            const std::int64_t other_rank = urgency(engine_, engine_.items[other], team.order);
            first = first || rank < other_rank;
            second = second || other_rank < rank;
        }
    }
    return first != second ? first : served_before(engine_, Order::fifo, one, other);
}

template <class Engine>
bool JointWork<Engine>::must_let_another_go_first(int need, std::uint32_t index) {
    if (need_at(need).people < 2) {
        return false;
    }
    for (const Need& part : need_at(need).teams) {
        const PlanTeam& team = team_at(part.team);
        for (const int other : team.needs) {
            const std::uint32_t rival = team.unlimited ? nobody : next_in(engine_, other);
            if (rival == nobody || rival == index || !engine_.staff.are_free_for(other)) {
                continue;
            }
            const bool alone = need_at(other).teams.size() == 1;
            if (alone ? served_before(engine_, team.order, rival, index)
                      : goes_first(rival, other, index, need)) {
                return true;
            }
        }
    }
    return false;
}

template <class Engine>
void JointWork<Engine>::start_what_let_others_first() {
    const std::vector<std::pair<std::uint32_t, int>> waiting = std::move(waits_);
    waits_.clear();
    std::uint32_t first = nobody;
    int need = -1;
    for (const auto& [index, option] : waiting) {
        if (engine_.items[index].stage == WorkItem::Stage::waiting &&
            engine_.staff.are_free_for(option) &&
            (first == nobody || served_before(engine_, Order::fifo, index, first))) {
            first = index;
            need = option;
        }
    }
    if (first != nobody) {
        start(engine_, first, need);
    }
}

template <class Engine>
void JointWork<Engine>::look_again_beside(int team) {
    for (const int partner : state_of(team).partners) {
        mark_dirty(engine_, partner);
    }
}

template <class Engine>
void JointWork<Engine>::prepare() {
    done_at_.assign(engine_.plan.people.size(), 0);
    comes_.assign(engine_.plan.people.size(), {});
    opens_.assign(engine_.plan.clocks.size(), {});
    common_of_two_.assign(opens_.size() * opens_.size(), -1);
    chains_.fill(Table<Chain>(engine_.plan.teams.size()));
    gap_ends_.assign(engine_.plan.needs.size(), {});
    for (const PlanQueue& need : engine_.plan.needs) {
        done_if_begun_.emplace_back(need.teams.size());
    }
    know_partners();
    know_needs();
}

/// Which teams work together. Nobody waits for anybody of an unlimited team.
template <class Engine>
void JointWork<Engine>::know_partners() {
    const auto add = [](std::vector<int>& to, int team) {
        if (std::find(to.begin(), to.end(), team) == to.end()) {
            to.push_back(team);
        }
    };
    const int teams = static_cast<int>(engine_.plan.teams.size());
    for (int team = 0; team < teams; ++team) {
        if (team_at(team).unlimited) {
            continue;
        }
        std::vector<int>& same_people = state_of(team).same_people;
        same_people.push_back(team);
        for (const Shift& shift : team_at(team).shifts) {
            for (const int person : shift.people) {
                for (const int same : person_at(person).also) {
                    add(same_people, person_at(same).team);
                }
            }
        }
    }
    for (int team = 0; team < teams; ++team) {
        for (const int same : state_of(team).same_people) {
            for (const int need : state_of(same).shared_needs) {
                exists_ = true;
                for (const Need& part : need_at(need).teams) {
                    for (const int beside : state_of(part.team).same_people) {
                        add(state_of(team).partners, beside);
                    }
                }
            }
        }
    }
}

template <class Engine>
void JointWork<Engine>::know_needs() {
    for (const PlanQueue& need : engine_.plan.needs) {
        std::int64_t most = std::numeric_limits<std::int64_t>::max();
        for (const Need& part : need.teams) {
            std::int64_t people = 0;
            for (const Shift& shift : team_at(part.team).shifts) {
                people += static_cast<std::int64_t>(shift.people.size());
            }
            most = team_at(part.team).unlimited ? most : std::min(most, people / part.people);
        }
        most_at_once_.push_back(static_cast<std::size_t>(std::max<std::int64_t>(1, most)));
    }
    steps_of_need_.assign(engine_.plan.needs.size(), 0);
    for (const PlanStep& step : engine_.plan.steps) {
        std::vector<int> needs{step.need, step.kept_need, step.patience_need};
        for (const int number : {step.person_rule, step.kept_rule}) {
            if (number < 0) {
                continue;
            }
            const PlanPersonRule& rule = engine_.plan.person_rule(number);
            for (const auto* queues : {&rule.only, &rule.all_but}) {
                for (const auto& [people, need] : *queues) {
                    needs.push_back(need);
                }
            }
        }
        std::sort(needs.begin(), needs.end());
        needs.erase(std::unique(needs.begin(), needs.end()), needs.end());
        for (const int need : needs) {
            if (need >= 0) {
                ++steps_of_need_[need];
            }
        }
    }
}

} // namespace plimsoll

#include "sim/engine/joint_chain.hpp"
#include "sim/engine/joint_gap.hpp"

// Some steps send back every case they do: their reworks without `at_most` add up to 100%. All
// other reworks stop sooner or later, spent or by luck. So a case goes on for ever if it comes to a
// standing from which no choices lead to one where no such step is reached.
//
//     standing    each step that always sends back, and each step above one, is undecided, dead,
//                 done by some exit, or pending: it will send back
//     move        a pending step sends back; the stretch is cleared and falls anew, as it may
//     good        nothing is pending, or a move ends the case or leads to a good standing
//
// Every standing that can be reached must be good: for each such step by itself, as it is not for
// others to stop it, and for all together. A skip is a way to fall, too, and so is a rework of less
// than 100%. What is done beside a stretch stays as it is. Holds, times and reworks with `at_most`
// are left out: they decide when a standing is reached, hardly ever whether.
#include "model/endless_loop.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>

namespace plimsoll {

namespace {

std::size_t as_index(int index) {
    return static_cast<std::size_t>(index);
}

/// By step: 0 done without an exit, e + 1 done by exit e, or one of these.
using Standing = std::vector<int>;
enum : int { undecided = -1, called = -2, dead = -3, pending = -4 };

/// More is not looked into, and taken to be good: nobody has drawn such a workflow.
constexpr std::size_t most_standings = 20'000;
constexpr std::size_t most_falls = 200'000;

class Search {
public:
    /// Looks at the steps `always`, which send back every time, and at all above them.
    Search(const Workflow& workflow, const std::vector<int>& always)
        : steps_(workflow.steps), always_(steps_.size()), targets_(steps_.size()),
          above_(steps_.size()) {
        for (const int s : always) {
            always_[as_index(s)] = true;
            put_in_order(s);
        }
        for (const int s : order_) {
            for (const Rework& rework : steps_[as_index(s)].rework) {
                if (rework.at_most < 0 && rework.chance > 0) {
                    targets_[as_index(s)].insert(rework.to);
                }
            }
            count_options(s);
        }
    }

    /// The steps that are pending for ever, if there is a bad standing.
    std::vector<int> run() {
        fall(Standing(steps_.size(), undecided), 0);
        for (std::size_t here = 0; here < standings_.size(); ++here) {
            move_on(here);
            if (standings_.size() > most_standings || falls_ > most_falls) {
                return {};
            }
        }
        return steps_of_a_bad_standing();
    }

private:
    /// Every step above, then the step itself.
    void put_in_order(int s) {
        if (std::find(order_.begin(), order_.end(), s) != order_.end()) {
            return;
        }
        for (const Arc& arc : steps_[as_index(s)].after) {
            put_in_order(arc.from);
            above_[as_index(s)].insert(arc.from);
            above_[as_index(s)].insert(above_[as_index(arc.from)].begin(),
                                       above_[as_index(arc.from)].end());
        }
        order_.push_back(s);
    }

    bool is_followed(int s, int exit) const {
        return std::any_of(steps_.begin(), steps_.end(), [&](const Step& other) {
            return std::count(other.after.begin(), other.after.end(), Arc{s, exit}) > 0;
        });
    }

    static bool takes(int standing, const Arc& arc) {
        return standing >= 0 && (arc.exit < 0 || arc.exit == standing - 1);
    }

    /// One of the exits that lead to the same of the steps looked at stands for all.
    int stand_in(int s, int standing) const {
        for (int other = 0; other < standing; ++other) {
            const bool same = std::all_of(order_.begin(), order_.end(), [&](int below) {
                const std::vector<Arc>& after = steps_[as_index(below)].after;
                return std::all_of(after.begin(), after.end(), [&](const Arc& arc) {
                    return arc.from != s || takes(standing, arc) == takes(other, arc);
                });
            });
            if (same) {
                return other;
            }
        }
        return standing;
    }

    void count_options(int s) {
        const Step& step = steps_[as_index(s)];
        Options& options = options_[s];
        if (!targets_[as_index(s)].empty()) {
            options.done.insert(pending);
        }
        if (!always_[as_index(s)] && step.exits.empty()) {
            options.done.insert(0);
        }
        int first_followed = -1;
        for (int exit = static_cast<int>(step.exits.size()) - 1; exit >= 0; --exit) {
            const bool followed = is_followed(s, exit);
            first_followed = followed ? exit : first_followed;
            // Who loses patience goes by an exit, without being done.
            const bool of_patience = step.exits[as_index(exit)].of_patience;
            if (!of_patience && (always_[as_index(s)] || step.exits[as_index(exit)].share <= 0)) {
                continue;
            }
            if (followed || is_followed(s, -1)) {
                options.done.insert(stand_in(s, exit + 1));
            } else {
                options.ends = true;
            }
        }
        options.skipped = stand_in(s, first_followed + 1);
    }

    /// Decides the steps from place `from` of the order on, in every way they may fall.
    void fall(Standing standing, std::size_t from) {
        ++falls_;
        for (std::size_t place = from; place < order_.size(); ++place) {
            const int s = order_[place];
            int& mine = standing[as_index(s)];
            if (mine >= 0 || mine == pending) {
                continue;
            }
            const bool forced = mine == called;
            if (forced) {
                if (std::any_of(
                        above_[as_index(s)].begin(), above_[as_index(s)].end(),
                        [&](int upper) { return !is_decided(standing[as_index(upper)]); })) {
                    continue;
                }
            } else if (!may_start(s, standing)) {
                continue;
            }
            const Step& step = steps_[as_index(s)];
            const Options& options = options_.at(s);
            std::set<int> ways;
            if (forced || step.chance > 0) {
                ways = options.done;
                ended_ = ended_ || options.ends;
            }
            if (!forced && step.chance < 1) {
                ways.insert(options.skipped);
            }
            for (const int way : ways) {
                mine = way;
                if (falls_ <= most_falls) {
                    fall(standing, place + 1);
                }
            }
            return;
        }
        const auto [found, is_new] = number_.emplace(standing, standings_.size());
        if (is_new) {
            standings_.push_back(standing);
        }
        reached_.insert(found->second);
    }

    static bool is_decided(int standing) { return standing >= 0 || standing == dead; }

    /// Reads the arcs into it; writes down that it is dead or undecided if it may not.
    bool may_start(int s, Standing& standing) const {
        const std::vector<Arc>& after = steps_[as_index(s)].after;
        bool open = false;
        bool taken = after.empty();
        for (const Arc& arc : after) {
            open = open || !is_decided(standing[as_index(arc.from)]);
            taken = taken || takes(standing[as_index(arc.from)], arc);
        }
        standing[as_index(s)] = open || taken ? undecided : dead;
        return !open && taken;
    }

    /// Every move from this standing: where it leads, and whether it can end the case.
    void move_on(std::size_t here) {
        reached_.clear();
        ended_ = false;
        bool anything_pending = false;
        for (const int h : order_) {
            if (standings_[here][as_index(h)] != pending) {
                continue;
            }
            anything_pending = true;
            for (const int x : targets_[as_index(h)]) {
                Standing cleared = standings_[here];
                for (const int s : order_) {
                    const bool below_x = s == x || above_[as_index(s)].count(x) > 0;
                    if (below_x && (s == h || above_[as_index(h)].count(s) > 0)) {
                        cleared[as_index(s)] = s == x ? called : undecided;
                    }
                }
                fall(cleared, 0);
            }
        }
        good_.push_back(!anything_pending || ended_);
        leads_to_.push_back(reached_);
    }

    std::vector<int> steps_of_a_bad_standing() {
        std::vector<std::size_t> spreading;
        std::vector<std::vector<std::size_t>> comes_from(standings_.size());
        for (std::size_t here = 0; here < standings_.size(); ++here) {
            for (const std::size_t next : leads_to_[here]) {
                comes_from[next].push_back(here);
            }
            if (good_[here]) {
                spreading.push_back(here);
            }
        }
        while (!spreading.empty()) {
            const std::size_t here = spreading.back();
            spreading.pop_back();
            for (const std::size_t before : comes_from[here]) {
                if (!good_[before]) {
                    good_[before] = true;
                    spreading.push_back(before);
                }
            }
        }
        const auto bad = std::find(good_.begin(), good_.end(), false);
        if (bad == good_.end()) {
            return {};
        }
        std::set<int> found;
        std::vector<std::size_t> round{static_cast<std::size_t>(bad - good_.begin())};
        std::set<std::size_t> seen(round.begin(), round.end());
        while (!round.empty()) {
            const std::size_t here = round.back();
            round.pop_back();
            for (const int s : order_) {
                if (standings_[here][as_index(s)] == pending) {
                    found.insert(s);
                }
            }
            for (const std::size_t next : leads_to_[here]) {
                if (seen.insert(next).second) {
                    round.push_back(next);
                }
            }
        }
        return {found.begin(), found.end()};
    }

    struct Options {
        std::set<int> done; ///< how it may stand when it has been done
        int skipped = 0;    ///< how it stands when it is skipped
        bool ends = false;  ///< some exit ends the case
    };
    const std::vector<Step>& steps_;
    std::vector<bool> always_;           ///< sends back every time
    std::vector<std::set<int>> targets_; ///< of the reworks that are never spent
    std::vector<std::set<int>> above_;
    std::vector<int> order_; ///< the steps looked at, a step after those above it
    std::map<int, Options> options_;
    std::vector<Standing> standings_; ///< in the order in which they were reached
    std::map<Standing, std::size_t> number_;
    std::vector<bool> good_;
    std::vector<std::set<std::size_t>> leads_to_;
    std::set<std::size_t> reached_; ///< by the move at hand
    bool ended_ = false;
    std::size_t falls_ = 0;
};

} // namespace

std::vector<int> endless_loop(const Workflow& workflow) {
    std::vector<int> always;
    for (std::size_t s = 0; s < workflow.steps.size(); ++s) {
        double endless = 0;
        for (const Rework& rework : workflow.steps[s].rework) {
            endless += rework.at_most < 0 ? rework.chance : 0;
        }
        if (endless >= 1 - 1e-9) {
            always.push_back(static_cast<int>(s));
        }
    }
    for (const int s : always) {
        const std::vector<int> loop = Search(workflow, {s}).run();
        if (!loop.empty()) {
            return loop;
        }
    }
    return always.size() > 1 ? Search(workflow, always).run() : std::vector<int>{};
}

} // namespace plimsoll

// The smallest number of clients at which some people have not the hours for what only they can do:
// for every set of people the work that nobody else may do must fit into their hours, and by the
// theorem of Hall (max-flow min-cut) that is enough for all of it to be done.
#include "scenarios/formulas/asked_work.hpp"

#include <algorithm>
#include <cmath>
#include <deque>
#include <limits>
#include <map>
#include <set>

namespace plimsoll {

namespace {

/// So much may be lost by rounding.
constexpr double rounding = 1e-9;
/// More clients than anybody has.
constexpr double without_end = 1e12;

bool is_within(const std::vector<int>& some, const std::vector<int>& all) {
    return std::includes(all.begin(), all.end(), some.begin(), some.end());
}

/// The smallest number of clients at which these have just the hours; `without_end`: none.
double full_alone(const AskedWorks& asked, const std::vector<int>& people) {
    const double capacity = capacity_of(asked, people);
    double fixed = 0;
    double per_client = 0;
    bool counts_clients = false;
    for (const AskedWork& work : asked.works) {
        if (is_within(work.people, people)) {
            fixed += work.fixed;
            per_client += work.own < 0 ? work.per_client : work.per_client / work.of;
            counts_clients = counts_clients || work.own >= 0;
        }
    }
    const double enough = capacity * (1 - rounding);
    if (fixed >= enough && fixed > 0) {
        return 0;
    }
    if (per_client <= 0) {
        return without_end;
    }
    const double at = std::min((capacity - fixed) / per_client, without_end);
    if (!counts_clients) {
        const double whole = std::floor(at + 0.5);
        return std::abs(at - whole) <= rounding * at ? whole : at;
    }
    double low = 0; // not full
    double high = without_end;
    while (high - low > 1) {
        const double middle = std::floor((low + high) / 2);
        (asked_of(asked, people, middle) >= enough ? high : low) = middle;
    }
    return high;
}

/// Those who may do the same work, as one: a crowd of a thousand is no harder than somebody alone.
struct Alike {
    AskedWorks asked;                     ///< of groups in the place of people
    std::vector<std::vector<int>> people; ///< by group, ascending
};

Alike put_alike_together(const AskedWorks& asked) {
    std::vector<std::vector<std::size_t>> does(asked.capacity.size());
    for (std::size_t work = 0; work < asked.works.size(); ++work) {
        for (const int person : asked.works[work].people) {
            does[static_cast<std::size_t>(person)].push_back(work);
        }
    }
    Alike alike;
    alike.asked.works = asked.works;
    for (AskedWork& work : alike.asked.works) {
        work.people.clear();
    }
    std::map<std::vector<std::size_t>, std::size_t> groups;
    for (std::size_t person = 0; person < does.size(); ++person) {
        const auto [found, is_new] = groups.try_emplace(does[person], groups.size());
        if (is_new) {
            alike.asked.capacity.push_back(0);
            alike.people.emplace_back();
            for (const std::size_t work : does[person]) {
                alike.asked.works[work].people.push_back(static_cast<int>(found->second));
            }
        }
        alike.asked.capacity[found->second] += asked.capacity[person];
        alike.people[found->second].push_back(static_cast<int>(person));
    }
    return alike;
}

/// Work that flows from those that ask for it to those that may do it, as much as can.
class LargestFlow {
public:
    LargestFlow(const AskedWorks& asked, double clients) : works_(asked.works) {
        for (const AskedWork& work : works_) {
            // Just full is full.
            left_.push_back(work.at(clients) * (1 + rounding));
            all_ += left_.back();
        }
        room_ = asked.capacity;
        done_by_.resize(works_.size());
        while (augment()) {
        }
    }

    /// Those who have not the hours for what only they can do; empty: everything can be done.
    std::vector<int> overfull() const {
        double undone = 0;
        for (const double left : left_) {
            undone += left;
        }
        if (undone <= all_ * rounding / 4) {
            return {};
        }
        std::set<int> people;
        for (const auto& [node, before] : reached()) {
            if (node < 0) {
                people.insert(-node - 1);
            }
        }
        return {people.begin(), people.end()};
    }

private:
    // Works are nodes 0, 1, ...; people -1, -2, ...
    std::map<int, int> reached() const {
        std::map<int, int> before;
        std::deque<int> next;
        for (std::size_t work = 0; work < works_.size(); ++work) {
            if (left_[work] > all_ * 1e-13) {
                before[static_cast<int>(work)] = static_cast<int>(work);
                next.push_back(static_cast<int>(work));
            }
        }
        for (; !next.empty(); next.pop_front()) {
            const int node = next.front();
            if (node >= 0) {
                for (const int person : works_[static_cast<std::size_t>(node)].people) {
                    if (before.emplace(-person - 1, node).second) {
                        next.push_back(-person - 1);
                    }
                }
                continue;
            }
            for (std::size_t work = 0; work < works_.size(); ++work) {
                const auto found = done_by_[work].find(-node - 1);
                if (found != done_by_[work].end() && found->second > all_ * 1e-13 &&
                    before.emplace(static_cast<int>(work), node).second) {
                    next.push_back(static_cast<int>(work));
                }
            }
        }
        return before;
    }

    bool augment() {
        const std::map<int, int> before = reached();
        for (const auto& [node, from] : before) {
            if (node >= 0 || room_[static_cast<std::size_t>(-node - 1)] <= all_ * 1e-13) {
                continue;
            }
            // Back along the way: how much fits, then move it.
            double fits = room_[static_cast<std::size_t>(-node - 1)];
            for (int at = node; before.at(at) != at; at = before.at(at)) {
                if (at >= 0) {
                    fits = std::min(fits,
                                    done_by_[static_cast<std::size_t>(at)].at(-before.at(at) - 1));
                }
            }
            int first = node;
            while (before.at(first) != first) {
                first = before.at(first);
            }
            fits = std::min(fits, left_[static_cast<std::size_t>(first)]);
            for (int at = node; before.at(at) != at; at = before.at(at)) {
                if (at < 0) {
                    done_by_[static_cast<std::size_t>(before.at(at))][-at - 1] += fits;
                } else {
                    done_by_[static_cast<std::size_t>(at)][-before.at(at) - 1] -= fits;
                }
            }
            left_[static_cast<std::size_t>(first)] -= fits;
            room_[static_cast<std::size_t>(-node - 1)] -= fits;
            return true;
        }
        return false;
    }

    const std::vector<AskedWork>& works_;
    double all_ = 0;
    std::vector<double> left_;
    std::vector<double> room_;
    std::vector<std::map<int, double>> done_by_; ///< by work: person, and how much
};

} // namespace

double asked_of(const AskedWorks& asked, const std::vector<int>& people, double clients) {
    double sum = 0;
    for (const AskedWork& work : asked.works) {
        sum += is_within(work.people, people) ? work.at(clients) : 0;
    }
    return sum;
}

double capacity_of(const AskedWorks& asked, const std::vector<int>& people) {
    double sum = 0;
    for (const int person : people) {
        sum += asked.capacity[static_cast<std::size_t>(person)];
    }
    return sum;
}

std::optional<SaturationVolume> saturation_volume(const AskedWorks& all) {
    const Alike alike = put_alike_together(all);
    const AskedWorks& asked = alike.asked;
    SaturationVolume first;
    first.clients = without_end;
    const auto look = [&](const std::vector<int>& people) {
        const double at = full_alone(asked, people);
        const bool sooner = at < first.clients;
        if (sooner) {
            first = {at, people};
        }
        return sooner;
    };
    for (const AskedWork& work : asked.works) {
        look(work.people);
    }
    // Together some may be short where nobody is alone. Each round finds somebody who is short at
    // that volume, and goes down to where they just are not (Dinkelbach 1967).
    while (first.clients > 0) {
        const std::vector<int> people =
            LargestFlow(asked, std::min(first.clients, without_end)).overfull();
        if (people.empty() || !look(people)) {
            break;
        }
    }
    if (first.clients >= without_end) {
        return std::nullopt;
    }
    std::vector<int> people;
    for (const int group : first.people) {
        const std::vector<int>& some = alike.people[static_cast<std::size_t>(group)];
        people.insert(people.end(), some.begin(), some.end());
    }
    std::sort(people.begin(), people.end());
    first.people = std::move(people);
    return first;
}

} // namespace plimsoll

#include "validation/joint_simulation.hpp"

#include <algorithm>
#include <limits>

namespace plimsoll::independent {

namespace {

struct Waiting {
    std::size_t work = 0;
    double ready = 0;
    std::uint64_t number = 0; ///< in the order of arrival
};

class World {
public:
    World(const std::vector<Resource>& resources, const std::vector<Work>& works,
          std::uint64_t seed)
        : resources_(resources), works_(works), luck_(seed), busy_until_(resources.size(), 0) {
        for (const Work& work : works) {
            next_arrival_.push_back(work.every > 0 ? gap(work) : forever);
        }
    }

    std::vector<double> run(double length) {
        std::vector<double> sum(works_.size(), 0);
        std::vector<double> count(works_.size(), 0);
        for (;;) {
            advance();
            if (now_ > length) {
                break;
            }
            for (std::size_t found = next_to_start(); found < waiting_.size();
                 found = next_to_start()) {
                const Waiting one = waiting_[found];
                waiting_.erase(waiting_.begin() + static_cast<std::ptrdiff_t>(found));
                start(one);
                if (one.ready > length / 10) {
                    sum[one.work] += now_ - one.ready;
                    ++count[one.work];
                }
            }
        }
        for (std::size_t work = 0; work < works_.size(); ++work) {
            sum[work] /= std::max(1.0, count[work]);
        }
        return sum;
    }

private:
    static constexpr double forever = std::numeric_limits<double>::infinity();
    struct End {
        double time = 0;
        std::size_t work = 0;
    };

    double gap(const Work& work) {
        return std::exponential_distribution<double>(1 / work.every)(luck_);
    }
    bool is_free(std::size_t resource) const { return busy_until_[resource] <= now_; }
    bool can_start(const Waiting& one) const {
        const std::vector<Part>& parts = works_[one.work].parts;
        return std::all_of(parts.begin(), parts.end(),
                           [this](const Part& part) { return is_free(part.resource); });
    }
    const Part* part_at(const Waiting& one, std::size_t resource) const {
        for (const Part& part : works_[one.work].parts) {
            if (part.resource == resource) {
                return &part;
            }
        }
        return nullptr;
    }
    bool goes_before(std::size_t resource, const Waiting& a, const Waiting& b) const {
        const int first = resources_[resource].by_rank ? works_[a.work].rank : 0;
        const int second = resources_[resource].by_rank ? works_[b.work].rank : 0;
        return first != second ? first < second : a.number < b.number;
    }

    /// Whether `other`, which waits, too, keeps `one` from starting now.
    bool stops(const Waiting& other, const Waiting& one) const {
        bool before = false;
        bool behind = false;
        double missing_until = now_;
        for (const Part& part : works_[other.work].parts) {
            missing_until = std::max(missing_until, busy_until_[part.resource]);
            if (part_at(one, part.resource) != nullptr) {
                (goes_before(part.resource, other, one) ? before : behind) = true;
            }
        }
        if (!before) {
            return false;
        }
        if (can_start(other)) {
            return !behind || other.number < one.number;
        }
        const bool has_waited_long = now_ - other.ready > works_[other.work].declared;
        if (works_[other.work].parts.size() < 2 || !has_waited_long) {
            return false;
        }
        for (const Part& part : works_[one.work].parts) {
            const double done = now_ + part.share * works_[one.work].mean_effort;
            if (part_at(other, part.resource) != nullptr && done > missing_until &&
                goes_before(part.resource, other, one)) {
                return true;
            }
        }
        return false;
    }

    /// What can start and nothing stops: the first in the order of arrival; none: how many wait.
    std::size_t next_to_start() const {
        for (std::size_t i = 0; i < waiting_.size(); ++i) {
            const bool stopped =
                !can_start(waiting_[i]) ||
                std::any_of(waiting_.begin(), waiting_.end(), [&](const Waiting& other) {
                    return other.number != waiting_[i].number && stops(other, waiting_[i]);
                });
            if (!stopped) {
                return i;
            }
        }
        return waiting_.size();
    }

    void start(const Waiting& one) {
        const Work& work = works_[one.work];
        const double effort = work.effort(luck_);
        for (const Part& part : work.parts) {
            busy_until_[part.resource] = now_ + effort * part.share;
        }
        ends_.push_back({now_ + effort, one.work});
    }

    void come(std::size_t work) { waiting_.push_back({work, now_, ++arrivals_}); }

    /// Goes on to the next time at which anything happens, and does what happens then.
    void advance() {
        double next = forever;
        for (const double time : next_arrival_) {
            next = std::min(next, time);
        }
        for (const End& end : ends_) {
            next = std::min(next, end.time);
        }
        for (const double time : busy_until_) {
            next = time > now_ ? std::min(next, time) : next;
        }
        now_ = next;
        for (std::size_t i = 0; i < ends_.size();) {
            if (ends_[i].time > now_) {
                ++i;
                continue;
            }
            const int follows = works_[ends_[i].work].next;
            ends_.erase(ends_.begin() + static_cast<std::ptrdiff_t>(i));
            if (follows >= 0) {
                come(static_cast<std::size_t>(follows));
            }
        }
        for (std::size_t work = 0; work < works_.size(); ++work) {
            if (next_arrival_[work] <= now_) {
                come(work);
                next_arrival_[work] = now_ + gap(works_[work]);
            }
        }
    }

    const std::vector<Resource>& resources_;
    const std::vector<Work>& works_;
    std::mt19937_64 luck_;
    double now_ = 0;
    std::uint64_t arrivals_ = 0;
    std::vector<double> busy_until_;
    std::vector<double> next_arrival_;
    std::vector<Waiting> waiting_;
    std::vector<End> ends_;
};

} // namespace

std::vector<double> mean_waits(const std::vector<Resource>& resources,
                               const std::vector<Work>& works, double length, std::uint64_t seed) {
    return World(resources, works, seed).run(length);
}

} // namespace plimsoll::independent

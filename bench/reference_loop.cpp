#include "bench/reference_loop.hpp"

#include "model/numeric/elementary.hpp"
#include "sim/random/philox.hpp"

#include <cmath>
#include <vector>

namespace plimsoll::bench {

namespace {

/// xoshiro256+ (Blackman and Vigna 2018).
class Sequential {
public:
    explicit Sequential(std::uint64_t seed) {
        for (std::uint64_t& word : state_) {
            word = mix(seed += 0x9E3779B97F4A7C15U);
        }
    }
    double uniform() {
        const std::uint64_t bits = state_[0] + state_[3];
        const std::uint64_t shifted = state_[1] << 17U;
        state_[2] ^= state_[0];
        state_[3] ^= state_[1];
        state_[1] ^= state_[2];
        state_[0] ^= state_[3];
        state_[2] ^= shifted;
        state_[3] = (state_[3] << 45U) | (state_[3] >> 19U);
        return (static_cast<double>(bits >> 12U) + 0.5) * 0x1p-52;
    }

private:
    std::array<std::uint64_t, 4> state_{};
};

struct Pending {
    double time;
    std::uint32_t what; // 0 arrival, otherwise step + 1
    std::uint32_t subject;
};

/// A 4-ary heap in an array that was made large enough.
class Heap {
public:
    void push(Pending event) {
        std::size_t hole = size_++;
        while (hole > 0) {
            const std::size_t parent = (hole - 1) / 4;
            if (events_[parent].time <= event.time) {
                break;
            }
            events_[hole] = events_[parent];
            hole = parent;
        }
        events_[hole] = event;
    }
    Pending pop() {
        const Pending first = events_[0];
        replace_first(events_[--size_]);
        return first;
    }
    const Pending& first() const { return events_[0]; }
    void replace_first(Pending last) {
        std::size_t hole = 0;
        while (true) {
            const std::size_t child = 4 * hole + 1;
            if (child >= size_) {
                break;
            }
            const std::size_t end = child + 4 < size_ ? child + 4 : size_;
            std::size_t least = child;
            for (std::size_t other = child + 1; other < end; ++other) {
                if (events_[other].time < events_[least].time) {
                    least = other;
                }
            }
            if (events_[least].time >= last.time) {
                break;
            }
            events_[hole] = events_[least];
            hole = least;
        }
        events_[hole] = last;
    }

private:
    std::array<Pending, 64> events_{};
    std::size_t size_ = 0;
};

/// A first-in-first-out ring of a power of two places.
template <class Value>
class Ring {
public:
    bool empty() const { return begin_ == end_; }
    void push(Value value) {
        if (end_ - begin_ == places_.size()) {
            std::vector<Value> larger(2 * places_.size());
            for (std::uint64_t place = begin_; place < end_; ++place) {
                larger[place & (larger.size() - 1)] = places_[place & (places_.size() - 1)];
            }
            places_.swap(larger);
        }
        places_[end_++ & (places_.size() - 1)] = value;
    }
    Value pop() { return places_[begin_++ & (places_.size() - 1)]; }

private:
    std::vector<Value> places_ = std::vector<Value>(1024);
    std::uint64_t begin_ = 0;
    std::uint64_t end_ = 0;
};

enum Step : std::uint32_t { intake, standard, custom, build, review, closing };
constexpr std::array<std::uint32_t, 6> team_of{0, 1, 1, 2, 3, 0};
constexpr std::array<int, 4> people{3, 5, 4, 2};
constexpr std::array<double, 6> mean_hours{0.5, 1.0, 2.5, 1.2, 0.5, 0.3};
constexpr double arrivals_per_hour = 2.4083;

struct Waiting {
    std::uint32_t subject;
    std::uint32_t step;
};

struct OpenCase {
    double arrival;
    std::uint32_t number;
    std::uint32_t visit; // of build and review
};

/// Model B; `Luck` gives the uniforms of an arrival and of a visit (effort, choice).
template <class Luck>
LoopResult model_b(std::uint64_t cases, Luck luck) {
    const double sigma = std::sqrt(logarithm(2.0));
    std::array<double, 6> log_median{};
    for (std::size_t step = 0; step < 6; ++step) {
        log_median[step] = logarithm(mean_hours[step]) - sigma * sigma / 2;
    }
    LoopResult result;
    Heap heap;
    std::array<Ring<Waiting>, 4> queues;
    std::array<int, 4> free = people;
    std::array<double, 4> busy_hours{};
    std::vector<OpenCase> open(1024);
    std::vector<double> choices(1024);
    std::vector<std::uint32_t> unused;
    for (std::uint32_t slot = 1024; slot-- > 0;) {
        unused.push_back(slot);
    }
    double now = 0;
    double flow_times = 0;
    std::uint32_t arrived = 0;
    const auto start = [&](std::uint32_t subject, std::uint32_t step) {
        const std::uint32_t team = team_of[step];
        if (free[team] == 0) {
            queues[team].push({subject, step});
            return;
        }
        --free[team];
        const auto [effort, choice] = luck.visit(open[subject].number, step, open[subject].visit);
        const double hours = exponential(log_median[step] + sigma * inverse_normal(effort));
        choices[subject] = choice;
        busy_hours[team] += hours;
        ++result.steps;
        heap.push({now + hours, step + 1, subject});
    };
    heap.push({-logarithm(luck.arrival(0)) / arrivals_per_hour, 0, 0});
    while (result.cases < cases) {
        const Pending event = heap.pop();
        now = event.time;
        if (event.what == 0) {
            if (unused.empty()) {
                const auto size = static_cast<std::uint32_t>(open.size());
                open.resize(2 * open.size());
                choices.resize(open.size());
                for (std::uint32_t slot = 2 * size; slot-- > size;) {
                    unused.push_back(slot);
                }
            }
            const std::uint32_t subject = unused.back();
            unused.pop_back();
            open[subject] = {now, arrived++, 0};
            heap.push({now - logarithm(luck.arrival(arrived)) / arrivals_per_hour, 0, 0});
            start(subject, intake);
            continue;
        }
        const std::uint32_t step = event.what - 1;
        const std::uint32_t team = team_of[step];
        ++free[team];
        const double choice = choices[event.subject];
        switch (step) {
        case intake:
            start(event.subject, choice < 0.7 ? standard : custom);
            break;
        case standard:
        case custom:
            start(event.subject, build);
            break;
        case build:
            start(event.subject, review);
            break;
        case review:
            if (choice < 0.15) {
                ++open[event.subject].visit;
                start(event.subject, build);
            } else {
                start(event.subject, closing);
            }
            break;
        default:
            flow_times += now - open[event.subject].arrival;
            ++result.cases;
            unused.push_back(event.subject);
        }
        if (free[team] > 0 && !queues[team].empty()) {
            const Waiting next = queues[team].pop();
            start(next.subject, next.step);
        }
    }
    result.mean_flow_time = flow_times / static_cast<double>(result.cases);
    for (std::size_t team = 0; team < 4; ++team) {
        result.utilisation[team] = busy_hours[team] / (now * people[team]);
    }
    return result;
}

struct SequentialLuck {
    Sequential random;
    double arrival(std::uint32_t) { return random.uniform(); }
    std::pair<double, double> visit(std::uint32_t, std::uint32_t, std::uint32_t) {
        const double effort = random.uniform();
        return {effort, random.uniform()};
    }
};

struct KeyedLuck {
    RandomKey key;
    double arrival(std::uint32_t number) const {
        const RandomWords words = philox({number, 0, 0, 1U << 24U}, key);
        return uniform(words[0], words[1]);
    }
    std::pair<double, double> visit(std::uint32_t subject, std::uint32_t step,
                                    std::uint32_t visit) const {
        const RandomWords words = philox({subject, 0, (step << 16U) | visit, 2U << 24U}, key);
        return {uniform(words[0], words[1]), uniform(words[2], words[3])};
    }
};

} // namespace

LoopResult model_a_loop(std::uint64_t cases, std::uint64_t seed) {
    Sequential random(seed);
    LoopResult result;
    Heap heap;
    Ring<double> queue;
    double flow_times = 0;
    double busy_hours = 0;
    double now = 0;
    double in_service = -1; // its arrival; negative: idle
    heap.push({-logarithm(random.uniform()) / 0.9, 0, 0});
    while (result.cases < cases) {
        const Pending event = heap.first();
        now = event.time;
        if (event.what == 0) {
            heap.replace_first({now - logarithm(random.uniform()) / 0.9, 0, 0});
            if (in_service >= 0) {
                queue.push(now);
                continue;
            }
            in_service = now;
            const double hours = -logarithm(random.uniform());
            busy_hours += hours;
            heap.push({now + hours, 1, 0});
            continue;
        }
        flow_times += now - in_service;
        ++result.cases;
        if (queue.empty()) {
            in_service = -1;
            heap.pop();
            continue;
        }
        in_service = queue.pop();
        const double hours = -logarithm(random.uniform());
        busy_hours += hours;
        heap.replace_first({now + hours, 1, 0});
    }
    result.steps = result.cases;
    result.mean_flow_time = flow_times / static_cast<double>(cases);
    result.utilisation[0] = busy_hours / now;
    return result;
}

LoopResult model_b_loop(std::uint64_t cases, std::uint64_t seed) {
    return model_b(cases, SequentialLuck{Sequential(seed)});
}

LoopResult model_b_keyed_loop(std::uint64_t cases, std::uint64_t seed) {
    return model_b(cases, KeyedLuck{replication_key(seed, 0)});
}

} // namespace plimsoll::bench

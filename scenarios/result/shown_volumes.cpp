#include "scenarios/result/shown_volumes.hpp"

#include <algorithm>
#include <set>

namespace plimsoll {

namespace {

class Choice {
public:
    Choice(const Result& result, std::size_t most) : result_(result), most_(most) {}

    void take(std::size_t index) {
        if (chosen_.size() < most_) {
            chosen_.insert(index);
        }
    }

    void take_clients(std::int64_t clients) {
        for (std::size_t i = 0; i < result_.volumes.size(); ++i) {
            if (result_.volumes[i].clients == clients) {
                take(i);
            }
        }
    }

    void take_around(const Figure& limit) {
        if (!limit.value) {
            return;
        }
        for (std::size_t i = 1; i < result_.volumes.size(); ++i) {
            const auto below = static_cast<double>(result_.volumes[i - 1].clients);
            const auto above = static_cast<double>(result_.volumes[i].clients);
            if (below <= limit.value->mean && limit.value->mean < above) {
                take(i - 1);
                take(i);
            }
        }
    }

    // The volume that splits the widest ratio between chosen neighbours best; false when none is
    // left.
    bool split_widest_gap() {
        double best = 1;
        std::size_t index = 0;
        for (auto left = chosen_.begin(); left != chosen_.end(); ++left) {
            const auto right = std::next(left);
            if (right == chosen_.end()) {
                break;
            }
            for (std::size_t i = *left + 1; i < *right; ++i) {
                const double smaller = std::min(ratio(*left, i), ratio(i, *right));
                if (smaller > best) {
                    best = smaller;
                    index = i;
                }
            }
        }
        if (best <= 1 || chosen_.size() >= most_) {
            return false;
        }
        chosen_.insert(index);
        return true;
    }

    std::vector<std::size_t> indices() const { return {chosen_.begin(), chosen_.end()}; }

private:
    double ratio(std::size_t from, std::size_t to) const {
        return static_cast<double>(result_.volumes[to].clients) /
               static_cast<double>(std::max<std::int64_t>(result_.volumes[from].clients, 1));
    }

    const Result& result_;
    std::size_t most_;
    std::set<std::size_t> chosen_;
};

} // namespace

std::vector<std::size_t> shown_volumes(const Result& result, std::size_t most) {
    if (result.volumes.empty()) {
        return {};
    }
    Choice choice(result, most);
    choice.take(0);
    choice.take_clients(result.operation.clients_today);
    const std::optional<std::int64_t> target = result.operation.clients_target;
    const bool target_shown = target && *target <= result.volumes.back().clients;
    if (target_shown) {
        choice.take_clients(*target);
    } else {
        choice.take(result.volumes.size() - 1);
    }
    if (result.limits) {
        choice.take_around(result.limits->ready);
        choice.take_around(result.limits->sla);
        choice.take_around(result.limits->stability);
        choice.take_around(result.limits->knee);
    }
    while (choice.split_widest_gap()) {
    }
    return choice.indices();
}

std::vector<std::size_t> shown_and_simulated(const Result& result) {
    std::vector<std::size_t> shown = shown_volumes(result);
    std::erase_if(shown, [&result](std::size_t index) {
        return result.volumes[index].horizon == Horizon::fluid;
    });
    return shown;
}

} // namespace plimsoll

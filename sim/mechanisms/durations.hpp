// Durations that a mechanism counts by itself: their mean and quantiles.
#pragma once

#include "model/calendar.hpp"
#include "sim/record/sketch.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <utility>

namespace plimsoll {

/// Publishes `name.mean` and `name.p50` to `name.p99`, in hours. The mean is pooled over
/// replications, a quantile is the mean of theirs.
class Durations {
public:
    void add(Microseconds time) {
        times_.add(time);
        sum_ += time;
        ++count_;
    }
    template <class Engine>
    void publish(Engine& engine, const std::string& name) const {
        const auto in_hours = [](double time) { return time / static_cast<double>(hour); };
        engine.ledger.publish(
            {name + ".mean", in_hours(static_cast<double>(sum_)), static_cast<double>(count_)});
        for (const auto& [level, p] : levels) {
            engine.ledger.publish(
                {name + level, in_hours(times_.quantile(p)), count_ > 0 ? 1. : 0.});
        }
    }
    static constexpr std::array<std::pair<const char*, double>, 4> levels{
        {{".p50", .5}, {".p90", .9}, {".p95", .95}, {".p99", .99}}};

private:
    Sketch times_;
    Microseconds sum_ = 0;
    std::int64_t count_ = 0;
};

} // namespace plimsoll

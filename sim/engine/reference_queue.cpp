#include "sim/engine/reference_queue.hpp"

#include <algorithm>

namespace plimsoll {

void ReferenceQueue::take_known() {
    while (!pending_.empty() && !pending_.front().is_open) {
        pass_to(pending_.front().arrival);
        workload_ += pending_.front().work;
        pending_.pop_front();
        ++first_;
    }
}

/// The server works until then.
void ReferenceQueue::pass_to(Microseconds time) {
    if (now_ < from_ && time > from_) {
        pass_to(from_);
    }
    const Microseconds until = std::min(time, to_);
    if (until <= now_) {
        return;
    }
    const auto passed = static_cast<double>(until - now_);
    const double left = std::max(0.0, workload_ - speed_ * passed);
    if (now_ >= from_) {
        area_ += left > 0 ? (workload_ + left) / 2 * passed : workload_ * workload_ / (2 * speed_);
    }
    workload_ = left;
    now_ = until;
}

double ReferenceQueue::mean_workload() {
    if (team_ < 0 || to_ <= from_) {
        return 0;
    }
    pass_to(to_);
    return area_ / static_cast<double>(to_ - from_);
}

} // namespace plimsoll

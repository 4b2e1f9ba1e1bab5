// Work that is gathered and done as one piece (MODEL.md: batch). Part of sim/engine/simulation.hpp.
//
//     forming     it waits for others at its step; the line `batch` of its case's ledger
//     formed      one of its items stands in the queue for all, the first by the team's order
//     in work     that item has the people; each item has its share of their hours
//     done        each item goes on by itself
//
// An item that is taken back, or loses patience, leaves its batch, which goes on with the others.
#pragma once

#include "sim/engine/simulation.hpp"

#include <algorithm>

namespace plimsoll {

template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::gather_in_batch(std::uint32_t index) {
    WorkItem& item = items_[index];
    const PlanStep& step = plan_.step(item.step);
    item.stage = WorkItem::Stage::forming;
    if (step.has_patience && !step.has_delay) {
        start_patience(index);
    }
    Forming& forming = forming_[static_cast<std::size_t>(step.batch)];
    forming.items.push_back(index);
    const std::int64_t size = plan_.batch(step.batch).declared.size;
    if (size > 0 && static_cast<std::int64_t>(forming.items.size()) >= size) {
        form_batch(step.batch);
    } else if (forming.items.size() == 1) {
        expect_batch(step.batch);
    }
}

/// The batch will begin by its first item's wait, or by the time of the week.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::expect_batch(int number) {
    const PlanBatch& plan = plan_.batch(number);
    Forming& forming = forming_[static_cast<std::size_t>(number)];
    const WorkItem& first = items_[forming.items.front()];
    const auto ring_at = [&](Microseconds time) {
        Timer timer;
        timer.time = std::max(time, now_);
        timer.kind = Timer::Kind::batch;
        timer.index = static_cast<std::uint32_t>(number);
        timer.generation = ++forming.generation;
        set_timer(timer);
    };
    Microseconds next = never;
    if (plan.has_wait) {
        const RandomWords words = random_words(first, batch_wait_draw);
        next = after(plan.wait_clock, first.ready, plan.wait.draw(uniform(words[0], words[1])));
    }
    if (!plan.declared.at.empty()) {
        const Microseconds of_week = now_ % week;
        const std::vector<Microseconds>& at = plan.declared.at;
        const auto found = std::lower_bound(at.begin(), at.end(), of_week);
        next = std::min(next, now_ - of_week + (found == at.end() ? at.front() + week : *found));
    }
    for (const DateRule& rule : plan.declared.dates) {
        next = std::min(next, plan_.dates->next(rule, now_));
    }
    if (next < never) {
        ring_at(next);
    }
}

/// The first item of the batch has gone, alone or with others.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::leave_forming(std::uint32_t index) {
    const int number = plan_.step(items_[index].step).batch;
    Forming& forming = forming_[static_cast<std::size_t>(number)];
    const bool was_first = forming.items.front() == index;
    forming.items.erase(std::find(forming.items.begin(), forming.items.end(), index));
    if (was_first) {
        ++forming.generation; // its timer is void
        if (!forming.items.empty()) {
            expect_batch(number);
        }
    }
}

template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::ring_batch(const Timer& timer) {
    const Forming& forming = forming_[timer.index];
    if (forming.generation == timer.generation && !forming.items.empty()) {
        form_batch(static_cast<int>(timer.index));
    }
}

/// The batch begins: it asks for its people, or goes on at once where it takes none.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::form_batch(int number) {
    const PlanBatch& plan = plan_.batch(number);
    Forming& forming = forming_[static_cast<std::size_t>(number)];
    ++forming.generation;
    const std::uint32_t first = forming.items.front();
    std::vector<std::uint32_t> items;
    items.swap(forming.items);
    std::sort(items.begin(), items.end(),
              [this](std::uint32_t a, std::uint32_t b) { return named_before(a, b); });
    for (const std::uint32_t index : items) {
        WorkItem& item = items_[index];
        charge(item.elapsed, ElapsedCategory::batch, now_elapsed_ - elapsed_at(item.ready));
        item.ready = now_;
        item.queued = 0;
        item.held = 0;
        item.queued_since = now_;
        item.stage = WorkItem::Stage::batched;
        if (plan.need < 0) {
            make_ready_at_once(index);
        }
    }
    if (plan.need < 0) {
        return;
    }
    std::uint32_t batch = 0;
    if (free_batches_.empty()) {
        batch = static_cast<std::uint32_t>(batches_.size());
        batches_.emplace_back();
    } else {
        batch = free_batches_.back();
        free_batches_.pop_back();
    }
    Microseconds effort = 0;
    if (plan.has_effort) {
        const WorkItem& item = items_[first];
        const RandomWords words = random_words(item, batch_effort_draw);
        effort = plan.effort.draw(uniform(words[0], words[1]));
    }
    for (const std::uint32_t index : items) {
        items_[index].batch = batch;
        notify([&](auto& mechanism) { mechanism.ready(*this, items_[index]); });
    }
    batches_[batch].effort = effort;
    batches_[batch].items = std::move(items);
    stand_for_batch(batch);
}

/// Lets the most urgent of its items stand in the queue for the batch.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::stand_for_batch(std::uint32_t batch) {
    const std::vector<std::uint32_t>& items = batches_[batch].items;
    const PlanQueue& need = plan_.queue(items_[items.front()].need);
    const Order order = plan_.team(need.lead).order;
    const std::uint32_t leader =
        *std::min_element(items.begin(), items.end(), [&](std::uint32_t a, std::uint32_t b) {
            return served_before(order, a, b);
        });
    batches_[batch].leader = leader;
    queue_up(leader, items_[leader].need);
}

/// Takes an item out of a batch that waits for its people.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::leave_batch(std::uint32_t index) {
    const std::uint32_t batch = items_[index].batch;
    FormedBatch& formed = batches_[batch];
    const bool led = formed.leader == index;
    if (led) {
        leave_queue(index);
    } else {
        tally_waiting(items_[index], now_);
    }
    formed.items.erase(std::find(formed.items.begin(), formed.items.end(), index));
    items_[index].batch = nobody;
    if (formed.items.empty()) {
        free_batches_.push_back(batch);
    } else if (led) {
        stand_for_batch(batch);
    }
}

template <class Features, class... Mechanisms>
Microseconds Simulation<Features, Mechanisms...>::effort_drawn_for(std::uint32_t batch) const {
    Microseconds effort = batches_[batch].effort;
    for (const std::uint32_t index : batches_[batch].items) {
        effort += items_[index].effort;
    }
    return effort;
}

/// Person-time of a batch for each of its people at full speed: its own and its items'.
template <class Features, class... Mechanisms>
Microseconds Simulation<Features, Mechanisms...>::effort_of_batch(std::uint32_t batch) {
    Microseconds effort = batches_[batch].effort;
    for (const std::uint32_t index : batches_[batch].items) {
        effort += scaled(items_[index].effort, effort_multiplier(items_[index]));
    }
    return effort;
}

/// Every item of the batch that starts is in work until it ends, each for its share of the hours.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::put_batch_in_work(const WorkItem& leader, int counter,
                                                            Microseconds worked,
                                                            double cost_per_hour) {
    for_each_part(index_of(leader), worked, [&](WorkItem& item, Microseconds part) {
        item.start = leader.start;
        item.end = leader.end;
        item.work_clock = leader.work_clock;
        if (&item != &leader) {
            item.stretches = leader.stretches;
        }
        put_in_work(item, counter, part, cost_per_hour);
    });
}

/// The batch is done: its items go on, one after the other, in the order of names.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::finish_batch(std::uint32_t leader) {
    const std::uint32_t batch = items_[leader].batch;
    std::vector<std::uint32_t> items;
    items.swap(batches_[batch].items);
    free_batches_.push_back(batch);
    for (const std::uint32_t index : items) {
        items_[index].batch = nobody;
    }
    for (const std::uint32_t index : items) {
        upstream_ = index;
        finish(index);
        follow_consequences();
        settle_finished();
        count_step();
        if (gives_up()) {
            return;
        }
    }
}

/// With a given number of cases: when nothing can join any more, a batch that only a number lets
/// begin begins without it. `nothing_happens`: what waits does so for ever.
template <class Features, class... Mechanisms>
bool Simulation<Features, Mechanisms...>::begin_incomplete_batch(bool nothing_happens) {
    if (plan_.batches.empty() || arrivals_left_ > 0 || gives_up()) {
        return false;
    }
    for (const WorkItem& item : items_) {
        switch (item.stage) {
        case WorkItem::Stage::delay:
        case WorkItem::Stage::waiting:
        case WorkItem::Stage::work:
        case WorkItem::Stage::between:
        case WorkItem::Stage::suspended:
            if (nothing_happens) {
                break;
            }
            return false;
        case WorkItem::Stage::forming: {
            const PlanStep& step = plan_.step(item.step);
            const PlanBatch& batch = plan_.batch(step.batch);
            if (batch.has_wait || !batch.declared.at.empty() || !batch.declared.dates.empty()) {
                return false;
            }
            break;
        }
        default:
            break;
        }
    }
    for (std::size_t number = 0; number < forming_.size(); ++number) {
        if (!forming_[number].items.empty()) {
            form_batch(static_cast<int>(number));
            follow_consequences();
            settle_finished();
            return true;
        }
    }
    return false;
}

} // namespace plimsoll

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

template <class Engine>
void gather_in_batch(Engine& engine, std::uint32_t index) {
    WorkItem& item = engine.items[index];
    const PlanStep& step = engine.plan.step(item.step);
    item.stage = WorkItem::Stage::forming;
    if (step.has_patience && !step.has_delay) {
        start_patience(engine, index);
    }
    Forming& forming = engine.forming[step.batch];
    forming.items.push_back(index);
    const std::int64_t size = engine.plan.batch(step.batch).declared.size;
    if (size > 0 && static_cast<std::int64_t>(forming.items.size()) >= size) {
        form_batch(engine, step.batch);
    } else if (forming.items.size() == 1) {
        expect_batch(engine, step.batch);
    }
}

/// The batch will begin by its first item's wait, or by the time of the week.
template <class Engine>
void expect_batch(Engine& engine, int number) {
    const PlanBatch& plan = engine.plan.batch(number);
    Forming& forming = engine.forming[number];
    const WorkItem& first = engine.items[forming.items.front()];
    const auto ring_at = [&](Microseconds time) {
        Timer timer;
        timer.time = std::max(time, engine.clock.now());
        timer.kind = Timer::Kind::batch;
        timer.index = static_cast<std::uint32_t>(number);
        timer.generation = ++forming.generation;
        engine.agenda.set(timer);
    };
    Microseconds next = never;
    if (plan.has_wait) {
        const RandomWords words = random_words(engine, first, batch_wait_draw);
        next = engine.clock.after(plan.wait_clock, first.ready,
                                  plan.wait.draw(uniform(words[0], words[1])));
    }
    if (!plan.declared.at.empty()) {
        const Microseconds of_week = engine.clock.now() % week;
        const std::vector<Microseconds>& at = plan.declared.at;
        const auto found = std::lower_bound(at.begin(), at.end(), of_week);
        next = std::min(next, engine.clock.now() - of_week +
                                  (found == at.end() ? at.front() + week : *found));
    }
    for (const DateRule& rule : plan.declared.dates) {
        next = std::min(next, engine.plan.dates->next(rule, engine.clock.now()));
    }
    if (next < never) {
        ring_at(next);
    }
}

/// The first item of the batch has gone, alone or with others.
template <class Engine>
void leave_forming(Engine& engine, std::uint32_t index) {
    const int number = engine.plan.step(engine.items[index].step).batch;
    Forming& forming = engine.forming[number];
    const bool was_first = forming.items.front() == index;
    forming.items.erase(std::find(forming.items.begin(), forming.items.end(), index));
    if (was_first) {
        ++forming.generation; // its timer is void
        if (!forming.items.empty()) {
            expect_batch(engine, number);
        }
    }
}

template <class Engine>
void ring_batch(Engine& engine, const Timer& timer) {
    const Forming& forming = engine.forming[timer.index];
    if (forming.generation == timer.generation && !forming.items.empty()) {
        form_batch(engine, static_cast<int>(timer.index));
    }
}

/// The batch begins: it asks for its people, or goes on at once where it takes none.
template <class Engine>
void form_batch(Engine& engine, int number) {
    const PlanBatch& plan = engine.plan.batch(number);
    Forming& forming = engine.forming[number];
    ++forming.generation;
    const std::uint32_t first = forming.items.front();
    std::vector<std::uint32_t> items;
    items.swap(forming.items);
    std::sort(items.begin(), items.end(),
              [&engine](std::uint32_t a, std::uint32_t b) { return named_before(engine, a, b); });
    for (const std::uint32_t index : items) {
        WorkItem& item = engine.items[index];
        charge(item.elapsed, ElapsedCategory::batch,
               engine.clock.elapsed() - engine.clock.elapsed_at(item.ready));
        item.ready = engine.clock.now();
        item.queued = 0;
        item.held = 0;
        item.queued_since = engine.clock.now();
        item.stage = WorkItem::Stage::batched;
        if (plan.need < 0) {
            make_ready_at_once(engine, index);
        }
    }
    if (plan.need < 0) {
        return;
    }
    const std::uint32_t batch = engine.batches.take();
    Microseconds effort = 0;
    if (plan.has_effort) {
        const WorkItem& item = engine.items[first];
        const RandomWords words = random_words(engine, item, batch_effort_draw);
        effort = plan.effort.draw(uniform(words[0], words[1]));
    }
    for (const std::uint32_t index : items) {
        engine.items[index].batch = batch;
        tell_ready(engine, engine.items[index]);
    }
    engine.batches[batch].effort = effort;
    engine.batches[batch].items = std::move(items);
    stand_for_batch(engine, batch);
}

/// Lets the most urgent of its items stand in the queue for the batch.
template <class Engine>
void stand_for_batch(Engine& engine, std::uint32_t batch) {
    const std::vector<std::uint32_t>& items = engine.batches[batch].items;
    const PlanQueue& need = engine.plan.queue(engine.items[items.front()].need);
    const Order order = engine.plan.team(need.lead).order;
    const std::uint32_t leader =
        *std::min_element(items.begin(), items.end(), [&](std::uint32_t a, std::uint32_t b) {
            return served_before(engine, order, a, b);
        });
    engine.batches[batch].leader = leader;
    queue_up(engine, leader, engine.items[leader].need);
}

/// Takes an item out of a batch that waits for its people.
template <class Engine>
void leave_batch(Engine& engine, std::uint32_t index) {
    const std::uint32_t batch = engine.items[index].batch;
    FormedBatch& formed = engine.batches[batch];
    const bool led = formed.leader == index;
    if (led) {
        leave_queue(engine, index);
    } else {
        engine.ledger.wait(engine.plan.queue(engine.items[index].need),
                           engine.items[index].queued_since, engine.clock.now());
    }
    formed.items.erase(std::find(formed.items.begin(), formed.items.end(), index));
    engine.items[index].batch = nobody;
    if (formed.items.empty()) {
        engine.batches.give_back(batch);
    } else if (led) {
        stand_for_batch(engine, batch);
    }
}

template <class Engine>
Microseconds effort_drawn_for(const Engine& engine, std::uint32_t batch) {
    Microseconds effort = engine.batches[batch].effort;
    for (const std::uint32_t index : engine.batches[batch].items) {
        effort += engine.items[index].effort;
    }
    return effort;
}

/// Person-time of a batch for each of its people at full speed: its own and its items'.
template <class Engine>
Microseconds effort_of_batch(Engine& engine, std::uint32_t batch) {
    Microseconds effort = engine.batches[batch].effort;
    for (const std::uint32_t index : engine.batches[batch].items) {
        effort +=
            scaled(engine.items[index].effort, effort_multiplier(engine, engine.items[index]));
    }
    return effort;
}

/// Every item of the batch that starts is in work until it ends, each for its share of the hours.
template <class Engine>
void put_batch_in_work(Engine& engine, const WorkItem& leader, int counter, Microseconds worked,
                       double cost_per_hour) {
    for_each_part(engine, engine.items.index_of(leader), worked,
                  [&](WorkItem& item, Microseconds part) {
                      item.start = leader.start;
                      item.end = leader.end;
                      item.work_clock = leader.work_clock;
                      if (&item != &leader) {
                          item.stretches = leader.stretches;
                      }
                      put_in_work(engine, item, counter, part, cost_per_hour);
                  });
}

/// The batch is done: its items go on, one after the other, in the order of names.
template <class Engine>
void finish_batch(Engine& engine, std::uint32_t leader) {
    const std::uint32_t batch = engine.items[leader].batch;
    std::vector<std::uint32_t> items;
    items.swap(engine.batches[batch].items);
    engine.batches.give_back(batch);
    for (const std::uint32_t index : items) {
        engine.items[index].batch = nobody;
    }
    for (const std::uint32_t index : items) {
        engine.upstream = index;
        finish(engine, index);
        follow_consequences(engine);
        settle_finished(engine);
        count_step(engine);
        if (gives_up(engine)) {
            return;
        }
    }
}

/// With a given number of cases: when nothing can join any more, a batch that only a number lets
/// begin begins without it. `nothing_happens`: what waits does so for ever.
template <class Engine>
bool begin_incomplete_batch(Engine& engine, bool nothing_happens) {
    if (engine.plan.batches.empty() || engine.arrivals_left > 0 || gives_up(engine)) {
        return false;
    }
    for (const WorkItem& item : engine.items) {
        switch (item.stage) {
        case WorkItem::Stage::delay:
        case WorkItem::Stage::waiting:
        case WorkItem::Stage::work:
        case WorkItem::Stage::between:
        case WorkItem::Stage::suspended:
        case WorkItem::Stage::on_hold:
            if (nothing_happens) {
                break;
            }
            return false;
        case WorkItem::Stage::forming: {
            const PlanStep& step = engine.plan.step(item.step);
            const PlanBatch& batch = engine.plan.batch(step.batch);
            if (batch.has_wait || !batch.declared.at.empty() || !batch.declared.dates.empty()) {
                return false;
            }
            break;
        }
        default:
            break;
        }
    }
    for (std::size_t number = 0; number < engine.forming.size(); ++number) {
        if (!engine.forming[number].items.empty()) {
            form_batch(engine, static_cast<int>(number));
            follow_consequences(engine);
            settle_finished(engine);
            return true;
        }
    }
    return false;
}

} // namespace plimsoll

// What is kept in tools that nothing joins is reconciled: once a month for each client, behind all
// steps. What still waits a month later is forgotten for the next.
//
// It belongs to a client and to no case; a case that never opens, of that client, stands for it.
#pragma once

#include "sim/engine/work_item.hpp"
#include "sim/random/philox.hpp"
#include "sim/random/sampler.hpp"
#include "sim/random/visit_draws.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace plimsoll {

/// Of a workflow.
struct PlanReconciling {
    int workflow = 0;
    int step = -1;                 ///< hidden, at the team of its first step
    double more_groups = 0;        ///< of its tools, beyond the first
    Sampler length;                ///< for each of them
    std::vector<int> client_kinds; ///< who brings its cases; -1: all
};

/// Of all clients, in one replication.
class Reconciling {
public:
    static constexpr int mechanism = 10;

    template <class Engine>
    void begin(Engine& engine, const std::vector<PlanReconciling>& all, Microseconds month) {
        for (std::size_t number = 0; number < all.size(); ++number) {
            const PlanReconciling& plan = all[number];
            clients_.emplace_back(static_cast<std::size_t>(engine.unit.clients) + 1);
            for (std::uint32_t client = 1;
                 client <= static_cast<std::uint32_t>(engine.unit.clients); ++client) {
                const int kind = kind_of_client(engine, client);
                if (std::none_of(plan.client_kinds.begin(), plan.client_kinds.end(),
                                 [kind](int one) { return one < 0 || one == kind; })) {
                    continue;
                }
                const std::uint32_t stands_for = engine.cases.take();
                Case& subject = engine.cases[stands_for];
                subject.workflow = plan.workflow;
                subject.client = client;
                subject.client_kind = kind;
                subject.open = false;
                subject.in_hands = 1; // it is never over
                clients_[number][client].case_index = stands_for;
                expect_next(engine, plan, month, number, client);
            }
        }
    }
    template <class Engine>
    void falls_due(Engine& engine, const std::vector<PlanReconciling>& all, Microseconds month,
                   std::uint64_t tag) {
        const auto number = static_cast<std::size_t>(tag >> 32U);
        const auto client = static_cast<std::uint32_t>(tag);
        const PlanReconciling& plan = all[number];
        PerClient& own = clients_[number][client];
        if (own.item != nobody && engine.items[own.item].stage == WorkItem::Stage::waiting) {
            withdraw_side_work(engine, own.item);
        }
        const RandomWords words = words_of(engine, plan, client, own.month, length_draw);
        SideWork work;
        work.case_index = own.case_index;
        work.step = plan.step;
        work.visit = own.month;
        work.effort = scaled(plan.length.draw(uniform(words[0], words[1])), plan.more_groups);
        work.line = WorkCategory::rekey;
        work.mechanism = mechanism;
        work.tag = tag;
        own.item = begin_side_work(engine, work);
        ++own.month;
        expect_next(engine, plan, month, number, client);
    }
    template <class Engine>
    void done(Engine& engine, std::uint32_t index) {
        const std::uint64_t tag = engine.items[index].tag;
        PerClient& own =
            clients_[static_cast<std::size_t>(tag >> 32U)][static_cast<std::uint32_t>(tag)];
        own.item = own.item == index ? nobody : own.item;
    }

private:
    struct PerClient {
        std::uint32_t case_index = nobody;
        std::uint32_t month = 0;
        std::uint32_t item = nobody; ///< the latest, unless it is done
    };
    // Draws of DrawKind::tool_outage of a client and month.
    static constexpr std::uint32_t moment_draw = 3;
    static constexpr std::uint32_t length_draw = 4;

    template <class Engine>
    static RandomWords words_of(const Engine& engine, const PlanReconciling& plan,
                                std::uint32_t client, std::uint32_t month, std::uint32_t draw) {
        return philox(counter_of(client, month, static_cast<std::uint32_t>(plan.workflow), 0,
                                 DrawKind::tool_outage, draw),
                      engine.key);
    }
    template <class Engine>
    void expect_next(Engine& engine, const PlanReconciling& plan, Microseconds month,
                     std::size_t number, std::uint32_t client) {
        const RandomWords words = words_of(engine, plan, client, 0, moment_draw);
        const Microseconds moment = scaled(month, uniform(words[0], words[1]));
        set_calendar_timer(engine, mechanism,
                           engine.clock.at_open(0, clients_[number][client].month * month + moment),
                           (std::uint64_t{number} << 32U) | client);
    }

    std::vector<std::vector<PerClient>> clients_; ///< [workflow with several groups][client]
};

} // namespace plimsoll

#include "sim/arrivals/arrivals.hpp"

#include "sim/plan/client_kind.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace plimsoll {

namespace {

/// In place of a workflow, of which there are fewer.
constexpr std::uint32_t of_no_workflow = 0xFFFF;

/// Later than any run ends, and early enough for sums of times to fit: what comes here never comes.
Microseconds never_comes(const PlanDemand& demand) {
    constexpr Microseconds weeks = 1'000'000;
    return weeks * std::max(demand.open_per_week, minute);
}

/// Whether the client is of the kind that this demand is of.
bool is_of_kind(const Plan& plan, const PlanDemand& demand, std::uint32_t client, RandomKey key) {
    return demand.client_kind < 0 || client == 0 ||
           client_kind(plan, client, key) == demand.client_kind;
}

} // namespace

RandomWords ArrivalStream::counter_at(std::uint32_t entity, std::uint32_t ordinal) const {
    const auto workflow = of_clients_ ? of_no_workflow : static_cast<std::uint32_t>(workflow_);
    const auto demand = of_clients_ ? 0U : static_cast<std::uint32_t>(demand_);
    return counter_of(entity, ordinal, workflow, each_ ? 1 : 0, DrawKind::client_arrivals, demand);
}

Microseconds ArrivalStream::open_time_of(const PlanDemand& demand) {
    if (demand.pieces.empty()) {
        return demand_time_;
    }
    if (demand_time_ - cycle_from_ > demand.open_per_cycle) {
        cycle_from_ = (demand_time_ - 1) / demand.open_per_cycle * demand.open_per_cycle;
        piece_ = 0;
    }
    const Microseconds within = demand_time_ - cycle_from_;
    while (piece_ + 1 < demand.pieces.size() && demand.pieces[piece_ + 1].demand_from < within) {
        ++piece_;
    }
    const PlanDemand::Piece& piece = demand.pieces[piece_];
    const double into = static_cast<double>(within - piece.demand_from) / piece.strength;
    return cycle_from_ + piece.open_from + static_cast<Microseconds>(std::floor(into + 0.5));
}

ArrivalStream ArrivalStream::block(int workflow, int demand, std::uint32_t first_client,
                                   std::uint32_t size, std::uint32_t clients) {
    ArrivalStream stream;
    stream.workflow_ = workflow;
    stream.demand_ = demand;
    stream.first_client_ = first_client;
    stream.size_ = size;
    stream.clients_ = clients;
    return stream;
}

ArrivalStream ArrivalStream::each(int workflow, int demand, std::uint32_t clients) {
    ArrivalStream stream;
    stream.workflow_ = workflow;
    stream.demand_ = demand;
    stream.clients_ = clients;
    stream.each_ = true;
    return stream;
}

ArrivalStream ArrivalStream::turnover(int workflow, int demand, std::uint32_t first_client,
                                      std::uint32_t size, std::uint32_t clients) {
    ArrivalStream stream = block(workflow, demand, first_client, size, clients);
    stream.of_clients_ = true;
    return stream;
}

ArrivalStream ArrivalStream::dated(int workflow, int demand, std::uint32_t clients) {
    ArrivalStream stream;
    stream.workflow_ = workflow;
    stream.demand_ = demand;
    stream.dates_.emplace(workflow, demand, clients);
    return stream;
}

void ArrivalStream::advance_any(const Plan& plan, RandomKey key) {
    const PlanDemand& demand = plan.workflow(workflow_).demands[static_cast<std::size_t>(demand_)];
    if (dates_) {
        const DatedArrivals::Next next = dates_->advance(plan, demand, key);
        time_ = next.time;
        client_ = next.client;
        has_case_ = next.is_case;
        return;
    }
    const WeekClock& clock = plan.clock(demand.clock);
    if (never_ == 0) {
        never_ = never_comes(demand);
        is_even_ = !each_ && size_ == 1 && of_kind_.empty() && demand.pieces.empty() &&
                   clock.always() && demand.opening_clock < 0;
    }
    if (each_) {
        advance_each(plan, demand, key);
    } else {
        advance_block(demand, key);
    }
    time_ = clock.at_open(open_time_of(demand));
    if (demand.opening_clock >= 0) {
        time_ = plan.clock(demand.opening_clock).next_opening(time_);
    }
}

bool ArrivalStream::find_clients(const Plan& plan, const PlanDemand& demand, RandomKey key) {
    if (each_ || dates_ || first_client_ == 0 || demand.client_kind < 0) {
        return true;
    }
    of_kind_.assign(size_, 0);
    const std::uint32_t end = std::min(first_client_ + size_, clients_ + 1);
    bool some = false;
    for (std::uint32_t client = first_client_; client < end; ++client) {
        const bool is_one = is_of_kind(plan, demand, client, key);
        of_kind_[client - first_client_] = static_cast<char>(is_one);
        some = some || is_one;
    }
    return some;
}

bool ArrivalStream::takes_part(std::uint32_t client) const {
    return of_kind_.empty() ? client <= clients_ : of_kind_[client - first_client_] != 0;
}

void ArrivalStream::draw_ahead(const PlanDemand& demand, RandomKey key) {
    RandomBlock block(counter_at(first_client_, ordinal_));
    philox_block(block, key);
    for (std::size_t i = 0; i < drawn_ahead; ++i) {
        intervals_[i] = uniform(block.words[0][i], block.words[1][i]);
    }
    demand.interval.quantiles(intervals_);
    if (size_ > 1) {
        for (std::size_t i = 0; i < drawn_ahead; ++i) {
            intervals_[i] /= static_cast<double>(size_);
            marks_[i] = uniform(block.words[2][i], block.words[3][i]);
        }
    }
    next_drawn_ = 0;
}

void ArrivalStream::advance_block(const PlanDemand& demand, RandomKey key) {
    do {
        if (next_drawn_ == drawn_ahead) {
            draw_ahead(demand, key);
        }
        demand_time_ = later(demand_time_, intervals_[next_drawn_]);
        const double mark = marks_[next_drawn_] * static_cast<double>(size_);
        client_ = first_client_ + static_cast<std::uint32_t>(mark);
        ++next_drawn_;
        ++ordinal_;
    } while (!takes_part(client_) && demand_time_ < never_);
}

void ArrivalStream::advance_each(const Plan& plan, const PlanDemand& demand, RandomKey key) {
    if (ordinals_.empty()) {
        ordinals_.assign(clients_, 0);
        for (std::uint32_t client = 1; client <= clients_; ++client) {
            if (!is_of_kind(plan, demand, client, key)) {
                continue;
            }
            // A client is met somewhere within an interval: without this, clients with regular
            // orders would all order on the same day for ever.
            const RandomWords words = philox(counter_at(client, ordinals_[client - 1]++), key);
            const double interval = demand.interval.quantile(uniform(words[0], words[1]));
            const double part = interval * uniform(words[2], words[3]);
            next_of_client_.push_back({later(0, part), client});
        }
    }
    // Batches are as long as a week, or shorter where that would be too many points to keep; their
    // length changes nothing but memory.
    constexpr double most_points = 1e6;
    const double enough = most_points * demand.mean_interval / static_cast<double>(clients_);
    const Microseconds week_open = std::max(demand.open_per_week, hour);
    const Microseconds length = std::max<Microseconds>(
        1, static_cast<Microseconds>(std::floor(std::min(enough, static_cast<double>(week_open)))));
    while (batch_.empty()) {
        Microseconds earliest = never_;
        for (const Point& next : next_of_client_) {
            earliest = std::min(earliest, next.demand_time);
        }
        if (earliest == never_) {
            demand_time_ = never_;
            return;
        }
        batch_end_ = std::min(std::max(batch_end_, earliest) + length, never_);
        for (Point& next : next_of_client_) {
            while (next.demand_time < batch_end_) {
                batch_.push_back(next);
                std::uint32_t& ordinal = ordinals_[next.client - 1];
                const RandomWords words = philox(counter_at(next.client, ordinal++), key);
                next.demand_time =
                    later(next.demand_time,
                          std::max(1.0, demand.interval.quantile(uniform(words[0], words[1]))));
            }
        }
        std::sort(batch_.begin(), batch_.end(), [](const Point& a, const Point& b) {
            return a.demand_time != b.demand_time ? a.demand_time > b.demand_time
                                                  : a.client > b.client;
        });
    }
    demand_time_ = batch_.back().demand_time;
    client_ = batch_.back().client;
    batch_.pop_back();
}

std::vector<ArrivalStream> arrival_streams(const Plan& plan, std::int64_t clients, RandomKey key) {
    std::vector<ArrivalStream> streams;
    const auto here = static_cast<std::uint32_t>(clients);
    for (std::size_t i = 0; i < plan.workflows.size(); ++i) {
        const int workflow = static_cast<int>(i);
        for (std::size_t d = 0; d < plan.workflows[i].demands.size(); ++d) {
            const PlanDemand& demand = plan.workflows[i].demands[d];
            const int number = static_cast<int>(d);
            switch (demand.kind) {
            case Demand::Kind::rate:
            case Demand::Kind::every:
                streams.push_back(ArrivalStream::block(workflow, number, 0, 1, 0));
                break;
            case Demand::Kind::per_client:
                if (demand.poisson) {
                    for (std::uint32_t first = 1; first <= here; first *= 2) {
                        streams.push_back(
                            ArrivalStream::block(workflow, number, first, first, here));
                    }
                } else if (here > 0) {
                    streams.push_back(ArrivalStream::each(workflow, number, here));
                }
                break;
            case Demand::Kind::new_client:
            case Demand::Kind::lost_client:
                for (std::uint32_t first = 1; first <= here; first *= 2) {
                    streams.push_back(
                        ArrivalStream::turnover(workflow, number, first, first, here));
                }
                break;
            case Demand::Kind::dated:
                streams.push_back(ArrivalStream::dated(workflow, number, here));
                break;
            case Demand::Kind::always_open:
            case Demand::Kind::idle_client:
            case Demand::Kind::caused:
            case Demand::Kind::none:
                break;
            }
        }
    }
    std::vector<ArrivalStream> with_clients;
    for (ArrivalStream& stream : streams) {
        const PlanWorkflow& workflow = plan.workflow(stream.workflow());
        if (stream.find_clients(plan, workflow.demands[static_cast<std::size_t>(stream.demand())],
                                key)) {
            stream.advance(plan, key);
            with_clients.push_back(std::move(stream));
        }
    }
    return with_clients;
}

} // namespace plimsoll

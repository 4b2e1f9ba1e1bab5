// When cases come, and whose they are.
//
// Poisson clients arrive in blocks of 1, 2-3, 4-7, 8-15, ... clients: one stream a block and
// workflow, at the rate of the whole block, and each point carries a mark that names its client. A
// run at V drops the points of clients beyond V. So clients 1..V are the same clients, with the
// same cases at the same times, in every larger run, and a thousand clients keep ten events pending
// (SCIENCE.md 6.5).
//
// Streams of other laws (`between:`) belong to one client each; they are made and sorted a week at
// a time.
#pragma once

#include "sim/plan/dated_arrivals.hpp"
#include "sim/plan/plan.hpp"
#include "sim/random/philox.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace plimsoll {

/// One stream of arrivals of one workflow, with its next arrival.
class ArrivalStream {
public:
    /// A block of `size` clients from `first_client` on, of which those up to `clients` are here;
    /// first_client 0: a stream that belongs to no client. `demand` is of the workflow's demands.
    static ArrivalStream block(int workflow, int demand, std::uint32_t first_client,
                               std::uint32_t size, std::uint32_t clients);
    /// A stream for each of `clients` clients, by PlanDemand::interval.
    static ArrivalStream each(int workflow, int demand, std::uint32_t clients);

    /// Clients who leave, and are followed by new ones: the same in every workflow.
    static ArrivalStream turnover(int workflow, int demand, std::uint32_t first_client,
                                  std::uint32_t size, std::uint32_t clients);
    /// What comes at dates.
    static ArrivalStream dated(int workflow, int demand, std::uint32_t clients);

    /// Finds out which of its clients are of the kind that its demand is of, before the first
    /// advance; false: none, and nothing ever comes.
    bool find_clients(const Plan& plan, const PlanDemand& demand, RandomKey key);

    /// Moves to the next arrival.
    void advance(const Plan& plan, RandomKey key) {
        if (is_even_ && next_drawn_ < drawn_ahead) {
            demand_time_ = later(demand_time_, intervals_[next_drawn_++]);
            time_ = demand_time_;
            ++ordinal_;
        } else {
            advance_any(plan, key);
        }
    }

    int workflow() const { return workflow_; }
    Microseconds time() const { return time_; }
    std::uint32_t client() const { return client_; }
    int demand() const { return demand_; }
    /// Whether a case comes at time(); otherwise the stream only wants to move on then.
    bool has_case() const { return has_case_; }
    /// Tells the arrival of a stream from its others, with the first client of its block.
    std::uint32_t ordinal() const { return ordinal_; }
    std::uint32_t first_client() const { return first_client_; }

private:
    /// `from` and an interval later, to the microsecond; at most never_.
    Microseconds later(Microseconds from, double interval) const {
        const double rounded = interval + 0.5; // cutting off rounds down what is not negative
        return rounded < static_cast<double>(never_ - from)
                   ? from + static_cast<Microseconds>(rounded)
                   : never_;
    }
    void advance_any(const Plan& plan, RandomKey key);
    /// Open time at which so much demand time has passed: the pattern's cumulative intensity,
    /// inverted.
    Microseconds open_time_of(const PlanDemand& demand);
    bool takes_part(std::uint32_t client) const;
    RandomWords counter_at(std::uint32_t entity, std::uint32_t ordinal) const;
    void draw_ahead(const PlanDemand& demand, RandomKey key);
    void advance_block(const PlanDemand& demand, RandomKey key);
    void advance_each(const Plan& plan, const PlanDemand& demand, RandomKey key);

    struct Point {
        Microseconds demand_time;
        std::uint32_t client;
    };
    int workflow_ = 0;
    int demand_ = 0;
    std::uint32_t first_client_ = 0;
    std::uint32_t size_ = 1;
    std::uint32_t clients_ = 0;
    std::vector<char> of_kind_; ///< one a client of the block, where only some kind counts
    bool each_ = false;
    bool of_clients_ = false; ///< its luck is not the workflow's
    bool has_case_ = true;
    bool is_even_ = false;   ///< of one client or none, at a steady rate, round the clock
    Microseconds never_ = 0; ///< later than any run ends, and early enough for sums of times to fit
    std::optional<DatedArrivals> dates_;
    std::uint32_t ordinal_ = 0;
    // Draws do not wait for each other: several are made at a time.
    static constexpr std::size_t drawn_ahead = random_block_size;
    std::array<double, drawn_ahead> intervals_{}; ///< microseconds of demand time
    std::array<double, drawn_ahead> marks_{};     ///< where in the block, from 0 to 1
    std::size_t next_drawn_ = drawn_ahead;
    Microseconds demand_time_ = 0; ///< time in which arrivals are homogeneous
    // Where in the demand's pattern that is: it never goes back.
    Microseconds cycle_from_ = 0; ///< demand time, and open time, before this cycle
    std::size_t piece_ = 0;       ///< the last that begins before demand_time_, or the first
    Microseconds time_ = 0;
    std::uint32_t client_ = 0;
    std::vector<Point> batch_; ///< of the week at hand, the last first
    Microseconds batch_end_ = 0;
    std::vector<Point> next_of_client_;
    std::vector<std::uint32_t> ordinals_;
};

/// Every stream that a run at this volume needs, each at its first arrival.
std::vector<ArrivalStream> arrival_streams(const Plan& plan, std::int64_t clients, RandomKey key);

} // namespace plimsoll

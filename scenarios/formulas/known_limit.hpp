// The volume at which work piles up, as far as that is known without simulating.
#pragma once

#include "scenarios/formulas/asked_work.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace plimsoll {

/// What gives where work piles up.
struct LimitCause {
    std::string name;  ///< in the result: a team, `team.member`, `team (8 places)`
    std::string words; ///< as a sentence ends: "Delivery is full"
};

class KnownLimit {
public:
    /// Nothing is known.
    KnownLimit() = default;
    KnownLimit(const Operation& operation, const Plan& plan);

    /// Work surely piles up from so many clients on, and surely not below where it is exact.
    const std::optional<SaturationVolume>& at_most() const { return at_most_; }
    bool is_exact() const { return is_exact_; }
    /// Whether open cases stay as many as they are; nothing where that is not known.
    std::optional<bool> is_steady(std::int64_t clients) const;
    /// Of Plan::pages, ascending: whose appointments are all taken at at_most(), if any.
    std::vector<int> full_pages() const;
    /// Of at_most().
    const LimitCause& cause() const { return cause_; }
    /// How many of those who are full there it takes at so many clients, and how many there are.
    double needed(double clients) const;
    double there() const { return there_; }
    /// How long the queue of some of a team, or for appointments, that are full first remembers
    /// that it was empty (see longest_memory), where they are nearly full at this volume; 0:
    /// elsewhere.
    Microseconds memory_at(std::int64_t clients) const;

private:
    AskedWorks asked_;
    std::optional<SaturationVolume> at_most_;
    LimitCause cause_;
    double there_ = 0;
    double each_ = 0; ///< microseconds of open time in which they do one piece of their work
    bool is_exact_ = false;
};

} // namespace plimsoll

// What is asked of whom, where that is known without simulating: the ground on which it can be said
// exactly at how many clients work piles up (MODEL.md ruling 14b).
#pragma once

#include "model/operation.hpp"
#include "sim/plan/plan.hpp"

#include <optional>
#include <vector>

namespace plimsoll {

/// Work that any one of these may do.
struct AskedWork {
    std::vector<int> people; ///< of Plan::people, ascending; or numbers beyond: see diaries
    double fixed = 0;        ///< hours of a person of speed 1 in an open hour of the operation
    double per_client = 0;   ///< and so many of each client
    int own = -1;            ///< only of clients whose number is this modulo `of`; -1: of all
    int of = 1;

    /// At so many clients; of a part of a client only where clients do not differ.
    double at(double clients) const;
};

/// Everything that is asked, and of whom.
struct AskedWorks {
    std::vector<AskedWork> works;
    /// Hours in an open hour that each of Plan::people can do, at speed 1; then those that each of
    /// the diaries offers for appointments, whose length visits ask for.
    std::vector<double> capacity;
    /// Of everybody who gives appointments: their pages of Plan::pages, one a length.
    std::vector<std::vector<int>> diaries;
    /// Nothing is left out. What is left out makes the limit that follows too high.
    bool complete = true;
    /// Work piles up exactly where those who may do some of it have not the hours: nothing is done
    /// by several at once, held up by a limit, or put behind other work for ever. Then everybody is
    /// kept busy as long as there is something that only they can do (first come, first served:
    /// Adan and Weiss 2014, A skill based parallel service system under FCFS-ALIS).
    bool hours_decide = true;
};

/// Long-run averages: rates and patterns are as good as their mean, dates as their frequency, kinds
/// of clients as their shares.
AskedWorks asked_works(const Operation& operation, const Plan& plan);

/// The smallest number of clients at which some have not the hours for what only they can do, or
/// just have them, and who these are.
struct SaturationVolume {
    double clients = 0; ///< whole where single clients count; 0: at any number of clients
    std::vector<int> people;
};
std::optional<SaturationVolume> saturation_volume(const AskedWorks& asked);

/// What only these are asked for at so many clients, and what they can do.
double asked_of(const AskedWorks& asked, const std::vector<int>& people, double clients);
double capacity_of(const AskedWorks& asked, const std::vector<int>& people);

} // namespace plimsoll

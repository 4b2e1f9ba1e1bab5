#include "scenarios/arrival_rate.hpp"

#include "sim/sampler.hpp"

namespace plimsoll {

double cases_an_hour(const Operation& operation, std::int64_t clients) {
    double sum = 0;
    for (const Workflow& workflow : operation.workflows) {
        const Demand& demand = workflow.demand;
        switch (demand.kind) {
        case Demand::Kind::per_client:
            sum += demand.rate_per_hour * static_cast<double>(clients);
            break;
        case Demand::Kind::rate:
            sum += demand.rate_per_hour;
            break;
        case Demand::Kind::every:
            sum += static_cast<double>(hour) / Sampler(*demand.interval).mean();
            break;
        }
    }
    return sum;
}

} // namespace plimsoll

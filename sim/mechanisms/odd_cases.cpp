#include "sim/mechanisms/odd_cases.hpp"

#include "model/client_demand.hpp"
#include "model/numeric/elementary.hpp"
#include "model/read/mechanism_places.hpp"
#include "model/read/mechanisms.hpp"
#include "sim/random/moments.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace plimsoll {

namespace {

double logit(double share) {
    return logarithm(share / (1 - share));
}

/// Cases a year, altogether and for each client; none where they follow from what cannot be known
/// beforehand.
void count_cases(const Operation& operation, const Workflow& workflow,
                 PlanOddCases::OfWorkflow& found, int depth = 0) {
    const Demand& demand = workflow.demand;
    const double year = open_hours_of_a_year(demand.calendar);
    constexpr int deep = 20;
    switch (demand.kind) {
    case Demand::Kind::per_client:
        found.of_a_client = demand.rate_per_hour * year;
        break;
    case Demand::Kind::rate:
        found.cases_a_year = demand.rate_per_hour * year;
        break;
    case Demand::Kind::every:
        if (demand.interval) {
            const double in_hours = moments_of(*demand.interval).mean / static_cast<double>(hour);
            found.cases_a_year = (demand.interval_on_wall_clock ? 8760 : year) / in_hours;
        }
        break;
    case Demand::Kind::caused:
        if (demand.cause.workflow >= 0 && demand.cause.step < 0 && demand.cause.outcome.empty() &&
            depth < deep) {
            count_cases(operation,
                        operation.workflows[static_cast<std::size_t>(demand.cause.workflow)], found,
                        depth + 1);
            found.cases_a_year *= demand.cause.times;
            found.of_a_client *= demand.cause.times;
        }
        break;
    default:
        break;
    }
}

PlanOddCases::OfWorkflow of_kind(const Operation& operation, const Workflow& workflow,
                                 const MechanismPlace& at) {
    PlanOddCases::OfWorkflow found;
    found.share = mechanism_number(operation, "edge_cases.share", at, 0);
    found.effort = mechanism_number(operation, "edge_cases.effort", at, 1);
    found.errors = mechanism_number(operation, "edge_cases.errors", at, 1);
    const double later = mechanism_number(operation, "edge_cases.at_ten_times", at, found.share);
    const auto can_grow = [](double share) { return share > 0 && share < 1; };
    if (can_grow(found.share) && can_grow(later)) {
        found.growth = (logit(later) - logit(found.share)) / logarithm(10.);
    }
    const MechanismValue* variety = mechanism_value(operation, "variety", at);
    found.variety = variety != nullptr && variety->stated ? variety->number : 0;
    count_cases(operation, workflow, found);
    return found;
}

} // namespace

double PlanOddCases::odd_share(const OfWorkflow& workflow, std::int64_t clients) const {
    if (workflow.growth == 0 || clients <= 0) {
        return workflow.share;
    }
    const double odds =
        logit(workflow.share) + workflow.growth * logarithm(static_cast<double>(clients) / today);
    return 1 / (1 + exponential(-odds));
}

double PlanOddCases::novel_share(const OfWorkflow& workflow, std::int64_t clients) const {
    const double cases =
        workflow.cases_a_year + workflow.of_a_client * static_cast<double>(clients);
    if (workflow.variety <= 0 || cases < 1) {
        return 0;
    }
    return std::min(1., workflow.variety * power(cases, workflow.variety - 1));
}

bool OddCases::is_in_force(const Operation& operation) {
    bool is = false;
    for_each_kind(operation, [&](std::size_t number, const Workflow&, const MechanismPlace& at) {
        const PlanOddCases::OfWorkflow found = of_kind(operation, operation.workflows[number], at);
        is = is || found.share > 0 || found.variety > 0;
    });
    return is;
}

std::shared_ptr<const PlanMechanism> OddCases::compile(const Operation& operation, Plan& plan,
                                                       Clocks&) {
    auto compiled = std::make_shared<PlanOddCases>();
    compiled->today = static_cast<double>(std::max<std::int64_t>(1, operation.clients_today));
    compiled->workflows.resize(operation.workflows.size());
    for_each_kind(operation, [&](std::size_t number, const Workflow&, const MechanismPlace& at) {
        compiled->workflows[number].push_back(of_kind(operation, operation.workflows[number], at));
    });
    plan.lines.add(WorkCategory::edge);
    return compiled;
}

} // namespace plimsoll

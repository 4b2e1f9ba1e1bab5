#include "model/client_demand.hpp"

#include <algorithm>

namespace plimsoll {

bool clients_bring_work(const Operation& operation) {
    const auto is_of_clients = [](const Demand& demand) {
        return demand.kind == Demand::Kind::per_client || demand.kind == Demand::Kind::new_client ||
               demand.kind == Demand::Kind::lost_client ||
               demand.kind == Demand::Kind::idle_client ||
               std::any_of(demand.dated.begin(), demand.dated.end(),
                           [](const DatedDemand& dated) { return dated.per_client; });
    };
    return std::any_of(operation.workflows.begin(), operation.workflows.end(),
                       [&](const Workflow& workflow) {
                           return is_of_clients(workflow.demand) ||
                                  std::any_of(workflow.variants.begin(), workflow.variants.end(),
                                              [&](const Workflow& variant) {
                                                  return is_of_clients(variant.demand);
                                              });
                       });
}

} // namespace plimsoll

#include "sim/mechanisms/manual_share.hpp"

#include "model/read/mechanism_places.hpp"
#include "model/read/mechanisms.hpp"

#include <algorithm>

namespace plimsoll {

namespace {

PlanManualShare::AtStep share_at(const Operation& operation, const MechanismPlace& at,
                                 const Step& step) {
    PlanManualShare::AtStep found;
    if (step.needs.empty()) {
        return found;
    }
    const MechanismValue* manual = mechanism_value(operation, "manual", at);
    const MechanismValue* automated = mechanism_value(operation, "automated", at);
    const MechanismValue* workaround = mechanism_value(operation, "workaround", at);
    found.manual = manual != nullptr ? manual->number : 1;
    found.has_duration = automated != nullptr && automated->law.has_value();
    found.automated = found.has_duration ? Sampler(*automated->law) : Sampler();
    found.workaround = workaround != nullptr ? workaround->number : 0;
    return found;
}

std::vector<PlanManualShare::AtStep> shares_of(const Operation& operation) {
    std::vector<PlanManualShare::AtStep> all;
    for_each_step(operation, [&](const MechanismPlace& at, const Step& step) {
        all.push_back(share_at(operation, at, step));
    });
    return all;
}

} // namespace

bool ManualShare::is_in_force(const Operation& operation) {
    const std::vector<PlanManualShare::AtStep> all = shares_of(operation);
    return std::any_of(all.begin(), all.end(), [](const PlanManualShare::AtStep& one) {
        return one.manual < 1 || one.workaround > 0;
    });
}

std::shared_ptr<const PlanMechanism> ManualShare::compile(const Operation& operation, Plan& plan,
                                                          Clocks&) {
    auto compiled = std::make_shared<PlanManualShare>();
    compiled->steps = shares_of(operation);
    plan.lines.add(ElapsedCategory::automated);
    plan.lines.add(WorkCategory::compensating);
    return compiled;
}

} // namespace plimsoll

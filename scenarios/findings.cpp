#include "scenarios/findings.hpp"

#include "model/number_text.hpp"

#include <cmath>

namespace plimsoll {

namespace {

std::string whole(double value) {
    std::string digits = number_to_text(std::floor(value));
    for (std::size_t place = digits.size(); place > 3; place -= 3) {
        digits.insert(place - 3, ",");
    }
    return digits;
}

std::string shown_team(const Operation& operation, const std::string& name) {
    for (const Team& team : operation.teams) {
        if (team.name == name) {
            return team.label.empty() ? name : team.label;
        }
    }
    return name;
}

/// What carries: deadlines where there are any, otherwise the volume at which work piles up.
std::string headline(const Result& result, std::string& evidence) {
    const Operation& operation = result.operation;
    const Limits& limits = *result.limits;
    const std::string wanted =
        operation.clients_target
            ? "; the target is " + whole(static_cast<double>(*operation.clients_target))
            : "";
    const std::string tried = whole(static_cast<double>(result.volumes.back().clients));
    if (limits.sla.why.rfind("deadlines slip already", 0) == 0) {
        evidence = "limits.sla";
        return operation.name + " does not keep its deadlines at " +
               whole(static_cast<double>(result.volumes.front().clients)) + " clients" + wanted +
               ".";
    }
    if (limits.stability.why.rfind("work piles up already", 0) == 0) {
        evidence = "limits.stability";
        return operation.name + " cannot do the work of " +
               whole(static_cast<double>(result.volumes.front().clients)) + " clients" + wanted +
               ".";
    }
    if (limits.sla.value) {
        evidence = "limits.sla";
        const bool enough =
            operation.clients_target && limits.sla.value->low.value_or(limits.sla.value->mean) >=
                                            static_cast<double>(*operation.clients_target);
        return operation.name + " keeps its deadlines up to about " +
               whole(limits.sla.value->mean) + " clients" +
               (enough ? ", more than its target of " +
                             whole(static_cast<double>(*operation.clients_target))
                       : wanted) +
               ".";
    }
    if (limits.stability.value) {
        evidence = "limits.stability";
        return operation.name + " can do the work of about " + whole(limits.stability.value->mean) +
               " clients" + wanted + ".";
    }
    evidence = "limits";
    return operation.name + " carries everything tried, up to " + tried +
           " clients; its line lies beyond.";
}

std::string chain(const Result& result) {
    const Limits& limits = *result.limits;
    std::string text;
    if (limits.knee.value) {
        text += "Waits lengthen from about " + whole(limits.knee.value->mean) + " clients. ";
    }
    if (limits.sla.value) {
        text += "From " + whole(limits.sla.value->mean) + " deadlines slip";
        if (!limits.sla_cause.empty()) {
            text +=
                ", most of the waiting being for " + shown_team(result.operation, limits.sla_cause);
        }
        text += ". ";
    }
    if (limits.stability.value) {
        text += "From " + whole(limits.stability.value->mean) + " work piles up without end: " +
                shown_team(result.operation, limits.stability_cause) + " is full. ";
    }
    if (!text.empty()) {
        text.pop_back();
    }
    return text;
}

} // namespace

std::vector<Finding> sweep_findings(const Result& result) {
    std::vector<Finding> findings;
    std::string evidence;
    const std::string first = headline(result, evidence);
    findings.push_back({"headline", first, {evidence}, {}});
    const std::string then = chain(result);
    if (!then.empty()) {
        findings.push_back({"chain", then, {"limits.knee", "limits.sla", "limits.stability"}, {}});
    }
    return findings;
}

std::vector<Finding> run_findings(const Result& result) {
    const VolumeFigures& volume = result.volumes.front();
    const std::string at = " at " + whole(static_cast<double>(volume.clients)) + " clients";
    if (!volume.stable) {
        return {{"headline",
                 result.operation.name + at + ": work piles up without end.",
                 {"volumes.0.stable"},
                 {}}};
    }
    if (volume.attainment.value) {
        const double tenths = std::floor(volume.attainment.value->mean * 1000 + 0.5) / 10;
        return {{"headline",
                 result.operation.name + at + ": " + number_to_text(tenths) +
                     "% of the cases are on time.",
                 {"volumes.0.attainment"},
                 {}}};
    }
    if (volume.flow_time.mean.value) {
        const double hundredths = std::floor(volume.flow_time.mean.value->mean * 100 + 0.5) / 100;
        return {{"headline",
                 result.operation.name + at + ": a case takes " + number_to_text(hundredths) +
                     " h on average.",
                 {"volumes.0.flow_time"},
                 {}}};
    }
    return {{"headline",
             result.operation.name + at + ": no case left in the measured time.",
             {"volumes.0"},
             {}}};
}

} // namespace plimsoll

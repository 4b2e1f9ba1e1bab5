#include "scenarios/findings.hpp"

#include "model/number_text.hpp"
#include "model/plain_words.hpp"
#include "scenarios/limits.hpp"
#include "scenarios/money.hpp"
#include "scenarios/not_simulated.hpp"
#include "scenarios/teams_in_words.hpp"
#include "scenarios/whole_number.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace plimsoll {

namespace {

/// "99.6% of the cases are"; rounding makes neither all nor none of them.
std::string share_on_time(double share) {
    const double tenths = std::floor(share * 1000 + 0.5) / 10;
    if (share >= 1) {
        return "all cases are";
    }
    if (share <= 0) {
        return "none of the cases is";
    }
    return (tenths >= 100 ? "more than 99.9"
            : tenths <= 0 ? "less than 0.1"
                          : number_to_text(tenths)) +
           std::string("% of the cases are");
}

std::string shown_team(const Operation& operation, const std::string& name) {
    for (const Team& team : operation.teams) {
        if (team.name == name) {
            return shown_name(team.label, name);
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
    if (slips_already(limits.sla)) {
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
                teams_are({shown_team(result.operation, limits.stability_cause)}) + " full. ";
    }
    if (!text.empty()) {
        text.pop_back();
    }
    return text;
}

/// Open cases grow at a volume below the one at which a team is full.
std::optional<Finding> growth_finding(const Result& result) {
    const auto first = std::find_if(result.volumes.begin(), result.volumes.end(),
                                    [](const VolumeFigures& volume) { return !volume.stable; });
    if (first == result.volumes.end() || !first->grows) {
        return std::nullopt;
    }
    const std::string place = std::to_string(first - result.volumes.begin());
    return Finding{"growth",
                   "At " + whole(static_cast<double>(first->clients)) + " clients " +
                       first->unstable_why + ".",
                   {"volumes." + place + ".stable"},
                   {}};
}

} // namespace

std::vector<Finding> sweep_findings(const Result& result) {
    if (result.volumes.size() == 1) {
        return run_findings(result); // one volume makes no line
    }
    std::vector<Finding> findings;
    std::string evidence;
    const std::string first = headline(result, evidence);
    findings.push_back({"headline", first, {evidence}, {}});
    const std::string then = chain(result);
    if (!then.empty()) {
        findings.push_back({"chain", then, {"limits.knee", "limits.sla", "limits.stability"}, {}});
    }
    if (std::optional<Finding> finding = growth_finding(result)) {
        findings.push_back(std::move(*finding));
    }
    if (std::optional<Finding> finding = not_simulated(result.operation)) {
        findings.push_back(std::move(*finding));
    }
    return findings;
}

std::vector<Finding> run_findings(const Result& result) {
    const VolumeFigures& volume = result.volumes.front();
    const std::string at = result.operation.name + " at " +
                           whole(static_cast<double>(volume.clients)) +
                           (volume.clients == 1 ? " client: " : " clients: ");
    std::vector<Finding> findings;
    if (!volume.stable) {
        findings.push_back({"headline", at + volume.unstable_why + ".", {"volumes.0.stable"}, {}});
    } else if (volume.attainment.value) {
        findings.push_back({"headline",
                            at + share_on_time(volume.attainment.value->mean) + " on time.",
                            {"volumes.0.attainment"},
                            {}});
    } else if (volume.flow_time.mean.value) {
        findings.push_back(
            {"headline",
             at + "a case takes " +
                 duration_in_words(volume.flow_time.mean.value->mean * static_cast<double>(hour)) +
                 " on average.",
             {"volumes.0.flow_time"},
             {}});
    } else {
        findings.push_back(
            {"headline", at + "no case left in the measured time.", {"volumes.0"}, {}});
    }
    if (std::optional<Finding> finding = month_finding(result)) {
        findings.push_back(std::move(*finding));
    }
    if (std::optional<Finding> finding = not_simulated(result.operation)) {
        findings.push_back(std::move(*finding));
    }
    return findings;
}

} // namespace plimsoll

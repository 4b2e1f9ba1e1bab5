#include "scenarios/findings/findings.hpp"

#include "model/client_demand.hpp"
#include "model/numeric/number_text.hpp"
#include "model/text/plain_words.hpp"
#include "scenarios/figures/stalls.hpp"
#include "scenarios/findings/coordination_finding.hpp"
#include "scenarios/findings/friction_findings.hpp"
#include "scenarios/findings/headline.hpp"
#include "scenarios/findings/money_findings.hpp"
#include "scenarios/findings/piling_up_findings.hpp"
#include "scenarios/findings/plausible.hpp"
#include "scenarios/limits/nine_in_ten.hpp"
#include "scenarios/result/not_simulated.hpp"
#include "scenarios/result/whole_number.hpp"

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

} // namespace

std::vector<Finding> sweep_findings(const Result& result, const KnownLimit& known) {
    if (result.volumes.size() == 1) {
        return run_findings(result); // one volume makes no line
    }
    std::vector<Finding> findings{headline(result)};
    if (std::optional<Finding> finding = broken_today(result)) {
        findings.push_back(std::move(*finding));
    }
    if (std::optional<Finding> finding = chain(result)) {
        findings.push_back(std::move(*finding));
    }
    if (std::optional<Finding> finding = friction_finding(result)) {
        findings.push_back(std::move(*finding));
    }
    if (std::optional<Finding> finding = coordination_finding(result)) {
        findings.push_back(std::move(*finding));
    }
    for (Finding& finding : promises_never_kept(*result.limits)) {
        findings.push_back(std::move(finding));
    }
    if (std::optional<Finding> finding = nine_in_ten_finding(result)) {
        findings.push_back(std::move(*finding));
    }
    for (Finding& finding : piling_up_findings(result, known)) {
        findings.push_back(std::move(finding));
    }
    if (std::optional<Finding> finding = stalled_finding(result)) {
        findings.push_back(std::move(*finding));
    }
    for (Finding& finding : questions(result)) {
        findings.push_back(std::move(finding));
    }
    if (std::optional<Finding> finding = not_simulated(result.operation)) {
        findings.push_back(std::move(*finding));
    }
    return findings;
}

std::vector<Finding> run_findings(const Result& result) {
    const VolumeFigures& volume = result.volumes.front();
    const std::string at = clients_bring_work(result.operation)
                               ? result.operation.name + " at " +
                                     whole(static_cast<double>(volume.clients)) +
                                     (volume.clients == 1 ? " client: " : " clients: ")
                               : result.operation.name + ": ";
    std::vector<Finding> findings;
    if (volume.stalled && volume.horizon != Horizon::steady) {
        findings.push_back(
            {"headline", at + how_many_stalled(*volume.stalled) + ".", {"volumes.0.stalled"}, {}});
    } else if (volume.stable != Stable::yes) {
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
    if (std::optional<Finding> finding = stalled_finding(result)) {
        findings.push_back(std::move(*finding));
    }
    if (std::optional<Finding> finding = month_finding(result)) {
        findings.push_back(std::move(*finding));
    }
    for (Finding& finding : questions(result)) {
        findings.push_back(std::move(finding));
    }
    if (std::optional<Finding> finding = not_simulated(result.operation)) {
        findings.push_back(std::move(*finding));
    }
    return findings;
}

} // namespace plimsoll

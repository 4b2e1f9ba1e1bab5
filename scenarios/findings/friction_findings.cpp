#include "scenarios/findings/friction_findings.hpp"

#include "model/read/mechanisms.hpp"
#include "scenarios/result/whole_number.hpp"

#include <algorithm>
#include <cmath>

namespace plimsoll {

namespace {

constexpr double hardly_any = 0.5; ///< clients
constexpr double matters = 0.1;    ///< of the gap
constexpr std::size_t most_causes = 4;

/// The typical values of these mechanisms that nobody has measured.
void add_declared(const Operation& operation, const std::vector<int>& mechanisms,
                  std::vector<std::string>& keys) {
    for (const MechanismValue& value : operation.mechanisms) {
        const MechanismKey& row = mechanism_row(value.key);
        const bool is_of_them =
            std::find(mechanisms.begin(), mechanisms.end(), row.mechanism) != mechanisms.end();
        if (is_of_them && !value.stated && row.basis == "D") {
            keys.push_back((value.at.level == MechanismPlace::Level::clients ? "clients." : "") +
                           value.key);
        }
    }
}

} // namespace

std::string beside_paper(const Result& result) {
    if (!result.friction) {
        return "";
    }
    const Friction& friction = *result.friction;
    const Figure& there = friction.paper_limit;
    if (!there.value) {
        return there.why.empty() ? "" : " as such firms work";
    }
    const double at =
        friction.limit == "sla" ? kept_to(there.value->mean) : full_from(there.value->mean) - 1;
    return " as such firms work; on paper it would be " + whole(at);
}

std::optional<Finding> friction_finding(const Result& result) {
    if (!result.friction || !result.friction->clients.value) {
        return std::nullopt;
    }
    const Friction& friction = *result.friction;
    const double gap = friction.clients.value->mean;
    Finding finding{"friction", "", {"friction.clients", "friction.by_cause"}, {}};
    if (std::abs(gap) < hardly_any) {
        finding.text = "Between paper and practice lies less than a client.";
        return finding;
    }
    if (gap < 0) {
        finding.text = "In practice it carries " + whole(-gap) +
                       " clients more than on paper: what comes late to one team spares another.";
        return finding;
    }
    if (friction.by_cause.size() == 1) {
        const FrictionCause& only = friction.by_cause.front();
        add_declared(result.operation, only.mechanisms, finding.depends_on);
        finding.text = "Between paper and practice lie " +
                       clients_in_words(static_cast<std::int64_t>(std::floor(gap + 0.5))) + ": " +
                       only.name + ".";
        return finding;
    }
    std::size_t named = 0;
    for (const FrictionCause& cause : friction.by_cause) {
        if (!cause.clients.value || cause.clients.value->mean < hardly_any) {
            continue;
        }
        if (cause.clients.value->mean >= matters * gap) {
            add_declared(result.operation, cause.mechanisms, finding.depends_on);
        }
        if (named == most_causes) {
            continue;
        }
        const std::string clients = whole(cause.clients.value->mean);
        finding.text += named == 0
                            ? "Of the " + whole(gap) + " clients between paper and practice " +
                                  cause.name + " cost " + clients
                            : ", " + cause.name + " " + clients;
        ++named;
    }
    if (named == 0) {
        finding.text =
            "Of the " + whole(gap) + " clients between paper and practice no cause alone costs one";
    }
    if (friction.together.value && friction.by_cause.size() > 1) {
        const double rest = friction.together.value->mean;
        if (rest >= std::max(1., matters * gap)) {
            finding.text += "; " + whole(rest) + " come back only when several go";
        } else if (rest <= -std::max(1., matters * gap)) {
            finding.text += "; together they cost less than one by one";
        }
    }
    finding.text += ".";
    return finding;
}

} // namespace plimsoll

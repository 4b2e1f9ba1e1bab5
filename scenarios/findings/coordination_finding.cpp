#include "scenarios/findings/coordination_finding.hpp"

#include "model/calendar.hpp"
#include "model/numeric/number_text.hpp"
#include "scenarios/result/whole_number.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace plimsoll {

namespace {

constexpr double much = 0.25; ///< of the payroll
constexpr double clearly = 1.05;

double share_at(const VolumeFigures& volume) {
    return volume.coordination->share_of_paid_hours.value->mean;
}

/// Hours of coordination a month for each client.
std::optional<double> hours_a_client(const Operation& operation, const VolumeFigures& volume) {
    if (!volume.paid_hours.value || !volume.completed_per_hour.value) {
        return std::nullopt;
    }
    const double month =
        4 * static_cast<double>(weekly_open_time(operation.calendar)) / static_cast<double>(hour);
    return share_at(volume) * volume.paid_hours.value->mean *
           volume.completed_per_hour.value->mean * month / static_cast<double>(volume.clients);
}

std::string as_percent(double share) {
    return number_to_text(std::floor(share * 100 + 0.5)) + "%";
}

std::string hours_text(double hours) {
    const double shown = hours < 9.95 ? std::floor(hours * 10 + 0.5) / 10 : std::floor(hours + 0.5);
    return number_to_text(shown) + " h";
}

} // namespace

std::optional<Finding> coordination_finding(const Result& result) {
    std::vector<const VolumeFigures*> steady;
    for (const VolumeFigures& volume : result.volumes) {
        if (volume.stable == Stable::yes && volume.coordination &&
            volume.coordination->share_of_paid_hours.value && volume.clients > 0) {
            steady.push_back(&volume);
        }
    }
    if (steady.empty()) {
        return std::nullopt;
    }
    const auto today = std::find_if(steady.begin(), steady.end(), [&](const VolumeFigures* one) {
        return one->clients == result.operation.clients_today;
    });
    const VolumeFigures& from = today != steady.end() ? **today : *steady.front();
    const VolumeFigures& to = *steady.back();
    const auto place = [&](const VolumeFigures& volume) {
        return "volumes." + std::to_string(&volume - result.volumes.data()) + ".coordination";
    };
    Finding finding{"coordination",
                    "Coordination takes " + as_percent(share_at(from)) + " of the paid hours at " +
                        clients_in_words(from.clients),
                    {place(from)},
                    {}};
    if (to.clients > from.clients) {
        finding.text +=
            " and " + as_percent(share_at(to)) + " at " + whole(static_cast<double>(to.clients));
        finding.evidence.push_back(place(to));
    }
    const auto beyond = std::find_if(steady.begin(), steady.end(), [](const VolumeFigures* one) {
        return share_at(*one) > much;
    });
    if (beyond != steady.end() && beyond != steady.begin()) {
        const VolumeFigures& below = **(beyond - 1);
        const double part = (much - share_at(below)) / (share_at(**beyond) - share_at(below));
        finding.text += ", a quarter of the payroll from about " +
                        whole(static_cast<double>(below.clients) +
                              part * static_cast<double>((*beyond)->clients - below.clients)) +
                        " on";
    }
    finding.text += ".";
    const auto before = hours_a_client(result.operation, from);
    const auto after = hours_a_client(result.operation, to);
    if (before && after && to.clients > from.clients) {
        const char* verdict =
            *before > clearly * *after   ? " It costs less for each client as you grow: "
            : *after > clearly * *before ? " It costs more for each client as you grow: "
                                         : nullptr;
        if (verdict != nullptr) {
            finding.text +=
                verdict + hours_text(*before) + " a month, then " + hours_text(*after) + ".";
        }
    }
    return finding;
}

} // namespace plimsoll

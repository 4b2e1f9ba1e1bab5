#include "scenarios/findings/piling_up_findings.hpp"

#include "model/text/plain_words.hpp"
#include "scenarios/formulas/arrival_rates.hpp"
#include "scenarios/result/teams_in_words.hpp"
#include "scenarios/result/whole_number.hpp"
#include "sim/compile.hpp"

#include <algorithm>
#include <cmath>

namespace plimsoll {

namespace {

/// "2.4", "12": with a digit after the point where it is small.
std::string some(double value) {
    return value < 20 ? short_number(std::floor(value * 10 + 0.5) / 10) : whole(value);
}

/// The volume that says how it is today: today's own, or else the first.
const VolumeFigures& today_of(const Result& result) {
    const auto found = std::find_if(result.volumes.begin(), result.volumes.end(),
                                    [&](const VolumeFigures& volume) {
                                        return volume.clients == result.operation.clients_today;
                                    });
    return found == result.volumes.end() ? result.volumes.front() : *found;
}

std::optional<std::size_t> team_called(const Operation& operation, const std::string& name) {
    for (std::size_t team = 0; team < operation.teams.size(); ++team) {
        if (operation.teams[team].name == name) {
            return team;
        }
    }
    return std::nullopt;
}

/// How many of a team it takes for what is asked of it, where that is more than there are.
std::optional<Finding> short_of_people(const Result& result, const KnownLimit& known) {
    const VolumeFigures& volume = today_of(result);
    const std::string& cause = result.limits->stability_cause;
    const std::optional<std::size_t> team = team_called(result.operation, cause);
    const std::string at = clients_in_words(volume.clients);
    const auto place = static_cast<std::size_t>(&volume - result.volumes.data());
    if (volume.stable != Stable::no) {
        return std::nullopt;
    }
    if (!team) {
        const bool is_one = known.at_most() && known.cause().name == cause && known.there() == 1 &&
                            known.cause().words.find(" of ") != std::string::npos &&
                            known.cause().words.find("appointments") == std::string::npos;
        if (!is_one) {
            return std::nullopt;
        }
        const double needed = known.needed(static_cast<double>(volume.clients));
        return Finding{"short_of_people",
                       at + (volume.clients == 1 ? " asks " : " ask ") + "for " +
                           share_in_words(std::floor(needed * 100 + 0.5) / 100) +
                           " of the hours that one person has: " + known.cause().words + ".",
                       {"limits.stability"},
                       {}};
    }
    const auto there_in = [&](std::size_t number) {
        double there = 0;
        for (const Members& members : result.operation.teams[number].members) {
            there += static_cast<double>(members.count);
        }
        return there;
    };
    std::string text;
    std::vector<std::string> evidence;
    const auto tell = [&](std::size_t number, double needed) {
        const Team& source = result.operation.teams[number];
        const double there = there_in(number);
        text += (text.empty() ? at + (volume.clients == 1 ? " needs " : " need ") : ", and ") +
                some(needed) + (source.units ? " of " : " people in ") +
                shown_name(source.label, source.name) + "; there " + (there == 1 ? "is " : "are ") +
                some(there);
        evidence.push_back("volumes." + std::to_string(place) + ".teams." + source.name +
                           ".offered");
    };
    const auto offered = [&](std::size_t number) {
        const Figure& asked = volume.teams[number].offered;
        return asked.value ? asked.value->mean : 0;
    };
    if (offered(*team) <= 1) {
        return std::nullopt;
    }
    const bool exact = known.at_most() && known.cause().name == cause;
    tell(*team, exact ? known.needed(static_cast<double>(volume.clients))
                      : offered(*team) * there_in(*team));
    const Plan plan = compile(result.operation);
    for (std::size_t other = 0; other < volume.teams.size(); ++other) {
        // Of work that goes away nobody is short of people.
        if (other != *team && offered(other) > 1 && !plan.teams[other].unlimited &&
            !absorbs_overload(plan, other)) {
            tell(other, offered(other) * there_in(other));
        }
    }
    return Finding{"short_of_people", text + ".", std::move(evidence), {}};
}

/// What gives, where no limit was found or the first volume is beyond it.
std::optional<Finding> piles_up(const Result& result) {
    const Limits& limits = *result.limits;
    const std::int64_t first = result.volumes.front().clients;
    const std::string what = what_gives(result);
    const std::string gives = what.empty() ? "" : ": " + what;
    if (limits.stability.value) {
        const double at = limits.stability.value->mean;
        if (at >= static_cast<double>(first)) {
            return std::nullopt; // said with the other limits
        }
        return Finding{"piles_up",
                       "Work piles up below the range that was asked for: from " +
                           whole(full_from(at)) + " clients" + gives + ".",
                       {"limits.stability"},
                       {}};
    }
    if (limits.grows_from && *limits.grows_from <= first) {
        const bool at_any = limits.stability.why.find("any number") != std::string::npos;
        if (!at_any && result.volumes.front().stalled) {
            return std::nullopt; // they can never go on, which is said
        }
        return Finding{"piles_up",
                       at_any ? "Work piles up at any number of clients" + gives + "."
                              : "Work piles up already at " + clients_in_words(first) + gives +
                                    (first > 1 ? "; the limit lies below: ask for fewer clients"
                                                 " with --clients 1.." +
                                                     std::to_string(first) + "."
                                               : "."),
                       {"limits.stability"},
                       {}};
    }
    return std::nullopt;
}

/// Volumes of which it is not known.
std::optional<Finding> in_doubt(const Result& result) {
    std::string volumes;
    std::vector<std::string> evidence;
    for (std::size_t i = 0; i < result.volumes.size(); ++i) {
        if (result.volumes[i].stable == Stable::in_doubt) {
            volumes += (volumes.empty() ? "" : ", ") +
                       whole(static_cast<double>(result.volumes[i].clients));
            evidence.push_back("volumes." + std::to_string(i) + ".stable");
        }
    }
    if (volumes.empty()) {
        return std::nullopt;
    }
    return Finding{"in_doubt",
                   "Whether work piles up is in doubt at " + volumes +
                       (volumes == "1" ? " client" : " clients") +
                       ": open cases may grow, too slowly to be sure.",
                   evidence,
                   {}};
}

} // namespace

std::string what_gives(const Result& result) {
    const Limits& limits = *result.limits;
    const std::optional<std::size_t> team = team_called(result.operation, limits.stability_cause);
    if (!limits.stability_words.empty() || !team) {
        return limits.stability_words;
    }
    const Team& source = result.operation.teams[*team];
    return teams_are({shown_name(source.label, source.name)}) + " full";
}

std::vector<Finding> piling_up_findings(const Result& result, const KnownLimit& known) {
    std::vector<Finding> findings;
    for (std::optional<Finding> finding :
         {piles_up(result), short_of_people(result, known), in_doubt(result)}) {
        if (finding) {
            findings.push_back(std::move(*finding));
        }
    }
    return findings;
}

} // namespace plimsoll

#include "scenarios/findings/headline.hpp"

#include "model/numeric/number_text.hpp"
#include "model/text/plain_words.hpp"
#include "scenarios/findings/friction_findings.hpp"
#include "scenarios/findings/piling_up_findings.hpp"
#include "scenarios/limits/long_run.hpp"
#include "scenarios/limits/piling_up.hpp"
#include "scenarios/limits/promise_limits.hpp"
#include "scenarios/result/share_in_words.hpp"
#include "scenarios/result/teams_in_words.hpp"
#include "scenarios/result/whole_number.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace plimsoll {

namespace {

constexpr double beyond = std::numeric_limits<double>::infinity();

double as_number(std::int64_t clients) {
    return static_cast<double>(clients);
}

/// Clients up to which a limit holds: 0 where it lies below everything looked at.
double reach(const Figure& limit, bool already) {
    return limit.value ? limit.value->mean : already ? 0 : beyond;
}

std::string shown_team(const Operation& operation, const std::string& name) {
    const auto found = std::find_if(operation.teams.begin(), operation.teams.end(),
                                    [&](const Team& team) { return team.name == name; });
    return found == operation.teams.end() ? name : shown_name(found->label, name);
}

/// What fills up, in the words of who found it, or the team that is full.
std::string why_it_piles_up(const Result& result) {
    const std::string gives = what_gives(result);
    return gives.empty() ? std::string{} : ": " + gives;
}

const PromiseLimit* promise_called(const Limits& limits, const std::string& key) {
    const auto found =
        std::find_if(limits.promises.begin(), limits.promises.end(),
                     [&](const PromiseLimit& promise) { return promise.key == key; });
    return found == limits.promises.end() ? nullptr : &*found;
}

bool some_are_late(const Limits& limits) {
    return std::any_of(
        limits.promises.begin(), limits.promises.end(),
        [](const PromiseLimit& promise) { return promise.state == PromiseState::late; });
}

bool any_can_be_kept(const Limits& limits) {
    return std::any_of(
        limits.promises.begin(), limits.promises.end(), [](const PromiseLimit& promise) {
            return promise.state != PromiseState::late && promise.state != PromiseState::unknown;
        });
}

/// Clients from which those promises are kept, too, that are late where few come; 0: any.
double all_kept_from(const Limits& limits) {
    double from = 0;
    for (const PromiseLimit& promise : limits.promises) {
        if (promise.state == PromiseState::below && promise.kept_from && promise.kept_from->value) {
            from = std::max(from, promise.kept_from->value->mean);
        }
    }
    return from;
}

/// Whether some steady volume that was simulated lies close enough below to speak for this one, and
/// none whose queues were not yet as long as they will be.
bool was_looked_at_close_to(const Result& result, double clients) {
    bool is_close = false;
    for (const VolumeFigures& volume : result.volumes) {
        if (volume.horizon == Horizon::fluid || volume.stable == Stable::no) {
            continue;
        }
        if (!volume.settled && as_number(volume.clients) < clients) {
            return false;
        }
        is_close = is_close || as_number(volume.clients) >= close_below_a_limit * clients;
    }
    return is_close;
}

/// Where promises may break between the largest steady volume and where work piles up.
std::string promises_looked_at(const Result& result) {
    std::int64_t most = 0;
    for (const VolumeFigures& volume : result.volumes) {
        if (volume.horizon != Horizon::fluid && volume.stable != Stable::no && volume.settled) {
            most = std::max(most, volume.clients);
        }
    }
    return most > 0 ? " Its promises were looked at up to " + clients_in_words(most) + " only."
                    : std::string{};
}

const VolumeFigures* volume_at(const Result& result, std::int64_t clients) {
    const auto found =
        std::find_if(result.volumes.begin(), result.volumes.end(),
                     [&](const VolumeFigures& volume) { return volume.clients == clients; });
    return found == result.volumes.end() ? nullptr : &*found;
}

std::string target_words(const Operation& operation) {
    return operation.clients_target
               ? "; the target is " + whole(as_number(*operation.clients_target))
               : std::string{};
}

/// The limit that is reached first holds at the target, too, for as sure as its interval is.
bool carries_target(const Operation& operation, const Figure& limit) {
    return operation.clients_target && limit.value &&
           limit.value->low.value_or(limit.value->mean) >= as_number(*operation.clients_target);
}

/// What follows the number of clients, to the end of the sentence or of the next.
std::string more_than_target(const Result& result, const Figure& limit) {
    const Operation& operation = result.operation;
    const std::string paper = beside_paper(result);
    if (carries_target(operation, limit)) {
        return ", more than its target of " + whole(as_number(*operation.clients_target)) +
               (paper.empty() ? "" : "," + paper) + ".";
    }
    if (paper.empty() || !operation.clients_target) {
        return paper + target_words(operation) + ".";
    }
    return paper + ". The target is " + whole(as_number(*operation.clients_target)) + ".";
}

/// The sentence where the line lies below today's clients, or below everything looked at.
std::string short_of_today(const Result& result, bool by_promise, double line) {
    const Operation& operation = result.operation;
    const std::int64_t today = operation.clients_today;
    const bool looked_at_today = volume_at(result, today) != nullptr;
    const std::int64_t at = looked_at_today ? today : result.volumes.front().clients;
    std::string text = operation.name;
    text += by_promise ? " does not keep its promises at " : " cannot do the work of ";
    text += (looked_at_today ? "today's " : "") + clients_in_words(at);
    if (line > 0) {
        text += std::string(by_promise ? "; it would" : "; it could") + " up to about " +
                whole(kept_to(line));
    }
    const Figure* paper = result.friction && (result.friction->limit == "sla") == by_promise
                              ? &result.friction->paper_limit
                              : nullptr;
    if (paper != nullptr && paper->value) {
        text += std::string(line > 0 ? "" : ";") + " as such firms work, on paper up to about " +
                whole(kept_to(paper->value->mean));
    }
    return text + target_words(operation) + ".";
}

} // namespace

Finding headline(const Result& result) {
    const Operation& operation = result.operation;
    const Limits& limits = *result.limits;
    const double promises_to = reach(limits.sla, limits.slips_already());
    const double done_to = reach(limits.stability, limits.piles_up_already());
    const bool by_promise = promises_to < done_to || promises_to <= 0;
    const double line = std::min(promises_to, done_to);
    const std::vector<std::string> evidence{by_promise ? "limits.sla" : "limits.stability"};
    if (line < as_number(operation.clients_today) || line <= 0) {
        return {"headline", short_of_today(result, by_promise, line), evidence, {}};
    }
    const double kept_from = all_kept_from(limits);
    const std::string from = kept_from > as_number(operation.clients_today)
                                 ? " from about " + whole(full_from(kept_from)) + " clients on,"
                                 : "";
    if (by_promise) {
        return {"headline",
                operation.name + " keeps its " +
                    (some_are_late(limits) ? "other promises" : "promises") + from +
                    " up to about " + whole(kept_to(line)) + " clients" +
                    more_than_target(result, limits.sla),
                evidence,
                {}};
    }
    if (line < beyond) {
        const bool keeps = any_can_be_kept(limits) && was_looked_at_close_to(result, line);
        return {"headline",
                operation.name + " can do the work of about " + whole(full_from(line) - 1) +
                    " clients" +
                    (keeps ? std::string(", and keeps its ") +
                                 (some_are_late(limits) ? "other promises" : "promises") + from +
                                 " up to there"
                           : "") +
                    more_than_target(result, limits.stability) +
                    (keeps || !any_can_be_kept(limits) ? "" : promises_looked_at(result)),
                evidence,
                {}};
    }
    const std::string tried = whole(as_number(result.volumes.back().clients));
    return {"headline",
            operation.name + " carries everything tried, up to " + tried +
                " clients; its line lies beyond.",
            {"limits"},
            {}};
}

std::optional<Finding> chain(const Result& result) {
    const Limits& limits = *result.limits;
    std::string text;
    std::vector<std::string> evidence;
    if (limits.knee.value) {
        text += "Waits lengthen from about " + whole(limits.knee.value->mean) + " clients. ";
        evidence.emplace_back("limits.knee");
    }
    std::vector<const PromiseLimit*> broken;
    for (const PromiseLimit& promise : limits.promises) {
        if (promise.limit.value && !limits.ends_where_work_piles_up(promise.limit)) {
            broken.push_back(&promise);
        }
    }
    std::stable_sort(broken.begin(), broken.end(), [](const auto* a, const auto* b) {
        return a->limit.value->mean < b->limit.value->mean;
    });
    const double piles_up = limits.stability.value ? limits.stability.value->mean : beyond;
    const bool several = limits.promises.size() > 1;
    constexpr std::size_t most_named = 3;
    std::size_t named = 0;
    const bool is_told = broken_today(result).has_value(); // which one breaks first
    bool told = false;
    const auto tell_piling_up = [&] {
        text += "From " + whole(full_from(piles_up)) + " work piles up without end" +
                why_it_piles_up(result) + ". ";
        evidence.emplace_back("limits.stability");
        told = true;
    };
    for (const PromiseLimit* promise : broken) {
        if (named == most_named) {
            break;
        }
        if (!told && piles_up < promise->limit.value->mean) {
            tell_piling_up();
        }
        const std::string from = whole(broken_from(promise->limit.value->mean));
        const bool is_first = promise->key == limits.sla_promise;
        if (is_first && several && !is_told) {
            text += promise->words + " breaks its promise first, from " + from;
        } else if (is_first && !several) {
            text += "From " + from + " deadlines slip";
        } else {
            text += promise->words + (named == 0 ? " breaks its promise from " : " from ") + from;
        }
        if (is_first && !limits.sla_cause.empty()) {
            text += ", because work waits for " + shown_team(result.operation, limits.sla_cause);
        }
        text += ". ";
        evidence.emplace_back("limits.promises." + promise->key);
        ++named;
    }
    if (!told && piles_up < beyond) {
        tell_piling_up();
    }
    if (text.empty()) {
        return std::nullopt;
    }
    text.pop_back();
    return Finding{"chain", text, evidence, {}};
}

std::vector<Finding> promises_never_kept(const Limits& limits) {
    std::vector<Finding> findings;
    for (const PromiseLimit& promise : limits.promises) {
        const std::string evidence = "limits.promises." + promise.key;
        if (promise.state == PromiseState::late) {
            std::string text = promise.words;
            if (promise.typical_alone && promise.promised_within &&
                *promise.typical_alone > *promise.promised_within) {
                text += " takes " +
                        duration_in_words(*promise.typical_alone * static_cast<double>(hour)) +
                        " where nobody has to wait, and is promised within " +
                        duration_in_words(*promise.promised_within * static_cast<double>(hour));
            } else if (promise.share_alone) {
                text += ": where nobody has to wait, " +
                        share_in_words(*promise.share_alone, promise.promised) + " in time, " +
                        number_to_text(promise.promised * 100) + "% promised";
            }
            findings.push_back({"late", text + ": late at any volume.", {evidence}, {}});
        }
        if (promise.state == PromiseState::below && promise.kept_from && promise.kept_from->value) {
            findings.push_back(
                {"late_below",
                 promise.words + " is late below about " +
                     whole(full_from(promise.kept_from->value->mean)) +
                     " clients, and kept from there " +
                     (promise.limit.value
                          ? "up to about " + whole(kept_to(promise.limit.value->mean)) + "."
                          : "on."),
                 {"limits.kept_from." + promise.key},
                 {}});
        }
    }
    return findings;
}

std::optional<Finding> broken_today(const Result& result) {
    const Limits& limits = *result.limits;
    const PromiseLimit* first = promise_called(limits, limits.sla_promise);
    const std::int64_t today = result.operation.clients_today;
    const VolumeFigures* volume = volume_at(result, today);
    if (!first || !volume || (first->limit.value && first->limit.value->mean >= as_number(today))) {
        return std::nullopt;
    }
    const auto now =
        std::find_if(volume->promises.begin(), volume->promises.end(),
                     [&](const PromiseFigures& promise) { return promise.key == first->key; });
    if (now == volume->promises.end() || !now->attainment.value) {
        return std::nullopt;
    }
    const std::string place = std::to_string(volume - result.volumes.data());
    const double share = now->attainment.value->mean;
    // Where work piles up most of it may not even be late yet in the time that was measured.
    const bool says_nothing = volume->stable == Stable::no && share >= now->promised;
    return Finding{"broken_today",
                   first->words + " breaks its promise first, already today" +
                       (says_nothing ? ", where work piles up."
                                     : ": " + share_in_words(share, now->promised) + " in time, " +
                                           number_to_text(now->promised * 100) + "% promised."),
                   {"volumes." + place + ".promises." + first->key},
                   {}};
}

} // namespace plimsoll

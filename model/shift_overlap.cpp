#include "model/shift_overlap.hpp"

#include <algorithm>
#include <set>

namespace plimsoll {

namespace {

bool open_at(const Calendar& calendar, Microseconds instant) {
    return std::any_of(calendar.spans.begin(), calendar.spans.end(), [&](const Span& span) {
        return (span.from <= instant && instant < span.to) ||
               (span.from <= instant + week && instant + week < span.to);
    });
}

std::int64_t on_shift_at(const Team& team, Microseconds instant) {
    std::int64_t people = 0;
    for (const Members& members : team.members) {
        people += open_at(members.calendar, instant) ? members.count : 0;
    }
    return people;
}

/// Nothing changes between openings: it is enough to look at each.
std::set<Microseconds> openings(const Team& team) {
    std::set<Microseconds> instants;
    for (const Members& members : team.members) {
        for (const Span& span : members.calendar.spans) {
            instants.insert(span.from % week);
        }
    }
    return instants;
}

} // namespace

std::int64_t most_on_shift(const Team& team) {
    std::int64_t most = 0;
    for (const Microseconds instant : openings(team)) {
        most = std::max(most, on_shift_at(team, instant));
    }
    return most;
}

bool ever_together(const std::vector<Need>& needs, const std::vector<Team>& teams) {
    std::set<Microseconds> instants{0};
    for (const Need& need : needs) {
        instants.merge(openings(teams[static_cast<std::size_t>(need.team)]));
    }
    return std::any_of(instants.begin(), instants.end(), [&](Microseconds instant) {
        return std::all_of(needs.begin(), needs.end(), [&](const Need& need) {
            const Team& team = teams[static_cast<std::size_t>(need.team)];
            return team.unlimited ? open_at(team.calendar, instant) || team.calendar.always
                                  : on_shift_at(team, instant) >= need.people;
        });
    });
}

} // namespace plimsoll

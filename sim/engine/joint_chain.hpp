// The joint work that people of a team are kept for, one piece behind the other. Part of
// sim/engine/joint_work.hpp.
//
// What is known of a piece depends on those before it and on nothing else, so that whoever asks at
// the same instant goes on where the last one stopped.
#pragma once

#include "sim/engine/joint_work.hpp"

namespace plimsoll {

/// What is known of this team's waiting work as far as it begins with the same pieces.
template <class Engine>
typename JointWork<Engine>::Chain&
JointWork<Engine>::chain_of(int team, int depth, const std::vector<std::uint32_t>& waiting) {
    know_instant();
    Chain& chain = chains_[static_cast<std::size_t>(depth)][static_cast<std::size_t>(team)];
    if (chain.state != state_) {
        chain.state = state_;
        chain.links.clear();
    }
    std::size_t same = 0;
    while (same < std::min(chain.links.size(), waiting.size()) &&
           chain.links[same].item == waiting[same]) {
        ++same;
    }
    // What is behind it may serve the next who asks.
    if (same < waiting.size()) {
        chain.links.resize(same);
    }
    chain.laid_out = std::min(chain.laid_out, chain.links.size());
    chain.claims.resize(chain.laid_out > 0 ? chain.links[chain.laid_out - 1].claims : 0);
    return chain;
}

/// When this work could start beside nobody. It does not matter (place -1) where it would rather be
/// done by others, starts at once, or nobody knows when people come.
template <class Engine>
void JointWork<Engine>::add_link(Chain& chain, std::uint32_t index, int team, int depth) {
    Link link;
    link.item = index;
    link.option = first_option(engine_.items[index]);
    const std::vector<Need>& parts = need_at(link.option).teams;
    const auto own = std::find_if(parts.begin(), parts.end(),
                                  [team](const Need& part) { return part.team == team; });
    if (own != parts.end()) {
        link.from = engine_.clock.now();
        link.gap_ends = gap_end_now(engine_.items[index], link.option);
        bool waits = true;
        if (link.gap_ends <= engine_.clock.now()) {
            // Nobody is missing. Unless some are kept from it, too, it starts at once.
            const std::optional<Microseconds> until =
                depth < most_depth ? kept_until(index, link.option, depth + 1) : std::nullopt;
            waits = until.has_value();
            link.from = link.gap_ends = until.value_or(never);
        }
        if (waits && link.gap_ends < never) {
            link.place = static_cast<int>(own - parts.begin());
        }
    }
    chain.links.push_back(link);
}

/// When it starts beside what goes before it, and how many of the team are wanted then.
template <class Engine>
void JointWork<Engine>::lay_out(Chain& chain, std::size_t number, int team) {
    for (; chain.laid_out <= number; ++chain.laid_out) {
        Link& link = chain.links[chain.laid_out];
        if (link.place >= 0) {
            const WorkItem& item = engine_.items[link.item];
            const PlanQueue& theirs = need_at(link.option);
            const bool alone = link.from == engine_.clock.now() && chain.claims.empty();
            link.starts = alone ? link.gap_ends : gap_end(item, theirs, chain.claims, link.from);
            link.starts = link.starts < never ? link.starts : link.gap_ends;
            link.wanted = theirs.teams[link.place].people;
            for (const Claim& claim : chain.claims) {
                const bool at_once = claim.from <= link.starts && link.starts < claim.to;
                link.wanted += claim.team == team && at_once ? claim.people : 0;
            }
            for (std::size_t part = 0; part < theirs.teams.size(); ++part) {
                chain.claims.push_back({theirs.teams[part].team, theirs.teams[part].people,
                                        link.starts,
                                        would_be_done(item, theirs, part, link.starts)});
            }
        }
        link.claims = chain.claims.size();
    }
}

} // namespace plimsoll

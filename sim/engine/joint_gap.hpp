// When people can be there for joint work, and when other work would be done: the gap of MODEL.md
// ruling 6. Part of sim/engine/joint_work.hpp.
#pragma once

#include "sim/engine/joint_work.hpp"

namespace plimsoll {

/// Each person's time that this visit, or the whole of its batch, takes on average.
template <class Engine>
double JointWork<Engine>::declared_effort(const WorkItem& item) const {
    if (is_alone(engine_, item)) {
        return step_of(item).effort.mean();
    }
    const PlanBatch& batch = engine_.plan.batch(step_of(item).batch);
    double mean = batch.has_effort ? batch.effort.mean() : 0;
    for (const std::uint32_t index : engine_.batches[item.batch].items) {
        mean += step_of(engine_.items[index]).effort.mean();
    }
    return mean;
}

template <class Engine>
bool JointWork<Engine>::has_waited_long(const WorkItem& item) const {
    const double effort = declared_effort(item);
    if (static_cast<double>(engine_.clock.now() - item.ready) <= effort) {
        return false; // not even by the wall clock
    }
    const auto index = engine_.items.index_of(item);
    if (index >= ready_.size()) {
        ready_.resize(engine_.items.size());
    }
    Ready& ready = ready_[index];
    if (ready.time != item.ready) {
        ready = {item.ready, engine_.clock.elapsed_at(item.ready)};
    }
    return static_cast<double>(engine_.clock.elapsed() - ready.elapsed) > effort;
}

template <class Engine>
Microseconds JointWork<Engine>::opens_at(int clock, Microseconds time) const {
    if (Engine::one_clock) {
        return time;
    }
    Asked& last = opens_[clock][time == engine_.clock.now() ? 0 : 1];
    if (last.time != time) {
        last = {time, open_at(clock, time)};
    }
    return last.opens;
}

/// When this person can begin something at or after `from`: done, and on shift.
template <class Engine>
Microseconds JointWork<Engine>::next_there(int person, Microseconds from) const {
    const PlanPerson& who = person_at(person);
    Microseconds done = done_at_[person];
    for (const int same : who.also) {
        done = std::max(done, done_at_[same]);
    }
    if (done <= from) {
        return opens_at(who.clock, from);
    }
    if (done >= never) {
        return never;
    }
    Asked& comes = comes_[person];
    if (comes.time != done) {
        comes = {done, open_at(who.clock, done)};
    }
    return comes.opens;
}

/// Those of a need's part at `place` who may do it.
template <class Engine>
template <class Visit>
void JointWork<Engine>::for_each_candidate(const PlanQueue& need, std::size_t place,
                                           Visit visit) const {
    if (place == 0 && !need.candidates.empty()) {
        std::for_each(need.candidates.begin(), need.candidates.end(), visit);
        return;
    }
    for (const Shift& shift : team_at(need.teams[place].team).shifts) {
        std::for_each(shift.people.begin(), shift.people.end(), visit);
    }
}

/// When enough people of a need's part are there, at or after `from`, beside those claimed.
template <class Engine>
Microseconds JointWork<Engine>::next_enough(const PlanQueue& need, std::size_t place,
                                            Microseconds from, const Claims& claims) const {
    const Need& part = need.teams[place];
    if (team_at(part.team).unlimited) {
        return opens_at(team_at(part.team).clock, from);
    }
    Microseconds time = from;
    for (int round = 0; time < never; ++round) {
        if (round == most_shifts) {
            return never; // in years they are never there at once
        }
        std::int64_t there = 0;
        Microseconds next = never;
        for_each_candidate(need, place, [&](int person) {
            const Microseconds comes = next_there(person, time);
            there += comes == time ? 1 : 0;
            next = comes > time ? std::min(next, comes) : next;
        });
        for (const Claim& claim : claims) {
            if (claim.team == part.team && claim.from <= time && time < claim.to) {
                there -= claim.people;
                next = std::min(next, claim.to);
            }
        }
        if (there >= part.people) {
            break;
        }
        time = next;
    }
    return std::min(time, never);
}

/// When everybody can be there for this work, at or after `from`, beside those claimed; `from` if
/// nobody is missing then, `never` if nobody knows.
template <class Engine>
Microseconds JointWork<Engine>::gap_end(const WorkItem& item, const PlanQueue& need,
                                        const Claims& claims, Microseconds from) const {
    Microseconds time = from;
    for (int round = 0; round < most_shifts; ++round) {
        const Microseconds before = time;
        for (std::size_t place = 0; place < need.teams.size() && time < never; ++place) {
            time = next_enough(need, place, time, claims);
        }
        if (item.uses_kept && time < never) {
            for (const std::uint32_t person : engine_.cases[item.case_index].retained.people) {
                time = open_at(engine_.plan.people[person].clock, time);
            }
        }
        if (time >= never || time == before) {
            break;
        }
    }
    return time;
}

/// The same beside nobody, from now on: all work of a need that uses nobody kept has the same.
template <class Engine>
Microseconds JointWork<Engine>::gap_end_now(const WorkItem& item, int option) {
    if (item.uses_kept) {
        return gap_end(item, need_at(option), {}, engine_.clock.now());
    }
    Known<int, Microseconds>& known = gap_ends_[option];
    know_instant();
    if (known.state != state_) {
        known = {state_, 0, gap_end(item, need_at(option), {}, engine_.clock.now())};
    }
    return known.answer;
}

/// Of the needs that will do for this work the one that finds its people first.
template <class Engine>
int JointWork<Engine>::first_option(const WorkItem& item) {
    const std::vector<int>& options = need_at(item.need).alternatives;
    if (options.empty()) {
        return item.need;
    }
    int best = options.front();
    Microseconds earliest = never;
    for (const int option : options) {
        const Microseconds time = gap_end_now(item, option);
        if (time < earliest) {
            earliest = time;
            best = option;
        }
    }
    return best;
}

/// When the people of this part would be done with the work if it started at `from`, by its mean
/// effort as declared.
template <class Engine>
Microseconds JointWork<Engine>::would_be_done(const WorkItem& item, const PlanQueue& need,
                                              std::size_t place, Microseconds from) const {
    clocks_.clear();
    for (const Need& part : need.teams) {
        if (Engine::one_clock) {
            break;
        }
        const PlanTeam& team = team_at(part.team);
        const auto there =
            std::find_if(team.shifts.begin(), team.shifts.end(), [&](const Shift& shift) {
                return from == engine_.clock.now() ? engine_.clock.is_open_now(shift.clock)
                                                   : engine_.clock.is_open(shift.clock, from);
            });
        const int clock = there != team.shifts.end() ? there->clock : team.clock;
        if (part.share >= need.teams[place].share &&
            std::find(clocks_.begin(), clocks_.end(), clock) == clocks_.end()) {
            clocks_.push_back(clock);
        }
    }
    const Microseconds pace = step_of(item).pace;
    double effort = declared_effort(item);
    effort = pace > 0 ? std::min(effort, static_cast<double>(pace)) : effort;
    const int common = common_clock();
    if (!Engine::one_clock && engine_.clock[common].never_opens()) {
        return never; // those who are there now go before the others come
    }
    return engine_.clock.after(common, from,
                               static_cast<Microseconds>(std::min(effort * need.teams[place].share,
                                                                  static_cast<double>(never))));
}

/// The same from now on, remembered: many visits of a step are asked for in turn.
template <class Engine>
Microseconds JointWork<Engine>::would_be_done_now(const WorkItem& item, const PlanQueue& need,
                                                  std::size_t place) {
    if (!is_alone(engine_, item)) {
        return would_be_done(item, need, place, engine_.clock.now());
    }
    const auto number = static_cast<std::size_t>(&need - engine_.plan.needs.data());
    Known<int, Microseconds>& known = done_if_begun_[number][place];
    const auto instant = static_cast<std::uint64_t>(engine_.clock.now()) + 1;
    if (known.state != instant || known.of != item.step) {
        known = {instant, item.step, would_be_done(item, need, place, engine_.clock.now())};
    }
    return known.answer;
}

/// The clock that is open when all of `clocks_` are.
template <class Engine>
int JointWork<Engine>::common_clock() const {
    if (Engine::one_clock || clocks_.size() == 1) {
        return Engine::one_clock ? engine_.clock.common({}) : clocks_.front();
    }
    const std::size_t of_plan = opens_.size();
    if (clocks_.size() > 2) {
        return engine_.clock.common(clocks_);
    }
    int& common = common_of_two_[static_cast<std::size_t>(clocks_[0]) * of_plan +
                                 static_cast<std::size_t>(clocks_[1])];
    common = common >= 0 ? common : engine_.clock.common(clocks_);
    return common;
}

} // namespace plimsoll

// Which queue work waits in, and whom it may take: needs, choices among them, single people.
#pragma once

#include "sim/plan/clock_numbers.hpp"

namespace plimsoll {

/// Members of one name in several teams become one person. Call once all teams are compiled.
void compile_persons(const Operation& operation, Plan& plan);

/// The queue for `parts`, of which the first may be of each of `teams`, the preferred one first,
/// and of whom `source` asks for a skill.
int queue_for(const Step& source, const std::vector<Need>& parts, const std::vector<int>& teams,
              Precedence precedence, const Operation& operation, Plan& plan, Clocks& clocks);

/// Everybody of a team, in file order.
std::vector<int> people_of(int team, const Plan& plan);

/// When one of these people is on shift, of all where there are none; an unlimited team by its own
/// calendar.
WeekClock on_shift(int team, const std::vector<int>& candidates, const Plan& plan);

/// The number of this need: a new one, unless there is one like it.
int add_need(PlanQueue need, Plan& plan);

/// Tells the teams that work may wait here for them.
int in_queue(int need, Plan& plan);

/// The hidden step of side work that one person of this team does: in Plan::steps, in no workflow.
/// What it takes and when it is done is its mechanism's.
int add_side_step(int team, Precedence rank, const Operation& operation, Plan& plan,
                  Clocks& clocks);

/// `keep:` of one variant, whose steps stand from `first_step` on.
void compile_keep(const Workflow& source, std::size_t first_step, const Operation& operation,
                  Plan& plan, Clocks& clocks);

/// `person:` of the steps of one variant, which stand from `first_step` on.
void compile_person_rules(const Workflow& source, std::size_t first_step,
                          const Operation& operation, Plan& plan, Clocks& clocks);

} // namespace plimsoll

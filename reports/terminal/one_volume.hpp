// One volume in full: how long cases take, how full the teams are, every step, and the two ledgers.
#pragma once

#include "reports/terminal/styled_line.hpp"
#include "reports/terminal/terminal_look.hpp"
#include "scenarios/result/result.hpp"

namespace plimsoll {

/// How long cases take, all together and by workflow.
Lines workflow_table(const VolumeFigures& volume, const Operation& operation,
                     const TerminalLook& look);

/// What was promised to each kind of clients or cases, and when steps were to start; nothing where
/// the workflows' rows say it all.
Lines promise_table(const VolumeFigures& volume, const TerminalLook& look);

/// How full each team is, and what waits for it.
Lines team_table(const VolumeFigures& volume, const Operation& operation, const TerminalLook& look);

/// Each step: how often a case comes by, how long it waits there, how long the work takes.
Lines step_table(const VolumeFigures& volume, const Operation& operation, const TerminalLook& look);

/// How cases end, where they may end in several ways, and how long each takes.
Lines outcome_table(const VolumeFigures& volume, const Operation& operation,
                    const TerminalLook& look);

/// What a month brings in and costs, where the model says what comes in.
Lines money_table(const VolumeFigures& volume, const Operation& operation,
                  const TerminalLook& look);

/// Where people's paid hours go, per completed case.
Lines hours_ledger(const VolumeFigures& volume, const TerminalLook& look);

/// Where the time of a case goes, from arrival to end.
Lines time_ledger(const VolumeFigures& volume, const Operation& operation,
                  const TerminalLook& look);

} // namespace plimsoll

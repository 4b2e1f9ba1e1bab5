// The first lines of a page: the answer in one sentence, then what gives, in order.
#pragma once

#include "reports/terminal/styled_line.hpp"
#include "reports/terminal/terminal_look.hpp"
#include "scenarios/result/result.hpp"

namespace plimsoll {

/// The finding `headline` in bold, then every other finding as one paragraph. The sentences are the
/// result's own: what two outputs both say is said once, in the findings.
Lines opening(const Result& result, const TerminalLook& look);

} // namespace plimsoll

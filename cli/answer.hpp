// What happens to a result: printed, written to files, turned into an exit status.
#pragma once

#include "cli/options.hpp"
#include "cli/progress.hpp"
#include "scenarios/result/result.hpp"

#include <functional>
#include <string>

namespace plimsoll {

/// Where a result goes beside the terminal.
struct AnswerOptions {
    std::string csv_folder; ///< empty: no tables
    std::string log_file;   ///< empty: no event log
    bool all_volumes = false;
};

/// Prints a sentence about wrong use to standard error; the exit status for it.
int refuse(const std::string& sentence);

/// What keeps the answer from being found as asked or written where it is to go; asked before the
/// work.
std::optional<std::string> why_no_answer(const CommonOptions& common, const AnswerOptions& answer);

/// A sentence where so many clients bring more cases than can be simulated.
std::optional<std::string> why_too_many(const std::string& model, const Operation& operation,
                                        std::int64_t clients);

/// Runs the study with a progress line and an ear for Ctrl-C, then prints and writes what it found.
int answer(const CommonOptions& common, const AnswerOptions& options, const std::string& doing,
           const std::function<Result(const ReportProgress&, const std::atomic<bool>&)>& study);

} // namespace plimsoll

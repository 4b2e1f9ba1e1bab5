// The line that says how far a study is: on standard error, only on a terminal, erased when done.
#pragma once

#include "scenarios/study.hpp"

#include <chrono>
#include <string>

namespace plimsoll {

/// Shows itself at most ten times a second. No figure of a result depends on it.
class ProgressLine {
public:
    /// `what` as in "Sweeping 20..1,000 clients"; a hidden line shows nothing but keeps count.
    ProgressLine(std::string what, bool hidden);
    ~ProgressLine();
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    void show(const StudyProgress& progress);
    void erase();

    /// Seconds since the line was made.
    double seconds() const;
    const StudyProgress& last() const { return last_; }

private:
    std::string what_;
    bool visible_;
    bool shown_ = false;
    StudyProgress last_;
    std::chrono::steady_clock::time_point start_;
    std::chrono::steady_clock::time_point drawn_;
};

/// The line's text: bar, volumes, time left; less of it where it has to fit into fewer columns.
std::string progress_text(const std::string& what, const StudyProgress& progress, double seconds,
                          bool unicode, int columns = 96);

} // namespace plimsoll

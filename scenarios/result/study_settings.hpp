// How a study is run, and how it says how far it is.
#pragma once

#include "model/numeric/microseconds.hpp"
#include "model/read/changes.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace plimsoll {

/// How a study is run. What is not set is chosen by the statistics (SCIENCE.md 6.1, 6.2).
struct StudySettings {
    std::uint64_t seed = 1;
    int threads = 0;              ///< 0: as many as the machine has; never changes a result
    double precision = 0.05;      ///< relative half-width of the headline figures
    bool precision_given = false; ///< asked for by the user: the cap on replications is lifted
    std::optional<std::int64_t> replications; ///< a fixed number instead of a precision
    std::optional<Microseconds> warm_up;      ///< of the operation's open time
    std::optional<Microseconds> hours;        ///< measured open time of each replication
    bool from_empty = false;                  ///< start empty, measure from the first arrival
    std::optional<std::int64_t> cases; ///< arrivals from an empty start until the last has left
    bool keep_log = false;             ///< the first replication's event log (runs only)
    /// What the operation was read from: changes to it are tried. None: nothing is.
    std::shared_ptr<const ModelText> text;
    bool every_mechanism = false; ///< causes are told apart by mechanism, not by group
    bool may_give_up = false;     ///< a precision out of reach is not run after (sweeps; 0096)
};

/// How far a study is. `share_done` lies between 0 and 1 and never falls.
struct StudyProgress {
    int volumes_done = 0;
    int volumes_total = 0;
    double share_done = 0;
    std::string found; ///< so far, in words
};

/// Called from one thread at a time.
using ReportProgress = std::function<void(const StudyProgress&)>;

} // namespace plimsoll

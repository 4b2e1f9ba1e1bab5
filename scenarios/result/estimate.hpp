// An estimate: a mean with the interval that says how sure it is.
#pragma once

#include <optional>
#include <string>

namespace plimsoll {

/// A mean and its interval at `level`. With a single replication there is no interval.
struct Estimate {
    double mean = 0;
    std::optional<double> low;
    std::optional<double> high;
    double level = 0.95;
};

/// An estimate, or the reason why there is none.
struct Figure {
    std::optional<Estimate> value;
    std::string why; ///< set when value is empty
};

/// The mean and four quantiles of a duration, in hours.
struct Times {
    Figure mean, p50, p90, p95, p99;
};

} // namespace plimsoll

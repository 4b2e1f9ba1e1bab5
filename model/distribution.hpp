// The law that a duration is drawn from, as the model file declares it.
#pragma once

#include <limits>
#include <vector>

namespace plimsoll {

/// The families of MODEL.md section 2.
enum class Law {
    exact,       ///< a: the value
    exponential, ///< a: mean
    lognormal,   ///< a: mean, b: coefficient of variation
    gamma,       ///< a: mean, b: coefficient of variation (Erlang with k phases: b = 1/sqrt(k))
    hyperexponential, ///< a: mean, b: coefficient of variation > 1; two branches, balanced means
    weibull,          ///< a: scale, b: shape
    normal,           ///< a: mean, b: standard deviation, truncated at 0
    uniform,          ///< a: least, b: most
    triangular,       ///< a: least, b: most, c: likeliest
    pert,             ///< a: least, b: most, c: likeliest; beta with shape 4
    empirical,        ///< values: each equally likely
};

/// A distribution of a duration. Times are microseconds, as doubles; the law's own draw is first
/// truncated to minimum..maximum and then shifted, so both bounds speak of the draw before the
/// shift.
struct Distribution {
    Law law = Law::exact;
    double a = 0;
    double b = 0;
    double c = 0;
    std::vector<double> values;
    double shift = 0;
    double minimum = 0;
    double maximum = std::numeric_limits<double>::infinity();

    bool operator==(const Distribution&) const = default;
};

} // namespace plimsoll

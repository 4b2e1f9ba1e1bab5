#include "model/law_range.hpp"

#include "model/numeric/elementary.hpp"
#include "model/numeric/special_functions.hpp"

#include <algorithm>
#include <cmath>

namespace plimsoll {

namespace {

/// P(X <= x); x may be infinite.
double share_below(const Distribution& law, double x) {
    if (!(x > 0)) {
        return law.law == Law::normal ? normal_distribution((x - law.a) / law.b) : 0;
    }
    if (!std::isfinite(x)) {
        return 1;
    }
    switch (law.law) {
    case Law::exponential:
        return 1 - exponential(-x / law.a);
    case Law::lognormal: {
        const double variance = logarithm(1 + law.b * law.b);
        return normal_distribution((logarithm(x / law.a) + variance / 2) / std::sqrt(variance));
    }
    case Law::gamma:
        return gamma_shares(1 / (law.b * law.b), x / (law.a * law.b * law.b)).below;
    case Law::hyperexponential: {
        // Two branches with balanced means: p1 m1 = p2 m2.
        const double squared = law.b * law.b;
        const double quick = (1 + std::sqrt((squared - 1) / (squared + 1))) / 2;
        const double slow = 1 - quick;
        return 1 - quick * exponential(-2 * quick * x / law.a) -
               slow * exponential(-2 * slow * x / law.a);
    }
    case Law::weibull:
        return 1 - exponential(-power(x / law.a, law.b));
    case Law::normal:
        return normal_distribution((x - law.a) / law.b);
    default:
        return 0;
    }
}

} // namespace

double share_within_bounds(const Distribution& law) {
    switch (law.law) {
    case Law::exact:
        return law.minimum <= law.a && law.a <= law.maximum ? 1 : 0;
    case Law::uniform:
    case Law::triangular:
    case Law::pert:
        return law.minimum < law.b && law.a < law.maximum ? 1 : 0;
    case Law::empirical:
        return std::any_of(
                   law.values.begin(), law.values.end(),
                   [&](double value) { return law.minimum <= value && value <= law.maximum; })
                   ? 1
                   : 0;
    default:
        return share_below(law, law.maximum) - share_below(law, law.minimum);
    }
}

} // namespace plimsoll

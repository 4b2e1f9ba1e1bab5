#include "sim/random/sampler.hpp"

#include "model/numeric/special_functions.hpp"
#include "sim/random/conditional_law.hpp"
#include "sim/random/moments.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>

namespace plimsoll {

namespace {

constexpr int pieces = 256;
constexpr double last_normal_score = 8.25;
constexpr double normal_width = 2.0 * last_normal_score / pieces;
constexpr double exponential_width = 37.0 / pieces;

/// The largest number below 1, which a score can be taken of.
constexpr double almost_one = 1.0 - 0x1p-53;

/// The quintics through a curve's points, `width` apart from `first` on, each as a polynomial in
/// its piece's own 0..1; values, slopes and curvatures agree where pieces meet.
template <typename Curve>
std::vector<double> quintic_pieces(Curve curve, double first, double width) {
    std::vector<double> coefficients;
    coefficients.reserve(6 * pieces);
    CurvePoint left = curve(first);
    for (int i = 1; i <= pieces; ++i) {
        const CurvePoint right = curve(first + i * width);
        const double slope = left.slope * width;
        const double bend = left.curvature * width * width;
        const double rise = right.value - left.value - slope - 0.5 * bend;
        const double turn = right.slope * width - slope - bend;
        const double twist = right.curvature * width * width - bend;
        coefficients.insert(coefficients.end(),
                            {left.value, slope, 0.5 * bend, 10.0 * rise - 4.0 * turn + 0.5 * twist,
                             -15.0 * rise + 7.0 * turn - twist,
                             6.0 * rise - 3.0 * turn + 0.5 * twist});
        left = right;
    }
    return coefficients;
}

/// The curve at `place` pieces from its first point.
double quintic_at(const std::vector<double>& coefficients, double place) {
    const double inside = std::clamp(place, 0.0, static_cast<double>(pieces));
    const int piece = std::min(static_cast<int>(inside), pieces - 1);
    const double s = inside - piece;
    const double* c = coefficients.data() + 6 * static_cast<std::ptrdiff_t>(piece);
    const double square = s * s;
    return c[0] + (s * c[1] + square * (c[2] + s * c[3] + square * (c[4] + s * c[5])));
}

/// The y that a hyperexponential of mean 1, of whose branches the quick one has `chance` and the
/// slow one the rest, exceeds with probability `above`. Newton's method on log P(Y > y): it is
/// convex, so that whatever the guess, every step but the first comes from below. Two or three
/// steps where the branches meet, one elsewhere.
double branches_quantile(double chance, double rest, double above, double guess) {
    const double wanted = logarithm(above);
    double y = guess;
    for (int i = 0; i < 50; ++i) {
        const double quick = chance * exponential(-2.0 * chance * y);
        const double slow = rest * exponential(-2.0 * rest * y);
        const double share = quick + slow;
        const double hazard = 2.0 * (chance * quick + rest * slow) / share;
        const double step = (logarithm(share) - wanted) / hazard;
        y += step;
        if (std::abs(step) <= 1e-9 * y) {
            break;
        }
    }
    return y;
}

bool has_spread(const Distribution& law) {
    switch (law.law) {
    case Law::exponential:
        return law.a > 0;
    case Law::lognormal:
    case Law::gamma:
    case Law::hyperexponential:
    case Law::weibull:
        return law.a > 0 && law.b > 0;
    case Law::normal:
        return law.b > 0;
    case Law::uniform:
    case Law::triangular:
    case Law::pert:
        return law.b > law.a;
    case Law::exact:
    case Law::empirical:
        break;
    }
    return false;
}

} // namespace

Sampler::Sampler(const Distribution& law) {
    offset_ = law.shift;
    if (law.law == Law::empirical) {
        prepare_empirical(law);
    } else if (has_spread(law)) {
        prepare_continuous(law);
    } else {
        prepare_constant(std::clamp(law.a, law.minimum, law.maximum));
    }
}

void Sampler::prepare_constant(double value) {
    form_ = Form::constant;
    offset_ += value;
    mean_ = offset_;
    squared_variation_ = 0;
}

void Sampler::prepare_empirical(const Distribution& law) {
    std::copy_if(law.values.begin(), law.values.end(), std::back_inserter(table_),
                 [&](double value) { return value >= law.minimum && value <= law.maximum; });
    if (table_.empty()) {
        prepare_constant(
            law.values.empty() ? 0.0 : std::clamp(law.values.front(), law.minimum, law.maximum));
        return;
    }
    std::sort(table_.begin(), table_.end());
    form_ = Form::empirical;
    const auto count = static_cast<double>(table_.size());
    mean_ = std::accumulate(table_.begin(), table_.end(), 0.0) / count + offset_;
    double squares = 0;
    for (const double value : table_) {
        squares += (value + offset_ - mean_) * (value + offset_ - mean_);
    }
    squared_variation_ = mean_ == 0 ? 0.0 : squares / count / (mean_ * mean_);
}

void Sampler::prepare_continuous(const Distribution& law) {
    const ConditionalLaw conditional(law);
    if (!(conditional.mass() > 0)) {
        prepare_constant(conditional.at_minimum().below > 0.5 ? law.minimum : law.maximum);
        return;
    }
    const Moments moments = moments_of(law);
    mean_ = moments.mean;
    squared_variation_ = moments.squared_variation;
    least_ = conditional.minimum();
    most_ = conditional.maximum();
    start_ = conditional.at_minimum().below;
    mass_ = conditional.mass();
    // Where everything lies above the median, p counts from above: there doubles are dense.
    const bool from_above = start_ > 0.5;
    const auto count_from_above = [&] {
        start_ = conditional.at_minimum().above;
        mass_ = -mass_;
        b_ = -b_;
    };
    switch (law.law) {
    case Law::exponential:
        form_ = conditional.cuts() ? Form::weibull : Form::exponential;
        a_ = conditional.cuts() ? logarithm(law.a) : law.a;
        b_ = 1.0;
        break;
    case Law::weibull:
        form_ = Form::weibull;
        a_ = logarithm(law.a);
        b_ = 1.0 / law.b;
        break;
    case Law::lognormal: {
        form_ = conditional.cuts() ? Form::truncated_lognormal : Form::lognormal;
        const double variance = logarithm_of_one_plus(law.b * law.b);
        a_ = logarithm(law.a) - 0.5 * variance;
        b_ = std::sqrt(variance);
        break;
    }
    case Law::normal:
        form_ = Form::normal;
        a_ = law.a;
        b_ = law.b;
        break;
    case Law::uniform:
        form_ = Form::uniform;
        a_ = std::max(law.a, least_);
        b_ = std::min(law.b, most_) - a_;
        break;
    case Law::triangular:
        form_ = Form::triangular;
        a_ = law.a;
        b_ = law.b;
        c_ = law.c;
        break;
    case Law::hyperexponential:
        form_ = Form::hyperexponential;
        a_ = conditional.unit();
        b_ = Branches(law.b).chance[0];
        c_ = Branches(law.b).chance[1];
        start_ = conditional.at_maximum().above;
        table_ = quintic_pieces(
            [&](double score) { return conditional.quantile_by_exponential_score(score); }, 0.0,
            exponential_width);
        break;
    case Law::gamma:
    case Law::pert:
        form_ = Form::log_table;
        a_ = logarithm(conditional.unit());
        table_ = quintic_pieces([&](double score) { return conditional.log_quantile(score); },
                                -last_normal_score, normal_width);
        offset_ += conditional.offset();
        least_ -= conditional.offset();
        most_ -= conditional.offset();
        break;
    case Law::exact:
    case Law::empirical:
        break;
    }
    if (form_ == Form::weibull) {
        // Given E >= e, a unit exponential E is e plus a unit exponential; its own cut is the share
        // of that one below the maximum.
        const Shares low = conditional.at_minimum();
        start_ = least_ > 0 ? power(least_ / law.a, law.law == Law::weibull ? law.b : 1.0) : 0.0;
        mass_ = conditional.mass() / low.above;
    } else if (from_above && (form_ == Form::normal || form_ == Form::truncated_lognormal)) {
        count_from_above();
    }
}

double Sampler::quantile_of_rarer(double uniform) const {
    double x = 0;
    switch (form_) {
    case Form::log_table: {
        const double score = inverse_normal(uniform);
        const double place = (score + last_normal_score) * (1.0 / normal_width);
        x = exponential(a_ + quintic_at(table_, place));
        break;
    }
    case Form::hyperexponential: {
        const double score = -logarithm(1.0 - uniform);
        const double guess = quintic_at(table_, score * (1.0 / exponential_width));
        x = a_ * branches_quantile(b_, c_, start_ + (1.0 - uniform) * mass_, guess);
        break;
    }
    case Form::truncated_lognormal:
        x = exponential(a_ + b_ * inverse_normal(std::min(start_ + uniform * mass_, almost_one)));
        break;
    case Form::normal:
        x = a_ + b_ * inverse_normal(std::min(start_ + uniform * mass_, almost_one));
        break;
    case Form::weibull: {
        const double unit = start_ - logarithm(1.0 - uniform * mass_);
        x = exponential(a_ + b_ * logarithm(unit));
        break;
    }
    case Form::uniform:
        x = a_ + uniform * b_;
        break;
    case Form::triangular: {
        const double p = start_ + uniform * mass_;
        const double width = b_ - a_;
        x = p * width < c_ - a_ ? a_ + std::sqrt(p * width * (c_ - a_))
                                : b_ - std::sqrt(std::max(1.0 - p, 0.0) * width * (b_ - c_));
        break;
    }
    case Form::empirical: {
        const auto count = static_cast<double>(table_.size());
        const auto last = table_.size() - 1;
        return offset_ + table_[std::min(static_cast<std::size_t>(uniform * count), last)];
    }
    case Form::constant:
    case Form::exponential:
    case Form::lognormal:
        break;
    }
    return offset_ + std::clamp(x, least_, most_);
}

} // namespace plimsoll

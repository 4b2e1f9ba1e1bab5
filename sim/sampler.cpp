#include "sim/sampler.hpp"

#include "model/elementary.hpp"
#include "sim/conditional_law.hpp"
#include "sim/moments.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace plimsoll {

namespace {

// SCIENCE.md 6.5: log quantiles at 257 nodes of the normal score in -6..6, exact slopes, cubic
// Hermite between. Beyond, where two draws in a thousand million fall, along the last slope.
constexpr int intervals = 256;
constexpr double reach = 6;
constexpr double spacing = 2 * reach / intervals;

std::vector<double> log_quantile_table(const ConditionalLaw& law) {
    std::vector<double> table;
    for (int node = 0; node <= intervals; ++node) {
        const LogQuantile at = law.log_quantile(-reach + spacing * node);
        table.push_back(at.value);
        table.push_back(at.slope * spacing);
    }
    return table;
}

double interpolated(const std::vector<double>& table, double z) {
    const double place = (z + reach) / spacing;
    if (place <= 0) {
        return table[0] + table[1] * place;
    }
    if (place >= intervals) {
        return table[2 * intervals] + table[2 * intervals + 1] * (place - intervals);
    }
    const double floor = std::floor(place);
    const auto node = 2 * static_cast<std::size_t>(floor);
    const double t = place - floor;
    const double rise = table[node + 2] - table[node];
    const double left = table[node + 1];
    const double right = table[node + 3];
    return table[node] +
           t * (left + t * ((3 * rise - 2 * left - right) + t * (left + right - 2 * rise)));
}

} // namespace

Sampler::Sampler(const Distribution& law) : a_(law.a), b_(law.b), c_(law.c), shift_(law.shift) {
    const Moments moments = moments_of(law);
    mean_ = moments.mean;
    squared_variation_ = moments.squared_variation;
    switch (law.law) {
    case Law::exact:
        form_ = Form::constant;
        break;
    case Law::exponential:
        form_ = Form::exponential;
        break;
    case Law::lognormal: {
        const double spread = logarithm(1 + law.b * law.b);
        form_ = law.b > 0 ? Form::lognormal : Form::constant;
        a_ = law.a / std::sqrt(1 + law.b * law.b);
        b_ = std::sqrt(spread);
        break;
    }
    case Law::weibull:
        form_ = Form::weibull;
        b_ = 1 / law.b;
        break;
    case Law::normal:
        form_ = law.b > 0 ? Form::normal : Form::constant;
        break;
    case Law::uniform:
        form_ = Form::uniform;
        break;
    case Law::triangular:
        form_ = law.b > law.a ? Form::triangular : Form::constant;
        break;
    case Law::empirical:
        form_ = Form::empirical;
        for (const double value : law.values) {
            if (value >= law.minimum && value <= law.maximum) {
                table_.push_back(value);
            }
        }
        std::sort(table_.begin(), table_.end());
        break;
    case Law::gamma:
    case Law::hyperexponential:
    case Law::pert: {
        if ((law.law == Law::gamma && law.b <= 0) || (law.law == Law::pert && law.b <= law.a)) {
            form_ = Form::constant;
            break;
        }
        Distribution whole = law;
        whole.minimum = 0;
        whole.maximum = std::numeric_limits<double>::infinity();
        whole.shift = 0;
        const ConditionalLaw untruncated_law(whole);
        form_ = Form::table;
        table_ = log_quantile_table(untruncated_law);
        a_ = untruncated_law.offset();
        b_ = untruncated_law.unit();
        break;
    }
    }
    if (form_ != Form::constant && form_ != Form::empirical) {
        const ConditionalLaw bounded(law);
        minimum_ = bounded.minimum();
        maximum_ = bounded.maximum();
        cuts_ = bounded.cuts();
        cut_below_ = bounded.at_minimum().below;
        mass_ = bounded.mass();
    }
}

double Sampler::untruncated(double u) const {
    switch (form_) {
    case Form::constant:
        return a_;
    case Form::exponential:
        return -a_ * logarithm(1 - u);
    case Form::lognormal:
        return a_ * exponential(b_ * inverse_normal(u));
    case Form::weibull:
        return a_ * power(-logarithm(1 - u), b_);
    case Form::normal:
        return a_ + b_ * inverse_normal(u);
    case Form::uniform:
        return a_ + u * (b_ - a_);
    case Form::triangular: {
        const double peak = (c_ - a_) / (b_ - a_);
        return u < peak ? a_ + std::sqrt(u * (b_ - a_) * (c_ - a_))
                        : b_ - std::sqrt((1 - u) * (b_ - a_) * (b_ - c_));
    }
    case Form::empirical:
        return table_[static_cast<std::size_t>(std::floor(u * static_cast<double>(table_.size())))];
    case Form::table:
        return a_ + b_ * exponential(interpolated(table_, inverse_normal(u)));
    }
    return a_;
}

double Sampler::quantile(double u) const {
    if (!cuts_) {
        return shift_ + untruncated(u);
    }
    const double inside = std::min(cut_below_ + u * mass_, 1 - 1.0 / 9007199254740992.0);
    return shift_ + std::clamp(untruncated(inside), minimum_, maximum_);
}

std::int64_t Sampler::draw(double u) const {
    const double value = quantile(u);
    return value > 0 ? static_cast<std::int64_t>(std::floor(value + 0.5)) : 0;
}

} // namespace plimsoll

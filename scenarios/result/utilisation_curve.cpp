#include "scenarios/result/utilisation_curve.hpp"

#include <algorithm>

namespace plimsoll {

std::optional<double> UtilisationCurve::at(double clients) const {
    if (points.empty()) {
        return std::nullopt;
    }
    const auto next = std::find_if(points.begin(), points.end(), [clients](const Point& point) {
        return clients <= point.clients;
    });
    if (next == points.begin() || next == points.end()) {
        return next == points.end() ? points.back().fullness : points.front().fullness;
    }
    const Point& before = *(next - 1);
    return before.fullness + (next->fullness - before.fullness) *
                                 ((clients - before.clients) / (next->clients - before.clients));
}

} // namespace plimsoll

#include "scenarios/formulas/relaxation_time.hpp"

#include <algorithm>
#include <cmath>

namespace plimsoll {

Microseconds relaxation_time(double each, double load) {
    constexpr double fullest = 0.9995;
    constexpr double most = 1e17;
    const double room = 1 - std::sqrt(std::min(load, fullest));
    return static_cast<Microseconds>(std::min(each / (room * room), most));
}

} // namespace plimsoll

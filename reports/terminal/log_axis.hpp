// The one axis of the terminal page: clients, on a logarithmic scale, column for column the same
// for the bar, the limits and the team strips, so that the eye drops straight down.
#pragma once

#include <cstdint>
#include <string>

namespace plimsoll {

struct LogAxis {
    double low = 20;
    double high = 1000;
    int columns = 60;
};

/// The axis of low..high clients; both are held at or above 1, and apart.
LogAxis log_axis(std::int64_t low, std::int64_t high, int columns);

/// The column (0 .. columns - 1) nearest to that many clients; beyond the ends, the end.
int column_at(const LogAxis& axis, double clients);

/// The clients that a column stands for.
double clients_at(const LogAxis& axis, int column);

/// The line of ticks under the bar: both ends, powers of ten, then fives, twos and, if all of them
/// have room, threes. As long as the axis.
std::string tick_line(const LogAxis& axis);

} // namespace plimsoll

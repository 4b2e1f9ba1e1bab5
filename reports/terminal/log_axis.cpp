#include "reports/terminal/log_axis.hpp"

#include "model/numeric/elementary.hpp"
#include "reports/terminal/figure_text.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace plimsoll {

namespace {

// Writes the tick's number around its column, two blanks away from every other; false without room.
bool put_tick(std::string& line, const LogAxis& axis, double clients) {
    const std::string label = clients_text(clients);
    const int length = static_cast<int>(label.size());
    const int last = axis.columns - length;
    const int start = std::clamp(column_at(axis, clients) - length / 2, 0, std::max(0, last));
    if (last < 0) {
        return false;
    }
    for (int at = std::max(0, start - 2); at < std::min(axis.columns, start + length + 2); ++at) {
        if (line[static_cast<std::size_t>(at)] != ' ') {
            return false;
        }
    }
    line.replace(static_cast<std::size_t>(start), label.size(), label);
    return true;
}

bool put_ticks(std::string& line, const LogAxis& axis, double leading_digit) {
    bool all = true;
    for (double clients = leading_digit; clients < axis.high; clients *= 10) {
        if (clients > axis.low) {
            all = put_tick(line, axis, clients) && all;
        }
    }
    return all;
}

} // namespace

LogAxis log_axis(std::int64_t low, std::int64_t high, int columns) {
    const std::int64_t from = std::max<std::int64_t>(low, 1);
    const std::int64_t to = std::max(high, from + 1);
    return {static_cast<double>(from), static_cast<double>(to), columns};
}

int column_at(const LogAxis& axis, double clients) {
    if (!(clients > axis.low)) {
        return 0;
    }
    const double share = logarithm(clients / axis.low) / logarithm(axis.high / axis.low);
    const double column = std::floor(share * (axis.columns - 1) + 0.5);
    return static_cast<int>(std::min<double>(column, axis.columns - 1));
}

double clients_at(const LogAxis& axis, int column) {
    return axis.low * power(axis.high / axis.low, static_cast<double>(column) / (axis.columns - 1));
}

std::string tick_line(const LogAxis& axis) {
    std::string line(static_cast<std::size_t>(axis.columns), ' ');
    put_tick(line, axis, axis.low);
    put_tick(line, axis, axis.high);
    put_ticks(line, axis, 1);
    put_ticks(line, axis, 5);
    put_ticks(line, axis, 2);
    std::string with_threes = line;
    return put_ticks(with_threes, axis, 3) ? with_threes : line;
}

} // namespace plimsoll

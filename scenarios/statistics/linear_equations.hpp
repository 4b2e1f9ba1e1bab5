// Systems of linear equations, solved to the same bytes everywhere.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace plimsoll {

/// A square system, all zero at first.
struct LinearEquations {
    explicit LinearEquations(std::size_t count)
        : size(count), coefficients(count * count, 0.0), right(count, 0.0) {}

    double& at(std::size_t row, std::size_t column) { return coefficients[row * size + column]; }

    std::size_t size;
    std::vector<double> coefficients; ///< row by row
    std::vector<double> right;
};

/// By elimination with partial pivoting (Eigen, without vectorisation and with constant cache
/// sizes); nothing when the solution is not finite.
std::optional<std::vector<double>> solve(const LinearEquations& equations);

} // namespace plimsoll

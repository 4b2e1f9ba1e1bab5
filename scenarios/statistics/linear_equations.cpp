#include "scenarios/statistics/linear_equations.hpp"

#include <Eigen/LU>

#include <cmath>

#ifndef EIGEN_DONT_VECTORIZE
#error "the order of sums must not depend on the processor"
#endif

namespace plimsoll {

std::optional<std::vector<double>> solve(const LinearEquations& equations) {
    // Otherwise Eigen asks the processor and cuts its sums accordingly.
    Eigen::setCpuCacheSizes(32 * 1024, 256 * 1024, 2 * 1024 * 1024);
    using Rows = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    const auto size = static_cast<Eigen::Index>(equations.size);
    const Eigen::MatrixXd matrix =
        Eigen::Map<const Rows>(equations.coefficients.data(), size, size);
    const Eigen::VectorXd right = Eigen::Map<const Eigen::VectorXd>(equations.right.data(), size);
    const Eigen::VectorXd solution = matrix.partialPivLu().solve(right);
    std::vector<double> found;
    for (Eigen::Index i = 0; i < size; ++i) {
        if (!std::isfinite(solution(i))) {
            return std::nullopt;
        }
        found.push_back(solution(i));
    }
    return found;
}

} // namespace plimsoll

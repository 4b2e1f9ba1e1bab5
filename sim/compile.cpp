#include "sim/compile.hpp"

#include "sim/mechanisms/list.hpp"
#include "sim/mechanisms/mechanism.hpp"

#include <algorithm>

namespace plimsoll {

Plan compile(const Operation& operation, bool allow_one_clock) {
    return compile_with<Mechanisms>(operation, allow_one_clock);
}

std::vector<int> mechanisms_in_force(const Operation& operation) {
    std::vector<int> numbers = CompileWith<Mechanisms>::in_force(operation);
    std::sort(numbers.begin(), numbers.end());
    return numbers;
}

} // namespace plimsoll

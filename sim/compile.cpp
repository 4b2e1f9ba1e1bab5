#include "sim/compile.hpp"

#include "sim/mechanisms/list.hpp"
#include "sim/mechanisms/mechanism.hpp"

namespace plimsoll {

Plan compile(const Operation& operation, bool allow_one_clock) {
    return compile_with<Mechanisms>(operation, allow_one_clock);
}

} // namespace plimsoll

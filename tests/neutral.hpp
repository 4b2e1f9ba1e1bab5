// Tests whose subject is not mechanisms have them off, so that their known answers stay what they
// are whatever is simulated of them.
#pragma once

#include "catch.hpp"
#include "model/read/read_operation.hpp"

#include <fstream>
#include <sstream>
#include <string>

namespace plimsoll {

/// The text of a model, every mechanism off unless it says itself what is assumed.
inline std::string neutral(const std::string& text) {
    const std::string key = "assumptions:";
    const bool says =
        text.compare(0, key.size(), key) == 0 || text.find("\n" + key) != std::string::npos;
    return says ? text : key + " neutral\n" + text;
}

/// A model file of the repository, every mechanism off, those off too that it declares.
inline Operation neutral_operation_in(const std::string& path) {
    std::ostringstream text;
    text << std::ifstream(std::string(PLIMSOLL_SOURCE) + "/" + path).rdbuf();
    const ReadResult read = read_operation({path, text.str()}, {}, {"assumptions=neutral"});
    INFO(path << "\n" << print(read.diagnostics));
    REQUIRE(read.operation);
    Operation operation = *read.operation;
    operation.mechanisms.clear();
    return operation;
}

} // namespace plimsoll

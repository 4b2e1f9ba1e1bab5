// From the path of a model to a checked operation, or to a message its author can act on.
#pragma once

#include "model/operation.hpp"
#include "model/read/changes.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace plimsoll {

/// A checked operation, and what it was read from.
struct LoadedModel {
    Operation operation;
    std::shared_ptr<const ModelText> text;
};

/// Reads and checks the model at `path` with each `PATH=VALUE` of `settings` laid over it and the
/// mechanisms of `without` off. Faults
/// and, unless `quiet`, warnings go to standard error; nothing is returned when there are faults.
std::optional<LoadedModel> load_model(const std::string& path,
                                      const std::vector<std::string>& settings,
                                      const std::vector<int>& without, bool quiet);

/// The operation alone.
std::optional<Operation> load_operation(const std::string& path,
                                        const std::vector<std::string>& settings,
                                        const std::vector<int>& without, bool quiet);

} // namespace plimsoll

// From a model file to a checked Operation: reading, overlays, units, names, and every fault at
// once.
#pragma once

#include "model/operation.hpp"
#include "model/text/diagnostic.hpp"
#include "model/text/yaml_tree.hpp"

#include <optional>
#include <string>
#include <vector>

namespace plimsoll {

class JsonWriter;

/// A text with the name to call it by in messages.
struct Source {
    std::string name;
    std::string text;
};

/// What reading gives: the operation unless there was an error, and everything there was to say.
struct ReadResult {
    std::optional<Operation> operation;
    Diagnostics diagnostics;
};

/// Reads a model, lays the overlays over it in order, then each `PATH=VALUE` of `settings`, and
/// checks the outcome. Never throws; a file that is too large, too deep or in a wrong encoding is a
/// diagnostic.
ReadResult read_operation(const Source& model, const std::vector<Source>& overlays = {},
                          const std::vector<std::string>& settings = {});

/// The model's text with all that was laid over it, before it is understood; nothing where any of
/// it cannot be read.
std::optional<Node> written_tree(const Source& model, const std::vector<Source>& overlays,
                                 const std::vector<std::string>& settings);

/// The checked operation as JSON, and back: the same operation to the last bit.
std::string operation_to_json(const Operation& operation);
void write_operation(JsonWriter& json, const Operation& operation);
std::optional<Operation> operation_from_json(const std::string& json);

} // namespace plimsoll

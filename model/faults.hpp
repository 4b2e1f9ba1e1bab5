// Faults found while a model is read, each with the place it stands at.
#pragma once

#include "model/diagnostic.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace plimsoll {

/// Where something is written. Columns and lengths count characters, not bytes.
struct Place {
    int source = 0; ///< which of the texts: the model, an overlay, a setting
    int line = 0;   ///< from 1; 0: the text as a whole
    int column = 1; ///< from 1
    int length = 1;
};

/// Collects what is wrong in one or several texts. Each fault is kept once, however often it is
/// met.
class Faults {
public:
    /// Registers a text; the result is the `source` of the places in it.
    int add_source(std::string name, std::string_view text);

    void error(const Place& place, std::string message, std::string hint = {});
    void warning(const Place& place, std::string message, std::string hint = {});

    /// Errors so far; lets a reader ask whether something below it failed.
    std::size_t errors() const { return errors_; }

    /// Everything, sorted by text and place.
    Diagnostics diagnostics() const;

private:
    struct Text {
        std::string name;
        std::vector<std::string> lines;
    };
    struct Fault {
        Place place;
        Diagnostic diagnostic;
    };
    void add(Diagnostic::Severity severity, const Place& place, std::string message,
             std::string hint);

    std::vector<Text> texts_;
    std::vector<Fault> faults_;
    std::size_t errors_ = 0;
};

} // namespace plimsoll

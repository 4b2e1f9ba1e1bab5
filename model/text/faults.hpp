// Faults found while a model is read, each with the place it stands at.
#pragma once

#include "model/text/diagnostic.hpp"

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

    bool operator==(const Place&) const = default;
};

/// Collects what is wrong in one or several texts. Each fault is kept once, however often it is
/// met.
class Faults {
public:
    /// Registers a text; the result is the `source` of the places in it.
    int add_source(std::string name, std::string_view text);

    void error(const Place& place, std::string message, std::string hint = {});
    void warning(const Place& place, std::string message, std::string hint = {});

    /// "there is no team called `account`". Where several places name it, and a name that was given
    /// and stands nowhere else is close to it, that one was misspelt: it is said there, once.
    void no_such(std::string_view what, const std::string& name, const Place& place,
                 std::string hint);

    /// What stands here may be meant for something else: no fault of it is kept.
    void doubt(const Place& place) { doubted_.push_back(place); }

    /// A name is given to a team, a tool, a step, a kind (`what`).
    void given(std::string_view what, const std::string& name, const Place& place);

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
        std::string missing_what = {}; ///< of `no_such`
        std::string missing_name = {};
    };
    struct Given {
        std::string what;
        std::string name;
        Place place;
    };
    Fault fault_at(Diagnostic::Severity severity, const Place& place, std::string message,
                   std::string hint) const;
    std::vector<Fault> blame_names_given(std::vector<Fault> sorted) const;
    bool stands_once(const std::string& name) const;
    void add(Diagnostic::Severity severity, const Place& place, std::string message,
             std::string hint);

    std::vector<Text> texts_;
    std::vector<Fault> faults_;
    std::vector<Given> given_;
    std::vector<Place> doubted_;
    std::size_t errors_ = 0;
};

} // namespace plimsoll

// The options that verbs share, and how a study is asked for on the command line.
#pragma once

#include "cli/console.hpp"
#include "cli/values.hpp"
#include "reports/terminal/terminal_look.hpp"
#include "scenarios/study.hpp"

#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace plimsoll {

/// What every verb on a model takes.
struct CommonOptions {
    std::string model;
    std::string json; ///< a file, `-` for standard output, empty for none
    std::vector<std::string> settings;
    std::vector<int> without; ///< mechanisms: the n of each Mn
    StudySettings study;
    bool quiet = false;
    ColourWish colour = ColourWish::automatic;
};

/// Lengths of time as typed: they wait for the operation's calendar before they mean anything.
struct HorizonOptions {
    std::optional<std::string> warm_up;
    std::optional<std::string> hours;
};

/// An option that takes the path of a file or folder, which may not be empty.
void add_path(CLI::App& verb, const std::string& name, const std::string& placeholder,
              const std::string& description, std::string& path);

/// The model, --json, --set, --without, --seed, --threads, --precision, --replications, --quiet,
/// --color. A value that does not fit is a sentence from CLI11.
void add_common_options(CLI::App& verb, CommonOptions& options);

/// --warm-up and --hours.
void add_horizon_options(CLI::App& verb, HorizonOptions& options);

/// How pages look here: the terminal's width, characters and colours, and what was asked for.
TerminalLook terminal_look(const CommonOptions& options);

/// A sentence where options do not go together.
std::optional<std::string> option_fault(const CommonOptions& options);

/// Fills the settings' lengths of time in; a sentence when one is no length of time.
std::optional<std::string> settle_horizon(const HorizonOptions& options, const Calendar& calendar,
                                          StudySettings& settings);

} // namespace plimsoll

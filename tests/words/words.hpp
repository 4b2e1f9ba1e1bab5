// Every word of the language as it stands on one step, its team and its workflow, to be written
// together with every other.
//
//     o.z                          other work for the same team
//     w.first -- w.s -- w.last     the words stand at `s`, at its team `a`, at `w`
//                  \- w.late       where lost patience may go
//     v.x                          a workflow that may be called
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace plimsoll {

/// A model being written. Paths are `operation`, `clients`, `a`, `b`, `c`, `w`, `first`, `s`,
/// `last`, `late`, each with its keys and their values as text.
using WordModel = std::map<std::string, std::map<std::string, std::string>>;

/// Something to write into a model.
struct Word {
    std::string name;    ///< as it is written where it stands
    WordModel keys;      ///< what it sets
    bool loses = false;  ///< cases may end before their flow does, or leave it
    bool stalls = false; ///< with others, cases may wait for each other for ever
};

/// The words, each in a form or two that tell.
const std::vector<Word>& words();

/// Words that change nothing, whatever else is written.
const std::vector<Word>& idle_words();

/// The model with these words; nothing if two of them set the same key.
std::optional<std::string> model_with(const std::vector<const Word*>& all);

} // namespace plimsoll

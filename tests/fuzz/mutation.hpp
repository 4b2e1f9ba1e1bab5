// Texts that are nearly models: what a hand, an editor or a bad copy makes of one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace fuzz {

/// Random numbers that are the same everywhere (splitmix64).
class Luck {
public:
    explicit Luck(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next();
    /// 0 .. below - 1; below must not be 0.
    std::size_t below(std::size_t below);
    bool one_in(std::size_t times) { return below(times) == 0; }

private:
    std::uint64_t state_;
};

/// `text` with one to eight changes: bytes, words, values, lines, and pieces of `others`.
std::string mutated(std::string text, const std::vector<std::string>& others, Luck& luck);

/// A change of one value, as `--set` takes it: a path of the model language, mostly.
std::string random_setting(Luck& luck);

} // namespace fuzz

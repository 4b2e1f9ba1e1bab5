// A list that is numbered: teams, queues, limits.
#pragma once

#include <concepts>
#include <cstddef>
#include <utility>
#include <vector>

namespace plimsoll {

/// A vector whose places may be asked for by any kind of whole number. Numbers of a plan are `int`,
/// where -1 is nobody; whoever asks has made sure that it is somebody.
template <class T>
struct Table : std::vector<T> {
    using std::vector<T>::vector;
    Table() = default;
    Table(const std::vector<T>& all) : std::vector<T>(all) {} // NOLINT(google-explicit-constructor)
    Table(std::vector<T>&& all) : std::vector<T>(std::move(all)) {} // NOLINT

    template <std::integral Number>
    T& operator[](Number number) {
        return std::vector<T>::operator[](static_cast<std::size_t>(number));
    }
    template <std::integral Number>
    const T& operator[](Number number) const {
        return std::vector<T>::operator[](static_cast<std::size_t>(number));
    }
    /// How many there are: one more than the last number.
    int number() const { return static_cast<int>(std::vector<T>::size()); }
};

} // namespace plimsoll

// Things that come and go, each in a place that has a number: cases, items, batches.
#pragma once

#include <cstdint>
#include <vector>

namespace plimsoll {

/// A place that was given back is the first to be taken again, with what stood there: whoever takes
/// it says what is in it, and keeps the memory that it holds.
template <class T>
class Pool {
public:
    std::uint32_t take() {
        if (free_.empty()) {
            all_.emplace_back();
            return static_cast<std::uint32_t>(all_.size() - 1);
        }
        const std::uint32_t index = free_.back();
        free_.pop_back();
        return index;
    }
    void give_back(std::uint32_t index) { free_.push_back(index); }

    T& operator[](std::uint32_t index) { return all_[index]; }
    const T& operator[](std::uint32_t index) const { return all_[index]; }
    std::uint32_t index_of(const T& one) const {
        return static_cast<std::uint32_t>(&one - all_.data());
    }

    /// All places, free ones as well.
    std::uint32_t size() const { return static_cast<std::uint32_t>(all_.size()); }
    void reserve(std::size_t places) { all_.reserve(places); }
    auto begin() { return all_.begin(); }
    auto end() { return all_.end(); }
    auto begin() const { return all_.begin(); }
    auto end() const { return all_.end(); }

private:
    std::vector<T> all_;
    std::vector<std::uint32_t> free_;
};

} // namespace plimsoll

// Walks along the text of a value: numbers, words, signs.
#pragma once

#include "model/numeric/number_text.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace plimsoll {

/// What is wrong with a value, and what would be right.
struct Problem {
    std::string message;
    std::string hint;
};

class TextCursor {
public:
    explicit TextCursor(std::string_view text) : text_(text) {}

    bool done() {
        skip_blanks();
        return at_ >= text_.size();
    }
    void skip_blanks() {
        while (at_ < text_.size() &&
               (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n')) {
            ++at_;
        }
    }
    std::size_t at() const { return at_; }
    void go_back_to(std::size_t at) { at_ = at; }
    std::string_view rest() const { return text_.substr(at_); }
    char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

    /// Takes exactly this, after blanks.
    bool take(std::string_view expected) {
        skip_blanks();
        if (text_.substr(at_, expected.size()) != expected) {
            return false;
        }
        at_ += expected.size();
        return true;
    }

    /// Takes this word, after blanks, when no letter or digit follows it.
    bool take_word(std::string_view expected) {
        const std::size_t before = at_;
        if (word() == expected) {
            return true;
        }
        at_ = before;
        return false;
    }

    /// The letters that come next, after blanks, up to the `-` of `Mon-Fri`; may be empty.
    std::string_view letters() {
        skip_blanks();
        const std::string_view rest = this->rest();
        std::size_t length = 0;
        while (length < rest.size() && ((rest[length] >= 'a' && rest[length] <= 'z') ||
                                        (rest[length] >= 'A' && rest[length] <= 'Z'))) {
            ++length;
        }
        at_ += length;
        return rest.substr(0, length);
    }

    /// The letters that come next, after blanks; may be empty.
    std::string_view word() {
        skip_blanks();
        const std::size_t from = at_;
        while (is_letter(peek()) || (at_ > from && (peek() == '-' || peek() == '_'))) {
            ++at_;
        }
        return text_.substr(from, at_ - from);
    }

    /// A number without sign, after blanks. A point belongs to it only before a digit: `1..2` is
    /// two.
    std::optional<double> number() {
        skip_blanks();
        const std::size_t from = at_;
        digits();
        if (at_ == from) {
            return std::nullopt;
        }
        if (peek() == '.' && is_digit(at_ + 1)) {
            ++at_;
            digits();
        }
        if (peek() == 'e' || peek() == 'E') {
            const bool sign =
                at_ + 1 < text_.size() && (text_[at_ + 1] == '+' || text_[at_ + 1] == '-');
            if (is_digit(at_ + (sign ? 2 : 1))) {
                at_ += sign ? 2 : 1;
                digits();
            }
        }
        return number_from_text(text_.substr(from, at_ - from));
    }

private:
    static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
    bool is_digit(std::size_t at) const {
        return at < text_.size() && text_[at] >= '0' && text_[at] <= '9';
    }
    void digits() {
        while (is_digit(at_)) {
            ++at_;
        }
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

} // namespace plimsoll

#include "model/text/utf8.hpp"

#include <array>

namespace plimsoll {

namespace {

constexpr char32_t replacement = 0xfffd;

struct Range {
    char32_t from;
    char32_t to;
};

// Unicode: general categories Mn, Me and Cf, the blocks that names are written in.
constexpr std::array<Range, 12> zero_width{{{0x0300, 0x036f},
                                            {0x0483, 0x0489},
                                            {0x0591, 0x05bd},
                                            {0x0610, 0x061a},
                                            {0x064b, 0x065f},
                                            {0x1ab0, 0x1aff},
                                            {0x1dc0, 0x1dff},
                                            {0x200b, 0x200f},
                                            {0x202a, 0x202e},
                                            {0x2060, 0x2064},
                                            {0x20d0, 0x20ff},
                                            {0xfe00, 0xfe0f}}};

// Unicode: East Asian Width W and F, and pictographs.
constexpr std::array<Range, 9> two_columns{{{0x1100, 0x115f},
                                            {0x2e80, 0xa4cf},
                                            {0xac00, 0xd7a3},
                                            {0xf900, 0xfaff},
                                            {0xfe30, 0xfe6f},
                                            {0xff00, 0xff60},
                                            {0xffe0, 0xffe6},
                                            {0x1f300, 0x1faff},
                                            {0x20000, 0x3fffd}}};

template <std::size_t count>
bool lies_in(char32_t character, const std::array<Range, count>& ranges) {
    for (const Range& range : ranges) {
        if (character >= range.from && character <= range.to) {
            return true;
        }
    }
    return false;
}

struct Spelling {
    char32_t sign;
    const char* ascii;
};

constexpr std::array<Spelling, 14> spellings{{{0x2013, "-"},  // en dash
                                              {0x2014, "--"}, // em dash
                                              {0x2212, "-"},  // minus
                                              {0x2018, "'"},
                                              {0x2019, "'"},
                                              {0x201c, "\""},
                                              {0x201d, "\""},
                                              {0x2026, "..."},
                                              {0x2192, "->"},
                                              {0x2264, "<="},
                                              {0x2265, ">="},
                                              {0x00a0, " "},
                                              {0x00b1, "+-"},
                                              {0x00d7, "x"}}};

} // namespace

char32_t next_character(std::string_view text, std::size_t& at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(at);
    if (lead < 0x80) {
        ++at;
        return lead;
    }
    std::size_t length = 0;
    char32_t character = 0;
    char32_t least = 0;
    if ((lead & 0xe0) == 0xc0) {
        length = 2, character = lead & 0x1f, least = 0x80;
    } else if ((lead & 0xf0) == 0xe0) {
        length = 3, character = lead & 0x0f, least = 0x800;
    } else if ((lead & 0xf8) == 0xf0) {
        length = 4, character = lead & 0x07, least = 0x10000;
    }
    if (length == 0 || at + length > text.size()) {
        ++at;
        return replacement;
    }
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(at + i) & 0xc0) != 0x80) {
            ++at;
            return replacement;
        }
        character = (character << 6) | (byte(at + i) & 0x3f);
    }
    if (character < least || character > 0x10ffff || (character >= 0xd800 && character <= 0xdfff)) {
        ++at;
        return replacement;
    }
    at += length;
    return character;
}

void append_utf8(std::string& out, char32_t character) {
    const auto put = [&](char32_t byte) {
        out += static_cast<char>(static_cast<unsigned char>(byte));
    };
    if (character < 0x80) {
        put(character);
    } else if (character < 0x800) {
        put(0xc0 | (character >> 6));
        put(0x80 | (character & 0x3f));
    } else if (character < 0x10000) {
        put(0xe0 | (character >> 12));
        put(0x80 | ((character >> 6) & 0x3f));
        put(0x80 | (character & 0x3f));
    } else {
        put(0xf0 | (character >> 18));
        put(0x80 | ((character >> 12) & 0x3f));
        put(0x80 | ((character >> 6) & 0x3f));
        put(0x80 | (character & 0x3f));
    }
}

int column_count(char32_t character) {
    if (lies_in(character, zero_width)) {
        return 0;
    }
    return lies_in(character, two_columns) ? 2 : 1;
}

int column_count(std::string_view text) {
    int columns = 0;
    for (std::size_t at = 0; at < text.size();) {
        columns += column_count(next_character(text, at));
    }
    return columns;
}

std::string cut_to_columns(std::string_view text, int columns, std::string_view sign) {
    if (column_count(text) <= columns) {
        return std::string(text);
    }
    const int room = columns - column_count(sign);
    std::string cut;
    int used = 0;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t character = next_character(text, at);
        used += column_count(character);
        if (used > room) {
            break;
        }
        append_utf8(cut, character);
    }
    while (!cut.empty() && cut.back() == ' ') {
        cut.pop_back();
    }
    return cut + std::string(sign);
}

std::string cut_in_the_middle(std::string_view text, int columns, std::string_view sign) {
    if (column_count(text) <= columns) {
        return std::string(text);
    }
    const int room = columns - column_count(sign);
    if (room < 2) {
        return cut_to_columns(text, columns, sign);
    }
    const auto last = [text](int most) {
        std::string_view end = text;
        while (!end.empty() && (column_count(end) > most || end.front() == ' ')) {
            std::size_t at = 0;
            next_character(end, at);
            end.remove_prefix(at);
        }
        return end;
    };
    // A space that would stand at the cut leaves its room to the other part.
    const std::string start = cut_to_columns(text, columns - column_count(last(room / 2)), sign);
    return start + std::string(last(columns - column_count(start)));
}

std::string without_controls(std::string_view text) {
    std::string clean;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t character = next_character(text, at);
        const bool control = character < 0x20 || (character >= 0x7f && character < 0xa0) ||
                             (character >= 0x202a && character <= 0x202e) ||
                             (character >= 0x2066 && character <= 0x2069) || character == 0x2028 ||
                             character == 0x2029;
        append_utf8(clean, control ? U' ' : character);
    }
    return clean;
}

std::string to_ascii(std::string_view text) {
    std::string ascii;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t character = next_character(text, at);
        if (character < 0x80) {
            ascii += static_cast<char>(character);
            continue;
        }
        if (column_count(character) == 0) {
            continue;
        }
        const char* spelt = "?";
        for (const Spelling& spelling : spellings) {
            if (spelling.sign == character) {
                spelt = spelling.ascii;
            }
        }
        ascii += spelt;
    }
    return ascii;
}

} // namespace plimsoll

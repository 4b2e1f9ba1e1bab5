#include "cli/console.hpp"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <cstdlib>

#ifdef _WIN32
#include <io.h>
#else
#include <sys/ioctl.h>
#include <unistd.h>
#endif

namespace plimsoll {

namespace {

constexpr int reference_columns = 96;

bool is_terminal(std::FILE* stream) {
#ifdef _WIN32
    return _isatty(_fileno(stream)) != 0;
#else
    return isatty(fileno(stream)) != 0;
#endif
}

std::string variable(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
}

std::string& noted_call() {
    static std::string call = "plimsoll";
    return call;
}

int columns_of([[maybe_unused]] std::FILE* stream) {
#ifndef _WIN32
    winsize size{};
    if (is_terminal(stream) && ioctl(fileno(stream), TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
        return size.ws_col;
    }
#endif
    return reference_columns;
}

} // namespace

bool output_is_terminal() {
    return is_terminal(stdout);
}

bool errors_are_terminal() {
    return is_terminal(stderr);
}

int terminal_columns() {
    return columns_of(stdout);
}

int error_columns() {
    return columns_of(stderr);
}

void note_call(const char* first_argument) {
    std::string call = variable("PLIMSOLL_CALLED_AS");
    if (call.empty() && first_argument != nullptr) {
        call = first_argument;
    }
    if (!call.empty()) {
        noted_call() = call;
    }
}

const std::string& called_as() {
    return noted_call();
}

bool locale_is_utf8() {
    for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
        std::string locale = variable(name);
        if (locale.empty()) {
            continue;
        }
        std::transform(locale.begin(), locale.end(), locale.begin(), [](unsigned char character) {
            return static_cast<char>(std::tolower(character));
        });
        return locale.find("utf-8") != std::string::npos ||
               locale.find("utf8") != std::string::npos;
    }
    return false;
}

bool colours_wanted(ColourWish wish) {
    if (wish != ColourWish::automatic) {
        return wish == ColourWish::always;
    }
    const std::string terminal = variable("TERM");
    return output_is_terminal() && std::getenv("NO_COLOR") == nullptr && !terminal.empty() &&
           terminal != "dumb";
}

bool print_answer(const std::string& text) {
    const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
    return std::fflush(stdout) == 0 && written;
}

void print_message(const std::string& text) {
    std::fwrite(text.data(), 1, text.size(), stderr);
    std::fflush(stderr);
}

} // namespace plimsoll

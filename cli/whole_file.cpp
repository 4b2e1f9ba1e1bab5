#include "cli/whole_file.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <system_error>

#ifdef _WIN32
#include <process.h>
#else
#include <unistd.h>
#endif

namespace plimsoll {

namespace {

namespace files = std::filesystem;

long process_number() {
#ifdef _WIN32
    return _getpid();
#else
    return getpid();
#endif
}

std::string cannot_write(const std::string& path, const std::string& reason) {
    return fmt::format("`{}` cannot be written: {}", path, reason);
}

std::optional<std::string> write_directly(const std::string& shown_path, const files::path& path,
                                          const std::string& text) {
    std::FILE* file = std::fopen(path.string().c_str(), "wb");
    if (!file) {
        return cannot_write(shown_path, std::strerror(errno));
    }
    bool written = std::fwrite(text.data(), 1, text.size(), file) == text.size();
    written = std::fflush(file) == 0 && written;
    const int reason = errno;
    if (std::fclose(file) != 0 || !written) {
        return cannot_write(shown_path, std::strerror(written ? errno : reason));
    }
    return std::nullopt;
}

} // namespace

std::optional<std::string> write_whole_file(const std::string& path, const std::string& text) {
    std::error_code error;
    files::path target = path;
    const files::file_status status = files::status(target, error);
    if (files::exists(status) && !files::is_regular_file(status)) {
        return files::is_directory(status) ? cannot_write(path, "it is a folder")
                                           : write_directly(path, target, text);
    }
    // A link stays a link: the file it points to is the one that is replaced.
    if (files::is_symlink(target, error)) {
        target = files::weakly_canonical(target, error);
    }
    files::path temporary = target;
    temporary.replace_filename(
        fmt::format(".{}.{}.part", target.filename().string(), process_number()));
    if (std::optional<std::string> fault = write_directly(path, temporary, text)) {
        files::remove(temporary, error);
        return fault;
    }
    files::rename(temporary, target, error);
    if (error) {
        const std::string reason = error.message();
        files::remove(temporary, error);
        return cannot_write(path, reason);
    }
    return std::nullopt;
}

std::optional<std::string> why_not_writable(const std::string& path) {
    std::error_code error;
    const files::path target = path;
    if (path.empty() || target.filename().empty()) {
        return fmt::format("`{}` names no file", path);
    }
    if (files::is_directory(target, error)) {
        return cannot_write(path, "it is a folder");
    }
    const files::path folder = target.has_parent_path() ? target.parent_path() : files::path(".");
    if (!files::is_directory(folder, error)) {
        return cannot_write(path, fmt::format("there is no folder `{}`", folder.string()));
    }
    return std::nullopt;
}

std::optional<std::string> make_folder(const std::string& path) {
    std::error_code error;
    files::create_directories(path, error);
    if (error) {
        return fmt::format("the folder `{}` cannot be made: {}", path, error.message());
    }
    return std::nullopt;
}

std::optional<std::string> why_no_folder(const std::string& path) {
    std::error_code error;
    if (path.empty() || (files::exists(path, error) && !files::is_directory(path, error))) {
        return fmt::format("`{}` is not a folder", path);
    }
    return std::nullopt;
}

} // namespace plimsoll

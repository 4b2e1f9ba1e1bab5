#include "cli/model_file.hpp"

#include "cli/console.hpp"
#include "model/read/mechanisms.hpp"
#include "model/read/read_operation.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <system_error>

namespace plimsoll {

namespace {

// More than any model, and little enough to hold: the reader names its own, smaller limit.
constexpr std::size_t most_bytes = 64U << 20U;

struct FileText {
    std::string text;
    std::string fault; // a sentence; empty: read
};

FileText read_file(const std::string& path) {
    std::error_code error;
    const std::filesystem::file_status status = std::filesystem::status(path, error);
    if (!std::filesystem::exists(status)) {
        return {"", fmt::format("there is no file `{}`", path)};
    }
    if (std::filesystem::is_directory(status)) {
        return {"", fmt::format("`{}` is a folder; a model is one file", path)};
    }
    std::FILE* file = std::fopen(path.c_str(), "rb");
    if (!file) {
        return {"", fmt::format("`{}` cannot be read: {}", path, std::strerror(errno))};
    }
    FileText result;
    std::string block(1U << 16U, '\0');
    for (std::size_t count = 0; result.text.size() <= most_bytes &&
                                (count = std::fread(block.data(), 1, block.size(), file)) > 0;) {
        result.text.append(block, 0, count);
    }
    if (std::ferror(file) != 0) {
        result.fault = fmt::format("`{}` cannot be read: {}", path, std::strerror(errno));
    } else if (result.text.size() > most_bytes) {
        result.fault = fmt::format("`{}` is too large for a model", path);
    }
    std::fclose(file);
    return result;
}

} // namespace

std::optional<LoadedModel> load_model(const std::string& path,
                                      const std::vector<std::string>& settings,
                                      const std::vector<int>& without, bool quiet) {
    const FileText file = read_file(path);
    if (!file.fault.empty()) {
        print_message(fmt::format("plimsoll: {}\n", file.fault));
        return std::nullopt;
    }
    ReadResult read = read_operation({path, file.text}, {}, settings);
    const bool faulty = has_errors(read.diagnostics) || !read.operation;
    if (!read.diagnostics.empty() && (faulty || !quiet)) {
        print_message(print(read.diagnostics));
    }
    if (faulty) {
        return std::nullopt;
    }
    return LoadedModel{
        without_mechanisms(std::move(*read.operation), without),
        std::make_shared<ModelText>(ModelText{{path, file.text}, {}, settings, without})};
}

std::optional<Operation> load_operation(const std::string& path,
                                        const std::vector<std::string>& settings,
                                        const std::vector<int>& without, bool quiet) {
    std::optional<LoadedModel> loaded = load_model(path, settings, without, quiet);
    return loaded ? std::optional(std::move(loaded->operation)) : std::nullopt;
}

} // namespace plimsoll

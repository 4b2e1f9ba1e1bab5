// Files are written whole or not at all.
#pragma once

#include <optional>
#include <string>

namespace plimsoll {

/// Writes `text` under a temporary name beside `path`, then renames it: whoever looks at `path`
/// sees the old file or the new one, never a part. What is no regular file (a device, a pipe) is
/// written directly. Returns what went wrong, as a sentence; nothing when all is well.
std::optional<std::string> write_whole_file(const std::string& path, const std::string& text);

/// What would surely keep a file from being written to `path` (no such folder, a folder itself), as
/// a sentence; to be asked before the long work, not after it.
std::optional<std::string> why_not_writable(const std::string& path);

/// Makes the folder if need be; returns what went wrong, as a sentence.
std::optional<std::string> make_folder(const std::string& path);

/// What would surely keep `path` from being a folder to write to.
std::optional<std::string> why_no_folder(const std::string& path);

} // namespace plimsoll

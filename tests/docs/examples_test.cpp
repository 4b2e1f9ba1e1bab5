// Runs what the documentation shows and compares. How a block is marked, and how what is shown is
// brought up to date (PLIMSOLL_APPROVE=1): README.md beside this file.
#include "catch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>
#include <string>
#include <unistd.h>
#include <vector>

namespace examples_test {

namespace {

namespace fs = std::filesystem;
using Lines = std::vector<std::string>;

struct Block {
    int line = 0;     // of its first fence
    std::string info; // what stands behind the fence
    Lines lines;
};

Lines lines_of(const std::string& text) {
    Lines lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) {
        line.erase(line.find_last_not_of(" \t\r") + 1);
        lines.push_back(line);
    }
    return lines;
}

std::vector<Block> blocks_of(const std::string& document) {
    std::vector<Block> blocks;
    bool inside = false;
    int number = 0;
    for (const std::string& line : lines_of(document)) {
        ++number;
        const bool fence = line.rfind("```", 0) == 0;
        if (fence && !inside) {
            blocks.push_back({number, line.substr(3), {}});
        } else if (!fence && inside) {
            blocks.back().lines.push_back(line);
        }
        inside = fence ? !inside : inside;
    }
    return blocks;
}

/// The words of a block's first line: "console example exit=2".
bool says(const Block& block, const std::string& word) {
    std::istringstream words(block.info);
    for (std::string found; words >> found;) {
        if (found == word) {
            return true;
        }
    }
    return false;
}

/// The value of `key=value` in a block's first line, or nothing.
std::string value_of(const Block& block, const std::string& key) {
    std::istringstream words(block.info);
    for (std::string found; words >> found;) {
        if (found.rfind(key + "=", 0) == 0) {
            return found.substr(key.size() + 1);
        }
    }
    return "";
}

/// True when `text` has this shape, in which `...` stands for any text.
bool line_has_shape(const std::string& text, const std::string& shape) {
    const auto gap = shape.find("...");
    if (gap == std::string::npos) {
        return text == shape;
    }
    if (text.compare(0, gap, shape, 0, gap) != 0) {
        return false;
    }
    const std::string rest = shape.substr(gap + 3);
    for (std::size_t from = gap; from <= text.size(); ++from) {
        if (line_has_shape(text.substr(from), rest)) {
            return true;
        }
    }
    return false;
}

/// The same for lines, of which a line that is only `...` stands for any number.
bool has_shape(const Lines& text, const Lines& shape, std::size_t at = 0,
               std::size_t in_shape = 0) {
    if (in_shape == shape.size()) {
        return at == text.size();
    }
    if (shape[in_shape] == "...") {
        for (std::size_t from = at; from <= text.size(); ++from) {
            if (has_shape(text, shape, from, in_shape + 1)) {
                return true;
            }
        }
        return false;
    }
    return at < text.size() && line_has_shape(text[at], shape[in_shape]) &&
           has_shape(text, shape, at + 1, in_shape + 1);
}

/// The small model that a part is put into, where `@` stands.
std::string frame_of(const std::string& place) {
    const std::string teams = "teams: {account: {people: 2}, delivery: {people: 6}, "
                              "founder: {people: 1}, rooms: {units: 2}}\n";
    const std::string tools = "tools: {crm: {}, sheets: {}}\n";
    const std::string one_step = "{team: account, effort: 20min}";
    if (place == "top") {
        return "@" + teams +
               "workflows: {work: {demand: 1 per client per month, steps: {do: " + one_step +
               "}}}\n";
    }
    if (place == "teams") {
        return "teams:\n  other: {people: 1}\n@workflows: {work: {demand: 1 per client per month, "
               "steps: {do: {team: other, effort: 20min}}}}\n";
    }
    if (place == "workflows") {
        return teams + "workflows:\n@";
    }
    if (place == "steps") {
        return tools + teams +
               "workflows:\n  work:\n    demand: 1 per client per month\n    steps:\n@";
    }
    return "";
}

std::string framed(const Block& block, const std::string& place) {
    const std::string frame = frame_of(place);
    const std::string indent = place == "steps" ? "      " : place == "top" ? "" : "  ";
    std::string part;
    for (const std::string& line : block.lines) {
        part += indent + line + "\n";
    }
    const auto at = frame.find('@');
    return frame.substr(0, at) + part + frame.substr(at + 1);
}

std::string joined(const Lines& lines) {
    std::string text;
    for (const std::string& line : lines) {
        text += line + "\n";
    }
    return text;
}

/// An empty folder for one document, with the examples in it; gone afterwards.
class Folder {
public:
    Folder() {
        static int count = 0;
        path = fs::temp_directory_path() / fmt::format("plimsoll-docs-{}-{}", getpid(), ++count);
        fs::create_directories(path);
        fs::create_directory_symlink(fs::path(PLIMSOLL_SOURCE) / "examples", path / "examples");
    }
    ~Folder() { fs::remove_all(path); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    fs::path path;
};

struct Ran {
    Lines output; // standard output, then standard error
    int status = -1;
};

/// Runs the program with these arguments, as the shell reads them; it believes to be called so.
Ran run_program(const fs::path& folder, const std::string& arguments,
                const std::string& called_as = "plimsoll") {
    const fs::path errors = folder / "standard-error";
    const std::string command =
        fmt::format("cd '{}' && NO_COLOR=1 LC_ALL=C.UTF-8 PLIMSOLL_CALLED_AS={} '{}' {} 2>'{}'",
                    folder.string(), called_as, PLIMSOLL_PROGRAM, arguments, errors.string());
    Ran ran;
    FILE* pipe = popen(command.c_str(), "r");
    REQUIRE(pipe != nullptr);
    std::string output;
    char buffer[4096];
    for (std::size_t got; (got = fread(buffer, 1, sizeof buffer, pipe)) > 0;) {
        output.append(buffer, got);
    }
    const int ended = pclose(pipe);
    ran.status = ended >= 0 && ended % 256 == 0 ? ended / 256 : -1;
    std::ostringstream error_text;
    error_text << std::ifstream(errors).rdbuf();
    fs::remove(errors);
    ran.output = lines_of(output + error_text.str());
    return ran;
}

/// What the documentation shows of an output: how long it took is nobody's business, and what was
/// left out by a line of `...` stays left out.
Lines shown_of(const Lines& output, const Lines& shape) {
    static const std::regex duration(R"(( in )[0-9,.]+( s, seed ))");
    Lines shown;
    for (const std::string& line : output) {
        shown.push_back(std::regex_replace(line, duration, "$1...$2"));
    }
    const auto gap = std::find(shape.begin(), shape.end(), "...");
    if (gap == shape.end()) {
        return shown;
    }
    const auto last = std::find(shape.rbegin(), shape.rend(), "...");
    const auto before = static_cast<std::size_t>(gap - shape.begin());
    const auto after = static_cast<std::size_t>(last - shape.rbegin());
    if (before + after >= shown.size()) {
        return shown;
    }
    shown.erase(shown.begin() + static_cast<std::ptrdiff_t>(before),
                shown.end() - static_cast<std::ptrdiff_t>(after));
    shown.insert(shown.begin() + static_cast<std::ptrdiff_t>(before), "...");
    return shown;
}

/// Runs a block's commands. `now` becomes the block as it would have to be.
std::vector<std::string> faults_of_console(const Block& block, const fs::path& folder, Lines& now) {
    std::vector<std::string> faults;
    const std::string exit = value_of(block, "exit");
    const int status = exit.empty() ? 0 : std::stoi(exit);
    std::size_t at = 0;
    if (block.lines.empty() || block.lines.front().rfind("$ ", 0) != 0) {
        return {"an example starts with a command: `$ plimsoll ...`"};
    }
    while (at < block.lines.size()) {
        now.push_back(block.lines[at]);
        const std::string typed = block.lines[at++].substr(2);
        Lines shape;
        while (at < block.lines.size() && block.lines[at].rfind("$ ", 0) != 0) {
            shape.push_back(block.lines[at++]);
        }
        const auto space = std::min(typed.find(' '), typed.size());
        const std::string name = typed.substr(0, space);
        if (name != "plimsoll" && name != "./plimsoll") {
            faults.push_back("`" + typed + "` is no command of plimsoll");
            continue;
        }
        const Ran ran = run_program(folder, typed.substr(space), name);
        const Lines shown = has_shape(ran.output, shape) ? shape : shown_of(ran.output, shape);
        now.insert(now.end(), shown.begin(), shown.end());
        if (ran.status != status) {
            faults.push_back(fmt::format("`{}` ended with {}, not {}", typed, ran.status, status));
        }
        if (!has_shape(ran.output, shape)) {
            faults.push_back(fmt::format("`{}` printed\n{}and not\n{}", typed, joined(ran.output),
                                         joined(shape)));
        }
    }
    return faults;
}

std::vector<std::string> faults_of_model(const fs::path& folder, const std::string& name,
                                         const std::string& text) {
    std::ofstream(folder / name) << text;
    const Ran ran = run_program(folder, "check '" + name + "'");
    if (ran.status == 0) {
        return {};
    }
    return {fmt::format("`check` ended with {}:\n{}of\n{}", ran.status, joined(ran.output), text)};
}

/// Everything that is not as this document shows it. `now` becomes the document with every example
/// as it comes out.
std::vector<std::string> faults_of_document(const std::string& name, const std::string& text,
                                            std::string* now = nullptr) {
    std::vector<std::string> faults;
    const Folder folder;
    const Lines before = lines_of(text);
    Lines after;
    std::size_t copied = 0;
    for (const Block& block : blocks_of(text)) {
        std::vector<std::string> found;
        const std::string file = value_of(block, "file");
        const std::string place = value_of(block, "in");
        if (says(block, "console") && says(block, "example")) {
            const auto first = static_cast<std::ptrdiff_t>(block.line);
            after.insert(after.end(), before.begin() + static_cast<std::ptrdiff_t>(copied),
                         before.begin() + first);
            copied = static_cast<std::size_t>(block.line) + block.lines.size();
            found = faults_of_console(block, folder.path, after);
        } else if (says(block, "yaml") && !file.empty()) {
            found = faults_of_model(folder.path, file, joined(block.lines));
        } else if (says(block, "yaml") && !place.empty() && frame_of(place).empty()) {
            found = {"there is no place `in=" + place + "`"};
        } else if (says(block, "yaml") && !place.empty()) {
            found = faults_of_model(folder.path, "part.yaml", framed(block, place));
        }
        for (const std::string& fault : found) {
            faults.push_back(fmt::format("{}:{}: {}", name, block.line, fault));
        }
    }
    after.insert(after.end(), before.begin() + static_cast<std::ptrdiff_t>(copied), before.end());
    if (now != nullptr) {
        *now = joined(after);
    }
    return faults;
}

} // namespace

TEST_CASE("the documentation shows what the program does", "[docs]") {
    const fs::path root = PLIMSOLL_SOURCE;
    std::vector<fs::path> documents = {root / "README.md"};
    for (const auto& entry : fs::recursive_directory_iterator(root / "docs")) {
        if (entry.path().extension() == ".md") {
            documents.push_back(entry.path());
        }
    }
    std::sort(documents.begin(), documents.end());
    for (const fs::path& document : documents) {
        std::ostringstream text;
        text << std::ifstream(document).rdbuf();
        const std::string name = fs::relative(document, root).string();
        std::string now;
        std::vector<std::string> faults = faults_of_document(name, text.str(), &now);
        if (std::getenv("PLIMSOLL_APPROVE") != nullptr && now != text.str()) {
            std::ofstream(document, std::ios::binary) << now;
            faults = faults_of_document(name, now);
        }
        for (const std::string& fault : faults) {
            FAIL_CHECK(fault);
        }
    }
}

TEST_CASE("every example is a model without faults", "[docs]") {
    const Folder folder;
    int count = 0;
    for (const auto& entry : fs::directory_iterator(folder.path / "examples")) {
        if (entry.path().extension() != ".yaml") {
            continue;
        }
        ++count;
        const Ran ran =
            run_program(folder.path, "check 'examples/" + entry.path().filename().string() + "'");
        INFO(joined(ran.output));
        CHECK(ran.status == 0);
    }
    CHECK(count >= 3);
}

TEST_CASE("a block that shows something else is a fault", "[docs]") {
    const auto faults = [](const std::string& text) {
        return faults_of_document("page.md", text).size();
    };
    CHECK(faults("```console example\n$ plimsoll --version\nplimsoll ...\n```\n") == 0);
    CHECK(faults("```console example\n$ ./plimsoll --version\n...\n```\n") == 0);
    CHECK(faults("```console example\n$ plimsoll --version\nplimsoll 9.9\n```\n") == 1);
    CHECK(faults("```console example\n$ plimsoll --version\n```\n") == 1);
    CHECK(faults("```console example exit=2\n$ plimsoll --version\n...\n```\n") == 1);
    CHECK(faults("```console example exit=2\n$ plimsoll --no-such-flag\n...\n```\n") == 0);
    CHECK(faults("```console example\n$ rm model.yaml\n```\n") == 1);
    CHECK(faults("```console example\nplimsoll\n```\n") == 1);
    CHECK(faults("```yaml file=a.yaml\nteams: {a: {peeple: 2}}\n```\n") == 1);
    CHECK(faults("```yaml in=cellar\na: b\n```\n") == 1);
    CHECK(faults("```console\n$ plimsoll no such thing\n```\n") == 0);
}

TEST_CASE("an example is brought up to date", "[docs]") {
    std::string now;
    const std::string text =
        "A page.\n```console example\n$ plimsoll --version\nold\n$ plimsoll "
        "--help\nHow old\n...\nplimsoll VERB --help explains a verb.\n```\nEnd.\n";
    CHECK(faults_of_document("page.md", text, &now).size() == 2);
    CHECK_THAT(now, Catch::Contains("$ plimsoll --version\nplimsoll 0") &&
                        Catch::Contains("\nHow many clients") &&
                        Catch::Contains("\n...\nplimsoll VERB") && Catch::EndsWith("```\nEnd.\n"));
    CHECK(faults_of_document("page.md", now, &now).empty());
    CHECK(shown_of({"7 volumes in 1.3 s, seed 1."}, {}) == Lines{"7 volumes in ... s, seed 1."});
}

TEST_CASE("what is printed has the shape that is shown", "[docs]") {
    CHECK(has_shape({"a", "b"}, {"a", "b"}));
    CHECK_FALSE(has_shape({"a", "b"}, {"a"}));
    CHECK_FALSE(has_shape({"a"}, {"a", "b"}));
    CHECK(has_shape({"a", "b", "c"}, {"a", "..."}));
    CHECK(has_shape({"a", "b", "c"}, {"...", "c"}));
    CHECK_FALSE(has_shape({"a", "b", "c"}, {"...", "b"}));
    CHECK(has_shape({"3.8 s, seed 1"}, {"... s, seed 1"}));
    CHECK_FALSE(has_shape({"3.8 s, seed 2"}, {"... s, seed 1"}));
}

} // namespace examples_test

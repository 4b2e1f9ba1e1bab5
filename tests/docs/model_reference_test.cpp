// docs/model-reference.md knows every word of the language. Its table of mechanisms is written from
// the registry: PLIMSOLL_APPROVE=1 brings it up to date.
#include "catch.hpp"
#include "model/read/language.hpp"
#include "model/read/mechanisms.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace model_reference_test {

using namespace plimsoll;

namespace {

const std::string page = PLIMSOLL_SOURCE "/docs/model-reference.md";
const std::string table_begins = "<!-- mechanisms: written by the tests -->\n";
const std::string table_ends = "<!-- end -->";

std::string read(const std::string& path) {
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
}

std::string code(std::string_view text) {
    return text.empty() ? "" : fmt::format("`{}`", text);
}

std::string mechanism_table() {
    std::string table = "| word | at | switched off by | typical | basis | source |\n"
                        "|---|---|---|---|---|---|\n";
    for (const MechanismKey& row : mechanism_registry()) {
        std::string places;
        for (const Section section : row.sections) {
            places += (places.empty() ? "" : ", ") + std::string(section_name(section));
        }
        const std::string typical = code(row.typical);
        table +=
            fmt::format("| `{}` | {} | {} | {} | {} | {} |\n", row.key, places, code(row.neutral),
                        row.in_force ? "**" + typical + "**" : typical, row.basis, row.source);
    }
    return table;
}

} // namespace

TEST_CASE("the reference lists every mechanism as the registry has it", "[docs]") {
    std::string text = read(page);
    const std::size_t from = text.find(table_begins) + table_begins.size();
    const std::size_t to = text.find(table_ends, from);
    REQUIRE(to != std::string::npos);
    if (std::getenv("PLIMSOLL_APPROVE") != nullptr &&
        text.substr(from, to - from) != mechanism_table()) {
        text.replace(from, to - from, mechanism_table());
        std::ofstream(page, std::ios::binary) << text;
    }
    text = read(page);
    CHECK(text.substr(from, text.find(table_ends, from) - from) == mechanism_table());
}

TEST_CASE("the reference explains every word that is simulated", "[docs]") {
    const std::string text = read(page);
    for (const Section section :
         {Section::operation, Section::clients, Section::team, Section::member, Section::workflow,
          Section::demand, Section::due, Section::step, Section::exit, Section::rework,
          Section::tool, Section::integration}) {
        for (const std::string& key : simulated_keys(section)) {
            INFO(section_name(section) << ": " << key);
            const bool alone = text.find("`" + key + "`") != std::string::npos;
            const bool with_value = text.find("`" + key + ":") != std::string::npos ||
                                    text.find("{" + key + ":") != std::string::npos ||
                                    text.find(" " + key + ": ") != std::string::npos;
            CHECK((alone || with_value));
        }
    }
}

} // namespace model_reference_test

// Every faulty model and its message, from tests/diagnostics/NAME.txt, which tests/model/scene.hpp
// describes. To add one: write the file, run this test, and read what it printed.
#include "catch.hpp"

#include "tests/model/scene.hpp"

#include <algorithm>

namespace diagnostics_test {

TEST_CASE("every faulty model says what is wrong, in these words", "[diagnostics]") {
    std::vector<std::filesystem::path> paths;
    for (const auto& entry :
         std::filesystem::directory_iterator(PLIMSOLL_SOURCE "/tests/diagnostics")) {
        paths.push_back(entry.path());
    }
    std::sort(paths.begin(), paths.end());
    REQUIRE(paths.size() >= 60);
    for (const std::filesystem::path& path : paths) {
        const scene::Scene faulty = scene::read_scene(path);
        const plimsoll::ReadResult result =
            plimsoll::read_operation(faulty.model, faulty.overlays, faulty.settings);
        INFO(path.filename().string());
        CHECK(plimsoll::print(result.diagnostics) == faulty.expected);
        CHECK(result.operation.has_value() == !plimsoll::has_errors(result.diagnostics));
    }
}

} // namespace diagnostics_test

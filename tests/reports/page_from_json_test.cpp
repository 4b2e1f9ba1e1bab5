// No renderer computes: every page is printed from the result file alone, to the letter.
#include "catch.hpp"

#include "model/read/read_operation.hpp"
#include "reports/files/result_json.hpp"
#include "reports/terminal/terminal.hpp"
#include "scenarios/study.hpp"
#include "tests/reports/example_result.hpp"
#include "tests/reports/result_from_json.hpp"

#include <atomic>
#include <fstream>
#include <sstream>

namespace page_from_json_test {

using namespace plimsoll;

namespace {

Operation operation_in(const std::string& path) {
    std::ifstream file(PLIMSOLL_SOURCE "/" + path);
    std::ostringstream text;
    text << file.rdbuf();
    return read_operation({path, text.str()}).operation.value();
}

/// `operation`: of a made-up result, which is too little to be checked; of others the file's own.
void check_pages(const Result& result, std::string (*page)(const Result&, const TerminalLook&),
                 const std::optional<Operation>& operation = {}) {
    const Result again = from_json::Reader(result_to_json(result, "0.1.0"), operation).result();
    for (const int width : {96, 60}) {
        TerminalLook look;
        look.width = width;
        CHECK(page(again, look) == page(result, look));
        look.all_volumes = true;
        CHECK(page(again, look) == page(result, look));
    }
}

StudySettings short_settings() {
    StudySettings settings;
    settings.replications = 4;
    settings.hours = 400;
    settings.warm_up = 80;
    settings.threads = 1;
    return settings;
}

} // namespace

TEST_CASE("the page of a sweep is printed from its result file") {
    check_pages(example::sweep(), sweep_page, example::sweep().operation);
    const std::atomic<bool> stop{false};
    for (const char* model :
         {"examples/brightside-agency.yaml", "tests/signature/every_word.yaml"}) {
        INFO(model);
        SweepRange range;
        range.volumes = {20, 60, 120};
        check_pages(
            sweep_study(
                operation_in(model), range, short_settings(), [](const StudyProgress&) {}, stop),
            sweep_page);
    }
}

TEST_CASE("the page of a run is printed from its result file") {
    check_pages(example::run(), run_page, example::run().operation);
    const std::atomic<bool> stop{false};
    for (const char* model : {"examples/brightside-agency.yaml", "examples/e-commerce.yaml",
                              "tests/signature/every_word.yaml"}) {
        INFO(model);
        check_pages(
            run_study(
                operation_in(model), 60, short_settings(), [](const StudyProgress&) {}, stop),
            run_page);
    }
}

} // namespace page_from_json_test

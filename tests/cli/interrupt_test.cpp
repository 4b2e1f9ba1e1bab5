// Ctrl-C: what is finished is printed, nothing is written, and the program is gone within a second.
#include "tests/cli/program.hpp"

#include <chrono>
#include <csignal>
#include <regex>
#include <thread>
#include <vector>

#include <fcntl.h>

namespace interrupt_test {

using namespace program;

namespace {

/// One person more or less does not matter to it: work never piles up, so a large volume runs for
/// hours.
const std::string endless_model = "assumptions: neutral\n"
                                  "teams: {desk: {people: unlimited}}\n"
                                  "workflows:\n"
                                  "  call:\n"
                                  "    demand: 1 per client per month\n"
                                  "    steps:\n"
                                  "      answer: {team: desk, effort: 10min}\n";

struct Interrupted {
    Outcome outcome;
    double seconds = 0; // from the signal to the end
};

Interrupted interrupt(const Folder& folder, std::vector<std::string> arguments) {
    const std::string output = folder.at("output");
    const std::string errors = folder.at("errors");
    arguments.insert(arguments.begin(), PLIMSOLL_PROGRAM);
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        dup2(open(output.c_str(), O_WRONLY | O_CREAT, 0600), STDOUT_FILENO);
        dup2(open(errors.c_str(), O_WRONLY | O_CREAT, 0600), STDERR_FILENO);
        std::vector<char*> words;
        for (std::string& argument : arguments) {
            words.push_back(argument.data());
        }
        words.push_back(nullptr);
        execv(PLIMSOLL_PROGRAM, words.data());
        _exit(127);
    }
    std::this_thread::sleep_for(std::chrono::seconds(1));
    const auto asked = std::chrono::steady_clock::now();
    kill(child, SIGINT);
    int status = 0;
    waitpid(child, &status, 0);
    Interrupted result;
    result.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - asked).count();
    result.outcome = {WIFEXITED(status) ? WEXITSTATUS(status) : -1, read(output), read(errors)};
    return result;
}

bool matches(const std::string& text, const std::string& pattern) {
    return std::regex_match(text, std::regex(pattern));
}

} // namespace

TEST_CASE("an interrupted sweep prints the finished volumes and writes nothing") {
    const Folder folder;
    const std::string json = folder.write("result.json", "an older result");
    const Interrupted stopped = interrupt(
        folder, {"sweep", folder.write("model.yaml", endless_model), "--clients", "3,7,10000000",
                 "--replications", "2", "--warm-up", "0", "--hours", "1000000", "--json", json});
    CHECK(stopped.outcome.status == 3);
    CHECK(stopped.seconds < 1);
    CHECK(matches(stopped.outcome.errors, R"(Stopped after [12]\.\d s: 2 of 3 volumes done\.\n)"));
    const std::string& page = stopped.outcome.output;
    CHECK(page.find("At each volume") == 0);
    CHECK_THAT(page, Catch::Contains("\n        3 ") && Catch::Contains("\n        7 "));
    CHECK_THAT(page, !Catch::Contains("The load line") && !Catch::Contains("\nNext"));
    CHECK(read(json) == "an older result");
}

TEST_CASE("volumes that an interrupt left out are not called far beyond a limit") {
    const Folder folder;
    const Interrupted stopped = interrupt(
        folder, {"sweep", folder.write("model.yaml", endless_model), "--clients", "3..10000000",
                 "--replications", "2", "--warm-up", "0", "--hours", "10000"});
    CHECK(stopped.outcome.status == 3);
    const std::string& page = stopped.outcome.output;
    CHECK_THAT(page, Catch::Contains(" 3 "));
    CHECK_THAT(page, !Catch::Contains("10,000,000") && !Catch::Contains("far beyond"));
}

TEST_CASE("an interrupted run says that nothing is finished") {
    const Folder folder;
    const std::string json = folder.at("result.json");
    const Interrupted stopped =
        interrupt(folder, {"run", folder.write("model.yaml", endless_model), "--clients",
                           "10000000", "--log", folder.at("events.csv"), "--json", json});
    CHECK(stopped.outcome.status == 3);
    CHECK(stopped.seconds < 1);
    CHECK(stopped.outcome.output.empty());
    CHECK(matches(stopped.outcome.errors, R"(Stopped after [12]\.\d s: 0 of 1 volume done\.\n)"));
    CHECK_FALSE(std::filesystem::exists(json));
    CHECK_FALSE(std::filesystem::exists(folder.at("events.csv")));
}

} // namespace interrupt_test

// plimsoll run --log: the simulated event log, as a file.
#include "tests/cli/program.hpp"

namespace event_log_test {

using namespace program;

TEST_CASE("--log writes the first replication's events as CSV") {
    const Folder folder;
    const std::string model = folder.write("model.yaml", smallest_model);
    const std::string options = "run '" + model + "' --from empty --cases 3 --replications 2 ";
    const std::string log = folder.at("events.csv");
    const Outcome run = plimsoll_with(options + "--threads 1 --log '" + log + "'");
    CHECK(run.status == 0);
    const std::string text = read(log);
    CHECK(text.find("case,workflow,activity,resource,enabled,start,end,waiting cause\r\n"
                    "call/1,call,answer,desk 1,2001-01-01 ") == 0);
    CHECK(std::count(text.begin(), text.end(), '\n') == 4);
    const std::string again = folder.at("again.csv");
    CHECK(plimsoll_with(options + "--threads 3 --json - --log '" + again + "'").status == 0);
    CHECK(read(again) == text);
}

TEST_CASE("a log that cannot be written is refused before the work") {
    const Folder folder;
    const std::string run = "run '" + folder.write("model.yaml", smallest_model) + "' --log ";
    check_refused(run + "events.xes", "--log: `events.xes`: XES is not built in this version");
    check_refused(run + "events.txt", "--log: `events.txt` does not end in .csv");
    check_refused(run + "/nowhere/events.csv", "there is no folder `/nowhere`");
    check_refused(run + "a.csv --json a.csv", "--json and --log name the same file");
    check_refused("sweep x.yaml --log a.csv", "--log");
    CHECK_FALSE(std::filesystem::exists("events.xes"));
}

TEST_CASE("the log of a workflow with kinds names the steps of every kind") {
    const Folder folder;
    const std::string model = folder.write(
        "model.yaml", "assumptions: neutral\n"
                      "teams: {desk: {people: 1}}\n"
                      "workflows:\n"
                      "  call:\n"
                      "    kinds: {gold: 50%, other: rest}\n"
                      "    demand: 3 per hour\n"
                      "    steps:\n"
                      "      answer: {team: desk, effort: {gold: 10min, other: 5min}}\n"
                      "      note: {team: desk, effort: 1min, after: answer}\n");
    const std::string log = folder.at("events.csv");
    CHECK(plimsoll_with("run '" + model + "' --from empty --cases 30 --replications 1 --log '" +
                        log + "'")
              .status == 0);
    const std::string text = read(log);
    const auto rows_of = [&text](const std::string& step) {
        std::size_t rows = 0;
        for (std::size_t at = text.find(step); at != std::string::npos;
             at = text.find(step, at + 1)) {
            ++rows;
        }
        return rows;
    };
    CHECK(rows_of(",call,answer,") == 30);
    CHECK(rows_of(",call,note,") == 30);
}

} // namespace event_log_test

// The built program as a user meets it: help, wrong use, templates.
#include "tests/cli/program.hpp"

#include <nlohmann/json.hpp>

namespace program_test {

using namespace program;

TEST_CASE("help names every verb and shows examples") {
    const Outcome help = plimsoll_with("--help");
    CHECK(help.status == 0);
    for (const char* verb : {"check", "run", "sweep", "new"}) {
        CHECK_THAT(help.output, Catch::Contains(std::string("\n  ") + verb + " "));
        const Outcome verb_help = plimsoll_with(std::string(verb) + " --help");
        CHECK(verb_help.status == 0);
        CHECK_THAT(verb_help.output, Catch::Contains("Usage: plimsoll " + std::string(verb)));
        CHECK_THAT(verb_help.output, Catch::Contains("Examples:"));
    }
    CHECK(plimsoll_with("--version").output == "plimsoll 0.1.0\n");
}

TEST_CASE("wrong use gets a sentence and status 2") {
    const Folder folder;
    const std::string model = "'" + folder.write("model.yaml", smallest_model) + "'";
    check_refused("", "Usage: plimsoll");
    check_refused("advise x.yaml", "there is no verb `advise`; there are: check, run, sweep, new");
    check_refused("--versoin", "there is no option `--versoin`; did you mean `--version`?");
    check_refused("run " + model + " --cleints 5",
                  "run has no option `--cleints`; did you mean `--clients`?");
    check_refused("run " + model + " --clients", "--clients needs a value behind it");
    check_refused("run " + model + " other.yaml",
                  "run takes one MODEL; `other.yaml` is one too many");
    check_refused("run " + model + " --json ''", "--json: `` is not a name");
    check_refused("sweep", "MODEL is required");
    check_refused("sweep nowhere.yaml", "there is no file `nowhere.yaml`");
    check_refused("check /", "`/` is a folder; a model is one file");
    check_refused("sweep " + model + " --why deadlines", "sweep has no option `--why`\n");
    check_refused("run " + model + " --seed -1", "--seed: `-1` is not a whole number");
    check_refused("run " + model + " --seed 18446744073709551616", "is not a whole number");
    check_refused("run " + model + " --threads 0", "--threads: `0` is not a whole number");
    check_refused("run " + model + " --precision 5", "--precision: `5` is not a share");
    check_refused("run " + model + " --replications 1e3", "--replications: `1e3` is not");
    check_refused("run " + model + " --precision 2% --replications 5", "write one of them");
    check_refused("run " + model + " --clients 20..30", "--clients: `20..30` is not");
    check_refused("run " + model + " --hours 3cd", "--hours: `3cd` is not hours");
    check_refused("run " + model + " --warm-up soon", "--warm-up: `soon` is not hours");
    check_refused("run " + model + " --from full", "--from: `full` is not a start");
    check_refused("run " + model + " --from empty", "goes with --cases N or --hours H");
    check_refused("run " + model + " --cases 5", "--cases goes with --from empty");
    check_refused("run " + model + " --color pink", "--color: `pink` is not always");
    check_refused("sweep '" + std::string(PLIMSOLL_SOURCE) + "/examples/e-commerce.yaml' --hours 0",
                  "--hours: a sweep looks for limits: there must be some time to measure");
    check_refused("sweep " + model + " --clients 30..20", "neither a range");
    check_refused("sweep " + model + " --clients 5,5,5 --points 3", "--points spaces out a range");
    check_refused("sweep " + model + " --json /nowhere/at/all.json", "there is no folder");
    check_refused("sweep " + model + " --csv " + model, "is not a folder");
    check_refused("check " + model + " --set teams.desk.people", "");
}

TEST_CASE("more cases than can be told apart are refused, not waited for") {
    const Folder folder;
    const std::string model =
        "'" +
        folder.write("model.yaml", "assumptions: neutral\n"
                                   "teams: {desk: {people: 1}}\n"
                                   "workflows: {call: {demand: 1e5 per client per month, "
                                   "steps: {answer: {team: desk, effort: 1s}}}}\n") +
        "'";
    check_refused("run " + model + " --clients 200000",
                  "at 200,000 clients more than 100,000,000 cases come in an hour");
    check_refused("sweep " + model + " --clients 20..10000000", "at 10,000,000 clients more than");
    check_refused("run " + model + " --set 'workflows.call.demand=every 0.00001s'",
                  "at 20 clients more than 100,000,000 cases");
}

TEST_CASE("no warm-up is allowed, and so is no time to measure, which gives no figures") {
    const Folder folder;
    const std::string run = "run '" + folder.write("model.yaml", smallest_model) + "' --json - ";
    const auto volume = [&](const std::string& options) {
        const Outcome outcome = plimsoll_with(run + options);
        CHECK(outcome.status == 0);
        return nlohmann::json::parse(outcome.output).at("volumes").at(0);
    };
    const nlohmann::json whole = volume("--warm-up 0 --hours 50");
    CHECK(whole.at("warm_up_hours") == 0);
    CHECK(whole.at("hours") == 50);
    CHECK(whole.at("cases").at("arrived_per_hour").at("mean").get<double>() == Approx(3).margin(1));
    for (const char* options : {"--hours 0", "--warm-up 0 --hours 0", "--from empty --hours 0",
                                "--warm-up 10 --hours 0 --replications 1"}) {
        INFO(options);
        const nlohmann::json nothing = volume(options);
        CHECK(nothing.at("hours") == 0);
        CHECK(nothing.at("flow_time").at("mean").is_null());
        CHECK(nothing.at("flow_time").at("why").at("mean") == "no case left in the measured time");
        CHECK(nothing.at("cases").at("arrived_per_hour").is_null());
        CHECK(nothing.at("cases").at("why").at("arrived_per_hour") == "no open time was measured");
        CHECK(nothing.at("cases").at("in_progress_shares").empty());
        CHECK(nothing.at("teams").at("desk").at("why").at("utilisation") ==
              "nobody was available in the measured time");
    }
    CHECK_THAT(plimsoll_with("run '" + folder.at("model.yaml") + "' --hours 0").output,
               Catch::Contains("no case left in the measured time"));
}

TEST_CASE("a sweep of a model that does not grow with clients is refused") {
    const Folder folder;
    const std::string model = folder.write("model.yaml", smallest_model);
    check_refused("sweep '" + model + "'",
                  "nothing here grows with clients: write `demand: ... per client per month`");
}

TEST_CASE("every template is a model that reads without a fault or warning") {
    const Folder folder;
    for (const char* name :
         {"service-firm", "consulting", "e-commerce", "support-desk", "software-delivery"}) {
        INFO(name);
        const std::string path = folder.at(std::string(name) + ".yaml");
        CHECK(plimsoll_with("new " + std::string(name) + " -o '" + path + "' --quiet").status == 0);
        CHECK(plimsoll_with("new " + std::string(name) + " -o -").output == read(path));
        const Outcome check = plimsoll_with("check '" + path + "'");
        CHECK(check.status == 0);
        CHECK(check.errors == "");
    }
}

TEST_CASE("new never overwrites unless it is told to, and leaves nothing half-written") {
    const Folder folder;
    const std::string path = folder.write("model.yaml", "mine");
    check_refused("new consulting -o '" + path + "'", "is there already; --force overwrites it");
    CHECK(read(path) == "mine");
    CHECK(plimsoll_with("new consulting -o '" + path + "' --force").status == 0);
    CHECK(read(path).find("# A consulting firm") == 0);
    check_refused("new bakery -o '" + path + "'",
                  "there is no template `bakery`; there are: consulting");
    int files = 0;
    for ([[maybe_unused]] const auto& entry :
         std::filesystem::directory_iterator(std::filesystem::path(path).parent_path()))
        ++files;
    CHECK(files == 1);
}

TEST_CASE("a device is written to, not replaced") {
    CHECK(plimsoll_with("new consulting -o /dev/null --force").status == 0);
    CHECK(std::filesystem::is_character_file("/dev/null"));
}

TEST_CASE("what to type next is shown as the program and the file were typed") {
    const Folder folder;
    const std::string model = "'" + folder.write("my model.yaml", smallest_model) + "'";
    const std::string run = "run " + model + " --replications 2 --hours 8 --warm-up 0";
    CHECK_THAT(plimsoll_with(run, "PLIMSOLL_CALLED_AS=./plimsoll").output,
               Catch::Contains("\n  ./plimsoll check " + model + "    what is assumed\n"));
    CHECK_THAT(plimsoll_with(run, "PLIMSOLL_CALLED_AS=plimsoll").output,
               Catch::Contains("\n  plimsoll check " + model));
    CHECK_THAT(plimsoll_with(run, "env -u PLIMSOLL_CALLED_AS").output,
               Catch::Contains("\n  " PLIMSOLL_PROGRAM " check " + model));
    CHECK_THAT(plimsoll_with("run --clients", "PLIMSOLL_CALLED_AS='/opt/my tools/plimsoll'").errors,
               Catch::Contains("Try: '/opt/my tools/plimsoll' run --help\n"));
}

TEST_CASE("where no work comes per client, a run speaks of no clients") {
    const Folder folder;
    const std::string model = "'" + folder.write("model.yaml", smallest_model) + "'";
    const Outcome run = plimsoll_with("run " + model + " --replications 2 --hours 8 --warm-up 0");
    CHECK_THAT(run.output, !Catch::Contains("clients"));
}

TEST_CASE("a run to the end in which cases stall says so, and was not answered") {
    const Folder folder;
    const std::string model =
        folder.write("m.yaml", "assumptions: neutral\ncalendar: always\n"
                               "teams: {m: {units: 1}, n: {units: 1}}\n"
                               "workflows:\n"
                               "  p:\n"
                               "    demand: every 10h\n"
                               "    steps:\n"
                               "      set: {team: m, keep: m until use, effort: exactly 1h}\n"
                               "      use: {team: n, with: [m], after: set, effort: exactly 1h}\n"
                               "  q:\n"
                               "    demand: every 10h\n"
                               "    steps:\n"
                               "      set: {team: n, keep: n until use, effort: exactly 1h}\n"
                               "      use: {team: m, with: [n], after: set, effort: exactly 1h}\n");
    const Outcome to_the_end =
        plimsoll_with("run '" + model + "' --from empty --cases 2 --replications 1 --quiet");
    CHECK(to_the_end.status == 1);
    CHECK(to_the_end.output.find("2 of 2 cases can never go on.") != std::string::npos);
    CHECK(to_the_end.output.find("1 at Use of P waits for N, which cases at Use of Q keep") !=
          std::string::npos);
    CHECK(to_the_end.errors.find("never leave") != std::string::npos);
    // A volume without a steady state is an answer.
    const Outcome steady = plimsoll_with("run '" + model + "' --replications 2 --quiet --json -");
    CHECK(steady.status == 0);
    CHECK(steady.output.find("\"stable\": false") != std::string::npos);
    CHECK(steady.output.find("\"stalled\": {") != std::string::npos);
}

} // namespace program_test

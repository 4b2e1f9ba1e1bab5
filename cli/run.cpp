// plimsoll run: one volume in full.
#include "cli/answer.hpp"
#include "cli/model_file.hpp"
#include "cli/options.hpp"
#include "cli/verbs.hpp"
#include "model/client_demand.hpp"
#include "reports/terminal/figure_text.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>

namespace plimsoll {

namespace {

constexpr std::uint64_t most_cases = 1'000'000'000;

struct RunOptions {
    CommonOptions common;
    HorizonOptions horizon;
    std::optional<std::int64_t> clients;
    std::optional<std::int64_t> cases;
    bool from_empty = false;
    AnswerOptions answer;
};

// How the horizon options go together: a sentence where they do not.
std::optional<std::string> horizon_fault(const RunOptions& options) {
    if (options.cases && !options.from_empty) {
        return "--cases goes with --from empty";
    }
    if (options.cases && options.horizon.hours) {
        return "--cases and --hours are two ways to end a run: write one of them";
    }
    if (options.from_empty && !options.cases && !options.horizon.hours) {
        return "--from empty goes with --cases N or --hours H";
    }
    if (options.from_empty && options.horizon.warm_up) {
        return "--from empty measures from the first arrival: there is no --warm-up to leave out";
    }
    return std::nullopt;
}

int perform_run(const RunOptions& options) {
    if (const auto fault = horizon_fault(options)) {
        return refuse(*fault);
    }
    if (const auto fault = why_no_answer(options.common, options.answer)) {
        return refuse(*fault);
    }
    const std::optional<LoadedModel> model =
        load_model(options.common.model, options.common.settings, options.common.without,
                   options.common.quiet);
    if (!model) {
        return wrong_use;
    }
    const Operation* operation = &model->operation;
    StudySettings settings = options.common.study;
    settings.text = model->text;
    settings.from_empty = options.from_empty;
    settings.cases = options.cases;
    settings.keep_log = !options.answer.log_file.empty();
    if (const auto fault = settle_horizon(options.horizon, operation->calendar, settings)) {
        return refuse(*fault);
    }
    const std::int64_t clients = options.clients.value_or(operation->clients_today);
    if (const auto fault = why_too_many(options.common.model, *operation, clients)) {
        return refuse(*fault);
    }
    return answer(options.common, options.answer,
                  clients_bring_work(*operation)
                      ? fmt::format("Running {} clients", grouped(clients))
                      : "Running " + operation->name,
                  [&](const ReportProgress& report, const std::atomic<bool>& interrupted) {
                      return run_study(*operation, clients, settings, report, interrupted);
                  });
}

} // namespace

Verb add_run(CLI::App& program) {
    CLI::App* verb = program.add_subcommand("run", "simulate one volume, in full");
    const auto options = std::make_shared<RunOptions>();
    add_common_options(*verb, options->common);
    verb->add_option_function<std::string>(
            "--clients",
            [options](const std::string& text) {
                const auto volumes = volumes_value(text);
                if (!volumes || volumes->volumes.size() != 1) {
                    throw CLI::ValidationError("--clients",
                                               fmt::format("`{}` is not a whole number "
                                                           "from 1 to 10 million",
                                                           text));
                }
                options->clients = volumes->volumes.front();
            },
            "so many clients (default: today's)")
        ->type_name("N");
    add_horizon_options(*verb, options->horizon);
    verb->add_option_function<std::string>(
            "--from",
            [options](const std::string& text) {
                if (text != "empty") {
                    throw CLI::ValidationError(
                        "--from",
                        fmt::format("`{}` is not a start; the one there is: empty", text));
                }
                options->from_empty = true;
            },
            "start empty, measure from the first arrival on")
        ->type_name("empty");
    verb->add_option_function<std::string>(
            "--cases",
            [options](const std::string& text) {
                const auto number = whole_number(text);
                if (!number || *number < 1 || *number > most_cases) {
                    throw CLI::ValidationError("--cases", fmt::format("`{}` is not a whole number "
                                                                      "from 1 to 1000 million",
                                                                      text));
                }
                options->cases = static_cast<std::int64_t>(*number);
            },
            "with --from empty: so many arrivals, to their end")
        ->type_name("N");
    add_path(*verb, "--log", "FILE.csv", "write the first replication's event log",
             options->answer.log_file);
    verb->footer("Examples:\n"
                 "  plimsoll run agency.yaml --clients 100\n"
                 "  plimsoll run agency.yaml --clients 100 --json result.json\n"
                 "  plimsoll run agency.yaml --from empty --cases 1000 --replications 50\n"
                 "  plimsoll run agency.yaml --hours 26w --replications 1 --log events.csv");
    return {verb, [options] { return perform_run(*options); }};
}

} // namespace plimsoll

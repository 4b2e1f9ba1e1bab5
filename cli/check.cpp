// plimsoll check: reads a model and says what was understood.
#include "cli/answer.hpp"
#include "cli/model_file.hpp"
#include "cli/options.hpp"
#include "cli/verbs.hpp"
#include "cli/whole_file.hpp"
#include "reports/files/result_json.hpp"
#include "reports/terminal/check_page.hpp"
#include "scenarios/findings/not_in_force.hpp"
#include "scenarios/findings/plausible.hpp"
#include "scenarios/result/not_simulated.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>
#include <utility>
#include <vector>

namespace plimsoll {

namespace {

struct CheckOptions {
    CommonOptions common;
    bool all = false;
};

int perform_check(const CheckOptions& asked) {
    const CommonOptions& options = asked.common;
    if (const auto fault = why_no_answer(options, {})) {
        return refuse(*fault);
    }
    const std::optional<Operation> operation =
        load_operation(options.model, options.settings, options.without, options.quiet);
    if (!operation) {
        return wrong_use;
    }
    const std::string json = check_to_json(*operation, PLIMSOLL_VERSION);
    if (!options.json.empty() && options.json != "-") {
        if (const auto fault = write_whole_file(options.json, json)) {
            print_message(fmt::format("plimsoll: {}\n", *fault));
            return not_answered;
        }
    }
    if (options.json == "-") {
        return print_answer(json) ? done : not_answered;
    }
    TerminalLook look = terminal_look(options);
    look.all_assumptions = asked.all;
    std::vector<Finding> findings = questions(*operation);
    if (std::optional<Finding> finding = not_in_force(*operation)) {
        findings.push_back(std::move(*finding));
    }
    if (std::optional<Finding> finding = not_simulated(*operation)) {
        findings.push_back(std::move(*finding));
    }
    return print_answer(check_page(*operation, findings, look)) ? done : not_answered;
}

} // namespace

Verb add_check(CLI::App& program) {
    CLI::App* verb =
        program.add_subcommand("check", "read a model and say what was understood, and assumed");
    const auto options = std::make_shared<CheckOptions>();
    add_common_options(*verb, options->common);
    verb->add_flag("--all", options->all, "every assumption, not the five that matter most");
    verb->footer("Examples:\n"
                 "  plimsoll check agency.yaml\n"
                 "  plimsoll check agency.yaml --all\n"
                 "  plimsoll check agency.yaml --set teams.delivery.people=8");
    return {verb, [options] { return perform_check(*options); }};
}

} // namespace plimsoll

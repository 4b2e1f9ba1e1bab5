// plimsoll check: reads a model and says what was understood.
#include "cli/answer.hpp"
#include "cli/model_file.hpp"
#include "cli/options.hpp"
#include "cli/verbs.hpp"
#include "cli/whole_file.hpp"
#include "reports/check_page.hpp"
#include "reports/result_json.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>

namespace plimsoll {

namespace {

int perform_check(const CommonOptions& options) {
    if (const auto fault = why_no_answer(options, {}))
        return refuse(*fault);
    const std::optional<Operation> operation =
        load_operation(options.model, options.settings, options.quiet);
    if (!operation)
        return wrong_use;
    const std::string json = check_to_json(*operation, PLIMSOLL_VERSION);
    if (!options.json.empty() && options.json != "-") {
        if (const auto fault = write_whole_file(options.json, json)) {
            print_message(fmt::format("plimsoll: {}\n", *fault));
            return not_answered;
        }
    }
    const bool printed =
        print_answer(options.json == "-" ? json : check_page(*operation, terminal_look(options)));
    return printed ? done : not_answered;
}

} // namespace

Verb add_check(CLI::App& program) {
    CLI::App* verb =
        program.add_subcommand("check", "read a model and say what was understood, and assumed");
    const auto options = std::make_shared<CommonOptions>();
    add_common_options(*verb, *options);
    verb->footer("Examples:\n"
                 "  plimsoll check agency.yaml\n"
                 "  plimsoll check agency.yaml --set teams.delivery.people=8");
    return {verb, [options] { return perform_check(*options); }};
}

} // namespace plimsoll

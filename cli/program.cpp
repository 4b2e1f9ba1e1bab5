#include "cli/program.hpp"

#include "cli/console.hpp"
#include "cli/verbs.hpp"
#include "cli/wrong_use.hpp"
#include "reports/terminal/closing.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <exception>
#include <new>
#include <string>
#include <vector>

namespace plimsoll {

namespace {

int show_parse_outcome(const CLI::App& program, const CLI::ParseError& error, int argc,
                       char** argv) {
    if (error.get_exit_code() == 0) {
        // Help and version are answers.
        const bool version = error.get_name() == "CallForVersion";
        return print_answer(version ? std::string(error.what()) + '\n' : program.help())
                   ? done
                   : not_answered;
    }
    if (argc < 2) {
        print_message(program.help());
        return wrong_use;
    }
    const std::vector<CLI::App*> chosen = program.get_subcommands();
    print_message(fmt::format("plimsoll: {}\nTry: {} {}--help\n",
                              wrong_use_in_words(program, error, {argv + 1, argv + argc}),
                              shell_word(called_as()),
                              chosen.empty() ? "" : chosen.front()->get_name() + " "));
    return wrong_use;
}

} // namespace

int run_program(int argc, char** argv) {
    note_call(argc > 0 ? argv[0] : nullptr);
    CLI::App program{
        "How many clients an operation can carry, what gives first, and what gives next.",
        "plimsoll"};
    program.get_formatter()->label("SUBCOMMAND", "VERB");
    program.get_formatter()->column_width(22);
    program.get_formatter()->label("Positionals", "Reads");
    program.get_formatter()->label("REQUIRED", "");
    program.set_version_flag("--version", fmt::format("plimsoll {}", PLIMSOLL_VERSION));
    program.footer("Examples:\n"
                   "  plimsoll new service-firm -o model.yaml   a commented model to start from\n"
                   "  plimsoll check model.yaml                 what was understood\n"
                   "  plimsoll sweep model.yaml                 how many clients it can carry\n"
                   "plimsoll VERB --help explains a verb.");
    const std::vector<Verb> verbs{add_check(program), add_run(program), add_sweep(program),
                                  add_new(program)};
    for (const Verb& verb : verbs) {
        verb.app->group("Verbs");
    }
    program.require_subcommand(1);
    try {
        program.parse(argc, argv);
        for (const Verb& verb : verbs) {
            if (verb.app->parsed()) {
                return verb.perform();
            }
        }
    } catch (const CLI::ParseError& error) {
        return show_parse_outcome(program, error, argc, argv);
    } catch (const std::bad_alloc&) {
        print_message("plimsoll: this machine has too little memory for that\n");
        return not_answered;
    } catch (const std::exception& error) {
        print_message(fmt::format("plimsoll: a fault of the program itself: {}\n", error.what()));
        return not_answered;
    }
    return wrong_use;
}

} // namespace plimsoll

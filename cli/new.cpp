// plimsoll new: a commented starting model.
#include "cli/answer.hpp"
#include "cli/console.hpp"
#include "cli/templates.hpp"
#include "cli/verbs.hpp"
#include "cli/whole_file.hpp"
#include "reports/terminal/closing.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <string>
#include <system_error>

namespace plimsoll {

namespace {

struct NewOptions {
    std::string name;
    std::string path;
    bool force = false;
    bool quiet = false;
};

std::string template_names() {
    std::string names;
    for (const Template& each : templates()) {
        names += names.empty() ? "" : ", ";
        names += each.name;
    }
    return names;
}

int perform_new(const NewOptions& options) {
    const Template* chosen = nullptr;
    for (const Template& each : templates()) {
        if (each.name == options.name) {
            chosen = &each;
        }
    }
    if (!chosen) {
        return refuse(fmt::format("there is no template `{}`; there are: {}", options.name,
                                  template_names()));
    }
    const std::string text(chosen->text);
    if (options.path == "-") {
        return print_answer(text) ? done : not_answered;
    }
    if (const auto fault = why_not_writable(options.path)) {
        return refuse(*fault);
    }
    std::error_code error;
    if (!options.force && std::filesystem::exists(options.path, error)) {
        return refuse(fmt::format("`{}` is there already; --force overwrites it", options.path));
    }
    if (const auto fault = write_whole_file(options.path, text)) {
        print_message(fmt::format("plimsoll: {}\n", *fault));
        return not_answered;
    }
    if (!options.quiet) {
        print_message(fmt::format("Wrote {}. Change it to fit, then: {} check {}\n", options.path,
                                  shell_word(called_as()), shell_word(options.path)));
    }
    return done;
}

} // namespace

Verb add_new(CLI::App& program) {
    CLI::App* verb = program.add_subcommand("new", "write a commented starting model");
    const auto options = std::make_shared<NewOptions>();
    verb->add_option("TEMPLATE", options->name, template_names())->required()->type_name("");
    verb->add_option("-o,--output", options->path, "the file to write; - prints the model")
        ->required()
        ->type_name("FILE");
    verb->add_flag("--force", options->force, "overwrite the file if it is there");
    verb->add_flag("--quiet", options->quiet, "say nothing when all is well");
    verb->footer("Examples:\n"
                 "  plimsoll new service-firm -o model.yaml\n"
                 "  plimsoll new support-desk -o -");
    return {verb, [options] { return perform_new(*options); }};
}

} // namespace plimsoll

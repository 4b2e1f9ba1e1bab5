#include "cli/wrong_use.hpp"

#include "model/text/suggestion.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace plimsoll {

namespace {

std::string with_suggestion(const std::string& sentence, const std::string& meant) {
    return meant.empty() ? sentence : sentence + "; " + meant;
}

std::vector<std::string> option_names(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::Option* option : app.get_options()) {
        for (const std::string& name : option->get_lnames()) {
            names.push_back("--" + name);
        }
        for (const std::string& name : option->get_snames()) {
            names.push_back("-" + name);
        }
    }
    return names;
}

std::vector<std::string> verb_names(const CLI::App& program) {
    std::vector<std::string> names;
    for (const CLI::App* verb : program.get_subcommands({})) {
        names.push_back(verb->get_name());
    }
    return names;
}

/// The first word that looks like an option and is none of this verb's.
std::string unknown_option(const CLI::App& app, const std::vector<std::string>& words) {
    const std::vector<std::string> names = option_names(app);
    for (const std::string& word : words) {
        const std::string name = word.substr(0, word.find('='));
        if (name.size() > 1 && name[0] == '-' &&
            std::find(names.begin(), names.end(), name) == names.end()) {
            return name;
        }
    }
    return "";
}

} // namespace

std::string wrong_use_in_words(const CLI::App& program, const CLI::ParseError& error,
                               const std::vector<std::string>& words) {
    const std::vector<CLI::App*> chosen = program.get_subcommands();
    const CLI::App& app = chosen.empty() ? program : *chosen.front();
    const bool names_no_verb = chosen.empty() && !words.empty() && words.front()[0] != '-';
    if (names_no_verb) {
        std::string names;
        for (const std::string& name : verb_names(program)) {
            names += (names.empty() ? "" : ", ") + name;
        }
        return fmt::format("there is no verb `{}`; there are: {}", words.front(), names);
    }
    const auto is = [&](CLI::ExitCodes code) {
        return error.get_exit_code() == static_cast<int>(code);
    };
    const bool something_unexpected =
        is(CLI::ExitCodes::ExtrasError) || (chosen.empty() && !words.empty());
    const std::string option = something_unexpected ? unknown_option(app, words) : "";
    if (!option.empty()) {
        return with_suggestion(chosen.empty()
                                   ? fmt::format("there is no option `{}`", option)
                                   : fmt::format("{} has no option `{}`", app.get_name(), option),
                               option.size() > 3 ? did_you_mean(option, option_names(app)) : "");
    }
    if (is(CLI::ExitCodes::ExtrasError) && !app.remaining().empty()) {
        return fmt::format("{} takes one {}; `{}` is one too many", app.get_name(),
                           app.get_name() == "new" ? "TEMPLATE" : "MODEL", app.remaining().back());
    }
    if (is(CLI::ExitCodes::ArgumentMismatch)) {
        const std::string what = error.what();
        return fmt::format("{} needs a value behind it", what.substr(0, what.find(':')));
    }
    return error.what();
}

} // namespace plimsoll

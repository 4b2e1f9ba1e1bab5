#include "cli/options.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <functional>

namespace plimsoll {

namespace {

constexpr std::uint64_t most_threads = 1024;
constexpr std::uint64_t most_replications = 100'000;

void add_value(CLI::App& verb, const std::string& name, const std::string& placeholder,
               const std::string& description, const std::string& wanted,
               const std::function<bool(const std::string&)>& take) {
    verb.add_option_function<std::string>(
            name,
            [name, wanted, take](const std::string& text) {
                if (!take(text)) {
                    throw CLI::ValidationError(name, fmt::format("`{}` is not {}", text, wanted));
                }
            },
            description)
        ->type_name(placeholder);
}

} // namespace

void add_path(CLI::App& verb, const std::string& name, const std::string& placeholder,
              const std::string& description, std::string& path) {
    add_value(verb, name, placeholder, description, "a name", [&path](const std::string& text) {
        path = text;
        return !text.empty();
    });
}

void add_common_options(CLI::App& verb, CommonOptions& options) {
    verb.add_option("MODEL", options.model, "the model file (YAML)")->required()->type_name("");
    add_path(verb, "--json", "FILE", "write the result as JSON; - prints it and nothing else",
             options.json);
    verb.add_option("--set", options.settings,
                    "change a value, as in teams.delivery.people=+2; repeatable")
        ->type_name("PATH=VALUE")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    add_value(verb, "--without", "MECHANISMS",
              "switch mechanisms off, as in M5,M6 (check lists them)",
              "a list of mechanisms like M5,M6", [&options](const std::string& text) {
                  const auto mechanisms = mechanisms_value(text);
                  options.without = mechanisms.value_or(std::vector<int>{});
                  return mechanisms.has_value();
              });
    StudySettings& study = options.study;
    add_value(verb, "--seed", "N", "the random numbers' seed (default 1)",
              "a whole number from 0 to 18446744073709551615", [&study](const std::string& text) {
                  const auto number = whole_number(text);
                  study.seed = number.value_or(0);
                  return number.has_value();
              });
    add_value(verb, "--threads", "N", "threads to use (default all); changes no figure",
              "a whole number from 1 to 1024", [&study](const std::string& text) {
                  const auto number = whole_number(text);
                  study.threads = static_cast<int>(number.value_or(0) % (most_threads + 1));
                  return number && *number >= 1 && *number <= most_threads;
              });
    add_value(
        verb, "--precision", "P", "half of each interval, relative to its figure (default 5%)",
        "a share above 0% and below 100%, as in 2% or 0.02", [&study](const std::string& text) {
            const auto share = precision_value(text);
            study.precision = share.value_or(study.precision);
            study.precision_given = true;
            return share.has_value();
        });
    add_value(verb, "--replications", "N", "so many replications, instead of a precision",
              "a whole number from 1 to 100000", [&study](const std::string& text) {
                  const auto number = whole_number(text);
                  study.replications = static_cast<std::int64_t>(number.value_or(1) & 0xfffff);
                  return number && *number >= 1 && *number <= most_replications;
              });
    verb.add_flag("--quiet", options.quiet, "no progress, no warnings: only the answer");
    add_value(verb, "--color", "WHEN", "always, never or auto (default: on a terminal)",
              "always, never or auto", [&options](const std::string& text) {
                  options.colour = text == "always"  ? ColourWish::always
                                   : text == "never" ? ColourWish::never
                                                     : ColourWish::automatic;
                  return text == "always" || text == "never" || text == "auto";
              });
}

void add_horizon_options(CLI::App& verb, HorizonOptions& options) {
    verb.add_option("--warm-up", options.warm_up,
                    "open time left out at the start of each replication")
        ->type_name("D");
    verb.add_option("--hours", options.hours,
                    "open time measured in each, as in 2000, 26w or 1h30min")
        ->type_name("H");
}

TerminalLook terminal_look(const CommonOptions& options) {
    TerminalLook look;
    look.width = terminal_columns();
    look.unicode = locale_is_utf8();
    look.colour = colours_wanted(options.colour);
    look.model = options.model;
    look.program = called_as();
    return look;
}

std::optional<std::string> option_fault(const CommonOptions& options) {
    if (options.study.precision_given && options.study.replications) {
        return "--precision chooses the replications, --replications fixes them: write one of them";
    }
    return std::nullopt;
}

std::optional<std::string> settle_horizon(const HorizonOptions& options, const Calendar& calendar,
                                          StudySettings& settings) {
    const auto settle = [&](const std::optional<std::string>& text,
                            std::optional<Microseconds>& length) {
        if (text) {
            length = open_time(*text, calendar);
        }
        return !text || length.has_value();
    };
    const std::string wanted =
        "is not hours or a length of working time, as in 2000, 26w or 1h30min, "
        "up to a million hours";
    if (!settle(options.warm_up, settings.warm_up)) {
        return fmt::format("--warm-up: `{}` {}", *options.warm_up, wanted);
    }
    if (!settle(options.hours, settings.hours)) {
        return fmt::format("--hours: `{}` {}", *options.hours, wanted);
    }
    return std::nullopt;
}

} // namespace plimsoll

// plimsoll sweep: the main job. How many clients it carries, what gives first, what gives next.
#include "cli/answer.hpp"
#include "cli/model_file.hpp"
#include "cli/options.hpp"
#include "cli/verbs.hpp"
#include "model/client_demand.hpp"
#include "reports/terminal/figure_text.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace plimsoll {

namespace {

constexpr std::uint64_t most_points = 200;

struct SweepOptions {
    CommonOptions common;
    HorizonOptions horizon;
    SweepRange range;
    AnswerOptions answer;
};

/// The default range of MODEL.md section 1; the sweep itself chooses it again.
std::int64_t highest(const SweepRange& range, const Operation& operation) {
    if (!range.volumes.empty()) {
        return range.volumes.back();
    }
    return range.high.value_or(
        std::max<std::int64_t>(1000, 3 * operation.clients_target.value_or(0)));
}

std::string doing(const SweepRange& range, const Operation& operation) {
    if (!range.volumes.empty()) {
        return fmt::format("Sweeping {} volume{}", range.volumes.size(),
                           range.volumes.size() == 1 ? "" : "s");
    }
    return fmt::format("Sweeping {}..{} clients",
                       grouped(range.low.value_or(operation.clients_today)),
                       grouped(highest(range, operation)));
}

int perform_sweep(const SweepOptions& options) {
    if (options.range.points && !options.range.volumes.empty()) {
        return refuse("--points spaces out a range: write --clients A..B, or leave it out");
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
    if (!clients_bring_work(*operation)) {
        return refuse(fmt::format("{}: nothing here grows with clients: write `demand: ... per "
                                  "client per month`",
                                  options.common.model));
    }
    StudySettings settings = options.common.study;
    settings.text = model->text;
    if (const auto fault = settle_horizon(options.horizon, operation->calendar, settings)) {
        return refuse(*fault);
    }
    if (settings.hours == 0) {
        return refuse("--hours: a sweep looks for limits: there must be some time to measure");
    }
    if (const auto fault =
            why_too_many(options.common.model, *operation, highest(options.range, *operation))) {
        return refuse(*fault);
    }
    return answer(options.common, options.answer, doing(options.range, *operation),
                  [&](const ReportProgress& report, const std::atomic<bool>& interrupted) {
                      return sweep_study(*operation, options.range, settings, report, interrupted);
                  });
}

} // namespace

Verb add_sweep(CLI::App& program) {
    CLI::App* verb =
        program.add_subcommand("sweep", "how many clients it carries, what gives first and next");
    const auto options = std::make_shared<SweepOptions>();
    add_common_options(*verb, options->common);
    verb->add_option_function<std::string>(
            "--clients",
            [options](const std::string& text) {
                const auto range = volumes_value(text);
                if (!range) {
                    throw CLI::ValidationError(
                        "--clients",
                        fmt::format(
                            "`{}` is neither a range like 20..1000 nor a list like 20,50,100",
                            text));
                }
                options->range.low = range->low;
                options->range.high = range->high;
                options->range.volumes = range->volumes;
            },
            "A..B or a,b,c (default: today's to 1,000 or more); where a limit lies below A it "
            "looks lower")
        ->type_name("RANGE");
    verb->add_option_function<std::string>(
            "--points",
            [options](const std::string& text) {
                const auto number = whole_number(text);
                if (!number || *number < 2 || *number > most_points) {
                    throw CLI::ValidationError(
                        "--points", fmt::format("`{}` is not a whole number from 2 to 200", text));
                }
                options->range.points = static_cast<int>(*number);
            },
            "how many volumes in the range, ends included")
        ->type_name("N");
    add_horizon_options(*verb, options->horizon);
    verb->add_flag("--all", options->answer.all_volumes, "every volume in the table");
    verb->add_option_function<std::string>(
            "--attribute",
            [options](const std::string& text) {
                if (text != "all" && text != "groups") {
                    throw CLI::ValidationError("--attribute",
                                               fmt::format("`{}` is neither all nor groups", text));
                }
                options->common.study.every_mechanism = text == "all";
            },
            "all: what each mechanism costs, not each group of them (default: groups)")
        ->type_name("WHAT");
    add_path(*verb, "--csv", "DIR", "write the tables as CSV into this folder",
             options->answer.csv_folder);
    verb->footer("Examples:\n"
                 "  plimsoll sweep agency.yaml\n"
                 "  plimsoll sweep agency.yaml --clients 20..500 --json result.json\n"
                 "  plimsoll sweep agency.yaml --set teams.delivery.people=+2 --csv tables");
    return {verb, [options] { return perform_sweep(*options); }};
}

} // namespace plimsoll

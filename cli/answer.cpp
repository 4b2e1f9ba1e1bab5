#include "cli/answer.hpp"

#include "cli/interrupt.hpp"
#include "cli/verbs.hpp"
#include "cli/whole_file.hpp"
#include "reports/files/csv.hpp"
#include "reports/files/event_log_csv.hpp"
#include "reports/files/result_json.hpp"
#include "reports/terminal/figure_text.hpp"
#include "reports/terminal/terminal.hpp"
#include "scenarios/formulas/arrival_rates.hpp"
#include "sim/compile.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace plimsoll {

namespace {

std::string page_of(const Result& result, const CommonOptions& common, const AnswerOptions& options,
                    double seconds) {
    TerminalLook look = terminal_look(common);
    look.all_volumes = options.all_volumes;
    look.seconds = seconds;
    return result.command == "sweep" ? sweep_page(result, look) : run_page(result, look);
}

int print_or_complain(const std::string& text) {
    if (print_answer(text)) {
        return done;
    }
    print_message("plimsoll: the answer could not be printed\n");
    return not_answered;
}

int show_interrupted(const Result& result, const CommonOptions& common,
                     const AnswerOptions& options, const ProgressLine& progress) {
    const double seconds = progress.seconds();
    if (common.json != "-" && !result.volumes.empty()) {
        print_or_complain(page_of(result, common, options, seconds));
    }
    const auto wanted =
        std::max(result.volumes.size(),
                 static_cast<std::size_t>(std::max(1, progress.last().volumes_total)));
    print_message(fmt::format("Stopped after {} s: {} of {} volume{} done.\n", fixed(seconds, 1),
                              result.volumes.size(), wanted, wanted == 1 ? "" : "s"));
    return stopped;
}

// The volumes with a steady state whose figures are not as sure as was asked.
std::string unsure_volumes(const Result& result) {
    std::string volumes;
    for (const VolumeFigures& volume : result.volumes) {
        if (volume.stable != Stable::yes || volume.precision_reached) {
            continue;
        }
        volumes += volumes.empty() ? "" : ", ";
        volumes += grouped(volume.clients);
    }
    return volumes;
}

// What is wrong with a file for the event log: the ending says the format.
std::optional<std::string> log_file_fault(const std::string& path) {
    const std::string ending = std::filesystem::path(path).extension().string();
    if (ending == ".xes") {
        return fmt::format("--log: `{}`: XES is not built in this version; a file that ends in "
                           ".csv is written as CSV",
                           path);
    }
    if (ending != ".csv") {
        return fmt::format("--log: `{}` does not end in .csv", path);
    }
    return why_not_writable(path);
}

bool write_files(const Result& result, const CommonOptions& common, const AnswerOptions& options) {
    const auto write = [](const std::string& path, const std::string& text) {
        const std::optional<std::string> fault = write_whole_file(path, text);
        if (fault) {
            print_message(fmt::format("plimsoll: {}\n", *fault));
        }
        return !fault;
    };
    bool written = true;
    if (!options.csv_folder.empty()) {
        if (const auto fault = make_folder(options.csv_folder)) {
            print_message(fmt::format("plimsoll: {}\n", *fault));
            return false;
        }
        for (const auto& [name, text] : csv_tables(result)) {
            written =
                write((std::filesystem::path(options.csv_folder) / name).string(), text) && written;
        }
    }
    if (!options.log_file.empty()) {
        written = write(options.log_file, event_log_csv(result)) && written;
    }
    if (!common.json.empty() && common.json != "-") {
        written = write(common.json, result_to_json(result, PLIMSOLL_VERSION)) && written;
    }
    return written;
}

} // namespace

int refuse(const std::string& sentence) {
    print_message(fmt::format("plimsoll: {}\n", sentence));
    return wrong_use;
}

std::optional<std::string> why_no_answer(const CommonOptions& common, const AnswerOptions& answer) {
    if (auto fault = option_fault(common)) {
        return fault;
    }
    if (!common.json.empty() && common.json != "-") {
        if (auto fault = why_not_writable(common.json)) {
            return fault;
        }
    }
    if (!answer.log_file.empty()) {
        if (auto fault = log_file_fault(answer.log_file)) {
            return fault;
        }
    }
    if (!answer.log_file.empty() && answer.log_file == common.json) {
        return "--json and --log name the same file";
    }
    if (!answer.csv_folder.empty()) {
        return why_no_folder(answer.csv_folder);
    }
    return std::nullopt;
}

std::optional<std::string> why_too_many(const std::string& model, const Operation& operation,
                                        std::int64_t clients) {
    if (expected_arrivals_per_hour(compile(operation), clients) <= most_cases_an_hour) {
        return std::nullopt;
    }
    return fmt::format("{}: at {} clients more than {} cases come in an hour; so many cannot be "
                       "simulated",
                       model, grouped(clients),
                       grouped(static_cast<std::int64_t>(most_cases_an_hour)));
}

int answer(const CommonOptions& common, const AnswerOptions& options, const std::string& doing,
           const std::function<Result(const ReportProgress&, const std::atomic<bool>&)>& study) {
    const std::atomic<bool>& interrupted = watch_interrupts();
    ProgressLine progress(doing, common.quiet);
    const Result result =
        study([&](const StudyProgress& reached) { progress.show(reached); }, interrupted);
    progress.erase();
    if (result.interrupted) {
        return show_interrupted(result, common, options, progress);
    }

    const double seconds = progress.seconds();
    if (!common.quiet) {
        for (const std::string& warning : result.warnings) {
            print_message(fmt::format("warning: {}\n", warning));
        }
    }
    int status = write_files(result, common, options) ? done : not_answered;
    const int printed =
        print_or_complain(common.json == "-" ? result_to_json(result, PLIMSOLL_VERSION)
                                             : page_of(result, common, options, seconds));
    if (printed != done) {
        status = printed;
    }
    const std::string unsure = unsure_volumes(result);
    if (common.study.precision_given && !unsure.empty()) {
        print_message(
            fmt::format("plimsoll: the precision asked for was not reached at {} clients; "
                        "the intervals say how sure each figure is\n",
                        unsure));
        status = not_answered;
    }
    const bool stalled =
        std::any_of(result.volumes.begin(), result.volumes.end(), [](const VolumeFigures& volume) {
            return volume.stalled && volume.horizon == Horizon::cases;
        });
    if (stalled) {
        print_message("plimsoll: some cases never leave; the figures are of those that did\n");
        status = not_answered;
    }
    return status;
}

} // namespace plimsoll

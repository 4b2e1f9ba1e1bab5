// A fuzzer of the reader and of what it accepts.
//
//     plimsoll_fuzz [--seconds 30] [--seed 1] [--only N] [FILE ...]
//
// It takes the examples, the templates, the faulty models of tests/diagnostics and what it found
// before (tests/fuzz/found), changes them at random, reads them, and what is accepted it writes as
// JSON, reads back, simulates for a moment and prints. A crash, a hang, too much memory, a
// sanitiser's fault or a broken promise ends it with status 1, and the text it was at is written
// beside it; FILE runs such a text, --only N the one with that number. The same seed makes the same
// texts: time only decides how many.
#include "model/describe/describe.hpp"
#include "model/text/utf8.hpp"
#include "reports/files/csv.hpp"
#include "reports/files/event_log_csv.hpp"
#include "reports/files/result_json.hpp"
#include "reports/terminal/terminal.hpp"
#include "scenarios/formulas/arrival_rates.hpp"
#include "scenarios/study.hpp"
#include "sim/compile.hpp"
#include "tests/fuzz/mutation.hpp"
#include "tests/model/scene.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <string>
#include <vector>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#define PLIMSOLL_ADDRESS_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define PLIMSOLL_ADDRESS_SANITIZER 1
#endif
#endif
#ifdef PLIMSOLL_ADDRESS_SANITIZER
extern "C" void __sanitizer_set_death_callback(void (*callback)());
#endif

namespace {

using namespace plimsoll;
namespace files = std::filesystem;

// What a signal handler may look at.
std::atomic<bool> stop_simulating{false};
std::atomic<int> ticks{0};
std::string text_at_hand;
std::string fault_file;
constexpr int ticks_a_second = 10;
constexpr int ticks_simulated = 2;
constexpr int ticks_hanging = 20 * ticks_a_second;

void keep_text() {
    const int file = open(fault_file.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (file >= 0 && write(file, text_at_hand.data(), text_at_hand.size()) >= 0) {
        close(file);
    }
    const char words[] = "plimsoll_fuzz: a fault; the text that caused it is kept in ";
    [[maybe_unused]] auto said = write(2, words, sizeof words - 1);
    said = write(2, fault_file.data(), fault_file.size());
    said = write(2, "\n", 1);
}

void on_crash(int signal) {
    keep_text();
    std::signal(signal, SIG_DFL);
    std::raise(signal);
}

void on_tick(int) {
    const int passed = ++ticks;
    if (passed >= ticks_simulated) {
        stop_simulating.store(true);
    }
    if (passed >= ticks_hanging) {
        keep_text();
        const char words[] = "plimsoll_fuzz: it hangs\n";
        [[maybe_unused]] const auto said = write(2, words, sizeof words - 1);
        _exit(1);
    }
}

void watch() {
#ifdef PLIMSOLL_ADDRESS_SANITIZER
    __sanitizer_set_death_callback(keep_text);
#else
    // The sanitiser reserves terabytes for itself.
    const rlimit memory{3U << 30U, 3U << 30U};
    setrlimit(RLIMIT_AS, &memory);
    for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL}) {
        std::signal(signal, on_crash);
    }
#endif
    std::signal(SIGABRT, on_crash);
    struct sigaction tick {};
    tick.sa_handler = on_tick;
    tick.sa_flags = SA_RESTART;
    sigaction(SIGALRM, &tick, nullptr);
    const itimerval often{{0, 1'000'000 / ticks_a_second}, {0, 1'000'000 / ticks_a_second}};
    setitimer(ITIMER_REAL, &often, nullptr);
}

[[noreturn]] void complain(const std::string& sentence) {
    keep_text();
    std::fprintf(stderr, "plimsoll_fuzz: %s\n", sentence.c_str());
    std::_Exit(1);
}

/// A scene as one text, so that a fault can be kept and run again.
std::string one_text(const scene::Scene& scene) {
    std::string text = scene.model.text;
    if (!text.empty() && text.back() != '\n') {
        text += '\n';
    }
    for (const Source& overlay : scene.overlays) {
        text += "---- " + overlay.name + "\n" + overlay.text + "\n";
    }
    if (!scene.settings.empty()) {
        text += "---- set\n";
    }
    for (const std::string& setting : scene.settings) {
        text += setting + "\n";
    }
    return text;
}

/// What is printed of a study reads as figures and words.
void print_pages(const Result& result) {
    TerminalLook look;
    look.seconds = 1;
    std::string pages = result_to_json(result, "0.1.0");
    for (const int width : {80, 96}) {
        look.width = width;
        look.unicode = width == 96;
        const std::string page =
            result.command == "sweep" ? sweep_page(result, look) : run_page(result, look);
        std::istringstream lines(page);
        for (std::string line; std::getline(lines, line);) {
            if (column_count(line) > width) {
                complain("a line is wider than its page: " + line);
            }
        }
        pages += page;
    }
    for (const auto& [name, table] : csv_tables(result)) {
        pages += table;
    }
    if (result.log) {
        pages += event_log_csv(result);
    }
    pages = " " + pages + "\n";
    for (const char* word : {"nan", "inf"}) {
        for (std::size_t at = pages.find(word); at != std::string::npos;
             at = pages.find(word, at + 1)) {
            // A name may hold anything: only what stands by itself where a number would.
            if (std::strchr(" -,", pages[at - 1]) != nullptr &&
                std::strchr(" ,\n\r%]", pages[at + 3]) != nullptr) {
                complain("no number: " + pages.substr(at - std::min<std::size_t>(at, 60), 80));
            }
        }
    }
}

/// Asks of an operation what the program is asked, for a moment only.
void study(const Operation& operation) {
    StudySettings settings;
    settings.threads = 1;
    settings.replications = 2;
    settings.keep_log = true;
    const auto begin = [&] {
        ticks.store(0);
        stop_simulating.store(false);
    };
    const auto ignore = [](const StudyProgress&) {};
    const auto run = [&] {
        begin();
        print_pages(
            run_study(operation, operation.clients_today, settings, ignore, stop_simulating));
    };
    if (text_at_hand.size() % 16 == 0) { // a steady state takes long
        run();
    }
    settings.from_empty = true;
    settings.cases = 20;
    run();
    settings.from_empty = false;
    settings.cases.reset();
    settings.warm_up = 0;
    settings.hours = weekly_open_time(operation.calendar);
    const SweepRange range{{}, {}, {1, operation.clients_today + 1}, {}};
    begin();
    print_pages(sweep_study(operation, range, settings, ignore, stop_simulating));
}

/// Holds the program to its word on one text; true when it was accepted.
bool try_out(const scene::Scene& scene) {
    text_at_hand = one_text(scene);
    ticks.store(0);
    stop_simulating.store(false);
    const ReadResult result = read_operation(scene.model, scene.overlays, scene.settings);
    const std::string said = print(result.diagnostics);
    if (result.operation.has_value() == has_errors(result.diagnostics)) {
        complain("an operation beside an error, or neither");
    }
    if (!result.operation) {
        return false;
    }
    const Operation& operation = *result.operation;
    if (describe(operation).empty()) {
        complain("nothing is read back");
    }
    const std::string json = operation_to_json(operation);
    const std::optional<Operation> again = operation_from_json(json);
    if (!again || !(*again == operation)) {
        complain("the checked model does not come back from its JSON");
    }
    if (expected_arrivals_per_hour(compile(operation), operation.clients_today) <=
        most_cases_an_hour) {
        study(operation);
    }
    return true;
}

bool try_out_and_catch(const scene::Scene& scene) {
    try {
        return try_out(scene);
    } catch (const std::exception& error) {
        complain(fmt::format("an exception: {}", error.what()));
    }
}

std::vector<scene::Scene> seeds() {
    std::vector<files::path> paths;
    for (const char* folder :
         {"examples", "cli/templates", "tests/diagnostics", "tests/fuzz/found"}) {
        for (const auto& entry : files::directory_iterator(files::path(PLIMSOLL_SOURCE) / folder)) {
            if (entry.path().extension() == ".yaml" || entry.path().extension() == ".txt") {
                paths.push_back(entry.path());
            }
        }
    }
    std::sort(paths.begin(), paths.end());
    std::vector<scene::Scene> scenes;
    for (const files::path& path : paths) {
        scenes.push_back(scene::read_scene(path));
    }
    return scenes;
}

scene::Scene random_scene(const std::vector<scene::Scene>& seeds, std::size_t sound,
                          const std::vector<std::string>& texts, fuzz::Luck& luck) {
    // A model that is read to its end shows more than one that stops in its second line: most begin
    // as one of the sound ones, which stand first.
    scene::Scene scene = seeds[luck.below(luck.one_in(4) ? seeds.size() : sound)];
    if (!luck.one_in(5)) {
        scene.model.text = fuzz::mutated(scene.model.text, texts, luck);
    }
    if (luck.one_in(6)) {
        scene.overlays.push_back({"overlay.yaml", texts[luck.below(texts.size())]});
    }
    for (Source& overlay : scene.overlays) {
        overlay.text = fuzz::mutated(overlay.text, texts, luck);
    }
    while (luck.one_in(5)) {
        scene.settings.push_back(fuzz::random_setting(luck));
    }
    return scene;
}

} // namespace

int main(int argc, char** argv) {
    double seconds = 30;
    std::uint64_t seed = 1;
    std::optional<std::uint64_t> only;
    std::vector<std::string> paths;
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        const bool has_value = i + 1 < argc;
        if (word == "--seconds" && has_value) {
            seconds = std::atof(argv[++i]);
        } else if (word == "--seed" && has_value) {
            seed = std::strtoull(argv[++i], nullptr, 10);
        } else if (word == "--only" && has_value) {
            only = std::strtoull(argv[++i], nullptr, 10);
        } else {
            paths.push_back(word);
        }
    }
    fault_file = fmt::format("fuzz-fault-{}.txt", getpid());
    watch();
    for (const std::string& path : paths) {
        std::printf("%s: %s\n", path.c_str(),
                    try_out_and_catch(scene::read_scene(path)) ? "accepted" : "refused");
    }
    if (!paths.empty()) {
        return 0;
    }

    std::vector<scene::Scene> scenes = seeds();
    const auto faulty = std::stable_partition(scenes.begin(), scenes.end(), try_out_and_catch);
    const auto sound = static_cast<std::size_t>(faulty - scenes.begin());
    std::vector<std::string> texts;
    for (const scene::Scene& scene : scenes) {
        texts.push_back(scene.model.text);
        for (const Source& overlay : scene.overlays) {
            texts.push_back(overlay.text);
        }
    }
    const auto start = std::chrono::steady_clock::now();
    const auto passed = [&] {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    };
    std::uint64_t count = 0;
    std::uint64_t accepted = 0;
    for (std::uint64_t number = only.value_or(0); passed() < seconds; ++number) {
        // Each text has luck of its own, so that any of them can be made again alone.
        fuzz::Luck luck(seed * 0x100000001B3U + number);
        fault_file = fmt::format("fuzz-fault-{}-{}.txt", seed, number);
        accepted += try_out_and_catch(random_scene(scenes, sound, texts, luck)) ? 1 : 0;
        ++count;
        if (only) {
            break;
        }
    }
    std::printf("seed %llu: %llu texts from %zu, %llu accepted and simulated, no fault\n",
                static_cast<unsigned long long>(seed), static_cast<unsigned long long>(count),
                scenes.size(), static_cast<unsigned long long>(accepted));
    return 0;
}

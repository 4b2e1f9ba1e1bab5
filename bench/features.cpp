// What each word of the language costs: model B with the word added where it changes little, steps
// a second of one core, as a share of model B's with none.
//
//   features [RUNS] [--json FILE]
#include "bench/figures.hpp"
#include "bench/models.hpp"
#include "bench/timing.hpp"
#include "sim/compile.hpp"

#include <cstdio>
#include <cstdlib>
#include <utility>
#include <vector>

namespace {

using namespace plimsoll;
using namespace plimsoll::bench;

struct Feature {
    const char* name;
    /// Each text of model B that is replaced, and by what.
    std::vector<std::pair<std::string, std::string>> changes;
};

std::vector<Feature> features() {
    const std::string demand = "    demand: 2.4083 per hour\n";
    const std::string close = "close:    {team: desk, effort: lognormal(mean=0.3h cv=1), after: ";
    const std::string build =
        "build:    {team: builders, effort: lognormal(mean=1.2h cv=1), after: [standard, custom]";
    const std::string desk = "desk:    {people: 3";
    return {{"nothing", {}},
            {"due", {{demand, demand + "    due: 1d\n"}}},
            {"cost", {{desk, desk + ", cost: 40 per hour"}}},
            {"delay",
             {{close, "close:    {delay: 1h, team: desk, effort: lognormal(mean=0.3h "
                      "cv=1), after: "}}},
            {"an operation's hours", {{"calendar: always", "calendar: Mon-Fri 09:00-17:00"}}},
            {"a team's own hours",
             {{"calendar: always", "calendar: Mon-Fri 09:00-17:00"},
              {"reviewers: {people: 2", "reviewers: {people: 4, calendar: Mon-Thu 09:00-13:00"}}},
            {"a pattern of demand",
             {{demand, "    demand: {rate: 2.4083 per hour, pattern: {09:00-12:00: 150%}}\n"}}},
            {"kinds of cases", {{demand, demand + "    kinds: {one: 50%, other: rest}\n"}}},
            {"steps side by side",
             {{close + "review}", "note:     {team: desk, effort: 1min, after: build}\n      " +
                                      close + "[review, note]}"}}},
            {"priority",
             {{desk, desk + ", order: priority"},
              {close, "close:    {priority: 2, team: desk, effort: "
                      "lognormal(mean=0.3h cv=1), after: "}}},
            {"named people", {{desk, "desk:    {people: {ann: {}, bob: {}, cid: {}}"}}},
            {"the same person",
             {{desk, "desk:    {people: {ann: {}, bob: {}, cid: {}}"},
              {close, "close:    {person: same as intake, team: desk, effort: "
                      "lognormal(mean=0.3h cv=1), after: "}}},
            {"two people at once", {{build, build + ", with: reviewers"}}},
            {"either of two teams", {{"close:    {team: desk", "close:    {team: [desk, makers]"}}},
            {"helpers", {{desk, "desk:    {people: 3, helps: {builders: 100%}"}}},
            {"patience", {{build, build + ", patience: 60d"}}},
            {"a limit", {{build, build + ", wip: 500"}}},
            {"batches", {{build, build + ", batch: {size: 2, wait: 1h}"}}}};
}

Plan plan_of(const Feature& feature) {
    std::string text = text_of("bench/models/model-b.yaml");
    for (const auto& [from, to] : feature.changes) {
        const std::size_t at = text.find(from);
        if (at == std::string::npos) {
            std::fprintf(stderr, "model B does not say \"%s\"\n", from.c_str());
            std::exit(1);
        }
        text.replace(at, from.size(), to);
    }
    return compile(operation_of(text));
}

} // namespace

int main(int count, char** arguments) {
    Figures figures(count, arguments);
    const int runs = count > 1 ? std::atoi(arguments[1]) : 5;
    const std::vector<Feature> all = features();
    std::vector<Plan> plans;
    for (const Feature& feature : all) {
        plans.push_back(plan_of(feature));
    }
    std::vector<std::vector<double>> speeds(all.size());
    std::vector<double> with_reference;
    WorkUnit unit;
    unit.clients = 1;
    unit.length = 30'000 * hour;
    WorkUnit unit_with_reference = unit;
    unit_with_reference.reference = {2, 4};
    for (int run = 0; run < runs; ++run) {
        for (std::size_t i = 0; i < plans.size(); ++i) {
            speeds[i].push_back(steps_per_second(plans[i], unit));
        }
        with_reference.push_back(steps_per_second(plans.front(), unit_with_reference));
    }
    const double plain = median(speeds.front());
    const auto print = [&](const std::string& name, double speed) {
        std::printf("%-28s %6.2f M steps/s   %.2f of model B's\n", name.c_str(), speed / 1e6,
                    speed / plain);
        figures.add("model B with " + name, speed / 1e6, "M steps/s");
    };
    for (std::size_t i = 0; i < all.size(); ++i) {
        print(all[i].name, median(speeds[i]));
    }
    print("a reference queue beside", median(with_reference));
    return figures.save();
}

// Clients are nested (MODEL.md ruling 15): 1..V are the same clients, with the same cases, in every
// larger run.
#include "sim/compile.hpp"
#include "sim/scene.hpp"

namespace nested_clients_test {

using namespace plimsoll;

namespace {

/// Of each case of clients 1..clients that left: whose it is, when it came, and how long it stayed,
/// which nobody else's work can change here.
std::vector<std::tuple<std::uint32_t, std::uint32_t, Microseconds, Microseconds>>
cases_of(const Plan& plan, std::int64_t volume, std::uint32_t clients) {
    WorkUnit unit;
    unit.seed = 5;
    unit.clients = volume;
    unit.length = 600 * hour;
    unit.keep_log = true;
    const Replication record = simulate(plan, unit, std::atomic<bool>{false});
    std::vector<std::tuple<std::uint32_t, std::uint32_t, Microseconds, Microseconds>> cases;
    for (const LeftRow& row : record.left) {
        if (row.client <= clients) {
            cases.emplace_back(row.client, row.number, row.arrival, row.end);
        }
    }
    std::sort(cases.begin(), cases.end());
    return cases;
}

} // namespace

TEST_CASE("Clients and their cases are the same in every larger run", "[sim]") {
    for (const char* demand :
         {"3 per client per week", "0.05 per client per hour",
          "{rate: 3 per client per week, pattern: {Mon: 200%, 09:00-11:00: 50%}}",
          "{rate: 3 per client per week, between: gamma(cv=0.5)}"}) {
        for (const char* kinds : {"", ", kinds: {small: 70%, large: rest}"}) {
            const std::string effort =
                *kinds == 0 ? "30min..2h" : "{small: 30min..2h, large: 1h..6h}";
            const std::string text =
                fmt::format("calendar: Mon-Fri 09:00-17:00\nclients: {{today: 5{}}}\nteams: {{t: "
                            "{{people: 3000}}}}\nworkflows:\n  w:\n    demand: {}\n    steps:\n"
                            "      s: {{team: t, effort: {}, exits: {{x: 40%, y: rest}}}}\n      "
                            "u: {{team: t, effort: 1h..3h, after: s.x, rework: {{to: s, chance: "
                            "20%}}}}\n",
                            kinds, demand, effort);
            const Plan plan = compile(operation_of(text));
            const auto few = cases_of(plan, 5, 5);
            CHECK(few.size() > 100);
            for (const std::int64_t volume : {6, 8, 33, 400}) {
                INFO(text << volume);
                CHECK(cases_of(plan, volume, 5) == few);
            }
        }
    }
}

} // namespace nested_clients_test

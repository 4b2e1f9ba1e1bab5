// M9 beside every other word of the language: whoever is away, cases come to their end and both
// ledgers close.
#include "catch.hpp"

#include "operations/random_operation.hpp"
#include "sim/mechanism_scene.hpp"
#include "sim/mechanisms/absence.hpp"

#include <optional>
#include <string>

namespace absence_properties_test {

using namespace plimsoll;

namespace {

void check_record(const Scene& scene) {
    check_ledger(scene);
    constexpr auto absent = static_cast<std::size_t>(WorkCategory::absent);
    const Replication& record = scene.record;
    int128 of_people = 0;
    for (std::size_t person = 0; person < record.people_worked.size(); ++person) {
        CHECK(time_worked(record.people_worked[person]) <= record.people_available[person]);
        for (const Microseconds line : record.people_worked[person]) {
            CHECK(line >= 0);
        }
        of_people += record.people_worked[person][absent];
    }
    int128 of_teams = 0;
    for (const TeamSums& team : record.teams) {
        of_teams += team.worked[absent];
    }
    CHECK((of_people == of_teams));
}

} // namespace

TEST_CASE("M9 with every other word: cases end, ledgers close", "[sim][mechanisms]") {
    int tried = 0;
    for (std::uint64_t seed = 0; seed < 150; ++seed) {
        CAPTURE(seed);
        const auto operation = read_operation({"model.yaml", "away: {sick: 60 days per year}\n" +
                                                                 random_operation_text(seed)})
                                   .operation;
        if (!operation || !Absence::is_in_force(*operation)) {
            continue;
        }
        ++tried;
        WorkUnit some;
        some.clients = 5;
        some.seed = seed;
        some.cases = 25;
        const Scene to_the_end = run_mechanisms<Absence>(*operation, some);
        CHECK(to_the_end.record.open_cases == 0);
        check_record(to_the_end);

        WorkUnit window;
        window.clients = 5;
        window.seed = seed;
        window.warm_up = 20 * hour;
        window.length = 200 * hour;
        const Scene scene = run_mechanisms<Absence>(*operation, window);
        check_record(scene);
        CHECK(run_mechanisms<Absence>(*operation, window).record == scene.record);
    }
    CHECK(tried > 50);
}

} // namespace absence_properties_test

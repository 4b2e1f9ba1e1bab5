// M8 beside every other word of the language: whatever is asked, decided or not, cases come to
// their end and both ledgers close.
#include "catch.hpp"

#include "operations/random_operation.hpp"
#include "sim/mechanism_scene.hpp"
#include "sim/mechanisms/decisions.hpp"

#include <optional>
#include <string>

namespace decisions_properties_test {

using namespace plimsoll;

namespace {

const std::string asks = "escalates: 30%\ndecisions: {take: 20min, deadline: 6h}\n";

/// A team that does nothing else decides.
std::optional<Operation> with_judge(const std::string& text) {
    const std::size_t teams = text.find("\nteams:\n");
    if (teams == std::string::npos) {
        return std::nullopt;
    }
    std::string all = asks + text;
    all.insert(asks.size() + teams + 8, "  judge: {people: 1, decides: 10h per week}\n");
    return read_operation({"model.yaml", all}).operation;
}
/// Whoever stands first in the file decides, and does steps in the other hours.
std::optional<Operation> with_founders(const std::string& text) {
    return read_operation({"model.yaml", asks + "decides: 4h per week\n" + text}).operation;
}

void check_record(const Scene& scene) {
    check_ledger(scene);
    const Replication& record = scene.record;
    int128 of_people = 0;
    for (std::size_t person = 0; person < record.people_worked.size(); ++person) {
        const auto of_person = total_of<Microseconds>(record.people_worked[person]);
        CHECK(of_person <= record.people_available[person]);
        for (const Microseconds line : record.people_worked[person]) {
            CHECK(line >= 0);
        }
        of_people += of_person;
    }
    int128 of_teams = 0;
    for (std::size_t team = 0; team < record.teams.size(); ++team) {
        of_teams +=
            scene.plan.teams[team].unlimited ? 0 : total_of<int128>(record.teams[team].worked);
        const int128 decided =
            record.teams[team].worked[static_cast<std::size_t>(WorkCategory::decisions)];
        const bool decides = team >= scene.plan.declared_teams();
        CHECK((decided == (decides ? total_of<int128>(record.teams[team].worked) : int128{0})));
    }
    CHECK((of_people == of_teams));
}

/// Whether it is a valid operation in which something is asked.
bool check_operation(const std::optional<Operation>& operation, std::uint64_t seed) {
    if (!operation || !Decisions::is_in_force(*operation)) {
        return false;
    }
    WorkUnit some;
    some.clients = 5;
    some.seed = seed;
    some.cases = 25;
    const Scene to_the_end = run_mechanisms<Decisions>(*operation, some);
    CHECK(to_the_end.record.open_cases == 0);
    check_record(to_the_end);

    WorkUnit window;
    window.clients = 5;
    window.seed = seed;
    window.warm_up = 20 * hour;
    window.length = 200 * hour;
    const Scene scene = run_mechanisms<Decisions>(*operation, window);
    check_record(scene);
    CHECK(run_mechanisms<Decisions>(*operation, window).record == scene.record);
    return true;
}

} // namespace

TEST_CASE("M8 with every other word: cases end, ledgers close", "[sim][mechanisms]") {
    int judged = 0;
    int shared = 0;
    for (std::uint64_t seed = 0; seed < 150; ++seed) {
        CAPTURE(seed);
        const std::string text = random_operation_text(seed);
        judged += check_operation(with_judge(text), seed) ? 1 : 0;
        shared += check_operation(with_founders(text), seed) ? 1 : 0;
    }
    CHECK(judged > 70);
    CHECK(shared > 30);
}

} // namespace decisions_properties_test

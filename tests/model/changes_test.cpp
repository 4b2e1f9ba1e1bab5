// One change at a time, as `--set` takes it.
#include "catch.hpp"
#include "model/read/changes.hpp"

namespace changes_test {

using namespace plimsoll;

namespace {

ModelText text_of(const std::string& teams, const std::string& rest = "") {
    return {{"m.yaml", "teams:\n" + teams +
                           "workflows:\n  w:\n    demand: 1 per client per month\n" + rest +
                           "    steps:\n      s: {team: t, effort: 1h}\n"}};
}

std::vector<std::string> settings_of(const ModelText& text) {
    std::vector<std::string> settings;
    for (const Change& change : changes_of_one(text)) {
        settings.push_back(change.setting);
        INFO(change.setting);
        CHECK(changed_operation(text, change.setting)); // `--set` takes it
    }
    return settings;
}

using Settings = std::vector<std::string>;

} // namespace

TEST_CASE("Changes of one: people, hours, units and places", "[model][changes]") {
    CHECK(settings_of(text_of("  t: {people: 6}\n")) == Settings{"teams.t.people=+1"});
    CHECK(settings_of(text_of("  t: {units: 2}\n")) == Settings{"teams.t.units=+1"});
    CHECK(settings_of(text_of("  t: {people: 1, available: 5h per week}\n")) ==
          Settings{"teams.t.available=+5h per week"});
    // Of 40 h a week 38 are taken: all of it. Half of them and five hours are 62.5%.
    CHECK(settings_of(text_of("  t: {people: 1, available: 38h per week}\n")) ==
          Settings{"teams.t.available=100%"});
    CHECK(settings_of(text_of("  t: {people: 2, available: 50%}\n")) ==
          Settings{"teams.t.available=62.5%"});
    CHECK(settings_of(text_of("  t: {people: 2, available: 100%}\n")) ==
          Settings{"teams.t.people=+1"});
    // A week has 40 h, a day 8: two days and five hours are 21 h.
    CHECK(settings_of(text_of("  t: {people: 1, available: 2d per week}\n")) ==
          Settings{"teams.t.available=21h per week"});
    CHECK(
        settings_of(text_of(
            "  t: {people: {anna: {available: 20h per week}, ben: {available: 8h per week}}}\n")) ==
        Settings{"teams.t.people.anna.available=+5h per week",
                 "teams.t.people.ben.available=+5h per week"});
    CHECK(settings_of(text_of("  t: {people: {anna: {available: 20h per week}, ben: {}}}\n")) ==
          Settings{"teams.t.people=+1", "teams.t.people.anna.available=+5h per week"});
    CHECK(settings_of(text_of("  t: {people: unlimited}\n")).empty());
    CHECK(settings_of(text_of("  t: {people: 1, wip: 8}\n", "    wip: 3\n")) ==
          Settings{"teams.t.people=+1", "teams.t.wip=+1", "workflows.w.wip=+1"});
}

TEST_CASE("Changes of one say from what to what", "[model][changes]") {
    const std::vector<Change> all =
        changes_of_one(text_of("  t: {people: 1, available: 5h per week}\n"));
    REQUIRE(all.size() == 1);
    CHECK(all[0].of == Change::Of::hours);
    CHECK(all[0].before == Approx(5));
    CHECK(all[0].after == Approx(10));
    const std::optional<Operation> changed =
        changed_operation(text_of("  t: {people: 1, available: 5h per week}\n"), all[0].setting);
    REQUIRE(changed);
    CHECK(weekly_open_time(changed->teams[0].members[0].calendar) == 10 * hour);
}

TEST_CASE("A tenth more of a team, and at least one", "[model][changes]") {
    const auto first = [](const std::string& teams) {
        const std::vector<std::string> settings = settings_for_a_tenth_more(text_of(teams), 0);
        return settings.empty() ? std::string{} : settings.front();
    };
    CHECK(first("  t: {people: 1}\n") == "teams.t.people=+1");
    CHECK(first("  t: {people: 14}\n") == "teams.t.people=+1");
    CHECK(first("  t: {people: 15}\n") == "teams.t.people=+2");
    CHECK(first("  t: {units: 30}\n") == "teams.t.units=+3");
    CHECK(first("  t: {people: 1, available: 5h per week}\n") == "teams.t.available=+10%");
    CHECK(first("  t: {people: unlimited}\n").empty());
}

TEST_CASE("Where people differ in skills one more is of each kind", "[model][changes]") {
    const ModelText text =
        text_of("  t: {people: {mono: {count: 6}, bi: {count: 2, skills: [f]}}}\n");
    CHECK(settings_of(text) ==
          Settings{"teams.t.people.mono.count=7", "teams.t.people.bi.count=3"});
    CHECK(changes_of_one(text)[1].member == "bi");
}

TEST_CASE("Changes of one are of tools, too", "[model][changes]") {
    const ModelText text{{"m.yaml", "teams: {t: {people: unlimited}}\ntools: {kiln: {units: 2}}\n"
                                    "workflows:\n  w:\n    demand: 1 per client per month\n"
                                    "    steps:\n      s: {team: t, tool: kiln, effort: 1h}\n"}};
    CHECK(settings_of(text) == Settings{"tools.kiln.units=+1"});
    const std::optional<Operation> operation = changed_operation(text, "");
    REQUIRE(operation);
    REQUIRE(operation->teams.size() == 2);
    CHECK(settings_for_a_tenth_more(text, 1) == Settings{"tools.kiln.units=+1"});
}

} // namespace changes_test

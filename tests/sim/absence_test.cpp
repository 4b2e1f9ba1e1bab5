// M9 through the engine: who is away and for how long, what becomes of the work, and who does what
// only some know.
#include "catch.hpp"

#include "scenarios/figures/sums.hpp"
#include "sim/mechanism_scene.hpp"
#include "sim/mechanisms/absence.hpp"
#include "sim/mechanisms/switching.hpp"

#include <cmath>
#include <string>
#include <vector>

namespace absence_test {

using namespace plimsoll;

namespace {

/// Sends people away at times that a story needs.
class OnLeave {
public:
    static constexpr int number = 99;
    struct Leave {
        std::uint32_t person = 0;
        Microseconds from = 0;
        Microseconds to = 0;
    };
    static std::vector<Leave>& leaves() {
        static std::vector<Leave> all;
        return all;
    }

    explicit OnLeave(const Plan&) {}
    static bool is_in_force(const Operation&) { return true; }
    static std::shared_ptr<const PlanMechanism> compile(const Operation&, Plan& plan, Clocks&) {
        plan.people_go_away = true;
        plan.stops_work = true;
        return std::make_shared<PlanMechanism>();
    }
    template <class Engine>
    void begin(Engine& engine) {
        for (std::uint32_t i = 0; i < leaves().size(); ++i) {
            set_event_of(engine, EventKind::away, number, i, leaves()[i].from);
        }
    }
    template <class Engine>
    void goes_away(Engine& engine, std::uint32_t event) {
        send_away(engine, leaves()[event].person);
        set_event_of(engine, EventKind::back, number, event, leaves()[event].to);
    }
    template <class Engine>
    void comes_back(Engine& engine, std::uint32_t event) {
        bring_back(engine, leaves()[event].person);
    }
};

Scene play_away(const std::string& text, std::int64_t cases,
                const std::vector<OnLeave::Leave>& leaves) {
    OnLeave::leaves() = leaves;
    return play_mechanisms<Absence, OnLeave, Switching>(text, cases);
}

/// Mon 09:00 comes the first case of every hour; all are there 09:00 to 17:00.
std::string office(const std::string& teams, const std::string& steps,
                   const std::string& top = "") {
    return "assumptions: neutral\naway: {sick: 0 days per year}\ncover: {speed: 50%, errors: 2}\n" +
           top + "teams:\n" + teams + "workflows:\n  w:\n    demand: every 1h\n    steps:\n" +
           steps;
}

constexpr Microseconds mon(Microseconds time) {
    return time;
}
constexpr Microseconds tue(Microseconds time) {
    return day + time;
}

const std::string sick_office =
    "assumptions: neutral\ncalendar: Mon-Fri 09:00-17:00\n"
    "teams: {t: {people: 4, cost: 40 per hour, away: {sick: 12 days per year}}}\n"
    "workflows:\n  w:\n    demand: 2 per client per day\n    steps:\n"
    "      do: {team: t, effort: 30min}\n";

Scene run_years(const std::string& text, std::int64_t clients, std::uint64_t seed,
                Microseconds length) {
    WorkUnit unit;
    unit.clients = clients;
    unit.seed = seed;
    unit.length = length;
    return run_mechanisms<Absence>(operation_of(text), unit);
}

Microseconds absent(const Scene& scene, std::size_t person) {
    return scene.record.people_worked[person][static_cast<std::size_t>(WorkCategory::absent)];
}

} // namespace

TEST_CASE("M9.17: of all hours the share sick / Y is spent away", "[sim][mechanisms]") {
    // 12 of 240 days: 5%. A spell and the time before it are exponential of 1.5 and 28.5 days, so
    // the share of T days has the variance 2 p (1 - p) r / T with 1/r = 1/1.5 + 1/28.5.
    constexpr double p = 12. / 240;
    constexpr double days = 25'000;
    const double r = 1 / (1 / 1.5 + 1 / 28.5);
    for (const std::uint64_t seed : {11U, 12U, 13U}) {
        const Scene scene =
            run_years(sick_office, 1, seed, static_cast<Microseconds>(days) * 8 * hour);
        double share = 0;
        for (std::size_t person = 0; person < 4; ++person) {
            const auto available = static_cast<double>(scene.record.people_available[person]);
            const auto away = static_cast<double>(absent(scene, person));
            CHECK(available + away == Approx(days * 8 * static_cast<double>(hour)));
            share += away / (available + away) / 4;
        }
        const double deviation = std::sqrt(2 * p * (1 - p) * r / (4 * days));
        CHECK(std::abs(share - p) < 2.576 * deviation);
        check_ledger(scene);
    }
}

TEST_CASE("M9.17, G1: spells are the same at every volume", "[sim][mechanisms]") {
    const Scene few = run_years(sick_office, 1, 11, 960 * hour);
    const Scene many = run_years(sick_office, 30, 11, 960 * hour);
    CHECK(absent(few, 0) + absent(few, 1) > 0);
    for (std::size_t person = 0; person < 4; ++person) {
        CHECK(absent(few, person) == absent(many, person));
    }
    CHECK(run_years(sick_office, 30, 11, 960 * hour).record == many.record);
}

TEST_CASE("M9.17: away is paid and absent, not available; paid when working: neither",
          "[sim][mechanisms]") {
    const Scene paid_all = run_years(sick_office, 10, 12, 960 * hour);
    const TeamSums& team = paid_all.record.teams[0];
    const double away = absent_hours(team);
    CHECK(away > 0);
    CHECK(hours(team.available) + away == Approx(4 * 960).epsilon(1e-12));
    CHECK(paid_hours(paid_all.plan, paid_all.record, 0) == Approx(4 * 960).epsilon(1e-12));
    CHECK(paid(paid_all.plan, paid_all.record, 0) == Approx(40 * 4 * 960).epsilon(1e-12));
    CHECK(worked_hours(team) <= hours(team.available));

    std::string text = sick_office;
    text.replace(text.find("cost:"), 5, "paid: when working, cost:");
    const Operation operation = operation_of(text);
    if (operation.teams.front().paid_when_working) {
        const Scene some = run_years(text, 10, 12, 960 * hour);
        CHECK((some.record.teams[0].available == team.available));
        CHECK(absent_hours(some.record.teams[0]) == 0);
        CHECK(paid_hours(some.plan, some.record, 0) == worked_hours(some.record.teams[0]));
    }
}

TEST_CASE("M9.17: machines and suppliers are never ill", "[sim][mechanisms]") {
    const std::string team = "teams: {t: {people: 4, cost: 40 per hour, away: {sick: 12 days per "
                             "year}}}";
    for (const std::string other :
         {"teams: {t: {units: 4}}", "teams: {t: {people: 4, outside: yes}}"}) {
        std::string text = sick_office;
        text.replace(text.find(team), team.size(), other + "\naway: {sick: 12 days per year}");
        CHECK_FALSE(Absence::is_in_force(operation_of(text)));
    }
}

TEST_CASE("M9.18: work in hand returns to the head of its queue with what is left",
          "[sim][mechanisms]") {
    // Two people, 4 h each. 0 falls ill at 11:00 with 3 h of case 0 left (18): 1, who is free, goes
    // on with it before case 1, which comes at that instant. Case 1 stops for the night (7), case 2
    // is begun when 0 is back (8).
    const std::string text =
        office("  t: {people: 2}\n", "      do: {team: t, effort: exactly 4h}\n");
    const Scene scene = play_away(text, 3, {{0, mon(11 * hour), tue(10 * hour)}});
    CHECK(diary(scene) ==
          DiaryLines{"Mon 10:00 - Mon 11:00 do 0 by 0", "Mon 11:00 - Mon 14:00 do 0 by 1",
                     "Mon 14:00 - Tue 10:00 do 1 by 1", "Tue 10:00 - Tue 14:00 do 2 by 0"});
    CHECK(worked(scene, WorkCategory::direct) == 12 * hour);
    CHECK(scene.at_step("do").visits == 3);
    CHECK(scene.at_step("do").effort == 12 * hour);
    check_ledger(scene);
}

namespace {

/// Only Anna knows, and she is away from Mon 12:00 to Tue 11:00.
Scene without_anna(const std::string& cover) {
    return play_away(
        office("  t: {people: {anna: {}, tom: {}}}\n",
               "      do: {team: t, effort: exactly 1h, knows: [anna]" + cover + "}\n"),
        4, {{0, mon(12 * hour), tue(11 * hour)}});
}

} // namespace

TEST_CASE("M9.19: with nobody else who may, the visit waits for those who know it: blocked",
          "[sim][mechanisms]") {
    const Scene scene = without_anna("");
    CHECK(diary(scene) ==
          DiaryLines{"Mon 10:00 - Mon 11:00 do 0 by 0", "Mon 11:00 - Mon 12:00 do 1 by 0",
                     "Tue 11:00 - Tue 12:00 do 2 by 0", "Tue 12:00 - Tue 13:00 do 3 by 0"});
    // Case 2 from 12:00 and case 3 from 13:00 to Tue 11:00, then behind case 2.
    CHECK(elapsed(scene, 0, ElapsedCategory::blocked) == 13 * hour);
    CHECK(elapsed(scene, 0, ElapsedCategory::queue) == 1 * hour);
    check_ledger(scene);
}

TEST_CASE("M9.19: with a runbook anybody else of the team does it, at the speed of cover",
          "[sim][mechanisms]") {
    const Scene scene = without_anna(", runbook: yes");
    CHECK(diary(scene) ==
          DiaryLines{"Mon 10:00 - Mon 11:00 do 0 by 0", "Mon 11:00 - Mon 12:00 do 1 by 0",
                     "Mon 12:00 - Mon 14:00 do 2 by 1", "Mon 14:00 - Mon 16:00 do 3 by 1"});
    CHECK(elapsed(scene, 0, ElapsedCategory::blocked) == 0);
    check_ledger(scene);
}

TEST_CASE("M9.19: a deputy alone does it at half of that, and ends what is in hand",
          "[sim][mechanisms]") {
    // Tom goes on with case 3 next morning, though Anna is back at 11:00 (7).
    const Scene scene = without_anna(", deputy: tom");
    CHECK(diary(scene) ==
          DiaryLines{"Mon 10:00 - Mon 11:00 do 0 by 0", "Mon 11:00 - Mon 12:00 do 1 by 0",
                     "Mon 12:00 - Mon 16:00 do 2 by 1", "Mon 16:00 - Tue 12:00 do 3 by 1"});
    check_ledger(scene);
}

TEST_CASE("M9.19: on a day on which who knows has no hours others stand in", "[sim][mechanisms]") {
    const Scene scene =
        play_away(office("  t: {people: {anna: {calendar: Mon 09:00-17:00}, tom: {}}}\n",
                         "      do: {team: t, effort: exactly 1h, knows: anna, runbook: yes}\n"),
                  8, {});
    const DiaryLines lines = diary(scene);
    REQUIRE(lines.size() == 8);
    CHECK(lines[6] == "Mon 16:00 - Mon 17:00 do 6 by 0");
    CHECK(lines[7] == "Tue 09:00 - Tue 11:00 do 7 by 1");
    check_ledger(scene);
}

} // namespace absence_test

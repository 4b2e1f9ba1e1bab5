// M6: its formula, and through the engine.
#include "catch.hpp"

#include "sim/mechanism_scene.hpp"
#include "sim/mechanisms/handoffs.hpp"
#include "sim/mechanisms/meeting_share.hpp"
#include "sim/mechanisms/meetings.hpp"
#include "sim/mechanisms/switching.hpp"

#include <cmath>
#include <string>
#include <vector>

namespace meetings_test {

using namespace plimsoll;

namespace {

double share_of(double people, double split = 0, double liaison = 0) {
    return meeting_share({people, 40, 0.25, split, liaison, 0.6});
}

TeamMeetings team_of(const std::string& team) {
    const Operation operation = operation_of(
        "assumptions: typical\ncalendar: Mon-Fri 09:00-17:00\nteams: {t: {" + team + "}}\n" +
        "workflows:\n  w:\n    demand: every 1h\n    steps:\n"
        "      do: {team: t, effort: 10min}\n");
    return meetings_of(operation, operation.teams.front()).value_or(TeamMeetings{});
}

const std::string two_people = "assumptions: neutral\ncalendar: always\n"
                               "teams: {t: {people: 2, meetings: 42h per week per colleague}}\n"
                               "workflows:\n  w:\n    demand: every 5h\n    steps:\n"
                               "      do: {team: t, effort: exactly 1h}\n";

} // namespace

TEST_CASE("M6.12: the share of 24 people, in one team and in sub-teams of eight",
          "[sim][mechanisms]") {
    CHECK(share_of(24) == Approx(0.14375).epsilon(1e-12));
    CHECK(share_of(24, 8, 1) == Approx(0.05).epsilon(1e-12));
    // Known answers of the form (Brooks 1975): a quarter of an hour a week with each colleague.
    CHECK(share_of(10) == Approx(0.05625).epsilon(1e-12));
    CHECK(share_of(20) == Approx(0.11875).epsilon(1e-12));
    CHECK(share_of(30) == Approx(0.18125).epsilon(1e-12));
    CHECK(share_of(1) == 0);
    CHECK(share_of(4.5) == Approx(0.00625 * 3.5).epsilon(1e-12));
    CHECK(share_of(500) == 0.6);
    // Another: 30 people of 35 hours in sub-teams of seven, 12 minutes and 45 minutes.
    CHECK(meeting_share({30, 35, 0.2, 7, 0.75, 0.6}) ==
          Approx(0.2 * 5 / 35 + 0.75 * 5 * 4 / (30 * 35)).epsilon(1e-12));
    // One pairwise hour a week: 210 productive hours of six people, 264 of eight.
    for (const auto& [people, hours] : {std::pair{6., 210.}, std::pair{8., 264.}}) {
        const double share = meeting_share({people, 40, 1, 0, 0, 1});
        CHECK(people * 40 * (1 - share) == Approx(hours).epsilon(1e-12));
    }
}

TEST_CASE("M6.13: beyond 80.5 people more of them do less", "[sim][mechanisms]") {
    const TeamMeetings team{80, 40, 0.25, 0, 0, 1};
    CHECK(most_productive_people(team) == Approx(80.5).epsilon(1e-12));
    const auto productive = [](double people) {
        return people * (1 - meeting_share({people, 40, 0.25, 0, 0, 1}));
    };
    CHECK(productive(80) > productive(79));
    CHECK(productive(81) == Approx(productive(80)).epsilon(1e-12));
    CHECK(productive(82) < productive(81));
}

TEST_CASE("M6.12: who counts as a colleague", "[sim][mechanisms]") {
    CHECK(team_of("people: 4.5").people == 4.5);
    CHECK(team_of("people: 4.5").week == 40);
    CHECK(team_of("people: {ann: {}, bob: {}, others: {count: 3}}").people == 5);
    CHECK(team_of("people: 3, available: 20h per week").people == 3);
    CHECK(team_of("people: 3, available: 20h per week").week == 20);
    CHECK(team_of("people: 6").each == 0.25);
    CHECK(team_of("people: 6, meetings: 1h per week per colleague").each == 1);
    CHECK(team_of("people: 12, split: 4").split == 4);
    // Nobody: one person, machines, those outside, the unlimited.
    for (const char* nobody :
         {"people: 1", "units: 5", "people: 5, outside: yes", "people: unlimited",
          "people: 5, meetings: 0min per week per colleague"}) {
        INFO(nobody);
        CHECK(team_of(nobody).people == 0);
    }
}

TEST_CASE("M6.12: work takes longer by the share, and idle time has the same share of meetings",
          "[sim][mechanisms]") {
    // 42 of 168 hours with the one colleague: a quarter. An hour's work takes 80 minutes.
    const Scene scene = play_mechanisms<Meetings>(two_people, 3);
    CHECK(whole_diary(scene) == DiaryLines{"Mon 05:00 - Mon 06:20 do 0 by 0",
                                           "Mon 10:00 - Mon 11:20 do 1 by 1",
                                           "Mon 15:00 - Mon 16:20 do 2 by 0"});
    CHECK(worked(scene, WorkCategory::direct) == 3 * hour);
    // Two people for 16 h 20 min: a quarter of it, busy or not.
    CHECK(scene.record.teams[0].available == 2 * 980 * minute);
    CHECK(worked(scene, WorkCategory::coordination) == 490 * minute);
    CHECK(elapsed(scene, 0, ElapsedCategory::touch) == 240 * minute);
    check_ledger(scene);
}

TEST_CASE("M6.12: meetings take so many hours whatever the volume", "[sim][mechanisms]") {
    const Operation operation =
        operation_of("assumptions: neutral\ncalendar: Mon-Fri 09:00-17:00\n"
                     "teams: {t: {people: 9, meetings: 1h per week per colleague}}\n"
                     "workflows:\n  w:\n    demand: 1 per client per day\n    steps:\n"
                     "      do: {team: t, effort: 30min}\n");
    for (const std::int64_t clients : {5, 40, 100}) {
        WorkUnit unit;
        unit.clients = clients;
        unit.length = 400 * hour;
        const Scene scene = run_mechanisms<Meetings>(operation, unit);
        const auto coordination = static_cast<double>(worked(scene, WorkCategory::coordination));
        const auto available = static_cast<double>(scene.record.teams[0].available);
        CHECK(coordination / available == Approx(0.2).epsilon(1e-4));
        for (std::size_t person = 0; person < scene.record.people_worked.size(); ++person) {
            CHECK(total_of<Microseconds>(scene.record.people_worked[person]) <=
                  scene.record.people_available[person]);
        }
    }
}

TEST_CASE("M6.12: of several people the largest share holds; switching is stretched, too",
          "[sim][mechanisms]") {
    // t: a quarter; u: one person, none. Together 20 minutes take 26 min 40 s.
    const Scene scene = play_mechanisms<Switching, Meetings>(
        "assumptions: neutral\ncalendar: always\n"
        "teams:\n  t: {people: 2, meetings: 42h per week per colleague, switching: 6min}\n"
        "  u: {people: 1, switching: 6min}\n"
        "workflows:\n"
        "  a:\n    demand: every 1h\n    steps:\n      do: {team: u, effort: exactly 20min}\n"
        "  b:\n    demand: every 90min\n    steps:\n"
        "      pair: {team: t, with: u, effort: exactly 20min}\n",
        2);
    // u has done other work: 6 min more, and (20 + 6) / 0.75 min in all.
    CHECK(whole_diary(scene) ==
          DiaryLines{"Mon 01:00 - Mon 01:20 do 0 by 2", "Mon 01:30 - Mon 02:04:40 pair 0 by 0+2"});
    check_ledger(scene);
}

TEST_CASE("M6 off changes nothing", "[sim][mechanisms]") {
    const std::string text =
        "assumptions: neutral\nteams: {t: {people: 1, meetings: 1h per week per "
        "colleague}}\nworkflows:\n  w:\n    demand: every 1h\n    steps:\n"
        "      do: {team: t, effort: 10min}\n";
    const Scene off = play_mechanisms<Meetings>(text, 50);
    CHECK_FALSE(off.plan.has_mechanisms());
    CHECK(off.record == record_without(text, 50));
}

} // namespace meetings_test

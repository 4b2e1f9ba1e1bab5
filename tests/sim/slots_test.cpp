// Appointments with somebody who has a skill, with a room, with the client's own person, several in
// a course: whose diary they are booked in, and what is taken at their time (MODEL.md: slot).
#include "sim/scene.hpp"

#include <map>
#include <set>

namespace slots_test {

using namespace plimsoll;

namespace {

/// Nobody has two appointments at once: starts of each person, each so long.
void check_diaries(const Scene& scene, const std::string& step, Microseconds every) {
    std::map<int, Microseconds> free_from;
    std::vector<LogRow> rows = scene.record.log;
    std::sort(rows.begin(), rows.end(),
              [](const LogRow& a, const LogRow& b) { return a.start < b.start; });
    for (const LogRow& row : rows) {
        if (scene.step(row.step).name == step) {
            CHECK(row.start >= free_from[row.people.front()]);
            free_from[row.people.front()] = row.start + every;
        }
    }
}

/// A diary kept by hand, sharing nothing with the engine: the first time on the person's own grid,
/// minute by minute, at which so many minutes are free.
struct Diary {
    std::vector<std::pair<int, int>> openings; ///< of a working day, in minutes
    std::vector<std::pair<int, int>> taken;    ///< from, to; days of 1440 minutes
    int first_free(int from, int every) const {
        for (int time = from;; ++time) {
            if (time / 1440 % 7 >= 5) {
                continue;
            }
            for (const auto& [opens, closes] : openings) {
                const int within = time % 1440 - opens;
                const bool offered =
                    within >= 0 && within % every == 0 && time % 1440 + every <= closes;
                const bool is_taken = std::any_of(taken.begin(), taken.end(), [&](const auto& one) {
                    return one.first < time + every && time < one.second;
                });
                if (offered && !is_taken) {
                    return time;
                }
            }
        }
    }
};

} // namespace

TEST_CASE("a course of therapy: by those who know knees, each time in a room", "[sim][slot]") {
    const Scene scene = play(R"(
assumptions: neutral
teams:
  therapists: {people: {ida: {skills: [knee]}, jon: {}, kim: {skills: [knee]}}}
  rooms: {units: 2}
workflows:
  course:
    demand: 10 per month
    steps:
      book:  {team: therapists, effort: exactly 5min}
      treat: {team: therapists, with: [rooms], after: book, effort: exactly 25min, skill: knee, slot: {every: 30min, lead: 1d..5d, no_show: 10%}, times: {count: 4, apart: 7cd}}
)",
                             50);
    CHECK((scene.at_step("treat").visits == 200)); // four a course
    CHECK((scene.at_step("treat").effort == 200 * 25 * minute));
    std::map<std::uint32_t, std::vector<std::pair<Microseconds, Microseconds>>> courses;
    for (const LogRow& row : scene.record.log) {
        if (scene.step(row.step).name != "treat") {
            continue;
        }
        REQUIRE(row.people.size() == 2);
        CHECK((row.people[0] == 0 || row.people[0] == 2)); // Ida or Kim
        CHECK(row.people[1] >= 3);                         // a room
        CHECK(row.end - row.start == 25 * minute);
        CHECK((row.start - 9 * hour) % (30 * minute) == 0);
        courses[row.number].emplace_back(row.start, row.end);
    }
    for (auto& [number, visits] : courses) {
        std::sort(visits.begin(), visits.end());
        for (std::size_t i = 1; i < visits.size(); ++i) {
            CHECK(visits[i].first >= visits[i - 1].second + 7 * day);
        }
    }
    check_diaries(scene, "treat", 30 * minute);
    check_ledger(scene);
}

TEST_CASE("appointments of two lengths, and for those who may do them, in one diary each",
          "[sim][slot]") {
    const Scene scene = play(R"(
calendar: Mon-Fri 09:00-17:00
teams:
  doctors: {people: {a: {skills: [scan], calendar: Mon-Fri 09:00-12:00 + 13:00-17:00}, b: {calendar: Mon-Fri 10:00-16:30}}}
workflows:
  visits:
    demand: every 7min
    steps: {see: {team: doctors, effort: exactly 5min, slot: {every: 20min}}}
  scans:
    demand: every 40min
    steps: {scan: {team: doctors, effort: exactly 5min, skill: scan, slot: {every: 40min}}}
)",
                             300);
    // The same by hand: b may do fewer things, and is booked first where both are free.
    Diary a{{{540, 720}, {780, 1020}}, {}};
    Diary b{{{600, 990}}, {}};
    std::vector<int> visits;
    std::vector<int> scans;
    int visit = 7;
    int scan = 40;
    const auto on_the_wall = [](int open) {
        const int opening = open / 480 / 5 * 7 * 1440 + open / 480 % 5 * 1440 + 540;
        return opening + open % 480;
    };
    for (int cases = 0; cases < 300; ++cases) {
        if (visit <= scan) {
            const int from = on_the_wall(visit);
            const int with_a = a.first_free(from, 20);
            const int with_b = b.first_free(from, 20);
            const int time = std::min(with_a, with_b);
            (with_b <= with_a ? b : a).taken.emplace_back(time, time + 20);
            visits.push_back(time);
            visit += 7;
        } else {
            const int time = a.first_free(on_the_wall(scan), 40);
            a.taken.emplace_back(time, time + 40);
            scans.push_back(time);
            scan += 40;
        }
    }
    std::vector<int> seen(visits.size(), -1);
    std::vector<int> scanned(scans.size(), -1);
    for (const LogRow& row : scene.record.log) {
        (scene.step(row.step).name == "see" ? seen : scanned)[row.number] =
            static_cast<int>(row.ready / minute);
    }
    CHECK(seen == visits);
    CHECK(scanned == scans);
    check_ledger(scene);
}

TEST_CASE("several appointments are booked one after the other", "[sim][slot][times]") {
    const Scene scene = play(R"(
calendar: Mon-Fri 09:00-17:00
teams: {doctors: {people: 3}}
workflows:
  patients:
    demand: every 50min
    steps: {see: {team: doctors, effort: exactly 20min, slot: {every: 30min}, times: 3}}
)");
    CHECK(diary(scene) == DiaryLines{"Mon 10:00 - Mon 10:20 see 0 by 0",
                                     "Mon 10:30 - Mon 10:50 see 0 by 1",
                                     "Mon 11:00 - Mon 11:20 see 0 by 2"});
    check_ledger(scene);
}

TEST_CASE("the client's own person is booked in that person's diary", "[sim][slot][people]") {
    WorkUnit unit;
    unit.clients = 7;
    unit.cases = 300;
    unit.keep_log = true;
    const Scene scene = run(operation_of(R"(
calendar: Mon-Fri 09:00-17:00
teams: {advisers: {people: {a: {}, b: {calendar: Mon-Fri 09:00-12:00}, c: {}}}}
workflows:
  talks:
    demand: 5 per client per day
    steps: {talk: {team: advisers, effort: exactly 30min, person: of the client, slot: {every: 30min}}}
)"),
                            unit);
    REQUIRE(scene.record.log.size() == 300);
    for (const LogRow& row : scene.record.log) {
        CHECK(row.people == std::vector<int>{static_cast<int>(row.client % 3)});
    }
    check_diaries(scene, "talk", 30 * minute);
    CHECK((scene.at_step("talk").wait == 0));
    check_ledger(scene);
}

TEST_CASE("another appointment is with who gave the first, or with another",
          "[sim][slot][people]") {
    const std::string text = R"(
calendar: Mon-Fri 09:00-17:00
teams: {advisers: {people: {a: {}, b: {}}}}
workflows:
  cases:
    demand: every 20min
    steps:
      first:  {team: advisers, effort: exactly 10min, slot: {every: 30min}}
      second: {team: advisers, effort: exactly 30min, after: first, person: RULE first, slot: {every: 30min}}
)";
    for (const std::string rule : {"same as", "not"}) {
        std::string here = text;
        here.replace(here.find("RULE"), 4, rule);
        const Scene scene = play(here, 100);
        std::map<std::uint32_t, int> first;
        for (const LogRow& row : scene.record.log) {
            if (scene.step(row.step).name == "first") {
                first[row.number] = row.people.front();
            } else {
                CHECK((row.people.front() == first[row.number]) == (rule == "same as"));
            }
        }
        CHECK((scene.at_step("second").visits == 100));
        check_ledger(scene);
    }
}

TEST_CASE("kinds may have appointments of different lengths", "[sim][slot]") {
    const Scene scene = play(R"(
calendar: Mon-Fri 09:00-17:00
teams: {doctor: {people: 1}}
workflows:
  patients:
    kinds: {new: 40%, known: rest}
    demand: every 45min
    steps: {see: {team: doctor, effort: {new: exactly 1h, known: exactly 30min}, slot: {new: {every: 1h}, known: {every: 30min}}}}
)",
                             200);
    CHECK((scene.at_step("see").visits == 200));
    CHECK((scene.at_step("see").wait == 0)); // none runs into the next
    check_ledger(scene);
}

TEST_CASE("at its time an appointment may take the doctor from other work",
          "[sim][slot][interrupts]") {
    const Scene scene = play(R"(
calendar: always
teams: {doctor: {people: 1}}
workflows:
  patients:
    demand: every 50min
    steps: {see: {team: doctor, effort: exactly 20min, interrupts: yes, slot: {every: 1h}}}
  letters:
    demand: every 40min
    steps: {write: {team: doctor, effort: exactly 30min}}
)",
                             2);
    CHECK(diary(scene) == DiaryLines{"Mon 00:40 - Mon 01:00 write 0 by 0",
                                     "Mon 01:00 - Mon 01:20 see 0 by 0",
                                     "Mon 01:20 - Mon 01:30 write 0 by 0"});
    check_ledger(scene);
}

TEST_CASE("who stays with the case is booked in the diary of who stays", "[sim][slot][keep]") {
    const Scene scene = play(R"(
calendar: Mon-Fri 09:00-17:00
teams: {nurses: {people: {a: {}, b: {}}}}
workflows:
  patients:
    demand: every 65min
    steps:
      greet: {team: nurses, effort: exactly 5min, keep: nurses until treat}
      treat: {team: nurses, effort: exactly 20min, after: greet, slot: {every: 30min}}
)",
                             2);
    // The second comes at 11:10, when the first has gone.
    CHECK(diary(scene) ==
          DiaryLines{"Mon 10:05 - Mon 10:10 greet 0 by 0", "Mon 10:30 - Mon 10:50 treat 0 by 0",
                     "Mon 11:10 - Mon 11:15 greet 1 by 1", "Mon 11:30 - Mon 11:50 treat 1 by 1"});
    check_ledger(scene);
}

TEST_CASE("somebody on leave offers no appointment", "[sim][slot]") {
    const Scene scene = play(R"(
start: 2027-01-04
calendar: Mon-Fri 09:00-17:00
teams: {doctors: {people: {a: {until: 2027-01-04}, b: {}}}}
workflows:
  patients:
    demand: every 90min
    steps: {see: {team: doctors, effort: exactly 30min, slot: {every: 30min, lead: exactly 1cd}}}
)",
                             3);
    // From Tuesday on there is one.
    CHECK(diary(scene) == DiaryLines{"Tue 10:30 - Tue 11:00 see 0 by 1",
                                     "Tue 12:00 - Tue 12:30 see 1 by 1",
                                     "Tue 13:30 - Tue 14:00 see 2 by 1"});
    const std::string many = R"(
start: 2027-01-04
calendar: Mon-Fri 09:00-17:00
teams: {doctors: {people: {a: {until: 2027-01-04}, b: {}}}}
workflows:
  patients:
    demand: every 90min
    steps: {see: {team: doctors, effort: exactly 30min, times: 1, slot: {every: 30min, lead: exactly 1cd}}}
  others:
    demand: every 90min
    steps: {look: {team: doctors, effort: exactly 30min, slot: {every: 30min, lead: exactly 1cd}}}
)";
    CHECK(diary(play(many, 2)) ==
          DiaryLines{"Tue 10:30 - Tue 11:00 see 0 by 1", "Tue 11:00 - Tue 11:30 look 0 by 1"});
}

TEST_CASE("what is asked of the diaries, and what they offer, is counted", "[sim][slot]") {
    WorkUnit unit;
    unit.clients = 1;
    unit.length = 40 * 10 * hour; // ten weeks
    const Scene scene = run(operation_of(R"(
calendar: Mon-Fri 09:00-17:00
teams: {clinic: {people: {a: {skills: [x]}, b: {calendar: Mon-Fri 09:00-12:20}}}}
workflows:
  referral:
    demand: every 30min
    steps:
      see: {team: clinic, effort: exactly 20min, slot: {every: 30min, lead: exactly 1d, no_show: 10%}, skill: x}
)"),
                            unit);
    REQUIRE(scene.plan.appointments.size() == 1);
    REQUIRE(scene.plan.pages.size() == 1); // only a may do it
    CHECK(scene.record.appointments_offered[0] == 16 * 50);
    CHECK(scene.record.appointments_asked[0] == 800);
    // 16 a day are asked for and one in ten of 16 is lost: the diary fills up without end.
    CHECK((scene.record.teams[0].booked_ahead > 0));
    CHECK(scene.record.open_cases > 50);
}

} // namespace slots_test

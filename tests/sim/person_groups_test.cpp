// `person:` on steps that several do (MODEL.md ruling 10): `not brief` excludes all who did it,
// `same as brief` asks for those who did it, in the order in which they took it, as many as are
// needed, and fills up with anybody. Told by hand; people are numbered in the order of the file.
#include "sim/scene.hpp"

#include <map>
#include <set>

namespace person_groups_test {

using namespace plimsoll;

namespace {

/// Every ten hours a case of these steps, by people of `firm`.
Scene firm(const std::string& people, const std::string& steps, std::int64_t cases = 1) {
    return play("calendar: always\nteams: {firm: {people: {" + people +
                    "}}}\nworkflows:\n  deed:\n    demand: every 10h\n    steps:\n" + steps,
                cases);
}

const std::string three = "a: {}, b: {}, c: {}";
const std::string five = "a: {}, b: {}, c: {}, d: {}, e: {}";

} // namespace

TEST_CASE("two draft, the third checks, the two who drafted sign", "[sim][people]") {
    const Scene scene = firm(three, R"(
      draft: {team: firm, people: 2, effort: exactly 2h}
      check: {team: firm, effort: exactly 1h, after: draft, person: not draft}
      sign:  {team: firm, people: 2, effort: exactly 1h, after: check, person: same as draft}
)");
    CHECK(diary(scene) == DiaryLines{"Mon 10:00 - Mon 12:00 draft 0 by 0+1",
                                     "Mon 12:00 - Mon 13:00 check 0 by 2",
                                     "Mon 13:00 - Mon 14:00 sign 0 by 0+1"});
}

TEST_CASE("fewer than did it: those who took it first; more: anybody beside", "[sim][people]") {
    const Scene scene = firm(five, R"(
      draft: {team: firm, people: 2, effort: exactly 2h}
      call:  {team: firm, effort: exactly 1h, after: draft, person: same as draft}
      meet:  {team: firm, people: 4, effort: exactly 1h, after: call, person: same as draft}
      seal:  {team: firm, people: 3, effort: exactly 1h, after: meet, person: not call}
)");
    // e has never worked when four meet; three others than a then seal, free longest first: e.
    CHECK(diary(scene) == DiaryLines{"Mon 10:00 - Mon 12:00 draft 0 by 0+1",
                                     "Mon 12:00 - Mon 13:00 call 0 by 0",
                                     "Mon 13:00 - Mon 14:00 meet 0 by 1+0+2+3",
                                     "Mon 14:00 - Mon 15:00 seal 0 by 4+1+2"});
}

TEST_CASE("they wait for those who did it, and nobody else takes their place", "[sim][people]") {
    // The second case's draft is by c and d, while a and b are busy; its sign waits for both.
    const Scene scene = play(R"(
calendar: always
teams: {firm: {people: {a: {}, b: {}, c: {}, d: {}}}}
workflows:
  deed:
    demand: every 10h
    steps:
      draft: {team: firm, people: 2, effort: exactly 1h}
      sign:  {team: firm, people: 2, effort: exactly 1h, after: draft, delay: exactly 1h, person: same as draft}
  visit:
    demand: every 11h 30min
    steps:
      go: {team: firm, effort: exactly 2h}
      by: {team: firm, effort: exactly 30min}
)",
                             2);
    // c and d have never worked: they go; a and b are free at 12:00.
    CHECK(diary(scene) ==
          DiaryLines{"Mon 10:00 - Mon 11:00 draft 0 by 0+1", "Mon 11:30 - Mon 13:30 go 0 by 2",
                     "Mon 11:30 - Mon 12:00 by 0 by 3", "Mon 12:00 - Mon 13:00 sign 0 by 0+1"});
}

TEST_CASE("done again, it returns to all who did it", "[sim][people]") {
    const Scene scene = firm(five, R"(
      draft: {team: firm, people: 2, effort: exactly 1h}
      sign:  {team: firm, people: 2, effort: exactly 1h, after: draft, person: same as draft}
      check: {team: firm, people: 2, effort: exactly 1h, after: sign, person: not draft, rework: {to: draft, at_most: 1}}
)");
    CHECK(diary(scene) ==
          DiaryLines{"Mon 10:00 - Mon 11:00 draft 0 by 0+1", "Mon 11:00 - Mon 12:00 sign 0 by 0+1",
                     "Mon 12:00 - Mon 13:00 check 0 by 2+3", "Mon 13:00 - Mon 14:00 draft 0 by 0+1",
                     "Mon 14:00 - Mon 15:00 sign 0 by 0+1",
                     "Mon 15:00 - Mon 16:00 check 0 by 2+3"});
}

TEST_CASE("all visits of a step count as having done it", "[sim][people][times]") {
    const Scene scene = firm(three, R"(
      read:  {team: firm, effort: exactly 1h, times: 2}
      check: {team: firm, effort: exactly 1h, after: read, person: not read}
      talk:  {team: firm, people: 2, effort: exactly 1h, after: check, person: same as read}
)");
    CHECK(diary(scene) ==
          DiaryLines{"Mon 10:00 - Mon 11:00 read 0 by 0", "Mon 10:00 - Mon 11:00 read 0 by 1",
                     "Mon 11:00 - Mon 12:00 check 0 by 2", "Mon 12:00 - Mon 13:00 talk 0 by 0+1"});
}

TEST_CASE("visits in turn by the same person are one person's", "[sim][people][times]") {
    const Scene scene = play(R"(
calendar: always
teams: {firm: {people: {a: {}, b: {}}}}
workflows:
  deed:
    demand: every 10h
    steps:
      read:  {team: firm, effort: exactly 1h, times: {count: 2..9, apart: 0s}, person: same as read}
      check: {team: firm, effort: exactly 1h, after: read, person: not read}
)",
                             20);
    std::map<std::uint32_t, std::set<int>> read;
    std::map<std::uint32_t, std::set<int>> checked;
    for (const LogRow& row : scene.record.log) {
        (scene.step(row.step).name == "read" ? read : checked)[row.number].insert(
            row.people.front());
    }
    REQUIRE(read.size() > 10); // no visit at all is a draw, too
    for (const auto& [number, people] : read) {
        CHECK(people.size() == 1);
        CHECK(checked[number] != people);
    }
}

TEST_CASE("who was there with others has done it, too", "[sim][people]") {
    const std::string text = R"(
calendar: always
teams: {juniors: {people: {a: {}, b: {}}}, partners: {people: {p: {}, q: {}}}}
workflows:
  deed:
    demand: every 10h
    steps:
      brief: {team: juniors, with: partners, effort: exactly 1h}
      sign:  {team: partners, effort: exactly 1h, after: brief, person: RULE brief}
)";
    const auto with = [&](const std::string& rule) {
        std::string here = text;
        here.replace(here.find("RULE"), 4, rule);
        return diary(play(here)).back();
    };
    CHECK(with("same as") == "Mon 11:00 - Mon 12:00 sign 0 by 2");
    CHECK(with("not") == "Mon 11:00 - Mon 12:00 sign 0 by 3");
}

TEST_CASE("the client's own person, with a colleague", "[sim][people]") {
    WorkUnit unit;
    unit.clients = 6;
    unit.cases = 60;
    unit.keep_log = true;
    const Scene scene = run(operation_of(R"(
calendar: always
teams: {t: {people: {anna: {}, bob: {}, carl: {}}}}
workflows:
  w:
    demand: 1 per client per day
    steps: {s: {team: t, people: 2, effort: 1h, person: of the client}}
)"),
                            unit);
    REQUIRE(scene.record.log.size() == 60);
    for (const LogRow& row : scene.record.log) {
        CHECK(std::count(row.people.begin(), row.people.end(), static_cast<int>(row.client % 3)) ==
              1);
        CHECK(std::set<int>(row.people.begin(), row.people.end()).size() == 2);
    }
}

TEST_CASE("who has left is replaced, and the other stays", "[sim][people]") {
    const Scene scene = play(R"(
start: 2027-01-04
calendar: Mon-Fri 09:00-17:00
teams: {firm: {people: {a: {until: 2027-01-04}, b: {}, c: {}}}}
workflows:
  deed:
    demand: every 1h
    steps:
      draft: {team: firm, people: 2, effort: exactly 1h}
      sign:  {team: firm, people: 2, effort: exactly 1h, after: draft, delay: 1d, person: same as draft}
)");
    CHECK(diary(scene) == DiaryLines{"Mon 10:00 - Mon 11:00 draft 0 by 0+1",
                                     "Tue 11:00 - Tue 12:00 sign 0 by 1+2"});
}

TEST_CASE("after a while anybody may do it", "[sim][people]") {
    const Scene scene = play(R"(
calendar: always
teams: {firm: {people: {a: {}, b: {}, c: {}, d: {}}}}
workflows:
  deed:
    demand: every 10h
    steps:
      draft: {team: firm, people: 2, effort: exactly 1h}
      sign:  {team: firm, people: 2, effort: exactly 1h, after: draft, delay: exactly 1h, person: {same as: draft, or any after: 30min}}
      other: {team: firm, effort: exactly 5h, after: draft, person: same as draft}
)");
    // a is at other from 11:00 to 16:00: from 12:30 on anybody signs, c and d first.
    CHECK(diary(scene) == DiaryLines{"Mon 10:00 - Mon 11:00 draft 0 by 0+1",
                                     "Mon 11:00 - Mon 16:00 other 0 by 0",
                                     "Mon 12:30 - Mon 13:30 sign 0 by 2+3"});
}

TEST_CASE("the same name in two teams: one person, whoever asks", "[sim][people]") {
    const Scene scene = play(R"(
calendar: always
teams:
  firm:  {people: {a: {}, b: {}, c: {}}}
  board: {people: {c: {}, b: {}, a: {}}}
workflows:
  deed:
    demand: every 10h
    steps:
      draft: {team: firm, people: 2, effort: exactly 1h}
      vote:  {team: board, people: 2, effort: exactly 1h, after: draft, person: same as draft}
      check: {team: board, effort: exactly 1h, after: vote, person: not draft}
)");
    CHECK(diary(scene) == DiaryLines{"Mon 10:00 - Mon 11:00 draft 0 by 0+1",
                                     "Mon 11:00 - Mon 12:00 vote 0 by 4+5",
                                     "Mon 12:00 - Mon 13:00 check 0 by 3"});
}

TEST_CASE("who has helped out has done it", "[sim][people]") {
    const Scene scene = play(R"(
calendar: always
teams: {tier1: {people: {a: {}, b: {}}}, seniors: {people: {s: {}}, helps: {tier1: 50%}}}
workflows:
  busy:
    demand: every 10h
    steps: {x: {team: tier1, people: 2, effort: exactly 3h}}
  deed:
    demand: every 10h
    steps:
      brief: {team: tier1, effort: exactly 1h}
      sign:  {team: tier1, effort: exactly 1h, after: brief, person: same as brief}
      check: {team: tier1, effort: exactly 1h, after: brief, person: not brief}
)",
                             2);
    // At half the speed an hour's work takes two.
    CHECK(diary(scene) ==
          DiaryLines{"Mon 10:00 - Mon 13:00 x 0 by 0+1", "Mon 10:00 - Mon 12:00 brief 0 by 2",
                     "Mon 12:00 - Mon 14:00 sign 0 by 2", "Mon 13:00 - Mon 14:00 check 0 by 0"});
}

} // namespace person_groups_test

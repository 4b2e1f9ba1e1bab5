// Work that is gathered and done as one piece.
#include "sim/scene.hpp"

namespace batches_test {

using namespace plimsoll;

namespace {

const std::string hourly = R"(
calendar: always
teams: {packers: {people: 1}}
workflows:
  parcels:
    demand: every 1h
    steps:
      pack: {team: packers, effort: exactly 10min, batch: BATCH}
)";

std::string with_batch(const std::string& batch, std::string text = hourly) {
    return text.replace(text.find("BATCH"), 5, batch);
}

} // namespace

TEST_CASE("a full batch is done as one piece, by the same people", "[sim][batch]") {
    const Scene scene = play(with_batch("{size: 3, effort: exactly 30min}"), 3);
    // 30 min once, and 10 min for each.
    CHECK(diary(scene) == DiaryLines{"Mon 03:00 - Mon 04:00 pack 0 by 0", //
                                     "Mon 03:00 - Mon 04:00 pack 1 by 0", //
                                     "Mon 03:00 - Mon 04:00 pack 2 by 0"});
    CHECK(elapsed(scene, 0, ElapsedCategory::batch) == 3 * hour);
    CHECK(elapsed(scene, 0, ElapsedCategory::touch) == 3 * hour);
    CHECK((scene.at_step("pack").visits == 3));
    CHECK((scene.at_step("pack").wait == 0));
    CHECK((scene.at_step("pack").effort == hour));
    CHECK((scene.record.teams[0].worked[0] == hour));
    CHECK((scene.record.teams[0].in_service == 3 * hour));
    check_ledger(scene);
}

TEST_CASE("what is left when the last has come goes on as it is", "[sim][batch]") {
    const Scene scene = play(with_batch("3"), 5);
    CHECK(diary(scene) == DiaryLines{"Mon 03:00 - Mon 03:30 pack 0 by 0", //
                                     "Mon 03:00 - Mon 03:30 pack 1 by 0", //
                                     "Mon 03:00 - Mon 03:30 pack 2 by 0", //
                                     "Mon 05:00 - Mon 05:20 pack 3 by 0", //
                                     "Mon 05:00 - Mon 05:20 pack 4 by 0"});
}

TEST_CASE("a batch begins when its first has waited long enough", "[sim][batch]") {
    const Scene scene = play(with_batch("{size: 3, wait: 90min}"), 3);
    CHECK(diary(scene) == DiaryLines{"Mon 02:30 - Mon 02:50 pack 0 by 0", //
                                     "Mon 02:30 - Mon 02:50 pack 1 by 0", //
                                     "Mon 04:30 - Mon 04:40 pack 2 by 0"});
    check_ledger(scene);
}

TEST_CASE("a batch begins at a time of day, or of the week", "[sim][batch]") {
    const Scene scene = play(with_batch("{at: [02:00, Mon 04:30]}"), 5);
    // The second comes at 02:00 itself; the fifth waits for Tuesday.
    CHECK(diary(scene) == DiaryLines{"Mon 02:00 - Mon 02:20 pack 0 by 0", //
                                     "Mon 02:00 - Mon 02:20 pack 1 by 0", //
                                     "Mon 04:30 - Mon 04:50 pack 2 by 0", //
                                     "Mon 04:30 - Mon 04:50 pack 3 by 0", //
                                     "Tue 02:00 - Tue 02:10 pack 4 by 0"});
}

TEST_CASE("a batch that has formed waits for its people as one piece of work", "[sim][batch]") {
    const Scene scene = play(R"(
calendar: always
teams: {packers: {people: 1}}
workflows:
  parcels:
    demand: every 1h
    steps:
      pack: {team: packers, effort: exactly 1h, batch: 2}
)",
                             4);
    // 02:00 - 04:00, and the second batch, formed at 04:00, at once after it.
    CHECK(diary(scene) == DiaryLines{"Mon 02:00 - Mon 04:00 pack 0 by 0", //
                                     "Mon 02:00 - Mon 04:00 pack 1 by 0", //
                                     "Mon 04:00 - Mon 06:00 pack 2 by 0", //
                                     "Mon 04:00 - Mon 06:00 pack 3 by 0"});
    const Scene late = play(R"(
calendar: always
teams: {packers: {people: 1}}
workflows:
  parcels:
    demand: every 1h
    steps:
      pack: {team: packers, effort: exactly 90min, batch: 2}
)",
                            4);
    // The second batch forms at 04:00 and waits until 05:00, each of its items.
    CHECK((late.at_step("pack").wait == 2 * hour));
    CHECK((late.at_step("pack").waited == 2));
    CHECK((late.record.teams[0].queue_length == 2 * hour));
    CHECK(elapsed(late, 0, ElapsedCategory::queue) == 2 * hour);
    CHECK(elapsed(late, 0, ElapsedCategory::batch) == 2 * hour);
    check_ledger(late);
}

TEST_CASE("a step without a team lets a whole batch go on together", "[sim][batch]") {
    const Scene scene = play(R"(
calendar: always
teams: {drivers: {people: unlimited}}
workflows:
  parcels:
    demand: every 1h
    steps:
      load:  {batch: {size: 9, at: 03:30}}
      drive: {team: drivers, effort: exactly 1h, after: load}
)",
                             3);
    CHECK(ends(scene) ==
          DiaryLines{"Mon 04:30 parcels 0", "Mon 04:30 parcels 1", "Mon 04:30 parcels 2"});
    CHECK(elapsed(scene, 0, ElapsedCategory::batch) == (150 + 90 + 30) * minute);
    check_ledger(scene);
}

TEST_CASE("who loses patience leaves the batch", "[sim][batch]") {
    const Scene scene = play(R"(
calendar: always
teams: {packers: {people: 1}}
workflows:
  parcels:
    demand: every 1h
    steps:
      pack: {team: packers, effort: exactly 10min, batch: 3, patience: exactly 90min}
)",
                             6);
    // 0 gives up at 02:30, 1 at 03:30 and so on: three are never there together, until the last
    // has come and the two that are left go on.
    CHECK(ends(scene) ==
          DiaryLines{"Mon 02:30 parcels 0 by an exit", "Mon 03:30 parcels 1 by an exit",
                     "Mon 04:30 parcels 2 by an exit", "Mon 05:30 parcels 3 by an exit",
                     "Mon 06:20 parcels 4", "Mon 06:20 parcels 5"});
    check_ledger(scene);
}

TEST_CASE("the wait of a batch is that of the first that is still there", "[sim][batch]") {
    const Scene scene = play(R"(
calendar: always
teams: {packers: {people: 1}}
workflows:
  parcels:
    demand: every 1h
    kinds: {hasty: 50%, calm: rest}
    steps:
      pack: {team: packers, effort: exactly 10min, batch: {size: 9, wait: 2h}, patience: {hasty: exactly 30min, calm: exactly 9h}}
)",
                             40);
    for (const LogRow& row : scene.record.log) {
        CHECK(row.queue == 0);
        CHECK(row.ready % hour == 0); // 2 h after somebody calm came
    }
    CHECK((scene.record.workflows[0].outcomes[1] > 5));
    check_ledger(scene);
}

TEST_CASE("an item that is taken back leaves its batch, and the batch goes on", "[sim][batch]") {
    // The first case of each pair ends by `stop` while its parcel waits in the batch.
    const Scene scene = play(R"(
calendar: always
teams: {packers: {people: 1}, office: {people: 1}}
workflows:
  parcels:
    demand: every 1h
    steps:
      pack:  {team: packers, effort: exactly 10min, batch: {size: 9, wait: 30min}}
      check: {team: office, effort: exactly 10min, exits: {stop: 50%, go: rest}}
      sent:  {after: [check.go, pack]}
)",
                             60);
    std::int64_t packed = 0;
    for (const LogRow& row : scene.record.log) {
        packed += scene.step(row.step).name == "pack" ? 1 : 0;
    }
    const WorkflowSums& sums = scene.record.workflows[0];
    CHECK((packed == sums.outcomes[0]));
    CHECK((sums.outcomes[1] > 10));
    check_ledger(scene);
}

TEST_CASE("a batch takes room for each of its items, and is done again after rework",
          "[sim][batch]") {
    const Scene scene = play(R"(
calendar: Mon-Fri 09:00-17:00
teams: {packers: {people: 2, wip: 4}, office: {people: 1, calendar: Mon-Fri 10:00-16:00}}
workflows:
  parcels:
    demand: every 20min
    steps:
      pack:  {team: packers, effort: 5min..20min, people: 2, batch: {size: 3, wait: 1h, effort: 10min}, priority: 2}
      check: {team: office, effort: exponential(15min), after: pack, rework: {to: pack, chance: 30%, effort: 50%}}
)",
                             200);
    CHECK((scene.record.workflows[0].left == 200));
    CHECK((scene.record.teams[0].worked[static_cast<std::size_t>(WorkCategory::rework)] > 0));
    check_ledger(scene);
}

TEST_CASE("more than one clock gives the same batches", "[sim][batch]") {
    const Operation operation = operation_of(R"(
teams: {packers: {people: 1}}
workflows:
  parcels:
    demand: 6 per hour
    steps:
      pack: {team: packers, effort: 5min, batch: {size: 5, wait: 1h, effort: 10min}}
)");
    WorkUnit unit;
    unit.clients = 1;
    unit.cases = 500;
    const Scene quick = run(operation, unit);
    const Scene slow = run(operation, unit, Loop::wall);
    CHECK(quick.plan.one_clock);
    CHECK((quick.record == slow.record));
}

} // namespace batches_test

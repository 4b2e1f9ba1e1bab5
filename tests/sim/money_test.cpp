// What comes in and what is spent, counted by hand (MODEL.md: value, penalty, cost).
#include "sim/scene.hpp"

namespace money_test {

using namespace plimsoll;

namespace {

const std::string head = "calendar: always\nteams: {t: {people: 9}}\nworkflows:\n  w:\n";

Scene window_of(const std::string& text, Microseconds warm_up, Microseconds length) {
    WorkUnit unit;
    unit.clients = 1;
    unit.warm_up = warm_up;
    unit.length = length;
    return run(operation_of(text), unit);
}

} // namespace

TEST_CASE("Engine, money: a completed case earns its value", "[sim][money]") {
    const std::string steps = "    demand: every 1h\n    steps:\n"
                              "      s: {team: t, effort: exactly 30min}\n";
    CHECK(play(head + "    value: 400 per case\n" + steps, 3).record.earned == 1200);
    // Only those that leave in the window: at 10:30, 11:30, ... 19:30.
    CHECK(
        window_of(head + "    value: 400 per case\n" + steps, 10 * hour, 10 * hour).record.earned ==
        4000);
    // Without such a word nothing is counted.
    CHECK(play(head + steps, 3).record.earned == 0);
    CHECK_FALSE(play(head + steps, 3).plan.has_money);
}

TEST_CASE("Engine, money: by outcome, and nothing for those that gave up", "[sim][money]") {
    const std::string steps = "    demand: every 1h\n    steps:\n"
                              "      s: {team: t, effort: exactly 30min, exits: {sold: rest}}\n";
    CHECK(play(head + "    value: {sold: 90, done: 7}\n" + steps, 3).record.earned == 270);
    CHECK(play(head + "    value: {done: 7}\n" + steps, 3).record.earned == 0);
    CHECK(play(head + "    value: {sold: 2.5 per case}\n" + steps, 2).record.earned == 5);
    const std::string gone = "    demand: every 1h\n    steps:\n"
                             "      s: {delay: exactly 2h, patience: 1h}\n";
    CHECK(play(head + "    value: 400 per case\n" + gone, 3).record.earned == 0);
    CHECK(play(head + "    value: {gave up: 3}\n" + gone, 3).record.earned == 9);
}

TEST_CASE("Engine, money: by kind", "[sim][money]") {
    const auto earned = [](const std::string& kinds) {
        const Scene scene = play(
            head + "    demand: every 1h\n    due: {gold: 10min, other: 1h}\n    kinds: " + kinds +
                "\n    value: {gold: 100 per case, other: {done: 30}}\n"
                "    penalty: {gold: 7 per late case, other: none}\n    steps:\n"
                "      s: {team: t, effort: exactly 30min, cost: {gold: 2 each, other: 1 "
                "each}}\n",
            2);
        return std::tuple(scene.record.earned, scene.record.penalties, scene.record.spent);
    };
    CHECK(earned("{gold: 100%, other: 0%}") == std::tuple(200.0, 14.0, 4.0));
    CHECK(earned("{gold: 0%, other: 100%}") == std::tuple(60.0, 0.0, 2.0));
}

TEST_CASE("Engine, money: a penalty counts where the due falls", "[sim][money]") {
    // A case every hour takes 9 h and is due after 4 h: one due an hour, all of them missed.
    const std::string late = head + "    demand: every 1h\n    due: 4h\n"
                                    "    penalty: 50 per late case\n    steps:\n"
                                    "      s: {team: t, effort: exactly 9h}\n";
    CHECK(play(late, 3).record.penalties == 150);
    const Scene scene = window_of(late, 20 * hour, 10 * hour);
    CHECK(scene.record.penalties == 500);
    CHECK(scene.record.workflows[0].due == 6); // those that also came in the window
    CHECK(scene.record.workflows[0].met == 0);
    // In time: nothing.
    const std::string good = head + "    demand: every 1h\n    due: 4h\n"
                                    "    penalty: 50 per late case\n    steps:\n"
                                    "      s: {team: t, effort: exactly 4h}\n";
    CHECK(window_of(good, 20 * hour, 10 * hour).record.penalties == 0);
    // Those that give up before their due are missed when it falls.
    const std::string gone = head + "    demand: every 1h\n    due: 4h\n"
                                    "    penalty: 50 per late case\n    steps:\n"
                                    "      s: {delay: exactly 9h, patience: 1h}\n";
    CHECK(window_of(gone, 20 * hour, 10 * hour).record.penalties == 500);
}

TEST_CASE("Engine, money: what steps cost is spent when they are done", "[sim][money]") {
    const std::string text = head + "    demand: every 1h\n    value: 1 per case\n    steps:\n"
                                    "      s: {team: t, effort: exactly 30min, cost: 3 each}\n"
                                    "      e: {after: s, cost: 2 each}\n";
    CHECK(play(text, 3).record.spent == 15);
    CHECK(window_of(text, 10 * hour, 10 * hour).record.spent == 50);
}

} // namespace money_test

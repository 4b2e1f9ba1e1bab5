// The imagined queue beside a simulation.
#include "catch.hpp"
#include "model/numeric/elementary.hpp"
#include "sim/engine/reference_queue.hpp"
#include "sim/random/philox.hpp"

#include <cmath>
#include <vector>

namespace reference_queue_test {

using namespace plimsoll;

namespace {

WorkUnit unit_of(Microseconds warm_up, Microseconds length, double speed) {
    WorkUnit unit;
    unit.warm_up = warm_up;
    unit.length = length;
    unit.reference = {3, speed};
    return unit;
}

} // namespace

TEST_CASE("The reference queue: told by hand", "[sim]") {
    // Two people. At 0 comes work of 20, at 4 more of 4: 20, 12 at 4, then 16, 0 at 12; at 30 work
    // of 10, gone at 35. Measured from 2 to 40.
    ReferenceQueue queue(unit_of(2, 38, 2));
    const std::uint64_t first = queue.begin(0);
    const std::uint64_t second = queue.begin(4);
    const std::uint64_t third = queue.begin(30);
    queue.ask(second, 3, 4);
    queue.ask(third, 3, 10);
    queue.end(third);
    queue.end(second); // out of order
    queue.ask(first, 3, 15);
    queue.ask(first, 2, 99); // of another team
    queue.ask(first, 3, 5);
    queue.end(first);
    queue.ask(first, 3, 5); // it has ended
    const double area = (16 + 12) / 2.0 * 2 + 16 * 16 / 4.0 + 10 * 10 / 4.0;
    CHECK(queue.mean_workload() == area / 38);
}

TEST_CASE("The reference queue: a case under way when the window closes counts", "[sim]") {
    ReferenceQueue queue(unit_of(0, 10, 1));
    const std::uint64_t first = queue.begin(2);
    const std::uint64_t late = queue.begin(50);
    queue.ask(late, 3, 7);
    queue.end(late);
    queue.ask(first, 3, 30); // 30 at 2, 22 at 10
    queue.end(first);
    CHECK(queue.mean_workload() == (30 + 22) / 2.0 * 8 / 10);
}

TEST_CASE("The reference queue: none was asked for", "[sim]") {
    ReferenceQueue queue{WorkUnit()};
    const std::uint64_t number = queue.begin(0);
    queue.ask(number, 0, 5);
    queue.end(number);
    CHECK(queue.mean_workload() == 0);
}

TEST_CASE("The reference queue: Pollaczek and Khinchine", "[sim]") {
    // 0.8 an hour, work exponential with mean 2 h, two people: 0.8 x 8 / (2 (2 - 1.6)) = 8 h.
    const auto length = 20'000 * hour;
    for (const std::uint32_t seed : {1U, 2U, 3U}) {
        std::vector<double> means;
        for (std::uint32_t run = 0; run < 40; ++run) {
            ReferenceQueue queue(unit_of(300 * hour, length, 2));
            Microseconds now = 0;
            for (std::uint32_t i = 0; now < length + 300 * hour; ++i) {
                const RandomWords words = philox({i, run, 0, 0}, {seed, 0});
                const std::uint64_t number = queue.begin(now);
                queue.ask(number, 3,
                          -logarithm(uniform(words[0], words[1])) * 2 * static_cast<double>(hour));
                queue.end(number);
                now += static_cast<Microseconds>(-logarithm(uniform(words[2], words[3])) / 0.8 *
                                                 static_cast<double>(hour));
            }
            means.push_back(queue.mean_workload() / static_cast<double>(hour));
        }
        double mean = 0;
        double squares = 0;
        for (const double one : means) {
            mean += one / 40;
        }
        for (const double one : means) {
            squares += (one - mean) * (one - mean);
        }
        CHECK(std::abs(mean - 8) < 3 * std::sqrt(squares / 39 / 40));
    }
}

} // namespace reference_queue_test

// The sketch against the sorted values themselves.
#include "catch.hpp"

#include "sim/random/philox.hpp"
#include "sim/record/sketch.hpp"

#include <algorithm>
#include <cmath>

namespace sketch_test {

using namespace plimsoll;

namespace {

std::vector<std::int64_t> durations(std::uint32_t count, std::uint32_t slot) {
    std::vector<std::int64_t> values;
    for (std::uint32_t i = 0; i < count; ++i) {
        const RandomWords words = philox({i, slot, 0, 0}, {1, 2});
        // From microseconds to centuries, one in ten 0.
        const double size = std::exp(35 * uniform(words[0], words[1]));
        values.push_back(words[2] % 10 == 0 ? 0 : static_cast<std::int64_t>(size));
    }
    return values;
}

Sketch sketch_of(const std::vector<std::int64_t>& values) {
    Sketch sketch;
    for (const std::int64_t value : values) {
        sketch.add(value);
    }
    return sketch;
}

} // namespace

TEST_CASE("a sketch's quantiles are within 0.1% of the order statistics", "[sketch]") {
    std::vector<std::int64_t> values = durations(20000, 1);
    const Sketch sketch = sketch_of(values);
    std::sort(values.begin(), values.end());
    CHECK(sketch.count() == values.size());
    CHECK(sketch.least() == values.front());
    CHECK(sketch.greatest() == values.back());
    double worst = 0;
    for (std::size_t rank = 1; rank <= values.size(); ++rank) {
        const auto truth = static_cast<double>(values[rank - 1]);
        const double p = static_cast<double>(rank) / static_cast<double>(values.size());
        const double error = std::abs(sketch.quantile(p) - truth);
        worst = std::max(worst, truth < 1024 ? error * 1e9 : error / truth);
    }
    CHECK(worst < 0.001);
    CHECK(worst > 0.0001);
    CHECK(sketch.quantile(1) == static_cast<double>(values.back()));
}

TEST_CASE("every bucket's middle is within 0.1% of its ends", "[sketch]") {
    double worst = 0;
    for (int exponent = 0; exponent < 63; ++exponent) {
        const std::int64_t power = std::int64_t{1} << exponent;
        for (int part = 0; part < 16; ++part) {
            const std::int64_t start = power + power / 16 * part;
            for (const std::int64_t value : {start, start + 1, start - 1}) {
                Sketch sketch; // the value in the middle of three, so that neither end is exact
                sketch.add(1);
                sketch.add(std::max<std::int64_t>(value, 1));
                sketch.add(std::numeric_limits<std::int64_t>::max());
                const auto truth = static_cast<double>(std::max<std::int64_t>(value, 1));
                worst = std::max(worst, std::abs(sketch.quantile(0.5) - truth) / truth);
            }
        }
    }
    CHECK(worst < 0.001);
}

TEST_CASE("small whole numbers are exact", "[sketch]") {
    Sketch sketch;
    for (std::int64_t value = 0; value < 1024; ++value) {
        sketch.add(value);
    }
    int wrong = 0;
    for (int rank = 1; rank <= 1024; ++rank) {
        wrong += sketch.quantile(rank / 1024.0) == rank - 1 ? 0 : 1;
    }
    CHECK(wrong == 0);
}

TEST_CASE("sketches merge in any order to the same sketch", "[sketch]") {
    std::vector<std::int64_t> all;
    std::vector<Sketch> parts;
    for (std::uint32_t part = 0; part < 6; ++part) {
        std::vector<std::int64_t> values = durations(500, part);
        // Narrow windows that lie apart, then an overlapping one.
        for (std::int64_t& value : values) {
            value = part < 5 ? (value % 1000) << (6 * part) : value;
        }
        all.insert(all.end(), values.begin(), values.end());
        parts.push_back(sketch_of(values));
    }
    Sketch forwards;
    Sketch backwards;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        forwards.merge(parts[i]);
        backwards.merge(parts[parts.size() - 1 - i]);
    }
    const Sketch whole = sketch_of(all);
    CHECK(forwards == backwards);
    CHECK(forwards == whole);
    CHECK(forwards.quantile(0.5) == whole.quantile(0.5));
    CHECK(forwards.count() == all.size());
    Sketch different = whole;
    different.add(12345678);
    CHECK_FALSE(different == whole);
    Sketch moved = sketch_of({1, 5000, 9000000});
    CHECK_FALSE(moved == sketch_of({1, 6000, 9000000}));
}

TEST_CASE("an empty sketch, zeros, and many at once", "[sketch]") {
    Sketch sketch;
    CHECK(sketch.count() == 0);
    CHECK(sketch.quantile(0.5) == 0.0);
    CHECK(sketch.least() == 0);
    CHECK(sketch == Sketch());
    sketch.merge(Sketch());
    sketch.add(5000, 0);
    CHECK(sketch == Sketch());
    sketch.add(0, 7);
    sketch.add(-1);
    CHECK(sketch.count() == 8);
    CHECK(sketch.quantile(1) == 0.0);
    sketch.add(90, 5000000000U);
    sketch.add(70, 5000000000U);
    CHECK(sketch.count() == 10000000008U);
    CHECK(sketch.quantile(0.5) == 70.0);
    CHECK(sketch.quantile(0.51) == 90.0);
    CHECK(sketch.least() == 0);
    CHECK(sketch.greatest() == 90);
    sketch.clear();
    CHECK(sketch == Sketch());
    CHECK(sketch.count() == 0);
    sketch.add(1000000);
    CHECK(sketch.quantile(0.5) == 1000000.0);
}

TEST_CASE("a rank is not pushed up by rounding", "[sketch]") {
    Sketch sketch;
    for (std::int64_t value = 1; value <= 100; ++value) {
        sketch.add(value);
    }
    int wrong = 0;
    for (int percent = 1; percent <= 100; ++percent) {
        wrong += sketch.quantile(percent / 100.0) == percent ? 0 : 1;
    }
    CHECK(wrong == 0);
    CHECK(sketch.quantile(0) == 1.0);
    CHECK(sketch.quantile(0.071) == 8.0);
}

TEST_CASE("a bucket counts beyond 32 bits", "[sketch]") {
    constexpr std::uint64_t many = 5'000'000'000;
    Sketch sketch;
    sketch.add(5, many);
    sketch.add(7, 4'294'967'295);
    sketch.add(7);
    sketch.add(9, many);
    CHECK(sketch.count() == 2 * many + 4'294'967'296);
    CHECK(sketch.quantile(0.3) == 5);
    CHECK(sketch.quantile(0.5) == 7);
    CHECK(sketch.quantile(0.7) == 9);
    Sketch twice = sketch;
    twice.merge(sketch);
    CHECK(twice.count() == 2 * sketch.count());
    CHECK(twice.quantile(0.35) == 7);
    Sketch by_another_way;
    for (int i = 0; i < 2; ++i) {
        by_another_way.add(9, many);
        by_another_way.add(7, 4'294'967'296);
        by_another_way.add(5, many);
    }
    CHECK(by_another_way == twice);
    by_another_way.add(7, 4'294'967'296);
    CHECK_FALSE(by_another_way == twice);
    twice.clear();
    CHECK(twice.count() == 0);
    CHECK(twice == Sketch());
}

TEST_CASE("few values take little room, and are the same sketch as in whole octaves", "[sketch]") {
    const std::vector<std::int64_t> values = durations(150, 3);
    const Sketch few = sketch_of(values);
    Sketch spread = sketch_of(durations(5000, 4)); // in octaves from here on
    spread.clear();
    for (const std::int64_t value : values) {
        spread.add(value);
    }
    CHECK(few == spread);
    CHECK(few.count() == spread.count());
    int differ = 0;
    for (int rank = 1; rank <= 150; ++rank) {
        differ += few.quantile(rank / 150.0) == spread.quantile(rank / 150.0) ? 0 : 1;
    }
    CHECK(differ == 0);
    // Merged either way round, and past the number that is kept as a list.
    const Sketch more = sketch_of(durations(2000, 5));
    Sketch one = few;
    one.merge(more);
    Sketch other = more;
    other.merge(few);
    CHECK(one == other);
    Sketch twice = few;
    twice.merge(sketch_of(durations(150, 6)));
    Sketch at_once = few;
    for (const std::int64_t value : durations(150, 6)) {
        at_once.add(value);
    }
    CHECK(twice == at_once);
    CHECK(twice.count() == 300);
    CHECK_FALSE(twice == few);
    // Counts beyond 32 bits.
    Sketch many;
    many.add(5, std::uint64_t{3} << 32U);
    many.add(7);
    CHECK(many.count() == (std::uint64_t{3} << 32U) + 1);
    CHECK(many.quantile(0.5) == 5);
}

} // namespace sketch_test

#include "sim/mechanisms/vacation.hpp"

#include <algorithm>

namespace plimsoll {

namespace {

constexpr std::int64_t longest_block = 10; // working days: two weeks

/// Days of a year, numbered from the engine's time 0, and how many of each team are away on them.
class Year {
public:
    Year(const Plan& plan, const PlanVacation& vacation, int year)
        : plan_(plan), vacation_(vacation) {
        const Microseconds start = plan.dates->start() / day * day;
        const std::int64_t begun = plan.dates->month_begins(start) == start ? 0 : 1;
        const std::int64_t months = 12 * std::int64_t{year} - begun;
        first_ = year == 0 ? start / day : plan.dates->month_begins(start, months) / day;
        last_ = plan.dates->month_begins(start, months + 12) / day;
        month_.resize(static_cast<std::size_t>(last_ - first_));
        for (int month = 0; month < 12; ++month) {
            const DateRule rule{DateRule::Kind::month, 0, month + 1, 0, -1};
            for (std::int64_t number = first_; number < last_; ++number) {
                if (plan.dates->holds({rule, rule}, number)) {
                    month_[place(number)] = month;
                }
            }
        }
        away_.assign(plan.teams.size(), std::vector<std::int64_t>(month_.size(), 0));
    }

    Microseconds end() const { return last_ * day; }

    /// Every block that may begin on some day: the days on which this person is then away.
    std::vector<DaysAway> possible(const PlanVacation::Person& person, std::int64_t days,
                                   const std::vector<DaysAway>& taken) const {
        std::vector<DaysAway> found;
        for (std::int64_t from = first_; from < last_; ++from) {
            if (!works(person, from) || (days >= 5 && worked_since_monday(person, from))) {
                continue;
            }
            const std::int64_t to = end_of_block(person, from, days, taken);
            if (to > 0) {
                found.push_back({from * day, to * day});
            }
        }
        return found;
    }
    void take(const PlanVacation::Person& person, DaysAway block) {
        for (std::int64_t number = block.from / day; number < block.to / day; ++number) {
            for (const int team : person.teams) {
                ++away_[static_cast<std::size_t>(team)][place(number)];
            }
        }
    }

private:
    std::size_t place(std::int64_t number) const {
        return static_cast<std::size_t>(number - first_);
    }
    bool works(const PlanVacation::Person& person, std::int64_t number) const {
        const WeekClock& hours = plan_.clock(person.clock);
        return hours.open_before((number + 1) * day) > hours.open_before(number * day);
    }
    bool worked_since_monday(const PlanVacation::Person& person, std::int64_t number) const {
        for (std::int64_t other = number / 7 * 7; other < number; ++other) {
            if (works(person, other)) {
                return true;
            }
        }
        return false;
    }
    /// The first day after so many working days from this one; 0: they may not lie there.
    std::int64_t end_of_block(const PlanVacation::Person& person, std::int64_t from,
                              std::int64_t days, const std::vector<DaysAway>& taken) const {
        std::int64_t number = from;
        for (; days > 0; ++number) {
            if (number >= last_ || !may_lie_on(person, number, taken)) {
                return 0;
            }
            days -= works(person, number) ? 1 : 0;
        }
        return number;
    }
    bool may_lie_on(const PlanVacation::Person& person, std::int64_t number,
                    const std::vector<DaysAway>& taken) const {
        return person.months[static_cast<std::size_t>(month_[place(number)])] != 0 &&
               std::none_of(taken.begin(), taken.end(),
                            [number](const DaysAway& other) {
                                return number * day >= other.from && number * day < other.to;
                            }) &&
               std::all_of(person.teams.begin(), person.teams.end(), [&](int team) {
                   return away_[static_cast<std::size_t>(team)][place(number)] <
                          vacation_.most_away[static_cast<std::size_t>(team)];
               });
    }

    const Plan& plan_;
    const PlanVacation& vacation_;
    std::int64_t first_ = 0;
    std::int64_t last_ = 0;
    std::vector<int> month_;                      ///< by day
    std::vector<std::vector<std::int64_t>> away_; ///< by team and day
};

} // namespace

VacationYear draw_vacation(const Plan& plan, const PlanVacation& vacation, int number,
                           RandomKey key) {
    Year year(plan, vacation, number);
    VacationYear drawn;
    drawn.end = year.end();
    for (const PlanVacation::Person& person : vacation.people) {
        std::vector<DaysAway>& taken = drawn.away.emplace_back();
        std::uint32_t block = 0;
        std::int64_t length = longest_block;
        for (std::int64_t left = person.days; left > 0 && length > 0;) {
            length = std::min(length, left);
            const std::vector<DaysAway> possible = year.possible(person, length, taken);
            if (possible.empty()) {
                length /= 2; // shorter ones may find room
                continue;
            }
            const RandomWords words = philox(counter_of(static_cast<std::uint32_t>(person.body),
                                                        static_cast<std::uint32_t>(number), 0, 0,
                                                        DrawKind::person_absence, 1 + block++),
                                             key);
            const auto chosen = static_cast<std::size_t>(uniform(words[0], words[1]) *
                                                         static_cast<double>(possible.size()));
            year.take(person, possible[chosen]);
            taken.push_back(possible[chosen]);
            left -= length;
        }
        std::sort(taken.begin(), taken.end(),
                  [](const DaysAway& a, const DaysAway& b) { return a.from < b.from; });
    }
    return drawn;
}

} // namespace plimsoll

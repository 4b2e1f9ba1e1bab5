// M9: people fall ill and take vacation, and some of what they know nobody else does.
//
//     on duty, exponential(U) | away, exponential(1.5 days) | on duty ...
//
// Both run on the person's own hours; with sick days S of a year of Y working days
//
//     U = 1.5 Y / S - 1.5 days,    so that the share away is 1.5 / (U + 1.5) = S / Y.
//
// A spell is keyed by the person's number and its own, so it is the same at every volume and
// whatever else happens. Work in hand returns to the head of its queue, and nobody pays for taking
// it over (sim/engine/away.hpp).
//
// A step that somebody `knows` waits for them. On days on which none of them is there another does
// it, more slowly: a queue of options the last of which stand open on such days only
// (sim/plan/compile_knows.hpp). What waits meanwhile is `blocked`.
#pragma once

#include "sim/engine/event_list.hpp"
#include "sim/engine/work_item.hpp"
#include "sim/mechanisms/mechanism.hpp"
#include "sim/mechanisms/vacation.hpp"
#include "sim/random/philox.hpp"

#include <cstdint>
#include <memory>
#include <vector>

namespace plimsoll {

/// What M9 makes of a plan.
struct PlanAbsence : PlanMechanism {
    /// Somebody, under all names.
    struct Person {
        int body = 0;
        std::vector<int> names;    ///< places in Plan::people
        int clock = 0;             ///< open in all hours of theirs
        Microseconds day_long = 0; ///< open hours of a day on which it opens, on average
        double on_duty = 0;        ///< mean days until a spell; 0: never ill
    };
    std::vector<Person> people;
    PlanVacation vacation;
    std::vector<double> cover_errors; ///< by step of Plan::steps: the factor of who stands in
};

class Absence {
public:
    static constexpr int number = 9;
    static constexpr double spell_days = 1.5;

    static bool is_in_force(const Operation& operation);
    static std::shared_ptr<const PlanMechanism> compile(const Operation& operation, Plan& plan,
                                                        Clocks& clocks);

    explicit Absence(const Plan& plan)
        : compiled_(plan.mechanism<PlanAbsence>()),
          people_(compiled_ != nullptr ? compiled_->people.size() : 0) {}

    template <class Engine>
    void begin(Engine& engine) {
        for (std::uint32_t person = 0; person < people_.size(); ++person) {
            fall_ill_next(engine, person);
        }
        begin_year(engine);
    }
    template <class Engine>
    void goes_away(Engine& engine, std::uint32_t event) {
        const auto [person, why] = meaning_of(event);
        State& state = people_[person];
        if (why == Reason::illness) {
            if (state.put_off > 0) {
                // So many of its days on duty were vacation.
                push(engine, EventKind::away, person, why,
                     engine.clock.after(clock_of(person), engine.clock.now(), state.put_off));
                state.put_off = 0;
                return;
            }
            const RandomWords words = words_of(engine, person, state.spell);
            push(engine, EventKind::back, person, why,
                 engine.clock.after(clock_of(person), engine.clock.now(),
                                    in_hours(person, spell_days, uniform(words[2], words[3]))));
            state.is_ill = true;
        } else {
            state.put_off += state.is_ill
                                 ? 0
                                 : engine.clock.open_between(clock_of(person), engine.clock.now(),
                                                             state.vacation.front().to);
            push(engine, EventKind::back, person, why, state.vacation.front().to);
        }
        if (state.away++ == 0) {
            for (const int name : compiled_->people[person].names) {
                send_away(engine, static_cast<std::uint32_t>(name));
            }
        }
    }
    template <class Engine>
    void comes_back(Engine& engine, std::uint32_t event) {
        if (event == new_year) {
            begin_year(engine);
            return;
        }
        const auto [person, why] = meaning_of(event);
        State& state = people_[person];
        if (why == Reason::illness) {
            state.is_ill = false;
            ++state.spell;
            fall_ill_next(engine, person);
        } else {
            state.vacation.erase(state.vacation.begin());
            go_on_vacation_next(engine, person);
        }
        if (--state.away == 0) {
            for (const int name : compiled_->people[person].names) {
                bring_back(engine, static_cast<std::uint32_t>(name));
            }
        }
    }
    template <class Engine>
    void publish(Engine& engine) {
        if (compiled_ == nullptr) {
            return;
        }
        for (const PlanAbsence::Person& person : compiled_->people) {
            for (const int name : person.names) {
                const auto place = static_cast<std::uint32_t>(name);
                engine.ledger.absent(place, engine.staff.absences().absent(place));
            }
        }
    }

    /// By what factor the errors of an execution rise because somebody stands in.
    template <class Engine>
    double error_factor(const Engine& engine, const WorkItem& item) const {
        return compiled_ != nullptr && !item.side && engine.plan.queue(item.need).covers >= 0
                   ? compiled_->cover_errors[static_cast<std::size_t>(item.step)]
                   : 1;
    }

private:
    enum class Reason : std::uint32_t { illness, vacation };
    struct Meaning {
        std::uint32_t person;
        Reason why;
    };
    static constexpr std::uint32_t new_year = 0xFFFFFFU;
    struct State {
        std::uint32_t spell = 0;
        int away = 0; ///< for so many reasons
        bool is_ill = false;
        Microseconds put_off = 0;       ///< the next spell, by vacation
        std::vector<DaysAway> vacation; ///< of this year, what is left
    };

    static Meaning meaning_of(std::uint32_t event) {
        return {event / 2, static_cast<Reason>(event % 2)};
    }
    int clock_of(std::uint32_t person) const { return compiled_->people[person].clock; }
    /// An exponential time of this mean, in the person's own hours.
    Microseconds in_hours(std::uint32_t person, double days, double luck) const {
        return exponential_days(days, luck, compiled_->people[person].day_long);
    }
    static Microseconds exponential_days(double days, double luck, Microseconds day_long);

    template <class Engine>
    RandomWords words_of(const Engine& engine, std::uint32_t person, std::uint32_t spell) const {
        return philox(counter_of(static_cast<std::uint32_t>(compiled_->people[person].body), spell,
                                 0, 0, DrawKind::person_absence, 0),
                      engine.key);
    }
    template <class Engine>
    static void push(Engine& engine, EventKind kind, std::uint32_t person, Reason why,
                     Microseconds time) {
        set_event_of(engine, kind, number, 2 * person + static_cast<std::uint32_t>(why), time);
    }
    template <class Engine>
    void fall_ill_next(Engine& engine, std::uint32_t person) {
        const double on_duty = compiled_->people[person].on_duty;
        if (on_duty > 0) {
            const RandomWords words = words_of(engine, person, people_[person].spell);
            push(engine, EventKind::away, person, Reason::illness,
                 engine.clock.after(clock_of(person), engine.clock.now(),
                                    in_hours(person, on_duty, uniform(words[0], words[1]))));
        }
    }
    template <class Engine>
    void go_on_vacation_next(Engine& engine, std::uint32_t person) {
        if (!people_[person].vacation.empty()) {
            push(engine, EventKind::away, person, Reason::vacation,
                 people_[person].vacation.front().from);
        }
    }
    /// Draws the vacation of all for a year from now on.
    template <class Engine>
    void begin_year(Engine& engine) {
        if (compiled_ == nullptr || compiled_->vacation.people.empty()) {
            return;
        }
        const VacationYear year =
            draw_vacation(engine.plan, compiled_->vacation, year_++, engine.key);
        for (std::size_t i = 0; i < year.away.size(); ++i) {
            const auto person = static_cast<std::uint32_t>(compiled_->vacation.people[i].person);
            people_[person].vacation = year.away[i];
            go_on_vacation_next(engine, person);
        }
        set_event_of(engine, EventKind::back, number, new_year, year.end);
    }

    const PlanAbsence* compiled_;
    std::vector<State> people_; ///< as PlanAbsence::people
    int year_ = 0;
};

} // namespace plimsoll

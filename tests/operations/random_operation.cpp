#include "operations/random_operation.hpp"
#include "sim/plan/features.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <vector>

namespace plimsoll {

namespace {

class Dice {
public:
    explicit Dice(std::uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15U + 1) {}
    int roll(int sides) {
        state_ = state_ * 6364136223846793005U + 1442695040888963407U;
        return static_cast<int>((state_ >> 33U) % static_cast<std::uint64_t>(sides));
    }
    bool one_in(int n) { return roll(n) == 0; }
    std::string any(std::initializer_list<const char*> of) {
        return *(of.begin() + roll(static_cast<int>(of.size())));
    }

private:
    std::uint64_t state_;
};

struct TeamText {
    std::string name;
    bool named = false;     ///< members anna, ben and two others
    bool unlimited = false; ///< or units: nobody in particular
    bool has_skill = false;
};

struct StepText {
    std::string name;
    int team = -1;
    bool has_exits = false;
    bool has_rework = false;
};

/// One model being written.
class Writer {
public:
    Writer(std::uint64_t seed, Work most) : dice_(seed), most_(most) {}

    std::string model() {
        client_kinds_ = dice_.one_in(4);
        dates_ = dice_.one_in(3);
        text_ = "assumptions: neutral\ncalendar: " +
                dice_.any({"Mon-Fri 09:00-17:00", "always", "Mon-Sat 06:00-22:00",
                           "[Mon-Thu 08:00-12:00 + 13:00-17:00, Fri 08:00-13:00]"}) +
                "\n";
        if (dates_) {
            text_ += "start: 2027-01-04\nholidays: [1 Jan, 13 Jan..14 Jan, 25 Dec..26 Dec]\n";
        }
        churns_ = dice_.one_in(5);
        text_ += fmt::format("clients: {{today: 5{}{}{}}}\n",
                             client_kinds_ ? ", kinds: {gold: 30%, plain: rest}" : "",
                             churns_ ? ", churn: 10% per month" : "",
                             dice_.one_in(4) ? ", price: 300 per month" : "");
        teams();
        workflows();
        return text_;
    }

private:
    void teams() {
        text_ += "teams:\n";
        const int count = 2 + dice_.roll(3);
        for (int i = 0; i < count; ++i) {
            TeamText team;
            team.name = fmt::format("t{}", i);
            std::string body;
            const int who = dice_.roll(6);
            switch (most_ != Work::any && who == 0 ? 5 : who) {
            case 0:
                body = "people: {" + named_people(i, team) + "}";
                team.named = true;
                break;
            case 1:
                body = "units: " + dice_.any({"1", "2", "3"});
                break;
            case 2:
                body = "people: " + dice_.any({"1.5", "2.5"});
                break;
            case 3:
                body = i > 0 && dice_.one_in(2) ? "people: unlimited, outside: yes" : "people: 3";
                team.unlimited = body != "people: 3";
                break;
            default:
                body = "people: " + dice_.any({"2", "3", "4"});
                break;
            }
            if (!team.unlimited) {
                if (dice_.one_in(3)) {
                    body += ", order: " + dice_.any({"priority", "due", "shortest"});
                }
                if (!team.named && dice_.one_in(6)) {
                    body += ", calendar: " +
                            dice_.any({"Mon-Fri 08:00-16:00", "always", "Mon-Sat 10:00-20:00"});
                }
                if (more_one_in(6)) {
                    body += ", wip: " + dice_.any({"4", "6", "2 per person"}) +
                            dice_.any({"", ", full: hold", ", full: turn away"});
                }
                if (i > 0 && !teams_.front().unlimited && dice_.one_in(6)) {
                    body += ", helps: {t0: 60%}";
                }
                body += ", cost: 30 per hour";
            }
            text_ += fmt::format("  {}: {{{}}}\n", team.name, body);
            teams_.push_back(team);
        }
    }

    std::string named_people(int number, TeamText& team) {
        std::string text = fmt::format("anna{}: {{", number);
        if (dice_.one_in(2)) {
            team.has_skill = true;
            text += "skills: [german]";
        }
        text +=
            fmt::format("}}, ben{}: {{{}}}", number, dice_.any({"", "speed: 70%", "speed: 150%"}));
        text += dice_.one_in(2) ? ", more: {count: 2}" : "";
        if (dates_ && dice_.one_in(3)) {
            text += fmt::format(
                ", extra{}: {{{}}}", number,
                dice_.any({"days: working day 1..5", "from: 2027-01-11", "until: 2027-01-20"}));
        }
        return text;
    }

    void workflows() {
        text_ += "workflows:\n";
        const int count = 1 + dice_.roll(3);
        for (int i = 0; i < count; ++i) {
            workflow(i, count);
        }
    }

    void workflow(int number, int count) {
        const std::string name = fmt::format("w{}", number);
        std::string head;
        case_kinds_ = dice_.one_in(4);
        if (case_kinds_) {
            head += "    kinds: {bug: 40%, feature: rest}\n";
        }
        const bool called = number > 0 && number + 1 == count && more_one_in(3);
        head += "    demand: " + (called ? "none" : demand(number)) + "\n";
        if (dice_.one_in(2)) {
            head += "    due: " + due() + "\n";
        }
        if (more_one_in(5)) {
            head += "    wip: 5" + dice_.any({"", "\n    full: turn away"}) + "\n";
        }
        if (dice_.one_in(5)) {
            head += "    value: 400 per case\n";
        }
        text_ += "  " + name + ":\n" + head + "    steps:\n";
        steps_.clear();
        const int steps = 1 + dice_.roll(6);
        const bool calls = !called && number + 1 < count && more_one_in(3);
        for (int i = 0; i < steps; ++i) {
            text_ += step(i, calls && i == steps - 1 ? fmt::format("w{}", count - 1) : "");
        }
    }

    std::string demand(int number) {
        switch (dice_.roll(number > 0 ? 9 : 7)) {
        case 0:
            return "1 per hour";
        case 1:
            return "every gamma(mean=50min cv=0.7)";
        case 2:
            return "{rate: 3 per client per week, pattern: {Mon: 150%, 09:00-12:00: 140%}}";
        case 3:
            return dice_.any({"6 always open", "1 per idle client per day"});
        case 4:
            return "{rate: 2 per client per week, at: " + dice_.any({"Tue 14:00", "Mon", "Thu"}) +
                   ", spread: 4h}";
        case 5:
            return "{rate: 4 per client per month, between: gamma(cv=1.2)}";
        case 7:
            return "1 per w0";
        case 8:
            return churns_ ? "3 per new client" : "{rate: 50% per w0, delay: 1h..9h}";
        default:
            return "4 per client per month";
        }
    }

    std::string due() {
        return dice_.any({"1d", "{in: 6h, for: 90%}", "{in: 9h, clock: always}",
                          "{in: 5h, pauses: [s0]}", "{in: 3h, until: s0}", "{by: 16:00}",
                          "{by: 15:00, if_before: 12:00}"});
    }

    std::string effort() {
        const std::string one = dice_.any({"10min..40min", "exactly 20min", "exponential(25min)",
                                           "5min..20min..90min", "0min", "2h"});
        if (case_kinds_ && dice_.one_in(3)) {
            return "{bug: " + one + ", otherwise: 15min}";
        }
        return one;
    }

    /// The words of a step with people.
    std::string work(int number, StepText& step) {
        step.team = dice_.roll(static_cast<int>(teams_.size()));
        const TeamText& team = teams_[static_cast<std::size_t>(step.team)];
        std::string body = "team: " + team.name;
        std::string own_effort = effort();
        if (!team.unlimited && step.team == 0 && teams_.size() > 1 && !teams_[1].unlimited &&
            dice_.one_in(5)) {
            body = "team: [t0, t1]";
        } else if (most_ == Work::joint && !team.unlimited && dice_.one_in(3)) {
            body += together(step);
        } else if (team.named && dice_.one_in(3)) {
            own_effort = fmt::format("{{anna{}: 15min, otherwise: 30min}}", step.team);
        } else if (team.has_skill && dice_.one_in(3)) {
            body += ", skill: german";
        } else if (team.named && dice_.one_in(2)) {
            body += ", person: " + person(step);
        } else if (!team.unlimited && more_one_in(8)) {
            const int other = dice_.roll(static_cast<int>(teams_.size()));
            if (other != step.team && !teams_[static_cast<std::size_t>(other)].unlimited) {
                const std::string name = teams_[static_cast<std::size_t>(other)].name;
                body += dice_.one_in(2) ? ", with: [" + name + "]" : ", with: {" + name + ": 50%}";
            }
        } else if (!team.unlimited && more_one_in(8)) {
            body += ", interrupts: yes";
        } else if (!team.unlimited && more_one_in(8)) {
            body += ", pace: 4h per week";
            alone_ = true;
        } else if (!team.unlimited && more_one_in(8)) {
            body += ", slot: {every: 30min, lead: 2h..9h, no_show: 10%}";
            alone_ = true;
        }
        body += ", effort: " + own_effort;
        if (number == 0 && dice_.one_in(6)) {
            body += ", due: {start: 30min}";
        }
        if (!team.unlimited && dice_.one_in(6)) {
            const std::string patience =
                dice_.any({"2h", "exponential(3h)", "{wait: 2h}", "{wait: 3h, during: work}"});
            body += ", patience: " + (most_ != Work::any ? "3h" : patience);
        }
        return body;
    }

    /// For words beyond usual and joint work.
    bool more_one_in(int n) { return dice_.one_in(n) && most_ == Work::any; }

    /// Somebody of another team, or one more of its own.
    std::string together(const StepText& step) {
        const int other = dice_.roll(static_cast<int>(teams_.size()));
        return other == step.team || teams_[static_cast<std::size_t>(other)].unlimited
                   ? ", people: 2"
                   : ", with: [" + teams_[static_cast<std::size_t>(other)].name + "]";
    }

    std::string person(const StepText& step) {
        for (const StepText& earlier : steps_) {
            if (earlier.team == step.team) {
                return dice_.any({"same as ", "not "}) + earlier.name;
            }
        }
        return "of the client";
    }

    std::string step(int number, const std::string& calls) {
        StepText step;
        step.name = fmt::format("s{}", number);
        alone_ = false;
        std::string body;
        if (!calls.empty()) {
            body = "calls: " + calls;
        } else if (!dice_.one_in(5)) {
            body = work(number, step);
        }
        const auto add = [&body](const std::string& text) {
            body += (body.empty() ? "" : ", ") + text;
        };
        if (calls.empty() && !alone_ && dice_.one_in(5)) {
            add("delay: " + dice_.any({"1h", "30min..4h", "1cd", "exactly 0h"}));
        }
        if (number > 0 && !dice_.one_in(6)) {
            add("after: " + after(number));
        }
        if (calls.empty() && !alone_ && step.team >= 0 && more_one_in(7)) {
            add(dice_.any({"batch: 3", "batch: {size: 4, wait: 2h}", "batch: {at: [11:00, 15:00]}",
                           "batch: {size: 3, wait: 90min, effort: 10min}"}));
        } else if (calls.empty() && more_one_in(7)) {
            add("times: " + dice_.any({"2", "0..2..4", "{count: 2, apart: 2h}"}));
        }
        if (dice_.one_in(4)) {
            step.has_exits = true;
            add("exits: " +
                dice_.any({"{good: 70%, bad: rest}", "{good: 50%, bad: 30%, ugly: rest}"}));
        }
        if (number > 0 && dice_.one_in(5)) {
            add("chance: 60%");
        }
        if (number > 0 && calls.empty() && dice_.one_in(6)) {
            add("rework: {to: " + step.name + ", chance: 20%, effort: 50%, at_most: 3}");
        }
        if (dice_.one_in(8)) {
            add("priority: 2");
        }
        if (dice_.one_in(8)) {
            add("cost: 15 each");
        }
        steps_.push_back(step);
        return fmt::format("      {}: {{{}}}\n", step.name, body);
    }

    std::string after(int number) {
        const auto arc = [this](int from) {
            const StepText& step = steps_[static_cast<std::size_t>(from)];
            const bool by_exit = step.has_exits && !dice_.one_in(3);
            return step.name + (by_exit ? dice_.any({".good", ".bad"}) : "");
        };
        const int first = dice_.roll(number);
        const int second = dice_.roll(number);
        return first == second || dice_.one_in(2) ? arc(first)
                                                  : "[" + arc(first) + ", " + arc(second) + "]";
    }

    Dice dice_;
    Work most_;
    std::string text_;
    std::vector<TeamText> teams_;
    std::vector<StepText> steps_;
    bool client_kinds_ = false;
    bool case_kinds_ = false;
    bool dates_ = false;
    bool churns_ = false;
    bool alone_ = false; ///< the step at hand is not gathered with others, nor waits twice
};

} // namespace

std::string random_operation_text(std::uint64_t seed) {
    return Writer(seed, Work::any).model();
}

std::string random_usual_operation_text(std::uint64_t seed) {
    return Writer(seed, Work::usual).model();
}

std::string random_joint_operation_text(std::uint64_t seed) {
    return Writer(seed, Work::joint).model();
}

} // namespace plimsoll

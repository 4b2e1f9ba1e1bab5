// What an operation is: the checked model, with every unit resolved and every name an index.
//
// Reading a file (model/read_operation.hpp) is the only way from text to these structs; whatever
// holds an Operation may rely on it being consistent. Lists are in the file's order, which is also
// the order of the result and of every tie.
#pragma once

#include "model/calendar.hpp"
#include "model/distribution.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace plimsoll {

/// Which waiting work a team takes first (MODEL.md ruling 8).
enum class Order { fifo, priority, due, shortest };

/// Some people of a team who share a calendar, a speed and a price.
struct Members {
    std::string name;  ///< empty for the unnamed people of `people: 6`
    std::string label; ///< display name; empty: the name
    std::int64_t count = 1;
    Calendar calendar; ///< after `available` has taken its part
    double cost_per_hour = 0;
    double speed = 1; ///< effort is divided by it

    bool operator==(const Members&) const = default;
};

struct Team {
    std::string name;
    std::string label;
    bool unlimited = false;         ///< nobody ever waits for it; paid when working; no members
    bool units = false;             ///< rooms, machines, licences: no people
    bool outside = false;           ///< a supplier, a court: delays run on the wall clock
    bool paid_when_working = false; ///< otherwise for every available hour
    Order order = Order::fifo;
    Calendar calendar; ///< the team's own, which its members start from
    double cost_per_hour = 0;
    std::vector<Members> members; ///< empty when unlimited

    bool operator==(const Team&) const = default;
};

/// `after: a` or `after: a.exit`: an arc of the workflow graph.
struct Arc {
    int from = 0;  ///< step
    int exit = -1; ///< exit of that step, or -1: by whichever exit

    bool operator==(const Arc&) const = default;
};

struct Exit {
    std::string name;
    std::string label;
    double share = 0;

    bool operator==(const Exit&) const = default;
};

/// Work sent back: from this step to an earlier one (MODEL.md ruling 3).
struct Rework {
    int to = 0;
    double chance = 1;
    double effort_share = 1;
    std::int64_t at_most = -1; ///< times in a case; -1: without limit

    bool operator==(const Rework&) const = default;
};

/// A wait that takes nobody's time.
struct Delay {
    Distribution length;
    bool wall_clock = false; ///< calendar days, or an outside team; otherwise `calendar`
    Calendar calendar;       ///< the team's, or the operation's for a step without team

    bool operator==(const Delay&) const = default;
};

/// So many people of a team, at the same time as the step's others.
struct Need {
    int team = 0;
    std::int64_t people = 1;

    bool operator==(const Need&) const = default;
};

struct Step {
    std::string name;
    std::string label;
    std::vector<Need> needs; ///< the step's own team first; empty: nobody's time
    std::optional<Distribution>
        effort; ///< working time of each person; set when needs is not empty
    std::optional<Delay> delay;
    std::vector<Arc> after;
    std::vector<Exit> exits;    ///< shares sum to 1
    double chance = 1;          ///< of being done at all
    std::vector<Rework> rework; ///< chances sum to at most 1
    int priority = 5;           ///< 1 most urgent .. 9; the workflow's unless the step has one
    double cost_each = 0;

    bool operator==(const Step&) const = default;
};

/// A stretch of the week in which demand is `factor` times as strong as outside every stretch.
struct PatternPiece {
    Microseconds from = 0; ///< since Monday 00:00
    Microseconds to = 0;
    double factor = 1;

    bool operator==(const PatternPiece&) const = default;
};

struct Demand {
    enum class Kind {
        per_client, ///< rate_per_hour for each client: Poisson, or a stream a client by `between`
        rate,       ///< rate_per_hour altogether: Poisson, or one stream by `between`
        every,      ///< one stream of intervals, the first arrival after one interval
    };
    Kind kind = Kind::rate;
    double rate_per_hour = 0;             ///< per open hour of `calendar`
    std::optional<Distribution> interval; ///< `every`: on `calendar`, or the wall clock
    bool interval_on_wall_clock = false;  ///< `every 7cd`
    std::optional<Distribution>
        between;       ///< `between`: a law of mean one hour, to be scaled by the rate
    Calendar calendar; ///< arrivals come in its open time
    std::vector<PatternPiece> pattern; ///< overlapping pieces multiply; empty: flat

    bool operator==(const Demand&) const = default;
};

struct Due {
    Microseconds within = 0;
    bool wall_clock = false; ///< written in calendar days; otherwise the operation's calendar

    bool operator==(const Due&) const = default;
};

struct Workflow {
    std::string name;
    std::string label;
    Demand demand;
    std::optional<Due> due;
    std::vector<Step> steps;

    bool operator==(const Workflow&) const = default;
};

/// A value in force that the user did not measure, or a mechanism that is declared: with its basis.
struct Assumption {
    std::string key; ///< path, as in `teams.delivery.people`
    std::string value;
    std::string basis; ///< V checked in a source, R recalled, D declared, C computed (SCIENCE.md)
    std::string source;
    bool simulated = true;

    bool operator==(const Assumption&) const = default;
};

/// The source of what the model file itself declares.
inline constexpr const char* stated_in_the_model = "the model file";

struct Operation {
    std::string name = "Operation";
    std::string currency = "EUR";
    bool neutral = false; ///< `assumptions: neutral`: every mechanism off
    Calendar calendar;
    std::int64_t clients_today = 20;
    std::optional<std::int64_t> clients_target;
    std::vector<Team> teams;
    std::vector<Workflow> workflows;
    std::vector<Assumption> assumptions;

    bool operator==(const Operation&) const = default;
};

} // namespace plimsoll

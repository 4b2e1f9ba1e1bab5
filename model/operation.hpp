// What an operation is: the checked model, with every unit resolved and every name an index.
//
// Reading a file (model/read/read_operation.hpp) is the only way from text to these structs;
// whatever holds an Operation may rely on it being consistent. Lists are in the file's order, which
// is also the order of the result and of every tie.
#pragma once

#include "model/calendar.hpp"
#include "model/date.hpp"
#include "model/distribution.hpp"
#include "model/mechanism.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace plimsoll {

/// The share that is promised to be in time where the model does not say.
inline constexpr double usual_promise = 0.95;

/// Which waiting work a team takes first (MODEL.md ruling 8).
enum class Order { fifo, priority, due, shortest };

/// Some people of a team who share a calendar, a speed and a price.
struct Members {
    std::string name;  ///< empty for the unnamed people of `people: 6`
    std::string label; ///< display name; empty: the name
    std::int64_t count = 1;
    Calendar calendar; ///< after `available` has taken its part
    double cost_per_hour = 0;
    double speed = 1;                 ///< effort is divided by it
    std::optional<Presence> presence; ///< by date; otherwise always
    std::vector<std::string> skills;

    bool operator==(const Members&) const = default;
};

/// The most that may be held at once, waiting and in work, and what happens to what comes beyond.
struct Limit {
    enum class Full {
        wait,      ///< it stays where it was, without the person who brought it
        hold,      ///< the person who brought it stays with it
        turn_away, ///< its case ends there
    };
    std::int64_t most = 0;
    Full full = Full::wait;

    bool operator==(const Limit&) const = default;
};

/// A team takes another's work when it has none of its own that could start.
struct Help {
    int team = 0;
    double speed = 1; ///< at which it does that team's work

    bool operator==(const Help&) const = default;
};

struct Team {
    std::string name;
    std::string label;
    bool unlimited = false;         ///< nobody ever waits for it; paid when working; no members
    bool units = false;             ///< rooms, machines, licences: no people
    bool tool = false;              ///< declared under `tools`; a step's `tool` holds one of it
    bool outside = false;           ///< a supplier, a court: delays run on the wall clock
    bool paid_when_working = false; ///< otherwise for every available hour
    Order order = Order::fifo;
    std::optional<Limit> wip;
    Calendar calendar; ///< the team's own, which its members start from
    double cost_per_hour = 0;
    std::vector<Members> members; ///< empty when unlimited
    std::vector<Help> helps;

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
    bool of_patience = false; ///< never drawn: taken when patience ends

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

/// How long a case bears waiting at a step, and what it does then.
struct Patience {
    Delay wait;
    bool during_work = false; ///< it also runs while the step is worked on
    int then_exit = -1;       ///< it leaves by this exit of the step; otherwise its case ends
    int then_team = -1;       ///< or it is escalated: it goes on waiting for this team

    bool operator==(const Patience&) const = default;
};

/// So many people of a team, at the same time as the step's others.
struct Need {
    int team = 0;
    std::int64_t people = 1;
    double share = 1; ///< of the work's time that they stay; all start together

    bool operator==(const Need&) const = default;
};

/// Who of the team does a step, seen from the case or its client (MODEL.md ruling 10).
struct PersonRule {
    enum class Kind {
        same_as,    ///< who did `step`
        of_client,  ///< the client's own person
        other_than, ///< not who did `step`
    };
    Kind kind = Kind::same_as;
    int step = -1;
    std::optional<Delay> any_after; ///< so long it waits for that person, then for anybody

    bool operator==(const PersonRule&) const = default;
};

/// People or units of a team that stay with the case after the step.
struct Keep {
    int team = 0;
    int until = 0; ///< the step that is done when they go

    bool operator==(const Keep&) const = default;
};

/// The effort of a step when this member does it.
struct PersonEffort {
    std::string member;
    Distribution effort;

    bool operator==(const PersonEffort&) const = default;
};

/// Work that is gathered and then done as one piece. It begins when one of these says so.
struct Batch {
    std::int64_t size = 0;              ///< when so many are there; 0: no number is enough
    std::optional<Delay> wait;          ///< when the first has waited so long
    std::vector<Microseconds> at;       ///< at these times of the week, sorted
    std::vector<DateRule> dates;        ///< at these dates
    std::optional<Distribution> effort; ///< once a batch, beside what each item takes

    bool operator==(const Batch&) const = default;
};

/// A step that is done several times before it is done.
struct Repeat {
    Distribution count;         ///< a number, not a time; what is drawn is rounded
    std::optional<Delay> apart; ///< each begins so long after the last; otherwise side by side

    bool operator==(const Repeat&) const = default;
};

/// Appointments: one for each person of the team every so often, from each opening on.
struct Slot {
    Microseconds every = 0;
    Delay lead; ///< how long before it is booked at least
    double no_show = 0;

    bool operator==(const Slot&) const = default;
};

/// How soon a visit of a step is to be started.
struct ResponseTime {
    Microseconds within = 0;
    bool wall_clock = false; ///< written in calendar days; otherwise `calendar`
    Calendar calendar;
    double promised = usual_promise; ///< the share of visits that is to be started within it

    bool operator==(const ResponseTime&) const = default;
};

struct Step {
    std::string name;
    std::string label;
    std::vector<Need> needs;   ///< the step's own team first; empty: nobody's time
    std::vector<int> or_teams; ///< may do it in place of the own team, in this order
    std::string skill;         ///< only members who have it; empty: anybody
    std::optional<PersonRule> person;
    std::optional<Keep> keep;
    std::optional<Distribution>
        effort; ///< working time of each person; set when needs is not empty
    std::vector<PersonEffort> effort_of; ///< instead of it, when one of these does the step
    std::optional<Delay> delay;
    std::vector<Arc> after;
    std::vector<Exit> exits;    ///< shares sum to 1
    double chance = 1;          ///< of being done at all
    std::vector<Rework> rework; ///< chances sum to at most 1
    int priority = 5;           ///< 1 most urgent .. 9; the workflow's unless the step has one
    double cost_each = 0;
    std::optional<Patience> patience;
    std::optional<Limit> wip;
    std::optional<Batch> batch;
    std::optional<Repeat> times;
    int calls = -1;                   ///< workflow whose case it runs and waits for
    std::optional<Microseconds> pace; ///< done in pieces of this length, one an open day
    bool interrupts = false;          ///< takes a person away from other work
    std::optional<Slot> slot;
    std::optional<ResponseTime> response;
    std::string tool; ///< it is worked on in it; empty: in none

    bool operator==(const Step&) const = default;
};

/// A stretch of the week in which demand is `factor` times as strong as outside every stretch.
struct PatternPiece {
    Microseconds from = 0; ///< since Monday 00:00
    Microseconds to = 0;
    double factor = 1;

    bool operator==(const PatternPiece&) const = default;
};

/// Days on which demand is `factor` times as strong as on others.
struct DatedFactor {
    DateRange days;
    double factor = 1;

    bool operator==(const DatedFactor&) const = default;
};

/// What makes a case of another workflow begin: a case of `workflow` that leaves, a step of it that
/// is done, an exit that is taken or an outcome.
struct Cause {
    int workflow = -1;
    int step = -1; ///< a step done, or the step of `exit`
    int exit = -1;
    std::string outcome; ///< empty: any, with step -1
    double times = 1;    ///< whole cases each time, and one more with the chance of what is left
    std::optional<Delay> delay;

    bool operator==(const Cause&) const = default;
};

/// Cases that come at dates.
struct DatedDemand {
    std::string name;         ///< of a burst; otherwise empty
    std::vector<DateRule> at; ///< each brings so many
    double cases = 0;        ///< whole ones each time, and one more with the chance of what is left
    bool per_client = false; ///< so many of each client
    std::optional<Delay> spread; ///< how long after the date each one comes

    bool operator==(const DatedDemand&) const = default;
};

struct Demand {
    enum class Kind {
        per_client,  ///< rate_per_hour for each client: Poisson, or a stream a client by `between`
        rate,        ///< rate_per_hour altogether: Poisson, or one stream by `between`
        every,       ///< one stream of intervals, the first arrival after one interval
        always_open, ///< so many cases are open: one that ends starts the next
        idle_client, ///< rate_per_hour for each client without an open case
        caused,      ///< by what another workflow does
        none,        ///< of its own
        dated,       ///< at dates, by `dated` alone
        new_client,  ///< a client who takes the place of another, by `cause.times` and its delay
        lost_client, ///< one who leaves it
    };
    Kind kind = Kind::rate;
    double rate_per_hour = 0;             ///< per open hour of `calendar`
    std::optional<Distribution> interval; ///< `every`: on `calendar`, or the wall clock
    bool interval_on_wall_clock = false;  ///< `every 7cd`
    std::optional<Distribution>
        between;       ///< `between`: a law of mean one hour, to be scaled by the rate
    Calendar calendar; ///< arrivals come in its open time
    std::vector<PatternPiece> pattern;      ///< overlapping pieces multiply; empty: flat
    std::vector<DatedFactor> dated_pattern; ///< the same, by date
    std::int64_t open_cases = 0;            ///< of `always_open`
    Cause cause;                            ///< of `caused`
    std::vector<DatedDemand> dated;         ///< of `dated`, and bursts beside any other

    bool operator==(const Demand&) const = default;
};

/// By when a case is to be done (MODEL.md ruling 14).
struct Due {
    Microseconds within = 0;        ///< from its arrival; without meaning where there is `by`
    bool wall_clock = false;        ///< written in calendar days; otherwise `calendar`
    Calendar calendar;              ///< the operation's, or that of `clock`
    std::optional<Microseconds> by; ///< a time of day, since midnight: the next one that
                                    ///< lies in `calendar`, its closing times included
    std::optional<DateRule> date;   ///< or the next such day, to its end; with a time as `by`
    std::optional<Microseconds> if_before; ///< a time of day: what comes later has until the next
    std::vector<int> pauses;               ///< steps at which the time stands still
    int until = -1;                  ///< the step whose first completion meets it; -1: the end
    double promised = usual_promise; ///< the share of cases that is to be in time

    bool operator==(const Due&) const = default;
};

/// What a case brings in that ends by this outcome.
struct OutcomeValue {
    std::string outcome;
    double amount = 0;

    bool operator==(const OutcomeValue&) const = default;
};

/// What a case is worth: the same for every completed one, or by its outcome.
struct CaseValue {
    double per_case = 0;                  ///< without meaning where there is `by_outcome`
    std::vector<OutcomeValue> by_outcome; ///< others bring in nothing

    bool operator==(const CaseValue&) const = default;
};

/// A kind of client or of case, and how many are of it.
struct Kind {
    std::string name;
    double share = 0;

    bool operator==(const Kind&) const = default;
};

struct Workflow {
    std::string name;
    std::string label;
    std::vector<Kind> kinds; ///< of its cases, drawn once a case; empty: all alike
    std::optional<Limit> wip;
    Demand demand;
    std::optional<Due> due;
    std::optional<CaseValue> value;
    std::optional<double> penalty; ///< for each case that is not in time
    std::vector<Step> steps;
    /// Where kinds of clients or of cases differ: the workflow as it is for each client's kind and,
    /// within it, each case's. Steps, exits and arcs are the same in all; values may differ. The
    /// members above are then those of the first. Empty: no kinds.
    std::vector<Workflow> variants;

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

/// What is entered in one tool is there in the other, without anybody's doing.
struct Integration {
    std::string from; ///< a tool
    std::string to;

    bool operator==(const Integration&) const = default;
};

struct Operation {
    std::string name = "Operation";
    std::string currency = "EUR";
    bool neutral = false; ///< `assumptions: neutral`: every mechanism off
    Calendar calendar;
    std::optional<Dates> dates;     ///< where anything in it asks for dates
    std::vector<Kind> client_kinds; ///< drawn once a client; empty: all alike
    std::int64_t clients_today = 20;
    std::optional<std::int64_t> clients_target;
    double churn_per_hour = 0; ///< chance of a client to leave, and be followed by a new one
    std::vector<double> client_prices; ///< a month: one, or one for each kind; empty: none is said
    std::vector<Team> teams;
    std::vector<Workflow> workflows;
    std::vector<Integration> integrations;
    std::vector<MechanismValue> mechanisms; ///< stated, then typical
    std::vector<Assumption> assumptions;

    bool operator==(const Operation&) const = default;
};

} // namespace plimsoll

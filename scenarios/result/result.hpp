// What a run or a sweep found: the object that every renderer prints from.
//
// It mirrors the result file (docs/result.md) field by field. Times are hours on the operation's
// calendar, money is in the model's currency, shares lie between 0 and 1. Teams, workflows, steps
// and members stand in the file's order. A block that was not computed is empty and does not
// appear.
#pragma once

#include "model/operation.hpp"
#include "model/read/changes.hpp"
#include "scenarios/result/estimate.hpp"
#include "scenarios/result/logged_visits.hpp"
#include "scenarios/result/utilisation_curve.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace plimsoll {

/// What one year may bring: one year in ten lies below `low`, one above `high`.
struct YearRange {
    double low = 0;
    double high = 0;
};

/// A year's range, or the reason why there is none.
struct YearFigure {
    std::optional<YearRange> value;
    std::string why; ///< set when value is empty
};

struct YearFigures {
    YearFigure attainment;
    YearFigure flow_time_p95; ///< hours
};

/// A figure with the key it has in the result file.
struct Named {
    std::string key;
    Figure figure;
};

struct MemberFigures {
    std::string name;
    Figure utilisation, worked_hours, available_hours;
};

/// Whether open cases stay as many as they are, grow without end, or grow so little that it is not
/// sure.
enum class Stable { yes, no, in_doubt };

struct TeamFigures {
    std::string name;
    Figure utilisation; ///< hours worked / hours available
    Figure offered;     ///< hours demanded by arriving work / hours available; may exceed 1
    Figure queue_length, in_system, busy; ///< averages over the operation's open hours
    Times wait;
    Figure wait_any;       ///< share of visits that wait at all
    Figure wait_share;     ///< waiting for this team, on shift or not / for all teams
    Figure active_share;   ///< of the time, as the momentary bottleneck: alone or in a shift
    Figure critical_share; ///< of flow times, on the last-arriving branch at this team
    Figure cost_per_hour;
    Figure turned_away_per_hour;
    bool settles = true;                ///< all workflows that come to it do
    std::vector<MemberFigures> members; ///< named members only
    std::optional<double> fullness;     ///< how full it is: utilisation, or what is asked of it
};

/// The flow time of the cases that left by one outcome.
struct OutcomeFigures {
    std::string name;
    Times flow_time;
};

struct WorkflowFigures {
    std::string name;
    Stable stable = Stable::yes; ///< of its own cases, where those of others pile up
    Figure arrived_per_hour, completed_per_hour, in_progress;
    Times flow_time, flow_time_wall;
    Figure attainment;
    std::optional<YearFigures> year; ///< not of kinds
    std::string year_why;            ///< why there is none
    Figure cost_per_case, paid_cost_per_case;
    std::vector<Named> outcomes;            ///< share of the cases that left, by outcome
    std::vector<OutcomeFigures> by_outcome; ///< where there are several
    std::vector<WorkflowFigures> kinds;     ///< of clients, then of cases; the same figures
};

struct StepFigures {
    std::string name; ///< workflow.step
    int workflow = 0;
    Figure visits_per_case;
    std::int64_t count = 0; ///< visits counted, all replications
    Figure in_progress;     ///< cases that are there on average, delays included
    Times wait;
    Figure effort; ///< hours each person worked on it, per visit
    std::optional<double> effort_min, effort_max;
    Figure cost_per_case;
    Figure join_wait;
    Figure attainment; ///< share of visits started within the step's own due
};

/// What became of one promise (model/describe/promises.hpp) at a volume.
struct PromiseFigures {
    std::string key;   ///< `support`, `support/gold`, `onboarding.kickoff`
    std::string words; ///< as a person calls it
    double promised = 0;
    Figure attainment; ///< share of the cases, or of the visits that were to start in time
};

/// A month's money, in the model's currency.
struct MoneyFigures {
    Figure income, penalties, cost, margin, margin_per_client;
};

/// What people do to work together, as a share of the hours that are paid.
struct CoordinationFigures {
    Figure share_of_paid_hours;
    std::vector<Named>
        by_cause; ///< by line of the hours: questions, meetings, decisions, switching
};

/// How much of all delay goes for each per cent that a team gets more of.
struct TeamSensitivity {
    int team = 0;
    Estimate value;
};

/// Who holds work back at a volume (SCIENCE.md 2.2). Where no trial was made, the team that work
/// waits for longest, not confirmed.
struct BottleneckFinding {
    std::optional<int> team; ///< index; empty: see `why`
    std::string why;
    bool confirmed = false;
    bool tried = false;                     ///< by giving teams more
    std::vector<int> contested = {};        ///< teams of which one may lead, the likelier first
    std::optional<double> probability = {}; ///< share of resamples in which the first of them leads
    std::vector<TeamSensitivity> sensitivity = {}; ///< in the file's order, teams that were tried
};

/// From where on another team holds work back.
struct BottleneckShift {
    int from = 0;
    int to = 0;
    Estimate clients; ///< median and 90% interval
    std::string kind; ///< pool size, load or step
    bool confirmed = false;
};

/// A change of one, and the clients that it gains at a limit.
struct Move {
    Change change;
    std::string limit; ///< sla or stability
    std::string name;  ///< of what is changed, as it is shown
    Figure clients;
};

/// Cases that can never go on, in one place.
struct StalledPlace {
    std::string name; ///< workflow.step, or the workflow before which they stand
    std::int64_t cases = 0;
    std::string waits_for; ///< the path of a team, of a `wip` or of the called workflow; `batch`
    std::vector<std::string> held_at; ///< where the cases stand that hold it, named in the same way
};

/// Cases that can never go on, of all replications together.
struct StalledFigures {
    std::int64_t cases = 0;
    std::int64_t of = 0;           ///< so many that came
    std::int64_t replications = 0; ///< in so many of them
    std::vector<StalledPlace> places;
    std::string why; ///< who waits for whom, in words
};

/// How long a run is measured; `fluid`: not at all, its loads follow from those of another volume.
enum class Horizon { steady, window, cases, fluid };

struct VolumeFigures {
    std::int64_t clients = 0;
    std::int64_t replications = 0;
    Stable stable = Stable::yes;
    std::string unstable_why; ///< set where it is not surely stable
    bool grows = false;       ///< not stable though no team is full
    bool settled = true;      ///< otherwise queues are not yet as long as they will be
    Horizon horizon = Horizon::steady;
    double warm_up_hours = 0;
    double hours = 0;
    bool precision_reached = true;
    Figure arrived_per_hour, completed_per_hour, in_progress;
    std::vector<double> in_progress_shares;
    std::string in_progress_shares_why; ///< set when the list was cut
    Times flow_time, flow_time_wall;
    Figure attainment;
    std::optional<YearFigures> year; ///< one year in ten is worse, one better
    std::string year_why;            ///< why there is none
    std::vector<PromiseFigures> promises;
    std::optional<std::size_t> nearest_to_late; ///< of `promises`: the one with least to spare
    Figure cost_per_case, paid_cost_per_case;   ///< over all workflows
    Figure paid_per_hour;                       ///< money, all teams
    Figure cost_per_client;                     ///< of a month
    bool breaks_a_promise = false;              ///< a smaller share is in time than was promised
    std::vector<TeamFigures> teams;
    std::vector<WorkflowFigures> workflows;
    std::vector<StepFigures> steps;
    std::vector<Named> work_hours; ///< per completed case, by ledger category; sums to paid_hours
    Figure paid_hours;
    std::optional<CoordinationFigures> coordination; ///< where the plan can book any
    std::optional<MoneyFigures> money;               ///< where the model says what comes in
    std::vector<Named> elapsed; ///< per completed case, by ledger category; sums to flow_time.mean
    std::vector<Named> mechanisms; ///< what those in force count by themselves
    BottleneckFinding bottleneck;
    std::optional<int> fullest; ///< with Horizon::fluid: the team with most work for what it can do
    std::optional<StalledFigures> stalled; ///< where some can never go on

    /// Whether its times mean something: those of a steady state, or of a stretch of time that was
    /// asked for as it is.
    bool has_times() const { return stable == Stable::yes || is_a_stretch(); }
    bool has_times(const WorkflowFigures& workflow) const {
        return workflow.stable == Stable::yes || is_a_stretch();
    }
    bool is_a_stretch() const { return horizon == Horizon::window || horizon == Horizon::cases; }
};

/// What becomes of a promise along the line.
enum class PromiseState {
    kept,    ///< at every volume looked at
    breaks,  ///< from its limit on
    late,    ///< at any volume, also with every team unlimited on its calendar
    below,   ///< late at small volumes, kept from `kept_from` on
    unknown, ///< nothing fell due
};

/// One promise along the line.
struct PromiseLimit {
    std::string key;
    std::string words; ///< as a person calls it
    double promised = 0;
    Figure limit; ///< clients from which it is broken
    PromiseState state = PromiseState::unknown;
    std::optional<Figure> kept_from; ///< with PromiseState::below
    /// With PromiseState::late: hours that half of the cases take where nobody has to wait, and
    /// hours within which they are promised; where both are known.
    std::optional<double> typical_alone, promised_within;
    std::optional<double>
        share_alone; ///< with PromiseState::late: in time where nobody has to wait
};

/// How the reason of a limit begins that is below the first volume.
inline constexpr const char* slip_already = "deadlines slip already";
/// The same where work piles up from the first volume on.
inline constexpr const char* piles_already = "work piles up already";

/// The limits and the line itself, in clients. Each is null with a reason when there is none.
struct Limits {
    Figure knee, visibility, sla, stability, ready, nine_in_ten;
    std::vector<PromiseLimit> promises;
    std::string sla_promise;           ///< key of the promise that is broken first; empty: none
    std::string knee_cause, sla_cause; ///< team names; empty: none
    /// A team, `team.member` or a place, and the same as a sentence ends: "Delivery is full".
    std::string stability_cause, stability_words;
    std::optional<std::int64_t> steady_to;  ///< up to so many clients work surely does not pile up
    std::optional<std::int64_t> grows_from; ///< from so many on it surely does

    /// Whether there is no limit `sla` because a promise is broken at the first volume already.
    bool slips_already() const { return sla.why.starts_with(slip_already); }
    /// The same of `stability`.
    bool piles_up_already() const { return stability.why.starts_with(piles_already); }
    /// Whether a promise is broken before work piles up.
    bool deadlines_come_first() const {
        return sla.value && (!stability.value || sla.value->mean < stability.value->mean);
    }
    /// Whether this is a limit that work piling up sets, and nothing before.
    bool ends_where_work_piles_up(const Figure& limit) const {
        return limit.value && stability.value && limit.value->mean == stability.value->mean;
    }
    /// Whether a volume is steady, so that it agrees with the limit: between the two it is in
    /// doubt.
    Stable stable_at(std::int64_t clients) const;
};

/// Some mechanisms, and what they cost.
struct FrictionCause {
    std::vector<int> mechanisms; ///< the n of each Mn
    std::string name;            ///< as a person calls them
    Figure clients;              ///< gained at the limit without them
    Figure share_of_delay;       ///< of what flow times are longer in practice than on paper
};

/// Between paper, where an operation works as it is drawn, and practice, where its mechanisms act
/// (hand-offs, meetings, errors ...): both on the same luck.
struct Friction {
    std::string limit; ///< sla or stability: the headline's
    Limits on_paper;   ///< those in practice are the result's
    /// The limit on paper: of deadlines by the promises that are kept somewhere in practice, too.
    Figure paper_limit;
    Figure clients;                      ///< that it has more than in practice
    std::vector<FrictionCause> by_cause; ///< one out at a time, the largest gain first
    Figure together;           ///< clients less what the causes gain one by one; may be negative
    std::int64_t delay_at = 0; ///< clients at which the shares of the delay were measured; 0: none
};

/// A number by formula, or the reason why there is none.
struct Computed {
    std::optional<double> value;
    std::string why; ///< set when value is empty
};

struct TeamPreview {
    std::string name;
    Computed utilisation;
    Computed wait;       ///< mean of a visit, hours
    Computed saturation; ///< clients at which its offered load is 1
};

/// What formulas say of a volume, beside what was simulated (SCIENCE.md 7). Never the answer.
struct Preview {
    std::int64_t clients = 0;
    Computed flow_time; ///< mean of all cases, hours
    std::vector<TeamPreview> teams;
    bool valid = false;
    std::string because; ///< where not valid: the main reason, as it follows "because"
    std::string why;     ///< the sentence beside the badge
};

/// A sentence that renderers print, once, with the figures it rests on.
struct Finding {
    std::string id;
    std::string text;
    std::vector<std::string> evidence;
    std::vector<std::string> depends_on;

    /// What a reader should doubt before believing the rest: it is said at the end.
    bool is_question() const {
        return id == "question" || id == "exit_like_a_step" || id == "no_cost";
    }
};

struct Result {
    std::string command; ///< "run" or "sweep"
    Operation operation; ///< what was asked about
    std::uint64_t seed = 1;
    std::vector<VolumeFigures> volumes;  ///< ascending in clients
    std::optional<Limits> limits;        ///< sweeps only
    std::optional<Friction> friction;    ///< sweeps, where mechanisms act
    std::vector<Move> moves;             ///< sweeps, where the model's text is known: best first
    std::vector<BottleneckShift> shifts; ///< ascending in clients
    bool tried = false;                  ///< what the two rest on was done
    std::vector<UtilisationCurve> utilisation; ///< sweeps only: by team
    std::vector<HolderStretch> holders;        ///< sweeps only: who holds work back, ascending
    std::vector<Finding> findings;
    std::optional<Preview> preview;
    std::vector<std::string> warnings;
    std::optional<LoggedVisits> log; ///< of a run, if it was asked for
    std::int64_t shown_low = 20;     ///< the range asked for
    std::int64_t shown_high = 1000;
    bool interrupted = false; ///< stopped early; `volumes` holds the finished ones
};

} // namespace plimsoll

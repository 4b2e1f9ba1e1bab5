#include "model/read/mechanisms.hpp"

#include <algorithm>
#include <array>

namespace plimsoll {

namespace {

using Form = MechanismForm;

const std::vector<Section> of_clients = {Section::clients};
const std::vector<Section> of_team = {Section::team, Section::operation};
const std::vector<Section> of_person = {Section::team, Section::member, Section::operation};
const std::vector<Section> of_step = {Section::step, Section::workflow, Section::operation};
const std::vector<Section> of_workflow = {Section::workflow, Section::operation};
const std::vector<Section> of_cover = {Section::step, Section::team, Section::workflow,
                                       Section::operation};
const std::vector<Section> of_tool = {Section::tool};
const std::vector<Section> of_restart = {Section::step, Section::integration, Section::workflow,
                                         Section::operation};
const std::vector<Section> step_only = {Section::step};

constexpr std::string_view declared = "no transferable published number";

std::vector<MechanismKey> make_registry() {
    return {
        {1, "differ", "How much clients differ in how often they come: CV of their rates.",
         of_clients, Form::share, "0%", "70%", true, "D", declared},
        {1, "swing",
         "How much busy and quiet days differ for all clients together: CV of the day's busyness.",
         of_clients, Form::share, "0%", "15%", true, "D",
         "form: Gamma-Poisson arrivals, Brown, Zhao, Shen and Mandelbaum 2004; size declared"},
        {2, "overload_errors", "By what factor errors rise when the team is overloaded.", of_team,
         Form::factor, "1", "1", false, "D", "off; Williams 1986 (HEART) for its direction"},
        {2, "overload_speed", "How much faster people work when overloaded.", of_team, Form::share,
         "0%", "0%", false, "D", "off; effect real, size not portable"},
        {3, "manual", "Share of executions done by people; the rest is automated.", of_step,
         Form::share, "100%", "100%", false, "D", declared},
        {3, "automated", "How long the automated share takes.", of_step, Form::duration, "0s", "0s",
         false, "D", declared, OneNumber::automated},
        {3, "workaround", "Share of the effort that a clean design would not need.", of_step,
         Form::share, "0%", "0%", false, "D", declared},
        {4, "errors", "Share of executions that plant an error.", of_step, Form::share, "0%", "2%",
         true, "V", "Panko: 1 to 5% of simple but non-trivial actions"},
        {4, "checks", "This step is a check: the share of errors it finds.", of_step, Form::share,
         "0%", "60%", false, "V", "Panko: 1,025 inspectors found 60%"},
        {4, "detects", "Share of earlier errors that an ordinary step notices.", of_step,
         Form::share, "0%", "15%", true, "D", declared},
        {4, "client_finds.chance", "Share of delivered errors that the client finds.", of_workflow,
         Form::share, "0%", "80%", true, "D", declared},
        {4, "client_finds.after", "How long after delivery the client finds them.", of_workflow,
         Form::duration, "", "10d", true, "D", declared, OneNumber::exponential},
        {4, "redo.origin",
         "Effort of redoing the step that made the error, as a share of a fresh one.", of_workflow,
         Form::share, "", "70%", true, "D", declared},
        {4, "redo.later", "The same for the steps after it.", of_workflow, Form::share, "", "50%",
         true, "D", declared},
        {5, "handoff.wait", "How long until the next team notices that work has come.", of_step,
         Form::duration, "0s", "2h", true, "D", declared, OneNumber::exponential},
        {5, "handoff.unclear", "Share of hand-offs that need a question.", of_step, Form::share,
         "0%", "30%", true, "D", "without a written contract; 10% with one"},
        {5, "handoff.question", "How long a question takes both sides.", of_step, Form::duration,
         "0s", "10min", true, "D", declared},
        {5, "handoff.misrouted", "Share of hand-offs that go to the wrong place.", of_step,
         Form::share, "0%", "10%", true, "D", "without an owner; 2% with one"},
        {5, "handoff.contract", "Is it written down what is handed over?", of_step, Form::yes_no,
         "", "no", false, "D", declared},
        {5, "owner", "Who answers for the step.", step_only, Form::person, "", "", false, "D",
         declared},
        {6, "meetings", "Standing coordination.", of_team, Form::duration_per_colleague,
         "0min per week per colleague", "15min per week per colleague", true, "D",
         "form: Brooks 1975; size declared"},
        {6, "at_most", "Most of the working time that coordination may take.", of_team, Form::share,
         "", "60%", true, "D", declared},
        {6, "split", "Size of sub-teams.", of_team, Form::count, "", "", false, "D", declared},
        {6, "liaison", "Coordination between linked sub-teams.", of_team, Form::duration_per_week,
         "0h per week", "1h per week", true, "D", declared},
        {7, "switching", "Time lost when taking up another kind of work.", of_team, Form::duration,
         "0s", "2min", true, "D",
         "calibrated to 9% of time lost re-orienting, Murty et al., HBR 2022"},
        {8, "decides", "Hours reserved for decisions.", of_person, Form::duration_per_week, "",
         "10h per week", false, "D", declared},
        {8, "decisions.by", "The team that decides.", of_workflow, Form::team, "", "", false, "D",
         declared},
        {8, "decisions.take", "How long a decision takes.", of_workflow, Form::duration, "0s",
         "15min", true, "D", declared, OneNumber::exponential},
        {8, "decisions.deadline", "After this wait the requester decides alone.", of_workflow,
         Form::duration, "", "16h", true, "D", declared},
        {8, "decisions.wrong", "Share of wrong decisions.", of_workflow, Form::share, "0%", "3%",
         true, "D", declared},
        {8, "decisions.wrong_by_default",
         "Share of wrong decisions when the requester decided alone.", of_workflow, Form::share,
         "0%", "20%", true, "D", declared},
        {8, "escalates", "Share of executions that need a decision.", of_step, Form::share, "0%",
         "2%", true, "D", declared},
        {9, "away.sick", "Sick days.", of_person, Form::days_per_year, "0 days per year",
         "3.6 days per year", true, "V",
         "US Bureau of Labor Statistics, CPS table 46, 2017: 1.4% of time"},
        {9, "away.vacation", "Vacation.", of_person, Form::days_per_year, "0 days per year",
         "0 days per year", false, "D", "holidays are outside the year of 48 weeks already"},
        {9, "away.not", "Months without vacation.", of_person, Form::months, "", "", false, "D",
         declared},
        {9, "turnover", "Share of people who leave.", of_person, Form::share_per_year,
         "0% per year", "15% per year", false, "D", declared},
        {9, "knows", "Who can do this step.", step_only, Form::people, "", "", false, "D",
         declared},
        {9, "runbook", "Is it written down how to do it?", of_step, Form::yes_no, "", "no", false,
         "D", declared},
        {9, "deputy", "Who stands in.", step_only, Form::person, "", "", false, "D", declared},
        {9, "cover.speed", "Speed of whoever stands in.", of_cover, Form::share, "100%", "60%",
         true, "D", "with a runbook; 30% without"},
        {9, "cover.errors", "By what factor their errors rise.", of_cover, Form::factor, "1", "2",
         true, "D", declared},
        {10, "fails.every", "Mean time between outages.", of_tool, Form::duration, "", "60d", false,
         "D", declared, OneNumber::exponential},
        {10, "fails.for", "Mean length of an outage.", of_tool, Form::duration, "0s", "4h", false,
         "D", declared, OneNumber::exponential},
        {10, "rekey.fields", "Fields copied by hand between tools that are not integrated.",
         of_step, Form::count, "0", "20", true, "D", declared},
        {10, "rekey.each", "Time a field.", of_step, Form::duration, "0s", "10s", true, "D",
         declared},
        {10, "rekey.errors", "Errors a field.", of_step, Form::share, "0%", "0.1%", true, "D",
         "between 0.037% (Paulsen et al. 2012) and about 1%"},
        {10, "reconcile", "Time to reconcile what is kept twice.", of_workflow,
         Form::duration_per_month, "0min per month", "5min per month", true, "D", declared},
        {11, "edge_cases.share", "Share of cases off the playbook at today's volume.", of_workflow,
         Form::share, "0%", "10%", true, "D", declared},
        {11, "edge_cases.at_ten_times", "The same at ten times today's volume.", of_workflow,
         Form::share, "", "15%", true, "D",
         "no general law is published; a growth of 0 is as defensible"},
        {11, "edge_cases.effort", "Factor on the effort of such a case.", of_workflow, Form::factor,
         "1", "2.5", true, "D", declared},
        {11, "edge_cases.errors", "Factor on its errors.", of_workflow, Form::factor, "1", "2",
         true, "D", declared},
        {11, "edge_cases.escalate", "Share of them that need a decision.", of_workflow, Form::share,
         "0%", "50%", true, "D", declared},
        {11, "variety", "How fast new kinds of cases turn up (Heaps exponent).", of_workflow,
         Form::factor, "0", "0.6", false, "V",
         "Heaps exponents of public event logs, 0.46 to 0.97"},
        {12, "automation.fails", "Share of attempts that fail for a moment.", of_step, Form::share,
         "0%", "1%", true, "D", declared},
        {12, "automation.cannot", "Share of cases the automation cannot do.", of_step, Form::share,
         "0%", "2%", true, "D", declared},
        {12, "automation.retries", "Retries.", of_step, Form::count, "0", "3", true, "D", declared},
        {12, "automation.idempotent", "May it be repeated without a second effect?", of_step,
         Form::yes_no, "yes", "no", true, "D", declared},
        {12, "automation.alert", "Does a failure raise an alert?", of_step, Form::yes_no, "yes",
         "no", true, "D", declared},
        {12, "automation.fallback", "The team that does what it cannot.", of_step, Form::team, "",
         "", false, "D", declared},
        {12, "automation.episodes", "How often a change makes it wrong for every case.", of_step,
         Form::per_year, "0 per year", "2 per year", true, "D", declared},
        {12, "automation.found_after", "How long until that is found.", of_step, Form::duration,
         "0s", "3d", true, "D", declared, OneNumber::exponential},
        {13, "hiring.lead", "Time to hire.", of_team, Form::duration, "0s", "45d", false, "D",
         declared},
        {13, "hiring.full_after", "Time to full productivity.", of_team, Form::duration, "0s",
         "20w", false, "V", "Mellon survey, MIT SMR 2005: professionals"},
        {13, "hiring.mentor", "Share of a colleague's time for a new one.", of_team, Form::share,
         "0%", "20%", false, "R", "Abdel-Hamid and Madnick 1991"},
        {14, "learning", "Time left at each doubling of experience.", of_step, Form::share, "100%",
         "100%", false, "D", "off in steady runs"},
        {15, "status.every", "How often every open case is looked at.", of_workflow, Form::duration,
         "", "5d", true, "D", declared},
        {15, "status.takes", "How long that takes.", of_workflow, Form::duration, "0s", "5min",
         true, "D", declared},
        {15, "status.by", "Who does it.", of_workflow, Form::team, "", "", false, "D", declared},
        {15, "status.style", "In the background, or chasing.", of_workflow, Form::style, "",
         "background", true, "D", declared},
        {15, "review.share", "Share of closed cases that are reviewed.", of_workflow, Form::share,
         "0%", "20%", true, "D", declared},
        {15, "review.takes", "How long a review takes.", of_workflow, Form::duration, "0s", "10min",
         true, "D", declared},
        {15, "review.by", "Who does it.", of_workflow, Form::team, "", "", false, "D", declared},
        {15, "tolerance", "How many cadences the status may be old.", of_workflow, Form::factor, "",
         "2", true, "D", declared},
        {16, "overtime.up_to", "Extra hours people may work.", of_team, Form::share, "0%", "15%",
         false, "D", declared},
        {16, "overtime.for", "For how long.", of_team, Form::weeks_per_quarter, "",
         "6w per quarter", false, "D", declared},
        {18, "crashes", "How often it crashes.", of_restart, Form::per_year, "0 per year",
         "4 per year", true, "D", declared},
        {18, "restart_safe", "Does it go on where it stopped?", of_restart, Form::yes_no, "yes",
         "no", true, "D", declared},
    };
}

} // namespace

bool is_simulated(int mechanism) {
    constexpr std::array simulated{3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 15, 18};
    return std::find(simulated.begin(), simulated.end(), mechanism) != simulated.end();
}

bool is_simulated(const MechanismKey& row) {
    return is_simulated(row.mechanism) && row.key != "turnover";
}

const std::vector<MechanismKey>& mechanism_registry() {
    static const std::vector<MechanismKey> registry = make_registry();
    return registry;
}

std::vector<std::string> mechanism_keys_at(Section section) {
    std::vector<std::string> keys;
    for (const MechanismKey& row : mechanism_registry()) {
        if (std::find(row.sections.begin(), row.sections.end(), section) == row.sections.end()) {
            continue;
        }
        const std::string word(row.key.substr(0, row.key.find('.')));
        if (std::find(keys.begin(), keys.end(), word) == keys.end()) {
            keys.push_back(word);
        }
    }
    return keys;
}

} // namespace plimsoll

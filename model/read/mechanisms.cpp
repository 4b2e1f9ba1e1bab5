#include "model/read/mechanisms.hpp"

#include <algorithm>

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
        {1, "differ", of_clients, Form::share, "0%", "70%", true, "D", declared},
        {1, "swing", of_clients, Form::share, "0%", "15%", true, "D",
         "form: Gamma-Poisson arrivals, Brown, Zhao, Shen and Mandelbaum 2004; size declared"},
        {2, "overload_errors", of_team, Form::factor, "1", "1", false, "D",
         "off; Williams 1986 (HEART) for its direction"},
        {2, "overload_speed", of_team, Form::share, "0%", "0%", false, "D",
         "off; effect real, size not portable"},
        {3, "manual", of_step, Form::share, "100%", "100%", false, "D", declared},
        {3, "automated", of_step, Form::duration, "0s", "0s", false, "D", declared},
        {3, "workaround", of_step, Form::share, "0%", "0%", false, "D", declared},
        {4, "errors", of_step, Form::share, "0%", "2%", true, "V",
         "Panko: 1 to 5% of simple but non-trivial actions"},
        {4, "checks", of_step, Form::share, "0%", "60%", false, "V",
         "Panko: 1,025 inspectors found 60%"},
        {4, "detects", of_step, Form::share, "0%", "15%", true, "D", declared},
        {4, "client_finds.chance", of_workflow, Form::share, "0%", "80%", true, "D", declared},
        {4, "client_finds.after", of_workflow, Form::duration, "", "10d", true, "D", declared},
        {4, "redo.origin", of_workflow, Form::share, "", "70%", true, "D", declared},
        {4, "redo.later", of_workflow, Form::share, "", "50%", true, "D", declared},
        {5, "handoff.wait", of_step, Form::duration, "0s", "2h", true, "D", declared},
        {5, "handoff.unclear", of_step, Form::share, "0%", "30%", true, "D",
         "without a written contract; 10% with one"},
        {5, "handoff.question", of_step, Form::duration, "0s", "10min", true, "D", declared},
        {5, "handoff.misrouted", of_step, Form::share, "0%", "10%", true, "D",
         "without an owner; 2% with one"},
        {5, "handoff.contract", of_step, Form::yes_no, "", "no", false, "D", declared},
        {5, "owner", step_only, Form::person, "", "", false, "D", declared},
        {6, "meetings", of_team, Form::duration_per_colleague, "0min per week per colleague",
         "15min per week per colleague", true, "D", "form: Brooks 1975; size declared"},
        {6, "at_most", of_team, Form::share, "", "60%", true, "D", declared},
        {6, "split", of_team, Form::count, "", "", false, "D", declared},
        {6, "liaison", of_team, Form::duration_per_week, "0h per week", "1h per week", true, "D",
         declared},
        {7, "switching", of_team, Form::duration, "0s", "2min", true, "D",
         "calibrated to 9% of time lost re-orienting, Murty et al., HBR 2022"},
        {8, "decides", of_person, Form::duration_per_week, "", "10h per week", false, "D",
         declared},
        {8, "decisions.by", of_workflow, Form::team, "", "", false, "D", declared},
        {8, "decisions.take", of_workflow, Form::duration, "0s", "15min", true, "D", declared},
        {8, "decisions.deadline", of_workflow, Form::duration, "", "16h", true, "D", declared},
        {8, "decisions.wrong", of_workflow, Form::share, "0%", "3%", true, "D", declared},
        {8, "decisions.wrong_by_default", of_workflow, Form::share, "0%", "20%", true, "D",
         declared},
        {8, "escalates", of_step, Form::share, "0%", "2%", true, "D", declared},
        {9, "away.sick", of_person, Form::days_per_year, "0 days per year", "3.6 days per year",
         true, "V", "US Bureau of Labor Statistics, CPS table 46, 2017: 1.4% of time"},
        {9, "away.vacation", of_person, Form::days_per_year, "0 days per year", "0 days per year",
         false, "D", "holidays are outside the year of 48 weeks already"},
        {9, "away.not", of_person, Form::months, "", "", false, "D", declared},
        {9, "turnover", of_person, Form::share_per_year, "0% per year", "15% per year", false, "D",
         declared},
        {9, "knows", step_only, Form::people, "", "", false, "D", declared},
        {9, "runbook", of_step, Form::yes_no, "", "no", false, "D", declared},
        {9, "deputy", step_only, Form::person, "", "", false, "D", declared},
        {9, "cover.speed", of_cover, Form::share, "100%", "60%", true, "D",
         "with a runbook; 30% without"},
        {9, "cover.errors", of_cover, Form::factor, "1", "2", true, "D", declared},
        {10, "fails.every", of_tool, Form::duration, "", "60d", false, "D", declared},
        {10, "fails.for", of_tool, Form::duration, "0s", "4h", false, "D", declared},
        {10, "rekey.fields", of_step, Form::count, "0", "20", true, "D", declared},
        {10, "rekey.each", of_step, Form::duration, "0s", "10s", true, "D", declared},
        {10, "rekey.errors", of_step, Form::share, "0%", "0.1%", true, "D",
         "between 0.037% (Paulsen et al. 2012) and about 1%"},
        {10, "reconcile", of_workflow, Form::duration_per_month, "0min per month", "5min per month",
         true, "D", declared},
        {11, "edge_cases.share", of_workflow, Form::share, "0%", "10%", true, "D", declared},
        {11, "edge_cases.at_ten_times", of_workflow, Form::share, "", "15%", true, "D",
         "no general law is published; a growth of 0 is as defensible"},
        {11, "edge_cases.effort", of_workflow, Form::factor, "1", "2.5", true, "D", declared},
        {11, "edge_cases.errors", of_workflow, Form::factor, "1", "2", true, "D", declared},
        {11, "edge_cases.escalate", of_workflow, Form::share, "0%", "50%", true, "D", declared},
        {11, "variety", of_workflow, Form::factor, "0", "0.6", true, "V",
         "Heaps exponents of public event logs, 0.46 to 0.97"},
        {12, "automation.fails", of_step, Form::share, "0%", "1%", true, "D", declared},
        {12, "automation.cannot", of_step, Form::share, "0%", "2%", true, "D", declared},
        {12, "automation.retries", of_step, Form::count, "0", "3", true, "D", declared},
        {12, "automation.idempotent", of_step, Form::yes_no, "yes", "no", true, "D", declared},
        {12, "automation.alert", of_step, Form::yes_no, "yes", "no", true, "D", declared},
        {12, "automation.fallback", of_step, Form::team, "", "", false, "D", declared},
        {12, "automation.episodes", of_step, Form::per_year, "0 per year", "2 per year", true, "D",
         declared},
        {12, "automation.found_after", of_step, Form::duration, "0s", "3d", true, "D", declared},
        {13, "hiring.lead", of_team, Form::duration, "0s", "45d", false, "D", declared},
        {13, "hiring.full_after", of_team, Form::duration, "0s", "20w", false, "V",
         "Mellon survey, MIT SMR 2005: professionals"},
        {13, "hiring.mentor", of_team, Form::share, "0%", "20%", false, "R",
         "Abdel-Hamid and Madnick 1991"},
        {14, "learning", of_step, Form::share, "100%", "100%", false, "D", "off in steady runs"},
        {15, "status.every", of_workflow, Form::duration, "", "5d", true, "D", declared},
        {15, "status.takes", of_workflow, Form::duration, "0s", "5min", true, "D", declared},
        {15, "status.by", of_workflow, Form::team, "", "", false, "D", declared},
        {15, "status.style", of_workflow, Form::style, "", "background", true, "D", declared},
        {15, "review.share", of_workflow, Form::share, "0%", "20%", true, "D", declared},
        {15, "review.takes", of_workflow, Form::duration, "0s", "10min", true, "D", declared},
        {15, "review.by", of_workflow, Form::team, "", "", false, "D", declared},
        {15, "tolerance", of_workflow, Form::factor, "", "2", true, "D", declared},
        {16, "overtime.up_to", of_team, Form::share, "0%", "15%", false, "D", declared},
        {16, "overtime.for", of_team, Form::weeks_per_quarter, "", "6w per quarter", false, "D",
         declared},
        {18, "crashes", of_restart, Form::per_year, "0 per year", "4 per year", true, "D",
         declared},
        {18, "restart_safe", of_restart, Form::yes_no, "yes", "no", true, "D", declared},
    };
}

} // namespace

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

// What the readers of the file's parts share: the operation as far as it is read, and what was
// noted.
#pragma once

#include "model/check/workflow_graph.hpp"
#include "model/date_table.hpp"
#include "model/operation.hpp"
#include "model/text/faults.hpp"
#include "model/text/yaml_tree.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace plimsoll {

struct Reading {
    Faults& faults;
    Operation operation = {};
    bool teams_are_known = false;         ///< `teams` was there: a name that is not in it is wrong
    std::vector<bool> team_is_sound = {}; ///< beside operation.teams: nothing is wrong with it
    std::vector<std::string> tools = {};  ///< names, for the steps' `tool`
    bool single_number_manual = false;    ///< some effort is one number: its spread is a default
    bool single_number_automated = false; ///< the same, of a step without manual work
    bool typical_and_slow = false;        ///< some duration is `a..b`
    std::shared_ptr<const DateTable> date_table = nullptr; ///< once something asked for it
    std::vector<std::string> workflows = {};               ///< names, for the steps' `calls`
    std::vector<bool> work_is_sound = {}; ///< by step of the workflow being read, as far as it is
    int variant = -1;                     ///< of the workflow that is being read; -1: it has none
    bool tools_are_known = true;          ///< `tools` was there, or nothing that could have been it
    std::vector<StepPlaces> step_places = {}; ///< of the workflow read last; empty: no sound graph
};

/// Names of the teams, in the file's order; tools with units stand behind them and are none.
std::vector<std::string> team_names(const Operation& operation);

/// Index of the team, or -1.
int find_team(const Operation& operation, std::string_view name);

inline const Team& team_at(int team, const Reading& reading) {
    return reading.operation.teams[static_cast<std::size_t>(team)];
}

/// The teams of `teams:`, appended to the operation; what is wrong with one is reported.
void read_teams(const Entry& teams, Reading& reading);

/// The workflows of `workflows:`; needs the teams.
void read_workflows(const Entry& workflows, Reading& reading);

/// The steps of a workflow: names, work, arcs; then what only the graph as a whole can show.
void read_steps(const Entry& steps, Workflow& workflow, int workflow_priority, Reading& reading);

/// `demand:` of a workflow. `workflows` is the whole map, for demand caused by another workflow.
std::optional<Demand> read_demand(const Entry& demand, const Node& workflows, Reading& reading);

/// `churn: 2% per month`: the chance of each client to leave.
void read_churn(const Entry& churn, Reading& reading);

/// The map of an entry, or nullptr after reporting that it is none.
const Node* map_of(const Entry& entry, std::string_view example, Faults& faults);

/// `label:` of a map, or empty.
std::string read_label(const Node& map, Faults& faults);

} // namespace plimsoll

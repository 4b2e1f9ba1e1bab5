#include "model/read/changes.hpp"

#include "model/numeric/number_text.hpp"
#include "model/read/mechanisms.hpp"
#include "model/text/overlay.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

namespace plimsoll {

namespace {

constexpr double more_hours = 5; ///< a week

/// A name as a step of a path.
std::string quoted(const std::string& name) {
    return name.find_first_of(" .=") == std::string::npos ? name : "\"" + name + "\"";
}

const char* section_of(const Team& team) {
    return team.tool ? "tools" : "teams";
}

std::string team_path(const Team& team, const std::string& key) {
    return fmt::format("{}.{}.{}", section_of(team), quoted(team.name), key);
}

/// Where a team, or a tool of which there are so many, is written; nullptr: nowhere.
const Entry* entry_of(const Node& root, const Team& team) {
    const Entry* section = find_entry(root, section_of(team));
    const Entry* entry = section == nullptr ? nullptr : find_entry(section->value, team.name);
    return entry != nullptr && entry->value.is_map() ? entry : nullptr;
}

double hours_a_week(const Calendar& calendar) {
    return static_cast<double>(weekly_open_time(calendar)) / static_cast<double>(hour);
}

std::int64_t people_of(const Team& team) {
    std::int64_t people = 0;
    for (const Members& members : team.members) {
        people += members.count;
    }
    return people;
}

/// `available: 5h per week` or `50%` of `path`, raised by five hours; the calendar has `most`.
/// Nothing where all of it is taken.
std::optional<Change> more_of_a_week(const std::string& path, const std::string& text, double now,
                                     double most) {
    if (!(now < most)) {
        return std::nullopt;
    }
    Change change;
    change.of = Change::Of::hours;
    change.before = now;
    change.after = std::min(most, now + more_hours);
    constexpr std::string_view weekly = "h per week";
    const bool by_hours = text.size() > weekly.size() &&
                          text.compare(text.size() - weekly.size(), weekly.size(), weekly) == 0;
    if (by_hours && now + more_hours <= most) {
        change.setting = path + "=+5h per week";
    } else if (text.find('%') == std::string::npos && now + more_hours <= most) {
        change.setting = fmt::format("{}={}h per week", path, number_to_text(change.after));
    } else {
        const double share = std::floor(change.after / most * 1e4 + 0.5) / 100;
        change.setting = fmt::format("{}={}%", path, number_to_text(std::min(100.0, share)));
    }
    return change;
}

std::string text_at(const Node& map, const char* key) {
    const Entry* entry = find_entry(map, key);
    return entry != nullptr && entry->value.is_text() ? entry->value.text : std::string{};
}

/// As many as are written down, where that is a number: of `people: 1.5` one is there half of the
/// time.
double people_in(const Node& map, const Team& team) {
    const Entry* people = find_entry(map, "people");
    const std::string text = people != nullptr ? text_at(map, "people") : "";
    double written = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), written);
    return fault == std::errc() && end == text.data() + text.size() && written > 0
               ? written
               : static_cast<double>(people_of(team));
}

/// Whether the map's `wip` is a number that one can be added to.
bool has_places(const Node& map, const std::optional<Limit>& limit) {
    return limit && !text_at(map, "wip").empty();
}

class Changes {
public:
    Changes(const Operation& operation, const Node& root) : operation_(operation) {
        for (std::size_t i = 0; i < operation.teams.size(); ++i) {
            if (const Entry* team = entry_of(root, operation.teams[i])) {
                add_of_team(static_cast<int>(i), team->value);
            }
        }
        if (const Entry* workflows = find_entry(root, "workflows")) {
            for (const Workflow& workflow : operation.workflows) {
                const Entry* entry = find_entry(workflows->value, workflow.name);
                if (entry != nullptr && entry->value.is_map()) {
                    add_of_workflow(workflow, entry->value);
                }
            }
        }
    }

    std::vector<Change> take() { return std::move(all_); }

private:
    void add(Change change, int team) {
        change.team = team;
        all_.push_back(std::move(change));
    }

    void add_of_team(int number, const Node& map) {
        const Team& team = operation_.teams[static_cast<std::size_t>(number)];
        if (!team.unlimited && !team.members.empty()) {
            const std::size_t before = all_.size();
            add_hours(number, map);
            if (all_.size() == before) {
                add_of_each_skill(number, map);
            }
            if (all_.size() == before) {
                const double count = people_in(map, team);
                Change one;
                one.of = team.units ? Change::Of::units : Change::Of::people;
                one.setting = team_path(team, team.units ? "units" : "people") + "=+1";
                one.before = count;
                one.after = count + 1;
                add(std::move(one), number);
            }
        }
        if (has_places(map, team.wip)) {
            add_places(team_path(team, "wip"), team.name, *team.wip, number);
        }
    }

    /// Where people differ by what they can do, it matters of whom there is one more.
    void add_of_each_skill(int number, const Node& map) {
        const Team& team = operation_.teams[static_cast<std::size_t>(number)];
        const Entry* people = find_entry(map, "people");
        const bool all_alike =
            std::all_of(team.members.begin(), team.members.end(), [&](const Members& one) {
                return one.skills == team.members.front().skills;
            });
        if (all_alike || people == nullptr || !people->value.is_map()) {
            return;
        }
        for (const Members& members : team.members) {
            const Entry* own =
                members.name.empty() ? nullptr : find_entry(people->value, members.name);
            if (own == nullptr || !own->value.is_map()) {
                continue;
            }
            Change one;
            one.setting = team_path(
                team, fmt::format("people.{}.count={}", quoted(members.name), members.count + 1));
            one.member = members.label.empty() ? members.name : members.label;
            one.before = static_cast<double>(members.count);
            one.after = static_cast<double>(members.count + 1);
            add(std::move(one), number);
        }
    }

    /// Hours of those who are there for a part of the time: of all, or of each by name.
    void add_hours(int number, const Node& map) {
        const Team& team = operation_.teams[static_cast<std::size_t>(number)];
        const double most = hours_a_week(team.calendar);
        if (const std::string text = text_at(map, "available"); !text.empty()) {
            const double now = hours_a_week(team.members.front().calendar);
            if (auto change = more_of_a_week(team_path(team, "available"), text, now, most)) {
                add(std::move(*change), number);
            }
            return;
        }
        const Entry* people = find_entry(map, "people");
        if (people == nullptr || !people->value.is_map()) {
            return;
        }
        bool all_in_part = true;
        std::vector<Change> of_members;
        for (const Members& members : team.members) {
            const Entry* own =
                members.name.empty() ? nullptr : find_entry(people->value, members.name);
            const std::string text =
                own != nullptr && own->value.is_map() ? text_at(own->value, "available") : "";
            const bool own_calendar = own != nullptr && own->value.is_map() &&
                                      find_entry(own->value, "calendar") != nullptr;
            // What a calendar of their own has beside their part is not known here: it is refused
            // if it is too little.
            const double whole = own_calendar ? 168 : most;
            std::optional<Change> change;
            if (!text.empty()) {
                change = more_of_a_week(
                    team_path(team, fmt::format("people.{}.available", quoted(members.name))), text,
                    hours_a_week(members.calendar), whole);
            }
            all_in_part = all_in_part && change;
            if (change) {
                change->member = members.label.empty() ? members.name : members.label;
                of_members.push_back(std::move(*change));
            }
        }
        if (!all_in_part && !of_members.empty()) {
            const auto count = static_cast<double>(people_of(team));
            Change one;
            one.setting = team_path(team, "people") + "=+1";
            one.before = count;
            one.after = count + 1;
            add(std::move(one), number);
        }
        for (Change& change : of_members) {
            add(std::move(change), number);
        }
    }

    void add_places(const std::string& path, const std::string& holder, const Limit& limit,
                    int number) {
        Change one;
        one.of = Change::Of::places;
        one.setting = path + "=+1";
        one.holder = holder;
        one.before = static_cast<double>(limit.most);
        one.after = static_cast<double>(limit.most + 1);
        add(std::move(one), number);
    }

    void add_of_workflow(const Workflow& workflow, const Node& map) {
        const std::string path = "workflows." + quoted(workflow.name);
        if (has_places(map, workflow.wip)) {
            add_places(path + ".wip", workflow.name, *workflow.wip, -1);
        }
        const Entry* steps = find_entry(map, "steps");
        for (const Step& step : workflow.steps) {
            const Entry* entry = steps == nullptr ? nullptr : find_entry(steps->value, step.name);
            if (entry != nullptr && entry->value.is_map() && has_places(entry->value, step.wip)) {
                add_places(fmt::format("{}.steps.{}.wip", path, quoted(step.name)),
                           workflow.name + "." + step.name, *step.wip, -1);
            }
        }
    }

    const Operation& operation_;
    std::vector<Change> all_;
};

} // namespace

std::optional<Operation> changed_operation(const ModelText& text, const std::string& setting) {
    std::vector<std::string> settings = text.settings;
    if (!setting.empty()) {
        settings.push_back(setting);
    }
    ReadResult read = read_operation(text.model, text.overlays, settings);
    if (has_errors(read.diagnostics) || !read.operation) {
        return std::nullopt;
    }
    return without_mechanisms(std::move(*read.operation), text.without);
}

std::vector<Change> changes_of_one(const ModelText& text) {
    const std::optional<Operation> operation = changed_operation(text, "");
    const std::optional<Node> root = written_tree(text.model, text.overlays, text.settings);
    return operation && root ? Changes(*operation, *root).take() : std::vector<Change>{};
}

std::vector<std::string> settings_for_a_tenth_more(const ModelText& text, std::size_t team_number) {
    const std::optional<Operation> operation = changed_operation(text, "");
    const std::optional<Node> root = written_tree(text.model, text.overlays, text.settings);
    if (!operation || !root || team_number >= operation->teams.size()) {
        return {};
    }
    const Team& team = operation->teams[team_number];
    if (team.unlimited || team.members.empty()) {
        return {};
    }
    std::vector<std::string> settings;
    const Entry* entry = entry_of(*root, team);
    if (entry != nullptr && !text_at(entry->value, "available").empty()) {
        settings.push_back(team_path(team, "available") + "=+10%");
        settings.push_back(team_path(team, "available") + "=100%");
    }
    const auto more = std::max<std::int64_t>(
        1, static_cast<std::int64_t>(std::floor(0.1 * static_cast<double>(people_of(team)) + 0.5)));
    settings.push_back(
        fmt::format("{}=+{}", team_path(team, team.units ? "units" : "people"), more));
    return settings;
}

} // namespace plimsoll

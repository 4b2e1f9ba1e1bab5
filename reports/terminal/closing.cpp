#include "reports/terminal/closing.hpp"

#include "model/client_demand.hpp"
#include "model/text/utf8.hpp"
#include "reports/terminal/figure_text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace plimsoll {

namespace {

struct Command {
    std::string text;
    std::string why;
};

std::vector<Command> commands_of(const Result& result, const TerminalLook& look) {
    const std::string program = shell_word(printable(look.program, look)) + " ";
    const std::string model = shell_word(printable(look.model, look));
    std::vector<Command> commands;
    if (result.command == "sweep") {
        std::int64_t clients =
            result.operation.clients_target.value_or(result.operation.clients_today);
        if (result.limits && result.limits->sla.value) {
            clients = static_cast<std::int64_t>(result.limits->sla.value->mean + 0.5);
        }
        commands.push_back(
            {fmt::format("{}run {} --clients {}", program, model, clients), "one volume in full"});
        commands.push_back({program + "sweep " + model + " --json result.json", "every figure"});
    } else if (clients_bring_work(result.operation)) {
        commands.push_back({program + "sweep " + model, "how many clients it can carry"});
    }
    commands.push_back({program + "check " + model, "what is assumed"});
    return commands;
}

std::string replications_text(const Result& result) {
    std::int64_t least = result.volumes.front().replications;
    std::int64_t most = least;
    for (const VolumeFigures& volume : result.volumes) {
        if (volume.horizon == Horizon::fluid) {
            continue;
        }
        least = std::min(least, volume.replications);
        most = std::max(most, volume.replications);
    }
    return least == most ? grouped(least) : grouped(least) + " to " + grouped(most);
}

std::string plural(std::size_t count, const std::string& word) {
    return fmt::format("{} {}{}", grouped(static_cast<std::int64_t>(count)), word,
                       count == 1 ? "" : "s");
}

std::string effort_text(const Result& result, const TerminalLook& look) {
    std::string text;
    if (!result.volumes.empty()) {
        const std::string replications = replications_text(result);
        const auto far = static_cast<std::size_t>(
            std::count_if(result.volumes.begin(), result.volumes.end(),
                          [](const VolumeFigures& v) { return v.horizon == Horizon::fluid; }));
        text = fmt::format("{} {} {} {}", plural(result.volumes.size() - far, "volume"),
                           marks_of(look).times, replications,
                           replications == "1" ? "replication" : "replications");
        if (look.seconds) {
            text += fmt::format(" in {} s", fixed(*look.seconds, 1));
        }
        text += fmt::format(", seed {}.", result.seed);
        if (far > 0) {
            text +=
                fmt::format(" {} far beyond the last limit {} not simulated: how full the teams "
                            "would be follows from their work at the largest that was.",
                            plural(far, "volume"), far == 1 ? "was" : "were");
        }
    }
    return text;
}

std::string defaults_text(const Result& result, const TerminalLook& look) {
    std::size_t count = 0;
    std::size_t assumed = 0;
    for (const Assumption& assumption : result.operation.assumptions) {
        if (!assumption.simulated || assumption.source == stated_in_the_model) {
            continue;
        }
        ++count;
        assumed += assumption.basis == "D" ? 1 : 0;
    }
    return count == 0 ? ""
           : assumed == 0
               ? fmt::format("{} in force ({} check lists {}).", plural(count, "default"),
                             shell_word(printable(look.program, look)), count == 1 ? "it" : "them")
               : fmt::format("{} in force, {} of {} assumed, not measured ({} check lists {}).",
                             plural(count, "default"), grouped(static_cast<std::int64_t>(assumed)),
                             count == 1 ? "it" : "them", shell_word(printable(look.program, look)),
                             count == 1 ? "it" : "them");
}

std::string not_simulated_text(const Result& result, const TerminalLook& look) {
    for (const Finding& finding : result.findings) {
        if (finding.id == "not_simulated") {
            return printable(finding.text, look);
        }
    }
    return "";
}

void add_paragraph(Lines& lines, const std::string& text, Style style, int width) {
    for (const std::string& part : wrap(text, width)) {
        Line line;
        lines.push_back(line.add(part, style));
    }
}

} // namespace

std::string shell_word(const std::string& text) {
    const bool plain =
        !text.empty() && text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                                "abcdefghijklmnopqrstuvwxyz"
                                                "0123456789._-/+:=@%,") == std::string::npos;
    if (plain) {
        return text;
    }
    std::string quoted = "'";
    for (const char character : text) {
        quoted += character == '\'' ? std::string("'\\''") : std::string(1, character);
    }
    return quoted + "'";
}

Lines next_commands(const Result& result, const TerminalLook& look) {
    const int width = page_width(look);
    const std::vector<Command> commands = commands_of(result, look);
    int command_columns = 0;
    int why_columns = 0;
    for (const Command& command : commands) {
        command_columns = std::max(command_columns, column_count(command.text));
        why_columns = std::max(why_columns, column_count(command.why));
    }
    const int why_start = 2 + command_columns + 4;
    const bool with_why = why_start + why_columns <= width;
    Lines lines;
    lines.push_back(section_head("Next", "", width));
    for (const Command& command : commands) {
        Line line;
        line.to(2).add(command.text);
        if (with_why) {
            line.to(why_start).add(command.why, Style::dim);
        }
        lines.push_back(line);
    }
    return lines;
}

Lines closing(const Result& result, const TerminalLook& look) {
    Lines lines;
    // A line of its own: how long it took must not move what follows.
    add_paragraph(lines, effort_text(result, look), Style::dim, page_width(look));
    add_paragraph(lines, defaults_text(result, look), Style::dim, page_width(look));
    for (const Finding& finding : result.findings) {
        if (finding.is_question()) {
            add_paragraph(lines, printable(finding.text, look), Style::yellow, page_width(look));
        }
    }
    add_paragraph(lines, not_simulated_text(result, look), Style::yellow, page_width(look));
    return lines;
}

} // namespace plimsoll

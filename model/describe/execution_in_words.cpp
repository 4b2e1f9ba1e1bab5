#include "model/describe/execution_in_words.hpp"
#include "model/text/date_text.hpp"

#include "model/describe/flow_in_words.hpp"
#include "model/numeric/number_text.hpp"
#include "model/text/plain_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

namespace plimsoll {

namespace {

std::string wait_in_words(const Delay& delay) {
    return fmt::format("{}{}", law_in_words(delay.length),
                       delay.wall_clock ? ", nights and weekends counted" : "");
}

/// "15:00, 20:00", "Tue 14:00".
std::string times_of_week_in_words(const std::vector<Microseconds>& times) {
    static constexpr std::array<const char*, 7> names{"Mon", "Tue", "Wed", "Thu",
                                                      "Fri", "Sat", "Sun"};
    std::map<Microseconds, std::vector<std::size_t>> days_at;
    for (const Microseconds time : times) {
        days_at[time % day].push_back(static_cast<std::size_t>(time / day));
    }
    std::string out;
    for (const auto& [time, days] : days_at) {
        const std::string clock = fmt::format("{:02}:{:02}", time / hour, time % hour / minute);
        if (days.size() == names.size()) {
            out += (out.empty() ? "" : ", ") + clock;
            continue;
        }
        for (const std::size_t weekday : days) {
            out += fmt::format("{}{} {}", out.empty() ? "" : ", ", names[weekday], clock);
        }
    }
    return out;
}

std::string batch_in_words(const Batch& batch, bool alone) {
    std::string begins;
    const auto add = [&](const std::string& way) {
        begins += (begins.empty() ? "" : ", or ") + way;
    };
    if (batch.size > 0) {
        add(fmt::format("of {}", batch.size));
    }
    if (batch.wait) {
        add(fmt::format("when the first has waited {}", wait_in_words(*batch.wait)));
    }
    if (!batch.at.empty()) {
        add("at " + times_of_week_in_words(batch.at));
    }
    for (const DateRule& rule : batch.dates) {
        add("at " + date_in_words(rule));
    }
    return fmt::format("      in batches {}{}\n", begins,
                       batch.effort
                           ? fmt::format("; each batch takes {}{}", law_in_words(*batch.effort),
                                         alone ? "" : " beside its items")
                           : "");
}

std::string times_in_words(const Repeat& times) {
    const Distribution& law = times.count;
    const std::string count = law.law == Law::exact ? short_number(std::max(0.0, law.a + law.shift))
                                                    : number_law_in_words(law);
    if (!times.apart) {
        return fmt::format("      so often side by side: {}\n", count);
    }
    return fmt::format("      so often in turn: {}, each {} after the last{}\n", count,
                       law_in_words(times.apart->length),
                       times.apart->wall_clock ? ", nights and weekends counted" : "");
}

} // namespace

bool is_work_of_batches_alone(const Step& step) {
    return step.batch && step.batch->effort && step.effort && *step.effort == Distribution{};
}

std::string execution_in_words(const Step& step, const Operation& operation) {
    std::string out;
    out += step.batch ? batch_in_words(*step.batch, is_work_of_batches_alone(step)) : "";
    out += step.times ? times_in_words(*step.times) : "";
    if (step.interrupts) {
        const bool several = step.needs.size() > 1 || step.needs.front().people > 1;
        out += fmt::format("      takes its {} away from less urgent work, which goes on later\n",
                           several ? "people" : "person");
    }
    if (step.pace) {
        out += fmt::format("      in pieces of {}, one an open day, by the same person\n",
                           duration_in_words(static_cast<double>(*step.pace)));
    }
    if (step.slot) {
        out += fmt::format("      by appointment: each person{} offers one every {}; booked {} "
                           "before at least{}\n",
                           step.skill.empty() ? "" : " who has " + step.skill,
                           duration_in_words(static_cast<double>(step.slot->every)),
                           wait_in_words(step.slot->lead),
                           step.slot->no_show > 0
                               ? fmt::format("; in {} nobody comes, and it is booked again",
                                             share_in_words(step.slot->no_show))
                               : "");
    }
    if (step.calls >= 0) {
        const Workflow& called = operation.workflows[static_cast<std::size_t>(step.calls)];
        out += fmt::format("      runs a case of {} and waits for its end\n", name_of(called));
    }
    return out;
}

} // namespace plimsoll

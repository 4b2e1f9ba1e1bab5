#include "reports/files/event_log_csv.hpp"

#include "reports/files/csv.hpp"

#include <fmt/format.h>

#include <chrono>

namespace plimsoll {

namespace {

/// `support/17/3`: the third case of client 17; `walk-in/12` where cases belong to no client.
std::string case_name(const LoggedVisit& visit, const Workflow& workflow) {
    return visit.client == 0 ? fmt::format("{}/{}", workflow.name, visit.number)
                             : fmt::format("{}/{}/{}", workflow.name, visit.client, visit.number);
}

std::string resources_of(const LoggedVisit& visit, const LoggedVisits& log) {
    std::string names;
    for (const int resource : visit.resources) {
        names += names.empty() ? "" : "; ";
        names += log.resources.at(static_cast<std::size_t>(resource));
    }
    return names;
}

std::string waiting_cause(const LoggedVisit& visit) {
    if (visit.waited_in_queue) {
        return visit.waited_off_duty ? "queue + off duty" : "queue";
    }
    if (visit.waited_off_duty) {
        return "off duty";
    }
    return visit.start > visit.enabled ? "closed" : "";
}

} // namespace

std::string log_time(Microseconds instant) {
    using namespace std::chrono;
    constexpr sys_days first_day = 2001y / January / 1d;
    static_assert(weekday(first_day) == Monday);
    const Microseconds days_before = instant / day;
    const year_month_day date = first_day + days(days_before);
    const Microseconds of_day = instant - days_before * day;
    return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}.{:03}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                       of_day / hour, of_day / minute % 60, of_day / second % 60,
                       of_day / (second / 1000) % 1000);
}

std::string event_log_csv(const Result& result) {
    const LoggedVisits& log = *result.log;
    std::string csv = "case,workflow,activity,resource,enabled,start,end,waiting cause\r\n";
    for (const LoggedVisit& visit : log.visits) {
        const Workflow& workflow =
            result.operation.workflows.at(static_cast<std::size_t>(visit.workflow));
        const Step& step = workflow.steps.at(static_cast<std::size_t>(visit.step));
        csv += fmt::format("{},{},{},{},{},{},{},{}\r\n", csv_field(case_name(visit, workflow)),
                           csv_field(workflow.name), csv_field(step.name),
                           csv_field(resources_of(visit, log)), log_time(visit.enabled),
                           log_time(visit.start), log_time(visit.end), waiting_cause(visit));
    }
    return csv;
}

} // namespace plimsoll

#include "scenarios/experiment/appointment_load.hpp"

#include "scenarios/experiment/offered_load.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace plimsoll {

namespace {

const PlanPage& page_of(const Plan& plan, int page) {
    return plan.page(page);
}

double length_of(const Plan& plan, int page) {
    const int grid = page_of(plan, page).grid;
    return static_cast<double>(plan.grid(grid).every);
}

int body_of(const Plan& plan, int page) {
    return plan.person(page_of(plan, page).person).body;
}

std::set<int> bodies_of(const Plan& plan, const PlanAppointment& appointment) {
    std::set<int> bodies;
    for (const int page : appointment.pages) {
        bodies.insert(body_of(plan, page));
    }
    return bodies;
}

} // namespace

Ratio appointment_load(const Plan& plan, const Volume& volume, std::size_t appointment) {
    const std::set<int> people = bodies_of(plan, plan.appointments[appointment]);
    std::vector<std::size_t> theirs; // slots that nobody else can give
    std::map<int, std::set<int>> pages;
    for (std::size_t other = 0; other < plan.appointments.size(); ++other) {
        const std::set<int> who = bodies_of(plan, plan.appointments[other]);
        if (std::includes(people.begin(), people.end(), who.begin(), who.end())) {
            theirs.push_back(other);
            for (const int page : plan.appointments[other].pages) {
                pages[body_of(plan, page)].insert(page);
            }
        }
    }
    const std::vector<double> asked =
        demanded_at_exact_rates(plan, volume, [&](const Replication& record, std::size_t workflow) {
            double time = 0;
            for (const std::size_t other : theirs) {
                const PlanAppointment& one = plan.appointments[other];
                if (one.workflow == static_cast<int>(workflow)) {
                    time += static_cast<double>(record.appointments_asked[other]) *
                            length_of(plan, one.pages.front()) / (1 - one.no_show);
                }
            }
            return time;
        });
    Ratio load;
    for (std::size_t i = 0; i < asked.size(); ++i) {
        double offered = 0;
        for (const auto& [body, own] : pages) {
            double most = 0; // appointments of several lengths share the same hours
            for (const int page : own) {
                const std::int64_t count =
                    volume.replications[i].appointments_offered[static_cast<std::size_t>(page)];
                most = std::max(most, static_cast<double>(count) * length_of(plan, page));
            }
            offered += most;
        }
        load.add(asked[i], offered);
    }
    return load;
}

FullestDiary fullest_diary(const Plan& plan, const Volume& volume) {
    FullestDiary found;
    for (std::size_t appointment = 0; appointment < plan.appointments.size(); ++appointment) {
        const Ratio load = appointment_load(plan, volume, appointment);
        const std::size_t n = load.numerators.size();
        const double mean = pooled(load, n);
        if (found.appointment < 0 || mean > found.load) {
            found = {static_cast<int>(appointment), mean, half_width(load, n)};
        }
    }
    return found;
}

} // namespace plimsoll

#include "scenarios/figures/money.hpp"

#include "model/date_table.hpp"
#include "model/numeric/elementary.hpp"
#include "scenarios/figures/sums.hpp"

#include <algorithm>
#include <cmath>

namespace plimsoll {

namespace {

const std::string no_time = "no open time was measured";

double month_hours(const Operation& operation) {
    return hours(month_of(operation.calendar, operation));
}

/// What all clients pay in a month. Kinds of clients count by their shares: which client is of
/// which kind is luck that would only blur it.
double prices(const Operation& operation, std::int64_t clients) {
    const auto count = static_cast<double>(clients);
    if (operation.client_prices.size() == 1) {
        return operation.client_prices.front() * count;
    }
    double sum = 0;
    for (std::size_t kind = 0; kind < operation.client_prices.size(); ++kind) {
        sum += operation.client_prices[kind] * operation.client_kinds[kind].share * count;
    }
    return sum;
}

/// Money of the measured time: what a replication took in or paid out, in `part`.
using Part = std::function<double(const Replication&)>;

struct Parts {
    Part income, penalties, cost, margin; ///< of a month, times the measured hours
};

Parts parts_of(const Operation& operation, const Plan& plan, std::int64_t clients) {
    const double month = month_hours(operation);
    const double paid_by_clients = prices(operation, clients);
    Parts parts;
    parts.income = [=](const Replication& r) {
        return r.earned * month + paid_by_clients * open_hours(r);
    };
    parts.penalties = [=](const Replication& r) { return r.penalties * month; };
    parts.cost = [=, &plan](const Replication& r) {
        const double teams =
            over_teams(plan, [&](std::size_t team) { return paid(plan, r, team); });
        return (teams + r.spent) * month;
    };
    parts.margin = [parts](const Replication& r) {
        return parts.income(r) - parts.penalties(r) - parts.cost(r);
    };
    return parts;
}

} // namespace

Ratio monthly_margin(const Operation& operation, const Plan& plan, const Volume& volume) {
    return over(volume, parts_of(operation, plan, volume.clients).margin, open_hours);
}

std::optional<MoneyFigures> money_figures(const Operation& operation, const Plan& plan,
                                          const Volume& volume) {
    if (!plan.has_money) {
        return std::nullopt;
    }
    const Parts parts = parts_of(operation, plan, volume.clients);
    const auto per_month = [&](const Part& part) {
        return ratio_figure(over(volume, part, open_hours), no_time, any_amount);
    };
    MoneyFigures figures{per_month(parts.income),
                         per_month(parts.penalties),
                         per_month(parts.cost),
                         per_month(parts.margin),
                         {}};
    const auto clients = static_cast<double>(volume.clients);
    figures.margin_per_client = volume.clients > 0
                                    ? ratio_figure(over(volume, parts.margin,
                                                        [clients](const Replication& r) {
                                                            return open_hours(r) * clients;
                                                        }),
                                                   no_time, any_amount)
                                    : Figure{std::nullopt, "there are no clients"};
    return figures;
}

} // namespace plimsoll

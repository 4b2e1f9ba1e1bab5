#include "scenarios/findings/money_findings.hpp"

#include "model/numeric/elementary.hpp"
#include "scenarios/figures/due_figures.hpp"
#include "scenarios/figures/money.hpp"
#include "scenarios/limits/knee.hpp"
#include "scenarios/result/whole_number.hpp"

#include <algorithm>
#include <cmath>

namespace plimsoll {

namespace {

/// What more clients bring, replication by replication: the same luck at both volumes.
std::optional<Estimate> difference(const Ratio& fewer, const Ratio& more) {
    const std::size_t n = std::min(fewer.numerators.size(), more.numerators.size());
    Ratio differences;
    differences.widening = std::max(fewer.widening, more.widening);
    for (std::size_t i = 0; i < n; ++i) {
        if (fewer.denominators[i] > 0 && more.denominators[i] > 0) {
            differences.add(more.numerators[i] / more.denominators[i] -
                                fewer.numerators[i] / fewer.denominators[i],
                            1);
        }
    }
    const Figure figure = ratio_figure(differences, "", any_amount);
    return figure.value && figure.value->low ? figure.value : std::nullopt;
}

/// Where the margin is clear of zero, on which side: 1, -1, or 0 for in doubt.
int side_of(const Ratio& margin) {
    const Figure figure = ratio_figure(margin, "", any_amount);
    if (!figure.value || !figure.value->low) {
        return 0;
    }
    return *figure.value->low > 0 ? 1 : *figure.value->high < 0 ? -1 : 0;
}

/// Whether a volume is carried: work does not pile up, and every promise is kept. Elsewhere a
/// margin is what is earned with promises broken, or with work that is never done.
enum class Carried { yes, promises_broken, piles_up };

Carried carried(const Plan& plan, const Volume& volume) {
    if (volume.measurement.overloaded) {
        return Carried::piles_up;
    }
    return breaks_a_promise(plan, volume) ? Carried::promises_broken : Carried::yes;
}

std::string in_words(Carried state) {
    return state == Carried::piles_up ? "work piles up" : "promises are broken";
}

/// From how many clients on the mean margin is above nothing: `first` is the first volume where it
/// surely is. Between volumes it is taken to run straight.
std::string from_how_many(const std::vector<Volume>& volumes, const std::vector<Ratio>& margins,
                          std::size_t first) {
    const auto mean = [&](std::size_t volume) {
        return pooled(margins[volume], margins[volume].numerators.size());
    };
    std::size_t below = first;
    while (below > 0 && mean(below) > 0) {
        --below;
    }
    const std::int64_t there = volumes[first].clients;
    if (mean(below) > 0) {
        return clients_in_words(there);
    }
    const auto from = static_cast<double>(volumes[below].clients);
    const auto to = static_cast<double>(volumes[below + 1].clients);
    const double at = from + (to - from) * mean(below) / (mean(below) - mean(below + 1));
    const auto clients = static_cast<std::int64_t>(std::floor(at)) + 1;
    return (clients < there ? "about " : "") + clients_in_words(std::min(clients, there));
}

/// Says it of the volumes that are carried, and what ends them.
std::string where_it_makes_money(const std::string& name, const std::vector<Volume>& volumes,
                                 const std::vector<Ratio>& margins, const std::vector<int>& sides,
                                 const std::vector<Carried>& states) {
    const auto begin = static_cast<std::size_t>(
        std::find(states.begin(), states.end(), Carried::yes) - states.begin());
    std::size_t end = begin;
    while (end < states.size() && states[end] == Carried::yes) {
        ++end;
    }
    const bool whole_range = begin == 0 && end == states.size();
    const std::string beyond =
        end < states.size() ? "; beyond, " + in_words(states[end]) + "." : ".";
    const auto are_all = [&](std::size_t from, std::size_t to, int side) {
        return from < to && std::all_of(sides.begin() + static_cast<std::ptrdiff_t>(from),
                                        sides.begin() + static_cast<std::ptrdiff_t>(to),
                                        [side](int one) { return one == side; });
    };
    if (are_all(begin, end, -1)) {
        return name + " loses money at every volume " +
               (whole_range ? "simulated." : "at which it keeps its promises.");
    }
    if (whole_range && are_all(begin, end, 1)) {
        return name + " makes money at every volume simulated.";
    }
    std::size_t first = begin;
    while (first < end && sides[first] != 1) {
        ++first;
    }
    std::size_t last = end;
    while (last > first && sides[last - 1] != 1) {
        --last;
    }
    if (!are_all(first, last, 1)) {
        return {};
    }
    const std::string until = last == end ? beyond : ".";
    const std::string most = clients_in_words(volumes[last - 1].clients);
    if (first == 0) {
        return name + " makes money up to " + most + until;
    }
    if (last == states.size()) {
        return name + " makes money from " + from_how_many(volumes, margins, first) + " on.";
    }
    return first + 1 == last ? name + " makes money at " + most + " only" + until
                             : name + " makes money from " +
                                   from_how_many(volumes, margins, first) + " to " + most + until;
}

/// The volumes between which a client more begins to lower the margin; without `above` only where
/// it has begun already.
struct Turn {
    std::optional<std::size_t> above;
    std::size_t at_latest = 0;
};

/// The largest margin lies between the neighbours of the volume from which on it surely falls.
std::optional<Turn> loses_from(const std::vector<Volume>& volumes,
                               const std::vector<Ratio>& margins) {
    // Neighbours that stand close together differ by little more than luck.
    std::vector<std::size_t> apart;
    for (std::size_t i = 0; i < volumes.size(); ++i) {
        const auto clients = [&](std::size_t place) {
            return logarithm(std::max(1.0, static_cast<double>(volumes[place].clients)));
        };
        if (apart.empty() || clients(i) >= clients(apart.back()) + long_arc ||
            i + 1 == volumes.size()) {
            apart.push_back(i);
        }
    }
    std::optional<Turn> turn;
    for (std::size_t i = apart.size(); i-- > 1;) {
        const std::optional<Estimate> change = difference(margins[apart[i - 1]], margins[apart[i]]);
        if (!change || *change->high >= 0) {
            break;
        }
        turn = Turn{i > 1 ? std::optional(apart[i - 2]) : std::nullopt, apart[i]};
    }
    return turn;
}

} // namespace

std::vector<Finding> money_findings(const Operation& operation, const Plan& plan,
                                    const std::vector<Volume>& volumes) {
    std::vector<Finding> findings;
    if (!plan.has_money || volumes.size() < 2) {
        return findings;
    }
    std::vector<Ratio> margins;
    std::vector<int> sides;
    std::vector<Carried> states;
    for (const Volume& volume : volumes) {
        states.push_back(carried(plan, volume));
        margins.push_back(monthly_margin(operation, plan, volume));
        sides.push_back(side_of(margins.back()));
    }
    const auto margin_at = [](std::size_t volume) {
        return "volumes." + std::to_string(volume) + ".money.margin_per_month";
    };
    const std::string where = where_it_makes_money(operation.name, volumes, margins, sides, states);
    if (!where.empty()) {
        findings.push_back({"money", where, {margin_at(0), margin_at(volumes.size() - 1)}, {}});
    }
    if (const std::optional<Turn> turn = loses_from(volumes, margins)) {
        const std::string latest = clients_in_words(volumes[turn->at_latest].clients);
        const std::string where =
            turn->above
                ? "Somewhere between " + whole(static_cast<double>(volumes[*turn->above].clients)) +
                      " and " + latest + " each new one begins to lose money"
                : "From " + latest + " on at the latest each new one loses money";
        const Carried state = states[turn->at_latest];
        findings.push_back(
            {"marginal_client",
             where + (state == Carried::yes ? "." : ": " + in_words(state) + " there."),
             {margin_at(turn->above.value_or(0)), margin_at(volumes.size() - 1)},
             {}});
    }
    return findings;
}

std::optional<Finding> month_finding(const Result& result) {
    const VolumeFigures& volume = result.volumes.front();
    if (!volume.has_times() || !volume.money || !volume.money->margin.value) {
        return std::nullopt;
    }
    const std::string where = volume.breaks_a_promise ? ", with promises broken" : "";
    const MoneyFigures& money = *volume.money;
    const auto amount = [&](double value) {
        return result.operation.currency + " " + whole(value);
    };
    const double penalties = money.penalties.value->mean;
    const double margin = money.margin.value->mean;
    std::string text = "A month brings in " + amount(money.income.value->mean) + " and costs " +
                       amount(money.cost.value->mean + penalties);
    if (penalties > 0) {
        text += ", penalties of " + amount(penalties) + " among it";
    }
    text += margin < 0 ? ": a loss of " + amount(-margin) : ": " + amount(margin) + " are left";
    text += where;
    return Finding{"money", text + ".", {"volumes.0.money.margin_per_month"}, {}};
}

} // namespace plimsoll

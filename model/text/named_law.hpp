// The laws that have a name, as in `gamma(mean=2h cv=0.5)`: which there are, their parameters, and
// the ranges in which these make sense.
#pragma once

#include "model/text/duration_text.hpp"

#include <map>
#include <string>
#include <vector>

namespace plimsoll {

/// A parameter of a named law: a bare number or a duration.
struct Argument {
    std::string key; ///< empty: by its place
    double value = 0;
    bool is_duration = false;
};

/// A law that can be written by name.
struct NamedLaw {
    std::string_view name;
    std::vector<std::string> durations; ///< parameters that are durations, in their order by place
    std::vector<std::string> numbers;   ///< parameters that are bare numbers, always by key
    std::string_view example;
};

/// The law of that name, or null.
const NamedLaw* find_law(std::string_view name);

/// What to say of a name that no law has.
Problem unknown_law(std::string_view name);

/// Reads `mean=2h cv=0.5)` up to the closing parenthesis.
std::optional<std::vector<Argument>> take_arguments(TextCursor& cursor, const WorkingTime& working,
                                                    UnitsUsed& units, Problem& problem);

/// The parameters of a law by key; bounds (`min`, `max`) go into the distribution.
/// `mean_is_given`: something else says how long it takes on average.
std::optional<std::map<std::string, double>> match_arguments(const NamedLaw& law,
                                                             const std::vector<Argument>& arguments,
                                                             bool mean_is_given, LawText& out,
                                                             Problem& problem);

/// Parameters outside their range, in words; empty when all is well.
std::string out_of_range(const NamedLaw& law, const std::map<std::string, double>& values,
                         const Distribution& out);

/// Makes it the law with these parameters, which must be in range.
void fill_law(const NamedLaw& named, const std::map<std::string, double>& values,
              Distribution& law);

/// Makes it always `value`.
void make_constant(Distribution& law, double value);

} // namespace plimsoll

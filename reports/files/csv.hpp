// The result as tables for a spreadsheet: RFC 4180, one header row that carries the units.
#pragma once

#include "scenarios/result/result.hpp"

#include <string>
#include <utility>
#include <vector>

namespace plimsoll {

/// A field as RFC 4180 writes it: in quotes where it holds a comma, a quote or a line end.
std::string csv_field(const std::string& text);

/// File name and text of each table: volumes.csv, teams.csv, workflows.csv, steps.csv and, for a
/// sweep, limits.csv. A figure takes three columns, mean, low and high; without figure they are
/// empty.
std::vector<std::pair<std::string, std::string>> csv_tables(const Result& result);

} // namespace plimsoll

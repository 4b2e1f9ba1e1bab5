// What the programs here measured, kept in a file that a later run can be compared with.
#pragma once

#include <map>
#include <string>

namespace plimsoll::bench {

struct MeasuredFigure {
    double value = 0;
    std::string unit;
};

/// Figures by name. They are added to the file that `--json FILE` names, in place of those of the
/// same name, with the machine and the day on which they were measured.
class Figures {
public:
    /// Takes `--json FILE` out of a program's arguments.
    Figures(int& count, char** arguments);
    void add(const std::string& name, double value, const std::string& unit) {
        figures_[name] = {value, unit};
    }
    /// Writes the file, if one was named. What the program is to end with: 1, and a line that says
    /// why, where that cannot be done.
    int save() const;

private:
    std::string path_;
    std::map<std::string, MeasuredFigure> figures_;
};

} // namespace plimsoll::bench

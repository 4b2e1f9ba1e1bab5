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
    /// Writes the file; ends the program with 1 where that cannot be done.
    ~Figures();
    Figures(const Figures&) = delete;
    Figures& operator=(const Figures&) = delete;

    void add(const std::string& name, double value, const std::string& unit) {
        figures_[name] = {value, unit};
    }

private:
    std::string path_;
    std::map<std::string, MeasuredFigure> figures_;
};

} // namespace plimsoll::bench

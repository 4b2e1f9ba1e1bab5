#include "cli/program.hpp"

#include <CLI/CLI.hpp>

namespace plimsoll {

int run_program(int argc, char** argv) {
    CLI::App app{"Draws the load line of a business operation.", "plimsoll"};
    app.set_version_flag("--version", std::string("plimsoll ") + PLIMSOLL_VERSION);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    return 0;
}

} // namespace plimsoll

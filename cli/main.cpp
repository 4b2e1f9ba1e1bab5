#include "cli/program.hpp"

int main(int argc, char** argv) {
    return plimsoll::run_program(argc, argv);
}

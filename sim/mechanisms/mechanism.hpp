// What a mechanism is: one file, with everything that it does.
//
//     class Handoffs {
//     public:
//         static constexpr int number = 5; // the n of Mn
//         static bool is_in_force(const Operation& operation);
//         static std::shared_ptr<const PlanMechanism> compile(const Operation& operation,
//                                                             Plan& plan, Clocks& clocks);
//         explicit Handoffs(const Plan& plan);     // of one replication, in force or not
//         ... hooks (sim/engine/hooks.hpp), each with Engine& first
//     };
//
// It includes this file, sim/engine/work_item.hpp and sim/engine/timer.hpp, and not the engine,
// whose functions it finds when it is compiled into one.
//
// A mechanism that takes hours of people away from the steps says so beforehand, in `static
// Operation in_hours_of_steps(const Operation&)`: the rest of the plan is compiled of what it
// gives.
//
// `compile` turns its keys (Operation::mechanisms) into what it will ask for, adds hidden steps for
// side work (sim/plan/compile_needs.hpp) and says which ledger lines it books (Plan::lines). While
// a replication runs it may hold visits (sim/engine/hold.hpp), have side work done
// (sim/engine/side_work.hpp), set timers of its own, add to the effort of visits, and publish sums
// under names of its own. Where it is not in force it does nothing, and costs nothing where none
// is: all mechanisms together are one more variant of the engine, never one a combination.
#pragma once

#include "sim/plan/clock_numbers.hpp"
#include "sim/plan/plan.hpp"

#include <memory>
#include <optional>
#include <vector>

namespace plimsoll {

template <class... All>
struct MechanismList {};

/// Compiles an operation with these mechanisms, those that are in force.
template <class List>
struct CompileWith;

template <class... All>
struct CompileWith<MechanismList<All...>> {
    static Plan compile(const Operation& operation, bool allow_one_clock) {
        const bool any = (All::is_in_force(operation) || ... || false);
        std::optional<Operation> of_steps;
        (take_hours<All>(operation, of_steps), ...);
        return compile_plan(of_steps ? *of_steps : operation, allow_one_clock && !any,
                            [&operation](const Operation&, Plan& plan, Clocks& clocks) {
                                (add<All>(operation, plan, clocks), ...);
                                static_cast<void>(operation), static_cast<void>(plan);
                                static_cast<void>(clocks);
                            });
    }

    /// The n of each Mn that is in force, in the order of the list.
    static std::vector<int> in_force(const Operation& operation) {
        std::vector<int> numbers;
        ((All::is_in_force(operation) ? numbers.push_back(All::number) : void()), ...);
        static_cast<void>(operation);
        return numbers;
    }

private:
    template <class Mechanism>
    static void take_hours(const Operation& operation, std::optional<Operation>& of_steps) {
        if constexpr (requires { Mechanism::in_hours_of_steps(operation); }) {
            if (Mechanism::is_in_force(operation)) {
                of_steps = Mechanism::in_hours_of_steps(of_steps ? *of_steps : operation);
            }
        }
    }
    template <class Mechanism>
    static void add(const Operation& operation, Plan& plan, Clocks& clocks) {
        if (Mechanism::is_in_force(operation)) {
            plan.mechanisms.push_back(Mechanism::compile(operation, plan, clocks));
        }
    }
};

template <class List>
Plan compile_with(const Operation& operation, bool allow_one_clock = true) {
    return CompileWith<List>::compile(operation, allow_one_clock);
}

} // namespace plimsoll

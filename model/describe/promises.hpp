// What is promised, one by one (MODEL.md ruling 14a).
//
// Each workflow's `due`, each kind's where it differs, each step's `due: {start}`. Cases are never
// pooled over promises to judge one.
#pragma once

#include "model/operation.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace plimsoll {

/// One promise: of the cases of a workflow, or of the visits of a step of it.
struct Promise {
    std::string key;      ///< `support`, `support/gold`, `onboarding.kickoff`
    int workflow = 0;     ///< in the file's order
    int step = -1;        ///< of the workflow: a visit's time to start; -1: a case's due
    int client_kind = -1; ///< only for clients of this kind; -1: whatever it is
    int case_kind = -1;   ///< only for cases of this kind
    double share = usual_promise;

    bool operator==(const Promise&) const = default;
};

/// All promises of an operation: workflow by workflow in the file's order, of each the cases' first
/// and then the steps'. Kinds have promises of their own only where what is promised to them
/// differs.
std::vector<Promise> promises_of(const Operation& operation);

/// Which of them holds for a workflow's cases (step -1) or for visits of one of its steps, in this
/// of its variants; -1: none.
int promise_for(const std::vector<Promise>& promises, const Operation& operation,
                std::size_t workflow, int step, std::size_t variant);

/// How a person calls it: "Support", "Support (gold)", "Start of Kickoff".
std::string promise_in_words(const Operation& operation, const Promise& promise);

} // namespace plimsoll

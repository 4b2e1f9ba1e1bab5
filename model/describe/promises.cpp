#include "model/describe/promises.hpp"

#include "model/text/plain_words.hpp"

#include <algorithm>
#include <optional>

namespace plimsoll {

namespace {

/// What is promised to the cases of a variant, or to the visits of one of its steps.
struct Promised {
    std::optional<Due> due;
    std::optional<ResponseTime> response;

    explicit operator bool() const { return due || response; }
    double share() const { return due ? due->promised : response->promised; }
    bool operator==(const Promised&) const = default;
};

Promised promised_in(const Workflow& variant, int step) {
    if (step < 0) {
        return {variant.due, std::nullopt};
    }
    return {std::nullopt, variant.steps[static_cast<std::size_t>(step)].response};
}

/// What is promised in each variant: [client's kind][case's kind].
class ByKind {
public:
    ByKind(const Operation& operation, const Workflow& workflow, int step)
        : clients_(std::max<std::size_t>(1, operation.client_kinds.size())),
          cases_(std::max<std::size_t>(1, workflow.kinds.size())) {
        if (workflow.variants.empty()) {
            all_.assign(clients_ * cases_, promised_in(workflow, step));
        }
        for (const Workflow& variant : workflow.variants) {
            all_.push_back(promised_in(variant, step));
        }
    }

    std::size_t clients() const { return clients_; }
    std::size_t cases() const { return cases_; }
    const Promised& at(std::size_t client, std::size_t of_case) const {
        return all_[client * cases_ + of_case];
    }
    bool differs_by_client() const {
        return differs([&](std::size_t, std::size_t of_case) { return at(0, of_case); });
    }
    bool differs_by_case() const {
        return differs([&](std::size_t client, std::size_t) { return at(client, 0); });
    }

private:
    template <class Other>
    bool differs(const Other& other) const {
        for (std::size_t client = 0; client < clients_; ++client) {
            for (std::size_t of_case = 0; of_case < cases_; ++of_case) {
                if (at(client, of_case) != other(client, of_case)) {
                    return true;
                }
            }
        }
        return false;
    }

    std::size_t clients_;
    std::size_t cases_;
    std::vector<Promised> all_;
};

void add_promises(std::vector<Promise>& promises, const Operation& operation, int number,
                  int step) {
    const Workflow& workflow = operation.workflows[static_cast<std::size_t>(number)];
    const ByKind by_kind(operation, workflow, step);
    const bool by_client = by_kind.differs_by_client();
    const bool by_case = by_kind.differs_by_case();
    for (std::size_t client = 0; client < (by_client ? by_kind.clients() : 1); ++client) {
        for (std::size_t of_case = 0; of_case < (by_case ? by_kind.cases() : 1); ++of_case) {
            const Promised& promised = by_kind.at(client, of_case);
            if (!promised) {
                continue;
            }
            Promise promise;
            promise.workflow = number;
            promise.step = step;
            promise.share = promised.share();
            promise.key = workflow.name;
            if (step >= 0) {
                promise.key += "." + workflow.steps[static_cast<std::size_t>(step)].name;
            }
            if (by_client) {
                promise.client_kind = static_cast<int>(client);
                promise.key += "/" + operation.client_kinds[client].name;
            }
            if (by_case) {
                promise.case_kind = static_cast<int>(of_case);
                promise.key += "/" + workflow.kinds[of_case].name;
            }
            promises.push_back(std::move(promise));
        }
    }
}

} // namespace

std::vector<Promise> promises_of(const Operation& operation) {
    std::vector<Promise> promises;
    for (std::size_t workflow = 0; workflow < operation.workflows.size(); ++workflow) {
        const auto steps = static_cast<int>(operation.workflows[workflow].steps.size());
        for (int step = -1; step < steps; ++step) {
            add_promises(promises, operation, static_cast<int>(workflow), step);
        }
    }
    return promises;
}

int promise_for(const std::vector<Promise>& promises, const Operation& operation,
                std::size_t workflow, int step, std::size_t variant) {
    const std::size_t cases = std::max<std::size_t>(1, operation.workflows[workflow].kinds.size());
    const auto client = static_cast<int>(variant / cases);
    const auto of_case = static_cast<int>(variant % cases);
    const auto found = std::find_if(promises.begin(), promises.end(), [&](const Promise& promise) {
        return promise.workflow == static_cast<int>(workflow) && promise.step == step &&
               (promise.client_kind < 0 || promise.client_kind == client) &&
               (promise.case_kind < 0 || promise.case_kind == of_case);
    });
    return found == promises.end() ? -1 : static_cast<int>(found - promises.begin());
}

std::string promise_in_words(const Operation& operation, const Promise& promise) {
    const Workflow& workflow = operation.workflows[static_cast<std::size_t>(promise.workflow)];
    std::string words;
    if (promise.step >= 0) {
        const Step& step = workflow.steps[static_cast<std::size_t>(promise.step)];
        const std::string name = shown_name(step.label, step.name);
        words = "Start of " + name;
        const auto has_one_too = [&name](const Workflow& other) {
            return std::any_of(other.steps.begin(), other.steps.end(), [&name](const Step& one) {
                return shown_name(one.label, one.name) == name;
            });
        };
        if (std::count_if(operation.workflows.begin(), operation.workflows.end(), has_one_too) >
            1) {
            words += " in " + shown_name(workflow.label, workflow.name);
        }
    } else {
        words = shown_name(workflow.label, workflow.name);
    }
    std::string kinds;
    if (promise.client_kind >= 0) {
        kinds = operation.client_kinds[static_cast<std::size_t>(promise.client_kind)].name;
    }
    if (promise.case_kind >= 0) {
        kinds += (kinds.empty() ? "" : ", ") +
                 workflow.kinds[static_cast<std::size_t>(promise.case_kind)].name;
    }
    return kinds.empty() ? words : words + " (" + kinds + ")";
}

} // namespace plimsoll

#include "oracle/philox_luck.hpp"

#include "sim/random/sampler.hpp"

#include <vector>

namespace plimsoll {
namespace {

constexpr std::uint64_t chance_mask = 0x63686E6365000001U;
constexpr std::uint64_t exit_mask = 0x6578697400000002U;
constexpr std::uint64_t rework_mask = 0x7265776F726B0003U;

double uniform_of_52_bits(std::uint64_t x) {
    return (static_cast<double>(x >> 12U) + 0.5) * (1.0 / 4503599627370496.0);
}

} // namespace

CaseLuck philox_luck(const Workflow& workflow, const CaseName& name) {
    const auto block = [name](int step, int visit, std::uint32_t draw) {
        return philox(counter_of(name.client, name.number,
                                 name.first_step_of_workflow + static_cast<std::uint32_t>(step),
                                 static_cast<std::uint32_t>(visit), DrawKind::step_service, draw),
                      replication_key(name.seed, name.replication));
    };
    const auto decision = [block](std::uint64_t mask) {
        return [block, mask](int step, int visit) {
            const RandomWords words = block(step, visit, 0);
            const std::uint64_t both = (static_cast<std::uint64_t>(words[2]) << 32U) | words[3];
            return uniform_of_52_bits(mix(both ^ mask));
        };
    };
    const auto duration = [block](const Distribution& law, int step, int visit,
                                  std::uint32_t draw) {
        const RandomWords words = block(step, visit, draw);
        return Sampler(law).draw(uniform(words[0], words[1]));
    };
    const std::vector<Step> steps = workflow.steps;
    CaseLuck luck;
    luck.effort = [=](int step, int visit) {
        return duration(*steps.at(static_cast<std::size_t>(step)).effort, step, visit, 0);
    };
    luck.delay = [=](int step, int visit) {
        return duration(steps.at(static_cast<std::size_t>(step)).delay->length, step, visit, 1);
    };
    luck.chance_uniform = decision(chance_mask);
    luck.exit_uniform = decision(exit_mask);
    luck.rework_uniform = decision(rework_mask);
    return luck;
}

} // namespace plimsoll

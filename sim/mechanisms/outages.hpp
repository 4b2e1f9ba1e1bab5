// When a tool is down: up for a while, down for a while, on the operation's clock.
//
// Spells are drawn by the tool's and their own numbers, and each is looked at when somebody asks:
// they are the same at every volume, and what nobody works in costs nothing.
#pragma once

#include "model/calendar.hpp"
#include "sim/random/philox.hpp"
#include "sim/random/sampler.hpp"

#include <algorithm>
#include <cstdint>
#include <string>

namespace plimsoll {

struct PlanOutages {
    std::string name;
    bool fails = false;
    Sampler every; ///< so long it is up
    Sampler length;
};

/// Of one tool, in one replication; time does not go back.
class Outages {
public:
    Outages(const PlanOutages& plan, std::uint32_t tool) : plan_(&plan), tool_(tool) {}

    template <class Engine>
    bool is_down(const Engine& engine) {
        return next_down(engine) <= engine.clock.now();
    }
    /// When the outage that is now, or the next, begins.
    template <class Engine>
    Microseconds next_down(const Engine& engine) {
        while (spell_.up <= engine.clock.now()) {
            spell_ = after(engine, spell_);
        }
        return spell_.down;
    }
    /// When it ends, once it has been asked for.
    Microseconds up_at() const { return spell_.up; }

    /// Open time of the operation in the window.
    template <class Engine>
    Microseconds time_down(const Engine& engine) const {
        Microseconds sum = 0;
        for (Spell spell = after(engine, {}); spell.down < engine.clock.window_to();
             spell = after(engine, spell)) {
            const Microseconds from = std::max(spell.down, engine.clock.window_from());
            const Microseconds to = std::min(spell.up, engine.clock.window_to());
            sum += from < to ? engine.clock.open_between(0, from, to) : 0;
        }
        return sum;
    }

private:
    struct Spell {
        Microseconds down = 0;
        Microseconds up = 0;
        std::uint32_t number = 0;
    };
    static constexpr std::uint32_t spell_draw = 0;

    template <class Engine>
    Spell after(const Engine& engine, const Spell& last) const {
        const RandomWords words = philox(
            counter_of(tool_, last.number, 0, 0, DrawKind::tool_outage, spell_draw), engine.key);
        Spell next;
        next.number = last.number + 1;
        // No spell is shorter than the clock can tell: each ends after it began.
        next.down = engine.clock.after(
            0, last.up, std::max<Microseconds>(1, plan_->every.draw(uniform(words[0], words[1]))));
        next.up = engine.clock.after(
            0, next.down,
            std::max<Microseconds>(1, plan_->length.draw(uniform(words[2], words[3]))));
        return next;
    }

    const PlanOutages* plan_;
    std::uint32_t tool_;
    Spell spell_; ///< the one that is now, or the next
};

} // namespace plimsoll

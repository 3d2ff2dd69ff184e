// SPDX-License-Identifier: GPL-2.0-only
//
// What controllers take for their work, by the year in which that was measured.
//
// A reactive controller is measured in flow initiations: a packet is reported, a rule is worked out and
// sent. So the figure is a rule with its message, and stands in controller_rule, since each of its rules
// answers a request of its own.

#include "model/key/cost-preset.h"

namespace ns3::vnlab
{

namespace
{

constexpr const char* kRule = "controller_rule";
constexpr const char* kMessage = "controller_message";
constexpr const char* kInTheRule = "the same figure: it is of rules with their messages";
constexpr const char* kAndromeda =
    "Andromeda, NSDI 2018 section 5.3: 487 M flows in 74 s, 1.5 M in 1.9 s, 30 partitions";

const CostPresets kControllerPresets{{
    {.name = "reactive-controller-2009",
     .year = 2009,
     .description = "NOX, on one core: 30,000 flow initiations/s",
     .costs = {{kRule,
                1.0 / 30'000,
                "Tavakoli et al., HotNets 2009, as Tootoonchian et al., Hot-ICE 2012, quote it"},
               {kMessage, 0, kInTheRule}}},
    {.name = "reactive-controller-2012",
     .year = 2012,
     .description = "NOX-MT: 200,000 flow initiations/s on each core, 1.6 M/s with cores = 8",
     .costs = {{kRule,
                8.0 / 1'600'000,
                "Tootoonchian et al., Hot-ICE 2012: 1.6 M requests/s on eight 2 GHz cores"},
               {kMessage, 0, kInTheRule}}},
    {.name = "central-controller-2018",
     .year = 2018,
     .description = "Andromeda: 1.68 s for all, and 4.455 µs a flow on each core (a partition)",
     .costs = {{kRule, 4.455e-6, kAndromeda}, {"controller_run", 1.68, kAndromeda}}},
}};

} // namespace

} // namespace ns3::vnlab

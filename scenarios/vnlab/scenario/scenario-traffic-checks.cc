// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/scenario/scenario-traffic-checks.h"

#include "model/guest/guest.h"
#include "model/key/units.h"
#include "model/spec/permitted-services.h"
#include "model/wire/protocol-numbers.h"
#include "scenarios/vnlab/scenario/scenario-text.h"
#include "scenarios/vnlab/scenario/scenario-time.h"

#include <algorithm>
#include <boost/range/iterator_range.hpp>
#include <string>

namespace ns3::vnlab
{

namespace
{

bool
PermitsFlows(const Specification& specification)
{
    return std::ranges::any_of(
        boost::make_iterator_range(boost::edges(specification.graph)),
        [&](const auto& edge) {
            return Permits(specification.graph[edge].allow, {ipproto::kTcp, kTrafficPort});
        });
}

void
CheckFlows(const Scenario& scenario, ScenarioProblems& problems)
{
    const std::string path = "traffic.tcp.flows";
    if (!problems.Sound(path) || !problems.Sound("tenants"))
    {
        return;
    }
    const std::string found = "is " + std::to_string(scenario.traffic.tcp.flows) + ", but ";
    const auto& groups = scenario.tenants;
    if (std::ranges::none_of(groups, &Scenario::Tenants::fullGuests))
    {
        problems.Add(path,
                     found + "all tenants have light guests, whose TCP transfers nothing in bulk; "
                             "accepted is 0, or more where tenants.guest is \"full\"");
    }
    else if (std::ranges::none_of(groups,
                                  [](const Scenario::Tenants& group) {
                                      return group.fullGuests && PermitsFlows(group.specification);
                                  }))
    {
        problems.Add(path,
                     found + "no virtual link between full guests permits tcp/" +
                         std::to_string(kTrafficPort) + "; accepted is 0, or more where one does");
    }
}

void
CheckWithin(const Scenario& scenario, ScenarioProblems& problems)
{
    const std::string path = "traffic.tcp.within";
    const auto drain_ns = static_cast<uint64_t>(kDrain.GetNanoSeconds());
    const uint64_t duration_ns = scenario.run.duration_ns;
    const uint64_t most_ns = duration_ns - std::min(duration_ns, drain_ns);
    if (problems.Sound(path) && problems.Sound("run.duration") &&
        scenario.traffic.tcp.within_ns > most_ns)
    {
        problems.Add(path,
                     "is " + QuoteText(FormatQuantity(scenario.traffic.tcp.within_ns, kDurations)) +
                         "; accepted is at most run.duration less " +
                         FormatQuantity(drain_ns, kDurations) + ", which is " +
                         QuoteText(FormatQuantity(most_ns, kDurations)));
    }
}

} // namespace

void
CheckTraffic(const Scenario& scenario, ScenarioProblems& problems)
{
    if (scenario.traffic.tcp.flows > 0)
    {
        CheckFlows(scenario, problems);
        CheckWithin(scenario, problems);
    }
}

} // namespace ns3::vnlab

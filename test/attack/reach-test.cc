// SPDX-License-Identifier: GPL-2.0-only
//
// What packets reach is what the analysis says, for every design and capability.

#include "helper/attack-helper.h"
#include "helper/design-helper.h"
#include "helper/tenant-helper.h"
#include "model/attack/exploit-payload.h"
#include "model/spec/spec-reader.h"

#include "ns3/simulator.h"

#include <gtest/gtest.h>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

namespace
{

using Pairs = std::set<std::pair<uint32_t, uint32_t>>;

/// Who got a datagram from whom.
class Receivers : public GuestListener
{
  public:
    Pairs reached;

    void ReceiveUdp(Guest& guest, const UdpDatagram& datagram) override
    {
        const auto exploit = ReadExploit(datagram.payload);
        if (exploit && exploit->attacker != guest.GetVm())
        {
            reached.emplace(exploit->attacker.value, guest.GetVm().value);
        }
    }
};

Pairs
Expand(const Reachability& reach)
{
    Pairs pairs;
    for (const Reachability::Group& group : reach.groups)
    {
        for (const VmId from : group.sources)
        {
            for (const VmId to : group.targets)
            {
                if (from != to)
                {
                    pairs.emplace(from.value, to.value);
                }
            }
        }
    }
    for (const auto& [from, to] : reach.links)
    {
        pairs.emplace(from.value, to.value);
    }
    return pairs;
}

/// A chain with a VM apart, services that exclude the attacked one, and two paths.
constexpr const char* kShop = R"(graph {
    graph [paths="control=10.1.0.0/24 data=10.2.0.0/24:nvgre"];
    a -- b; b -- c; c -- d [path="data"]; a -- d [allow="tcp/80"]; alone;
})";

/// What packets reach and what the design claims, with every VM as foothold.
std::pair<Pairs, Pairs>
Measure(const Design& design, Capability capability, AddressPlan addresses)
{
    const Specification shop = ReadSpecification(kShop, SpecFormat::kDot, "shop.dot").specification;
    SubstrateHelper substrateHelper;
    substrateHelper.SetTopology({.racks = 2, .hostsPerRack = 2, .spines = 2});
    const auto substrate = substrateHelper.Build();
    TenantHelper tenants;
    tenants.Add("one", {&shop}, addresses);
    tenants.Add("two", {&shop}, addresses);
    const CloudPlan plan = tenants.Plan(substrateHelper.GetTopology(), {});
    const auto deployment = DesignHelper(design).Install(*substrate, plan);
    Receivers receivers;
    deployment->SetListener(&receivers);
    const Intruder intruder(BattlefieldOf(*deployment));

    Pairs claimed;
    const Specification* versions[] = {&shop, &shop};
    deployment->Start(versions,
                      [&](uint64_t)
                      {
                          claimed = Expand(design.Reach(deployment->Views(), capability));
                          Time at = Seconds(1);
                          for (const VmId from : deployment->ActiveVms())
                          {
                              for (const VmId to : deployment->ActiveVms())
                              {
                                  if (from != to)
                                  {
                                      Simulator::Schedule(
                                          at += Seconds(5),
                                          [&intruder, capability, from, to] {
                                              intruder.Attempt(from,
                                                               to,
                                                               capability,
                                                               MakeExploit({.attacker = from,
                                                                            .attempt = to.value}));
                                          });
                                  }
                              }
                          }
                      });
    Simulator::Run();
    Simulator::Destroy();
    return {receivers.reached, claimed};
}

TEST(Reach, PacketsReachExactlyWhatTheDesignClaims)
{
    for (const Design* design : AllDesigns())
    {
        for (const Capability capability : {Capability::kGuestUser, Capability::kGuestRoot})
        {
            const auto [reached, claimed] = Measure(*design, capability, AddressPlan::kUnique);
            EXPECT_EQ(reached, claimed)
                << design->Name() << ", capability " << static_cast<int>(capability);
            EXPECT_FALSE(claimed.empty()) << design->Name();
        }
    }
}

TEST(Reach, TenantsWithTheSameAddressesStayApartUnderEveryDesignButFlat)
{
    for (const Design* design : AllDesigns())
    {
        if (design->Name() == "flat")
        {
            EXPECT_THROW(Measure(*design, Capability::kGuestUser, AddressPlan::kAsSpecified),
                         std::invalid_argument);
            Simulator::Destroy();
            continue;
        }
        for (const Capability capability : {Capability::kGuestUser, Capability::kGuestRoot})
        {
            const auto [reached, claimed] = Measure(*design, capability, AddressPlan::kAsSpecified);
            EXPECT_EQ(reached, claimed)
                << design->Name() << ", capability " << static_cast<int>(capability);
        }
    }
}

} // namespace

} // namespace ns3::vnlab

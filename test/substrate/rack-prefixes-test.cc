// SPDX-License-Identifier: GPL-2.0-only
#include "model/substrate/rack-prefixes.h"
#include "test/substrate/fabric-fixture.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

TEST(RackPrefixesTest, BlocksAreAsLargeAsTheirNumberLeavesRoomFor)
{
    EXPECT_EQ(RackPrefixes(1).PrefixOf({0}).ToString(), "10.0.0.0/8");
    EXPECT_EQ(RackPrefixes(2).PrefixOf({1}).ToString(), "10.128.0.0/9");
    EXPECT_EQ(RackPrefixes(3).PrefixOf({2}).ToString(), "10.128.0.0/10");
    EXPECT_EQ(RackPrefixes(256).PrefixOf({7}).ToString(), "10.7.0.0/16");
    EXPECT_EQ(RackPrefixes(256).Room(), 65'536U - 3);
    EXPECT_EQ(FormatIpv4(RackPrefixes(256).Address({7}, 0)), "10.7.0.2");
}

TEST(RackPrefixesTest, AddressesOfNoRackAreNobodys)
{
    const RackPrefixes three(3);
    EXPECT_EQ(three.RackOf(0x0a000001), LeafId{0});
    EXPECT_EQ(three.RackOf(0x0abfffff), LeafId{2});
    EXPECT_EQ(three.RackOf(0x0ac00000), std::nullopt);
    EXPECT_EQ(three.RackOf(0x09ffffff), std::nullopt);
    EXPECT_EQ(three.RackOf(0x0b000000), std::nullopt);
}

RC_GTEST_PROP(RackPrefixesProperty, AnAddressTellsItsRackForAnyNumberOfRacksAndFullHosts, ())
{
    const auto racks = *rc::gen::inRange<uint32_t>(1, address_plan::kMaxHosts + 1);
    const LeafId rack{*rc::gen::inRange(0u, racks)};
    const RackPrefixes prefixes(racks);
    const auto index = *rc::gen::inRange(0u, prefixes.Room());
    const uint32_t address = prefixes.Address(rack, index);
    RC_ASSERT(prefixes.RackOf(address) == std::optional(rack));
    RC_ASSERT(prefixes.PrefixOf(rack).Contains(address));
    RC_ASSERT(prefixes.Room() >= address_plan::kMaxHosts / racks * address_plan::kMaxSlot);
}

/// Three data centers of two racks with two hosts each, and every switch told of the racks.
class RackRouting : public FabricFixture
{
  protected:
    RackRouting()
        : m_fabric(
              Build({.datacenters = 3, .racks = 2, .hostsPerRack = 2, .spines = 2, .wanLinks = 2},
                    {},
                    {},
                    MakeWanRow()))
    {
        m_fabric.SetRackPrefixes(m_prefixes);
    }

    /// @return the hosts that a frame from a host arrives at
    std::vector<HostId> Send(HostId from, uint32_t to)
    {
        arrivals.clear();
        m_fabric.SendFromHost(from, MakeFabricFrame(0x0a000063, to, 7, 100));
        Simulator::Run();
        std::vector<HostId> hosts;
        for (const Arrival& arrival : arrivals)
        {
            EXPECT_EQ(arrival.node.kind, NodeKind::kHost);
            hosts.push_back({arrival.node.index});
        }
        return hosts;
    }

    const RackPrefixes m_prefixes{6};
    Fabric& m_fabric;
};

TEST_F(RackRouting, AllSwitchesLeadToTheRackAndItsLeafToTheHost)
{
    const uint32_t address = m_prefixes.Address({3}, 5);
    m_fabric.Routes({NodeKind::kLeaf, 3}).Set(address, {7});
    for (uint32_t host = 0; host < 12; ++host)
    {
        EXPECT_EQ(Send({host}, address), std::vector<HostId>{{7}}) << host;
    }
}

TEST_F(RackRouting, ALeafDropsWhatItsRackDoesNotHave)
{
    EXPECT_EQ(Send({0}, m_prefixes.Address({0}, 5)), std::vector<HostId>{});
    EXPECT_EQ(Send({0}, m_prefixes.Address({2}, 5)), std::vector<HostId>{});
    EXPECT_EQ(drops.Count(VNLAB_DROP_NO_ROUTE), 2U);
}

TEST_F(RackRouting, AHostRouteGoesBeforeThePrefix)
{
    const uint32_t address = m_prefixes.Address({0}, 5); // moved to rack 1
    for (const NodeRef node : {NodeRef{NodeKind::kLeaf, 0},
                               NodeRef{NodeKind::kLeaf, 1},
                               NodeRef{NodeKind::kSpine, 0},
                               NodeRef{NodeKind::kSpine, 1}})
    {
        m_fabric.Routes(node).Set(address, {3});
    }
    for (uint32_t host = 0; host < 12; ++host)
    {
        EXPECT_EQ(Send({host}, address), std::vector<HostId>{{3}}) << host;
    }
}

} // namespace
} // namespace ns3::vnlab::test

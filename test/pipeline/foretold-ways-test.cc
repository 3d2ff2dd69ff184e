// SPDX-License-Identifier: GPL-2.0-only
//
// The links that a fabric of bridges says that a frame would take are those that it then takes, whatever the
// switches have learned, forgotten or could not learn, and whichever links they know to have failed.

#include "model/dataplane/pipeline/one-hop-pipeline.h"
#include "model/dataplane/pipeline/vlan-pipeline.h"
#include "test/pipeline/tagged-fabric.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <set>

namespace ns3::vnlab::test
{
namespace
{

constexpr std::array<uint16_t, 2> kForetoldVlans{7, 8};
constexpr uint8_t kForetoldStations = 5;

MacBytes
ForetoldMac(uint8_t station)
{
    return station < kForetoldStations ? MacBytes{2, 0, 0, 0, 0, station} : kBroadcastMac;
}

/// Three ports of four carry a VLAN.
void
AllowSomePorts(TaggedFabric& bridged)
{
    for (LinkId port; port.value < bridged.shape.topology.Links(); ++port.value)
    {
        const NodeKind from = bridged.fabric.Link(port).From().kind;
        for (const uint16_t vlan : kForetoldVlans)
        {
            if (from != NodeKind::kHost && from != NodeKind::kServer && *rc::gen::inRange(0, 4) > 0)
            {
                bridged.Allow(port, vlan);
            }
        }
    }
}

/// Sends frames, and lets links fail, work again, and time pass.
void
ComparesWays(TaggedFabric& bridged)
{
    AllowSomePorts(bridged);
    const Topology& topology = bridged.shape.topology;
    std::set<LinkId> failed;
    for (int step = 0; step < 60; ++step)
    {
        const LinkId link{*rc::gen::inRange<uint32_t>(0, topology.Links())};
        const auto event = *rc::gen::inRange(0, 20);
        if (event == 0 && topology.JoinsSwitches(link))
        {
            const bool fails = !failed.contains(link);
            fails ? void(failed.insert(link)) : void(failed.erase(link));
            bridged.fabric.LearnFailure(link, fails);
        }
        else if (event == 1)
        {
            TaggedFabric::RunFor(Seconds(*rc::gen::inRange(1, 6)));
        }
        const HostId from{*rc::gen::inRange<uint32_t>(0, topology.Hosts())};
        const FabricFrame frame =
            MakeTaggedFrame(*rc::gen::elementOf(kForetoldVlans),
                            ForetoldMac(*rc::gen::inRange<uint8_t>(0, kForetoldStations)),
                            ForetoldMac(*rc::gen::inRange<uint8_t>(0, kForetoldStations + 1)),
                            *rc::gen::arbitrary<uint32_t>());
        const size_t stations = bridged.bridges->Stations({NodeKind::kLeaf, 0});
        std::vector<LinkId> way = bridged.fabric.WayOf(from, frame);
        RC_ASSERT(bridged.fabric.WayOf(from, frame) == way);
        RC_ASSERT(bridged.bridges->Stations({NodeKind::kLeaf, 0}) == stations);
        std::ranges::sort(way);
        bridged.Send(from, frame);
        RC_ASSERT(way == bridged.taken);
    }
}

/// Trees change when no frame is on its way: frames take less than half a second, and go each second.
const Time kBetweenFrames = MilliSeconds(3500);

RC_GTEST_PROP(ForetoldWays, OnTreesAreThoseThatFramesTake, ())
{
    TaggedFabric bridged(RandomFabric());
    const auto trees = *rc::gen::inRange<uint32_t>(1, bridged.shape.topology.spines + 1);
    bridged.Use(std::make_unique<VlanPipeline>(
        bridged.shape.topology,
        bridged.shape.wan,
        VlanFabricProfile{.capacity = *rc::gen::inRange<size_t>(1, 8),
                          .ageing = MilliSeconds(4500),
                          .trees = trees,
                          .times = {kBetweenFrames, kBetweenFrames}}));
    ComparesWays(bridged);
}

RC_GTEST_PROP(ForetoldWays, OfOneHopAreThoseThatFramesTake, ())
{
    TaggedFabric bridged(RandomFabric());
    bridged.Use(std::make_unique<OneHopPipeline>(
        bridged.fabric, bridged.shape.wan, *rc::gen::inRange<size_t>(1, 8), MilliSeconds(4500)));
    ComparesWays(bridged);
}

} // namespace
} // namespace ns3::vnlab::test

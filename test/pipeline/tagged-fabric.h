// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_TAGGED_FABRIC_H
#define VNLAB_TEST_TAGGED_FABRIC_H

#include "model/dataplane/pipeline/bridged-pipeline.h"
#include "model/plain-bytes.h"
#include "model/substrate/fabric.h"
#include "test/pipeline/random-fabric.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>
#include <vector>

namespace ns3::vnlab::test
{

/// @return a tagged frame of an experimental ethertype (IEEE 802, 88-B5)
inline FabricFrame
MakeTaggedFrame(uint16_t vlan,
                const MacBytes& source,
                const MacBytes& destination,
                uint32_t flowHash = 0)
{
    std::array<uint8_t, 60> bytes{};
    std::ranges::copy(destination, bytes.begin());
    std::ranges::copy(source, bytes.begin() + 6);
    bytes[12] = 0x88;
    bytes[13] = 0xb5;
    FabricFrame frame{.packet = Create<Packet>(bytes.data(), bytes.size()), .flowHash = flowHash};
    PushVlanTag(frame.packet, vlan, 0);
    frame.bytes = frame.packet->GetSize();
    return frame;
}

/// A fabric whose switches bridge, the links that frames take and the hosts that they reach.
class TaggedFabric : public FabricEdge
{
  public:
    explicit TaggedFabric(const FabricShape& ofShape)
        : shape(ofShape),
          fabric(shape.topology,
                 {},
                 {},
                 shape.wan,
                 drops,
                 std::vector<LinkProfile>(shape.topology.servers.size()))
    {
        for (LinkId link; link.value < shape.topology.Links(); ++link.value)
        {
            fabric.AddTap(link, [this, link](const Ptr<const Packet>&) { taken.push_back(link); });
        }
        for (uint32_t host = 0; host < shape.topology.Hosts(); ++host)
        {
            fabric.SetHostEdge({host}, this);
        }
        for (uint32_t server = 0; server < shape.topology.servers.size(); ++server)
        {
            fabric.SetServerEdge({server}, this);
        }
    }

    ~TaggedFabric() override
    {
        Simulator::Destroy();
    }

    void Use(std::unique_ptr<BridgedPipeline> pipeline)
    {
        bridges = pipeline.get();
        fabric.SetPipeline(std::move(pipeline));
    }

    /// Has a port carry a VLAN.
    void Allow(LinkId port, uint16_t vlan)
    {
        bridges->Write(fabric.Link(port).From(),
                       kTrunkVlanTable,
                       PlainBytes(TrunkVlanKey{port, vlan, vlan}),
                       {});
    }

    void Send(HostId from, const FabricFrame& frame)
    {
        taken.clear();
        reached.clear();
        fabric.SendFromHost(from, frame);
        RunFor(Seconds(1));
        std::ranges::sort(taken);
        std::ranges::sort(reached);
    }

    static void RunFor(Time time)
    {
        Simulator::Stop(time);
        Simulator::Run();
    }

    void ReceiveFromFabric(NodeRef node, FabricFrame) override
    {
        reached.push_back(node);
    }

    const FabricShape shape;
    DropLog drops;
    Fabric fabric;
    BridgedPipeline* bridges{nullptr};
    std::vector<LinkId> taken;    ///< by the last frame, ascending
    std::vector<NodeRef> reached; ///< likewise
};

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_TAGGED_FABRIC_H

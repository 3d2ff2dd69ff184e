// SPDX-License-Identifier: GPL-2.0-only
#include "test/conformance/vlan/model-bridges.h"

#include "model/dataplane/pipeline/one-hop-pipeline.h"
#include "model/dataplane/pipeline/vlan-pipeline.h"
#include "model/ip/packet-fields.h"
#include "model/plain-bytes.h"
#include "model/substrate/address-plan.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace ns3::vnlab::test
{
namespace
{

constexpr HostId kSwitchHost{0};
constexpr HostId kFarHost{1};
constexpr Topology kTwoHosts{.hostsPerRack = 2};

Ptr<Packet>
PacketOf(const VlanFrame& frame)
{
    std::array<uint8_t, 60> bytes{};
    std::ranges::copy(frame.destination, bytes.begin());
    std::ranges::copy(frame.source, bytes.begin() + 6);
    bytes[12] = 0x88; // an experimental ethertype (IEEE 802, 88-B5)
    bytes[13] = 0xb5;
    Ptr<Packet> packet = Create<Packet>(bytes.data(), bytes.size());
    if (frame.tag)
    {
        PushVlanTag(packet, frame.tag->vlan, frame.tag->priority);
    }
    return packet;
}

std::optional<VlanTag>
TagOf(const Ptr<const Packet>& packet)
{
    const BridgedFields fields = BridgedFieldsOf(packet).value();
    return fields.isTagged ? std::optional(VlanTag{fields.vlan, fields.priority}) : std::nullopt;
}

/// A leaf that passes on what one of two hosts sends to the other.
class Cable : public FabricPipeline
{
  public:
    Forwarding Forward(NodeRef, std::optional<LinkId> in, FabricFrame&) override
    {
        return kTwoHosts.HostDown(in == kTwoHosts.HostUp(kFarHost) ? kSwitchHost : kFarHost);
    }

    Ptr<Packet> AsSeen(const FabricFrame& frame, NodeRef, NodeRef) const override
    {
        return frame.packet->Copy();
    }
};

} // namespace

/// A vNIC and what its guest gets.
class ModelHost::Port : private FrameSink
{
  public:
    Port(const VlanPort& port, ModelHost& host)
        : m_number(port.number),
          m_host(host),
          m_device(CreateObject<VnicDevice>())
    {
        const VnicId vnic{port.number};
        m_device->Configure(vnic, ToMac48(address_plan::VnicMac(vnic)), 0, host.m_drops);
        m_device->SetSink(this);
        host.m_switch.Attach(m_device);
        host.m_switch.Write(kAccessVlanTable,
                            PlainBytes(AccessVlanKey{vnic}),
                            PlainBytes(AccessVlanValue{port.access.value()}));
    }

    uint32_t Number() const
    {
        return m_number;
    }

    void Send(Ptr<Packet> frame)
    {
        m_device->SendFrame(std::move(frame));
    }

  private:
    void ReceiveFrame(EthernetDevice&, Ptr<Packet> frame) override
    {
        m_host.m_outputs.insert({m_number, TagOf(frame)});
    }

    uint32_t m_number;
    ModelHost& m_host;
    Ptr<VnicDevice> m_device;
};

ModelHost::ModelHost(const std::vector<VlanPort>& ports, Time ageing)
    : m_fabric(kTwoHosts, {}, {}, {}, m_drops),
      m_switch(CreateObject<UplinkDevice>(), m_fabric, kSwitchHost, m_drops, ageing),
      m_uplink(ports.back().number)
{
    m_fabric.SetPipeline(std::make_unique<Cable>());
    m_fabric.SetHostEdge(kFarHost, this);
    for (size_t port = 0; port + 1 < ports.size(); ++port)
    {
        m_ports.push_back(std::make_unique<Port>(ports[port], *this));
    }
}

ModelHost::~ModelHost()
{
    Simulator::Destroy();
}

void
ModelHost::ReceiveFromFabric(NodeRef, FabricFrame frame)
{
    m_outputs.insert({m_uplink, TagOf(frame.packet)});
}

VlanOutputs
ModelHost::Take(const VlanFrame& frame)
{
    m_outputs.clear();
    Ptr<Packet> packet = PacketOf(frame);
    const auto port = std::ranges::find(m_ports, frame.port, &Port::Number);
    if (port != m_ports.end())
    {
        (*port)->Send(std::move(packet));
    }
    else
    {
        const FrameFields fields = FieldsOf(packet).value();
        m_fabric.SendFromHost(kFarHost, MakeFabricFrame(std::move(packet), fields));
    }
    Simulator::Stop(MilliSeconds(1));
    Simulator::Run();
    return m_outputs;
}

ModelLeaf::ModelLeaf(const std::vector<VlanPort>& ports, size_t capacity, FabricKind kind)
    : m_ports(ports),
      m_topology{.hostsPerRack = static_cast<uint32_t>(ports.size())},
      m_fabric(m_topology, {}, {}, m_wan, m_drops)
{
    if (kind == FabricKind::kTree)
    {
        m_pipeline = std::make_unique<VlanPipeline>(
            m_topology, m_wan, VlanFabricProfile{.capacity = capacity, .times = {}});
    }
    else
    {
        m_pipeline = std::make_unique<OneHopPipeline>(m_fabric, m_wan, capacity, Seconds(300));
    }
    for (const VlanPort& port : ports)
    {
        for (const uint16_t vlan : port.trunks)
        {
            m_pipeline->Write({NodeKind::kLeaf, 0},
                              kTrunkVlanTable,
                              PlainBytes(TrunkVlanKey{LinkOf(port.number), vlan, vlan}),
                              {});
        }
    }
}

LinkId
ModelLeaf::LinkOf(uint32_t port) const
{
    const auto found = std::ranges::find(m_ports, port, &VlanPort::number);
    return m_topology.HostDown({static_cast<uint32_t>(found - m_ports.begin())});
}

VlanOutputs
ModelLeaf::Take(const VlanFrame& frame)
{
    FabricFrame taken{.packet = PacketOf(frame)};
    const LinkId in = m_topology.Reverse(LinkOf(frame.port));
    const Forwarding forwarding = m_pipeline->Forward({NodeKind::kLeaf, 0}, in, taken);
    std::vector<LinkId> links;
    if (const auto* link = std::get_if<LinkId>(&forwarding))
    {
        links.push_back(*link);
    }
    else if (const auto* flood = std::get_if<Flood>(&forwarding))
    {
        std::ranges::copy_if(flood->links,
                             std::back_inserter(links),
                             [flood](LinkId port) { return port != flood->except; });
    }
    VlanOutputs outputs;
    for (const VlanPort& port : m_ports)
    {
        if (std::ranges::find(links, LinkOf(port.number)) != links.end())
        {
            outputs.insert({port.number, TagOf(taken.packet)});
        }
    }
    return outputs;
}

} // namespace ns3::vnlab::test

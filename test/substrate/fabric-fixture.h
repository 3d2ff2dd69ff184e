// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_FABRIC_FIXTURE_H
#define VNLAB_TEST_FABRIC_FIXTURE_H

#include "model/substrate/address-plan.h"
#include "model/substrate/fabric.h"
#include "model/wire/frame-fields.h"
#include "model/wire/outer-ipv4-udp.h"
#include "model/wire/packet-bytes.h"
#include "model/wire/protocol-numbers.h"

#include "ns3/simulator.h"

#include <array>
#include <gtest/gtest.h>
#include <vector>

namespace ns3::vnlab::test
{

/// @return a UDP datagram between substrate addresses, ready for the fabric
inline FabricFrame
MakeFabricFrame(uint32_t source, uint32_t destination, uint16_t sourcePort, uint32_t payloadBytes)
{
    OuterIpv4 ip;
    ip.source = source;
    ip.destination = destination;
    ip.protocol = ipproto::kUdp;
    ip.l4Length = kUdpSize + payloadBytes;
    std::array<uint8_t, kEthernetIpv4Size + kUdpSize> header;
    const size_t written = WriteEthernetIpv4(header, ip);
    const std::vector<uint8_t> payload(payloadBytes);
    EXPECT_EQ(
        WriteUdp(
            std::span(header).subspan(written), ip, sourcePort, 9, InternetChecksum{}.Add(payload)),
        kUdpSize);
    FabricFrame frame;
    frame.packet = Create<Packet>(payload.data(), payloadBytes);
    PrependBytes(frame.packet, header);
    frame.destination = destination;
    frame.flowHash = FlowHash(*ParseFrame(header));
    frame.bytes = frame.packet->GetSize();
    return frame;
}

/// Three data centers in a row: WAN link 0 joins 0 and 1, link 1 joins 1 and 2.
inline WanGraph
MakeWanRow()
{
    WanGraph wan;
    wan.names = {"a", "b", "c"};
    wan.links = {{0, 1, 5'000'000}, {1, 2, 7'000'000}};
    wan.nextHop = {{0, 0, 0}, {0, 0, 1}, {1, 1, 1}};
    return wan;
}

/// A fabric with one recorder as the edge of all hosts, servers and switches.
class FabricFixture : public testing::Test, public FabricEdge
{
  public:
    struct Arrival
    {
        NodeRef node;
        FabricFrame frame;
        int64_t at_ns;
    };

    void ReceiveFromFabric(NodeRef node, FabricFrame frame) override
    {
        arrivals.push_back({node, std::move(frame), Simulator::Now().GetNanoSeconds()});
    }

    Fabric& Build(const Topology& topology,
                  const LinkProfile& edge = {},
                  const LinkProfile& wanEdge = {},
                  const WanGraph& wan = {})
    {
        const std::vector<LinkProfile> serverEdges(topology.servers.size(), edge);
        m_fabric.emplace(topology, edge, wanEdge, wan, drops, serverEdges);
        for (uint32_t host = 0; host < topology.Hosts(); ++host)
        {
            m_fabric->SetHostEdge({host}, this);
        }
        for (uint32_t server = 0; server < topology.servers.size(); ++server)
        {
            m_fabric->SetServerEdge({server}, this);
        }
        m_fabric->SetSwitchEdge(this);
        return *m_fabric;
    }

    ~FabricFixture() override
    {
        Simulator::Destroy();
    }

    DropLog drops;
    std::vector<Arrival> arrivals;

  private:
    std::optional<Fabric> m_fabric;
};

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_FABRIC_FIXTURE_H

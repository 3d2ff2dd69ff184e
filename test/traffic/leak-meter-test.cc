// SPDX-License-Identifier: GPL-2.0-only
//
// The meter with hosts that do to frames what the test says, so with encryption, too, which no design
// has.

#include "model/ip/packet-fields.h"
#include "model/population.h"
#include "model/substrate/address-plan.h"
#include "model/traffic/leak-meter.h"
#include "test/traffic/frame-bytes.h"

#include "ns3/simulator.h"

#include <functional>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <memory>
#include <rapidcheck/gtest.h>
#include <set>

namespace ns3::vnlab::test
{
namespace
{

/// What becomes of a guest's frame at its host: frames for the uplink.
using Wrapping = std::function<std::vector<FrameBytes>(const FrameBytes&)>;

/// A host that sends on what its guests send, wrapped.
class WrappingHost : public VnicPeer
{
  public:
    WrappingHost(Fabric& fabric, HostId host, const Wrapping& wrapping)
        : m_fabric(fabric),
          m_host(host),
          m_wrapping(wrapping)
    {
    }

    void ReceiveFromVnic(VnicDevice&, Ptr<Packet> frame) override
    {
        FrameBytes bytes(frame->GetSize());
        frame->CopyData(bytes.data(), frame->GetSize());
        for (const FrameBytes& outer : m_wrapping(bytes))
        {
            const Ptr<Packet> packet = PacketWith(outer);
            const std::optional<FrameFields> fields = FieldsOf(packet);
            m_fabric.SendFromHost(m_host, MakeFabricFrame(packet, *fields));
        }
    }

  private:
    Fabric& m_fabric;
    HostId m_host;
    const Wrapping& m_wrapping;
};

constexpr uint16_t kTwoRacksTwoHosts = 2;

/// @return the tenant's own address of the VM on a host
uint32_t
GuestAddress(uint32_t host)
{
    return 0x0a000001 + host;
}

/// @return a datagram from the VM on one host to that on another
FrameBytes
GuestFrame(uint32_t from, uint32_t to, size_t payload)
{
    return Ethernet(0x0800,
                    Ipv4{GuestAddress(from), GuestAddress(to), 17}(Udp(5001, Text(payload))));
}

/// Who an inner frame, which is IPv4 or ARP, is from and to, as hosts.
std::pair<uint32_t, uint32_t>
HostsOf(const FrameBytes& inner)
{
    const FrameFields fields = *ParseFrame(inner);
    const auto number = [](uint32_t address) { return address - GuestAddress(0); };
    return fields.isArp ? std::pair(number(fields.senderIp), number(fields.targetIp))
                        : std::pair(number(fields.source), number(fields.destination));
}

/// @return a packet from a host's address with a slot to another's
FrameBytes
Between(std::pair<uint32_t, uint32_t> hosts,
        uint32_t slot,
        uint8_t protocol,
        const FrameBytes& body)
{
    return Ethernet(0x0800,
                    Ipv4{address_plan::VnicAddress({hosts.first}, slot),
                         address_plan::VnicAddress({hosts.second}, slot),
                         protocol}(body));
}

std::vector<FrameBytes>
InClearTunnel(const FrameBytes& inner)
{
    return {Between(HostsOf(inner), 0, 17, Vxlan(77, inner))};
}

std::vector<FrameBytes>
SealedBetweenHosts(const FrameBytes& inner)
{
    return {Between(HostsOf(inner), 0, 50, Esp(inner.size() + 30))};
}

std::vector<FrameBytes>
SealedBetweenVms(const FrameBytes& inner)
{
    return {Between(HostsOf(inner), 1, 50, Esp(inner.size() + 30))};
}

/// Two racks of two hosts with one spine, and a VM on each host.
class LeakMeterTest : public testing::Test
{
  protected:
    LeakMeterTest()
    {
        for (uint32_t host = 0; host < topology.Hosts(); ++host)
        {
            hosts.push_back(std::make_unique<WrappingHost>(fabric, HostId{host}, wrapping));
            const auto vnic = CreateObject<VnicDevice>();
            vnic->Configure(VnicId{host},
                            Mac48Address("06:00:00:00:00:01"),
                            address_plan::VnicAddress({host}, 1),
                            drops);
            vnic->SetPeer(hosts.back().get());
            meter.Watch(*vnic);
            vnics.push_back(vnic);
        }
    }

    ~LeakMeterTest() override
    {
        Simulator::Destroy();
    }

    void Send(uint32_t from,
              uint32_t to,
              size_t payload = 100,
              Population population = Population::kTraffic)
    {
        SendBytes(from, GuestFrame(from, to, payload), population);
    }

    void SendBytes(uint32_t from,
                   const FrameBytes& frame,
                   Population population = Population::kTraffic)
    {
        const Ptr<Packet> packet = PacketWith(frame);
        Mark(packet, population);
        vnics[from]->SendFrame(packet);
    }

    DropLog drops;
    Topology topology{.racks = kTwoRacksTwoHosts, .hostsPerRack = kTwoRacksTwoHosts, .spines = 1};
    Fabric fabric{topology, {}, {}, {}, drops};
    Wrapping wrapping{InClearTunnel};
    std::vector<std::unique_ptr<WrappingHost>> hosts;
    std::vector<Ptr<VnicDevice>> vnics;
    LeakMeter meter{fabric};
};

TEST_F(LeakMeterTest, WithoutTrafficNothingLeaks)
{
    const WireLeaks leaks = meter.Leaks();
    EXPECT_EQ(leaks.payload, 0);
    EXPECT_EQ(leaks.relations, 0);
    EXPECT_EQ(leaks.worstLink, 0);
    EXPECT_EQ(leaks.meanLink, 0);
}

TEST_F(LeakMeterTest, ATunnelInClearGivesAwayAllAndALinkWhatPassesIt)
{
    Send(0, 1); // two links
    Send(0, 2); // four links
    Send(0, 2, 50);
    const WireLeaks leaks = meter.Leaks();
    EXPECT_EQ(leaks.sent_bytes, 250U);
    EXPECT_EQ(leaks.payload, 1);
    EXPECT_EQ(leaks.talked, 2U);
    EXPECT_EQ(leaks.relations, 1);
    EXPECT_EQ(leaks.worstLink, 1);                // that of host 0
    EXPECT_EQ(leaks.meanLink, (2 + 4) / 6.0 / 2); // of 4 hosts and 2 leaves
    EXPECT_EQ(leaks.tunnelIds, 1U);
}

TEST_F(LeakMeterTest, BothDirectionsAreTwoRelationsOnTheSameLinks)
{
    Send(0, 2);
    Send(2, 0);
    Send(1, 3);
    const WireLeaks leaks = meter.Leaks();
    EXPECT_EQ(leaks.talked, 3U);
    EXPECT_EQ(leaks.worstLink, 1); // between a leaf and the spine
    EXPECT_EQ(leaks.meanLink, 12 / 6.0 / 3);
}

TEST_F(LeakMeterTest, WhatIsSealedBetweenHostsLeaksNothing)
{
    wrapping = SealedBetweenHosts;
    Send(0, 2);
    const WireLeaks leaks = meter.Leaks();
    EXPECT_EQ(leaks.sent_bytes, 100U); // what the guest said, not the cipher text
    EXPECT_EQ(leaks.payload, 0);
    EXPECT_EQ(leaks.talked, 1U);
    EXPECT_EQ(leaks.relations, 0);
    EXPECT_EQ(leaks.worstLink, 0);
    EXPECT_EQ(leaks.tunnelIds, 0U);
}

TEST_F(LeakMeterTest, WhatIsSealedBetweenAddressesOfVmsStillNamesThem)
{
    wrapping = SealedBetweenVms;
    Send(0, 2);
    const WireLeaks leaks = meter.Leaks();
    EXPECT_EQ(leaks.payload, 0);
    EXPECT_EQ(leaks.relations, 1);
}

TEST_F(LeakMeterTest, PayloadIsByBytesAndRelationsByPairs)
{
    Send(0, 2, 300);
    wrapping = SealedBetweenHosts;
    Send(0, 3, 100);
    Send(0, 2, 100); // a pair that was read once is known
    const WireLeaks leaks = meter.Leaks();
    EXPECT_EQ(leaks.payload, 300.0 / 500);
    EXPECT_EQ(leaks.relations, 1.0 / 2);
}

TEST_F(LeakMeterTest, AnArpQuestionInClearNamesWhoThenTalksSealed)
{
    SendBytes(0, Ethernet(0x0806, ArpRequest(GuestAddress(0), GuestAddress(2))));
    EXPECT_EQ(meter.Leaks().talked, 0U); // to ask is no talk
    wrapping = SealedBetweenHosts;
    Send(0, 2);
    EXPECT_EQ(meter.Leaks().payload, 0);
    EXPECT_EQ(meter.Leaks().relations, 1);
    Send(2, 0);
    EXPECT_EQ(meter.Leaks().relations, 1.0 / 2);
}

TEST_F(LeakMeterTest, WhatGuestsSealThemselvesCountsAsSent)
{
    const Ipv4 ip{GuestAddress(0), GuestAddress(2), 6};
    SendBytes(0, Ethernet(0x0800, ip(Tcp(Join({23, 3, 3, 0, 80}, Text(80))))));
    EXPECT_EQ(meter.Leaks().sent_bytes, 80U);
    EXPECT_EQ(meter.Leaks().payload, 0);
    EXPECT_EQ(meter.Leaks().relations, 1); // TLS hides no address
}

TEST_F(LeakMeterTest, ProbesAttacksAndControlAreNotTheGuests)
{
    for (const Population population :
         {Population::kProbe, Population::kAttack, Population::kControl, Population::kMigration})
    {
        Send(0, 2, 100, population);
    }
    fabric.SendFromHost(HostId{1}, // nor is what a host itself sends
                        MakeFabricFrame(PacketWith(InClearTunnel(GuestFrame(1, 2, 10)).front()),
                                        *ParseFrame(InClearTunnel(GuestFrame(1, 2, 10)).front())));
    const WireLeaks leaks = meter.Leaks();
    EXPECT_EQ(leaks.sent_bytes, 0U);
    EXPECT_EQ(leaks.talked, 0U);
    EXPECT_EQ(leaks.tunnelIds, 0U);
}

TEST_F(LeakMeterTest, WhatCrossesNoLinkLeaksNothing)
{
    fabric.SetUp(topology.HostUp(HostId{0}), false);
    Send(0, 2);
    wrapping = [](const FrameBytes&) { return std::vector<FrameBytes>(); }; // to a VM of the host
    Send(1, 2);
    EXPECT_EQ(meter.Leaks().sent_bytes, 0U);
    EXPECT_EQ(meter.Leaks().talked, 0U);
}

TEST_F(LeakMeterTest, OutsideTheCloudIsNoVm)
{
    const uint32_t server = address_plan::ServerAddress(ServerId{0}, true);
    wrapping = [](const FrameBytes& inner) { return std::vector<FrameBytes>{inner}; };
    SendBytes(0, Ethernet(0x0800, Ipv4{GuestAddress(0), server, 17}(Udp(53, Text(30)))));
    EXPECT_EQ(meter.Leaks().sent_bytes, 30U);
    EXPECT_EQ(meter.Leaks().talked, 0U);
}

TEST_F(LeakMeterTest, CopiesAreCountedOnce)
{
    wrapping = [](const FrameBytes& inner)
    {
        return std::vector{Between({0, 1}, 0, 17, Vxlan(77, inner)),
                           Between({0, 2}, 0, 17, Vxlan(77, inner))};
    };
    Send(0, 2);
    EXPECT_EQ(meter.Leaks().sent_bytes, 100U);
    EXPECT_EQ(meter.Leaks().payload, 1);
    EXPECT_EQ(meter.Leaks().talked, 1U);
}

/// Wraps as another wrapping does, in fragments of the outer packet of so many bytes (a multiple of 8).
Wrapping
InFragments(const Wrapping& wrap, size_t bytes)
{
    return [=](const FrameBytes& inner)
    {
        std::vector<FrameBytes> fragments;
        for (const FrameBytes& outer : wrap(inner))
        {
            const FrameFields fields = *ParseFrame(outer);
            const FrameBytes body(outer.begin() + fields.l4Offset, outer.end());
            for (size_t at = 0; at < body.size(); at += bytes)
            {
                const size_t end = std::min(at + bytes, body.size());
                const Ipv4 ip{fields.source,
                              fields.destination,
                              fields.protocol,
                              7,
                              static_cast<uint16_t>(at / 8 | (end < body.size() ? 0x2000 : 0))};
                fragments.push_back(
                    Ethernet(0x0800,
                             ip(FrameBytes(body.begin() + static_cast<ptrdiff_t>(at),
                                           body.begin() + static_cast<ptrdiff_t>(end)))));
            }
        }
        return fragments;
    };
}

TEST_F(LeakMeterTest, FragmentsAreOnePacket)
{
    wrapping = InFragments(InClearTunnel, 400);
    Send(0, 2, 1400);
    EXPECT_EQ(meter.Leaks().sent_bytes, 1400U);
    EXPECT_EQ(meter.Leaks().payload, 1);
    wrapping = InFragments(SealedBetweenHosts, 400);
    Send(0, 2, 1400);
    EXPECT_EQ(meter.Leaks().payload, 0.5);
}

/// A packet of a drawn conversation.
struct DrawnPacket
{
    uint32_t from;
    uint32_t to;
    size_t payload;
    bool isSealed;
};

RC_GTEST_FIXTURE_PROP(LeakMeterTest, LeaksAreCountedAsOnPaper, ())
{
    std::set<std::pair<uint32_t, uint32_t>> talked;
    std::set<std::pair<uint32_t, uint32_t>> read;
    uint64_t sent = 0;
    uint64_t clear = 0;
    for (int packets = *rc::gen::inRange(1, 30); packets > 0; --packets)
    {
        const auto from = *rc::gen::inRange<uint32_t>(0, 4);
        const DrawnPacket packet{.from = from,
                                 .to = (from + *rc::gen::inRange<uint32_t>(1, 4)) % 4,
                                 .payload = *rc::gen::inRange<size_t>(1, 2000),
                                 .isSealed = *rc::gen::arbitrary<bool>()};
        wrapping = InFragments(packet.isSealed ? SealedBetweenHosts : InClearTunnel,
                               8 * *rc::gen::inRange<size_t>(12, 200));
        Send(packet.from, packet.to, packet.payload);
        talked.emplace(packet.from, packet.to);
        sent += packet.payload;
        if (!packet.isSealed)
        {
            read.emplace(packet.from, packet.to);
            clear += packet.payload;
        }
    }
    const WireLeaks leaks = meter.Leaks();
    const auto part = [](auto some, auto all)
    { return static_cast<double>(some) / static_cast<double>(all); };
    RC_ASSERT(leaks.sent_bytes == sent);
    RC_ASSERT(leaks.payload == part(clear, sent));
    RC_ASSERT(leaks.relations == part(read.size(), talked.size()));
    RC_ASSERT(leaks.worstLink <= leaks.relations);
    RC_ASSERT(leaks.meanLink <= leaks.worstLink);
    size_t crossings = 0; // two links a relation within a rack, four between racks
    for (const auto& [from, to] : read)
    {
        crossings += from / 2 == to / 2 ? 2 : 4;
    }
    RC_ASSERT(leaks.meanLink == part(crossings, talked.size() * 6));
}

} // namespace
} // namespace ns3::vnlab::test

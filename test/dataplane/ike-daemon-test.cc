// SPDX-License-Identifier: GPL-2.0-only
//
// Two VMs that negotiate the keys of their tunnel over routed switches: when it is there, what it takes, and what
// becomes of it where messages are lost, secrets differ, and ends come and go.

#include "model/dataplane/ipsec-stack.h"
#include "model/dataplane/routed-switch.h"
#include "model/ike/ike-retry.h"
#include "model/ip/packet-fields.h"
#include "model/wire/protocol-numbers.h"
#include "model/wire/tunnel-overhead.h"
#include "test/dataplane/cloud.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>

namespace ns3::vnlab::test
{
namespace
{

using testing::Each;
using testing::IsEmpty;
using testing::SizeIs;
using namespace address_plan;

/// A VM's IPsec, of which what it says by IKE is noted, and some of it lost.
class NotedIpsec : public VnicTransform
{
  public:
    NotedIpsec(IpsecStack& ipsec, std::vector<Bytes>& messages, const std::set<size_t>& lost)
        : m_ipsec(ipsec),
          m_messages(messages),
          m_lost(lost)
    {
    }

    std::optional<DropReason> Leave(const VnicDevice& at, const Ptr<Packet>& frame) override
    {
        const std::optional<DropReason> refusal = m_ipsec.Leave(at, frame);
        if (refusal || FieldsOf(frame)->destinationPort != ike::kPort)
        {
            return refusal;
        }
        m_messages.push_back(BytesOfPacket(frame));
        const bool isLost = m_lost.contains(m_messages.size() - 1);
        return isLost ? std::optional(VNLAB_DROP_LINK_DOWN) : std::nullopt;
    }

    std::optional<DropReason> Enter(const VnicDevice& at, const Ptr<Packet>& frame) override
    {
        return m_ipsec.Enter(at, frame);
    }

    int64_t LastWork_ps() const override
    {
        return m_ipsec.LastWork_ps();
    }

    bool Take(const VnicDevice& at, const Ptr<const Packet>& frame) override
    {
        const bool isTaken = m_ipsec.Take(at, frame);
        if (sealsFrom.IsZero() && !m_ipsec.SealsWith().empty())
        {
            sealsFrom = Simulator::Now();
        }
        return isTaken;
    }

    Time sealsFrom{0}; ///< when it took the message that let it seal; 0: none has yet

  private:
    IpsecStack& m_ipsec;
    std::vector<Bytes>& m_messages;
    const std::set<size_t>& m_lost;
};

/// VMs 0 and 1 on two hosts, and 2 beside 1, a stranger to both.
class IkeTunnel : public testing::Test
{
  public:
    explicit IkeTunnel(const IkeSettings& settings = {})
        : cloud({.racks = 2, .hostsPerRack = 1, .spines = 1}),
          ipsec{IpsecStack(EspMode::kTunnel, settings),
                IpsecStack(EspMode::kTunnel, settings),
                IpsecStack(EspMode::kTunnel, settings)}
    {
        const uint32_t hosts[] = {0, 1, 1};
        RoutedSwitch* switches[] = {&cloud.AddSwitch<RoutedSwitch>(0),
                                    &cloud.AddSwitch<RoutedSwitch>(1)};
        for (uint32_t i = 0; i < 3; ++i)
        {
            device[i] = cloud.AddVnic(*switches[hosts[i]], i);
            device[i]->SetMtu(overhead::MostInEspTunnel(1500));
            device[i]->SetGuestAddress(Address(i));
            noted[i] = std::make_unique<NotedIpsec>(ipsec[i], messages, lost);
            device[i]->SetTransform(noted[i].get());
            device[i]->SetCore(&core[i], INT64_MAX);
            guest[i] = &cloud.AddGuest(GuestKind::kLight, device[i], Address(i));
            ipsec[i].Attach(*device[i]);
            WriteEntry(*switches[hosts[i]],
                       TableId::kPortAddress,
                       PortAddressKey{device[i]->GetProviderAddress()},
                       PortAddressValue{VnicId{i}});
        }
    }

    static uint32_t Address(uint32_t vm)
    {
        return 0x0a000001 + vm;
    }

    IkePeerKey KeyOf(uint32_t vm) const
    {
        return {device[vm]->GetProviderAddress()};
    }

    /// Types an end of the tunnel: policies and the secret.
    void Type(uint32_t at, uint32_t other, uint8_t secret = 7)
    {
        const PolicyKey out{0, Address(other)};
        const PolicyKey in{Address(other), 0};
        const OutboundPolicyValue to{KeyOf(other).remote, NegotiatedFrom(VnicId{at})};
        const InboundPolicyValue from{NegotiatedFrom(VnicId{other})};
        IkePeerValue peer{.secret = {},
                          .sealsAs = NegotiatedFrom(VnicId{at}),
                          .opensAs = NegotiatedFrom(VnicId{other})};
        peer.secret.fill(secret);
        EXPECT_TRUE(ipsec[at].Write(kOutboundPolicyTable, ObjectBytes(out), ObjectBytes(to)));
        EXPECT_TRUE(ipsec[at].Write(kInboundPolicyTable, ObjectBytes(in), ObjectBytes(from)));
        EXPECT_TRUE(ipsec[at].Write(kIkePeerTable, ObjectBytes(KeyOf(other)), ObjectBytes(peer)));
    }

    void Untype(uint32_t at, uint32_t other)
    {
        EXPECT_TRUE(ipsec[at].Erase(kIkePeerTable, ObjectBytes(KeyOf(other))));
    }

    /// Types one end, whose first request nobody takes, and the other one once that has given up.
    /// @return when the other one was typed
    Time TypeBoth(uint8_t secretOf0 = 7)
    {
        Type(1, 0);
        RunFor(Seconds(200));
        messages.clear();
        Type(0, 1, secretOf0);
        return Simulator::Now();
    }

    void RunFor(Time time)
    {
        Simulator::Stop(time);
        Simulator::Run();
    }

    /// Lets time pass. @return after how much of it a VM sealed
    Time UntilSeals(uint32_t at)
    {
        const Time began = Simulator::Now();
        noted[at]->sealsFrom = Time(0);
        RunFor(Minutes(1));
        return noted[at]->sealsFrom - began;
    }

    void Send(uint32_t from, uint32_t to)
    {
        const Bytes payload(64, 0x5a);
        guest[from]->SendUdp(Address(to), 3000, kTrafficPort, Create<Packet>(payload.data(), 64));
    }

    const IkeWork& WorkOf(uint32_t vm) const
    {
        return ipsec[vm].Ike()->Work();
    }

    Cloud cloud;
    IpsecStack ipsec[3];
    PacketCore core[3];
    std::vector<Bytes> messages; ///< of IKE, all that were sent
    std::set<size_t> lost;       ///< of these
    std::unique_ptr<NotedIpsec> noted[3];
    Ptr<VnicDevice> device[3];
    Guest* guest[3];
};

TEST_F(IkeTunnel, IsThereAfterFourMessagesAndTheVmsTalk)
{
    TypeBoth();
    RunFor(Seconds(1));
    EXPECT_THAT(messages, SizeIs(4));
    Send(0, 1);
    Send(1, 0);
    RunFor(Seconds(1));
    EXPECT_THAT(cloud.received, SizeIs(2));
    for (const uint32_t vm : {0, 1})
    {
        EXPECT_EQ(WorkOf(vm).agreements, 1U);
        EXPECT_EQ(WorkOf(vm).associations, 1U);
        EXPECT_EQ(WorkOf(vm).notAuthentic, 0U);
        EXPECT_EQ(ipsec[vm].Work().packets, 2U); // IKE's are none of the guests'
    }
    EXPECT_EQ(WorkOf(0).failures, 0U);
    EXPECT_EQ(WorkOf(1).failures, 1U); // nobody answered at first
    EXPECT_EQ(WorkOf(1).messages, 1U + ike::kRetries + 2);
}

TEST_F(IkeTunnel, ALostMessageDelaysItByOneRetransmission)
{
    TypeBoth();
    const Time without = UntilSeals(0);
    EXPECT_LT(without, MilliSeconds(1));
    for (const size_t n : {0, 1, 2, 3})
    {
        Untype(0, 1);
        Untype(1, 0);
        RunFor(Seconds(10));
        lost.clear();
        TypeBoth();
        lost = {n};
        EXPECT_EQ(UntilSeals(0), without + ike::RetryAfter(1)) << n;
        EXPECT_THAT(messages, SizeIs(n % 2 == 0 ? 5 : 6)) << n;
        Send(1, 0);
        RunFor(Seconds(1));
        EXPECT_THAT(cloud.received, SizeIs(n + 1)) << n;
    }
}

/// Either end has to compute the secret before it goes on.
TEST_F(IkeTunnel, AnAgreementTakesEachVmsCore)
{
    TypeBoth();
    const Time without = UntilSeals(0);
    Untype(0, 1);
    Untype(1, 0);
    for (IpsecStack& one : ipsec)
    {
        one.SetPrices({.agreement_ps = 3'000'000'000}); // 3 ms
    }
    TypeBoth();
    EXPECT_EQ(UntilSeals(0), without + MilliSeconds(6));
}

TEST_F(IkeTunnel, AnotherSecretLeavesNoAssociationAndIsCounted)
{
    TypeBoth(8);
    RunFor(Seconds(1));
    EXPECT_THAT(messages, SizeIs(4));
    for (const uint32_t vm : {0, 1})
    {
        EXPECT_THAT(ipsec[vm].SealsWith(), IsEmpty());
        EXPECT_EQ(WorkOf(vm).notAuthentic, 1U);
        EXPECT_EQ(WorkOf(vm).associations, 0U);
    }
    Send(0, 1);
    RunFor(Seconds(1));
    EXPECT_THAT(cloud.dropped,
                SizeIs(1 + 1 + ike::kRetries)); // and what was asked before 0 was typed
    EXPECT_EQ(cloud.dropped.back().reason, VNLAB_DROP_NO_ASSOCIATION);
    EXPECT_THAT(messages, SizeIs(4)); // it was asked for less than 30 s ago
    RunFor(Seconds(30));
    Send(0, 1);
    Send(0, 1);
    RunFor(Seconds(1));
    EXPECT_THAT(messages, SizeIs(8));
    EXPECT_EQ(WorkOf(0).notAuthentic, 2U);
}

TEST_F(IkeTunnel, APacketThatFindsNoAssociationAsksForOne)
{
    Type(1, 0);
    RunFor(Seconds(200));
    Type(0, 1);
    lost = {6, 7, 8, 9, 10, 11}; // all that 0 asks
    RunFor(Seconds(200));
    EXPECT_THAT(messages, SizeIs(12));
    Send(1, 0);
    RunFor(Seconds(1));
    EXPECT_THAT(messages, SizeIs(16));
    EXPECT_THAT(cloud.received, IsEmpty()); // the first packet does not wait
    Send(1, 0);
    RunFor(Seconds(1));
    EXPECT_THAT(cloud.received, SizeIs(1));
}

TEST_F(IkeTunnel, BothEndsMayBeTypedAtOnce)
{
    Type(0, 1);
    Type(1, 0);
    RunFor(Seconds(1));
    EXPECT_THAT(messages,
                SizeIs(7)); // one request comes to nothing, one and its answer are said again
    Send(0, 1);
    Send(1, 0);
    RunFor(Seconds(1));
    EXPECT_THAT(cloud.received, SizeIs(2));
}

TEST_F(IkeTunnel, AStrangerGetsNoAnswer)
{
    Type(0, 1);
    Type(2, 0);
    RunFor(Seconds(1));
    EXPECT_THAT(messages, SizeIs(2)); // to 1, which is not typed, and to 0
    EXPECT_EQ(cloud.drops.Count(VNLAB_DROP_NOT_PERMITTED), 2U);
    EXPECT_EQ(WorkOf(0).agreements, 0U);
    EXPECT_THAT(ipsec[2].SealsWith(), IsEmpty());
}

TEST_F(IkeTunnel, IsClosedByOneEndAndOpensAnewWithOtherKeys)
{
    TypeBoth();
    RunFor(Seconds(1));
    const ike::PrfBytes before =
        ipsec[0].Ike()->FindPeer(KeyOf(1).remote)->Sa()->GetParts().keys.derive;
    Untype(0, 1);
    EXPECT_THAT(ipsec[0].SealsWith(), IsEmpty());
    EXPECT_EQ(ipsec[0].Ike()->FindPeer(KeyOf(1).remote), nullptr);
    Send(1, 0);
    Send(0, 1);
    RunFor(Seconds(1));
    EXPECT_THAT(cloud.received, IsEmpty());
    EXPECT_FALSE(ipsec[0].Erase(kIkePeerTable, ObjectBytes(KeyOf(1))));
    Type(0, 1);
    RunFor(Seconds(1));
    Send(1, 0);
    Send(0, 1);
    RunFor(Seconds(1));
    EXPECT_THAT(cloud.received, SizeIs(2));
    EXPECT_NE(ipsec[0].Ike()->FindPeer(KeyOf(1).remote)->Sa()->GetParts().keys.derive, before);
}

TEST_F(IkeTunnel, AVmThatLosesItsMemoryLosesItsKeys)
{
    TypeBoth();
    RunFor(Seconds(1));
    ipsec[1].Clear();
    EXPECT_THAT(ipsec[1].SealsWith(), IsEmpty());
    Send(0, 1);
    RunFor(Seconds(1));
    EXPECT_THAT(cloud.received, IsEmpty());
    Type(1, 0);
    RunFor(Seconds(1));
    Send(0, 1);
    RunFor(Seconds(1));
    EXPECT_THAT(cloud.received, SizeIs(1));
}

TEST_F(IkeTunnel, TheSameRuleWrittenAgainChangesNothing)
{
    TypeBoth();
    RunFor(Seconds(1));
    Type(0, 1);
    RunFor(Seconds(1));
    EXPECT_THAT(messages, SizeIs(4));
}

/// Twenty packets by one key: the others go by other keys, and none is lost.
class IkeTunnelOfTwentyPackets : public IkeTunnel
{
  public:
    IkeTunnelOfTwentyPackets()
        : IkeTunnel({.rekeyPackets = 20})
    {
    }
};

TEST_F(IkeTunnelOfTwentyPackets, ChangesKeysWithoutALostPacket)
{
    TypeBoth();
    RunFor(Seconds(1));
    std::vector<Bytes> sealed;
    cloud.fabric.AddTap(cloud.topology.HostUp({0}),
                        [&](const Ptr<const Packet>& frame)
                        {
                            if (FieldsOf(frame)->protocol == ipproto::kEsp)
                            {
                                sealed.push_back(BytesOfPacket(frame));
                            }
                        });
    for (int i = 0; i < 100; ++i)
    {
        Send(0, 1);
        Send(1, 0);
        RunFor(MicroSeconds(50));
    }
    RunFor(Seconds(10));
    EXPECT_THAT(cloud.received, SizeIs(200));
    EXPECT_THAT(sealed, SizeIs(100));
    std::set<Bytes> spis;
    for (const Bytes& frame : sealed)
    {
        spis.emplace(frame.begin() + kEthernetIpv4Size, frame.begin() + kEthernetIpv4Size + 4);
    }
    EXPECT_GE(spis.size(), 4U);
    EXPECT_GE(WorkOf(0).associations, 4U);
    EXPECT_EQ(WorkOf(0).failures, 0U);
    EXPECT_EQ(WorkOf(0).agreements, 1U);
}

class IkeTunnelOfOneMinute : public IkeTunnel
{
  public:
    IkeTunnelOfOneMinute()
        : IkeTunnel({.rekeyAfter = Minutes(1)})
    {
    }
};

TEST_F(IkeTunnelOfOneMinute, ChangesKeysInTime)
{
    TypeBoth();
    RunFor(Seconds(10));
    for (int minute = 1; minute <= 3; ++minute)
    {
        RunFor(Minutes(1));
        EXPECT_THAT(messages, SizeIs(4 + 4 * minute));
        Send(0, 1);
        Send(1, 0);
        RunFor(Time(1));
    }
    RunFor(Seconds(1));
    EXPECT_THAT(cloud.received, SizeIs(6));
}

} // namespace
} // namespace ns3::vnlab::test

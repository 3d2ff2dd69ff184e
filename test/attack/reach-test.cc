// SPDX-License-Identifier: GPL-2.0-only
//
// What exploits reach is what the design says that they reach: for every design, attacker (power,
// position and knowledge) and scenario, from every foothold.

#include "analysis/exposure/exposure.h"
#include "helper/attack-helper.h"
#include "model/attack/exploit-payload.h"
#include "model/attack/intruder.h"
#include "model/attack/lateral-movement.h"
#include "model/wire/protocol-numbers.h"
#include "test/attack/reach-fixture.h"

#include "ns3/simulator.h"

#include <algorithm>

namespace ns3::vnlab::test
{
namespace
{

const std::vector<Service> kOnlyTcp{{ipproto::kTcp, kServicePort}};

class ReachTest : public ReachFixture
{
  protected:
    /// Lets every VM do something with each of its victims. @return which get an exploit of it
    Reached Try(const std::function<void(VmId from, VmId to, const Ptr<Packet>& exploit)>& attempt)
    {
        Reached reached;
        for (const VmId from : m_cloud.Cloud().ActiveVms())
        {
            m_cloud.arrivals.clear();
            reached[from];
            ForEachPair(from,
                        [&](VmId, VmId to) { attempt(from, to, MakeExploit({.attacker = from})); });
            for (const CloudFixture::Arrival& arrival : m_cloud.arrivals)
            {
                const auto exploit = ReadExploit(arrival.datagram.payload);
                if (exploit && exploit->attacker == from && IsVictim(from, arrival.vm))
                {
                    reached[from].insert(arrival.vm);
                }
            }
        }
        return reached;
    }

    /// From every source port of interest, to every attacked service.
    void SendFromManyPorts(VmId from, VnicId target, const Ptr<Packet>& exploit)
    {
        Guest& guest = m_cloud.Cloud().GuestOf(from);
        const uint32_t address = m_cloud.plan.At(target).address;
        for (const Service& service : AttackedBy(from, target))
        {
            FromManyPorts(
                [&](uint16_t port)
                {
                    if (service.ipProtocol == ipproto::kUdp)
                    {
                        guest.SendUdp(address, port, service.port, exploit->Copy());
                    }
                    else
                    {
                        guest.Send(guest.Connect(address, service.port, port), exploit->Copy());
                    }
                });
        }
    }

    /// With root, every datagram and every connection begun that can be forged, the exploit behind it.
    void BruteForce(VmId from, VnicId target, const Ptr<Packet>& exploit)
    {
        for (const VmId own : Own(from))
        {
            if (Knows(own, target))
            {
                SendFromManyPorts(own, target, exploit);
            }
        }
        if (m_attacker.power >= Capability::kGuestRoot)
        {
            ForgeAll(from,
                     target,
                     {},
                     [&exploit](const Service& service) { return Messages(service, exploit); });
        }
    }

    static std::vector<ForgedMessage> Messages(const Service& service, const Ptr<Packet>& exploit)
    {
        if (service.ipProtocol == ipproto::kUdp)
        {
            return {{exploit, service.port}};
        }
        TcpFields segment{.sourcePort = kForgedPort,
                          .destinationPort = service.port,
                          .sequence = 7,
                          .flags = tcpflag::kSyn};
        std::vector<ForgedMessage> messages{ForgedMessage::Segment(segment, Create<Packet>())};
        segment.sequence = 8;
        segment.flags = tcpflag::kAck;
        for (const uint32_t guess : {0u, 1u, 8u, 0x80000000u})
        {
            segment.acknowledgement = guess;
            messages.push_back(ForgedMessage::Segment(segment, exploit));
        }
        return messages;
    }

    static constexpr uint16_t kForgedPort = 40000;
};

TEST_P(ReachTest, ExploitsReachExactlyWhomTheDesignSays)
{
    Intruder intruder(m_cloud.Cloud());
    const Reached reached = Try([&](VmId from, VmId to, const Ptr<Packet>& exploit)
                                { intruder.Attempt(from, to, m_attacker, exploit); });
    EXPECT_EQ(ToString(reached), ToString(Claimed(Contact::kExploit, ReachableSet)));
}

TEST_P(ReachTest, ExploitsOverTcpReachExactlyWhomTheDesignSays)
{
    Intruder intruder(m_cloud.Cloud(), kOnlyTcp);
    const Reached reached = Try([&](VmId from, VmId to, const Ptr<Packet>& exploit)
                                { intruder.Attempt(from, to, m_attacker, exploit); });
    EXPECT_EQ(ToString(reached), ToString(Claimed(Contact::kExploit, ReachableSet, kOnlyTcp)));
}

/// Where bridges learn it reaches fewer: who forges another VM's address has them send that VM's frames to itself.
TEST_P(ReachTest, BruteForceReachesNoMore)
{
    Intruder intruder(m_cloud.Cloud());
    const Reached reached = Try(
        [&](VmId from, VmId to, const Ptr<Packet>& exploit)
        {
            intruder.Attempt(from, to, m_attacker, exploit);
            for (const VnicId target : m_cloud.plan.At(to).vnics)
            {
                BruteForce(from, target, exploit);
            }
        });
    const Reached claimed = Claimed(Contact::kExploit, ReachableSet);
    if (!GetParam().design.starts_with("vlan"))
    {
        EXPECT_EQ(ToString(reached), ToString(claimed));
        return;
    }
    for (const auto& [from, vms] : reached)
    {
        EXPECT_TRUE(std::ranges::includes(claimed.at(from), vms))
            << ToString(reached) << "claimed:\n"
            << ToString(claimed);
    }
}

class FallTest : public ReachFixture
{
  protected:
    void ExpectTheClosure(Scan scan, Contact contact, const std::string& services)
    {
        const VmId foothold = m_cloud.Cloud().ActiveVms().front();
        constexpr int attempts = 80;
        const Time now = Simulator::Now();
        AttackHelper attacks(m_cloud.Cloud(), Dice(1, 0));
        LateralMovementKeys keys;
        keys.probability = 1;
        keys.locality = 0;
        keys.scan_interval_ns = 10'000'000;
        keys.scan = scan;
        keys.services = services;
        const Attack& attack = attacks.Install("lateral-movement",
                                               {.attacker = m_attacker,
                                                .foothold = foothold,
                                                .start = now,
                                                .stop = now + MilliSeconds(10 * attempts)},
                                               &keys);
        m_cloud.Cloud().AddListener(&attacks);
        m_cloud.RunFor(MilliSeconds(10 * attempts) + Seconds(10));

        Reached fallen{{foothold, {}}};
        for (const auto& [vm, time] : attack.Outcome().compromised)
        {
            fallen[foothold].insert(vm);
        }
        fallen[foothold].erase(foothold);
        const std::vector<Service> chosen = services == "tcp" ? kOnlyTcp : std::vector<Service>{};
        const Reached claimed{{foothold, Claimed(contact, ClosureSet, chosen).at(foothold)}};
        EXPECT_EQ(ToString(fallen), ToString(claimed));
        // VMs on one host that the attacker owns may attack from one of them at once, from a port that is taken then.
        const bool fromOnePort = m_attacker.power >= Capability::kHostRoot && services == "tcp";
        if (scan == Scan::kReachable && !fromOnePort)
        {
            // Two that attack each other at once have more segments wait for ARP than a guest holds.
            const uint64_t lost = attack.Outcome().attempts - attack.Outcome().delivered;
            EXPECT_LE(lost, m_cloud.Under().drops.Count(VNLAB_DROP_ARP_UNRESOLVED) / 3);
        }
    }
};

TEST_P(FallTest, ExactlyTheClosureFallsToWhoScansWhomItReaches)
{
    ExpectTheClosure(Scan::kReachable, Contact::kExploit, "permitted");
}

TEST_P(FallTest, ExactlyTheClosureFallsToWhoScansBlindly)
{
    ExpectTheClosure(Scan::kBlind, Contact::kExploit, "permitted");
}

/// A connection takes an answer.
TEST_P(FallTest, OverTcpExactlyTheTwoWayClosureFalls)
{
    ExpectTheClosure(Scan::kReachable, Contact::kTwoWay, "tcp");
}

INSTANTIATE_TEST_SUITE_P(All, ReachTest, testing::ValuesIn(ReachCases()), NameOf);
INSTANTIATE_TEST_SUITE_P(All, FallTest, testing::ValuesIn(ReachCases()), NameOf);

} // namespace
} // namespace ns3::vnlab::test

// SPDX-License-Identifier: GPL-2.0-only
//
// One way and two ways: a packet arrives, and its answer comes back, exactly where the design says so;
// for every design, attacker, scenario and pair of VMs.

#include "analysis/exposure/exposure.h"
#include "model/attack/exploit-payload.h"
#include "model/guest/vnic-observer.h"
#include "model/ip/packet-fields.h"
#include "model/wire/protocol-numbers.h"
#include "test/attack/reach-fixture.h"

#include "ns3/simulator.h"

namespace ns3::vnlab::test
{
namespace
{

constexpr uint16_t kForgedPort = 40000; // of nobody's own connections

constexpr uint32_t kAnswer = 1; // as number of an attempt

const std::vector<Service> kTcpService{{ipproto::kTcp, kServicePort}};

/// @return the header of a frame's TCP segment
TcpFields
SegmentOf(const Ptr<const Packet>& frame, const FrameFields& fields)
{
    std::vector<uint8_t> bytes(frame->GetSize());
    frame->CopyData(bytes.data(), bytes.size());
    size_t size = 0;
    return *ParseTcp(std::span(bytes).subspan(fields.l4Offset), size);
}

bool
IsFirst(const TcpFields& segment)
{
    return segment.Has(tcpflag::kSyn) && !segment.Has(tcpflag::kAck);
}

/// @return whether it is the answer to a SYN that was forged
bool
AnswersForged(const TcpFields& segment, uint16_t forgedPort)
{
    return segment.Has(tcpflag::kSyn) && segment.Has(tcpflag::kAck) &&
           segment.destinationPort == forgedPort;
}

class ContactTest : public ReachFixture, public VnicObserver, public GuestListener
{
  protected:
    void SetUp() override
    {
        ReachFixture::SetUp();
        m_cloud.Cloud().AddListener(this);
        for (uint32_t vnic = 0; vnic < m_cloud.plan.vnics.size(); ++vnic)
        {
            m_cloud.Cloud().DeviceOf({vnic}).AddObserver(this);
        }
    }

    /// Notes whom a first packet of the foothold's gets to, and what comes back to it.
    void Received(const VnicDevice& vnic, const Ptr<const Packet>& frame) override
    {
        const auto fields = FieldsOf(frame);
        const VnicPlan& plan = m_cloud.plan.At(vnic.GetVnic());
        if (!fields || fields->destinationMac != plan.mac || fields->destination != plan.address)
        {
            return;
        }
        if (fields->protocol == ipproto::kUdp && plan.vm != m_from)
        {
            m_arrived.insert(plan.vm);
        }
        else if (fields->protocol == ipproto::kTcp)
        {
            const TcpFields segment = SegmentOf(frame, *fields);
            if (IsFirst(segment) && plan.vm != m_from)
            {
                m_arrived.insert(plan.vm);
            }
            if (AnswersForged(segment, kForgedPort) && IsOwn(plan.vm))
            {
                m_answered.insert(m_answererOf.at(segment.sequence));
            }
        }
    }

    /// Notes who answers a forged SYN: its first number is nobody else's.
    void SendBegins(const VnicDevice& vnic, const Ptr<const Packet>& frame) override
    {
        const auto fields = FieldsOf(frame);
        if (fields && fields->protocol == ipproto::kTcp)
        {
            const TcpFields segment = SegmentOf(frame, *fields);
            if (AnswersForged(segment, kForgedPort))
            {
                m_answererOf[segment.sequence] = m_cloud.plan.At(vnic.GetVnic()).vm;
            }
        }
    }

    /// Datagrams are answered, each answer saying by whom, and answers are noted.
    void ReceiveUdp(Guest& guest, const UdpDatagram& datagram) override
    {
        const auto message = ReadExploit(datagram.payload);
        if (!message)
        {
            return;
        }
        if (message->attempt == kAnswer && IsOwn(guest.GetVm()))
        {
            m_answered.insert(message->attacker);
        }
        else if (message->attempt != kAnswer && m_answers)
        {
            guest.SendUdp(datagram.source,
                          datagram.destinationPort,
                          datagram.sourcePort,
                          MakeExploit({.attacker = guest.GetVm(), .attempt = kAnswer}));
        }
    }

    /// At the end that accepted it.
    void TcpOpened(Guest& guest, const TcpConnection& connection) override
    {
        if (guest.GetVm() != m_from)
        {
            m_answered.insert(guest.GetVm());
        }
        EXPECT_NE(connection.peerPort, kForgedPort) << "a connection opened by a guess";
    }

    bool IsOwn(VmId vm)
    {
        return std::ranges::count(Own(m_from), vm) > 0;
    }

    void SendOwn(VmId from, VmId to, const std::vector<Service>& chosen)
    {
        Guest& guest = m_cloud.Cloud().GuestOf(from);
        for (const VnicId target : m_cloud.plan.At(to).vnics)
        {
            const uint32_t address = m_cloud.plan.At(target).address;
            for (const Service& service : AttackedBy(from, target, chosen))
            {
                Serve(to, service);
                FromManyPorts(
                    [&](uint16_t port)
                    {
                        if (Knows(from, target))
                        {
                            SendFrom(guest, port, address, service);
                        }
                    });
            }
        }
    }

    void SendFrom(Guest& guest, uint16_t port, uint32_t to, const Service& service)
    {
        if (service.ipProtocol == ipproto::kUdp)
        {
            guest.Listen(ipproto::kUdp, port); // for the answer
            guest.SendUdp(to, port, service.port, MakeExploit({.attacker = m_from}));
        }
        else
        {
            guest.Connect(to, service.port, port);
        }
    }

    void SendForged(VmId to, const std::vector<Service>& chosen)
    {
        for (const VnicId target : m_cloud.plan.At(to).vnics)
        {
            ForgeAll(m_from,
                     target,
                     chosen,
                     [&](const Service& service)
                     {
                         Serve(to, service);
                         return Messages(service);
                     });
        }
    }

    /// A datagram; or a SYN, and an acknowledgement that guesses.
    std::vector<ForgedMessage> Messages(const Service& service) const
    {
        if (service.ipProtocol == ipproto::kUdp)
        {
            return {{MakeExploit({.attacker = m_from}), service.port}};
        }
        TcpFields segment{
            .sourcePort = kForgedPort, .destinationPort = service.port, .flags = tcpflag::kSyn};
        std::vector<ForgedMessage> messages{ForgedMessage::Segment(segment, Create<Packet>())};
        segment.sequence = 1;
        segment.acknowledgement = 1;
        segment.flags = tcpflag::kAck;
        messages.push_back(ForgedMessage::Segment(segment, Create<Packet>()));
        return messages;
    }

    void Serve(VmId vm, const Service& service)
    {
        if (m_answers)
        {
            m_cloud.Cloud().GuestOf(vm).Listen(service.ipProtocol, service.port);
        }
    }

    /// All VMs in turn do all that they can: first in their own names, as forging poisons what switches
    /// learn, then in others'.
    /// @param seen what is noted of it
    Reached Try(const std::set<VmId>& seen, const std::vector<Service>& chosen)
    {
        Reached reached;
        for (const VmId from : m_cloud.Cloud().ActiveVms())
        {
            m_from = from;
            m_arrived.clear();
            m_answered.clear();
            ForEachPair(from,
                        [&](VmId, VmId to)
                        {
                            for (const VmId own : Own(from))
                            {
                                SendOwn(own, to, chosen);
                            }
                        });
            if (m_attacker.power >= Capability::kGuestRoot)
            {
                ForEachPair(from, [&](VmId, VmId to) { SendForged(to, chosen); });
            }
            reached[from];
            for (const VmId vm : Own(from)) // which takes no packet
            {
                if (IsVictim(from, vm))
                {
                    reached[from].insert(vm);
                }
            }
            for (const VmId vm : seen)
            {
                if (IsVictim(from, vm))
                {
                    reached[from].insert(vm);
                }
            }
        }
        return reached;
    }

    bool m_answers{true}; ///< guests serve what is attacked, and answer
    VmId m_from;
    std::set<VmId> m_arrived;
    std::set<VmId> m_answered;
    std::map<uint32_t, VmId> m_answererOf; ///< by initial sequence number
};

TEST_P(ContactTest, OnePacketArrivesWhereTheDesignSays)
{
    m_answers = false;
    EXPECT_EQ(ToString(Try(m_arrived, {})), ToString(Claimed(Contact::kOneWay, ReachableSet)));
}

TEST_P(ContactTest, AnAnswerComesBackWhereTheDesignSays)
{
    EXPECT_EQ(ToString(Try(m_answered, {})), ToString(Claimed(Contact::kTwoWay, ReachableSet)));
}

TEST_P(ContactTest, AConnectionOpensWhereTheDesignSays)
{
    EXPECT_EQ(ToString(Try(m_answered, kTcpService)),
              ToString(Claimed(Contact::kTwoWay, ReachableSet, kTcpService)));
}

INSTANTIATE_TEST_SUITE_P(All, ContactTest, testing::ValuesIn(ReachCases()), NameOf);

} // namespace
} // namespace ns3::vnlab::test

// SPDX-License-Identifier: GPL-2.0-only
//
// A transfer over one link, by a TcpStream and by ns-3's TcpNewReno without SACK: whichever segment is
// lost, both are done within a round trip of each other.

#include "model/ip/tcp-stream.h"

#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/error-model.h"
#include "ns3/inet-socket-address.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-address-helper.h"
#include "ns3/ipv4-interface-container.h"
#include "ns3/node-container.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/pointer.h"
#include "ns3/simulator.h"
#include "ns3/socket.h"
#include "ns3/string.h"
#include "ns3/tcp-congestion-ops.h"
#include "ns3/tcp-l4-protocol.h"
#include "ns3/tcp-recovery-ops.h"
#include "ns3/traffic-control-helper.h"
#include "ns3/uinteger.h"

#include <gtest/gtest.h>
#include <optional>

namespace ns3::vnlab::test
{
namespace
{

constexpr uint32_t kFullSegment = 1'390;
constexpr uint32_t kSegments = 40;
constexpr uint32_t kTransfer = kSegments * kFullSegment;
constexpr uint32_t kPppHeader = 2;
constexpr double kBytesPerSecond = 100e6 / 8;
const Time kOneWay = MilliSeconds(5);

/// Which segment with data is lost, the first time that it is sent; from 0.
using Lost = std::optional<uint32_t>;

/// Counts segments with data.
class LoseOne : public ErrorModel
{
  public:
    explicit LoseOne(Lost lost)
        : m_lost(lost)
    {
    }

  private:
    bool DoCorrupt(Ptr<Packet> packet) override
    {
        return packet->GetSize() > kFullSegment && m_seen++ == m_lost;
    }

    void DoReset() override
    {
    }

    Lost m_lost;
    uint32_t m_seen{0};
};

Time
OnTheWire(uint32_t bytes)
{
    return Seconds(bytes / kBytesPerSecond);
}

/// The time for a full segment and its acknowledgement.
Time
RoundTrip()
{
    return 2 * kOneWay + OnTheWire(kPppHeader + kTcpIpHeaders + kFullSegment) +
           OnTheWire(kPppHeader + kTcpIpHeaders);
}

/// Ours: the link is a FIFO each way.
class StreamTransfer
{
  public:
    explicit StreamTransfer(Lost lost)
        : m_lost(lost),
          m_client(
              Between(1, 2),
              kFullSegment,
              Over(m_forth, m_server),
              [](const std::any&) {},
              m_traffic),
          m_server(
              Between(2, 1),
              kFullSegment,
              Over(m_back, m_client),
              [this](const std::any&) { m_done = Simulator::Now(); },
              m_traffic)
    {
        m_client.SetPeer(&m_server);
        m_server.SetPeer(&m_client);
    }

    /// @return when the last byte has arrived
    Time Run()
    {
        m_client.Send(Create<Packet>(kTransfer), 0);
        m_client.Connect();
        Simulator::Run();
        Simulator::Destroy();
        return m_done;
    }

  private:
    static TcpSegment Between(uint32_t source, uint32_t destination)
    {
        TcpSegment segment;
        segment.source = source;
        segment.destination = destination;
        return segment;
    }

    TcpStream::Transmit Over(Time& busyUntil, TcpStream& end)
    {
        return [this, &busyUntil, &end](const Ptr<Packet>& frame)
        {
            const uint32_t bytes = frame->GetSize() - 14 + kPppHeader;
            busyUntil = std::max(busyUntil, Simulator::Now()) + OnTheWire(bytes);
            if (bytes <= kFullSegment || m_seen++ != m_lost)
            {
                Simulator::Schedule(busyUntil + kOneWay - Simulator::Now(),
                                    [&end, frame] { end.ReceiveSegment(*ReadSegment(frame)); });
            }
        };
    }

    Lost m_lost;
    uint32_t m_seen{0};
    Time m_forth; ///< when the link is free again
    Time m_back;
    Time m_done;
    TcpTraffic m_traffic;
    TcpStream m_client;
    TcpStream m_server;
};

/// ns-3's, with what a TcpStream does without turned off.
class Ns3Transfer
{
  public:
    explicit Ns3Transfer(Lost lost)
        : m_nodes(2)
    {
        PointToPointHelper link;
        link.SetDeviceAttribute("DataRate", StringValue("100Mbps"));
        link.SetDeviceAttribute("Mtu", UintegerValue(kTcpIpHeaders + kFullSegment));
        link.SetChannelAttribute("Delay", TimeValue(kOneWay));
        const NetDeviceContainer devices = link.Install(m_nodes);
        devices.Get(1)->SetAttribute("ReceiveErrorModel",
                                     PointerValue(CreateObject<LoseOne>(lost)));
        InternetStackHelper().Install(m_nodes);
        m_addresses = Ipv4AddressHelper("10.0.0.0", "255.255.255.0").Assign(devices);
        TrafficControlHelper().Uninstall(devices);
    }

    Time Run()
    {
        constexpr uint16_t port = 5001;
        const Ptr<Socket> server = MakeSocket(1);
        server->Bind(InetSocketAddress(Ipv4Address::GetAny(), port));
        server->Listen();
        server->SetAcceptCallback(MakeNullCallback<bool, Ptr<Socket>, const Address&>(),
                                  MakeCallback(&Ns3Transfer::Accept, this));
        const Ptr<Socket> client = MakeSocket(0);
        client->SetConnectCallback(MakeCallback(&Ns3Transfer::SendAll, this),
                                   MakeNullCallback<void, Ptr<Socket>>());
        client->Connect(InetSocketAddress(m_addresses.GetAddress(1), port));
        Simulator::Stop(Seconds(100));
        Simulator::Run();
        Simulator::Destroy();
        return m_done;
    }

  private:
    Ptr<Socket> MakeSocket(uint32_t node)
    {
        const Ptr<TcpL4Protocol> tcp = m_nodes.Get(node)->GetObject<TcpL4Protocol>();
        const Ptr<Socket> socket =
            tcp->CreateSocket(TcpNewReno::GetTypeId(), TcpClassicRecovery::GetTypeId());
        socket->SetAttribute("SegmentSize", UintegerValue(kFullSegment));
        socket->SetAttribute("InitialCwnd", UintegerValue(10));
        socket->SetAttribute("DelAckCount", UintegerValue(1));
        socket->SetAttribute("ConnTimeout", TimeValue(Seconds(1)));
        socket->SetAttribute("SndBufSize", UintegerValue(2 * kTransfer));
        socket->SetAttribute("RcvBufSize", UintegerValue(kTcpWindow));
        socket->SetAttribute("TcpNoDelay", BooleanValue(true));
        socket->SetAttribute("MinRto", TimeValue(NanoSeconds(RtoEstimator::kLeast_ns)));
        socket->SetAttribute("Sack", BooleanValue(false));
        socket->SetAttribute("Timestamp", BooleanValue(false));
        socket->SetAttribute("WindowScaling", BooleanValue(false));
        return socket;
    }

    void Accept(Ptr<Socket> socket, const Address&)
    {
        socket->SetRecvCallback(MakeCallback(&Ns3Transfer::Receive, this));
    }

    void SendAll(Ptr<Socket> socket)
    {
        ASSERT_EQ(socket->Send(Create<Packet>(kTransfer)), int(kTransfer));
    }

    void Receive(Ptr<Socket> socket)
    {
        while (const Ptr<Packet> packet = socket->Recv())
        {
            m_received += packet->GetSize();
        }
        if (m_received == kTransfer)
        {
            m_done = Simulator::Now();
        }
    }

    NodeContainer m_nodes;
    Ipv4InterfaceContainer m_addresses;
    uint32_t m_received{0};
    Time m_done;
};

/// @return ours less ns-3's, in round trips
double
Difference(Lost lost)
{
    const Time ours = StreamTransfer(lost).Run();
    const Time theirs = Ns3Transfer(lost).Run();
    EXPECT_GT(ours, Time(0));
    EXPECT_GT(theirs, Time(0));
    return ((ours - theirs) / RoundTrip()).GetDouble();
}

TEST(TcpOracleTest, WithoutLossBothAreDoneWithinARoundTripOfEachOther)
{
    EXPECT_NEAR(Difference(std::nullopt), 0, 1);
}

TEST(TcpOracleTest, WhicheverSegmentIsLostBothAreDoneWithinARoundTripOfEachOther)
{
    for (uint32_t lost = 0; lost < kSegments; ++lost)
    {
        EXPECT_NEAR(Difference(lost), 0, 1) << "segment " << lost << " of " << kSegments;
    }
}

} // namespace
} // namespace ns3::vnlab::test

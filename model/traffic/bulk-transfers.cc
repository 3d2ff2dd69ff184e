// SPDX-License-Identifier: GPL-2.0-only
#include "model/traffic/bulk-transfers.h"

#include "model/guest/guest.h"

#include "ns3/bulk-send-application.h"
#include "ns3/inet-socket-address.h"
#include "ns3/packet-sink.h"
#include "ns3/simulator.h"
#include "ns3/tcp-header.h"
#include "ns3/tcp-socket-base.h"
#include "ns3/tcp-socket-factory.h"
#include "ns3/uinteger.h"

#include <utility>

namespace ns3::vnlab
{

namespace
{

/// Below those that ns-3 gives to sockets that ask for any.
constexpr uint16_t kFirstSourcePort = 20'000;

} // namespace

BulkTransfers::BulkTransfers(const CloudPlan& plan,
                             NodeOf nodeOf,
                             const SocketSizes& sockets,
                             Time stop)
    : m_plan(plan),
      m_nodeOf(std::move(nodeOf)),
      m_sockets(sockets),
      m_segmentBytes(sockets.segmentBytes),
      m_stop(stop)
{
}

void
BulkTransfers::Add(const BulkTransferConfig& config)
{
    const VnicPlan& source = m_plan.At(config.source);
    const VmId receiver = m_plan.At(config.destination).vm;
    const size_t transfer = m_transfers.size();
    m_transfers.push_back({.config = config});
    const uint16_t port = ++m_ports.try_emplace(source.vm, kFirstSourcePort).first->second;
    m_byPeer[{receiver, source.address, port}] = transfer;
    Listen(receiver);
    Simulator::ScheduleWithContext(m_nodeOf(source.vm)->GetId(),
                                   config.start - Simulator::Now(),
                                   &BulkTransfers::Start,
                                   this,
                                   transfer,
                                   port);
}

const std::deque<BulkTransfer>&
BulkTransfers::All() const
{
    return m_transfers;
}

void
BulkTransfers::Listen(VmId vm)
{
    if (!m_listening.insert(vm).second)
    {
        return;
    }
    const auto sink = CreateObject<PacketSink>();
    sink->SetAttribute("Protocol", TypeIdValue(TcpSocketFactory::GetTypeId()));
    sink->SetAttribute("Local",
                       AddressValue(InetSocketAddress(Ipv4Address::GetAny(), kTrafficPort)));
    using Rx = Callback<void, Ptr<const Packet>, const Address&>;
    sink->TraceConnectWithoutContext("Rx",
                                     Rx([this, vm](Ptr<const Packet> data, const Address& from)
                                        { Received(vm, data->GetSize(), from); }));
    m_nodeOf(vm)->AddApplication(sink);
}

void
BulkTransfers::Start(size_t transfer, uint16_t port)
{
    const BulkTransferConfig& config = m_transfers[transfer].config;
    const VnicPlan& destination = m_plan.At(config.destination);
    const InetSocketAddress to(Ipv4Address(destination.address), kTrafficPort);
    const auto sender = CreateObject<BulkSendApplication>();
    sender->SetAttribute("Protocol", TypeIdValue(TcpSocketFactory::GetTypeId()));
    sender->SetAttribute("Remote", AddressValue(to));
    sender->SetAttribute("Local", AddressValue(InetSocketAddress(Ipv4Address::GetAny(), port)));
    sender->SetAttribute("MaxBytes", UintegerValue(config.bytes));
    sender->SetAttribute("SendSize", UintegerValue(m_segmentBytes));
    sender->SetStopTime(m_stop - Simulator::Now());
    m_nodeOf(m_plan.At(config.source).vm)->AddApplication(sender);
    sender->Initialize(); // starts in the next event, and has its socket then
    Simulator::ScheduleNow(
        [this, transfer, sender]
        {
            using Tx =
                Callback<void, Ptr<const Packet>, const TcpHeader&, Ptr<const TcpSocketBase>>;
            sender->GetSocket()->TraceConnectWithoutContext(
                "Tx",
                Tx([this, transfer](
                       Ptr<const Packet> data, const TcpHeader& header, Ptr<const TcpSocketBase>)
                   { Sent(transfer, data->GetSize(), header.GetSequenceNumber()); }));
        });
}

void
BulkTransfers::Sent(size_t transfer, uint32_t bytes, SequenceNumber32 first)
{
    BulkTransfer& of = m_transfers[transfer];
    if (bytes == 0)
    {
        return;
    }
    if (of.sentUntil && first < *of.sentUntil)
    {
        ++of.retransmitted;
    }
    if (!of.sentUntil || *of.sentUntil < first + bytes)
    {
        of.sentUntil = first + bytes;
    }
}

void
BulkTransfers::Received(VmId vm, uint32_t bytes, const Address& from)
{
    const InetSocketAddress peer = InetSocketAddress::ConvertFrom(from);
    const auto found = m_byPeer.find({vm, peer.GetIpv4().Get(), peer.GetPort()});
    if (found == m_byPeer.end() || Simulator::Now() > m_stop)
    {
        return;
    }
    BulkTransfer& transfer = m_transfers[found->second];
    transfer.received += bytes;
    if (transfer.received == transfer.config.bytes)
    {
        transfer.completion = Simulator::Now() - transfer.config.start;
    }
}

} // namespace ns3::vnlab

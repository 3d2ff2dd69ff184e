// SPDX-License-Identifier: GPL-2.0-only
//
// site: a machine outside that keeps calling a VM at the VM's own address and counts which calls arrive and
// which are answered. The VM answers each of them to where it came from. Without a gateway it calls as anybody
// on the provider's network or beyond would: so `delivered` says whether a design exposes the VM one way, and
// `answered` whether it does both ways. With one it is on a network of the tenant's own, and calls from that
// network's first address through a tunnel to the gateway. Calls are UDP datagrams to the service that attacks
// exploit.

#include "model/service/site.h"

#include "model/cloud/cloud-names.h"
#include "model/ip/ip-in-ip.h"
#include "model/ip/packet-fields.h"
#include "model/ip/udp-frame.h"
#include "model/key/metric.h"
#include "model/service/server-kind.h"
#include "model/wire/protocol-numbers.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <optional>
#include <stdexcept>

namespace ns3::vnlab
{

void
SiteKeys::Visit(KeyVisitor& keys, const Key& like)
{
    keys.Text(Named(like, "calls", "VM that it calls: \"tenant/vm\"").Required(), calls);
    keys.Duration(Named(like, "interval", "time between two calls"),
                  interval_ns,
                  {kMicrosecond_ns, kHour_ns});
    keys.Text(Named(like, "network", "the tenant's own, behind it, such as \"192.168.50.0/24\"")
                  .Default("none"),
              network);
    keys.Text(Named(like, "gateway", "virtual gateway that joins that network to the VM's")
                  .Default("none: the site is a stranger"),
              gateway);
}

namespace
{

constexpr uint16_t kSitePort = 49162; // dynamic, RFC 6335
constexpr uint32_t kCallBytes = 64;

class Site : public ServerProgram, private StackSink
{
  public:
    /// @param network its own and who joins it; nullptr: it has none
    Site(const ProgramSetting& setting, VmId vm, Time interval, const SitePlan* network)
        : m_setting(setting),
          m_vm(vm),
          m_interval(interval),
          m_network(network ? std::optional(*network) : std::nullopt),
          m_address(network ? network->network.base + 1 : setting.server.Address())
    {
        HostStack& stack = setting.server.Stack();
        if (m_network)
        {
            stack.Listen({HostStack::kOwnAddress, ipproto::kIpip, 0}, *this);
        }
        else
        {
            stack.Listen({HostStack::kOwnAddress, ipproto::kUdp, kSitePort}, *this);
        }
        Simulator::Schedule(setting.start - Simulator::Now(), &Site::Call, this);
    }

    std::map<std::string, uint64_t> Counts() const override
    {
        return {{"sent", m_sent}, {"delivered", m_delivered}, {"answered", m_answered}};
    }

  private:
    void Call()
    {
        if (Simulator::Now() >= m_setting.stop)
        {
            return;
        }
        ++m_sent;
        const VnicId vnic = m_setting.plan.At(m_vm).vnics.front();
        Server& server = m_setting.server;
        const Ptr<Packet> call = MakeUdpFrame({.sourceMac = server.Mac(),
                                               .nextHopMac = server.NextHopMac(),
                                               .source = m_address,
                                               .destination = m_setting.plan.At(vnic).address,
                                               .sourcePort = kSitePort,
                                               .destinationPort = kServicePort},
                                              Create<Packet>(kCallBytes));
        server.Send(m_network ? InTunnel(call) : call);
        Simulator::Schedule(m_interval, &Site::Call, this);
    }

    Ptr<Packet> InTunnel(const Ptr<const Packet>& call)
    {
        const Server& server = m_setting.server;
        return PutIntoIpIp(call,
                           *FieldsOf(call),
                           {.destinationMac = server.NextHopMac(),
                            .sourceMac = server.Mac(),
                            .source = server.Address(),
                            .destination = m_network->gatewayAddress,
                            .id = m_identification++});
    }

    /// A guest got a datagram: it answers if it was this site's.
    void ReceiveUdp(Guest& guest, const UdpDatagram& datagram) override
    {
        const bool isOwnTenants =
            !m_network || m_setting.plan.At(guest.GetVm()).tenant == m_network->tenant;
        if (datagram.source != m_address || datagram.sourcePort != kSitePort || !isOwnTenants)
        {
            return;
        }
        ++m_delivered;
        Simulator::ScheduleNow(
            [&guest, to = m_address]
            { guest.SendUdp(to, kServicePort, kSitePort, Create<Packet>(kCallBytes)); });
    }

    void ReceivePacket(uint32_t, const Ptr<const Packet>& frame) override
    {
        m_answered += !m_network || IsAnswer(frame) ? 1 : 0;
    }

    /// @return whether a packet from the gateway is for this site itself
    bool IsAnswer(const Ptr<const Packet>& frame) const
    {
        const Ptr<Packet> packet = frame->Copy();
        const FrameFields outer = *FieldsOf(packet);
        const std::optional<FrameFields> inner = TakeOutOfIpIp(packet, outer);
        return outer.source == m_network->gatewayAddress && inner &&
               inner->destination == m_address && inner->destinationPort == kSitePort;
    }

    ProgramSetting m_setting;
    VmId m_vm;
    Time m_interval;
    std::optional<SitePlan> m_network;
    uint32_t m_address; ///< that it calls from, IPv4 in host byte order
    uint16_t m_identification{0};
    uint64_t m_sent{0};
    uint64_t m_delivered{0};
    uint64_t m_answered{0};
};

class SiteKind : public ServerKind
{
  public:
    std::string_view Name() const override
    {
        return "site";
    }

    std::string_view Description() const override
    {
        return "keeps calling a VM, and counts which calls arrive and which are answered";
    }

    std::unique_ptr<OwnKeys> MakeKeys() const override
    {
        return std::make_unique<SiteKeys>();
    }

    std::vector<std::pair<std::string, std::string>> NamedVms(const OwnKeys& keys) const override
    {
        return {{"calls", dynamic_cast<const SiteKeys&>(keys).calls}};
    }

    std::optional<OwnNetwork> Network(const OwnKeys& keys) const override
    {
        const auto& own = dynamic_cast<const SiteKeys&>(keys);
        return own.gateway.empty() && own.network.empty()
                 ? std::nullopt
                 : std::optional(OwnNetwork{own.calls, own.network, own.gateway});
    }

    std::unique_ptr<ServerProgram> Start(const ProgramSetting& setting,
                                         const OwnKeys& keys) const override
    {
        const auto& own = dynamic_cast<const SiteKeys&>(keys);
        const std::optional<VmId> vm = FindVm(setting.plan, own.calls);
        if (!vm)
        {
            throw std::invalid_argument("no VM " + own.calls + " to call");
        }
        const auto network =
            std::ranges::find(setting.plan.sites, setting.server.GetId(), &SitePlan::site);
        return std::make_unique<Site>(setting,
                                      *vm,
                                      NanoSeconds(static_cast<int64_t>(own.interval_ns)),
                                      network == setting.plan.sites.end() ? nullptr : &*network);
    }
};

// clang-format off
const MetricRows kSiteMetrics{Question::kExposure, 350, {
    {"server.sent.*", Shape::kScalar, MetricUnit::kCount, Better::kNeither, "calls that a site made; by name of the server"},
    {"server.delivered.*", Shape::kScalar, MetricUnit::kCount, Better::kNeither, "calls of a site that arrived at the VM; by name of the server. Of a stranger's fewer are better, of a tenant's own site (with a gateway) all should"},
    {"server.answered.*", Shape::kScalar, MetricUnit::kCount, Better::kNeither, "calls of a site whose answer came back to it; by name of the server"},
}};
// clang-format on

const ServerKindRegistration kSite{std::make_unique<SiteKind>()};

} // namespace

} // namespace ns3::vnlab

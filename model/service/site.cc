// SPDX-License-Identifier: GPL-2.0-only
//
// site: a machine that calls a VM at the VM's own address, as anybody on the provider's network or
// beyond would, and counts which calls arrive and which are answered. The VM answers each of them to
// where it came from. So `delivered` says whether a design exposes the VM one way, and `answered`
// whether it does both ways. Calls are UDP datagrams to the service that attacks exploit.

#include "model/service/site.h"

#include "model/cloud/cloud-names.h"
#include "model/key/metric.h"
#include "model/service/server-kind.h"
#include "model/wire/protocol-numbers.h"

#include "ns3/simulator.h"

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
}

namespace
{

constexpr uint16_t kSitePort = 49162; // dynamic, RFC 6335
constexpr uint32_t kCallBytes = 64;

class Site : public ServerProgram, private StackSink
{
  public:
    Site(const ProgramSetting& setting, VmId vm, Time interval)
        : m_setting(setting),
          m_vm(vm),
          m_interval(interval)
    {
        setting.server.Stack().Listen({HostStack::kOwnAddress, ipproto::kUdp, kSitePort}, *this);
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
        m_setting.server.SendUdp(
            m_setting.plan.At(vnic).address, kSitePort, kServicePort, Create<Packet>(kCallBytes));
        Simulator::Schedule(m_interval, &Site::Call, this);
    }

    /// A guest got a datagram: it answers if it was this site's.
    void ReceiveUdp(Guest& guest, const UdpDatagram& datagram) override
    {
        const uint32_t own = m_setting.server.Address();
        if (datagram.source != own || datagram.sourcePort != kSitePort)
        {
            return;
        }
        ++m_delivered;
        Simulator::ScheduleNow(
            [&guest, own]
            { guest.SendUdp(own, kServicePort, kSitePort, Create<Packet>(kCallBytes)); });
    }

    void ReceivePacket(uint32_t, const Ptr<const Packet>&) override
    {
        ++m_answered;
    }

    ProgramSetting m_setting;
    VmId m_vm;
    Time m_interval;
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

    std::unique_ptr<ServerProgram> Start(const ProgramSetting& setting,
                                         const OwnKeys& keys) const override
    {
        const auto& own = dynamic_cast<const SiteKeys&>(keys);
        const std::optional<VmId> vm = FindVm(setting.plan, own.calls);
        if (!vm)
        {
            throw std::invalid_argument("no VM " + own.calls + " to call");
        }
        return std::make_unique<Site>(
            setting, *vm, NanoSeconds(static_cast<int64_t>(own.interval_ns)));
    }
};

// clang-format off
const MetricRows kSiteMetrics{Question::kExposure, 350, {
    {"server.sent.*", Shape::kScalar, MetricUnit::kCount, Better::kNeither, "calls that a site made; by name of the server"},
    {"server.delivered.*", Shape::kScalar, MetricUnit::kCount, Better::kLower, "calls of a site that arrived at the VM; by name of the server"},
    {"server.answered.*", Shape::kScalar, MetricUnit::kCount, Better::kLower, "calls of a site whose answer came back to it; by name of the server"},
}};
// clang-format on

const ServerKindRegistration kSite{std::make_unique<SiteKind>()};

} // namespace

} // namespace ns3::vnlab

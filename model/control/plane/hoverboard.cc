// SPDX-License-Identifier: GPL-2.0-only
#include "model/control/plane/hoverboard.h"

#include "model/key/metric.h"
#include "model/substrate/address-plan.h"
#include "model/wire/protocol-numbers.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace ns3::vnlab
{

namespace
{

// clang-format off
const MetricRows kHoverboardMetrics{Question::kConfiguration, 190, {
    {"control.offloads", Shape::kScalar, MetricUnit::kCount, Better::kNeither, "entries for a destination that the controller wrote into a host because a gateway had much to forward from there"},
    {"control.expired", Shape::kScalar, MetricUnit::kCount, Better::kNeither, "entries that came on demand and that their host forgot, as nobody used them"},
    {"control.gateway_packets", Shape::kScalar, MetricUnit::kCount, Better::kLower, "packets of the guests' traffic that gateways took, ARP included"},
    {"control.gateway_dropped", Shape::kScalar, MetricUnit::kCount, Better::kLower, "packets of the guests' traffic for which gateways had no room"},
    {"control.gateway_cpu_s", Shape::kScalar, MetricUnit::kSeconds, Better::kLower, "the gateways' part of `cpu.provider_s`"},
}};
// clang-format on

const Cost kGatewayPacket{
    {.name = "gateway_packet",
     .standard = 300e-9,
     .source = "assumption: what Andromeda's fast path may take (NSDI 2018: 300 ns a packet)",
     .place = 210}};

OnDemandSetting
HoverboardSetting(const HoverboardKeys& keys)
{
    return {.cache = {.lifetime = NanoSeconds(static_cast<int64_t>(keys.idle_ns)),
                      .from = LifetimeFrom::kLastUse}};
}

} // namespace

void
HoverboardKeys::Visit(KeyVisitor& keys, const Key& like)
{
    keys.Rate(Named(like, "threshold", "what a pair of VMs may send through a gateway"),
              threshold_bps,
              {0, 1'000'000'000'000});
    keys.Duration(Named(like, "interval", "over which a gateway measures that"),
                  interval_ns,
                  {kMillisecond_ns, kHour_ns});
    keys.Duration(Named(like, "idle", "how long an entry stays that nobody uses"),
                  idle_ns,
                  {kMicrosecond_ns, 24 * kHour_ns});
    keys.Integer(Named(like, "queue", "packets in a gateway, at most"), queue, {1, 1'000'000'000});
}

HoverboardPlane::HoverboardPlane(std::unique_ptr<PushPlane> push,
                                 std::vector<Gateway*> gateways,
                                 Time perPacket,
                                 const HoverboardKeys& keys)
    : WritingPlane(std::move(push), HoverboardSetting(keys)),
      m_gateways(std::move(gateways))
{
    for (Gateway* const gateway : m_gateways)
    {
        gateway->SetLimits({.perPacket = perPacket,
                            .queue = keys.queue,
                            .threshold = keys.threshold_bps,
                            .interval = NanoSeconds(static_cast<int64_t>(keys.interval_ns))});
        gateway->OnBusy([this, at = EnforcementPoint::Of(gateway->At().GetId())](
                            const MacPair& pair) { TellOfBusy(at, pair); });
    }
}

void
HoverboardPlane::SetServerDown(ServerId server, bool isDown)
{
    WritingPlane::SetServerDown(server, isDown);
    const bool isGateway = std::ranges::any_of(
        m_gateways, [server](const Gateway* it) { return it->At().GetId() == server; });
    if (isGateway)
    {
        isDown ? CloseAgent(EnforcementPoint::Of(server)) : OpenAgent(EnforcementPoint::Of(server));
    }
}

/// Where no gateway is left, nobody is asked.
MissOutcome
HoverboardPlane::Missed(const Miss&)
{
    return MissOutcome::kUnknown;
}

void
HoverboardPlane::Ask(const RuleKey&, Question&)
{
}

void
HoverboardPlane::TellOfBusy(EnforcementPoint gateway, const MacPair& pair)
{
    const RuleKey entry{
        gateway, TableId::kFdb, RuleBytes::From(SegmentMacKey{pair.vni, pair.destination})};
    Push().TellController(gateway,
                          NoticeOf(ControlMessage::Kind::kBusyPair,
                                   {entry},
                                   address_plan::VnicOf(pair.source).value()));
}

/// The sender may be elsewhere by now, and so may be the destination.
void
HoverboardPlane::Heard(EnforcementPoint, const ControlMessage& notice, const RuleKey& entry)
{
    const VnicId sender{static_cast<uint32_t>(notice.update)};
    const std::optional<HostId> host = HostOf(sender);
    if (!host)
    {
        return;
    }
    const Miss miss{{EnforcementPoint::Of(*host), entry.table, entry.key}, sender};
    if (!IsKnown(miss.wanted) && !RulesFor(miss).empty())
    {
        ++m_offloads;
        Write(miss);
    }
}

std::map<std::string, double>
HoverboardPlane::RunCounts() const
{
    std::map<std::string, double> counts = WritingPlane::RunCounts();
    for (const char* const asked : {"misses", "questions", "unanswered"})
    {
        counts.erase(asked); // no host asks
    }
    uint64_t packets = 0;
    uint64_t dropped = 0;
    Time cpu;
    for (const Gateway* const gateway : m_gateways)
    {
        packets += gateway->Work(Population::kTraffic).packets;
        dropped += gateway->Work(Population::kTraffic).dropped;
        cpu += gateway->Work(Population::kTraffic).cpu;
    }
    counts["offloads"] = static_cast<double>(m_offloads);
    counts["expired"] = static_cast<double>(Expired());
    counts["gateway_packets"] = static_cast<double>(packets);
    counts["gateway_dropped"] = static_cast<double>(dropped);
    counts["gateway_cpu_s"] = cpu.GetSeconds();
    return counts;
}

namespace
{

class HoverboardKind : public ControlPlaneKind
{
  public:
    std::string_view Name() const override
    {
        return "hoverboard";
    }

    std::string_view Description() const override
    {
        return "gateways forward what hosts have no entry for; who sends much gets an entry";
    }

    std::unique_ptr<OwnKeys> MakeKeys() const override
    {
        return std::make_unique<HoverboardKeys>();
    }

    RuleSupply GetSupply() const override
    {
        return RuleSupply::kGateways;
    }

    std::unique_ptr<ControlPlane> Make(const ControlPlaneSetting& setting,
                                       const OwnKeys& keys) const override
    {
        if (setting.gateways.empty())
        {
            throw std::invalid_argument(
                "control plane hoverboard needs a server that is a gateway");
        }
        return std::make_unique<HoverboardPlane>(MakePush(setting, PushKeys{}),
                                                 setting.gateways,
                                                 Seconds(setting.costs[kGatewayPacket]),
                                                 static_cast<const HoverboardKeys&>(keys));
    }
};

const ControlPlaneKindRegistration kHoverboard{std::make_unique<HoverboardKind>()};

} // namespace

} // namespace ns3::vnlab

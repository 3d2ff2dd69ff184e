// SPDX-License-Identifier: GPL-2.0-only
#include "model/control/plane/push.h"

#include "model/key/metric.h"

#include "ns3/abort.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace ns3::vnlab
{

void
PushKeys::Visit(KeyVisitor& keys, const Key& like)
{
    constexpr Range times{kMillisecond_ns, kHour_ns};
    keys.Duration(
        Named(like,
              "user_timeout",
              "how long a message may wait for TCP's acknowledgement before the channel breaks"),
        user_timeout_ns,
        times);
    keys.Duration(Named(like, "reconnect", "time between attempts to open a broken channel again"),
                  reconnect_ns,
                  times);
}

PushPlane::PushPlane(ControlEnd end,
                     ServerCpu& cpu,
                     const PushCosts& costs,
                     const ChannelTimes& times)
    : m_end(std::move(end)),
      m_serverCpu(cpu),
      m_costs(costs),
      m_times(times)
{
}

Time
PushPlane::Work(Time work)
{
    m_cpu += work;
    return m_serverCpu.Work(work);
}

Time
PushPlane::WorkOnHandshake(EnforcementPoint)
{
    return Work(m_costs.handshake);
}

Time
PushPlane::WorkOnUpdate(EnforcementPoint, uint32_t rules)
{
    return Work(m_costs.rule * static_cast<int64_t>(rules) + m_costs.message);
}

const ChannelTimes&
PushPlane::Times() const
{
    return m_times;
}

Time
PushPlane::AgentHandshake() const
{
    return m_costs.agentHandshake;
}

void
PushPlane::Submit(PendingRules rules, Done done)
{
    const uint64_t id = m_nextUpdate++;
    Update& update = m_updates[id];
    update.done = std::move(done);
    update.hooks = std::move(rules.hooks);
    update.waiting = 1; // this call itself, so that an empty delta ends like any other
    SendBatches(id, std::move(rules.infrastructure));
    Simulator::ScheduleNow(&PushPlane::Acknowledged, this, id, 0);
}

void
PushPlane::SendBatches(uint64_t id, RuleBatches batches)
{
    Update& update = m_updates[id];
    while (!batches.empty())
    {
        auto batch = batches.extract(batches.begin());
        const auto found = m_places.find(batch.key());
        NS_ABORT_MSG_IF(found == m_places.end(), "a rule for a place without an agent");
        Place& place = found->second;
        for (EncodedRules& rules : batch.mapped())
        {
            ++update.waiting;
            update.messages += 2; // the update and its acknowledgement
            const Time now = Simulator::Now();
            const Time worked = now + WorkOnUpdate(found->first, rules.Count());
            place.lastMessage = std::max(place.lastMessage, worked); // another core may be faster
            Simulator::Schedule(
                place.lastMessage - now,
                [this, id, at = found->first, closed = place.closed, message = std::move(rules)]
                { SendMessage(id, at, closed, message); });
        }
    }
}

void
PushPlane::SendMessage(uint64_t update, EnforcementPoint at, uint32_t closed, EncodedRules rules)
{
    const Place& place = m_places.at(at);
    if (place.closed != closed)
    {
        Acknowledged(update, 0);
        return;
    }
    place.channel->Send(update, std::move(rules));
}

void
PushPlane::Acknowledged(uint64_t id, uint32_t refused)
{
    Update& update = m_updates[id];
    m_refused += refused;
    if (--update.waiting > 0)
    {
        return;
    }
    ResumeMoved(id);
    if (!update.hooks.empty())
    {
        SendReadyHooks();
        return;
    }
    const Update finished = std::move(update);
    m_updates.erase(id);
    finished.done(finished.messages);
}

void
PushPlane::SendReadyHooks()
{
    for (auto& [id, update] : m_updates)
    {
        if (update.hooks.empty())
        {
            continue;
        }
        if (update.waiting > 0)
        {
            return;
        }
        SendBatches(id, std::exchange(update.hooks, {}));
    }
}

void
PushPlane::ReceivePacket(uint32_t address, const Ptr<const Packet>& frame)
{
    const std::optional<TcpSegment> segment = ReadSegment(frame);
    if (!segment)
    {
        return;
    }
    const bool here = address == m_end.address;
    const auto channel = m_byAddress.find(here ? segment->source : address);
    if (channel == m_byAddress.end() || (!here && segment->source != m_end.address))
    {
        return;
    }
    if (here)
    {
        channel->second->ReceiveAtController(*segment);
    }
    else
    {
        channel->second->ReceiveAtAgent(*segment);
    }
}

ControlTraffic
PushPlane::Traffic() const
{
    return m_traffic;
}

Time
PushPlane::CpuTime() const
{
    return m_cpu;
}

uint64_t
PushPlane::Refused() const
{
    return m_refused;
}

std::map<std::string, uint64_t>
PushPlane::Counts() const
{
    std::map<std::string, uint64_t> counts;
    if (m_traffic.resyncMessages > 0)
    {
        counts["resync_messages"] = m_traffic.resyncMessages;
    }
    return counts;
}

namespace
{

constexpr std::string_view kResyncMessages = "control messages that brought agents up to date "
                                             "whose channels broke; in runs in which one did";

const MetricRows kPushConfigRows{Question::kConfiguration,
                                 150,
                                 {{"config.resync_messages",
                                   Shape::kScalar,
                                   MetricUnit::kCount,
                                   Better::kLower,
                                   kResyncMessages}}};

const MetricRows kPushChangeRows{Question::kReconfiguration,
                                 160,
                                 {{"reconfig.resync_messages",
                                   Shape::kScalar,
                                   MetricUnit::kCount,
                                   Better::kLower,
                                   kResyncMessages}}};

const Cost kControllerRule{
    {.name = "controller_rule",
     .standard = 1.0 / 219'000,
     .source = "Andromeda, NSDI 2018 section 5.3: 219,000 flows/s per partition",
     .place = 300}};

const Cost kControllerMessage{
    {.name = "controller_message",
     .standard = 2e-6,
     .source = "measured, TLS 1.3 record of 300 bytes over loopback, GnuTLS on one core",
     .place = 301}};

constexpr const char* kHalfAHandshake =
    "measured, half of TLS 1.3 with both ends on one core, GnuTLS and Ed25519";

const Cost kControllerHandshake{
    {.name = "controller_handshake", .standard = 670e-6, .source = kHalfAHandshake, .place = 302}};

const Cost kAgentHandshake{
    {.name = "agent_handshake", .standard = 670e-6, .source = kHalfAHandshake, .place = 403}};

class PushKind : public ControlPlaneKind
{
  public:
    std::string_view Name() const override
    {
        return "push";
    }

    std::string_view Description() const override
    {
        return "a controller sends rules to an agent at every place";
    }

    std::unique_ptr<OwnKeys> MakeKeys() const override
    {
        return std::make_unique<PushKeys>();
    }

    std::unique_ptr<ControlPlane> Make(const ControlPlaneSetting& setting,
                                       const OwnKeys& keys) const override
    {
        const auto& own = dynamic_cast<const PushKeys&>(keys);
        Server& server = setting.controller;
        const CostTable& costs = setting.costs;
        return std::make_unique<PushPlane>(
            EndOf(server, kControllerPort, setting.mtu),
            server.Cpu(),
            PushCosts{.rule = Seconds(costs[kControllerRule]),
                      .message = Seconds(costs[kControllerMessage]),
                      .handshake = Seconds(costs[kControllerHandshake]),
                      .agentHandshake = Seconds(costs[kAgentHandshake])},
            ChannelTimes{.userTimeout = NanoSeconds(static_cast<int64_t>(own.user_timeout_ns)),
                         .reconnect = NanoSeconds(static_cast<int64_t>(own.reconnect_ns))});
    }
};

const ControlPlaneKindRegistration kPush{std::make_unique<PushKind>()};

} // namespace

} // namespace ns3::vnlab

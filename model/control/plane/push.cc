// SPDX-License-Identifier: GPL-2.0-only
#include "model/control/plane/push.h"

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
    keys.Choice<PushShare>(Named(like, "share", "what several controllers share the places by"),
                           share,
                           {{"tenant", PushShare::kTenant},
                            {"rack", PushShare::kRack},
                            {"data-center", PushShare::kDatacenter}});
    keys.Choice<bool>(
        Named(
            like, "batch", "whether what waits for a controller leaves as one message for a place"),
        batchesPlaces,
        {{"none", false}, {"place", true}});
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

PushPlane::PushPlane(std::vector<PushController> controllers, PushSetting setting)
    : m_controllers(std::move(controllers)),
      m_setting(std::move(setting)),
      m_turns(m_controllers.Count())
{
}

Time
PushPlane::Work(uint32_t controller, Time work)
{
    m_cpu += work;
    return m_controllers.At(controller).cpu->Work(work);
}

Time
PushPlane::WorkOnHandshake(EnforcementPoint at, bool isFirst)
{
    const PushCosts& costs = m_setting.costs;
    return Work(m_places.at(at).controller,
                costs.handshake + (isFirst ? costs.attestation : Time(0)));
}

Time
PushPlane::WorkOnUpdate(EnforcementPoint at, uint32_t rules)
{
    return Work(m_places.at(at).controller,
                m_setting.costs.rule * static_cast<int64_t>(rules) + m_setting.costs.message);
}

const ChannelTimes&
PushPlane::Times() const
{
    return m_setting.times;
}

Time
PushPlane::AgentHandshake() const
{
    return m_setting.costs.agentHandshake;
}

void
PushPlane::Submit(PendingRules rules, Done done)
{
    const Time ready = Simulator::Now() + (rules.isFurtherStep ? Time(0) : WorkOnChange());
    Send(std::move(rules), ready, std::move(done));
}

/// @return how long until the controller knows what a change is, if not yet the rules
Time
PushPlane::WorkOnChange()
{
    if (std::exchange(m_hasRun, true))
    {
        return Work(m_controllers.Coordinator(), m_setting.costs.change);
    }
    Time last;
    for (uint32_t controller = 0; controller < m_controllers.Count(); ++controller)
    {
        for (uint32_t core = 0; core < m_controllers.At(controller).cpu->Cores(); ++core)
        {
            last = std::max(last, Work(controller, m_setting.costs.run));
        }
    }
    return last;
}

void
PushPlane::Send(PendingRules rules, Time ready, Done done)
{
    const uint64_t id = m_nextUpdate++;
    Update& update = m_updates[id];
    update.ready = ready;
    update.done = std::move(done);
    update.hooks = std::move(rules.hooks);
    update.waiting = 1; // this call itself, so that an empty delta ends like any other
    SendBatches(id, std::move(rules.infrastructure));
    Simulator::ScheduleNow(&PushPlane::PartDone, this, id);
}

/// Sends each controller its part.
void
PushPlane::SendBatches(uint64_t update, RuleBatches batches)
{
    std::map<uint32_t, RuleBatches> parts;
    while (!batches.empty())
    {
        const auto place = m_places.find(batches.begin()->first);
        NS_ABORT_MSG_IF(place == m_places.end(), "a rule for a place without an agent");
        RuleBatches& part = parts[OwnerFor(place->first, place->second)];
        part.insert(part.end(), batches.extract(batches.begin()));
    }
    for (auto& [owner, part] : parts)
    {
        Assign(update, owner, std::move(part));
    }
}

/// Sends the messages of a part.
void
PushPlane::SendPart(uint64_t id)
{
    Part& part = m_parts.at(id);
    Update& update = m_updates.at(part.update);
    while (!part.batches.empty())
    {
        auto batch = part.batches.extract(part.batches.begin());
        for (EncodedRules& rules : batch.mapped())
        {
            ++part.waiting;
            if (m_setting.batchesPlaces)
            {
                AddToBatch(id, batch.key(), std::move(rules));
                continue;
            }
            update.messages += 2; // the message and its acknowledgement
            Place& place = m_places.at(batch.key());
            const Time worked = WorkOnUpdate(batch.key(), rules.Count());
            Simulator::Schedule(
                LeavesIn(place, std::max(worked, update.ready - Simulator::Now())),
                [this, id, at = batch.key(), closed = place.closed, message = std::move(rules)]
                { SendMessage(id, at, closed, message); });
        }
    }
}

/// Messages to a place leave in order, though another core may be faster.
/// @param worked until one is worked out @return until it leaves
Time
PushPlane::LeavesIn(Place& place, Time worked)
{
    const Time now = Simulator::Now();
    place.lastMessage = std::max(place.lastMessage, now + worked);
    return place.lastMessage - now;
}

void
PushPlane::SendMessage(uint64_t part, EnforcementPoint at, uint32_t closed, EncodedRules rules)
{
    const Place& place = m_places.at(at);
    if (place.closed != closed)
    {
        Acknowledged(part, 0);
        return;
    }
    place.channel->Send(part, std::move(rules));
}

void
PushPlane::Acknowledged(uint64_t id, uint32_t refused)
{
    m_refused += refused;
    const auto joined = m_joined.find(id);
    if (joined == m_joined.end())
    {
        AcknowledgedOne(id);
    }
    else if (--joined->second.left == 0)
    {
        const std::vector<uint64_t> parts = std::move(joined->second.parts);
        m_joined.erase(joined);
        std::ranges::for_each(parts, [this](uint64_t part) { AcknowledgedOne(part); });
    }
}

void
PushPlane::AcknowledgedOne(uint64_t id)
{
    if (--m_parts.at(id).waiting == 0)
    {
        m_parts.at(id).stage = Part::Stage::kReporting;
        GoOn(id);
    }
}

/// One part of an update is done, or none was to be.
void
PushPlane::PartDone(uint64_t id)
{
    Update& update = m_updates[id];
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
    // An agent may share a machine with a controller: it listens on a port of its own.
    const bool here =
        m_controllers.WithAddress(address).has_value() && segment->destinationPort != kControlPort;
    if (here && segment->destinationPort == kPeerPort)
    {
        const auto other = m_controllers.WithAddress(segment->source);
        if (other && m_controllers.Count() > 1)
        {
            PeerOf(*m_controllers.WithAddress(address), *other).ReceiveSegment(address, *segment);
        }
        return;
    }
    const auto channel = m_byAddress.find(here ? segment->source : address);
    if (channel == m_byAddress.end() ||
        channel->second->ControllerAddress() != (here ? address : segment->source))
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

namespace
{

const Cost kControllerRule{
    {.name = "controller_rule",
     .standard = 4.455e-6,
     .source =
         "Andromeda, NSDI 2018 section 5.3: 487 M flows in 74 s, 1.5 M in 1.9 s, 30 partitions",
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

const Cost kControllerRun{{.name = "controller_run",
                           .standard = 0,
                           .source = "assumption: none; Andromeda's 1.68 s are for 40,000 VMs",
                           .place = 303}};

const Cost kControllerChange{
    {.name = "controller_change", .standard = 0, .source = "assumption: none", .place = 304}};

const Cost kControllerAttestation{{.name = "controller_attestation",
                                   .standard = 0,
                                   .source = "assumption: nobody attests",
                                   .place = 305}};

const Cost kAgentHandshake{
    {.name = "agent_handshake", .standard = 670e-6, .source = kHalfAHandshake, .place = 403}};

} // namespace

PushCosts
PushCostsOf(const CostTable& costs)
{
    return {.rule = Seconds(costs[kControllerRule]),
            .message = Seconds(costs[kControllerMessage]),
            .handshake = Seconds(costs[kControllerHandshake]),
            .agentHandshake = Seconds(costs[kAgentHandshake]),
            .run = Seconds(costs[kControllerRun]),
            .change = Seconds(costs[kControllerChange]),
            .attestation = Seconds(costs[kControllerAttestation])};
}

namespace
{

PushController
OnServer(Server& server, const ControlPlaneSetting& setting)
{
    return {.server = server.GetId(),
            .cpu = &server.Cpu(),
            .end = EndOn(server, kControllerPort, setting),
            .peer = EndOn(server, kPeerPort, setting)};
}

} // namespace

ControlEnd
EndOn(Server& server, uint16_t port, const ControlPlaneSetting& setting)
{
    ControlEnd end = EndOf(server, port, setting.mtu);
    if (setting.transmit)
    {
        end.transmit = setting.transmit;
    }
    return end;
}

std::unique_ptr<PushPlane>
MakePush(const ControlPlaneSetting& setting, const PushKeys& keys)
{
    std::vector<PushController> controllers{OnServer(setting.controller, setting)};
    for (Server* server : setting.others)
    {
        controllers.push_back(OnServer(*server, setting));
    }
    return std::make_unique<PushPlane>(
        std::move(controllers),
        PushSetting{
            .costs = PushCostsOf(setting.costs),
            .times = {.userTimeout = NanoSeconds(static_cast<int64_t>(keys.user_timeout_ns)),
                      .reconnect = NanoSeconds(static_cast<int64_t>(keys.reconnect_ns))},
            .batchesPlaces = keys.batchesPlaces,
            .detection = setting.detection,
            .domainOf = setting.others.empty()
                          ? DomainOf{}
                          : DomainsBy(keys.share, *setting.plan, *setting.topology)});
}

namespace
{

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
        return MakePush(setting, dynamic_cast<const PushKeys&>(keys));
    }
};

const ControlPlaneKindRegistration kPush{std::make_unique<PushKind>()};

} // namespace

} // namespace ns3::vnlab

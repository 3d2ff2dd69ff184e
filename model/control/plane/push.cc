// SPDX-License-Identifier: GPL-2.0-only
#include "model/control/plane/push.h"

#include "ns3/abort.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace ns3::vnlab
{

PushPlane::PushPlane(ControlEnd end, ServerCpu& cpu, const PushCosts& costs)
    : m_end(std::move(end)),
      m_serverCpu(cpu),
      m_costs(costs)
{
}

void
PushPlane::AddAgent(EnforcementPoint at, const ControlEnd& end, std::unique_ptr<RuleAgent> agent)
{
    auto channel = std::make_unique<ControlChannel>(
        at, m_end, end, std::move(agent), static_cast<ChannelOwner&>(*this), m_traffic);
    m_byAddress[end.address] = channel.get();
    m_places[at] = {.channel = std::move(channel)};
}

RuleAgent&
PushPlane::AgentOf(EnforcementPoint at)
{
    return m_places.at(at).channel->Agent();
}

void
PushPlane::CloseAgent(EnforcementPoint at)
{
    const auto place = m_places.find(at);
    if (place == m_places.end())
    {
        return;
    }
    ++place->second.closed;
    if (std::exchange(place->second.isRegistering, false))
    {
        Simulator::ScheduleNow(&PushPlane::CountRegistered, this);
    }
    for (auto& [id, update] : m_updates)
    {
        if (update.hooks.erase(at) > 0 && update.hooks.empty() && update.waiting == 0)
        {
            ++update.waiting; // so that it ends like any other
            Simulator::ScheduleNow(&PushPlane::Acknowledged, this, id, 0);
        }
    }
    Simulator::ScheduleNow(&PushPlane::SendReadyHooks, this); // of those that waited for these
    for (const uint64_t update : place->second.channel->Close())
    {
        Simulator::ScheduleNow(&PushPlane::Acknowledged, this, update, 0);
    }
}

void
PushPlane::MoveAgent(EnforcementPoint at, uint32_t address)
{
    const auto place = m_places.find(at);
    if (place == m_places.end())
    {
        return;
    }
    ControlChannel& channel = *place->second.channel;
    m_byAddress.erase(channel.AgentAddress());
    m_byAddress[address] = &channel;
    channel.MoveAgent(address);
    m_moved.emplace_back(at, m_nextUpdate);
}

/// Hosts and switches have an update, and so lead to the agents that moved with it or before.
void
PushPlane::ResumeMoved(uint64_t update)
{
    std::erase_if(m_moved,
                  [this, update](const auto& moved)
                  {
                      const bool leads = moved.second <= update;
                      if (leads)
                      {
                          m_places.at(moved.first).channel->Resume();
                      }
                      return leads;
                  });
}

Time
PushPlane::Work(Time work)
{
    m_cpu += work;
    return m_serverCpu.Work(work);
}

Time
PushPlane::WorkOnHandshake(bool isFirst)
{
    return Work(m_costs.handshake + (isFirst ? m_costs.attestation : Time(0)));
}

Time
PushPlane::AgentHandshake() const
{
    return m_costs.agentHandshake;
}

void
PushPlane::Register(const std::vector<EnforcementPoint>& places, PendingRules& rules, Done done)
{
    std::vector<EnforcementPoint> infrastructure;
    std::vector<EnforcementPoint> hooks;
    std::ranges::partition_copy(places,
                                std::back_inserter(hooks),
                                std::back_inserter(infrastructure),
                                [](EnforcementPoint at) { return at.kind == PlaceKind::kVmHook; });
    if (hooks.empty())
    {
        RegisterAll(infrastructure, [done = std::move(done)] { done(0); });
        return;
    }
    const auto toReachThem = std::make_shared<PendingRules>();
    std::swap(toReachThem->infrastructure, rules.infrastructure);
    RegisterAll(infrastructure,
                [this, toReachThem, hooks = std::move(hooks), done = std::move(done)]
                {
                    Send(std::move(*toReachThem),
                         Simulator::Now(),
                         [this, hooks, done](uint64_t messages)
                         { RegisterAll(hooks, [done, messages] { done(messages); }); });
                });
}

void
PushPlane::RegisterAll(const std::vector<EnforcementPoint>& places, std::function<void()> done)
{
    m_registering = {1, std::move(done)}; // this call itself, so that no place ends like any other
    for (const EnforcementPoint at : places)
    {
        Place& place = m_places.at(at);
        place.isRegistering = place.channel->Register();
        m_registering.left += place.isRegistering ? 1 : 0;
    }
    Simulator::ScheduleNow(&PushPlane::CountRegistered, this);
}

void
PushPlane::Registered(EnforcementPoint at)
{
    if (std::exchange(m_places.at(at).isRegistering, false))
    {
        CountRegistered();
    }
}

void
PushPlane::CountRegistered()
{
    if (--m_registering.left == 0)
    {
        std::exchange(m_registering.done, nullptr)();
    }
}

void
PushPlane::Submit(PendingRules rules, Done done)
{
    const Time ready = Simulator::Now() + WorkOnChange();
    Send(std::move(rules), ready, std::move(done));
}

/// @return how long until the controller knows what a change is, if not yet the rules
Time
PushPlane::WorkOnChange()
{
    if (std::exchange(m_hasRun, true))
    {
        return Work(m_costs.change);
    }
    Time last;
    for (uint32_t core = 0; core < m_serverCpu.Cores(); ++core)
    {
        last = std::max(last, Work(m_costs.run));
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
            const Time worked =
                now + Work(m_costs.rule * static_cast<int64_t>(rules.Count()) + m_costs.message);
            place.lastMessage = // another core may be faster
                std::max({place.lastMessage, worked, update.ready});
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

    std::unique_ptr<ControlPlane> Make(const ControlPlaneSetting& setting,
                                       const OwnKeys&) const override
    {
        Server& server = setting.controller;
        return std::make_unique<PushPlane>(
            EndOf(server, kControllerPort, setting.mtu), server.Cpu(), PushCostsOf(setting.costs));
    }
};

const ControlPlaneKindRegistration kPush{std::make_unique<PushKind>()};

} // namespace

} // namespace ns3::vnlab

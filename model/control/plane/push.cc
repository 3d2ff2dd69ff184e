// SPDX-License-Identifier: GPL-2.0-only
#include "model/control/plane/push.h"

#include "ns3/abort.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <utility>

namespace ns3::vnlab
{

PushPlane::PushPlane(ControlEnd end, ServerCpu& cpu, Time perRule)
    : m_end(std::move(end)),
      m_serverCpu(cpu),
      m_perRule(perRule)
{
}

void
PushPlane::AddAgent(EnforcementPoint at, const ControlEnd& end, std::unique_ptr<RuleAgent> agent)
{
    auto channel = std::make_unique<ControlChannel>(
        at,
        m_end,
        end,
        std::move(agent),
        [this](uint64_t update, uint32_t refused) { Acknowledged(update, refused); },
        m_traffic);
    m_byAddress[end.address] = channel.get();
    m_places[at] = {std::move(channel), 0};
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
        for (EncodedRules& rules : batch.mapped())
        {
            ++update.waiting;
            update.messages += 2; // the update and its acknowledgement
            const Time work = m_perRule * static_cast<int64_t>(rules.Count());
            m_cpu += work;
            const auto place = m_places.find(batch.key());
            NS_ABORT_MSG_IF(place == m_places.end(), "a rule for a place without an agent");
            Simulator::Schedule(m_serverCpu.Work(work),
                                [this,
                                 id,
                                 at = place->first,
                                 closed = place->second.closed,
                                 message = std::move(rules)]
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
     .standard = 1.0 / 219'000,
     .source = "Andromeda, NSDI 2018 section 5.3: 219,000 flows/s per partition",
     .place = 300}};

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
            EndOf(server, kControllerPort), server.Cpu(), Seconds(setting.costs[kControllerRule]));
    }
};

const ControlPlaneKindRegistration kPush{std::make_unique<PushKind>()};

} // namespace

} // namespace ns3::vnlab

// SPDX-License-Identifier: GPL-2.0-only
//
// The agents of `push`: their places come, go, move, and register.
#include "model/control/plane/push.h"
#include "model/control/plane/registration-turns.h"

#include "ns3/simulator.h"

#include <utility>

namespace ns3::vnlab
{

void
PushPlane::AddAgent(EnforcementPoint at, const ControlEnd& end, std::unique_ptr<RuleAgent> agent)
{
    const uint32_t controller = MasterOf(at, end.address, 0);
    auto channel = std::make_unique<ControlChannel>(at,
                                                    m_controllers.At(controller).end,
                                                    end,
                                                    std::move(agent),
                                                    static_cast<ChannelOwner&>(*this),
                                                    m_traffic);
    m_byAddress[end.address] = channel.get();
    m_places[at] = {.channel = std::move(channel), .controller = controller};
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
    place->second.wasUsed = place->second.channel->IsUsed();
    ForgetWork(at, place->second);
    for (const uint64_t part : place->second.channel->Close())
    {
        Simulator::ScheduleNow(&PushPlane::Acknowledged, this, part, 0);
    }
}

std::unique_ptr<RuleAgent>
PushPlane::ReleaseAgent(EnforcementPoint at)
{
    Place& place = m_places.at(at);
    ControlChannel& channel = *place.channel;
    ForgetWork(at, place);
    std::erase_if(m_moved, [at](const auto& moved) { return moved.first == at; });
    m_byAddress.erase(channel.AgentAddress());
    std::vector<uint64_t> unacknowledged;
    std::unique_ptr<RuleAgent> agent = channel.ReleaseAgent(unacknowledged);
    for (const uint64_t part : unacknowledged)
    {
        Simulator::ScheduleNow(&PushPlane::Acknowledged, this, part, 0);
    }
    return agent;
}

void
PushPlane::AdoptAgent(EnforcementPoint at, const ControlEnd& end, std::unique_ptr<RuleAgent> agent)
{
    if (const auto known = m_places.find(at); known != m_places.end())
    {
        known->second.channel->GiveAgent(std::move(agent));
    }
    else
    {
        AddAgent(at, end, std::move(agent));
    }
    MoveAgent(at, end.address);
}

/// What is on its way to a place is not sent any more, and nobody waits for it.
void
PushPlane::ForgetWork(EnforcementPoint at, Place& place)
{
    ++place.closed;
    place.batch.reset();
    m_pendingSince.erase(at);
    if (std::exchange(place.isRegistering, false))
    {
        Simulator::ScheduleNow(&PushPlane::CountRegistered, this);
    }
    for (auto& [id, update] : m_updates)
    {
        if (update.hooks.erase(at) > 0 && update.hooks.empty() && update.waiting == 0)
        {
            ++update.waiting; // so that it ends like any other
            Simulator::ScheduleNow(&PushPlane::PartDone, this, id);
        }
    }
    for (auto& [id, part] : m_parts)
    {
        part.batches.erase(at);
    }
    Simulator::ScheduleNow(&PushPlane::SendReadyHooks, this); // of those that waited for these
}

void
PushPlane::OpenAgent(EnforcementPoint at)
{
    const auto place = m_places.find(at);
    if (place != m_places.end() && place->second.wasUsed)
    {
        place->second.channel->Register();
    }
}

void
PushPlane::BreakAgent(EnforcementPoint at)
{
    const auto place = m_places.find(at);
    if (place != m_places.end())
    {
        place->second.channel->Break();
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
    if (const auto former = m_byAddress.find(channel.AgentAddress());
        former != m_byAddress.end() && former->second == &channel) // and nobody else's by now
    {
        m_byAddress.erase(former);
    }
    m_byAddress[address] = &channel;
    channel.MoveAgent(address);
    Entrust(at, place->second);
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

void
PushPlane::OnNotice(HearNotice listener)
{
    m_hearsNotice = std::move(listener);
}

void
PushPlane::TellController(EnforcementPoint at, ControlMessage notice)
{
    m_places.at(at).channel->Tell(std::move(notice));
}

void
PushPlane::Noticed(EnforcementPoint at, const ControlMessage& notice)
{
    if (m_hearsNotice)
    {
        m_hearsNotice(at, notice);
    }
}

void
PushPlane::Register(const std::vector<EnforcementPoint>& places, PendingRules& rules, Done done)
{
    OpenPeers();
    RegistrationTurns turns(places);
    if (turns.hooks.empty())
    {
        RegisterAll(turns.infrastructure, [done = std::move(done)] { done(0); });
        return;
    }
    const auto toReachThem = std::make_shared<PendingRules>();
    std::swap(toReachThem->infrastructure, rules.infrastructure);
    RegisterAll(turns.infrastructure,
                [this, toReachThem, hooks = std::move(turns.hooks), done = std::move(done)]
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
    JoinPool(at);
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

} // namespace ns3::vnlab

// SPDX-License-Identifier: GPL-2.0-only
//
// Several controllers of `push`: whose part of an update is whose, what they say to each other, and who
// goes on where one fails.
#include "model/control/plane/push.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <any>
#include <utility>

namespace ns3::vnlab
{

/// Who has a place sends its part, unless an earlier one waits at another controller: one behind the other.
uint32_t
PushPlane::OwnerFor(EnforcementPoint at, const Place& place) const
{
    const auto last = m_parts.find(place.lastPart);
    const bool waits = last != m_parts.end() && last->second.batches.contains(at);
    return waits ? last->second.owner : place.controller;
}

void
PushPlane::Assign(uint64_t update, uint32_t owner, RuleBatches batches)
{
    const uint64_t id = m_nextPart++;
    Part& part = m_parts[id];
    part.update = update;
    part.owner = owner;
    for (const auto& [at, messages] : batches)
    {
        m_places.at(at).lastPart = id;
        for (const EncodedRules& rules : messages)
        {
            part.ruleBytes += rules.Size();
        }
    }
    part.batches = std::move(batches);
    ++m_updates.at(update).waiting;
    GoOn(id);
}

/// Takes a part to its next stage: at once where that is at the same controller.
void
PushPlane::GoOn(uint64_t id)
{
    const Part& part = m_parts.at(id);
    if (part.owner != m_controllers.Coordinator())
    {
        Tell(id);
    }
    else if (part.stage == Part::Stage::kAssigned)
    {
        StartPart(id);
    }
    else
    {
        EndPart(id);
    }
}

void
PushPlane::StartPart(uint64_t id)
{
    Part& part = m_parts.at(id);
    part.stage = Part::Stage::kWorking;
    if (part.batches.empty()) // its places are gone
    {
        ++part.waiting;
        Simulator::ScheduleNow(&PushPlane::Acknowledged, this, id, 0);
        return;
    }
    SendPart(id);
}

void
PushPlane::EndPart(uint64_t id)
{
    const uint64_t update = m_parts.at(id).update;
    m_parts.erase(id);
    PartDone(update);
}

/// Tells its controller of a part, or the coordinator that it is done.
void
PushPlane::Tell(uint64_t id)
{
    const Part& part = m_parts.at(id);
    const bool assigns = part.stage == Part::Stage::kAssigned;
    const uint32_t coordinator = m_controllers.Coordinator();
    const uint32_t from = assigns ? coordinator : part.owner;
    const uint32_t to = assigns ? part.owner : coordinator;
    const PeerMessage message{.kind = assigns ? PeerMessage::Kind::kPart : PeerMessage::Kind::kDone,
                              .part = id,
                              .ruleBytes = assigns ? part.ruleBytes : 0};
    Simulator::Schedule(Work(from, m_setting.costs.message),
                        [this, from, to, message, attempt = part.attempt]
                        {
                            const auto told = m_parts.find(message.part);
                            if (told != m_parts.end() && told->second.attempt == attempt)
                            {
                                ++m_peerMessages;
                                PeerOf(from, to).Send(
                                    m_controllers.At(from).peer.address, message.Size(), message);
                            }
                        });
}

void
PushPlane::ReceivePeer(const PeerMessage& message)
{
    if (message.kind == PeerMessage::Kind::kPart)
    {
        StartPart(message.part);
    }
    else
    {
        EndPart(message.part);
    }
}

/// @param otherwise the controller where all have failed
uint32_t
PushPlane::MasterOf(EnforcementPoint at, uint32_t address, uint32_t otherwise) const
{
    return m_controllers.Count() == 1
             ? 0
             : m_controllers.MasterOf(m_setting.domainOf(at, address)).value_or(otherwise);
}

PeerChannel&
PushPlane::PeerOf(uint32_t a, uint32_t b)
{
    const auto [client, server] = std::pair(std::min(a, b), std::max(a, b));
    std::unique_ptr<PeerChannel>& peer = m_peers[{client, server}];
    if (!peer)
    {
        peer = std::make_unique<PeerChannel>(
            m_controllers.At(client).peer,
            m_controllers.At(server).peer,
            [this](uint32_t address)
            { return Work(*m_controllers.WithAddress(address), m_setting.costs.handshake); },
            [this](uint32_t, const std::any& message)
            { ReceivePeer(std::any_cast<const PeerMessage&>(message)); },
            m_traffic);
    }
    return *peer;
}

void
PushPlane::OpenPeers()
{
    const uint32_t coordinator = m_controllers.Coordinator();
    for (uint32_t other = 0; other < m_controllers.Count(); ++other)
    {
        if (other != coordinator)
        {
            PeerOf(coordinator, other).Open();
        }
    }
}

void
PushPlane::SetServerDown(ServerId server, bool isDown)
{
    const std::optional<uint32_t> controller = m_controllers.On(server);
    if (m_controllers.Count() == 1 || !controller)
    {
        return;
    }
    const uint32_t turn = ++m_turns[*controller];
    Simulator::Schedule(m_setting.detection,
                        [this, controller = *controller, isDown, turn]
                        {
                            if (m_turns[controller] == turn)
                            {
                                Notice(controller, isDown);
                            }
                        });
}

/// The others know that a controller has failed, or works again: each place goes to who has its domain
/// now.
void
PushPlane::Notice(uint32_t controller, bool isDown)
{
    if (m_controllers.IsDown(controller) == isDown)
    {
        return; // it was over before anybody noticed
    }
    const uint32_t coordinator = m_controllers.Coordinator();
    m_controllers.SetDown(controller, isDown);
    if (m_controllers.IsDown(m_controllers.Coordinator()))
    {
        return; // so have all
    }
    for (auto& [pair, peer] : m_peers)
    {
        if (pair.first == controller || pair.second == controller)
        {
            peer->Close();
        }
    }
    for (auto& [at, place] : m_places)
    {
        Entrust(at, place);
    }
    TakeOverParts(coordinator);
}

void
PushPlane::Entrust(EnforcementPoint at, Place& place)
{
    const uint32_t controller = MasterOf(at, place.channel->AgentAddress(), place.controller);
    if (controller != std::exchange(place.controller, controller))
    {
        place.channel->MoveController(m_controllers.At(controller).end);
    }
}

/// What was said by or to a controller that failed is said again, by or to the next one.
void
PushPlane::TakeOverParts(uint32_t formerCoordinator)
{
    const uint32_t coordinator = m_controllers.Coordinator();
    std::vector<uint64_t> again;
    for (auto& [id, part] : m_parts)
    {
        const bool isOrphan = m_controllers.IsDown(part.owner);
        if (isOrphan || coordinator != formerCoordinator)
        {
            part.owner = isOrphan ? m_controllers.MasterOf(part.owner).value() : part.owner;
            ++part.attempt;
            again.push_back(id);
        }
    }
    for (const uint64_t id : again)
    {
        if (m_parts.at(id).stage != Part::Stage::kWorking)
        {
            GoOn(id);
        }
    }
}

} // namespace ns3::vnlab

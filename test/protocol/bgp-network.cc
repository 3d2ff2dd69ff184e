// SPDX-License-Identifier: GPL-2.0-only
#include "test/protocol/bgp-network.h"

#include "test/protocol/evpn-paths.h"

#include "ns3/simulator.h"

namespace ns3::vnlab::bgp
{

BgpNetwork::~BgpNetwork()
{
    Simulator::Destroy();
}

size_t
BgpNetwork::AddVtep(Time advertisementInterval)
{
    const auto number = static_cast<uint32_t>(m_nodes.size());
    return AddNode({.as = 65000,
                    .identifier = VtepAddress(number),
                    .holdTime = 0,
                    .advertisementInterval = advertisementInterval},
                   true);
}

size_t
BgpNetwork::AddReflector(uint32_t cluster)
{
    const auto number = static_cast<uint32_t>(m_nodes.size());
    return AddNode({.as = 65000,
                    .identifier = VtepAddress(number),
                    .cluster = cluster,
                    .holdTime = 0,
                    .advertisementInterval = {}},
                   false);
}

size_t
BgpNetwork::AddNode(const SpeakerConfig& config, bool isVtep)
{
    const size_t number = m_nodes.size();
    Node& node = m_nodes.emplace_back();
    if (isVtep)
    {
        node.instance = std::make_unique<EvpnInstance>(InstanceAt(static_cast<uint32_t>(number)));
    }
    node.speaker = std::make_unique<BgpSpeaker>(
        config,
        SpeakerEvents{.send = [this, number](PeerId peer, const Bytes& message)
                      { Send(number, peer, message); },
                      .changed =
                          [this, number](const EvpnRib::Changes& changes)
                      {
                          if (auto* instance = m_nodes[number].instance.get())
                          {
                              Follow(number, instance->Import(changes));
                          }
                      },
                      .up = [](PeerId) {},
                      .down = [this, number](PeerId, const SessionEnd& end)
                      { m_nodes[number].ends.push_back(end); }});
    return number;
}

size_t
BgpNetwork::AddLink(size_t from, size_t to, bool isClient)
{
    const PeerId toPeer =
        m_nodes[from].speaker->AddPeer(VtepAddress(static_cast<uint32_t>(to)), isClient);
    const PeerId fromPeer =
        m_nodes[to].speaker->AddPeer(VtepAddress(static_cast<uint32_t>(from)), false);
    m_links.push_back({.ends = {{.node = from, .peer = toPeer}, {.node = to, .peer = fromPeer}}});
    return m_links.size() - 1;
}

void
BgpNetwork::SetUp(size_t link, bool up)
{
    if (m_links[link].up == up)
    {
        return;
    }
    m_links[link].up = up;
    for (LinkEnd& end : m_links[link].ends)
    {
        end.arriving.clear();
    }
    for (LinkEnd& end : m_links[link].ends)
    {
        BgpSpeaker& speaker = *m_nodes[end.node].speaker;
        up ? speaker.Connected(end.peer) : speaker.Closed(end.peer);
    }
}

void
BgpNetwork::JoinSegment(size_t node)
{
    m_nodes[node].speaker->Originate(std::vector{m_nodes[node].instance->MulticastRoute()});
}

void
BgpNetwork::Learn(size_t node, const MacBytes& mac)
{
    Follow(node, m_nodes[node].instance->Learn(mac));
}

void
BgpNetwork::Unlearn(size_t node, const MacBytes& mac)
{
    Follow(node, m_nodes[node].instance->Unlearn(mac));
}

bool
BgpNetwork::DeliverOne(size_t choice)
{
    std::vector<LinkEnd*> waiting;
    for (Link& link : m_links)
    {
        for (LinkEnd& end : link.ends)
        {
            if (!end.arriving.empty())
            {
                waiting.push_back(&end);
            }
        }
    }
    if (waiting.empty())
    {
        return false;
    }
    LinkEnd& end = *waiting[choice % waiting.size()];
    const Bytes message = std::move(end.arriving.front());
    end.arriving.pop_front();
    m_nodes[end.node].speaker->Receive(end.peer, message);
    return true;
}

void
BgpNetwork::Settle()
{
    while (DeliverOne())
    {
    }
}

bool
BgpNetwork::AreConnected(size_t one, size_t other) const
{
    return std::any_of(m_links.begin(),
                       m_links.end(),
                       [&](const Link& link)
                       {
                           const size_t from = link.ends[0].node;
                           const size_t to = link.ends[1].node;
                           return link.up &&
                                  ((from == one && to == other) || (from == other && to == one));
                       });
}

void
BgpNetwork::Send(size_t node, PeerId peer, const Bytes& message)
{
    for (Link& link : m_links)
    {
        for (size_t i = 0; i < 2; ++i)
        {
            if (link.up && link.ends[i].node == node && link.ends[i].peer == peer)
            {
                link.ends[1 - i].arriving.push_back(message);
            }
        }
    }
}

void
BgpNetwork::Follow(size_t node, const EvpnDelta& delta)
{
    m_nodes[node].speaker->Retract(delta.retract);
    m_nodes[node].speaker->Originate(delta.originate);
}

} // namespace ns3::vnlab::bgp

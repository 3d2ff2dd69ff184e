// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_BGP_NETWORK_H
#define VNLAB_TEST_BGP_NETWORK_H

#include "model/protocol/bgp-speaker.h"
#include "model/protocol/evpn-instance.h"

#include <deque>

namespace ns3::vnlab::bgp
{

/**
 * @brief Speakers and connections between them, whose messages arrive when a test says so.
 *
 * What is sent on a connection arrives in order, or not at all when the connection goes away.
 */
class BgpNetwork
{
  public:
    /// One speaker, with its part of segment kVni, or a reflector without one.
    struct Node
    {
        std::unique_ptr<BgpSpeaker> speaker;
        std::unique_ptr<EvpnInstance> instance; ///< null at a reflector
        std::vector<SessionEnd> ends{};
    };

    BgpNetwork() = default;
    ~BgpNetwork();
    BgpNetwork(const BgpNetwork&) = delete;
    BgpNetwork& operator=(const BgpNetwork&) = delete;

    /// @return the number of a new node, VTEP 192.0.2.number
    size_t AddVtep(Time advertisementInterval = {});

    /// @return the number of a new node that may have clients. @param cluster 0: its own
    size_t AddReflector(uint32_t cluster = 0);

    /// Makes two nodes neighbours, without a connection yet. @param isClient whether `from` reflects for `to`
    /// @return the connection's number
    size_t AddLink(size_t from, size_t to, bool isClient);

    /// Opens a connection, or closes it and loses what is on its way.
    void SetUp(size_t link, bool up);

    bool IsUp(size_t link) const
    {
        return m_links[link].up;
    }

    size_t LinkCount() const
    {
        return m_links.size();
    }

    /// Has a node announce the type-3 route of its segment.
    void JoinSegment(size_t node);

    void Learn(size_t node, const MacBytes& mac);
    void Unlearn(size_t node, const MacBytes& mac);

    /// Lets a message arrive that is the first on its way. @param choice which of those
    /// @return false where none is on its way
    bool DeliverOne(size_t choice = 0);

    /// Lets all messages arrive, and those that they cause.
    void Settle();

    Node& At(size_t node)
    {
        return m_nodes[node];
    }

    size_t NodeCount() const
    {
        return m_nodes.size();
    }

    /// @return whether a connection between the nodes is open
    bool AreConnected(size_t one, size_t other) const;

  private:
    /// One end of a connection and what is on its way to it.
    struct LinkEnd
    {
        size_t node;
        PeerId peer; ///< the other end, as this node numbers it
        std::deque<Bytes> arriving{};
    };

    struct Link
    {
        LinkEnd ends[2];
        bool up{false};
    };

    size_t AddNode(const SpeakerConfig& config, bool isVtep);
    void Send(size_t node, PeerId peer, const Bytes& message);
    void Follow(size_t node, const EvpnDelta& delta);

    std::deque<Node> m_nodes;
    std::deque<Link> m_links;
};

} // namespace ns3::vnlab::bgp

#endif // VNLAB_TEST_BGP_NETWORK_H

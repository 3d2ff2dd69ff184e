// SPDX-License-Identifier: GPL-2.0-only
#include "model/protocol/evpn-adj-out.h"

#include "model/protocol/bgp-packing.h"

namespace ns3::vnlab::bgp
{
namespace
{

/// @return whether a neighbour gets a path: the numbered rules of EvpnAdjOut
bool
IsFor(const std::optional<PathSource>& from, const PathSource& peer)
{
    if (!from)
    {
        return true;
    }
    return from->peer != peer.peer && (from->isClient || peer.isClient);
}

/// @return bytes that are equal where all that an UPDATE says besides its routes is
Bytes
BytesOf(const PathAttributes& attributes)
{
    ByteWriter writer;
    writer.Append(attributes.nextHop.Used());
    WriteAttributes(writer, attributes);
    return writer.Written();
}

} // namespace

/// Sorts what is to be told into as few UPDATEs as it takes.
class EvpnAdjOut::News
{
  public:
    explicit News(const EvpnAdjOut& out)
        : m_out(out)
    {
    }

    /// @return whether an UPDATE has room for it; a neighbour may fill his, and reflection adds to it
    bool CanAnnounce(const EvpnPath& path)
    {
        return SizeOf(path.route) <= m_announced[IndexOf(path)].room;
    }

    /// @param path for which CanAnnounce()
    void Announce(const EvpnPath& path)
    {
        m_announced[IndexOf(path)].routes.push_back(path.route);
    }

    void Withdraw(const EvpnPath& before, const EvpnPath* after)
    {
        const auto by = after ? after->from : std::nullopt;
        if (after && before.from == by)
        {
            return; // the same neighbours get the new one
        }
        const auto same = std::find_if(m_withdrawn.begin(),
                                       m_withdrawn.end(),
                                       [&](const Withdrawn& other) {
                                           return other.from == before.from && other.by == by &&
                                                  other.replaced == (after != nullptr);
                                       });
        if (same != m_withdrawn.end())
        {
            same->keys.push_back(before.route.key);
            return;
        }
        m_withdrawn.push_back({before.from, after != nullptr, by, {before.route.key}});
    }

    std::vector<Outgoing> Pack() const
    {
        std::vector<Outgoing> all;
        for (const Withdrawn& withdrawn : m_withdrawn)
        {
            const auto told = [&](const PathSource& peer) { return withdrawn.IsToldTo(peer); };
            if (auto to = PeersThat(told); !to.empty())
            {
                all.push_back({PackWithdrawn(withdrawn.keys), std::move(to)});
            }
        }
        for (const Announced& announced : m_announced)
        {
            const auto told = [&](const PathSource& peer) { return IsFor(announced.from, peer); };
            if (auto to = PeersThat(told); !to.empty() && !announced.routes.empty())
            {
                all.push_back(
                    {PackAnnounced(announced.routes, *announced.attributes), std::move(to)});
            }
        }
        return all;
    }

  private:
    /// Routes of equal attributes and source.
    struct Announced
    {
        std::optional<PathSource> from;
        std::shared_ptr<const PathAttributes> attributes;
        size_t room; ///< bytes for routes in an UPDATE
        std::vector<EvpnRoute> routes;
    };

    /// Routes that those have to forget who get paths of one source and not of the other.
    struct Withdrawn
    {
        std::optional<PathSource> from;
        bool replaced{false};
        std::optional<PathSource> by; ///< where it was replaced
        std::vector<EvpnKey> keys;

        bool IsToldTo(const PathSource& peer) const
        {
            return IsFor(from, peer) && !(replaced && IsFor(by, peer));
        }
    };

    static std::optional<PeerId> PeerOf(const std::optional<PathSource>& from)
    {
        return from ? std::optional(from->peer) : std::nullopt;
    }

    template <class Told>
    std::vector<PeerId> PeersThat(Told told) const
    {
        std::vector<PeerId> peers;
        for (const auto& [id, peer] : m_out.m_peers)
        {
            if (told(peer))
            {
                peers.push_back(id);
            }
        }
        return peers;
    }

    /// @return where routes of such attributes and source are, by what the attributes say
    size_t IndexOf(const EvpnPath& path)
    {
        const auto known = m_ofAttributes.find({path.attributes.get(), PeerOf(path.from)});
        if (known != m_ofAttributes.end())
        {
            return known->second;
        }
        const auto sent = m_out.Sent(path);
        const auto [place, isNew] =
            m_ofBytes.try_emplace({PeerOf(path.from), BytesOf(*sent)}, m_announced.size());
        if (isNew)
        {
            m_announced.push_back({path.from, sent, RoomBeside(*sent), {}});
        }
        m_ofAttributes[{path.attributes.get(), PeerOf(path.from)}] = place->second;
        return place->second;
    }

    const EvpnAdjOut& m_out;
    std::vector<Announced> m_announced; // in the order in which they came up
    std::vector<Withdrawn> m_withdrawn;
    std::map<std::pair<const PathAttributes*, std::optional<PeerId>>, size_t> m_ofAttributes;
    std::map<std::pair<std::optional<PeerId>, Bytes>, size_t> m_ofBytes;
};

EvpnAdjOut::EvpnAdjOut(uint32_t cluster)
    : m_cluster(cluster)
{
}

std::vector<Bytes>
EvpnAdjOut::AddPeer(const PathSource& peer)
{
    m_peers[peer.peer] = peer;
    EvpnAdjOut alone(m_cluster);
    alone.m_peers[peer.peer] = peer;
    News news(alone);
    for (const auto& [key, path] : m_sent)
    {
        news.Announce(path);
    }
    std::vector<Bytes> messages;
    for (Outgoing& outgoing : news.Pack())
    {
        std::move(outgoing.messages.begin(), outgoing.messages.end(), std::back_inserter(messages));
    }
    return messages;
}

void
EvpnAdjOut::RemovePeer(PeerId peer)
{
    m_peers.erase(peer);
}

void
EvpnAdjOut::Note(const EvpnRib::Changes& changes)
{
    for (const RouteChange& change : changes)
    {
        m_pending.insert(change.key);
    }
}

std::vector<Outgoing>
EvpnAdjOut::Flush(const EvpnRib& rib)
{
    News news(*this);
    for (const EvpnKey& key : m_pending)
    {
        const EvpnPath* best = rib.Best(key);
        const EvpnPath* after = best && news.CanAnnounce(*best) ? best : nullptr;
        const auto before = m_sent.find(key);
        const bool had = before != m_sent.end();
        if (had && after && before->second == *after)
        {
            continue;
        }
        if (had)
        {
            news.Withdraw(before->second, after);
        }
        if (after)
        {
            news.Announce(*after);
            m_sent.insert_or_assign(key, *after);
        }
        else if (had)
        {
            m_sent.erase(before);
        }
    }
    m_pending.clear();
    return news.Pack();
}

size_t
EvpnAdjOut::RoutesAt(PeerId peer) const
{
    const auto place = m_peers.find(peer);
    return place == m_peers.end()
             ? 0
             : std::count_if(m_sent.begin(),
                             m_sent.end(),
                             [&](const auto& sent)
                             { return IsFor(sent.second.from, place->second); });
}

std::shared_ptr<const PathAttributes>
EvpnAdjOut::Sent(const EvpnPath& path) const
{
    if (!path.from)
    {
        return path.attributes;
    }
    auto reflected = std::make_shared<PathAttributes>(*path.attributes);
    reflected->originatorId = reflected->originatorId.value_or(path.from->identifier);
    reflected->clusterList.insert(reflected->clusterList.begin(), m_cluster);
    return reflected;
}

} // namespace ns3::vnlab::bgp

// SPDX-License-Identifier: GPL-2.0-only
#include "model/protocol/evpn-rib.h"

namespace ns3::vnlab::bgp
{
namespace
{

std::optional<PeerId>
SourceOf(const EvpnPath& path)
{
    return path.from ? std::optional(path.from->peer) : std::nullopt;
}

} // namespace

/// Changes paths and remembers which was best to a route before the first change of it.
class EvpnRib::Batch
{
  public:
    explicit Batch(std::map<EvpnKey, Paths>& routes)
        : m_routes(routes)
    {
    }

    /// Replaces the path of the same source, or adds it.
    void Put(const EvpnPath& path)
    {
        Paths& paths = Touch(path.route.key);
        Drop(paths, SourceOf(path));
        paths.insert(std::upper_bound(paths.begin(), paths.end(), path, IsBetter), path);
    }

    void Remove(const EvpnKey& key, std::optional<PeerId> source)
    {
        const auto entry = m_routes.find(key);
        if (entry != m_routes.end() && HasPathOf(entry->second, source))
        {
            Drop(Touch(key), source);
        }
    }

    /// @return what is different; routes without a path are no more
    Changes Finish()
    {
        Changes changes;
        for (auto& [key, before] : m_before)
        {
            const auto entry = m_routes.find(key);
            const auto after = BestOf(entry->second);
            if (entry->second.empty())
            {
                m_routes.erase(entry);
            }
            if (before != after)
            {
                changes.push_back({key, std::move(before), after});
            }
        }
        return changes;
    }

  private:
    static std::optional<EvpnPath> BestOf(const Paths& paths)
    {
        return paths.empty() ? std::nullopt : std::optional(paths.front());
    }

    static bool HasPathOf(const Paths& paths, std::optional<PeerId> source)
    {
        return std::any_of(paths.begin(),
                           paths.end(),
                           [source](const EvpnPath& path) { return SourceOf(path) == source; });
    }

    static void Drop(Paths& paths, std::optional<PeerId> source)
    {
        std::erase_if(paths, [source](const EvpnPath& path) { return SourceOf(path) == source; });
    }

    Paths& Touch(const EvpnKey& key)
    {
        Paths& paths = m_routes[key];
        m_before.try_emplace(key, BestOf(paths));
        return paths;
    }

    std::map<EvpnKey, Paths>& m_routes;
    std::map<EvpnKey, std::optional<EvpnPath>> m_before;
};

EvpnRib::EvpnRib(uint32_t identifier, uint32_t cluster)
    : m_identifier(identifier),
      m_cluster(cluster)
{
}

EvpnRib::Changes
EvpnRib::Apply(const PathSource& from, const Update& update)
{
    Batch batch(m_routes);
    for (const EvpnKey& key : update.withdrawn)
    {
        batch.Remove(key, from.peer);
    }
    const bool loops = Loops(update.attributes);
    const auto attributes = std::make_shared<const PathAttributes>(update.attributes);
    for (const EvpnRoute& route : update.announced)
    {
        if (loops)
        {
            batch.Remove(route.key, from.peer);
        }
        else
        {
            batch.Put({route, attributes, from});
        }
    }
    return batch.Finish();
}

EvpnRib::Changes
EvpnRib::Forget(PeerId peer)
{
    Batch batch(m_routes);
    for (const auto& [key, paths] : m_routes)
    {
        batch.Remove(key, peer);
    }
    return batch.Finish();
}

EvpnRib::Changes
EvpnRib::Originate(std::span<const OwnRoute> routes)
{
    Batch batch(m_routes);
    for (const auto& [route, attributes] : routes)
    {
        batch.Put({route, std::make_shared<const PathAttributes>(attributes), std::nullopt});
    }
    return batch.Finish();
}

EvpnRib::Changes
EvpnRib::Retract(std::span<const EvpnKey> keys)
{
    Batch batch(m_routes);
    for (const EvpnKey& key : keys)
    {
        batch.Remove(key, std::nullopt);
    }
    return batch.Finish();
}

const EvpnPath*
EvpnRib::Best(const EvpnKey& key) const
{
    const auto entry = m_routes.find(key);
    return entry == m_routes.end() ? nullptr : &entry->second.front();
}

std::vector<EvpnPath>
EvpnRib::AllBest() const
{
    std::vector<EvpnPath> best;
    for (const auto& [key, paths] : m_routes)
    {
        best.push_back(paths.front());
    }
    return best;
}

size_t
EvpnRib::PathCount() const
{
    size_t count = 0;
    for (const auto& [key, paths] : m_routes)
    {
        count += paths.size();
    }
    return count;
}

bool
EvpnRib::Loops(const PathAttributes& attributes) const
{
    const auto& clusters = attributes.clusterList;
    return attributes.originatorId == m_identifier ||
           std::find(clusters.begin(), clusters.end(), m_cluster) != clusters.end();
}

} // namespace ns3::vnlab::bgp

// SPDX-License-Identifier: GPL-2.0-only
//
// rewire: virtual links at random are replaced by others.

#include "model/change/rewire.h"

#include "model/spec/rewire.h"
#include "model/spec/steering.h"

#include <algorithm>
#include <boost/range/iterator_range.hpp>
#include <set>
#include <utility>

namespace ns3::vnlab
{

void
RewireKeys::Visit(KeyVisitor& keys, const Key& like)
{
    keys.Integer(
        Named(like, "links", "number of links to remove; as many absent ones are added").Required(),
        links,
        {1, 1'000'000});
}

namespace
{

/// @return pairs of VMs that no path joins
uint64_t
UnlinkedPairs(const SpecGraph& graph)
{
    using Vertex = SpecGraph::vertex_descriptor;
    std::set<std::pair<Vertex, Vertex>> linked;
    for (const auto link : boost::make_iterator_range(edges(graph)))
    {
        linked.insert(std::minmax({source(link, graph), target(link, graph)}));
    }
    const uint64_t vms = num_vertices(graph);
    return vms * (vms - 1) / 2 - linked.size();
}

class RewireLinks : public ChangeKind
{
  public:
    std::string_view Name() const override
    {
        return "rewire";
    }

    std::string_view Description() const override
    {
        return "virtual links at random are removed, and as many absent ones added";
    }

    std::unique_ptr<OwnKeys> MakeKeys() const override
    {
        return std::make_unique<RewireKeys>();
    }

    std::optional<ChangeObjection> Objection(const std::string& tenant,
                                             const Specification& before,
                                             const OwnKeys& keys) const override
    {
        const uint32_t wanted = dynamic_cast<const RewireKeys&>(keys).links;
        const uint64_t links = CountDirectLinks(before.graph);
        const uint64_t unlinked = UnlinkedPairs(before.graph);
        const uint64_t most = std::min(links, unlinked);
        if (wanted <= most)
        {
            return std::nullopt;
        }
        return ChangeObjection{"links",
                               "is " + std::to_string(wanted) + "; accepted are at most " +
                                   std::to_string(most) + ", because " + tenant + " has " +
                                   std::to_string(links) + " links and " +
                                   std::to_string(unlinked) + " pairs of VMs without one"};
    }

    std::shared_ptr<const Specification> Wanted(const Specification& before,
                                                const OwnKeys& keys,
                                                uint64_t seed) const override
    {
        return std::make_shared<const Specification>(
            Rewire(before, dynamic_cast<const RewireKeys&>(keys).links, seed));
    }
};

const ChangeKindRegistration kRewire{std::make_unique<RewireLinks>()};

} // namespace

} // namespace ns3::vnlab

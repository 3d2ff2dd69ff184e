// SPDX-License-Identifier: GPL-2.0-only
#include "model/change/link-ends.h"

#include "model/change/vm-key.h"
#include "model/spec/portable-random.h"
#include "model/spec/spec-constraints.h"

#include <algorithm>
#include <boost/range/iterator_range.hpp>
#include <iterator>
#include <random>
#include <set>

namespace ns3::vnlab
{

namespace
{

VmPair
InOrder(VmVertex a, VmVertex b)
{
    return {std::min(a, b), std::max(a, b)};
}

} // namespace

void
LinkEndKeys::Visit(KeyVisitor& keys, const Key& like)
{
    keys.Text(Named(like, "a", "a VM at the link's end: its name, or \"random\""), a);
    keys.Text(Named(like, "b", "the VM at its other end, likewise"), b);
}

std::optional<ChangeObjection>
ObjectionToEnds(const std::string& tenant,
                const Specification& specification,
                const LinkEndKeys& keys)
{
    for (const auto& [key, name] : {std::pair("a", keys.a), std::pair("b", keys.b)})
    {
        if (auto objection = ObjectionToVm(key, name, tenant, specification))
        {
            return objection;
        }
    }
    if (keys.a == keys.b && keys.a != "random")
    {
        return ChangeObjection{"b", "is \"" + keys.b + "\", as a is; accepted is another VM"};
    }
    return std::nullopt;
}

std::vector<VmPair>
PairsWithLink(const Specification& specification, const LinkEndKeys& keys)
{
    const SpecGraph& graph = specification.graph;
    const auto isMeant = [&graph](const std::string& name, VmVertex vm)
    { return name == "random" || graph[vm].name == name; };
    std::set<VmPair> pairs;
    for (const auto link : boost::make_iterator_range(edges(graph)))
    {
        const VmVertex from = source(link, graph);
        const VmVertex to = target(link, graph);
        if ((isMeant(keys.a, from) && isMeant(keys.b, to)) ||
            (isMeant(keys.b, from) && isMeant(keys.a, to)))
        {
            pairs.insert(InOrder(from, to));
        }
    }
    return {pairs.begin(), pairs.end()};
}

std::optional<VmPair>
DrawPairWithoutLink(const Specification& specification, const LinkEndKeys& keys, uint64_t seed)
{
    constexpr int kTries = 100; // then free pairs are rare, and looked for
    const SpecGraph& graph = specification.graph;
    const std::vector<VmPair> linked = PairsWithLink(specification, keys);
    const std::vector<VmVertex> firsts = MeantVms(graph, keys.a);
    const std::vector<VmVertex> seconds = MeantVms(graph, keys.b);
    const auto isFree = [&](const VmPair& pair)
    {
        return pair.first != pair.second && !std::ranges::binary_search(linked, pair) &&
               MayBeLinked(graph, pair.first, pair.second);
    };
    std::mt19937_64 generator(seed);
    for (int i = 0; i < kTries; ++i)
    {
        const VmVertex first = firsts[DrawBelow(generator, firsts.size())];
        const VmPair pair = InOrder(first, seconds[DrawBelow(generator, seconds.size())]);
        if (isFree(pair))
        {
            return pair;
        }
    }
    std::set<VmPair> free;
    for (const VmVertex first : firsts)
    {
        for (const VmVertex second : seconds)
        {
            const VmPair pair = InOrder(first, second);
            if (isFree(pair))
            {
                free.insert(pair);
            }
        }
    }
    return free.empty()
             ? std::nullopt
             : std::optional(*std::next(free.begin(),
                                        static_cast<ptrdiff_t>(DrawBelow(generator, free.size()))));
}

} // namespace ns3::vnlab

// SPDX-License-Identifier: GPL-2.0-only
#include "model/change/wan-partition.h"

#include "model/change/link-outage.h"
#include "model/change/number-text.h"
#include "model/dice-purpose.h"
#include "model/dice.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <stdexcept>
#include <utility>

namespace ns3::vnlab
{

void
WanPartitionKeys::Visit(KeyVisitor& keys, const Key& like)
{
    keys.Text(Named(like, "a", "number of a data center, from 0, or \"random\""), a);
    keys.Text(Named(like,
                    "b",
                    "number of the one that it is cut off from or joined to again, \"random\", or "
                    "\"all\" others"),
              b);
}

namespace
{

const DicePurpose kWhichDatacenter{"wan-partition.a"};
const DicePurpose kFromWhich{"wan-partition.b"};

/// A WAN link as it is seen from one of its ends.
struct WanEnds
{
    LinkId link;
    uint32_t a; ///< numbers of the data centers
    uint32_t b;
};

/// @return the WAN links that have failed, or those that work, seen from both ends
std::vector<WanEnds>
WanLinks(const ChangeSetting& setting, bool hasFailed)
{
    const Fabric& fabric = *setting.cloud.Under().fabric;
    const Topology& topology = fabric.GetTopology();
    std::vector<WanEnds> links;
    for (uint32_t number = 0; number < topology.wanLinks; ++number)
    {
        const LinkId link = topology.Wan(number, false);
        if (setting.cloud.Operate().HasFailed(link) == hasFailed)
        {
            const uint32_t from = fabric.Link(link).From().index;
            const uint32_t to = fabric.Link(link).To().index;
            links.push_back({link, from, to});
            links.push_back({link, to, from});
        }
    }
    return links;
}

bool
IsMeantBy(const std::string& text, uint32_t datacenter)
{
    return text == "random" || text == "all" || NumberIn(text) == datacenter;
}

/// Chooses one of the data centers that links have at an end, and keeps its links.
void
KeepOne(std::vector<WanEnds>& links,
        uint32_t WanEnds::*end,
        const DicePurpose& purpose,
        uint64_t seed)
{
    std::set<uint32_t> numbers;
    for (const WanEnds& link : links)
    {
        numbers.insert(link.*end);
    }
    const auto count = static_cast<uint32_t>(numbers.size());
    const uint32_t chosen = *std::next(numbers.begin(), Dice(seed, 0).Below(count, purpose, 0, 0));
    std::erase_if(links, [&](const WanEnds& link) { return link.*end != chosen; });
}

} // namespace

WanPartition::WanPartition(bool fails)
    : m_fails(fails)
{
}

ChangeOf
WanPartition::Of(const OwnKeys&) const
{
    return ChangeOf::kSubstrate;
}

std::unique_ptr<OwnKeys>
WanPartition::MakeKeys() const
{
    return std::make_unique<WanPartitionKeys>();
}

std::optional<ChangeObjection>
WanPartition::ObjectionOn(const Topology& topology, const OwnKeys& keys) const
{
    const auto& own = dynamic_cast<const WanPartitionKeys&>(keys);
    const auto isNumber = [&topology](const std::string& text)
    {
        const auto number = NumberIn(text);
        return number && *number < topology.datacenters;
    };
    const std::string known = "data centers 0 to " + std::to_string(topology.datacenters - 1);
    if (topology.datacenters < 2)
    {
        return ChangeObjection{
            "a", "is \"" + own.a + "\", but there is one data center; accepted with two or more"};
    }
    if (own.a != "random" && !isNumber(own.a))
    {
        return ChangeObjection{"a",
                               "is \"" + own.a + "\"; accepted are " + known + ", and \"random\""};
    }
    if (own.b != "random" && own.b != "all" && !isNumber(own.b))
    {
        return ChangeObjection{
            "b", "is \"" + own.b + "\"; accepted are " + known + ", \"random\" and \"all\""};
    }
    if (const auto a = NumberIn(own.a); a && a == NumberIn(own.b))
    {
        return ChangeObjection{"b",
                               "is \"" + own.b + "\", as a is; accepted is another data center"};
    }
    return std::nullopt;
}

std::vector<LinkId>
WanPartition::Choose(const ChangeSetting& setting, const WanPartitionKeys& keys) const
{
    std::vector<WanEnds> links = WanLinks(setting, !m_fails);
    std::erase_if(links,
                  [&keys](const WanEnds& link)
                  { return !IsMeantBy(keys.a, link.a) || !IsMeantBy(keys.b, link.b); });
    if (links.empty())
    {
        throw std::invalid_argument("no WAN link of a = \"" + keys.a + "\" and b = \"" + keys.b +
                                    (m_fails ? "\" works" : "\" has failed"));
    }
    KeepOne(links, &WanEnds::a, kWhichDatacenter, setting.seed);
    if (keys.b != "all")
    {
        KeepOne(links, &WanEnds::b, kFromWhich, setting.seed);
    }
    std::vector<LinkId> meant;
    std::ranges::transform(links, std::back_inserter(meant), &WanEnds::link);
    return meant;
}

void
WanPartition::Make(const ChangeSetting& setting, const OwnKeys& keys) const
{
    for (const LinkId link : Choose(setting, dynamic_cast<const WanPartitionKeys&>(keys)))
    {
        SetBothWays(setting, link, m_fails);
    }
}

} // namespace ns3::vnlab

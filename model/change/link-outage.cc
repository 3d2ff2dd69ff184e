// SPDX-License-Identifier: GPL-2.0-only
#include "model/change/link-outage.h"

#include "model/change/number-text.h"
#include "model/dice.h"

#include <algorithm>
#include <stdexcept>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

namespace
{

const DicePurpose kWhichLink{"link-outage.which"};

constexpr std::pair<std::string_view, NodeKind> kNodeWords[]{{"host-", NodeKind::kHost},
                                                             {"leaf-", NodeKind::kLeaf},
                                                             {"spine-", NodeKind::kSpine},
                                                             {"wan-router-", NodeKind::kWanRouter}};

/// @return the node that a text such as "leaf-3" names, if it exists
std::optional<NodeRef>
NodeNamed(const Topology& topology, const std::string& text)
{
    for (const auto& [word, kind] : kNodeWords)
    {
        if (text.starts_with(word))
        {
            const auto number = NumberIn(std::string_view(text).substr(word.size()));
            return number && *number < topology.Count(kind) ? std::optional(NodeRef{kind, *number})
                                                            : std::nullopt;
        }
    }
    return std::nullopt;
}

bool
IsSwitch(NodeRef node)
{
    return node.kind != NodeKind::kHost && node.kind != NodeKind::kServer;
}

/// @return whether an end is meant: by its name, or as a switch by chance
bool
IsMeant(const Topology& topology, const std::string& text, NodeRef node)
{
    return text == "random" ? IsSwitch(node) : NodeNamed(topology, text) == node;
}

/// @return whether there is a link from a node to one above it. WAN routers are joined as the WAN is.
bool
IsBelow(const Topology& topology, NodeRef low, NodeRef high)
{
    return low.kind == NodeKind::kHost ? topology.SwitchAt(low) == high
         : topology.DatacenterOf(low) != topology.DatacenterOf(high)
             ? low.kind == NodeKind::kWanRouter && high.kind == low.kind
             : (low.kind == NodeKind::kLeaf && high.kind == NodeKind::kSpine) ||
                   (low.kind == NodeKind::kSpine && high.kind == NodeKind::kWanRouter);
}

} // namespace

void
LinkOutageKeys::Visit(KeyVisitor& keys, const Key& like)
{
    keys.Text(Named(like,
                    "a",
                    "an end of the link, such as \"host-3\", \"leaf-0\", \"spine-1\" or "
                    "\"wan-router-0\", from 0 over all data centers, or \"random\": a switch"),
              a);
    keys.Text(Named(like, "b", "its other end"), b);
}

void
SetBothWays(const ChangeSetting& setting, LinkId link, bool fails)
{
    Operations& operations = setting.cloud.Operate();
    for (const LinkId direction : {link, setting.cloud.Under().fabric->GetTopology().Reverse(link)})
    {
        fails ? operations.Fail(direction, setting.acked, setting.submitted)
              : operations.Repair(direction, setting.acked, setting.submitted);
    }
}

LinkOutage::LinkOutage(bool fails)
    : m_fails(fails)
{
}

ChangeOf
LinkOutage::Of(const OwnKeys&) const
{
    return ChangeOf::kSubstrate;
}

std::unique_ptr<OwnKeys>
LinkOutage::MakeKeys() const
{
    return std::make_unique<LinkOutageKeys>();
}

std::optional<ChangeObjection>
LinkOutage::ObjectionOn(const Topology& topology, const OwnKeys& keys) const
{
    const auto& own = dynamic_cast<const LinkOutageKeys&>(keys);
    for (const auto& [key, text] : {std::pair("a", own.a), std::pair("b", own.b)})
    {
        if (text != "random" && !NodeNamed(topology, text))
        {
            return ChangeObjection{
                key,
                "is \"" + text + "\"; accepted are host-0 to host-" +
                    std::to_string(topology.Hosts() - 1) + ", leaf-0 to leaf-" +
                    std::to_string(topology.Leaves() - 1) + ", spine-0 to spine-" +
                    std::to_string(topology.Spines() - 1) + ", wan-router-0 to wan-router-" +
                    std::to_string(topology.datacenters - 1) + ", and \"random\""};
        }
    }
    const std::optional<NodeRef> a = NodeNamed(topology, own.a);
    const std::optional<NodeRef> b = NodeNamed(topology, own.b);
    if (a && b && !IsBelow(topology, *a, *b) && !IsBelow(topology, *b, *a))
    {
        return ChangeObjection{"b",
                               "is \"" + own.b + "\", which has no link to " + own.a +
                                   "; accepted is a neighbour"};
    }
    return std::nullopt;
}

LinkId
LinkOutage::Choose(const ChangeSetting& setting, const LinkOutageKeys& keys) const
{
    const Fabric& fabric = *setting.cloud.Under().fabric;
    const Topology& topology = fabric.GetTopology();
    std::vector<LinkId> links;
    for (LinkId link; link.value < topology.Links(); ++link.value)
    {
        const NodeRef from = fabric.Link(link).From();
        const NodeRef to = fabric.Link(link).To();
        const bool isMeant = (IsMeant(topology, keys.a, from) && IsMeant(topology, keys.b, to)) ||
                             (IsMeant(topology, keys.b, from) && IsMeant(topology, keys.a, to));
        if (isMeant && link < topology.Reverse(link) &&
            setting.cloud.Operate().HasFailed(link) != m_fails)
        {
            links.push_back(link);
        }
    }
    if (links.empty())
    {
        throw std::invalid_argument("no link of a = \"" + keys.a + "\" and b = \"" + keys.b +
                                    (m_fails ? "\" works" : "\" has failed"));
    }
    const auto count = static_cast<uint32_t>(links.size());
    return links[Dice(setting.seed, 0).Below(count, kWhichLink, 0, 0)];
}

void
LinkOutage::Make(const ChangeSetting& setting, const OwnKeys& keys) const
{
    SetBothWays(setting, Choose(setting, dynamic_cast<const LinkOutageKeys&>(keys)), m_fails);
}

} // namespace ns3::vnlab

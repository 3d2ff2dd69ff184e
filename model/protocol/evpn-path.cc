// SPDX-License-Identifier: GPL-2.0-only
#include "model/protocol/evpn-path.h"

namespace ns3::vnlab::bgp
{
namespace
{

size_t
LengthOf(const std::vector<AsSegment>& path)
{
    constexpr uint8_t kSet = 1;
    size_t length = 0;
    for (const AsSegment& segment : path)
    {
        length += segment.type == kSet ? 1 : segment.ases.size();
    }
    return length;
}

/// Rules 1 to 3: what RFC 7432 §15 prefers comes first in this order.
std::strong_ordering
CompareMobility(const EvpnPath& left, const EvpnPath& right)
{
    if (left.route.key.type != EvpnType::kMacIp)
    {
        return std::strong_ordering::equal;
    }
    const auto mobility =
        MobilityOf(right.attributes->communities) <=> MobilityOf(left.attributes->communities);
    return mobility != 0 ? mobility : left.attributes->nextHop <=> right.attributes->nextHop;
}

/// Rules 5 to 7.
std::strong_ordering
CompareAttributes(const PathAttributes& left, const PathAttributes& right)
{
    const auto preference = right.localPreference <=> left.localPreference;
    const auto length = LengthOf(left.asPath) <=> LengthOf(right.asPath);
    return preference != 0 ? preference : length != 0 ? length : left.origin <=> right.origin;
}

/// Rules 4 and 8 to 10.
struct SourceOrder
{
    bool learned;
    uint32_t identifier;
    size_t clusters;
    uint32_t address;

    explicit SourceOrder(const EvpnPath& path)
        : learned(path.from.has_value()),
          identifier(path.attributes->originatorId.value_or(learned ? path.from->identifier : 0)),
          clusters(path.attributes->clusterList.size()),
          address(learned ? path.from->address : 0)
    {
    }

    auto operator<=>(const SourceOrder&) const = default;
};

} // namespace

bool
operator==(const EvpnPath& left, const EvpnPath& right)
{
    return left.route == right.route && left.from == right.from &&
           (left.attributes == right.attributes || *left.attributes == *right.attributes);
}

bool
IsBetter(const EvpnPath& left, const EvpnPath& right)
{
    if (const auto mobility = CompareMobility(left, right); mobility != 0)
    {
        return mobility < 0;
    }
    const SourceOrder leftSource(left);
    const SourceOrder rightSource(right);
    if (leftSource.learned != rightSource.learned)
    {
        return !leftSource.learned;
    }
    const auto attributes = CompareAttributes(*left.attributes, *right.attributes);
    return attributes != 0 ? attributes < 0 : leftSource < rightSource;
}

} // namespace ns3::vnlab::bgp

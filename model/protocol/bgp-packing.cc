// SPDX-License-Identifier: GPL-2.0-only
#include "model/protocol/bgp-packing.h"

#include "model/protocol/bgp-message.h"

namespace ns3::vnlab::bgp
{
namespace
{

constexpr size_t kFrame = kHeaderBytes + 4; // header, and the lengths of the two old fields
constexpr size_t kLongAttribute = 4;        // flags, type and a length of two bytes
constexpr size_t kFamily = 3;
constexpr size_t kNextHopAndReserved = 2; // the length of one and the other

/// @return how many of the first items, which have these sizes, fit into the room; at least one
template <class Item, class Size>
size_t
FittingItems(std::span<const Item> items, size_t room, Size size)
{
    size_t count = 0;
    for (size_t used = 0; count < items.size(); ++count)
    {
        used += size(items[count]);
        if (used > room && count > 0)
        {
            break;
        }
    }
    return count;
}

} // namespace

size_t
RoomBeside(const PathAttributes& attributes)
{
    ByteWriter others;
    WriteAttributes(others, attributes);
    const size_t used = kFrame + others.Written().size() + kLongAttribute + kFamily +
                        kNextHopAndReserved + attributes.nextHop.size;
    return kMostBytes - std::min(kMostBytes, used);
}

std::vector<Bytes>
PackAnnounced(std::span<const EvpnRoute> routes, const PathAttributes& attributes)
{
    std::vector<Bytes> messages;
    const size_t room = RoomBeside(attributes);
    while (!routes.empty())
    {
        const auto taken = routes.first(FittingItems(routes, room, SizeOf));
        messages.push_back(
            EncodeUpdate({.announced = {taken.begin(), taken.end()}, .attributes = attributes}));
        routes = routes.subspan(taken.size());
    }
    return messages;
}

std::vector<Bytes>
PackWithdrawn(std::span<const EvpnKey> keys)
{
    std::vector<Bytes> messages;
    const auto size = [](const EvpnKey& key) { return SizeOf({.key = key}); };
    while (!keys.empty())
    {
        constexpr size_t kRoom = kMostBytes - kFrame - kLongAttribute - kFamily;
        const auto taken = keys.first(FittingItems(keys, kRoom, size));
        messages.push_back(EncodeUpdate({.withdrawn = {taken.begin(), taken.end()}}));
        keys = keys.subspan(taken.size());
    }
    return messages;
}

} // namespace ns3::vnlab::bgp

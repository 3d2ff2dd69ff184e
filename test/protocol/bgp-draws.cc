// SPDX-License-Identifier: GPL-2.0-only
#include "test/protocol/bgp-draws.h"

#include <rapidcheck.h>

namespace ns3::vnlab::bgp
{
namespace
{

template <class T>
T
DrawAny()
{
    return *rc::gen::arbitrary<T>();
}

template <class T>
T
DrawUpTo(T most)
{
    return static_cast<T>(*rc::gen::inRange<uint32_t>(0, uint32_t{most} + 1));
}

uint32_t
DrawLabel()
{
    return *rc::gen::inRange<uint32_t>(0, 1 << 24);
}

template <size_t Size>
std::array<uint8_t, Size>
DrawArray()
{
    return DrawAny<std::array<uint8_t, Size>>();
}

std::vector<AsSegment>
DrawAsPath()
{
    std::vector<AsSegment> path(DrawUpTo<uint8_t>(2));
    for (AsSegment& segment : path)
    {
        segment.type = 1 + DrawUpTo<uint8_t>(1);
        segment.ases.resize(1 + DrawUpTo<uint8_t>(4), DrawAny<uint32_t>());
    }
    return path;
}

std::optional<PmsiTunnel>
DrawTunnel()
{
    if (DrawAny<bool>())
    {
        return std::nullopt;
    }
    const Address endpoint = DrawAddress(false);
    return PmsiTunnel{.flags = DrawAny<uint8_t>(),
                      .type = DrawUpTo<uint8_t>(7),
                      .label = DrawLabel(),
                      .endpoint = {endpoint.Used().begin(), endpoint.Used().end()}};
}

} // namespace

Bytes
DrawBytes(size_t most)
{
    Bytes bytes(*rc::gen::inRange<size_t>(0, most + 1));
    for (uint8_t& byte : bytes)
    {
        byte = DrawAny<uint8_t>();
    }
    return bytes;
}

Address
DrawAddress(bool mayBeNone)
{
    Address address;
    address.size =
        mayBeNone ? *rc::gen::element<uint8_t>(0, 4, 16) : *rc::gen::element<uint8_t>(4, 16);
    for (size_t i = 0; i < address.size; ++i)
    {
        address.bytes[i] = DrawAny<uint8_t>();
    }
    return address;
}

EvpnKey
DrawKey()
{
    EvpnKey key{.type = *rc::gen::element(EvpnType::kMacIp, EvpnType::kMulticast)};
    key.rd.value = DrawAny<uint64_t>();
    key.tag = DrawAny<uint32_t>();
    const bool isMac = key.type == EvpnType::kMacIp;
    if (isMac)
    {
        key.mac = DrawArray<6>();
    }
    key.ip = DrawAddress(isMac);
    return key;
}

EvpnRoute
DrawRoute()
{
    EvpnRoute route{.key = DrawKey()};
    if (route.key.type == EvpnType::kMacIp)
    {
        route.esi = DrawArray<10>();
        route.label = DrawLabel();
        route.label2 = DrawAny<bool>() ? std::optional(DrawLabel()) : std::nullopt;
    }
    return route;
}

PathAttributes
DrawAttributes()
{
    PathAttributes attributes;
    attributes.nextHop = DrawAddress(false);
    attributes.origin = static_cast<Origin>(DrawUpTo<uint8_t>(2));
    attributes.asPath = DrawAsPath();
    attributes.localPreference = DrawAny<uint32_t>();
    if (DrawAny<bool>())
    {
        attributes.originatorId = DrawAny<uint32_t>();
    }
    attributes.clusterList.resize(DrawUpTo<uint8_t>(3), DrawAny<uint32_t>());
    attributes.communities.resize(DrawUpTo<uint8_t>(40), {DrawAny<uint64_t>()});
    attributes.pmsi = DrawTunnel();
    if (DrawAny<bool>())
    {
        attributes.unknown.push_back({.type = 8, .value = DrawBytes(300)});
    }
    return attributes;
}

Update
DrawUpdate()
{
    Update update;
    if (DrawAny<bool>())
    {
        update.announced.resize(1 + DrawUpTo<uint8_t>(20));
        std::generate(update.announced.begin(), update.announced.end(), DrawRoute);
        update.attributes = DrawAttributes();
        return update;
    }
    update.withdrawn.resize(DrawUpTo<uint8_t>(20));
    std::generate(update.withdrawn.begin(), update.withdrawn.end(), DrawKey);
    update.endOfRib = update.withdrawn.empty() && DrawAny<bool>();
    return update;
}

Open
DrawOpen()
{
    Open open;
    open.fourByteAs = DrawAny<bool>();
    open.as = 1 + *rc::gen::inRange<uint32_t>(0, open.fourByteAs ? 0xfffffffe : 0xffff);
    open.holdTime = *rc::gen::element<uint16_t>(0, 3, 90, 180, 0xffff);
    open.identifier = 1 + *rc::gen::inRange<uint32_t>(0, 0xfffffffe);
    open.families.resize(DrawUpTo<uint8_t>(5));
    for (Family& family : open.families)
    {
        family = {DrawAny<uint16_t>(), DrawAny<uint8_t>()};
    }
    open.others.resize(DrawUpTo<uint8_t>(3));
    for (Capability& other : open.others)
    {
        other = {*rc::gen::element<uint8_t>(0, 2, 6, 64, 70, 73, 128), DrawBytes(40)};
    }
    return open;
}

} // namespace ns3::vnlab::bgp

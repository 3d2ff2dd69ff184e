// SPDX-License-Identifier: GPL-2.0-only
#include "model/protocol/evpn-route.h"

namespace ns3::vnlab::bgp
{
namespace
{

constexpr size_t kTypeAndLength = 2;
constexpr size_t kLabelBytes = 3;
constexpr uint8_t kMacBits = 48;

/// Takes a length in bits and so many bytes. @return whether that is an address, or none where that may be
bool
ReadAddress(ByteReader& reader, bool mayBeNone, Address& address)
{
    const uint8_t bits = reader.U8();
    if (bits != 32 && bits != 128 && !(bits == 0 && mayBeNone))
    {
        return false;
    }
    address.size = bits / 8;
    const auto taken = reader.Take(address.size);
    std::copy(taken.begin(), taken.end(), address.bytes.begin());
    return reader.Ok();
}

bool
ReadMacIp(ByteReader& reader, EvpnRoute& route)
{
    route.key.rd.value = reader.Number(8);
    route.esi = reader.Array<10>();
    route.key.tag = reader.U32();
    const uint8_t macBits = reader.U8();
    route.key.mac = reader.Array<6>();
    if (macBits != kMacBits || !ReadAddress(reader, true, route.key.ip))
    {
        return false;
    }
    route.label = static_cast<uint32_t>(reader.Number(kLabelBytes));
    if (reader.Left() > 0)
    {
        route.label2 = static_cast<uint32_t>(reader.Number(kLabelBytes));
    }
    return reader.Finished();
}

bool
ReadMulticast(ByteReader& reader, EvpnRoute& route)
{
    route.key.rd.value = reader.Number(8);
    route.key.tag = reader.U32();
    return ReadAddress(reader, false, route.key.ip) && reader.Finished();
}

/// How a type is read. @see RFC 7432 §7.2, §7.3
struct TypeRow
{
    EvpnType type;
    bool (*read)(ByteReader& reader, EvpnRoute& route);
};

constexpr TypeRow kTypes[] = {{EvpnType::kMacIp, ReadMacIp}, {EvpnType::kMulticast, ReadMulticast}};

} // namespace

size_t
SizeOf(const EvpnRoute& route)
{
    const size_t ofAll = kTypeAndLength + 8 + 4 + 1 + route.key.ip.size;
    if (route.key.type == EvpnType::kMulticast)
    {
        return ofAll;
    }
    const size_t labels = route.label2 ? 2 : 1;
    return ofAll + std::tuple_size_v<Esi> + 1 + std::tuple_size_v<MacBytes> + labels * kLabelBytes;
}

void
Write(ByteWriter& writer, const EvpnRoute& route)
{
    const EvpnKey& key = route.key;
    writer.U8(static_cast<uint8_t>(key.type));
    writer.U8(static_cast<uint8_t>(SizeOf(route) - kTypeAndLength)).Number(key.rd.value, 8);
    if (key.type == EvpnType::kMacIp)
    {
        writer.Append(route.esi).U32(key.tag).U8(kMacBits).Append(key.mac);
    }
    else
    {
        writer.U32(key.tag);
    }
    writer.U8(static_cast<uint8_t>(key.ip.size * 8)).Append(key.ip.Used());
    if (key.type == EvpnType::kMacIp)
    {
        writer.Number(route.label, kLabelBytes);
        if (route.label2)
        {
            writer.Number(*route.label2, kLabelBytes);
        }
    }
}

std::optional<std::vector<EvpnRoute>>
ReadRoutes(std::span<const uint8_t> bytes)
{
    std::vector<EvpnRoute> routes;
    ByteReader reader(bytes);
    while (reader.Left() > 0)
    {
        EvpnRoute route;
        route.key.type = static_cast<EvpnType>(reader.U8());
        ByteReader body(reader.Take(reader.U8()));
        const auto* row = std::find_if(std::begin(kTypes),
                                       std::end(kTypes),
                                       [&route](const TypeRow& candidate)
                                       { return candidate.type == route.key.type; });
        if (!reader.Ok() || (row != std::end(kTypes) && !row->read(body, route)))
        {
            return std::nullopt;
        }
        if (row != std::end(kTypes))
        {
            routes.push_back(route);
        }
    }
    return routes;
}

} // namespace ns3::vnlab::bgp

// SPDX-License-Identifier: GPL-2.0-only
#include "model/protocol/bgp-attributes.h"

namespace ns3::vnlab::bgp
{
namespace
{

using attributeflag::kOptional;
using attributeflag::kTransitive;

constexpr uint8_t kNextHop = 3;         // RFC 4271 §5.1.3
constexpr uint8_t kMultiExitDisc = 4;   // RFC 4271 §5.1.4
constexpr uint8_t kAtomicAggregate = 6; // RFC 4271 §5.1.6
constexpr uint8_t kMostSegmentType = 2;

bool
ReadOrigin(ByteReader& value, PathAttributes& into)
{
    const uint8_t origin = value.U8();
    into.origin = static_cast<Origin>(origin);
    return value.Finished() && origin <= static_cast<uint8_t>(Origin::kIncomplete);
}

bool
ReadAsPath(ByteReader& value, PathAttributes& into)
{
    while (value.Left() > 0)
    {
        AsSegment segment{.type = value.U8()};
        const uint8_t count = value.U8();
        if (segment.type == 0 || segment.type > kMostSegmentType || count == 0 ||
            value.Left() < count * size_t{4})
        {
            return false;
        }
        for (uint8_t i = 0; i < count; ++i)
        {
            segment.ases.push_back(value.U32());
        }
        into.asPath.push_back(std::move(segment));
    }
    return value.Ok();
}

bool
ReadLocalPreference(ByteReader& value, PathAttributes& into)
{
    into.localPreference = value.U32();
    return value.Finished();
}

bool
ReadOriginatorId(ByteReader& value, PathAttributes& into)
{
    into.originatorId = value.U32();
    return value.Finished();
}

bool
ReadClusterList(ByteReader& value, PathAttributes& into)
{
    do
    {
        into.clusterList.push_back(value.U32());
    } while (value.Left() > 0);
    return value.Ok();
}

bool
ReadCommunities(ByteReader& value, PathAttributes& into)
{
    do
    {
        into.communities.push_back({value.Number(8)});
    } while (value.Left() > 0);
    return value.Ok();
}

bool
ReadPmsi(ByteReader& value, PathAttributes& into)
{
    PmsiTunnel tunnel{.flags = value.U8(), .type = value.U8()};
    tunnel.label = static_cast<uint32_t>(value.Number(3));
    const auto endpoint = value.Rest();
    tunnel.endpoint.assign(endpoint.begin(), endpoint.end());
    const size_t size = endpoint.size();
    const bool fits = tunnel.type != PmsiTunnel::kIngressReplication || size == 4 || size == 16;
    into.pmsi = std::move(tunnel);
    return value.Ok() && fits;
}

/// Of what is of no use here: EVPN's next hop stands elsewhere (RFC 4760 §3), and nothing is aggregated.
bool
SkipAttribute(ByteReader& /* value */, PathAttributes& /* into */)
{
    return true;
}

/// An attribute that is known here.
struct KnownAttribute
{
    uint8_t type;
    uint8_t flags; ///< optional and transitive, as they must be
    bool (*read)(ByteReader& value, PathAttributes& into); ///< @return whether it is well-formed
};

/// Any fault of one of these makes withdrawals of its routes: RFC 7606 §7.1, 7.2, 7.5, 7.9, 7.10, 7.14;
/// RFC 6514 §5.
constexpr KnownAttribute kKnown[] = {
    {attribute::kOrigin, kTransitive, ReadOrigin},
    {attribute::kAsPath, kTransitive, ReadAsPath},
    {kNextHop, kTransitive, SkipAttribute},
    {kMultiExitDisc, kOptional, SkipAttribute},
    {kAtomicAggregate, kTransitive, SkipAttribute},
    {attribute::kLocalPreference, kTransitive, ReadLocalPreference},
    {attribute::kOriginatorId, kOptional, ReadOriginatorId},
    {attribute::kClusterList, kOptional, ReadClusterList},
    {attribute::kCommunities, kOptional | kTransitive, ReadCommunities},
    {attribute::kPmsi, kOptional | kTransitive, ReadPmsi},
};

AttributeFault
ReadUnknown(uint8_t flags, uint8_t type, std::span<const uint8_t> value, PathAttributes& into)
{
    if ((flags & kOptional) == 0)
    {
        return AttributeFault::kSessionReset;
    }
    if ((flags & kTransitive) != 0)
    {
        const auto place = std::find_if(into.unknown.begin(),
                                        into.unknown.end(),
                                        [type](const auto& other) { return other.type > type; });
        into.unknown.insert(place, {type, {value.begin(), value.end()}});
    }
    return AttributeFault::kNone;
}

void
WriteAsPath(ByteWriter& writer, const std::vector<AsSegment>& path)
{
    ByteWriter value;
    for (const AsSegment& segment : path)
    {
        value.U8(segment.type).U8(static_cast<uint8_t>(segment.ases.size()));
        for (const uint32_t as : segment.ases)
        {
            value.U32(as);
        }
    }
    WriteAttribute(writer,
                   kTransitive | attributeflag::kLongLength, // as FRR 8.4
                   attribute::kAsPath,
                   value.Written());
}

void
WriteReflection(ByteWriter& writer, const PathAttributes& attributes)
{
    if (attributes.originatorId)
    {
        WriteAttribute(writer,
                       kOptional,
                       attribute::kOriginatorId,
                       ByteWriter().U32(*attributes.originatorId).Written());
    }
    if (!attributes.clusterList.empty())
    {
        ByteWriter value;
        for (const uint32_t cluster : attributes.clusterList)
        {
            value.U32(cluster);
        }
        WriteAttribute(writer, kOptional, attribute::kClusterList, value.Written());
    }
}

void
WriteTunnel(ByteWriter& writer, const PathAttributes& attributes)
{
    if (!attributes.communities.empty())
    {
        ByteWriter value;
        for (const ExtendedCommunity community : attributes.communities)
        {
            value.Number(community.value, 8);
        }
        WriteAttribute(writer, kOptional | kTransitive, attribute::kCommunities, value.Written());
    }
    if (attributes.pmsi)
    {
        ByteWriter value;
        value.U8(attributes.pmsi->flags).U8(attributes.pmsi->type);
        value.Number(attributes.pmsi->label, 3).Append(attributes.pmsi->endpoint);
        WriteAttribute(writer, kOptional | kTransitive, attribute::kPmsi, value.Written());
    }
}

} // namespace

void
WriteAttribute(ByteWriter& writer, uint8_t flags, uint8_t type, std::span<const uint8_t> value)
{
    const bool isLong = (flags & attributeflag::kLongLength) != 0 || value.size() > 0xff;
    writer.U8(isLong ? flags | attributeflag::kLongLength : flags).U8(type);
    writer.Number(value.size(), isLong ? 2 : 1).Append(value);
}

void
WriteAttributes(ByteWriter& writer, const PathAttributes& attributes)
{
    WriteAttribute(writer,
                   kTransitive,
                   attribute::kOrigin,
                   ByteWriter().U8(static_cast<uint8_t>(attributes.origin)).Written());
    WriteAsPath(writer, attributes.asPath);
    WriteAttribute(writer,
                   kTransitive,
                   attribute::kLocalPreference,
                   ByteWriter().U32(attributes.localPreference).Written());
    WriteReflection(writer, attributes);
    WriteTunnel(writer, attributes);
    for (const UnknownAttribute& other : attributes.unknown)
    {
        WriteAttribute(
            writer, kOptional | kTransitive | attributeflag::kPartial, other.type, other.value);
    }
}

AttributeFault
ReadAttribute(uint8_t flags, uint8_t type, std::span<const uint8_t> bytes, PathAttributes& into)
{
    const auto* known =
        std::find_if(std::begin(kKnown),
                     std::end(kKnown),
                     [type](const KnownAttribute& row) { return row.type == type; });
    if (known == std::end(kKnown))
    {
        return ReadUnknown(flags, type, bytes, into);
    }
    ByteReader value(bytes);
    const bool flagsFit = (flags & (kOptional | kTransitive)) == known->flags; // RFC 7606 §3(c)
    return flagsFit && known->read(value, into) ? AttributeFault::kNone
                                                : AttributeFault::kTreatAsWithdraw;
}

std::optional<uint8_t>
MissingAttribute(const AttributeSet& present)
{
    for (const uint8_t type : {attribute::kOrigin, attribute::kAsPath, attribute::kLocalPreference})
    {
        if (!present.test(type))
        {
            return type;
        }
    }
    return std::nullopt;
}

} // namespace ns3::vnlab::bgp

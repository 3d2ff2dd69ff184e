// SPDX-License-Identifier: GPL-2.0-only
#include "model/ike/ike-proposal.h"

#include "model/ike/ike-payloads.h"

#include <algorithm>

namespace ns3::vnlab::ike
{

namespace
{

constexpr uint8_t kLast = 0;
constexpr uint8_t kMoreProposals = 2;
constexpr uint8_t kMoreTransforms = 3;
constexpr uint16_t kShortAttribute = 0x8000; ///< its value is where the length would be
constexpr uint16_t kKeyLength = 14;
constexpr size_t kBeforeTransforms = 8; ///< bytes of a proposal, without its SPI
constexpr size_t kBeforeAttributes = 8; ///< bytes of a transform

constexpr uint16_t kAesGcm16 = 20;
constexpr uint16_t kHmacSha256 = 5;
constexpr uint16_t kNoExtendedSequenceNumbers = 0;

size_t
SizeOf(const Transform& transform)
{
    return kBeforeAttributes + (transform.keyBits != 0 ? 4 : 0);
}

size_t
SizeOf(const Proposal& proposal)
{
    size_t size = kBeforeTransforms + proposal.spi.size();
    for (const Transform& transform : proposal.transforms)
    {
        size += SizeOf(transform);
    }
    return size;
}

void
WriteTransform(ByteWriter& to, const Transform& transform, bool isLast)
{
    to.U8(isLast ? kLast : kMoreTransforms).U8(0).U16(static_cast<uint16_t>(SizeOf(transform)));
    to.U8(transform.type).U8(0).U16(transform.id);
    if (transform.keyBits != 0)
    {
        to.U16(kShortAttribute | kKeyLength).U16(transform.keyBits);
    }
}

/// @return whether the attributes end where they say
bool
ReadAttributes(ByteReader from, Transform& transform)
{
    while (from.Left() > 0)
    {
        const uint16_t type = from.U16();
        const uint16_t value = from.U16();
        if (type == (kShortAttribute | kKeyLength))
        {
            transform.keyBits = value;
            continue;
        }
        transform.hasOtherAttributes = true;
        if ((type & kShortAttribute) == 0)
        {
            from.Take(value);
        }
    }
    return from.Ok();
}

bool
ReadTransforms(ByteReader from, size_t count, Proposal& proposal)
{
    for (size_t i = 0; i < count; ++i)
    {
        const uint8_t more = from.U8();
        from.U8(); // reserved
        const size_t size = from.U16();
        Transform transform{.type = from.U8()};
        from.U8(); // reserved
        transform.id = from.U16();
        if (!from.Ok() || size < kBeforeAttributes ||
            more != (i + 1 == count ? kLast : kMoreTransforms))
        {
            return false;
        }
        const ByteReader attributes(from.Take(size - kBeforeAttributes));
        if (!from.Ok() || !ReadAttributes(attributes, transform))
        {
            return false;
        }
        proposal.transforms.push_back(transform);
    }
    return from.Finished();
}

/// @return whether one can be chosen for each of ours, and there is no type that ours lack
bool
CanChoose(const Proposal& proposal, const Proposal& ours)
{
    const auto isThere = [&proposal](const Transform& wanted)
    { return std::ranges::find(proposal.transforms, wanted) != proposal.transforms.end(); };
    const auto isKnown = [&ours](const Transform& offered)
    {
        return std::ranges::find(ours.transforms, offered.type, &Transform::type) !=
               ours.transforms.end();
    };
    return proposal.protocol == ours.protocol && std::ranges::all_of(ours.transforms, isThere) &&
           std::ranges::all_of(proposal.transforms, isKnown);
}

} // namespace

Bytes
BodyOf(const std::vector<Proposal>& proposals)
{
    ByteWriter writer;
    for (const Proposal& proposal : proposals)
    {
        const bool isLast = &proposal == &proposals.back();
        writer.U8(isLast ? kLast : kMoreProposals).U8(0);
        writer.U16(static_cast<uint16_t>(SizeOf(proposal)));
        writer.U8(proposal.number).U8(proposal.protocol);
        writer.U8(static_cast<uint8_t>(proposal.spi.size()));
        writer.U8(static_cast<uint8_t>(proposal.transforms.size())).Append(proposal.spi);
        for (const Transform& transform : proposal.transforms)
        {
            WriteTransform(writer, transform, &transform == &proposal.transforms.back());
        }
    }
    return writer.Written();
}

std::optional<std::vector<Proposal>>
ReadProposals(std::span<const uint8_t> body)
{
    std::vector<Proposal> proposals;
    ByteReader reader(body);
    uint8_t more = kMoreProposals;
    while (more == kMoreProposals)
    {
        more = reader.U8();
        reader.U8(); // reserved
        const size_t size = reader.U16();
        if (!reader.Ok() || size < kBeforeTransforms)
        {
            return std::nullopt;
        }
        ByteReader inside(reader.Take(size - 4)); // more, reserved, size
        Proposal proposal{.number = inside.U8(), .protocol = inside.U8()};
        const size_t spiBytes = inside.U8();
        const size_t transforms = inside.U8();
        const auto spi = inside.Take(spiBytes);
        proposal.spi.assign(spi.begin(), spi.end());
        if (!reader.Ok() || !inside.Ok() || !ReadTransforms(inside, transforms, proposal))
        {
            return std::nullopt;
        }
        proposals.push_back(std::move(proposal));
    }
    return more == kLast && reader.Finished() ? std::optional(std::move(proposals)) : std::nullopt;
}

Proposal
IkeProposal()
{
    return {.transforms = {{.type = transform::kCipher, .id = kAesGcm16, .keyBits = 128},
                           {.type = transform::kPrf, .id = kHmacSha256},
                           {.type = transform::kGroup, .id = KeyExchange::kX25519}}};
}

Proposal
EspProposal(uint32_t spi)
{
    ByteWriter writer;
    return {
        .protocol = protocol::kEsp,
        .spi = writer.U32(spi).Written(),
        .transforms = {{.type = transform::kCipher, .id = kAesGcm16, .keyBits = 128},
                       {.type = transform::kSequenceNumbers, .id = kNoExtendedSequenceNumbers}}};
}

const Proposal*
Acceptable(const std::vector<Proposal>& proposals, const Proposal& ours)
{
    const auto found = std::ranges::find_if(
        proposals, [&ours](const Proposal& proposal) { return CanChoose(proposal, ours); });
    return found == proposals.end() ? nullptr : &*found;
}

std::optional<uint32_t>
EspSpiOf(const Proposal& proposal)
{
    ByteReader reader(proposal.spi);
    const uint32_t spi = reader.U32();
    return proposal.protocol == protocol::kEsp && reader.Finished() ? std::optional(spi)
                                                                    : std::nullopt;
}

} // namespace ns3::vnlab::ike

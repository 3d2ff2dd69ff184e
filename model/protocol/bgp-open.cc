// SPDX-License-Identifier: GPL-2.0-only
#include "model/protocol/bgp-open.h"

#include "model/protocol/bgp-message.h"

#include "ns3/abort.h"

#include <optional>

namespace ns3::vnlab::bgp
{
namespace
{

constexpr uint8_t kVersion = 4;
constexpr uint16_t kAsTrans = 23456;      // RFC 6793 §9
constexpr uint8_t kCapabilities = 2;      // RFC 5492 §4: the type of the parameter
constexpr uint8_t kMultiprotocol = 1;     // RFC 4760 §8
constexpr uint8_t kFourByteAs = 65;       // RFC 6793 §3
constexpr size_t kMostCapabilities = 253; // of the 255 bytes of parameters, 2 are their header

Notification
OpenProblem(uint8_t subcode, Bytes data = {})
{
    return {ErrorCode::kOpen, subcode, std::move(data)};
}

void
WriteCapabilities(ByteWriter& writer, const Open& open)
{
    for (const Family& family : open.families)
    {
        writer.U8(kMultiprotocol).U8(4).U16(family.afi).U8(0).U8(family.safi);
    }
    if (open.fourByteAs)
    {
        writer.U8(kFourByteAs).U8(4).U32(open.as);
    }
    for (const Capability& other : open.others)
    {
        writer.U8(other.code).U8(static_cast<uint8_t>(other.value.size())).Append(other.value);
    }
}

/// Takes one capability. @return whether it has the length that its code has
bool
ReadCapability(ByteReader& reader, Open& open)
{
    const uint8_t code = reader.U8();
    const auto bytes = reader.Take(reader.U8());
    ByteReader value(bytes);
    if (code == kMultiprotocol)
    {
        Family family;
        family.afi = value.U16();
        value.U8(); // reserved: ignored
        family.safi = value.U8();
        open.families.push_back(family);
        return value.Finished();
    }
    if (code == kFourByteAs)
    {
        open.fourByteAs = true;
        open.as = value.U32();
        return value.Finished();
    }
    open.others.push_back({code, {bytes.begin(), bytes.end()}});
    return reader.Ok();
}

/// Takes all optional parameters. @return what is wrong with them
std::optional<Notification>
ReadParameters(ByteReader& reader, Open& open)
{
    while (reader.Left() > 0)
    {
        const uint8_t type = reader.U8();
        ByteReader parameter(reader.Take(reader.U8()));
        if (!reader.Ok())
        {
            return OpenProblem(openerror::kUnspecific);
        }
        if (type != kCapabilities)
        {
            return OpenProblem(openerror::kParameter);
        }
        while (parameter.Left() > 0)
        {
            if (!ReadCapability(parameter, open) || !parameter.Ok())
            {
                return OpenProblem(openerror::kUnspecific);
            }
        }
    }
    return std::nullopt;
}

/// @return what is wrong with the values
std::optional<Notification>
ProblemOfValues(const Open& open)
{
    if (open.as == 0)
    {
        return OpenProblem(openerror::kPeerAs);
    }
    if (open.identifier == 0)
    {
        return OpenProblem(openerror::kIdentifier);
    }
    if (open.holdTime == 1 || open.holdTime == 2)
    {
        return OpenProblem(openerror::kHoldTime);
    }
    return std::nullopt;
}

} // namespace

Bytes
EncodeOpen(const Open& open)
{
    ByteWriter capabilities;
    WriteCapabilities(capabilities, open);
    const size_t size = capabilities.Written().size();
    NS_ABORT_MSG_IF(size > kMostCapabilities, "capabilities of an OPEN have at most 253 bytes");
    ByteWriter body;
    body.U8(kVersion).U16(open.as > 0xffff ? kAsTrans : static_cast<uint16_t>(open.as));
    body.U16(open.holdTime).U32(open.identifier);
    if (size == 0)
    {
        return Encode(MessageType::kOpen, body.U8(0).Written());
    }
    body.U8(static_cast<uint8_t>(size + 2)).U8(kCapabilities).U8(static_cast<uint8_t>(size));
    return Encode(MessageType::kOpen, body.Append(capabilities.Written()).Written());
}

Decoded<Open>
DecodeOpen(std::span<const uint8_t> body)
{
    ByteReader reader(body);
    if (reader.U8() != kVersion)
    {
        return OpenProblem(openerror::kVersion, {0, kVersion}); // the one that we speak
    }
    Open open{.fourByteAs = false, .families = {}};
    open.as = reader.U16();
    open.holdTime = reader.U16();
    open.identifier = reader.U32();
    if (reader.U8() != reader.Left() || !reader.Ok())
    {
        return OpenProblem(openerror::kUnspecific);
    }
    if (auto problem = ReadParameters(reader, open))
    {
        return *std::move(problem);
    }
    if (auto problem = ProblemOfValues(open))
    {
        return *std::move(problem);
    }
    return open;
}

} // namespace ns3::vnlab::bgp

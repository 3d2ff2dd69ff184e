// SPDX-License-Identifier: GPL-2.0-only
#include "model/protocol/bgp-message.h"

#include "ns3/abort.h"

namespace ns3::vnlab::bgp
{
namespace
{

constexpr size_t kMarkerBytes = 16;

/// The lengths that messages of a type have (RFC 4271 §6.1).
struct LengthRow
{
    MessageType type;
    size_t least;
    size_t most;
};

constexpr LengthRow kLengths[] = {
    {MessageType::kOpen, 29, kMostBytes},
    {MessageType::kUpdate, 23, kMostBytes},
    {MessageType::kNotification, 21, kMostBytes},
    {MessageType::kKeepalive, kHeaderBytes, kHeaderBytes},
};

Notification
HeaderError(uint8_t subcode, std::span<const uint8_t> data)
{
    return {ErrorCode::kHeader, subcode, {data.begin(), data.end()}};
}

/// @return what is wrong with the 19 bytes of a header
std::optional<Notification>
ProblemOfHeader(std::span<const uint8_t> header)
{
    const auto marker = header.first(kMarkerBytes);
    if (!std::all_of(marker.begin(), marker.end(), [](uint8_t byte) { return byte == 0xff; }))
    {
        return HeaderError(headererror::kNotSynchronized, {});
    }
    const auto lengthField = header.subspan(kMarkerBytes, 2);
    const size_t length = ByteReader(lengthField).U16();
    if (length < kHeaderBytes || length > kMostBytes)
    {
        return HeaderError(headererror::kLength, lengthField);
    }
    const auto row = std::find_if(std::begin(kLengths),
                                  std::end(kLengths),
                                  [type = header.back()](const LengthRow& candidate)
                                  { return static_cast<uint8_t>(candidate.type) == type; });
    if (row == std::end(kLengths))
    {
        return HeaderError(headererror::kType, header.last(1));
    }
    if (length < row->least || length > row->most)
    {
        return HeaderError(headererror::kLength, lengthField);
    }
    return std::nullopt;
}

} // namespace

Bytes
Encode(MessageType type, std::span<const uint8_t> body)
{
    const size_t length = kHeaderBytes + body.size();
    NS_ABORT_MSG_IF(length > kMostBytes, "a BGP message has at most 4096 bytes");
    ByteWriter writer;
    writer.Append(Bytes(kMarkerBytes, 0xff)).U16(static_cast<uint16_t>(length));
    return writer.U8(static_cast<uint8_t>(type)).Append(body).Written();
}

Bytes
EncodeKeepalive()
{
    return Encode(MessageType::kKeepalive, {});
}

void
MessageCutter::Add(std::span<const uint8_t> bytes)
{
    m_bytes.erase(m_bytes.begin(), m_bytes.begin() + static_cast<ptrdiff_t>(m_begin));
    m_begin = 0;
    m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.end());
}

std::optional<Decoded<Message>>
MessageCutter::Next()
{
    const std::span<const uint8_t> rest = std::span<const uint8_t>(m_bytes).subspan(m_begin);
    if (rest.size() < kHeaderBytes)
    {
        return std::nullopt;
    }
    if (auto problem = ProblemOfHeader(rest.first(kHeaderBytes)))
    {
        return *std::move(problem);
    }
    const size_t length = ByteReader(rest.subspan(kMarkerBytes)).U16();
    if (rest.size() < length)
    {
        return std::nullopt;
    }
    m_begin += length;
    const auto body = rest.subspan(kHeaderBytes, length - kHeaderBytes);
    return Message{static_cast<MessageType>(rest[kHeaderBytes - 1]), {body.begin(), body.end()}};
}

} // namespace ns3::vnlab::bgp

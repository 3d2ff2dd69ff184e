// SPDX-License-Identifier: GPL-2.0-only
#include "model/protocol/bgp-notification.h"

#include "model/protocol/bgp-message.h"

namespace ns3::vnlab::bgp
{
namespace
{

/// By code, from 1; RFC 4271 §4.5.
constexpr const char* kErrorNames[] = {"message header error",
                                       "OPEN message error",
                                       "UPDATE message error",
                                       "hold timer expired",
                                       "finite state machine error",
                                       "cease"};

} // namespace

Bytes
EncodeNotification(const Notification& notification)
{
    constexpr size_t kMostData = kMostBytes - kHeaderBytes - 2;
    ByteWriter body;
    body.U8(static_cast<uint8_t>(notification.code)).U8(notification.subcode);
    body.Append(std::span(notification.data).first(std::min(notification.data.size(), kMostData)));
    return Encode(MessageType::kNotification, body.Written());
}

std::optional<Notification>
DecodeNotification(std::span<const uint8_t> body)
{
    ByteReader reader(body);
    Notification notification;
    notification.code = static_cast<ErrorCode>(reader.U8());
    notification.subcode = reader.U8();
    if (!reader.Ok())
    {
        return std::nullopt;
    }
    const auto data = reader.Rest();
    notification.data.assign(data.begin(), data.end());
    return notification;
}

std::string
ToString(const Notification& notification)
{
    const auto code = static_cast<size_t>(notification.code);
    const char* name =
        code >= 1 && code <= std::size(kErrorNames) ? kErrorNames[code - 1] : "error";
    return std::string(name) + " (" + std::to_string(code) + "/" +
           std::to_string(notification.subcode) + ")";
}

} // namespace ns3::vnlab::bgp

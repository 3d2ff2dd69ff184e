// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_IKE_HEADER_H
#define VNLAB_IKE_HEADER_H

#include "model/wire/byte-fields.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace ns3::vnlab::ike
{

constexpr uint16_t kPort = 500; ///< UDP, at both ends (RFC 7296 §2)
constexpr size_t kHeaderBytes = 28;

/// RFC 7296 §3.1; numbers below 34 are those of IKEv1 (RFC 2408 §3.1, RFC 2409 §5).
namespace exchange
{
constexpr uint8_t kMainMode = 2;
constexpr uint8_t kQuickMode = 32;
constexpr uint8_t kSaInit = 34;
constexpr uint8_t kAuth = 35;
constexpr uint8_t kCreateChildSa = 36;
constexpr uint8_t kInformational = 37;
} // namespace exchange

namespace headerflag
{
constexpr uint8_t kEncrypted = 0x01; ///< of IKEv1
constexpr uint8_t kInitiator = 0x08; ///< the sender has initiated the IKE SA
constexpr uint8_t kResponse = 0x20;
} // namespace headerflag

/// What every message begins with (RFC 7296 §3.1).
struct Header
{
    static constexpr uint8_t kVersion1 = 0x10;
    static constexpr uint8_t kVersion2 = 0x20;

    uint64_t initiatorSpi{0}; ///< IKEv1: the initiator's cookie
    uint64_t responderSpi{0}; ///< 0 until the responder has chosen it
    uint8_t nextPayload{0};
    uint8_t version{kVersion2}; ///< major in the upper four bits
    uint8_t exchange{0};
    uint8_t flags{0};
    uint32_t messageId{0};
    uint32_t length{0}; ///< bytes of the message, this header included

    bool IsResponse() const
    {
        return (flags & headerflag::kResponse) != 0;
    }

    /// @return whether the sender is who has initiated the IKE SA
    bool IsOfInitiator() const
    {
        return (flags & headerflag::kInitiator) != 0;
    }

    bool operator==(const Header&) const = default;
};

/// Appends a header.
void Write(ByteWriter& to, const Header& header);

/// @return the header; nothing where the bytes are fewer than it says, or than it has
std::optional<Header> ReadHeader(std::span<const uint8_t> message);

} // namespace ns3::vnlab::ike

#endif // VNLAB_IKE_HEADER_H

// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_BGP_NOTIFICATION_H
#define VNLAB_BGP_NOTIFICATION_H

#include "model/wire/byte-fields.h"

#include <optional>
#include <string>
#include <variant>

namespace ns3::vnlab::bgp
{

/// Error codes (RFC 4271 §4.5).
enum class ErrorCode : uint8_t
{
    kHeader = 1,
    kOpen = 2,
    kUpdate = 3,
    kHoldTimer = 4,
    kStateMachine = 5,
    kCease = 6,
};

/// Subcodes of ErrorCode::kHeader (RFC 4271 §6.1).
namespace headererror
{
constexpr uint8_t kNotSynchronized = 1;
constexpr uint8_t kLength = 2;
constexpr uint8_t kType = 3;
} // namespace headererror

/// Subcodes of ErrorCode::kOpen (RFC 4271 §6.2, RFC 5492 §5).
namespace openerror
{
constexpr uint8_t kUnspecific = 0;
constexpr uint8_t kVersion = 1;
constexpr uint8_t kPeerAs = 2;
constexpr uint8_t kIdentifier = 3;
constexpr uint8_t kParameter = 4;
constexpr uint8_t kHoldTime = 6;
constexpr uint8_t kCapability = 7;
} // namespace openerror

/// Subcodes of ErrorCode::kUpdate (RFC 4271 §6.3).
namespace updateerror
{
constexpr uint8_t kAttributeList = 1;
constexpr uint8_t kUnknownWellKnown = 2;
constexpr uint8_t kMissingWellKnown = 3;
constexpr uint8_t kFlags = 4;
constexpr uint8_t kLength = 5;
constexpr uint8_t kOptional = 9;
constexpr uint8_t kNetworkField = 10;
} // namespace updateerror

/// Subcodes of ErrorCode::kCease (RFC 4486 §4).
namespace ceaseerror
{
constexpr uint8_t kShutdown = 2;
} // namespace ceaseerror

/// Why a session ends, as its last message says: also the error value of every decoder.
struct Notification
{
    ErrorCode code{ErrorCode::kCease};
    uint8_t subcode{0};
    Bytes data{}; ///< what RFC 4271 §6 says for the error; often none

    bool operator==(const Notification&) const = default;
};

/// What a decoder returns: a value, or why the bytes are not one.
template <class T>
using Decoded = std::variant<T, Notification>;

/// @return the whole NOTIFICATION message (RFC 4271 §4.5); data that would not fit is cut
Bytes EncodeNotification(const Notification& notification);

/// @param body of a NOTIFICATION message
/// @return what it says, an unknown code as it stands; nothing where it is shorter than code and subcode
std::optional<Notification> DecodeNotification(std::span<const uint8_t> body);

/// @return "UPDATE message error (3/9)", with the numbers of code and subcode
std::string ToString(const Notification& notification);

} // namespace ns3::vnlab::bgp

#endif // VNLAB_BGP_NOTIFICATION_H

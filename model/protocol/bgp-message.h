// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_BGP_MESSAGE_H
#define VNLAB_BGP_MESSAGE_H

#include "model/protocol/bgp-notification.h"

#include <optional>

namespace ns3::vnlab::bgp
{

/// The TCP port of BGP.
constexpr uint16_t kPort = 179;
/// Marker, length and type (RFC 4271 §4.1).
constexpr size_t kHeaderBytes = 19;
/// The longest message, header included; RFC 8654's longer ones are not agreed on.
constexpr size_t kMostBytes = 4096;

/// RFC 4271 §4.1.
enum class MessageType : uint8_t
{
    kOpen = 1,
    kUpdate = 2,
    kNotification = 3,
    kKeepalive = 4,
};

/// One message as it came: the body still to be read by its type.
struct Message
{
    MessageType type{MessageType::kKeepalive};
    Bytes body{}; ///< what follows the header

    bool operator==(const Message&) const = default;
};

/// @return a message with its header. @param body at most kMostBytes less the header, or the program ends
Bytes Encode(MessageType type, std::span<const uint8_t> body);

/// @return the 19 bytes of a KEEPALIVE
Bytes EncodeKeepalive();

/**
 * @brief Cuts a stream of bytes, in whatever pieces it comes, into messages.
 *
 * After an error nothing more can be cut: the session is over (RFC 4271 §6.1).
 */
class MessageCutter
{
  public:
    /// Takes bytes as they arrive.
    void Add(std::span<const uint8_t> bytes);

    /**
     * @return the next message; nothing, until it is all there; or, as soon as its header says so, why
     *         the session has to end: no marker, a length that its type cannot have, an unknown type
     */
    std::optional<Decoded<Message>> Next();

  private:
    Bytes m_bytes{};
    size_t m_begin{0}; // of the first message that was not returned
};

} // namespace ns3::vnlab::bgp

#endif // VNLAB_BGP_MESSAGE_H

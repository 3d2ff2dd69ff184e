// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_IKE_SEALED_H
#define VNLAB_IKE_SEALED_H

#include "model/identity/esp-key.h"
#include "model/ike/ike-header.h"
#include "model/ike/ike-payloads.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace ns3::vnlab::ike
{

/// @return a message in clear. @param header length and next payload are set here
Bytes MakeMessage(Header header, const PayloadChain& payloads);

/**
 * @return a message whose payloads are all in an encrypted one: AES-128-GCM, an integrity check value of 16 bytes
 *         over all of the message, no padding (RFC 5282 §3 to §5)
 * @param iv never twice with one key
 */
Bytes SealMessage(Header header, const PayloadChain& payloads, const EspKey& key, uint64_t iv);

/// A message that was opened. Its payloads refer to its bytes.
class OpenedMessage
{
  public:
    OpenedMessage(uint8_t first, Bytes bytes);
    OpenedMessage(OpenedMessage&&) = default;
    OpenedMessage& operator=(OpenedMessage&&) = default;

    /// @return nothing where they do not end where they say
    const std::optional<std::vector<Payload>>& Payloads() const
    {
        return m_payloads;
    }

    /// @return the first payload of a type, or nullptr
    const Payload* Find(uint8_t type) const
    {
        return m_payloads ? ike::Find(*m_payloads, type) : nullptr;
    }

  private:
    Bytes m_bytes; // whose place a move does not change
    std::optional<std::vector<Payload>> m_payloads;
};

/// @return what is in a message's encrypted payload; nothing where that is not all that there is, was not sealed
///         with this key, or anything of the message was changed since
std::optional<OpenedMessage> OpenMessage(std::span<const uint8_t> message, const EspKey& key);

} // namespace ns3::vnlab::ike

#endif // VNLAB_IKE_SEALED_H

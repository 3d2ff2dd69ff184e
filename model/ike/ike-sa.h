// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_IKE_SA_H
#define VNLAB_IKE_SA_H

#include "model/ike/ike-keys.h"
#include "model/ike/ike-sealed.h"

#include <cstdint>
#include <optional>
#include <span>

namespace ns3::vnlab::ike
{

/**
 * @brief One end of an IKE SA that has keys: seals and opens its messages, in both directions.
 *
 * A window of one request each way (RFC 7296 §2.3). A request that comes again is answered as before (§2.1).
 */
class IkeSa
{
  public:
    struct Parts
    {
        bool isInitiator; ///< whether this end has initiated the SA
        uint64_t initiatorSpi;
        uint64_t responderSpi;
        IkeKeys keys;
    };

    /// @param nextRequest number of the next message that this end asks something by
    /// @param nextPeerRequest that of the other end
    IkeSa(const Parts& parts, uint32_t nextRequest, uint32_t nextPeerRequest);

    const Parts& GetParts() const;

    /// @return whether a message is of this SA, by what it says
    bool IsOf(const Header& header) const;

    /// @return a request, which is under way until its answer comes; one at a time, or the program ends
    const Bytes& Ask(uint8_t exchange, const PayloadChain& payloads);

    /// @return the request that is under way, as it was sent; empty: none
    const Bytes& Asked() const;

    enum class Kind : uint8_t
    {
        kNothing,  ///< not of this SA, not authentic, or not its turn
        kRequest,  ///< to be answered with Answer()
        kRepeated, ///< to be answered as LastAnswer() was
        kAnswer,   ///< to what was under way
    };

    struct Received
    {
        Kind kind{Kind::kNothing};
        uint8_t exchange{0};
        std::optional<OpenedMessage> inside{}; ///< of a request and of an answer
    };

    Received Receive(std::span<const uint8_t> message);

    /// @return the answer to the last request
    const Bytes& Answer(uint8_t exchange, const PayloadChain& payloads);
    const Bytes& LastAnswer() const;

  private:
    Header HeaderOf(uint8_t exchange, uint32_t messageId, bool isResponse) const;
    const EspKey& SealsWith() const;
    const EspKey& OpensWith() const;

    Parts m_parts;
    uint32_t m_nextRequest;
    uint32_t m_nextPeerRequest;
    uint64_t m_sealed{0}; // messages: the last IV
    Bytes m_asked{};
    Bytes m_lastAnswer{};
};

} // namespace ns3::vnlab::ike

#endif // VNLAB_IKE_SA_H

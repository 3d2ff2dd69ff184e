// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_IKE_CHILD_H
#define VNLAB_IKE_CHILD_H

#include "model/ike/ike-keys.h"
#include "model/ike/ike-payloads.h"
#include "model/ike/ike-proposal.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>

namespace ns3::vnlab::ike
{

/// Fills bytes that nobody is to foresee.
using Random = std::function<void(std::span<uint8_t>)>;

constexpr size_t kNonceBytes = 32;

/// What two ends know of each other before they speak.
struct EndSettings
{
    Identity own{};
    Identity peer{};
    Bytes secret{}; ///< that they share
    /// Whether this end goes on where both have begun at once. The other one must not.
    bool goesFirst{false};
};

/// The two associations of a child SA, as one end has them.
struct ChildSa
{
    uint32_t opensSpi{0}; ///< by which packets come in here
    uint32_t sealsSpi{0};
    EspKey opens{};
    EspKey seals{};
    bool operator==(const ChildSa&) const = default;
};

/// How far a first negotiation has come at one end.
enum class Progress : uint8_t
{
    kNothing,      ///< nothing has changed
    kNext,         ///< there is something to send
    kEstablished,  ///< there are an IKE SA and a child SA
    kRefused,      ///< the other end has no use for what is proposed here, or will not tell
    kNotAuthentic, ///< one does not have the other's secret
};

/// @return so many bytes of chance
Bytes Draw(const Random& random, size_t size);

/// @return an SPI of ESP, none of those that IANA has reserved
uint32_t DrawEspSpi(const Random& random);

/// Appends the selectors of a child SA (RFC 7296 §2.9): packets of all addresses may pass it, and which do is the
/// policies' to say.
void AddSelectors(PayloadChain& to);

/**
 * @return the SPI by which the other end lets packets in; nothing where it offers no child SA that can be had here
 * @param number set to that of its proposal
 */
std::optional<uint32_t> OfferedChild(const Payload* sa, uint8_t& number);

/// @return the keys as one end has them
ChildSa ChildOf(const ChildKeys& keys, bool hasAsked, uint32_t opensSpi, uint32_t sealsSpi);

/// @return the error that a message tells, or 0
uint16_t ErrorIn(const std::vector<Payload>& payloads);

} // namespace ns3::vnlab::ike

#endif // VNLAB_IKE_CHILD_H

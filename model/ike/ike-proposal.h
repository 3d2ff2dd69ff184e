// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_IKE_PROPOSAL_H
#define VNLAB_IKE_PROPOSAL_H

#include "model/wire/byte-fields.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace ns3::vnlab::ike
{

/// What a security association is for (RFC 7296 §3.3.1).
namespace protocol
{
constexpr uint8_t kIke = 1;
constexpr uint8_t kEsp = 3;
} // namespace protocol

/// RFC 7296 §3.3.2
namespace transform
{
constexpr uint8_t kCipher = 1;
constexpr uint8_t kPrf = 2;
constexpr uint8_t kIntegrity = 3;
constexpr uint8_t kGroup = 4;
constexpr uint8_t kSequenceNumbers = 5;
} // namespace transform

/// An algorithm that is proposed.
struct Transform
{
    uint8_t type{0};
    uint16_t id{0};
    uint16_t keyBits{0};            ///< 0: it does not say (RFC 7296 §3.3.5)
    bool hasOtherAttributes{false}; ///< which nobody here knows, so it cannot be chosen

    bool operator==(const Transform&) const = default;
};

/// Algorithms of which one of each type can be chosen.
struct Proposal
{
    uint8_t number{1};
    uint8_t protocol{protocol::kIke};
    Bytes spi{}; ///< of the sender: 4 bytes for ESP, none for the first IKE SA
    std::vector<Transform> transforms{};

    bool operator==(const Proposal&) const = default;
};

/// @return the body of an SA payload (RFC 7296 §3.3)
Bytes BodyOf(const std::vector<Proposal>& proposals);

/// @return what the body of an SA payload says; nothing where a part of it does not end where it says
std::optional<std::vector<Proposal>> ReadProposals(std::span<const uint8_t> body);

/// @return what is proposed here for an IKE SA: AES-128-GCM (RFC 5282), HMAC-SHA-256, X25519 (RFC 8031)
Proposal IkeProposal();

/// @return the same for ESP: AES-128-GCM (RFC 4106), no extended sequence numbers. @param spi by which it comes in here
Proposal EspProposal(uint32_t spi);

/// @return of what is proposed, the first that ours can be chosen of; nullptr where there is none
const Proposal* Acceptable(const std::vector<Proposal>& proposals, const Proposal& ours);

/// @return the SPI of a proposal for ESP
std::optional<uint32_t> EspSpiOf(const Proposal& proposal);

} // namespace ns3::vnlab::ike

#endif // VNLAB_IKE_PROPOSAL_H

// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_IKE_PAYLOADS_H
#define VNLAB_IKE_PAYLOADS_H

#include "model/wire/byte-fields.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace ns3::vnlab::ike
{

/// RFC 7296 §3.2; numbers below 33 are those of IKEv1 (RFC 2408 §3.1).
namespace payload
{
constexpr uint8_t kNone = 0;
constexpr uint8_t kSa = 33;
constexpr uint8_t kKeyExchange = 34;
constexpr uint8_t kIdInitiator = 35;
constexpr uint8_t kIdResponder = 36;
constexpr uint8_t kAuthentication = 39;
constexpr uint8_t kNonce = 40;
constexpr uint8_t kNotify = 41;
constexpr uint8_t kDelete = 42;
constexpr uint8_t kVendor = 43;
constexpr uint8_t kTsInitiator = 44;
constexpr uint8_t kTsResponder = 45;
constexpr uint8_t kEncrypted = 46;
} // namespace payload

constexpr size_t kPayloadHeaderBytes = 4;

/// A payload as it came, its body still to be read by its type. Refers to the message's bytes.
struct Payload
{
    uint8_t type{payload::kNone};
    uint8_t next{payload::kNone}; ///< of an encrypted payload: the type of the first one inside
    bool isCritical{false};       ///< who does not know the type must refuse the message
    std::span<const uint8_t> body{};
};

/**
 * @brief Reads the payloads behind a header, or inside an encrypted payload, which is always the last.
 * @param first type of the first one
 * @param bytes all that they have
 * @return nothing where one does not end where it says, or bytes are left
 */
std::optional<std::vector<Payload>> ReadPayloads(uint8_t first, std::span<const uint8_t> bytes);

/// @return the first payload of a type, or nullptr
const Payload* Find(const std::vector<Payload>& payloads, uint8_t type);

/// Payloads one after the other, as they are written.
class PayloadChain
{
  public:
    PayloadChain& Add(uint8_t type, std::span<const uint8_t> body);

    /// @return the type of the first payload
    uint8_t First() const
    {
        return m_first;
    }

    const Bytes& Written() const
    {
        return m_bytes;
    }

  private:
    uint8_t m_first{payload::kNone};
    size_t m_lastAt{0}; ///< of the last one's header
    Bytes m_bytes{};
};

/// A public value of a Diffie-Hellman group (RFC 7296 §3.4).
struct KeyExchange
{
    static constexpr uint16_t kX25519 = 31; ///< RFC 8031

    uint16_t group{kX25519};
    Bytes value{};
    bool operator==(const KeyExchange&) const = default;
};

/// Who somebody is (RFC 7296 §3.5).
struct Identity
{
    static constexpr uint8_t kIpv4Address = 1;
    static constexpr uint8_t kFqdn = 2;

    uint8_t type{kIpv4Address};
    Bytes data{};
    bool operator==(const Identity&) const = default;
};

/// Why somebody is who he says (RFC 7296 §3.8).
struct Authentication
{
    static constexpr uint8_t kRsa = 1;
    static constexpr uint8_t kSharedSecret = 2;

    uint8_t method{kSharedSecret};
    Bytes data{};
    bool operator==(const Authentication&) const = default;
};

/// Errors below 16384, status from there on (RFC 7296 §3.10.1).
namespace notify
{
constexpr uint16_t kNoProposalChosen = 14;
constexpr uint16_t kAuthenticationFailed = 24;
constexpr uint16_t kTemporaryFailure = 43;
constexpr uint16_t kFirstStatus = 16384;
constexpr uint16_t kInitialContact = 16384;
constexpr uint16_t kRekeySa = 16393;
} // namespace notify

/// RFC 7296 §3.10
struct Notify
{
    uint8_t protocol{0}; ///< 0 where it is about no SA, or about the IKE SA
    Bytes spi{};
    uint16_t type{0};
    Bytes data{};
    bool operator==(const Notify&) const = default;
};

/// Child SAs that are no more, by the SPIs of who says so (RFC 7296 §3.11).
struct Delete
{
    uint8_t protocol{0};
    std::vector<uint32_t> spis{};
    bool operator==(const Delete&) const = default;
};

/// Packets by address, protocol and port (RFC 7296 §3.13.1): from everywhere unless told.
struct Selector
{
    uint8_t protocol{0}; ///< 0: any
    uint16_t firstPort{0};
    uint16_t lastPort{UINT16_MAX};
    uint32_t firstAddress{0}; ///< IPv4, host byte order
    uint32_t lastAddress{UINT32_MAX};
    bool operator==(const Selector&) const = default;
};

Bytes BodyOf(const KeyExchange& keyExchange);
Bytes BodyOf(const Identity& identity);
Bytes BodyOf(const Authentication& authentication);
Bytes BodyOf(const Notify& notify);
Bytes BodyOf(const Delete& deleted);
Bytes BodyOf(const std::vector<Selector>& selectors);

// Each reads what the body of such a payload says; nothing where it is too short or does not end where it says.
std::optional<KeyExchange> ReadKeyExchange(std::span<const uint8_t> body);
std::optional<Identity> ReadIdentity(std::span<const uint8_t> body);
std::optional<Authentication> ReadAuthentication(std::span<const uint8_t> body);
std::optional<Notify> ReadNotify(std::span<const uint8_t> body);
std::optional<Delete> ReadDelete(std::span<const uint8_t> body); ///< of child SAs
std::optional<std::vector<Selector>> ReadSelectors(
    std::span<const uint8_t> body); ///< of IPv4 alone

} // namespace ns3::vnlab::ike

#endif // VNLAB_IKE_PAYLOADS_H

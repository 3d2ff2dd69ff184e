// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_BGP_ATTRIBUTES_H
#define VNLAB_BGP_ATTRIBUTES_H

#include "model/protocol/bgp-address.h"
#include "model/protocol/bgp-community.h"
#include "model/wire/byte-fields.h"

#include <bitset>
#include <optional>
#include <vector>

namespace ns3::vnlab::bgp
{

/// How a route came into BGP (RFC 4271 §5.1.1).
enum class Origin : uint8_t
{
    kIgp = 0,
    kEgp = 1,
    kIncomplete = 2,
};

/// A part of an AS_PATH (RFC 4271 §4.3).
struct AsSegment
{
    uint8_t type{2};              ///< 1: a set, 2: a sequence
    std::vector<uint32_t> ases{}; ///< 1 to 255

    bool operator==(const AsSegment&) const = default;
};

/// How what is flooded reaches a VTEP (RFC 6514 §5).
struct PmsiTunnel
{
    static constexpr uint8_t kIngressReplication = 6;

    uint8_t flags{0};
    uint8_t type{kIngressReplication};
    uint32_t label{0}; ///< the VNI, 24 bits (RFC 8365 §5.1.3)
    Bytes endpoint{};  ///< of ingress replication: the VTEP's address

    bool operator==(const PmsiTunnel&) const = default;
};

/// An optional transitive attribute that is not known here and goes on as it came (RFC 4271 §5).
struct UnknownAttribute
{
    uint8_t type{0};
    Bytes value{};

    bool operator==(const UnknownAttribute&) const = default;
};

/**
 * @brief What is said of all routes of an UPDATE, between speakers of one AS.
 *
 * Every speaker here has AS numbers of four bytes (RFC 6793). MULTI_EXIT_DISC, NEXT_HOP (EVPN's next hop
 * stands in MP_REACH_NLRI) and all other non-transitive attributes are not kept.
 */
struct PathAttributes
{
    Address nextHop{}; ///< of MP_REACH_NLRI: the VTEP (RFC 8365 §5.1.3)
    Origin origin{Origin::kIgp};
    std::vector<AsSegment> asPath{};        ///< empty where the route is of this AS
    uint32_t localPreference{100};          ///< the higher the better
    std::optional<uint32_t> originatorId{}; ///< who announced it to a reflector (RFC 4456 §8)
    std::vector<uint32_t> clusterList{}; ///< reflectors passed, the last one first (RFC 4456 §8)
    std::vector<ExtendedCommunity> communities{};
    std::optional<PmsiTunnel> pmsi{};
    std::vector<UnknownAttribute> unknown{}; ///< in order of type

    bool operator==(const PathAttributes&) const = default;
};

/// Types of attributes (RFC 4271 §5, RFC 4456, RFC 4760, RFC 4360, RFC 6514).
namespace attribute
{
constexpr uint8_t kOrigin = 1;
constexpr uint8_t kAsPath = 2;
constexpr uint8_t kLocalPreference = 5;
constexpr uint8_t kOriginatorId = 9;
constexpr uint8_t kClusterList = 10;
constexpr uint8_t kReach = 14;
constexpr uint8_t kUnreach = 15;
constexpr uint8_t kCommunities = 16;
constexpr uint8_t kPmsi = 22;
} // namespace attribute

/// Bits of an attribute's flags (RFC 4271 §4.3).
namespace attributeflag
{
constexpr uint8_t kOptional = 0x80;
constexpr uint8_t kTransitive = 0x40;
constexpr uint8_t kPartial = 0x20;
constexpr uint8_t kLongLength = 0x10;
} // namespace attributeflag

/// Appends an attribute, with a length of two bytes where it needs that or its flags say so.
void WriteAttribute(ByteWriter& writer,
                    uint8_t flags,
                    uint8_t type,
                    std::span<const uint8_t> value);

/// Appends all attributes but those of MP_REACH_NLRI, in order of type (RFC 4271 §5).
void WriteAttributes(ByteWriter& writer, const PathAttributes& attributes);

/// What a receiver has to do about an attribute (RFC 7606 §2).
enum class AttributeFault : uint8_t
{
    kNone,
    kTreatAsWithdraw, ///< its routes count as withdrawn, and the session stays
    kSessionReset,
};

/**
 * @brief Reads one attribute other than MP_REACH_NLRI and MP_UNREACH_NLRI.
 * @param flags as they came
 * @param[in,out] into gets what the attribute says
 * @return what to do: RFC 7606 §7 for those known here; a reset where a well-known one is not known
 *         (RFC 4271 §6.3)
 */
AttributeFault ReadAttribute(uint8_t flags,
                             uint8_t type,
                             std::span<const uint8_t> value,
                             PathAttributes& into);

/// The types of an UPDATE's attributes.
using AttributeSet = std::bitset<256>;

/// @return the first well-known attribute that announced routes of this AS must have and that is not
///         there (RFC 4271 §5), if any
std::optional<uint8_t> MissingAttribute(const AttributeSet& present);

} // namespace ns3::vnlab::bgp

#endif // VNLAB_BGP_ATTRIBUTES_H

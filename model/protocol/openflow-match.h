// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_OPENFLOW_MATCH_H
#define VNLAB_OPENFLOW_MATCH_H

#include "model/wire/byte-fields.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace ns3::vnlab::openflow
{

using Reader = ByteReader;
using Writer = ByteWriter;

/// Fields of class OFPXMC_OPENFLOW_BASIC (OpenFlow 1.3.5 §7.2.3.7).
namespace oxm
{
constexpr uint16_t kBasic = 0x8000;
constexpr uint8_t kInPort = 0;
constexpr uint8_t kEthDst = 3;
constexpr uint8_t kEthSrc = 4;
constexpr uint8_t kEthType = 5;
constexpr uint8_t kVlanVid = 6;
constexpr uint8_t kIpProto = 10;
constexpr uint8_t kIpv4Src = 11;
constexpr uint8_t kIpv4Dst = 12;
constexpr uint8_t kTcpSrc = 13;
constexpr uint8_t kTcpDst = 14;
constexpr uint8_t kUdpSrc = 15;
constexpr uint8_t kUdpDst = 16;
constexpr uint8_t kTunnelId = 38;
} // namespace oxm

/// One field of a match, or one to set.
struct Oxm
{
    uint16_t oxmClass{oxm::kBasic};
    uint8_t field{0}; ///< 7 bits
    Bytes value{};
    Bytes mask{}; ///< as long as the value, or none: all of it

    bool operator==(const Oxm&) const = default;
};

/// @return a field with its value in so many bytes, and a mask where it is not all ones
Oxm MakeOxm(uint8_t field, uint64_t value, size_t bytes, uint64_t mask = UINT64_MAX);

/// Appends one field.
void Write(Writer& to, const Oxm& field);

/// @return the next field; nothing where it is not whole, is longer or shorter than its kind is, or has
///         ones where its mask has none (§7.2.3.5)
std::optional<Oxm> ReadOxm(Reader& from);

/// Fields of a packet that all have to match: ofp_match of type OXM.
using Match = std::vector<Oxm>;

/// Appends a match, padded to a multiple of 8 bytes (§7.2.3.1).
void Write(Writer& to, const Match& match);

/// @return the match; nothing where it is of another type, not whole, or has a field twice
std::optional<Match> ReadMatch(Reader& from);

} // namespace ns3::vnlab::openflow

#endif // VNLAB_OPENFLOW_MATCH_H

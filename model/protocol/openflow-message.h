// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_OPENFLOW_MESSAGE_H
#define VNLAB_OPENFLOW_MESSAGE_H

#include "model/protocol/openflow-match.h"

#include <cstdint>
#include <optional>
#include <span>
#include <variant>
#include <vector>

namespace ns3::vnlab::openflow
{

constexpr uint8_t kVersion = 4;            ///< OpenFlow 1.3
constexpr uint32_t kNoBuffer = 0xffffffff; ///< OFP_NO_BUFFER
constexpr uint32_t kAnyPort = 0xffffffff;  ///< OFPP_ANY
constexpr uint32_t kAnyGroup = 0xffffffff; ///< OFPG_ANY

/// An action by its type, and what follows type and length (§7.2.5).
struct Action
{
    uint16_t type{0};
    Bytes body{};

    bool operator==(const Action&) const = default;
};

/// @param longest bytes of a packet to the controller
Action Output(uint32_t port, uint16_t longest = 0);
Action DecrementTtl();
Action SetField(const Oxm& field);

/// What a flow does with a packet (§7.2.4). Those that carry actions have these, the others their bytes.
struct Instruction
{
    static constexpr uint16_t kWriteActions = 3;
    static constexpr uint16_t kApplyActions = 4;

    uint16_t type{kApplyActions};
    std::vector<Action> actions{};
    Bytes body{}; ///< of types without actions: what follows type and length

    bool operator==(const Instruction&) const = default;
};

/// §7.5.1: the versions that the sender speaks, a bit each; none: it does not say.
struct Hello
{
    std::vector<uint32_t> versions{};
    bool operator==(const Hello&) const = default;
};

/// §7.4.1
struct Error
{
    uint16_t type{0};
    uint16_t code{0};
    Bytes data{};
    bool operator==(const Error&) const = default;
};

struct FeaturesRequest
{
    bool operator==(const FeaturesRequest&) const = default;
};

/// §7.3.1
struct FeaturesReply
{
    uint64_t datapath{0};
    uint32_t buffers{0};
    uint8_t tables{0};
    uint8_t auxiliary{0};
    uint32_t capabilities{0};
    bool operator==(const FeaturesReply&) const = default;
};

/// §7.4.1: a packet for the controller.
struct PacketIn
{
    uint32_t buffer{kNoBuffer};
    uint16_t totalLength{0};
    uint8_t reason{0}; ///< 0: no flow matched
    uint8_t table{0};
    uint64_t cookie{0};
    Match match{};
    Bytes data{};
    bool operator==(const PacketIn&) const = default;
};

/// §7.4.2
struct FlowRemoved
{
    uint64_t cookie{0};
    uint16_t priority{0};
    uint8_t reason{0}; ///< 0: idle for too long
    uint8_t table{0};
    uint32_t duration_s{0};
    uint32_t duration_ns{0}; ///< beyond the seconds
    uint16_t idle_s{0};
    uint16_t hard_s{0};
    uint64_t packets{0};
    uint64_t bytes{0};
    Match match{};
    bool operator==(const FlowRemoved&) const = default;
};

/// §7.3.7
struct PacketOut
{
    uint32_t buffer{kNoBuffer};
    uint32_t inPort{0};
    std::vector<Action> actions{};
    Bytes data{};
    bool operator==(const PacketOut&) const = default;
};

/// §7.3.4.1
struct FlowMod
{
    static constexpr uint8_t kAdd = 0;
    static constexpr uint8_t kDeleteStrict = 4;

    uint64_t cookie{0};
    uint64_t cookieMask{0};
    uint8_t table{0};
    uint8_t command{kAdd};
    uint16_t idle_s{0};
    uint16_t hard_s{0};
    uint16_t priority{0};
    uint32_t buffer{kNoBuffer};
    uint32_t outPort{kAnyPort};
    uint32_t outGroup{kAnyGroup};
    uint16_t flags{0};
    Match match{};
    std::vector<Instruction> instructions{};
    bool operator==(const FlowMod&) const = default;
};

struct BarrierRequest
{
    bool operator==(const BarrierRequest&) const = default;
};

struct BarrierReply
{
    bool operator==(const BarrierReply&) const = default;
};

using Message = std::variant<Hello,
                             Error,
                             FeaturesRequest,
                             FeaturesReply,
                             PacketIn,
                             FlowRemoved,
                             PacketOut,
                             FlowMod,
                             BarrierRequest,
                             BarrierReply>;

/// A message with its number, by which answers are told apart.
struct Numbered
{
    uint32_t transaction{0};
    Message message{};
    bool operator==(const Numbered&) const = default;
};

/// @return the bytes, header included (§7.1)
Bytes Encode(const Numbered& message);

/// @return the message that all of the bytes are; nothing where they are another type's or version's, are
///         not as long as they say, or hold what is not whole
std::optional<Numbered> Decode(std::span<const uint8_t> bytes);

} // namespace ns3::vnlab::openflow

#endif // VNLAB_OPENFLOW_MESSAGE_H

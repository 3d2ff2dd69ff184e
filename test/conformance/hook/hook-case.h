// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_HOOK_CASE_H
#define VNLAB_HOOK_CASE_H

#include "analysis/kernel/hook-runner.h"

#include <array>
#include <cstdint>
#include <string>

namespace ns3::vnlab
{

/// What a case tries. Every kind exists for every program.
enum class CaseKind : uint8_t
{
    kHit,           ///< well formed, an entry of the map applies
    kTruncated,     ///< a hit, cut short
    kIpv6,          ///< IPv6, alone or in a tunnel
    kArp,           ///< ARP, alone or in a tunnel, also with fields that it must not have
    kVlanTagged,    ///< an 802.1Q or 802.1ad tag in the frame
    kIpOptions,     ///< an IPv4 header with options, the inner or the outer one
    kFragment,      ///< a first or later fragment, the inner or the outer packet
    kMaximumLength, ///< an Ethernet MTU's worth, a jumbo frame, or the most that the call takes
    kWrongChecksum, ///< a checksum that does not fit, which programs carry on unchanged
    kFullMap,       ///< the rules' map has no room left
    kMissingEntry,  ///< no entry for this address
    kWrongTunnel,   ///< an entry, but for another tunnel, protocol or member
    kMulticast,     ///< a group address as Ethernet destination
    kEcn,           ///< every combination of ECN fields
    kPadded,        ///< bytes after the end of the packet
    kWrongLength,   ///< a length or version field that contradicts the frame
    kBitFlips,      ///< a hit with some bits changed
    kRandomBytes,   ///< noise, often with a promising ethertype
    kCount
};

/// @return a kind's name in tables
const char* NameOf(CaseKind kind);

/// One input of a program, and what it tries.
struct HookCase : HookInput
{
    CaseKind kind;
};

/// The programs that are checked.
inline constexpr std::array kCheckedPrograms{
    &kEncapsulateProgram, &kDecapsulateProgram, &kWhitelistProgram};

/// @return the checked program of this name
/// @throws std::invalid_argument
const HookProgram& CheckedProgram(const std::string& name);

/// @return how `actual` differs from `expected`, in a line; empty if it does not
std::string Difference(const HookProgram& program,
                       const HookOutcome& expected,
                       const HookOutcome& actual);

} // namespace ns3::vnlab

#endif // VNLAB_HOOK_CASE_H

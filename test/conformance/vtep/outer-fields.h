// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_VTEP_OUTER_FIELDS_H
#define VNLAB_TEST_VTEP_OUTER_FIELDS_H

#include "test/conformance/vtep/model-cloud.h"
#include "test/conformance/vtep/world.h"

#include <cstdint>
#include <optional>

namespace ns3::vnlab::test
{

/// What a frame of the underlay carries that Linux chooses as it likes.
struct FreeFields
{
    uint16_t identification{0};
    uint16_t sourcePort{0}; ///< 0 in fragments but the first
};

/// From where to where a frame of the underlay goes, IPv4.
struct OuterPath
{
    uint32_t source{0};
    uint32_t destination{0};
    auto operator<=>(const OuterPath&) const = default;
};

/// @return the path of a frame with UDP in IPv4; nothing for other frames
std::optional<OuterPath> PathOf(const Bytes& frame);

/// @pre PathOf(frame)
FreeFields FreeFieldsOf(const Bytes& frame);

/// Writes identification and source port and updates both checksums. @pre PathOf(frame)
void Adopt(const FreeFields& fields, Bytes& frame);

/// Does to a frame of the underlay what a mutant does wrong, where it is about the outer headers.
void Spoil(Bytes& frame, Mutant mutant);

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_VTEP_OUTER_FIELDS_H

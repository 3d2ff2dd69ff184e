// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_UUID_H
#define VNLAB_UUID_H

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace ns3::vnlab
{

/// A universally unique identifier (RFC 9562), a VM's identity. Default: the nil UUID.
struct Uuid
{
    std::array<uint8_t, 16> bytes{}; ///< in the order in which the text shows them

    auto operator<=>(const Uuid&) const = default;

    /// @return 36 characters in lower case, as "2ed6657d-e927-568b-95e1-2665a8aea6a2"
    std::string ToString() const;

    /// @return as ToString() with "urn:uuid:" before it (RFC 9562 section 4)
    std::string ToUrn() const;
};

/// @return the UUID of a text of 36 characters in either case, or nothing where it is none
std::optional<Uuid> ParseUuid(std::string_view text);

/// @return the UUID of a text with "urn:uuid:" before it, in either case, or nothing
std::optional<Uuid> ParseUuidUrn(std::string_view text);

/// @return the UUID of version 5, by SHA-1, of a name in a namespace (RFC 9562 section 5.5)
Uuid NameBasedUuid(const Uuid& nameSpace, std::string_view name);

/**
 * @brief The identity of a VM: same run seed and names, same UUID.
 *
 * Name-based in three steps: the VM's name in the namespace of its tenant's name, that in the
 * namespace of the seed's decimal text, and that in one of vnlab's own.
 */
Uuid DeriveVmUuid(uint64_t seed, std::string_view tenant, std::string_view vm);

} // namespace ns3::vnlab

template <>
struct std::hash<ns3::vnlab::Uuid>
{
    size_t operator()(const ns3::vnlab::Uuid& uuid) const noexcept;
};

#endif // VNLAB_UUID_H

// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_IDS_H
#define VNLAB_IDS_H

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace ns3::vnlab
{

/**
 * @brief A number that names one kind of thing and cannot be mistaken for another kind.
 *
 * Numbers are dense and start at 0, so an id also serves as an index into a vector of its kind.
 * @tparam Tag an incomplete type that names the kind
 */
template <class Tag>
struct Id
{
    uint32_t value{0};

    auto operator<=>(const Id&) const = default;
};

/// A virtual machine, counted over all tenants of a run.
using VmId = Id<struct VmTag>;
/// A virtual NIC, counted over all VMs of a run. A VM has one on each path of its specification.
using VnicId = Id<struct VnicTag>;
/// A physical server, counted over all data centers.
using HostId = Id<struct HostTag>;
/// A tenant.
using TenantId = Id<struct TenantTag>;
/// A VXLAN network identifier (24 bits, RFC 7348) or an NVGRE virtual subnet id (RFC 7637).
using Vni = Id<struct VniTag>;

/// The bytes of a UUID (RFC 9562).
using UuidBytes = std::array<uint8_t, 16>;

} // namespace ns3::vnlab

template <class Tag>
struct std::hash<ns3::vnlab::Id<Tag>>
{
    size_t operator()(ns3::vnlab::Id<Tag> id) const noexcept
    {
        return std::hash<uint32_t>{}(id.value);
    }
};

#endif // VNLAB_IDS_H

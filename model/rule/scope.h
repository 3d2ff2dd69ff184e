// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SCOPE_H
#define VNLAB_SCOPE_H

#include "model/ids.h"
#include "model/substrate/topology.h"

#include <compare>
#include <cstdint>

namespace ns3::vnlab
{

/**
 * @brief The smallest part of a tenant's network that is compiled on its own.
 *
 * The rules of a scope depend on it alone, so a change recompiles the scopes that it touches and no
 * others. Which kinds a compiler uses is its choice.
 */
struct Scope
{
    enum class Kind : uint8_t
    {
        kVnic,        ///< a: VnicId
        kLink,        ///< a < b: VnicIds of a virtual link
        kHostVnic,    ///< a: HostId, b: VnicId: what a host must know of a vNIC
        kHostPair,    ///< a, b: HostIds, c: path: what a host must know of another one
        kGatewayVnic, ///< a: ServerId, b: VnicId: what a gateway must know of a vNIC
        kHostPath,    ///< a: HostId, c: path: what a host must know of a path as a whole
    };

    Kind kind;
    uint32_t a{0};
    uint32_t b{0};
    uint32_t c{0};

    auto operator<=>(const Scope&) const = default;

    static Scope Of(VnicId vnic)
    {
        return {Kind::kVnic, vnic.value};
    }

    static Scope Link(VnicId a, VnicId b)
    {
        return a < b ? Scope{Kind::kLink, a.value, b.value} : Scope{Kind::kLink, b.value, a.value};
    }

    static Scope Of(HostId host, VnicId vnic)
    {
        return {Kind::kHostVnic, host.value, vnic.value};
    }

    static Scope Of(HostId host, HostId other, uint32_t path)
    {
        return {Kind::kHostPair, host.value, other.value, path};
    }

    static Scope Of(ServerId gateway, VnicId vnic)
    {
        return {Kind::kGatewayVnic, gateway.value, vnic.value};
    }

    static Scope Path(HostId host, uint32_t path)
    {
        return {Kind::kHostPath, host.value, 0, path};
    }
};

} // namespace ns3::vnlab

#endif // VNLAB_SCOPE_H

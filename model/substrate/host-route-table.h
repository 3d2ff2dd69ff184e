// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_HOST_ROUTE_TABLE_H
#define VNLAB_HOST_ROUTE_TABLE_H

#include "model/ids.h"

#include <cstdint>
#include <optional>
#include <unordered_map>

namespace ns3::vnlab
{

/// The /32 routes of one switch: tenant addresses that are visible to the fabric (design `flat`).
class HostRouteTable
{
  public:
    /// @param address IPv4 in host byte order
    void Set(uint32_t address, HostId host)
    {
        m_routes[address] = host;
    }

    void Erase(uint32_t address)
    {
        m_routes.erase(address);
    }

    std::optional<HostId> Find(uint32_t address) const
    {
        const auto it = m_routes.find(address);
        return it == m_routes.end() ? std::nullopt : std::optional(it->second);
    }

  private:
    std::unordered_map<uint32_t, HostId> m_routes;
};

} // namespace ns3::vnlab

#endif // VNLAB_HOST_ROUTE_TABLE_H

// SPDX-License-Identifier: GPL-2.0-only
#include "model/substrate/placer.h"

#include <stdexcept>
#include <string>
#include <utility>

namespace ns3::vnlab
{

Placer::Placer(const PlacementRequest& request)
    : m_request(request),
      m_room(request.hosts, request.slotsPerHost),
      m_hostOfVm(request.slotsOfVm.size())
{
}

void
Placer::Put(uint32_t vm, std::optional<uint32_t> host)
{
    const uint32_t slots = m_request.slotsOfVm[vm];
    if (!host)
    {
        throw std::invalid_argument(
            "VM " + std::to_string(vm) + " of " + std::to_string(m_hostOfVm.size()) + " takes " +
            std::to_string(slots) + " slots; of the " + std::to_string(m_request.hosts) +
            " hosts with " + std::to_string(m_request.slotsPerHost) +
            " slots each, the one with the most room has " + std::to_string(m_room.Most()) +
            " left");
    }
    m_room.Take(*host, slots);
    m_hostOfVm[vm] = HostId{*host};
}

std::vector<HostId>
Placer::Finish()
{
    return std::move(m_hostOfVm);
}

} // namespace ns3::vnlab

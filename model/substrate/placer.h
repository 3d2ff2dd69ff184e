// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PLACER_H
#define VNLAB_PLACER_H

#include "model/substrate/host-room.h"
#include "model/substrate/placement.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace ns3::vnlab
{

/// Puts VMs on hosts and counts their slots: what placement policies share.
class Placer
{
  public:
    /// @param request outlives the placer; at least one host
    explicit Placer(const PlacementRequest& request);

    /// @return the room that is left
    const HostRoom& Room() const
    {
        return m_room;
    }

    /// @param host with room for the VM, or nothing where no host has any
    /// @throws std::invalid_argument in that case, with how much the VM takes and how much there is
    void Put(uint32_t vm, std::optional<uint32_t> host);

    /// @return the host of each VM; the placer is empty after it
    std::vector<HostId> Finish();

  private:
    const PlacementRequest& m_request;
    HostRoom m_room;
    std::vector<HostId> m_hostOfVm;
};

} // namespace ns3::vnlab

#endif // VNLAB_PLACER_H

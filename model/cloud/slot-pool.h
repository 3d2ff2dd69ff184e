// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SLOT_POOL_H
#define VNLAB_SLOT_POOL_H

#include "model/ids.h"
#include "model/substrate/address-plan.h"

#include <bitset>
#include <cstdint>
#include <optional>
#include <vector>

namespace ns3::vnlab
{

/**
 * @brief The slots of hosts: a vNIC takes one, and the slot is the last part of its provider address.
 *
 * A slot that was given back is the last one to be given out again, as a stale rule on a reused
 * address would reach the wrong VM.
 */
class SlotPool
{
  public:
    SlotPool() = default;

    /// @param slotsPerHost at most address_plan::kMaxSlot
    SlotPool(uint32_t hosts, uint32_t slotsPerHost);

    /// @return the slot, 1 to kMaxSlot, or nothing where the host holds as many as it can
    std::optional<uint32_t> Take(HostId host);

    /// Gives back what Take gave.
    void GiveBack(HostId host, uint32_t slot);

    uint32_t Hosts() const;

    /// @return how many more slots the host has
    uint32_t Free(HostId host) const;

  private:
    struct Slots
    {
        std::bitset<address_plan::kMaxSlot + 1> taken;
        uint8_t last{0}; ///< that was given out
    };

    std::vector<Slots> m_hosts;
    uint32_t m_slotsPerHost{0};
};

} // namespace ns3::vnlab

#endif // VNLAB_SLOT_POOL_H

// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_NEIGHBOR_TABLE_H
#define VNLAB_NEIGHBOR_TABLE_H

#include "model/mac-bytes.h"

#include "ns3/nstime.h"
#include "ns3/packet.h"
#include "ns3/ptr.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace ns3::vnlab
{

/**
 * @brief The ARP table of a light guest (RFC 826), with the limits of ns-3's ArpCache: three
 * requests a second apart, three packets waiting, entries alive for 120 s.
 *
 * Pure state: sends nothing and schedules nothing.
 */
class NeighborTable
{
  public:
    static constexpr uint32_t kMaxRequests = 3;
    static constexpr size_t kMaxPending = 3;

    enum class State : uint8_t
    {
        kResolving,
        kAlive,
        kFailed, ///< nobody answered; packets are dropped until the entry expires
        kPermanent,
    };

    struct Entry
    {
        uint32_t address;
        MacBytes mac;
        State state;
        uint8_t requests;    ///< sent so far
        uint32_t generation; ///< of the resolution under way; older timers are void
        int64_t until_ns;    ///< end of kAlive and kFailed
        std::unique_ptr<std::vector<Ptr<Packet>>> pending; ///< Ethernet destination still unset
    };

    /// @return the entry, valid until the next Get, or nullptr
    Entry* Find(uint32_t address);

    /// @return the entry, made in state kFailed and expired where there was none
    Entry& Get(uint32_t address);

  private:
    std::vector<Entry> m_entries; // ascending by address
};

} // namespace ns3::vnlab

#endif // VNLAB_NEIGHBOR_TABLE_H

// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_NEIGHBOR_TABLE_H
#define VNLAB_NEIGHBOR_TABLE_H

#include "model/mac-bytes.h"

#include "ns3/packet.h"
#include "ns3/ptr.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace ns3::vnlab
{

/// The entries of a light guest's ARP table. Pure state: sends nothing and schedules nothing.
class NeighborTable
{
  public:
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
        uint8_t repeats;  ///< of the request, in the resolution under way
        int64_t until_ns; ///< last moment of kAlive and kFailed
        std::unique_ptr<std::vector<Ptr<Packet>>> pending; ///< frames without their destination
    };

    /// @return the entry, valid until the next Get, or nullptr
    Entry* Find(uint32_t address);

    /// @return the entry, made in state kFailed and expired where there was none
    Entry& Get(uint32_t address);

    /// @return all entries, ascending by address
    std::vector<Entry>& Entries()
    {
        return m_entries;
    }

  private:
    std::vector<Entry> m_entries;
};

} // namespace ns3::vnlab

#endif // VNLAB_NEIGHBOR_TABLE_H

// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_NEXT_HOPS_H
#define VNLAB_NEXT_HOPS_H

#include "model/dataplane/entry-table.h"
#include "model/rule/tables.h"
#include "model/wire/frame-fields.h"

#include "ns3/packet.h"

#include <span>

namespace ns3::vnlab
{

/// A host switch's policy routes: what a vNIC sends from one end of a service chain to the other goes to
/// the chain's next vNIC, by that one's Ethernet address, whichever the guest has put on it.
class NextHops
{
  public:
    /// Readdresses a packet that has a next hop. @param fields of the frame; follow it
    void Steer(VnicId sender, const Ptr<Packet>& frame, FrameFields& fields) const;

    /// @return false where key or value is none of kNextHop
    bool Write(std::span<const uint8_t> key, std::span<const uint8_t> value);
    /// @return false where there is no such entry
    bool Erase(std::span<const uint8_t> key);
    void Clear();

  private:
    EntryTable<NextHopKey, NextHopValue> m_entries;
};

} // namespace ns3::vnlab

#endif // VNLAB_NEXT_HOPS_H

// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_LEAK_METER_H
#define VNLAB_LEAK_METER_H

#include "model/guest/vnic-device.h"
#include "model/guest/vnic-observer.h"
#include "model/substrate/fabric.h"
#include "model/traffic/eavesdropper.h"

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace ns3::vnlab
{

/// What links gave away. Fractions are 0 where nothing crossed a link.
struct WireLeaks
{
    double payload{0};      ///< part of the bytes of application payload that was readable
    double relations{0};    ///< part of the relations that could be read on some link
    double worstLink{0};    ///< the same on the link that gives away most, both directions together
    double meanLink{0};     ///< the same, mean over the links between hosts and switches
    uint32_t tunnelIds{0};  ///< different VNIs, VSIDs and VLANs that could be read
    uint64_t talked{0};     ///< relations in all
    uint64_t sent_bytes{0}; ///< of application payload, that crossed a link
};

/**
 * @ingroup vnlab
 * @brief Measures what somebody who taps links reads of the guests' traffic (Population::kTraffic).
 *
 * A witness at the vNICs knows who says what; an Eavesdropper at the hosts' uplinks, which everything
 * passes that crosses a link, and passes once, reads what has become of it. Each frame is held against
 * the one that it carries, so the measure needs no knowledge of the design. Frames between two VMs on
 * one host leak nothing.
 *
 * A relation is a VM's vNIC and an address that it sends IPv4 packets to across a link, of another VM:
 * ordered, so that both directions of a conversation are two. It leaks where a header that is
 * readable, in any frame from the one to the other, names both VMs: by their own addresses, or by
 * provider addresses of vNICs (address_plan). A host's address names no VM. An ARP question or answer
 * names both, too, and is no talk by itself. What a VM on a service chain passes on is a relation of its
 * own, since it crosses other links.
 *
 * A link gives away the relations whose first readable frame has its way over it (Fabric::WayOf).
 *
 * Memory: about 50 bytes a relation, 4 a link, and 2 MB where tunnels have ids.
 */
class LeakMeter : private VnicObserver
{
  public:
    /// Watches all uplinks from now on; the meter outlives the simulation. @param fabric outlives it
    explicit LeakMeter(Fabric& fabric);
    LeakMeter(const LeakMeter&) = delete;
    LeakMeter& operator=(const LeakMeter&) = delete;

    /// Counts what a vNIC sends from now on; once for each.
    void Watch(VnicDevice& vnic);

    WireLeaks Leaks() const;

  private:
    struct Relation
    {
        bool hasTalked{false};
        bool isReadable{false};

        bool Leaks() const
        {
            return hasTalked && isReadable;
        }
    };

    void SendBegins(const VnicDevice& vnic, const Ptr<const Packet>& frame) override;
    void SendEnds(const VnicDevice& vnic) override;
    void Departs(HostId host, const FabricFrame& frame);
    void NoteRelation(HostId host, const FabricFrame& frame, const Overheard& heard);
    void NoteTunnelId(uint32_t id);
    LinkId CableOf(LinkId link) const;
    uint32_t Cables() const;

    Fabric& m_fabric;
    Eavesdropper m_witness; ///< who reads the frame that a guest is sending
    Eavesdropper m_eavesdropper;
    bool m_isSending{false}; ///< a vNIC, a frame of the guests' traffic
    VnicId m_speaker;
    Overheard m_said;         ///< that frame
    bool m_crosses{false};    ///< a link
    uint64_t m_read_bytes{0}; ///< of its payload, in all that it became
    uint64_t m_sent_bytes{0};
    uint64_t m_leaked_bytes{0};
    std::unordered_map<uint64_t, Relation> m_relations; ///< by vNIC and address
    std::vector<uint32_t> m_onCable; ///< relations that leak, by the lower LinkId of a link's two
    std::vector<bool> m_tunnelIds;
    uint32_t m_tunnelIdCount{0};
};

} // namespace ns3::vnlab

#endif // VNLAB_LEAK_METER_H

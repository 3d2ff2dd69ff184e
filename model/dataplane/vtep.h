// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_VTEP_H
#define VNLAB_VTEP_H

#include "model/dataplane/frame-filter.h"
#include "model/dataplane/learned-fdb.h"
#include "model/dataplane/segment-ports.h"
#include "model/dataplane/tunnel-switch.h"
#include "model/dataplane/vtep-tables.h"

#include <memory>

namespace ns3::vnlab
{

/**
 * @brief A hypervisor's tunnel endpoint, behaving as Linux's bridge and tunnel device do.
 *
 * The tunnels' format is an Encapsulation; all else is the same in every format.
 *
 * Tables: kPortSegment puts a vNIC into a segment; kFdb names the remote VTEP of a MAC address;
 * kFlood lists whom broadcasts and unknown unicasts are replicated to (head-end replication); kArp
 * answers ARP requests here (ARP suppression), which then reach no other host. The bridge between
 * vNICs and tunnels knows its vNICs' addresses: unknown unicasts are flooded to tunnels only. With
 * learning on, the source addresses of what comes in from a VTEP fill an FDB of its own, which is
 * asked second. kNextHop leads the packets of service chains from vNIC to vNIC, before the firewall sees
 * them. kGateway lists who knows the rest: what has no FDB entry goes to one of them, by its
 * flow, and so do ARP questions without an answer here. Where somebody hears of misses, an FDB or ARP
 * entry that is not there, nor a gateway, is asked for.
 *
 * What comes for a vNIC that has left and is redirected goes on to its new VTEP, and what the vNICs here
 * send to it goes there, too, as long as no entry says where it is; broadcasts do neither.
 *
 * An encapsulated packet that exceeds the underlay's MTU leaves in fragments, which the other VTEP's
 * host puts together. Where IsGivenUpAsTooBig() (DF), the guest is answered with the MTU inside the
 * tunnel instead, as if by the packet's destination. ECN marks are handed on by CombineEcn().
 * Sealed, what goes through tunnels is ESP outside; what is passed on for who has left stays as it came.
 * Compared with Linux's vxlan device frame by frame in test/conformance/vtep.
 */
class Vtep : public TunnelSwitch
{
  public:
    /// @param encapsulation the tunnels' format; has to outlive this
    /// @param learning whether the data plane learns remote addresses
    /// @param filter a firewall between the vNICs and the tunnels, or nullptr
    Vtep(Ptr<UplinkDevice> uplink,
         Fabric& fabric,
         HostId host,
         DropLog& drops,
         const Encapsulation& encapsulation,
         bool learning,
         std::unique_ptr<FrameFilter> filter);

    /// For how long what was learned outlives what was last heard. Without learning, nothing.
    void SetAgeing(Time silence);

    /// From now on takes a frame out of a tunnel only from the VTEP behind which kFdb has its source, and drops
    /// others as `wrong-vtep`.
    void CheckSenders();

    /// From now on seals what goes into tunnels, and takes nothing out of them that was not; nullptr: neither.
    void Seal(std::unique_ptr<IdentityIpsec> ipsec);

    void MoveState(VnicId vnic, HostSwitch& to) override;
    bool Write(TableId table,
               std::span<const uint8_t> key,
               std::span<const uint8_t> value) override;
    bool Erase(TableId table, std::span<const uint8_t> key) override;
    void Clear() override;
    uint64_t Learned() const override;

  private:
    void FromVnic(VnicDevice& device, Ptr<Packet> frame, const FrameFields& fields) override;
    void FromUplink(FabricFrame frame, const FrameFields& fields) override;

    /// Answers a guest's ARP question here, has a gateway answer it, or has it wait until it can.
    /// @return whether it does
    bool Answer(const TunnelLabel& label,
                VnicDevice& device,
                const Ptr<Packet>& question,
                const FrameFields& fields);

    /// Forwards by destination address. @param from the vNIC that sent it, or nullptr: a tunnel
    void Forward(const TunnelLabel& label,
                 Ptr<Packet> frame,
                 const FrameFields& fields,
                 VnicDevice* from);

    /// Both of the following; what came from a tunnel only the first.
    bool Flood(const TunnelLabel& label,
               const Ptr<const Packet>& frame,
               const FrameFields& fields,
               VnicDevice* from);

    /// Copies for all vNICs of the segment but one. @return whether there is any
    bool FloodLocally(const TunnelLabel& label,
                      const Ptr<const Packet>& frame,
                      const FrameFields& fields,
                      const VnicDevice* from);

    /// Copies for all VTEPs of the flood list. @return whether there is any
    bool FloodTunnels(const TunnelLabel& label,
                      const Ptr<const Packet>& frame,
                      const FrameFields& fields);

    /// Has the firewall decide on a frame at a vNIC. @return whether it goes on; if not, it has been dropped
    bool PassesFilter(std::optional<DropReason> (FrameFilter::*decide)(const FilteredFrame&),
                      const TunnelLabel& label,
                      const VnicDevice& port,
                      const Ptr<const Packet>& frame,
                      const FrameFields& fields);
    void ToPort(const TunnelLabel& label,
                VnicDevice& port,
                Ptr<Packet> frame,
                const FrameFields& fields,
                bool local);
    void ToTunnel(const TunnelLabel& label,
                  uint32_t vtep,
                  Ptr<Packet> frame,
                  const FrameFields& fields);
    void OnAttach(VnicDevice& device) override;
    void OnDetach(VnicDevice& device) override;
    std::optional<uint32_t> RemoteVtep(Vni vni, const MacBytes& mac) const;

    SegmentPorts m_ports;
    VtepTables m_tables;
    std::unique_ptr<LearnedFdb> m_learned;
    std::unique_ptr<FrameFilter> m_filter;
    bool m_checksSenders{false};
};

} // namespace ns3::vnlab

#endif // VNLAB_VTEP_H

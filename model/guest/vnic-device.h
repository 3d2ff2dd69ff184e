// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_VNIC_DEVICE_H
#define VNLAB_VNIC_DEVICE_H

#include "model/device/ethernet-device.h"
#include "model/device/packet-core.h"
#include "model/drop-log.h"
#include "model/guest/packet-forwarder.h"
#include "model/guest/vnic-observer.h"
#include "model/guest/vnic-transform.h"
#include "model/hook/vnic-hooks.h"
#include "model/ids.h"
#include "model/ip/host-stack.h"

#include "ns3/nstime.h"
#include "ns3/traced-callback.h"

#include <vector>

namespace ns3::vnlab
{

class VnicDevice;

/// The host's side of a vNIC.
class VnicPeer
{
  public:
    virtual ~VnicPeer() = default;

    /// Takes a frame that the guest has sent.
    virtual void ReceiveFromVnic(VnicDevice& vnic, Ptr<Packet> frame) = 0;
};

/**
 * @ingroup vnlab
 * @brief A virtual NIC with its hook points (DESIGN section 4).
 *
 * Guest → transform → TC egress → wire to the host switch; wire → XDP → TC ingress → transform → guest.
 * PromiscSniffer sees the wire: frames after TC egress, and before XDP.
 *
 * The Drop trace sees what ends here: what a hook or the transform drops, and what an unplugged vNIC sends or
 * gets.
 *
 * What the VM's own stack listens to at the vNIC's provider address, such as its proxy's control
 * channel, does not go to the guest.
 */
class VnicDevice : public EthernetDevice
{
  public:
    static TypeId GetTypeId();

    /// Callback signature of the Drop trace: the frame as it was where it was dropped, and why.
    using DropTracedCallback = void (*)(Ptr<const Packet> frame, DropReason reason);

    /**
     * @param vnic number of this vNIC; sets its Ethernet address
     * @param mac Ethernet address
     * @param providerAddress IPv4 on the provider's network, host byte order
     * @param drops counts what the hooks drop; outlives the device
     */
    void Configure(VnicId vnic, Mac48Address mac, uint32_t providerAddress, DropLog& drops);

    VnicId GetVnic() const;
    uint32_t GetProviderAddress() const;
    void SetProviderAddress(uint32_t address);

    /// The address that the host has it down for: the tenant's own, IPv4 in host byte order; 0: none.
    void SetGuestAddress(uint32_t address);
    uint32_t GetGuestAddress() const;

    /// Plugs the vNIC into a host switch; nullptr unplugs it. Not owned.
    void SetPeer(VnicPeer* peer);

    /// What the VM's kernel does to all that it sends and gets here; nullptr, as at first: nothing. Not owned.
    void SetTransform(VnicTransform* transform);

    /// The virtual CPU that runs hooks and transform; nullptr, as at first: they take no time. Not owned.
    /// @param mostWaiting_ps as much work may wait there; frames beyond are dropped as `queue-overflow`
    void SetCore(PacketCore* core, int64_t mostWaiting_ps);

    /**
     * @return when what happens now happens for the VM, in picoseconds: later than the simulator's time while
     *         a frame is handed on that host or hooks took time for. What the guest sends in answer leaves
     *         no earlier
     */
    int64_t LocalTime_ps() const;

    /// @return the nanosecond in which that is over
    Time LocalTime() const;

    /// Has the virtual CPU work on what is no frame, after what it has to do. @return when that is done
    Time Compute(int64_t work_ps);

    /// Who listens at the provider address; nullptr: the guest sees all. Not owned.
    void SetStack(const HostStack* stack);

    /// Who is asked before the guest for what comes in, probes too; nullptr, as at first: nobody. Not owned.
    void SetForwarder(PacketForwarder* forwarder);

    /// Any number of observers, told in the order in which they came. Not owned; the observer outlives
    /// the simulation.
    void AddObserver(VnicObserver* observer);

    /// @return bytes that transform and TC egress hook have added to frames of the guest's traffic
    uint64_t GetOverheadBytes() const;

    VnicHooks& GetHooks();
    const VnicHooks& GetHooks() const;

    /// Takes a frame from the host switch; dropped where the vNIC has been unplugged meanwhile.
    /// @param ready_ps when the host has finished it
    void ReceiveFromHost(Ptr<Packet> frame, int64_t ready_ps = 0);

    /// Hands a frame to the guest past its hooks and transform, as whoever owns the host can.
    void HandToGuest(Ptr<Packet> frame);

    /// Sends a frame past transform and TC egress hook, as root in the VM can with a raw socket that has
    /// PACKET_QDISC_BYPASS.
    void InjectFrame(Ptr<Packet> frame);

  private:
    void DoDispose() override;
    void Transmit(Ptr<Packet> frame) override;

    /// Runs a hook point, which takes until LocalTime_ps(). @return whether `frame`, as it now is, goes on
    bool RunHooks(HookPoint point, Ptr<Packet>& frame);
    /// The same of the transform.
    bool RunTransform(bool isLeaving, const Ptr<Packet>& frame);
    bool HasRoom(const Ptr<const Packet>& frame);
    void TakeTime(const Ptr<const Packet>& frame, int64_t work_ps);
    void ToHost(Ptr<Packet> frame);
    void ToGuest(Ptr<Packet> frame);
    void TellBegin(const Ptr<const Packet>& frame) const;
    void TellEnd() const;
    DropReason LastDrop() const;
    void Drop(DropReason reason, const Ptr<const Packet>& frame);
    bool DeliverToStack(const Ptr<const Packet>& frame) const;

    VnicHooks m_hooks;
    VnicPeer* m_peer{nullptr};
    const HostStack* m_stack{nullptr};
    PacketForwarder* m_forwarder{nullptr};
    VnicTransform* m_transform{nullptr};
    PacketCore* m_core{nullptr};
    int64_t m_mostWaiting_ps{0};
    int64_t m_local_ps{0}; ///< LocalTime_ps() where it is later than now
    DropLog* m_drops{nullptr};
    TracedCallback<Ptr<const Packet>, DropReason> m_dropTrace;
    std::vector<VnicObserver*> m_observers;
    uint64_t m_overheadBytes{0};
    VnicId m_vnic;
    uint32_t m_providerAddress{0};
    uint32_t m_guestAddress{0};
};

} // namespace ns3::vnlab

#endif // VNLAB_VNIC_DEVICE_H

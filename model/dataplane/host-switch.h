// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_HOST_SWITCH_H
#define VNLAB_HOST_SWITCH_H

#include "model/dataplane/held-frames.h"
#include "model/dataplane/packet-prices.h"
#include "model/dataplane/rate-limit.h"
#include "model/dataplane/redirections.h"
#include "model/device/packet-core.h"
#include "model/guest/vnic-device.h"
#include "model/ip/host-stack.h"
#include "model/ip/ipv4-reassembler.h"
#include "model/population.h"
#include "model/rule/miss.h"
#include "model/rule/tables.h"
#include "model/substrate/uplink-device.h"
#include "model/wire/frame-fields.h"

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

namespace ns3::vnlab
{

/**
 * @brief The software switch of one host: between the vNICs on it and its uplink.
 *
 * A subclass is a data plane; rules configure it through Write and Erase. Subclasses see whole
 * Ethernet frames with their fields read; fragments of packets to the host itself are put together
 * before.
 */
class HostSwitch : private VnicPeer, private UplinkSink
{
  public:
    /// @param uplink plugged into the fabric by this constructor; shared with the caller
    HostSwitch(Ptr<UplinkDevice> uplink, Fabric& fabric, HostId host, DropLog& drops);
    ~HostSwitch() override;
    HostSwitch(const HostSwitch&) = delete;
    HostSwitch& operator=(const HostSwitch&) = delete;

    HostId GetHost() const;
    Ptr<UplinkDevice> GetUplink() const;

    /// Plugs a vNIC in. @param device shared with the caller
    void Attach(Ptr<VnicDevice> device);

    /// Unplugs a vNIC.
    void Detach(VnicId vnic);

    /// Keeps a vNIC off the network: what its guest sends is dropped as `unverified`.
    void Refuse(Ptr<VnicDevice> device);

    /// Drops what a vNIC sends beyond a limit as `rate-limited`; nothing: no limit. Does nothing where
    /// the vNIC is not plugged in here, and ends when it is unplugged.
    void Limit(VnicId vnic, const std::optional<RateLimit>& limit);

    /// From now on what comes for a vNIC that has left is sent on, where this data plane can tell; ends when
    /// the vNIC is plugged in here again.
    void Redirect(VnicId vnic, const Redirection& redirection);
    void EndRedirect(VnicId vnic);
    void EndRedirects();

    /// Gives what is remembered of a vNIC's connections to another host's switch, of the same design; where the
    /// data plane remembers none, nothing.
    virtual void MoveState(VnicId vnic, HostSwitch& to);

    /// What work on packets takes, and on how many cores; nothing and one, at first.
    /// @param cores at least 1: a flow's packets stay with one of them
    void SetPrices(const PacketPrices& prices, uint32_t cores);

    /// Who listens in the host; nullptr: nobody. Not owned.
    void SetStack(const HostStack* stack);

    /// Who hears which entries are missing.
    void SetMisses(const MissHandling& misses);

    /// An entry was written: frames that waited for it go their way.
    void Release(TableId table, std::span<const uint8_t> key);

    /// An entry will not come: frames that waited for it go the way that they have without it.
    void GiveUp(TableId table, std::span<const uint8_t> key);

    /// Sends a frame of the host itself, such as a segment of the control channel.
    void SendFromHost(Ptr<Packet> frame);

    /**
     * @brief Writes an entry, replacing one with the same key.
     * @return false where this data plane has no such table or the sizes are wrong
     */
    virtual bool Write(TableId table,
                       std::span<const uint8_t> key,
                       std::span<const uint8_t> value) = 0;

    /// Removes an entry. @return false where there is none
    virtual bool Erase(TableId table, std::span<const uint8_t> key) = 0;

    /// Removes all entries, as when the host loses its power; those that were learned, too.
    virtual void Clear() = 0;

    /// @return entries that the data plane learned by itself
    virtual uint64_t Learned() const;

    /// @return what was done for a population's packets
    const SwitchWork& Work(Population population) const;

  protected:
    /// A frame that the guest behind a vNIC sent.
    virtual void FromVnic(VnicDevice& device, Ptr<Packet> frame, const FrameFields& fields) = 0;

    /// A frame that came from the fabric and is not for the host itself.
    virtual void FromUplink(FabricFrame frame, const FrameFields& fields) = 0;

    /// A vNIC was plugged in, or is about to be unplugged.
    virtual void OnAttach(VnicDevice& device);
    virtual void OnDetach(VnicDevice& device);

    /**
     * @brief Sends a packet on the uplink, in fragments where it exceeds the underlay's MTU.
     *
     * A too large packet with DF is dropped as `mtu-exceeded`; the caller reports it.
     * @return false in that last case
     */
    bool ToUplink(FabricFrame frame);

    /// Sends a frame on the uplink as it is, once the work on it is done; the uplink drops what is too big.
    void SendWhole(FabricFrame frame);

    /// @return vNICs that have left, and where they are
    const Redirections& Left() const;

    /**
     * @brief Sends a tunnel's packet from the fabric on to another place, a router further: with that as its
     *        destination, and all else, its source above all, as it came.
     * @param fields of the packet
     * @param to IPv4, host byte order
     */
    void SendOn(FabricFrame frame, FrameFields fields, uint32_t to);

    /// @return the vNIC if it is plugged in here, else nullptr
    VnicDevice* Find(VnicId vnic) const;

    /// Does a piece of work on the frame in hand: counts it, and takes its time.
    void Do(PacketOperation operation);

    /// Seals the frame in hand, or opens it. @param bytes that AES-GCM worked on
    void DoSeal(size_t bytes);

    /// Hands a frame that came from the fabric to a vNIC.
    void Deliver(VnicDevice& device, Ptr<Packet> frame);

    /// Hands a frame of this host's to a vNIC's guest, after the time that a local hop takes.
    void DeliverLocally(VnicDevice& device, Ptr<Packet> frame);

    void Drop(DropReason reason, const Ptr<const Packet>& frame);

    /// @return whether there is somebody to ask for entries
    bool Asks() const;

    /**
     * @brief Asks for an entry that a frame of a vNIC's needs; the frame waits for it or is dropped.
     * @param of the vNIC that sent it or, where it came on the uplink, that it is for
     * @return false where there is nobody to ask, or no such entry
     */
    bool Ask(TableId table,
             std::span<const uint8_t> key,
             const VnicDevice& of,
             const Ptr<Packet>& frame,
             bool isFromUplink = false);

    /// Tells that a frame used an entry, where somebody wants to know.
    void TellUsed(TableId table, std::span<const uint8_t> key);

    /// Tells that an entry of another host's led a frame here in vain, where somebody wants to know.
    /// @param sender address of that host
    void TellNotHere(uint32_t sender, TableId table, std::span<const uint8_t> key);

    /// @return where to count what is done for the frame that came in last
    SwitchWork& Work()
    {
        return m_work[static_cast<size_t>(m_hand.population)];
    }

    DropLog& m_drops;

  private:
    /// The frame that is worked on.
    struct Hand
    {
        Population population{Population::kTraffic};
        PacketWork work{};
    };

    /// The peer of vNICs that were refused.
    class Refusal : public VnicPeer
    {
      public:
        explicit Refusal(DropLog& drops);
        void ReceiveFromVnic(VnicDevice& vnic, Ptr<Packet> frame) override;

      private:
        DropLog& m_drops;
    };

    void ReceiveFromVnic(VnicDevice& vnic, Ptr<Packet> frame) override;
    void ReceiveFromUplink(FabricFrame frame) override;
    uint32_t CoreHash(const FrameFields& fields) const;

    /// A core turns to a frame. @param from_ps when that is there
    void TakeUp(const Ptr<const Packet>& frame, uint32_t flowHash, int64_t from_ps);

    /// The same of one that has just come. @return false where there is no room for it
    bool Admit(const Ptr<const Packet>& frame, uint32_t flowHash, int64_t from_ps);
    bool Conforms(VnicId vnic, const Ptr<const Packet>& frame);
    RuleKey EntryHere(TableId table, std::span<const uint8_t> key) const;
    void GoOn(const std::vector<HeldFrame>& frames);

    Ptr<UplinkDevice> m_uplink;
    Refusal m_refusal;
    Ipv4Reassembler m_reassembler;
    const HostStack* m_stack{nullptr};
    MissSink* m_misses{nullptr};
    std::unique_ptr<HeldFrames> m_held; ///< with somebody who hears of misses
    bool m_asks{true};                  ///< for entries
    std::unordered_map<VnicId, Ptr<VnicDevice>> m_vnics;
    std::unordered_map<VnicId, Ptr<VnicDevice>> m_refused;
    std::map<VnicId, TokenBucket> m_limits;
    Redirections m_left;
    std::array<SwitchWork, kPopulations> m_work;
    PacketPrices m_prices;
    std::vector<PacketCore> m_cores{1};
    Hand m_hand; ///< the frame that came in last
};

} // namespace ns3::vnlab

#endif // VNLAB_HOST_SWITCH_H

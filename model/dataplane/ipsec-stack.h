// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_IPSEC_STACK_H
#define VNLAB_IPSEC_STACK_H

#include "model/dataplane/entry-table.h"
#include "model/dataplane/esp-packet.h"
#include "model/dataplane/ike-daemon.h"
#include "model/guest/vnic-device.h"
#include "model/guest/vnic-transform.h"
#include "model/rule/ipsec-tables.h"
#include "model/wire/frame-fields.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace ns3::vnlab
{

/// What is sealed of a packet (RFC 4301 §4.1), and what becomes of one that has no policy.
enum class EspMode : uint8_t
{
    kTunnel,    ///< all of it, between provider addresses; others are dropped
    kTransport, ///< what is behind its IPv4 header, between tenants' addresses; what leaves, or comes for others than
                ///< the VM, passes as it is
};

/// What sealing or opening a packet takes on a virtual CPU.
struct IpsecPrices
{
    int64_t packet_ps{0};
    double byte_ps{0};
    int64_t agreement_ps{0}; ///< of two ends on a secret, by IKE
};

/// Packets that were sealed or opened, of the guests' traffic, and their bytes that AES-GCM worked on.
struct IpsecWork
{
    uint64_t packets{0};
    uint64_t bytes{0};
};

/**
 * @ingroup vnlab
 * @brief The IPsec of a VM's kernel at one vNIC (RFC 4301): ESP with AES-128-GCM, in tunnel mode between
 * provider addresses, or in transport mode between tenants' addresses.
 *
 * Precedence, both ways:
 * 1. What is not IPv4 passes as it is: a guest's ARP, which hosts answer.
 * 2. IKE with peers passes as it is (RFC 4301 §5.1), with others is dropped as `not-permitted`.
 * 3. A policy that names addresses, protocol and port of the destination; of the source; addresses and
 *    protocol; addresses. Fragments other than the first have no ports.
 * 4. What has no policy is dropped as `not-permitted`, as the SPD's last entry is DISCARD; in transport mode it
 *    passes as it is, but for what comes in for the VM's own tenant's address.
 *
 * A packet that leaves is sealed with the key of the association that its policy names. One that comes in
 * sealed is opened with that of its SPI, and what is inside must be of a policy that names this very
 * association: a peer cannot speak for another. One that comes in clear must be of a policy that lets it pass
 * as it is. Without an association packets are dropped as `no-association`, as Linux does by default
 * (net.core.xfrm_larval_drop); what was not sealed with the key as `not-authentic`.
 *
 * In transport mode fragments are dropped as `unsupported`: it seals whole packets alone (RFC 4303 §3.3.4). What
 * the VM passes on for others has no policy here.
 *
 * Outer header of a tunnel: TTL 64, DSCP, ECN and DF are copied from the inner one (RFC 4301 §5.1.2, §8.1); a congestion
 * mark is handed back in. IVs count all packets that are sealed here, so no key ever sees one twice. Keys are typed, or
 * negotiated by an IkeDaemon. There is no check for replays (RFC 4303 §3.4.3).
 *
 * Packets are really encrypted, always, with a cipher made anew for each: 0.4 µs for 100 bytes and 0.55 µs
 * for 1,400, against 0.7 kB a key.
 */
class IpsecStack : public VnicTransform, private NegotiatedAssociations
{
  public:
    /// What a sealed packet says of where it is from and who can open it.
    struct Outer
    {
        uint32_t source; ///< provider's addresses
        uint32_t destination;
        uint32_t spi;
    };

    /// @param ike how keys are negotiated; nothing: all are typed
    explicit IpsecStack(EspMode mode, const std::optional<IkeSettings>& ike = std::nullopt);

    EspMode Mode() const;
    void SetPrices(const IpsecPrices& prices);

    /// The vNIC whose IPsec it is: keys can be negotiated from then on. @param at outlives it
    void Attach(VnicDevice& at);

    /// @return who negotiates keys; nullptr: nobody
    const IkeDaemon* Ike() const;

    /// @return false where the table is none of IPsec, or the bytes are not its
    bool Write(TableId table, std::span<const uint8_t> key, std::span<const uint8_t> value);
    /// @return false where there is no such entry
    bool Erase(TableId table, std::span<const uint8_t> key);
    void Clear();

    std::optional<DropReason> Leave(const VnicDevice& at, const Ptr<Packet>& frame) override;
    std::optional<DropReason> Enter(const VnicDevice& at, const Ptr<Packet>& frame) override;
    int64_t LastWork_ps() const override;
    bool Take(const VnicDevice& at, const Ptr<const Packet>& frame) override;

    /// @return what was done for the guests' traffic so far
    const IpsecWork& Work() const;

    /**
     * @brief Has one of the keys here seal what it likes, as root in the VM can.
     * @param says what the packet says, whatever the key is for; in transport mode its addresses are the frame's. The
     *        SPI by which policies call the association stands for the one that it has
     * @param keyOf the association whose key it is
     * @param frame with an IPv4 packet; sealed in place
     * @return false, with nothing done, where there is no such key
     */
    bool Forge(const Outer& says, const OutboundAssociationKey& keyOf, const Ptr<Packet>& frame);

    /// @return the associations that it seals with, ascending
    std::vector<OutboundAssociationKey> SealsWith() const;

  private:
    struct Sealing
    {
        EspKey key;
        uint32_t spi;     ///< that packets bear
        uint32_t sent{0}; ///< packets: the sequence number of the last
    };

    struct Opening
    {
        EspKey key;
        uint32_t name; ///< by which policies call it
    };

    void StartOpening(uint32_t spi, const EspKey& key, uint32_t name) override;
    void StopOpening(uint32_t spi) override;
    void StartSealing(const OutboundAssociationKey& as, uint32_t spi, const EspKey& key) override;
    void StopSealing(const OutboundAssociationKey& as) override;

    bool IsIke(const FrameFields& fields, uint32_t peer) const;
    std::optional<Opening> FindOpening(uint32_t spi) const;

    /// @return false, with nothing done, where it would be longer than IPv4 allows
    bool Seal(const Ptr<Packet>& frame,
              const FrameFields& fields,
              const Outer& outer,
              Sealing& sealing);
    std::optional<DropReason> Open(const VnicDevice& at,
                                   const Ptr<Packet>& frame,
                                   const FrameFields& outer);

    /// @return what is in front of what was opened, with it: a frame
    std::optional<std::span<uint8_t>> Unwrap(const VnicDevice& at,
                                             std::span<uint8_t> whole,
                                             const OpenedEsp& opened,
                                             const FrameFields& outer) const;
    bool IsOwnEsp(const VnicDevice& at, const FrameFields& fields) const;
    void Charge(const Ptr<const Packet>& frame, size_t bytes);

    EspMode m_mode;
    EntryTable<PolicyKey, OutboundPolicyValue> m_outbound;
    EntryTable<PolicyKey, InboundPolicyValue> m_inbound;
    std::map<OutboundAssociationKey, Sealing> m_sealing;
    EntryTable<InboundAssociationKey, AssociationValue> m_opening;
    std::map<uint32_t, Opening> m_negotiated; // by SPI
    std::optional<IkeSettings> m_ikeSettings;
    std::unique_ptr<IkeDaemon> m_ike; // nullptr: all keys are typed
    bool m_isOwn{false};              // what has just come in is for the kernel itself
    IpsecPrices m_prices;
    IpsecWork m_work;
    int64_t m_lastWork_ps{0};
    uint64_t m_sealed{0};
};

} // namespace ns3::vnlab

#endif // VNLAB_IPSEC_STACK_H

// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_IKE_DAEMON_H
#define VNLAB_IKE_DAEMON_H

#include "model/guest/vnic-device.h"
#include "model/ike/ike-peer.h"
#include "model/rule/ipsec-tables.h"

#include "ns3/event-id.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <map>
#include <span>
#include <vector>

namespace ns3::vnlab
{

/// Takes the associations that IKE negotiates.
class NegotiatedAssociations
{
  public:
    virtual ~NegotiatedAssociations() = default;

    /// @param name by which policies call it
    virtual void StartOpening(uint32_t spi, const EspKey& key, uint32_t name) = 0;
    virtual void StopOpening(uint32_t spi) = 0;

    /// In place of the one that was called so before. @param spi that packets then bear
    virtual void StartSealing(const OutboundAssociationKey& as,
                              uint32_t spi,
                              const EspKey& key) = 0;
    virtual void StopSealing(const OutboundAssociationKey& as) = 0;
};

/// How keys are negotiated.
struct IkeSettings
{
    Time rekeyAfter{};        ///< a child SA is replaced after so long; 0: never
    uint64_t rekeyPackets{0}; ///< or after so many packets by one of its associations; 0: never
};

/// What was done about keys so far.
struct IkeWork
{
    uint64_t messages{0};     ///< that were sent, those that were sent again, too
    uint64_t agreements{0};   ///< secrets that were computed: X25519, twice
    uint64_t associations{0}; ///< child SAs from which on something was sealed
    uint64_t failures{0}; ///< negotiations that came to nothing: nobody answered, or it was refused
    uint64_t notAuthentic{0}; ///< of these, those in which one did not have the other's secret

    IkeWork& operator+=(const IkeWork& other);
};

/**
 * @ingroup vnlab
 * @brief IKEv2 of a VM at one vNIC: negotiates keys with the peers of its table, by UDP between provider addresses.
 *
 * It begins with a peer once that is in the table, as strongSwan does with start_action = trap|start, and again when a
 * packet finds a policy and no association, but no more than once in 30 s: so long Linux remembers that it has asked
 * (net.core.xfrm_acq_expires). Probes ask for nothing. Who is no peer gets no answer.
 *
 * What it does takes the VM's virtual CPU the price of an agreement, before the message that follows from it leaves.
 */
class IkeDaemon
{
  public:
    /// @param associations,at outlive it
    IkeDaemon(NegotiatedAssociations& associations, VnicDevice& at, const IkeSettings& settings);
    ~IkeDaemon();
    IkeDaemon(const IkeDaemon&) = delete;
    IkeDaemon& operator=(const IkeDaemon&) = delete;

    /// @param agreement_ps what an agreement takes
    void SetPrice(int64_t agreement_ps);

    /// @return false where the bytes are none of kIkePeerTable's
    bool Write(std::span<const uint8_t> key, std::span<const uint8_t> value);
    /// @return false where there is no such peer
    bool Erase(std::span<const uint8_t> key);
    void Clear();

    bool IsPeer(uint32_t address) const;

    /// A packet for a peer has found no association.
    void Acquire(uint32_t remote);

    /// So many packets were sealed by the association to a peer.
    void Sealed(uint32_t remote, uint64_t packets);

    /// Takes a message. @param frame a datagram from a peer
    void Receive(const Ptr<const Packet>& frame);

    const IkeWork& Work() const;

    /// @return what is between this end and a peer, or nullptr; whether there is an IKE SA, it says
    const ike::Peer* FindPeer(uint32_t remote) const;

  private:
    struct Known
    {
        IkePeerValue value;
        ike::Peer peer;
        Time asksFrom;               ///< when a packet may begin a negotiation again
        std::vector<uint32_t> opens; ///< SPIs
    };

    void Draw(std::span<uint8_t> bytes);
    ike::EndSettings SettingsFor(uint32_t remote, const IkePeerValue& value) const;
    void NoticeMove();
    void Do(uint32_t remote, Known& known, const ike::Actions& actions);
    void Forget(uint32_t remote, const Known& known);
    void Send(uint32_t remote, std::span<const uint8_t> message, Time when);
    void Expire();
    void SetTimer();

    NegotiatedAssociations& m_associations;
    VnicDevice& m_at;
    IkeSettings m_settings;
    int64_t m_agreement_ps{0};
    std::map<uint32_t, Known> m_peers; // by provider address
    uint32_t m_ownAddress{0};          // under which the peers' states know this end
    uint64_t m_drawn{0};
    uint16_t m_sent{0};
    EventId m_timer;
    IkeWork m_work;
};

} // namespace ns3::vnlab

#endif // VNLAB_IKE_DAEMON_H

// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_IKE_PEER_H
#define VNLAB_IKE_PEER_H

#include "model/ike/ike-initiator.h"
#include "model/ike/ike-responder.h"

#include "ns3/nstime.h"

#include <optional>
#include <span>
#include <vector>

namespace ns3::vnlab::ike
{

/// Why a negotiation came to nothing.
enum class Failure : uint8_t
{
    kNoAnswer,
    kRefused,
    kNotAuthentic,
};

/// What an end has to do, in this order.
struct Actions
{
    bool hasAgreed{false};            ///< it has computed a secret: X25519, twice
    std::vector<ChildSa> opens{};     ///< packets may come in by these from now on
    std::optional<ChildSa> seals{};   ///< packets leave by this one from now on
    bool sealsNoMore{false};          ///< they leave by none
    std::vector<uint32_t> closed{};   ///< SPIs by which none comes in any more
    std::vector<Bytes> messages{};    ///< to the other end
    std::optional<Failure> failure{}; ///< of what was begun here, or of who has begun there
};

/**
 * @brief All that one end has to do with another by IKEv2: begins, answers, sends again, and changes keys in time.
 *
 * Pure: bytes and times in, Actions out; whoever owns it sends the messages and calls Expire() at the Deadline().
 *
 * Where both ends have begun, the one that goesFirst does not answer but asks again, as the other one may not have
 * known it before; that one gives its own up and answers. RFC 7296 leaves it open, and has both SAs where nobody
 * gives one up.
 *
 * A child SA is replaced (CREATE_CHILD_SA, §1.3.3) without a lost packet: who answers goes on sealing with the old one
 * until that is deleted, and what is under way by the old one may come in for kOpensOnFor. A new first negotiation
 * replaces all that was there. The IKE SA itself stays as long as the peer. A request without an answer ends it.
 */
class Peer
{
  public:
    /// @param rekeyAfter time after which who has initiated the IKE SA asks for another child SA; 0: never
    Peer(const EndSettings& settings, Random random, Time rekeyAfter = Time(0));

    /// The ends are called otherwise from now on: what is being negotiated for the first time is given up, and what
    /// has been negotiated goes on.
    void Rename(const EndSettings& settings);

    /// Begins, unless it has begun or has a child SA.
    Actions Start(Time now);

    /// Asks for another child SA; does nothing where there is none, or a request is under way.
    Actions Rekey(Time now);

    /// Takes a message from the other end.
    Actions Receive(std::span<const uint8_t> message, Time now);

    /// @return when Expire() has something to do
    std::optional<Time> Deadline() const;
    Actions Expire(Time now);

    /// @return the IKE SA that there is, or nullptr
    const IkeSa* Sa() const;
    /// @return the child SA that seals, where there is an IKE SA
    const ChildSa& Child() const;

  private:
    Actions ReceiveInit(std::span<const uint8_t> message);
    Actions ReceiveAsInitiator(std::span<const uint8_t> message, Time now);
    Actions ReceiveAsResponder(std::span<const uint8_t> message, Time now);
    Actions ReceiveLater(std::span<const uint8_t> message, Time now);
    void AnswerRekey(const OpenedMessage& asked, Actions& actions);
    void AnswerInformational(const OpenedMessage& asked, Time now, Actions& actions);
    void TakeAnswer(const IkeSa::Received& answer, Time now, Actions& actions);
    void Establish(const IkeSa& sa, const ChildSa& child, Time now, Actions& actions);
    void Ask(const Bytes& request, Time now, Actions& actions);
    void GiveUp(Time now, Actions& actions);
    void Retire(uint32_t spi, Time now);
    void RetireAll(Time now);
    Time NextRekey(Time now) const;

    struct Retired
    {
        uint32_t spi;
        Time closes;
    };

    EndSettings m_settings;
    Random m_random;
    Time m_rekeyAfter;

    std::optional<Initiator> m_initiator; // a first negotiation that was begun here
    std::optional<Responder> m_responder; // and one that was begun there

    std::optional<IkeSa> m_sa;
    ChildSa m_child;               // that seals
    std::optional<ChildSa> m_next; // that the other end has asked for, and opens already
    Bytes m_askedNonce;            // of the child SA that was asked for here
    uint32_t m_askedSpi{0};        // 0: none was
    uint32_t m_oldSpi{
        0}; // of the one that it replaces, until the other end seals no more with that
    Time m_rekeyAt{Time::Max()};

    std::vector<Retired> m_retired;
    uint32_t m_sent{0}; // times that the request that is under way was sent
    Time m_retryAt{Time::Max()};
};

} // namespace ns3::vnlab::ike

#endif // VNLAB_IKE_PEER_H

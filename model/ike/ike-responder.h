// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_IKE_RESPONDER_H
#define VNLAB_IKE_RESPONDER_H

#include "model/ike/ike-child.h"
#include "model/ike/ike-sa.h"

#include <optional>
#include <span>

namespace ns3::vnlab::ike
{

/**
 * @brief The end that answers a first negotiation (RFC 7296 §1.2): one that begins with a given IKE_SA_INIT.
 *
 * Bytes in, bytes out. What comes again is answered as before (§2.1).
 */
class Responder
{
  public:
    /// @param init the request as it came
    Responder(const EndSettings& settings, const Random& random, std::span<const uint8_t> init);

    /// @return what came of the request: kNext or kRefused with an Answer(), kNothing without one
    Progress Begun() const;

    /// @return whether a message is of this negotiation, by what it says
    bool IsOf(const Header& header) const;

    /// @return kNext: it was asked again. kEstablished, kNotAuthentic, kRefused: with an Answer()
    Progress Receive(std::span<const uint8_t> message);

    const Bytes& Answer() const;

    /// What has been established.
    const IkeSa& Sa() const;
    const ChildSa& Child() const;

  private:
    Progress Begin(const Random& random);
    Progress AnswerAuth(const OpenedMessage& asked);
    Progress Refuse(uint16_t error, Progress how);

    EndSettings m_settings;
    Bytes m_init;       // what was asked first
    Bytes m_initAnswer; // and what was answered
    Bytes m_answer;     // the last time
    uint64_t m_initiatorSpi{0};
    Freshness m_freshness;
    uint32_t m_opensSpi{0};
    std::optional<IkeSa> m_sa;
    ChildSa m_child;
    Progress m_begun;
};

} // namespace ns3::vnlab::ike

#endif // VNLAB_IKE_RESPONDER_H

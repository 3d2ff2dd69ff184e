// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_IKE_INITIATOR_H
#define VNLAB_IKE_INITIATOR_H

#include "model/ike/ike-child.h"
#include "model/ike/ike-sa.h"
#include "model/ike/x25519.h"

#include <optional>
#include <span>

namespace ns3::vnlab::ike
{

/**
 * @brief The end that begins: IKE_SA_INIT, then IKE_AUTH with the first child SA (RFC 7296 §1.2).
 *
 * Bytes in, bytes out: who sends them, and when again, is the caller's.
 */
class Initiator
{
  public:
    Initiator(const EndSettings& settings, const Random& random);

    uint64_t Spi() const;

    /// @return the request that is under way
    const Bytes& Request() const;

    /// @return whether the first exchange is done, so that there are keys
    bool HasKeys() const;

    Progress Receive(std::span<const uint8_t> message);

    /// What has been established.
    const IkeSa& Sa() const;
    const ChildSa& Child() const;

  private:
    Progress ReceiveInit(std::span<const uint8_t> message, const Header& header);
    Progress ReceiveAuth(std::span<const uint8_t> message);
    void AskForChild();

    EndSettings m_settings;
    X25519Bytes m_secret;
    Freshness m_freshness;
    uint32_t m_opensSpi;
    Bytes m_init;   // what was asked first
    Bytes m_answer; // and what came back
    std::optional<IkeSa> m_sa;
    ChildSa m_child;
};

} // namespace ns3::vnlab::ike

#endif // VNLAB_IKE_INITIATOR_H

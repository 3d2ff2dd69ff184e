// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PRESENTED_IDENTITY_H
#define VNLAB_PRESENTED_IDENTITY_H

#include "model/identity/identity-verifier.h"
#include "model/identity/possession.h"

#include <cstdint>
#include <span>

namespace ns3::vnlab
{

/// What a VM presents to its host when it attaches. Views of the caller's bytes.
struct PresentedIdentity
{
    Uuid claimed;
    std::span<const uint8_t> certificateDer;
    Challenge challenge;             ///< the host's
    std::span<const uint8_t> answer; ///< the VM's, by AnswerChallenge
};

/// What a host finds out about it by cryptography alone, whoever else is attached.
struct IdentityVerdict
{
    VerificationResult result; ///< up to kNoPossession
    PublicKey key{};           ///< the certificate's, where it is accepted

    bool operator==(const IdentityVerdict&) const = default;
};

/**
 * @brief Verifies the certificate, then the possession of its key.
 * @param verifier of the host
 * @param now_s seconds since the Unix epoch
 */
IdentityVerdict VerifyPresented(const IdentityVerifier& verifier,
                                const PresentedIdentity& presented,
                                int64_t now_s);

} // namespace ns3::vnlab

#endif // VNLAB_PRESENTED_IDENTITY_H

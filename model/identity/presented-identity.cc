// SPDX-License-Identifier: GPL-2.0-only
#include "model/identity/presented-identity.h"

#include <optional>

namespace ns3::vnlab
{

IdentityVerdict
VerifyPresented(const IdentityVerifier& verifier, const PresentedIdentity& presented, int64_t now_s)
{
    const auto certificate = VmCertificate::Parse(presented.certificateDer);
    const VerificationResult verified = verifier.Verify(certificate, presented.claimed, now_s);
    if (verified != VerificationResult::kAccepted)
    {
        return {verified};
    }
    if (!ProvesPossession(
            certificate->Key(), presented.claimed, presented.challenge, presented.answer))
    {
        return {VerificationResult::kNoPossession};
    }
    return {VerificationResult::kAccepted, certificate->Key()};
}

} // namespace ns3::vnlab

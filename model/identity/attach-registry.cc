// SPDX-License-Identifier: GPL-2.0-only
#include "model/identity/attach-registry.h"

#include <optional>

namespace ns3::vnlab
{

VerificationResult
AttachRegistry::Attach(const IdentityVerifier& verifier,
                       const AttachRequest& request,
                       int64_t now_s)
{
    const std::optional<VmCertificate> certificate = VmCertificate::Parse(request.certificateDer);
    const VerificationResult verified = verifier.Verify(certificate, request.claimed, now_s);
    if (verified != VerificationResult::kAccepted)
    {
        return verified;
    }
    if (!ProvesPossession(certificate->Key(), request.claimed, request.challenge, request.answer))
    {
        return VerificationResult::kNoPossession;
    }
    const Attachment attachment{request.at, certificate->Key()};
    const auto [holder, isNew] = m_attached.emplace(request.claimed, attachment);
    return isNew || holder->second == attachment ? VerificationResult::kAccepted
                                                 : VerificationResult::kReusedUuid;
}

bool
AttachRegistry::Detach(const Uuid& uuid, const AttachPoint& at)
{
    const auto found = m_attached.find(uuid);
    if (found == m_attached.end() || found->second.at != at)
    {
        return false;
    }
    m_attached.erase(found);
    return true;
}

const AttachPoint*
AttachRegistry::Find(const Uuid& uuid) const
{
    const auto found = m_attached.find(uuid);
    return found == m_attached.end() ? nullptr : &found->second.at;
}

} // namespace ns3::vnlab

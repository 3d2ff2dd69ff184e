// SPDX-License-Identifier: GPL-2.0-only
#include "model/identity/attach-registry.h"

namespace ns3::vnlab
{

VerificationResult
AttachRegistry::Attach(const Uuid& uuid, const AttachPoint& at, const PublicKey& key)
{
    const Attachment attachment{at, key};
    const auto [holder, isNew] = m_attached.emplace(uuid, attachment);
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

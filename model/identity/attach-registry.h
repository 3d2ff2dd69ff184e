// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_ATTACH_REGISTRY_H
#define VNLAB_ATTACH_REGISTRY_H

#include "model/identity/identity-verifier.h"
#include "model/identity/possession.h"
#include "model/ids.h"

#include <cstdint>
#include <span>
#include <unordered_map>

namespace ns3::vnlab
{

/// Where a VM attaches: a virtual machine, as its hypervisor counts it, on a host.
struct AttachPoint
{
    HostId host;
    VmId vm;

    bool operator==(const AttachPoint&) const = default;
};

/// What a VM presents to its host when it attaches. Views of the caller's bytes.
struct AttachRequest
{
    AttachPoint at;
    Uuid claimed;
    std::span<const uint8_t> certificateDer;
    Challenge challenge;             ///< the host's
    std::span<const uint8_t> answer; ///< the VM's, by AnswerChallenge
};

/**
 * @brief Which identities are attached now, and where, over all hosts.
 *
 * A UUID is attached at one point at a time: a VM that moves detaches first. A copied certificate
 * with its key is thus noticed as soon as both copies are attached.
 */
class AttachRegistry
{
  public:
    /**
     * @brief Verifies the certificate, then the possession of its key, then that the UUID is free;
     *        where all hold, the UUID is attached. Attaching again at the same point with the same
     *        key changes nothing and is accepted.
     * @param verifier of the host
     * @param now_s seconds since the Unix epoch
     * @return kAccepted, or the reason why nothing changed
     */
    VerificationResult Attach(const IdentityVerifier& verifier,
                              const AttachRequest& request,
                              int64_t now_s);

    /// @return whether the UUID was attached there; if it is attached elsewhere, nothing changes
    bool Detach(const Uuid& uuid, const AttachPoint& at);

    /// @return where the UUID is attached, or null
    const AttachPoint* Find(const Uuid& uuid) const;

  private:
    struct Attachment
    {
        AttachPoint at;
        PublicKey key;

        bool operator==(const Attachment&) const = default;
    };

    std::unordered_map<Uuid, Attachment> m_attached;
};

} // namespace ns3::vnlab

#endif // VNLAB_ATTACH_REGISTRY_H

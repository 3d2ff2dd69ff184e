// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_ATTACH_REGISTRY_H
#define VNLAB_ATTACH_REGISTRY_H

#include "model/identity/signing-key.h"
#include "model/identity/uuid.h"
#include "model/identity/verification-result.h"
#include "model/ids.h"

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
     * @brief Attaches a UUID whose owner has been verified, where it is free. Attaching again at the
     *        same point with the same key changes nothing and is accepted.
     * @return kAccepted, or kReusedUuid where nothing changed
     */
    VerificationResult Attach(const Uuid& uuid, const AttachPoint& at, const PublicKey& key);

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

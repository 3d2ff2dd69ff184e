// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_IDENTITY_GUARD_H
#define VNLAB_IDENTITY_GUARD_H

#include "model/cloud/cloud-plan.h"
#include "model/deployment/attach-guard.h"
#include "model/identity/attach-registry.h"
#include "model/identity/certificate-authority.h"
#include "model/identity/possession.h"

#include <cstdint>
#include <map>
#include <vector>

namespace ns3::vnlab
{

/// Simulated time 0 in seconds since the Unix epoch: 2026-01-01T00:00:00Z.
constexpr int64_t kSimulationEpoch_s = 1'767'225'600;

/**
 * @ingroup vnlab
 * @brief Admits a VM when its certificate verifies against its tenant's root, really, with GnuTLS.
 *
 * Each tenant has a CA of its own, which issues every VM a certificate for its UUID, valid for a
 * year. A host verifies the certificate and that the VM has its key, and that the UUID is attached
 * nowhere else.
 */
class IdentityGuard : public AttachGuard
{
  public:
    /// @param plan outlives the guard
    /// @param seed of the CAs' keys: the same seed, the same certificates
    IdentityGuard(const CloudPlan& plan, uint64_t seed);
    ~IdentityGuard() override;

    bool Admit(VmId vm, HostId host) override;
    void Release(VmId vm) override;
    uint64_t Signatures() const override;
    uint64_t Verifications() const override;

    /// Makes a VM present another identity than its own from now on, as an impostor would.
    void Present(VmId vm, IssuedIdentity identity);

    /// @return the CA of a tenant
    const CertificateAuthority& AuthorityOf(TenantId tenant) const;

    /// @return what the host said when the VM last wanted to attach
    VerificationResult ResultOf(VmId vm) const;

  private:
    /// What a VM presents: issued anew each time, always the same, as a million certificates kept
    /// are gigabytes.
    IssuedIdentity IdentityOf(VmId vm) const;

    const CloudPlan& m_plan;
    std::vector<CertificateAuthority> m_authorities; // by TenantId
    std::map<VmId, IssuedIdentity> m_impostors;
    std::vector<VerificationResult> m_results; // by VmId, of VMs that wanted to attach
    std::vector<HostId> m_hosts;               // by VmId, where they did
    AttachRegistry m_registry;
    ChallengeSource m_challenges;
    uint64_t m_signatures{0};
    uint64_t m_verifications{0};
};

} // namespace ns3::vnlab

#endif // VNLAB_IDENTITY_GUARD_H

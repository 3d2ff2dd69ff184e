// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_IDENTITY_GUARD_H
#define VNLAB_IDENTITY_GUARD_H

#include "helper/identity-check.h"
#include "model/deployment/attach-guard.h"
#include "model/identity/attach-registry.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <vector>

namespace ns3::vnlab
{

/// How much of what a cloud's hosts verify is really computed, and by how many threads.
struct IdentityEffort
{
    double verify{1};    ///< part of the VMs, drawn by their names
    uint32_t threads{1}; ///< for VMs that are expected
};

/**
 * @ingroup vnlab
 * @brief Admits a VM when its certificate verifies against its tenant's root, really, with GnuTLS.
 *
 * Each tenant has a CA of its own, which issues every VM a certificate for its UUID, valid for a
 * year. A host verifies the certificate and that the VM has its key, and that the UUID is attached
 * nowhere else. All hosts know at once which certificates are revoked.
 *
 * Where only a sample is verified, a VM outside it that presents its own identity is taken for
 * verified, which can only come out one way. A VM that presents another identity, or that an attack
 * concerns, is always verified, and so is everyone once certificates have expired.
 */
class IdentityGuard : public AttachGuard
{
  public:
    /// @param plan outlives the guard
    /// @param seed of the CAs' keys: the same seed, the same certificates
    IdentityGuard(const CloudPlan& plan, uint64_t seed, const IdentityEffort& effort = {});
    ~IdentityGuard() override;

    void Expect(std::span<const VmId> vms) override;
    bool Admit(VmId vm, HostId host) override;
    void Release(VmId vm) override;
    void Revoke(VmId vm) override;
    void Concern(VmId vm) override;
    uint64_t Signatures() const override;
    uint64_t Verifications() const override;
    AttachCounts Counts() const override;

    /// Makes a VM present another identity than its own from now on, as an impostor would.
    void Present(VmId vm, IssuedIdentity identity);

    /// @return the CA of a tenant
    CertificateAuthority AuthorityOf(TenantId tenant) const;

    /// @return what the host said when the VM last wanted to attach
    VerificationResult ResultOf(VmId vm) const;

  private:
    bool IsToBeVerified(VmId vm, int64_t now_s) const;
    IdentityVerdict Verify(VmId vm, int64_t now_s);
    const IssuedIdentity* ForeignOf(VmId vm) const;

    /// What a VM has to do with attaching so far.
    struct Record
    {
        VerificationResult result{VerificationResult::kAccepted}; ///< of the last time
        HostId host;                                              ///< where, the last time
        uint32_t attachments{0};                                  ///< how often it wanted to attach
    };

    /// Verdicts that were computed before they are asked for, and hold at that time.
    struct Expected
    {
        int64_t now_s{0};
        std::vector<std::optional<IdentityVerdict>> verdicts; ///< by VmId
        size_t left{0};                                       ///< after which the memory is freed
    };

    const CloudPlan& m_plan;
    uint64_t m_seed;
    IdentityEffort m_effort;
    IdentityCheck m_check;
    std::map<VmId, IssuedIdentity> m_foreign;
    std::set<VmId> m_concerned;
    std::set<VmId> m_revoked;
    std::vector<Record> m_records; // by VmId
    Expected m_expected;
    AttachRegistry m_registry;
    AttachCounts m_counts;
    uint64_t m_wanted{0};
};

} // namespace ns3::vnlab

#endif // VNLAB_IDENTITY_GUARD_H

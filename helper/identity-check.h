// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_IDENTITY_CHECK_H
#define VNLAB_IDENTITY_CHECK_H

#include "model/cloud/cloud-plan.h"
#include "model/identity/certificate-authority.h"
#include "model/identity/presented-identity.h"

#include <cstdint>
#include <optional>

namespace ns3::vnlab
{

/// Simulated time 0 in seconds since the Unix epoch: 2026-01-01T00:00:00Z.
constexpr int64_t kSimulationEpoch_s = 1'767'225'600;

/// Of the certificates that VMs get: from a day before the run, for a year.
constexpr Validity kOwnValidity{kSimulationEpoch_s - 24 * 3600,
                                kSimulationEpoch_s + 365 * 24 * 3600};

/// @return the CA of a tenant. The same seed, the same certificates.
CertificateAuthority AuthorityOf(const CloudPlan& plan, TenantId tenant, uint64_t seed);

/**
 * @brief What a VM and its host compute when the VM attaches, really, with GnuTLS: its certificate,
 *        the answer to the host's challenge, and the verification of both.
 *
 * A function of its arguments, whatever was checked before: so VMs can be checked in any order and by
 * several threads, each with a check of its own. It keeps the CA of one tenant, so that VMs are best
 * checked tenant by tenant; certificates are not kept, as those of a million VMs are gigabytes.
 */
class IdentityCheck
{
  public:
    /// @param plan outlives the check
    IdentityCheck(const CloudPlan& plan, uint64_t seed);

    /**
     * @param attachment how often the VM has attached before
     * @param foreign what the VM presents, or nullptr: its own identity
     * @param now_s seconds since the Unix epoch
     */
    IdentityVerdict Of(VmId vm, uint32_t attachment, const IssuedIdentity* foreign, int64_t now_s);

  private:
    struct Tenant
    {
        Tenant(TenantId tenant, CertificateAuthority ca);

        TenantId id;
        CertificateAuthority authority;
        CertificateIssuer issuer;
        IdentityVerifier verifier;
    };

    Tenant& At(TenantId tenant);

    const CloudPlan& m_plan;
    uint64_t m_seed;
    std::optional<Tenant> m_tenant;
};

} // namespace ns3::vnlab

#endif // VNLAB_IDENTITY_CHECK_H

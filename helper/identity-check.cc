// SPDX-License-Identifier: GPL-2.0-only
#include "helper/identity-check.h"

#include <utility>

namespace ns3::vnlab
{

CertificateAuthority
AuthorityOf(const CloudPlan& plan, TenantId tenant, uint64_t seed)
{
    // A seed of the tenant's own: equal names of two runs' tenants have different keys.
    return {plan.At(tenant).name, seed * 0x9e3779b97f4a7c15 + tenant.value};
}

IdentityCheck::Tenant::Tenant(TenantId tenant, CertificateAuthority ca)
    : id(tenant),
      authority(std::move(ca)),
      issuer(authority),
      verifier({&authority.RootDer(), 1})
{
}

IdentityCheck::IdentityCheck(const CloudPlan& plan, uint64_t seed)
    : m_plan(plan),
      m_seed(seed)
{
}

IdentityCheck::Tenant&
IdentityCheck::At(TenantId tenant)
{
    if (!m_tenant || m_tenant->id != tenant)
    {
        m_tenant.emplace(tenant, AuthorityOf(m_plan, tenant, m_seed));
    }
    return *m_tenant;
}

IdentityVerdict
IdentityCheck::Of(VmId vm, uint32_t attachment, const IssuedIdentity* foreign, int64_t now_s)
{
    const VmPlan& plan = m_plan.At(vm);
    const Uuid claimed{plan.uuid};
    const Tenant& tenant = At(plan.tenant);
    const IssuedIdentity identity = foreign ? *foreign : tenant.issuer.Issue(claimed, kOwnValidity);
    const Challenge challenge = MakeChallenge(m_seed, vm, attachment);
    const Signature answer = AnswerChallenge(identity.key, claimed, challenge);
    return VerifyPresented(
        tenant.verifier, {claimed, identity.certificateDer, challenge, answer}, now_s);
}

} // namespace ns3::vnlab

// SPDX-License-Identifier: GPL-2.0-only
#include "helper/identity-guard.h"

#include "model/identity/identity-verifier.h"

#include "ns3/simulator.h"

#include <utility>

namespace ns3::vnlab
{

namespace
{

constexpr int64_t kDay_s = 24 * 3600;

/// A tenant's own seed, so that equal names of two runs' tenants have different keys.
uint64_t
SeedOf(uint64_t seed, uint32_t tenant)
{
    return seed * 0x9e3779b97f4a7c15 + tenant;
}

} // namespace

IdentityGuard::IdentityGuard(const CloudPlan& plan, uint64_t seed)
    : m_plan(plan),
      m_results(plan.vms.size()),
      m_hosts(plan.vms.size()),
      m_challenges(seed)
{
    for (uint32_t tenant = 0; tenant < plan.tenants.size(); ++tenant)
    {
        m_authorities.emplace_back(plan.tenants[tenant].name, SeedOf(seed, tenant));
    }
}

IdentityGuard::~IdentityGuard() = default;

IssuedIdentity
IdentityGuard::IdentityOf(VmId vm) const
{
    const auto impostor = m_impostors.find(vm);
    if (impostor != m_impostors.end())
    {
        return impostor->second;
    }
    const VmPlan& plan = m_plan.At(vm);
    const Validity validity{kSimulationEpoch_s - kDay_s, kSimulationEpoch_s + 365 * kDay_s};
    return AuthorityOf(plan.tenant).Issue(Uuid{plan.uuid}, validity);
}

bool
IdentityGuard::Admit(VmId vm, HostId host)
{
    const VmPlan& plan = m_plan.At(vm);
    const IssuedIdentity identity = IdentityOf(vm);
    const Challenge challenge = m_challenges.Next();
    const Signature answer = AnswerChallenge(identity.key, Uuid{plan.uuid}, challenge);
    const AttachRequest request{.at = {host, vm},
                                .claimed = Uuid{plan.uuid},
                                .certificateDer = identity.certificateDer,
                                .challenge = challenge,
                                .answer = answer};
    const int64_t now_s = kSimulationEpoch_s + static_cast<int64_t>(Simulator::Now().GetSeconds());
    const IdentityVerifier verifier({&AuthorityOf(plan.tenant).RootDer(), 1});
    const VerificationResult result = m_registry.Attach(verifier, request, now_s);
    m_signatures += 1;
    m_verifications += 2; // the certificate's and the answer's
    m_results[vm.value] = result;
    m_hosts[vm.value] = host;
    return result == VerificationResult::kAccepted;
}

void
IdentityGuard::Release(VmId vm)
{
    m_registry.Detach(Uuid{m_plan.At(vm).uuid}, {m_hosts[vm.value], vm});
}

uint64_t
IdentityGuard::Signatures() const
{
    return m_signatures;
}

uint64_t
IdentityGuard::Verifications() const
{
    return m_verifications;
}

void
IdentityGuard::Present(VmId vm, IssuedIdentity identity)
{
    m_impostors.insert_or_assign(vm, std::move(identity));
}

const CertificateAuthority&
IdentityGuard::AuthorityOf(TenantId tenant) const
{
    return m_authorities[tenant.value];
}

VerificationResult
IdentityGuard::ResultOf(VmId vm) const
{
    return m_results[vm.value];
}

} // namespace ns3::vnlab

// SPDX-License-Identifier: GPL-2.0-only
#include "helper/identity-guard.h"

#include "helper/parallel-blocks.h"

#include "ns3/abort.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace ns3::vnlab
{

namespace
{

int64_t
Now_s()
{
    return kSimulationEpoch_s + static_cast<int64_t>(Simulator::Now().GetSeconds());
}

/// @return a number in [0, 1) that a VM's name and the seed decide
double
DrawOf(const CloudPlan& plan, VmId vm, uint64_t seed)
{
    const VmPlan& drawn = plan.At(vm);
    const DerivedBytes bytes =
        Derive("vnlab identity sample",
               {BytesOf(seed), BytesOf(plan.At(drawn.tenant).name), BytesOf(drawn.name)});
    uint32_t number = 0;
    for (size_t i = 0; i < sizeof(number); ++i)
    {
        number = number << 8 | bytes[i];
    }
    return number * 0x1p-32;
}

} // namespace

IdentityGuard::IdentityGuard(const CloudPlan& plan, uint64_t seed, const IdentityEffort& effort)
    : m_plan(plan),
      m_seed(seed),
      m_effort(effort),
      m_check(plan, seed),
      m_records(plan.vms.size())
{
}

IdentityGuard::~IdentityGuard() = default;

void
IdentityGuard::Expect(std::span<const VmId> vms)
{
    const int64_t now_s = Now_s();
    std::vector<VmId> chosen;
    std::ranges::copy_if(
        vms, std::back_inserter(chosen), [&](VmId vm) { return IsToBeVerified(vm, now_s); });
    m_expected = {now_s, {}, chosen.size()};
    m_records.resize(m_plan.vms.size());
    m_expected.verdicts.resize(chosen.empty() ? 0 : m_plan.vms.size());
    ForEachBlock(chosen.size(),
                 m_effort.threads,
                 [&](size_t begin, size_t end)
                 {
                     IdentityCheck check(m_plan, m_seed);
                     for (size_t i = begin; i < end; ++i)
                     {
                         const VmId vm = chosen[i];
                         m_expected.verdicts[vm.value] =
                             check.Of(vm, m_records[vm.value].attachments, ForeignOf(vm), now_s);
                     }
                 });
}

bool
IdentityGuard::Admit(VmId vm, HostId host)
{
    m_records.resize(m_plan.vms.size()); // the plan may have grown
    const int64_t now_s = Now_s();
    IdentityVerdict verdict{VerificationResult::kAccepted};
    if (IsToBeVerified(vm, now_s))
    {
        verdict = Verify(vm, now_s);
        m_counts.verified += 1;
    }
    if (verdict.result == VerificationResult::kAccepted && m_revoked.contains(vm))
    {
        verdict.result = VerificationResult::kRevoked;
    }
    if (verdict.result == VerificationResult::kAccepted)
    {
        verdict.result = m_registry.Attach(Uuid{m_plan.At(vm).uuid}, {host, vm}, verdict.key);
    }
    Record& record = m_records[vm.value];
    record = {verdict.result, host, record.attachments + 1};
    m_wanted += 1;
    const bool accepted = verdict.result == VerificationResult::kAccepted;
    m_counts.admitted += accepted ? 1 : 0;
    return accepted;
}

/// Computes it, or takes what was computed ahead: the same.
IdentityVerdict
IdentityGuard::Verify(VmId vm, int64_t now_s)
{
    const bool isExpected = m_expected.left > 0 && m_expected.now_s == now_s &&
                            vm.value < m_expected.verdicts.size() && m_expected.verdicts[vm.value];
    if (!isExpected)
    {
        return m_check.Of(vm, m_records[vm.value].attachments, ForeignOf(vm), now_s);
    }
    const IdentityVerdict verdict = *std::exchange(m_expected.verdicts[vm.value], std::nullopt);
    if (--m_expected.left == 0)
    {
        m_expected = {};
    }
    return verdict;
}

void
IdentityGuard::Release(VmId vm)
{
    m_registry.Detach(Uuid{m_plan.At(vm).uuid}, {m_records[vm.value].host, vm});
}

void
IdentityGuard::Revoke(VmId vm)
{
    m_revoked.insert(vm);
}

void
IdentityGuard::Concern(VmId vm)
{
    const int64_t now_s = Now_s();
    const bool wasVerified = IsToBeVerified(vm, now_s);
    m_concerned.insert(vm);
    const AttachPoint* at = m_registry.Find(Uuid{m_plan.At(vm).uuid});
    if (wasVerified || !at || at->vm != vm)
    {
        return;
    }
    const IdentityVerdict verdict =
        m_check.Of(vm, m_records[vm.value].attachments - 1, ForeignOf(vm), now_s);
    NS_ABORT_MSG_UNLESS(verdict.result == VerificationResult::kAccepted,
                        "a VM's own identity was taken for verified, but is not valid");
    m_counts.verified += 1;
}

bool
IdentityGuard::IsToBeVerified(VmId vm, int64_t now_s) const
{
    return m_effort.verify >= 1 || m_foreign.contains(vm) || m_concerned.contains(vm) ||
           now_s > kOwnValidity.notAfter_s || DrawOf(m_plan, vm, m_seed) < m_effort.verify;
}

const IssuedIdentity*
IdentityGuard::ForeignOf(VmId vm) const
{
    const auto found = m_foreign.find(vm);
    return found == m_foreign.end() ? nullptr : &found->second;
}

uint64_t
IdentityGuard::Signatures() const
{
    return m_wanted;
}

uint64_t
IdentityGuard::Verifications() const
{
    return 2 * m_wanted; // the certificate's and the answer's
}

AttachCounts
IdentityGuard::Counts() const
{
    return m_counts;
}

void
IdentityGuard::Present(VmId vm, IssuedIdentity identity)
{
    m_foreign.insert_or_assign(vm, std::move(identity));
    m_expected = {}; // holds what the VM presented before
}

CertificateAuthority
IdentityGuard::AuthorityOf(TenantId tenant) const
{
    return vnlab::AuthorityOf(m_plan, tenant, m_seed);
}

VerificationResult
IdentityGuard::ResultOf(VmId vm) const
{
    return m_records[vm.value].result;
}

} // namespace ns3::vnlab

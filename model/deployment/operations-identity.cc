// SPDX-License-Identifier: GPL-2.0-only
//
// Identities that are taken back.

#include "model/cloud/cloud-names.h"
#include "model/deployment/operations.h"
#include "model/spec/isolation.h"

#include <algorithm>
#include <set>
#include <stdexcept>
#include <string>

namespace ns3::vnlab
{

ChangeReport
Operations::Revoke(VmId vm, Done acked)
{
    const auto refuse = [this, vm](const std::string& why)
    { throw std::invalid_argument(NameOf(m_plan, vm) + " cannot be revoked: " + why); };
    AttachGuard* const guard = m_attachment.Guard();
    if (!guard)
    {
        refuse("no host verifies identities");
    }
    if (IsRevoked(vm))
    {
        refuse("it has been already");
    }
    m_revoked.insert(vm);
    const TenantId tenant = m_plan.At(vm).tenant;
    const ChangeReport report = Apply(
        {{tenant, {}}}, [this, vm] { m_revoked.erase(vm); }, std::move(acked));
    guard->Revoke(vm);
    return report;
}

bool
Operations::IsRevoked(VmId vm) const
{
    return m_revoked.contains(vm);
}

/// @return whether VMs of a tenant have vNICs without links, before or after: edits do not say which
bool
Operations::IsReadWhole(TenantId tenant) const
{
    return Views()[tenant.value].KeepsVnics() || !m_wanted[tenant.value]->keptPaths.empty() ||
           std::ranges::any_of(m_revoked,
                               [this, tenant](VmId vm) { return m_plan.At(vm).tenant == tenant; });
}

/// A VM without an identity has no links.
TenantView
Operations::MakeView(TenantId tenant) const
{
    std::set<std::string> revoked;
    for (const VmId vm : m_revoked)
    {
        if (m_plan.At(vm).tenant == tenant)
        {
            revoked.insert(m_plan.At(vm).name);
        }
    }
    const Specification& wanted = *m_wanted[tenant.value];
    return revoked.empty() ? TenantView(m_plan, m_version, tenant, wanted)
                           : TenantView(m_plan, m_version, tenant, Isolated(wanted, revoked));
}

} // namespace ns3::vnlab

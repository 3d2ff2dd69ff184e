// SPDX-License-Identifier: GPL-2.0-only
#include "helper/design-helper.h"

#include "model/guest/full-guest.h"
#include "model/guest/light-guest.h"

#include "ns3/internet-stack-helper.h"
#include "ns3/node-container.h"

#include <utility>

namespace ns3::vnlab
{

DesignHelper::DesignHelper(const DesignChoice& design)
    : m_design(design)
{
}

DesignHelper::DesignHelper(std::string_view design)
    : DesignHelper(Registry<Design>::Get().Expect("design", design))
{
}

void
DesignHelper::SetControlPlane(std::string_view name, const OwnKeys* keys)
{
    m_design.SetControlPlane(name, keys);
}

void
DesignHelper::SetEncapsulation(std::string_view name)
{
    m_design.SetEncapsulation(name);
}

void
DesignHelper::SetGuests(GuestKind kind)
{
    m_guests = kind;
}

void
DesignHelper::SetGuests(TenantId tenant, GuestKind kind)
{
    m_guestsOfTenant[tenant] = kind;
}

void
DesignHelper::SetCosts(const CostTable& costs)
{
    m_costs = costs;
}

void
DesignHelper::SetSeed(uint64_t seed)
{
    m_seed = seed;
}

void
DesignHelper::SetIdentityEffort(const IdentityEffort& effort)
{
    m_identityEffort = effort;
}

GuestKind
DesignHelper::KindOf(TenantId tenant) const
{
    const auto it = m_guestsOfTenant.find(tenant);
    return it == m_guestsOfTenant.end() ? m_guests : it->second;
}

std::unique_ptr<Deployment>
DesignHelper::Install(Substrate& substrate, CloudPlan& plan) const
{
    return Install(substrate,
                   plan,
                   m_design.GetDesign().VerifiesIdentity()
                       ? std::make_unique<IdentityGuard>(plan, m_seed, m_identityEffort)
                       : nullptr);
}

std::unique_ptr<Deployment>
DesignHelper::Install(Substrate& substrate,
                      CloudPlan& plan,
                      std::unique_ptr<AttachGuard> guard) const
{
    const auto makeGuest = [this, &plan](VmId vm, DropLog& drops) -> std::unique_ptr<Guest>
    {
        if (KindOf(plan.At(vm).tenant) == GuestKind::kFull)
        {
            return std::make_unique<FullGuest>(vm, drops);
        }
        return std::make_unique<LightGuest>(vm, drops);
    };
    if (m_design.GetDesign().NumbersByRack())
    {
        NumberByRack(plan, substrate.fabric->GetTopology());
        substrate.fabric->SetRackPrefixes(plan.byRack->Prefixes());
    }
    return std::make_unique<Deployment>(
        m_design, substrate, plan, m_costs, makeGuest, std::move(guard));
}

int64_t
DesignHelper::AssignStreams(Deployment& cloud, int64_t stream)
{
    NodeContainer nodes;
    for (uint32_t vm = 0; vm < cloud.Plan().vms.size(); ++vm)
    {
        if (const auto* guest = dynamic_cast<const FullGuest*>(&cloud.GuestOf(VmId{vm})))
        {
            nodes.Add(guest->GetNode());
        }
    }
    return InternetStackHelper().AssignStreams(nodes, stream);
}

} // namespace ns3::vnlab

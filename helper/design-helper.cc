// SPDX-License-Identifier: GPL-2.0-only
#include "helper/design-helper.h"

#include "model/guest/full-guest.h"
#include "model/guest/light-guest.h"

#include "ns3/internet-stack-helper.h"
#include "ns3/node-container.h"

#include <stdexcept>
#include <string>
#include <utility>

namespace ns3::vnlab
{

namespace
{

const Design&
DesignOf(std::string_view name)
{
    if (const Design* design = FindDesign(name))
    {
        return *design;
    }
    std::string accepted;
    for (const Design* design : AllDesigns())
    {
        accepted += (accepted.empty() ? "" : ", ") + std::string(design->Name());
    }
    throw std::invalid_argument("no design is called \"" + std::string(name) +
                                "\"; accepted: " + accepted);
}

} // namespace

DesignHelper::DesignHelper(const Design& design)
    : m_design(design)
{
}

DesignHelper::DesignHelper(std::string_view design)
    : DesignHelper(DesignOf(design))
{
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
DesignHelper::Install(Substrate& substrate, const CloudPlan& plan) const
{
    return Install(substrate,
                   plan,
                   m_design.VerifiesIdentity()
                       ? std::make_unique<IdentityGuard>(plan, m_seed, m_identityEffort)
                       : nullptr);
}

std::unique_ptr<Deployment>
DesignHelper::Install(Substrate& substrate,
                      const CloudPlan& plan,
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

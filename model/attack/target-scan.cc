// SPDX-License-Identifier: GPL-2.0-only
#include "model/attack/target-scan.h"

#include "model/attack/known-reach.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

namespace ns3::vnlab
{

namespace
{

/// Keeps a list ascending.
void
Enter(std::vector<VmId>& vms, VmId vm, bool exists)
{
    const auto place = std::ranges::lower_bound(vms, vm);
    const bool there = place != vms.end() && *place == vm;
    if (exists && !there)
    {
        vms.insert(place, vm);
    }
    else if (!exists && there)
    {
        vms.erase(place);
    }
}

class BlindScan : public TargetScan
{
  public:
    explicit BlindScan(const AttackSetting& setting)
        : m_setting(setting)
    {
        for (const VmId vm : setting.cloud.ActiveVms())
        {
            VmChanged(vm, true);
        }
        setting.cloud.OnVmChange([this](VmId vm, bool exists) { VmChanged(vm, exists); });
    }

    BlindScan(const BlindScan&) = delete;
    BlindScan& operator=(const BlindScan&) = delete;

    const std::vector<VmId>& All(VmId) override
    {
        return m_all;
    }

    const std::vector<VmId>* Near(VmId from) override
    {
        const auto near = m_ofTenant.find(m_setting.cloud.Plan().At(from).tenant);
        return near != m_ofTenant.end() ? &near->second : nullptr;
    }

  private:
    void VmChanged(VmId vm, bool exists)
    {
        if (m_setting.IsVictim(vm))
        {
            Enter(m_all, vm, exists);
            Enter(m_ofTenant[m_setting.cloud.Plan().At(vm).tenant], vm, exists);
        }
    }

    AttackSetting m_setting;
    std::vector<VmId> m_all;
    std::map<TenantId, std::vector<VmId>> m_ofTenant;
};

class ReachableScan : public TargetScan
{
  public:
    ReachableScan(const AttackSetting& setting, const std::vector<Service>& services)
        : m_setting(setting),
          m_reach(
              setting.cloud,
              {.attacker = setting.attacker, .contact = Contact::kExploit, .services = services})
    {
    }

    const std::vector<VmId>& All(VmId from) override
    {
        Refresh();
        const std::vector<VmId>& reached = m_reach.From(from);
        if (m_setting.attacker.position == Position::kInside)
        {
            return reached;
        }
        const auto [known, isNew] = m_victims.try_emplace(&reached);
        if (isNew)
        {
            std::ranges::copy_if(reached,
                                 std::back_inserter(known->second),
                                 [this](VmId vm) { return m_setting.IsVictim(vm); });
        }
        return known->second;
    }

    const std::vector<VmId>* Near(VmId from) override
    {
        const std::vector<VmId>& all = All(from);
        const TenantId tenant = m_setting.cloud.Plan().At(from).tenant;
        const auto [known, isNew] = m_near.try_emplace({&all, tenant});
        if (isNew)
        {
            known->second = OfTenant(all, tenant);
        }
        const std::vector<VmId>& near = known->second;
        const bool hasOthers = near.size() > (std::ranges::binary_search(near, from) ? 1 : 0);
        return hasOthers ? &near : nullptr;
    }

  private:
    std::vector<VmId> OfTenant(const std::vector<VmId>& all, TenantId tenant) const
    {
        const TenantView& view = m_setting.cloud.ViewOf(tenant);
        std::vector<VmId> vms;
        for (const VnicId vnic : view.Vnics())
        {
            const VmId vm = view.Plan().At(vnic).vm;
            if (std::ranges::binary_search(all, vm))
            {
                Enter(vms, vm, true);
            }
        }
        return vms;
    }

    /// What was worked out of lists that are gone goes with them.
    void Refresh()
    {
        if (std::exchange(m_version, m_reach.Version()) != m_version)
        {
            m_victims.clear();
            m_near.clear();
        }
    }

    AttackSetting m_setting;
    KnownReach m_reach;
    uint64_t m_version{0};
    std::map<const std::vector<VmId>*, std::vector<VmId>> m_victims; ///< of a list of KnownReach
    std::map<std::pair<const std::vector<VmId>*, TenantId>, std::vector<VmId>> m_near;
};

} // namespace

std::unique_ptr<TargetScan>
MakeTargetScan(Scan scan, const AttackSetting& setting, const std::vector<Service>& services)
{
    if (scan == Scan::kBlind)
    {
        return std::make_unique<BlindScan>(setting);
    }
    return std::make_unique<ReachableScan>(setting, services);
}

} // namespace ns3::vnlab

// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_SMALL_PLAN_H
#define VNLAB_TEST_SMALL_PLAN_H

#include "model/cloud/cloud-plan.h"

#include <string>
#include <vector>

namespace ns3::vnlab::test
{

/**
 * @return a plan with one tenant, "shop", whose every VM has a vNIC on every path: VM i is on host
 * i modulo hosts and its vNIC on path p has number i · paths + p
 */
inline CloudPlan
MakeSmallPlan(const std::vector<std::string>& vms, uint32_t paths, uint32_t hosts)
{
    CloudPlan plan;
    plan.tenants.push_back({.name = "shop", .paths = {}, .vmByName = {}});
    TenantPlan& tenant = plan.tenants.back();
    plan.start.vnis.emplace_back();
    plan.start.slots = SlotPool(hosts, address_plan::kMaxSlot);
    for (uint32_t path = 0; path < paths; ++path)
    {
        tenant.paths.push_back({"p" + std::to_string(path), {}, {}});
        plan.start.vnis.back().push_back(Vni{4096 + path});
    }
    for (uint32_t i = 0; i < vms.size(); ++i)
    {
        tenant.vmByName[vms[i]] = VmId{i};
        const HostId host{i % hosts};
        plan.vms.push_back({TenantId{0}, vms[i], {}, {}});
        for (uint32_t path = 0; path < paths; ++path)
        {
            const auto vnic = static_cast<uint32_t>(plan.vnics.size());
            plan.vms.back().vnics.push_back(VnicId{vnic});
            plan.vnics.push_back({VmId{i},
                                  path,
                                  0x0a000002 + (path << 16) + i,
                                  {6, 0, 0, 0, 0, static_cast<uint8_t>(vnic)}});
            plan.start.places.push_back({host, 0x64400001 + vnic});
        }
    }
    return plan;
}

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_SMALL_PLAN_H

// SPDX-License-Identifier: GPL-2.0-only
#include "model/monitor/monitor.h"

#include "model/cloud/cloud-names.h"

#include <optional>
#include <stdexcept>
#include <utility>

namespace ns3::vnlab
{

std::unique_ptr<OwnKeys>
MonitorKind::MakeKeys() const
{
    return std::make_unique<NoKeys>();
}

std::vector<std::pair<std::string, std::string>>
MonitorKind::WatchKeys(const OwnKeys&) const
{
    return {};
}

std::vector<VmId>
WatchedVms(const CloudPlan& plan, const std::string& name)
{
    std::vector<VmId> watched;
    if (name == "all")
    {
        for (uint32_t vm = 0; vm < plan.vms.size(); ++vm)
        {
            watched.push_back(VmId{vm});
        }
    }
    else if (const std::optional<VmId> vm = FindVm(plan, name))
    {
        watched.push_back(*vm);
    }
    else
    {
        throw std::invalid_argument("no VM " + name + " to watch");
    }
    return watched;
}

const MonitorKind*
FindMonitorKind(std::string_view name)
{
    return Registry<MonitorKind>::Get().Find(name);
}

std::vector<const MonitorKind*>
AllMonitorKinds()
{
    return Registry<MonitorKind>::Get().All();
}

} // namespace ns3::vnlab

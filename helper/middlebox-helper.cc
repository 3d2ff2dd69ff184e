// SPDX-License-Identifier: GPL-2.0-only
#include "helper/middlebox-helper.h"

#include "model/cloud/planned-paths.h"
#include "model/spec/vm-word.h"

#include <algorithm>
#include <boost/range/iterator_range.hpp>
#include <memory>
#include <stdexcept>
#include <utility>

namespace ns3::vnlab
{

MiddleboxHelper::MiddleboxHelper(Deployment& cloud)
    : m_cloud(cloud)
{
}

void
MiddleboxHelper::Install(TenantId tenant,
                         const Specification& specification,
                         std::string_view vms,
                         std::string_view kind,
                         const OwnKeys* keys)
{
    const MiddleboxKind* middleboxes = FindMiddleboxKind(kind);
    if (!middleboxes)
    {
        throw std::invalid_argument("there is no middlebox \"" + std::string(kind) + "\"");
    }
    const CloudPlan& plan = m_cloud.Plan();
    const TenantPlan& planned = plan.At(tenant);
    const uint32_t path = PathInPlan(planned, specification.paths.front().name);
    MiddleboxPlace place;
    std::vector<VnicId> meant;
    for (const auto vertex : boost::make_iterator_range(vertices(specification.graph)))
    {
        const VmSpec& vm = specification.graph[vertex];
        for (const VnicId vnic : plan.At(planned.vmByName.at(vm.name)).vnics)
        {
            if (plan.At(vnic).path != path)
            {
                continue;
            }
            place.peers.push_back({vm.name, vm.role, plan.At(vnic).address});
            if (Means(vms, vm))
            {
                meant.push_back(vnic);
            }
        }
    }
    if (meant.empty())
    {
        throw std::invalid_argument("no VM of " + planned.name +
                                    " on its first path is, or has the role, \"" +
                                    std::string(vms) + "\"");
    }
    const std::unique_ptr<OwnKeys> defaults = middleboxes->MakeKeys();
    for (const VnicId vnic : meant)
    {
        place.address = plan.At(vnic).address;
        m_cloud.Router().Install(vnic, middleboxes->Make(place, keys ? *keys : *defaults));
        m_cloud.DeviceOf(vnic).SetForwarder(&m_cloud.Router());
        m_installed.push_back(vnic);
    }
}

const std::vector<VnicId>&
MiddleboxHelper::Installed() const
{
    return m_installed;
}

} // namespace ns3::vnlab

// SPDX-License-Identifier: GPL-2.0-only
#include "model/design/attacked-services.h"

#include <algorithm>

namespace ns3::vnlab
{

std::vector<Service>
AttackedServices(std::span<const Service> chosen, const ViewLink* link)
{
    if (!chosen.empty())
    {
        return {chosen.begin(), chosen.end()};
    }
    std::vector<Service> services;
    for (const Service& allowed : link ? link->allow : std::vector<Service>{})
    {
        if (allowed.ipProtocol == ipproto::kUdp || allowed.ipProtocol == ipproto::kTcp)
        {
            services.push_back(
                {allowed.ipProtocol, allowed.port == 0 ? kServicePort : allowed.port});
        }
    }
    if (services.empty())
    {
        services.push_back(kDefaultService);
    }
    return services;
}

bool
HasDatagrams(std::span<const Service> services)
{
    return std::ranges::any_of(
        services, [](const Service& service) { return service.ipProtocol == ipproto::kUdp; });
}

} // namespace ns3::vnlab

// SPDX-License-Identifier: GPL-2.0-only
#include "model/change/host-key.h"

#include "model/change/number-text.h"
#include "model/dice.h"

#include <stdexcept>
#include <vector>

namespace ns3::vnlab
{

std::optional<ChangeObjection>
ObjectionToHost(const Topology& topology, const std::string& text)
{
    const std::optional<uint32_t> number = NumberIn(text);
    if (text == "random" || (number && *number < topology.Hosts()))
    {
        return std::nullopt;
    }
    return ChangeObjection{"host",
                           "is \"" + text + "\"; accepted are hosts 0 to " +
                               std::to_string(topology.Hosts() - 1) + ", and \"random\""};
}

HostId
ChooseHost(const ChangeSetting& setting,
           const std::string& text,
           const DicePurpose& purpose,
           bool hasFailed)
{
    if (text != "random")
    {
        return {NumberIn(text).value()};
    }
    std::vector<HostId> hosts;
    for (HostId host; host.value < setting.cloud.HostCount(); ++host.value)
    {
        if (setting.cloud.Operate().HasFailed(host) == hasFailed)
        {
            hosts.push_back(host);
        }
    }
    if (hosts.empty())
    {
        throw std::invalid_argument(hasFailed ? "no host has failed" : "all hosts have failed");
    }
    const auto count = static_cast<uint32_t>(hosts.size());
    return hosts[Dice(setting.seed, 0).Below(count, purpose, 0, 0)];
}

} // namespace ns3::vnlab

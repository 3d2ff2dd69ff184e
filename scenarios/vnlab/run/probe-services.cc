// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/run/probe-services.h"

#include "model/guest/guest.h"
#include "model/spec/permitted-services.h"
#include "model/wire/protocol-numbers.h"

#include <algorithm>
#include <map>
#include <utility>

namespace ns3::vnlab
{

namespace
{

constexpr Service kAnyUdp{ipproto::kUdp, 0};
constexpr Service kAnyTcp{ipproto::kTcp, 0};

bool
HasPorts(const Service& service)
{
    return service.ipProtocol == ipproto::kUdp || service.ipProtocol == ipproto::kTcp;
}

/// Whether all packets of a service are permitted.
bool
Covers(const Permission& permission, const Service& service)
{
    return permission && Permits(*permission, service);
}

/// A packet's service among those that a service stands for, that is not permitted; or nothing.
std::optional<Service>
OneNotIn(const Permission& permission, const Service& service)
{
    if (!HasPorts(service) || Covers(permission, service))
    {
        return std::nullopt;
    }
    Service one = service;
    if (one.port == 0)
    {
        one.port = kTrafficPort;
        while (Covers(permission, one)) // one port more than it names at the most
        {
            ++one.port;
        }
    }
    return one;
}

} // namespace

std::vector<Service>
ServicesGained(const Permission& before, const Permission& after)
{
    std::vector<Service> gained;
    if (!after)
    {
        return gained;
    }
    const bool everything = after->empty();
    for (const Service& service : everything ? std::vector{kAnyUdp, kAnyTcp} : *after)
    {
        if (const std::optional<Service> one = OneNotIn(before, service))
        {
            gained.push_back(*one);
            if (everything)
            {
                break;
            }
        }
    }
    return gained;
}

bool
Gains(const Permission& before, const Permission& after)
{
    if (!after || (before && before->empty()))
    {
        return false;
    }
    return after->empty() || std::ranges::any_of(*after,
                                                 [&before](const Service& service)
                                                 { return !Covers(before, service); });
}

std::vector<LinkChange>
LinkChanges(const ViewDelta& delta)
{
    std::map<std::pair<VnicId, VnicId>, LinkChange> changes;
    const auto at = [&changes](const ViewLink& link) -> LinkChange& {
        return changes.try_emplace({link.a, link.b}, LinkChange{link.a, link.b, {}, {}})
            .first->second;
    };
    for (const ViewLink& link : delta.removedLinks)
    {
        at(link).before = link.allow;
    }
    for (const ViewLink& link : delta.addedLinks)
    {
        at(link).after = link.allow;
    }
    std::vector<LinkChange> sorted;
    for (const auto& [ends, change] : changes)
    {
        sorted.push_back(change);
    }
    return sorted;
}

} // namespace ns3::vnlab

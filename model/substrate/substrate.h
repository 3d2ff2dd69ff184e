// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SUBSTRATE_H
#define VNLAB_SUBSTRATE_H

#include "model/drop-log.h"
#include "model/substrate/fabric.h"
#include "model/substrate/server.h"
#include "model/substrate/wan-graph.h"

#include "ns3/data-rate.h"
#include "ns3/nstime.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ns3::vnlab
{

/// BFD with three packets lost, RFC 5880 section 6.8.4, at 50 ms, one of RFC 7419's intervals.
inline const Time kDetection = MilliSeconds(150);

/// A link of a control network of its own, to its switch or from there.
struct ControlLink
{
    DataRate rate{"1Gbps"};      ///< as management ports have it (assumption)
    Time delay{MicroSeconds(5)}; ///< (assumption)
};

/// The substrate of a run, with the log that everything on it counts its drops in.
struct Substrate
{
    DropLog drops;
    std::unique_ptr<Fabric> fabric;
    std::vector<std::unique_ptr<Server>> servers; ///< by ServerId; controllers are the first
    uint32_t controllers{1};                      ///< at least 1
    WanGraph wan;                                 ///< how data centers are joined
    uint16_t mtu{9000};                           ///< IP bytes
    uint32_t switchingCores{1};                   ///< of a host, at least 1
    Time detection{kDetection};               ///< until somebody knows that a machine has failed
    std::optional<ControlLink> controlLink{}; ///< control channels have a network of their own

    /// @return the first controller
    Server& Controller() const
    {
        return *servers.front();
    }

    /// @return all of them
    std::span<const std::unique_ptr<Server>> Controllers() const
    {
        return std::span(servers).first(controllers);
    }

    /// @return the servers that forward between hosts
    std::vector<Server*> Gateways() const
    {
        std::vector<Server*> gateways;
        for (const auto& server : servers)
        {
            if (server->IsGateway())
            {
                gateways.push_back(server.get());
            }
        }
        return gateways;
    }

    /// @param name of one of the servers
    Server& Named(const std::string& name) const
    {
        return **std::ranges::find(servers, name, [](const auto& it) { return it->Name(); });
    }
};

} // namespace ns3::vnlab

#endif // VNLAB_SUBSTRATE_H

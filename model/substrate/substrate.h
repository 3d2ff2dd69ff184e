// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SUBSTRATE_H
#define VNLAB_SUBSTRATE_H

#include "model/drop-log.h"
#include "model/substrate/fabric.h"
#include "model/substrate/server.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace ns3::vnlab
{

/// The substrate of a run, with the log that everything on it counts its drops in.
struct Substrate
{
    DropLog drops;
    std::unique_ptr<Fabric> fabric;
    std::vector<std::unique_ptr<Server>> servers; ///< by ServerId; the first is the controller
    uint16_t mtu{9000};                           ///< IP bytes

    Server& Controller() const
    {
        return *servers.front();
    }

    /// @param name of one of the servers
    Server& Named(const std::string& name) const
    {
        return **std::ranges::find(servers, name, [](const auto& it) { return it->Name(); });
    }
};

} // namespace ns3::vnlab

#endif // VNLAB_SUBSTRATE_H

// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_MASTER_VPN_H
#define VNLAB_MASTER_VPN_H

#include "model/key/own-keys.h"

#include <cstdint>

namespace ns3::vnlab
{

/// The keys of "master-vpn".
struct MasterVpnKeys : KeysOf<MasterVpnKeys>
{
    void Visit(KeyVisitor& keys, const Key& like) override;

    uint64_t queue{1000}; ///< packets, as Linux's net.core.netdev_max_backlog
};

} // namespace ns3::vnlab

#endif // VNLAB_MASTER_VPN_H

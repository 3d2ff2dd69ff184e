// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_IP_SPOOF_H
#define VNLAB_IP_SPOOF_H

#include "model/key/own-keys.h"

#include <cstdint>
#include <string>

namespace ns3::vnlab
{

/// The keys of `kind = "ip-spoof"`.
struct IpSpoofKeys : KeysOf<IpSpoofKeys>
{
    std::string target;               ///< who is sent to: "tenant/vm"
    std::string as;                   ///< whose address is borrowed: "tenant/vm"
    uint64_t interval_ns{10'000'000}; ///< between two datagrams

    void Visit(KeyVisitor& keys, const Key& like) override;
};

} // namespace ns3::vnlab

#endif // VNLAB_IP_SPOOF_H

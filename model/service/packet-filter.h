// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PACKET_FILTER_H
#define VNLAB_PACKET_FILTER_H

#include "model/service/middlebox.h"

#include <cstdint>
#include <string>

namespace ns3::vnlab
{

/// The keys of `firewall` in [[middleboxes]].
struct PacketFilterKeys : KeysOf<PacketFilterKeys>
{
    void Visit(KeyVisitor& keys, const Key& like) override;

    std::string allow; ///< services, as in specifications; empty: everything
    bool isStateful{
        false}; ///< `stateful`: answers are known by their connections, not by their ports
    uint32_t connections{65'536};
};

} // namespace ns3::vnlab

#endif // VNLAB_PACKET_FILTER_H

// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SDN_CONTROL_H
#define VNLAB_SDN_CONTROL_H

#include "model/key/own-keys.h"

#include <cstdint>

namespace ns3::vnlab
{

/// The keys of `kind = "sdn-control"`.
struct SdnControlKeys : KeysOf<SdnControlKeys>
{
    uint32_t controllers{1}; ///< how many of the VMs are controllers

    void Visit(KeyVisitor& keys, const Key& like) override;
};

} // namespace ns3::vnlab

#endif // VNLAB_SDN_CONTROL_H

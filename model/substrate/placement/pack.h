// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PACK_H
#define VNLAB_PACK_H

#include "model/key/own-keys.h"

namespace ns3::vnlab
{

/// The keys of `placement = "pack"`.
struct PackKeys : KeysOf<PackKeys>
{
    double fill{1}; ///< fraction of a host's slots that is filled before the next host's

    void Visit(KeyVisitor& keys, const Key& like) override;
};

} // namespace ns3::vnlab

#endif // VNLAB_PACK_H

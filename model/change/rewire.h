// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_CHANGE_REWIRE_H
#define VNLAB_CHANGE_REWIRE_H

#include "model/change/change-kind.h"

namespace ns3::vnlab
{

/// The keys of `kind = "rewire"`.
struct RewireKeys : KeysOf<RewireKeys>
{
    uint32_t links{0}; ///< that many are removed and as many absent ones added

    void Visit(KeyVisitor& keys, const Key& like) override;
};

} // namespace ns3::vnlab

#endif // VNLAB_CHANGE_REWIRE_H

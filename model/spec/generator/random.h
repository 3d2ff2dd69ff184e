// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_RANDOM_H
#define VNLAB_RANDOM_H

#include "model/key/own-keys.h"

#include <cstdint>

namespace ns3::vnlab
{

/// The keys of `kind = "random"`.
struct RandomKeys : KeysOf<RandomKeys>
{
    uint32_t degree{4}; ///< mean number of links of a VM

    void Visit(KeyVisitor& keys, const Key& like) override;
};

} // namespace ns3::vnlab

#endif // VNLAB_RANDOM_H

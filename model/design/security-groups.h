// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SECURITY_GROUPS_H
#define VNLAB_SECURITY_GROUPS_H

#include "model/key/own-keys.h"

#include <cstdint>

namespace ns3::vnlab
{

/// The keys of `security-groups` and its variants.
struct SecurityGroupsKeys : KeysOf<SecurityGroupsKeys>
{
    void Visit(KeyVisitor& keys, const Key& like) override;

    uint32_t connections{65'536};
};

} // namespace ns3::vnlab

#endif // VNLAB_SECURITY_GROUPS_H

// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_IDENTITY_FIREWALL_H
#define VNLAB_IDENTITY_FIREWALL_H

#include "model/key/own-keys.h"

#include <cstdint>

namespace ns3::vnlab
{

/// The keys of `identity-firewall` and its variants.
struct IdentityFirewallKeys : KeysOf<IdentityFirewallKeys>
{
    void Visit(KeyVisitor& keys, const Key& like) override;

    bool isStateful{false};
    uint32_t connections{65'536};
    bool checksVtep{false};
    bool seals{false};
};

} // namespace ns3::vnlab

#endif // VNLAB_IDENTITY_FIREWALL_H

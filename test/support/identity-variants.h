// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_IDENTITY_VARIANTS_H
#define VNLAB_TEST_IDENTITY_VARIANTS_H

#include "model/design/design-variant.h"
#include "model/design/identity-firewall.h"

#include <string>

namespace ns3::vnlab::test
{

inline const std::string kStatefulFirewall = "identity-firewall-stateful";

/// @return the identity firewall with memory that also checks from where packets come
inline DesignVariant
StatefulFirewall()
{
    IdentityFirewallKeys keys;
    keys.isStateful = true;
    keys.checksVtep = true;
    DesignVariant variant{.name = kStatefulFirewall, .design = "identity-firewall"};
    variant.designKeys.Add(variant.design, keys.Clone());
    return variant;
}

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_IDENTITY_VARIANTS_H

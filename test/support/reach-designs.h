// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_REACH_DESIGNS_H
#define VNLAB_TEST_REACH_DESIGNS_H

#include "model/design/design-choice.h"
#include "test/support/cloud-fixture.h"
#include "test/support/identity-variants.h"
#include "test/support/variant-with.h"

#include <map>
#include <string>
#include <vector>

namespace ns3::vnlab::test
{

/// @return variants whose keys decide who reaches whom, by names for tests
inline const std::map<std::string, DesignChoice>&
ReachVariants()
{
    static const std::map<std::string, DesignChoice> variants{
        {kStatefulFirewall, DesignChoice(StatefulFirewall())},
        {"identity-firewall-sealed",
         DesignChoice(VariantWith("identity-firewall", "encryption", "esp"))},
        {"linkwire-sealed", DesignChoice(VariantWith("linkwire", "encryption", "esp"))},
        {"linkwire-guarded", DesignChoice(VariantWith("linkwire", "port_security", "true"))},
        {"vpn-mesh-ike", DesignChoice(VariantWith("vpn-mesh", "keys", "ikev2"))},
    };
    return variants;
}

/// @return all designs and these variants, by name
inline std::vector<std::string>
ReachDesignNames()
{
    std::vector<std::string> names = DesignNames();
    for (const auto& [name, choice] : ReachVariants())
    {
        names.push_back(name);
    }
    return names;
}

/// @return a design or one of these variants
inline DesignChoice
ReachDesign(const std::string& name)
{
    const auto variant = ReachVariants().find(name);
    return variant == ReachVariants().end() ? DesignChoice(*FindDesign(name)) : variant->second;
}

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_REACH_DESIGNS_H

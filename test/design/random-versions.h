// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_RANDOM_VERSIONS_H
#define VNLAB_TEST_RANDOM_VERSIONS_H

#include "test/support/cloud-fixture.h"

#include <vector>

namespace ns3::vnlab::test
{

/// How far the versions of a random tenant differ.
enum class Differ
{
    kInLinks,      ///< the same vNICs: all VMs are on a ring on every path, beside other links
    kInEverything, ///< VMs come and go, too, and paths are listed in any order
};

/// Whether there are service chains among the links of a random tenant's first path.
enum class Chains
{
    kNone,
    kSome,
};

/**
 * @brief Draws the versions of a tenant by RapidCheck: VMs with and without links, on one to three
 *        paths, with and without lists of services. Call inside a property.
 */
std::vector<Specification> DrawVersions(uint32_t most,
                                        Differ differ,
                                        Chains chains = Chains::kSome);

/// Draws a scenario with two tenants, on any substrate that is large enough, with what control planes take: a
/// controller in every data center, and a gateway.
CloudScenario DrawScenario(Differ differ, Chains chains = Chains::kSome);

/// Draws a next version of the cloud, in which another tenant's VMs are where they were: where the
/// tenant's VMs are, which numbers their segments have, who is stopped and which hosts have failed.
CloudVersion DrawNext(const CloudPlan& plan, CloudVersion version, TenantId tenant);

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_RANDOM_VERSIONS_H

// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_NETNS_LIFE_CYCLE_H
#define VNLAB_TEST_NETNS_LIFE_CYCLE_H

#include "test/conformance/netns/check-table.h"

#include <string>
#include <utility>
#include <vector>

namespace ns3::vnlab::test
{

/// How `vnlab deploy-netns` is called.
struct DeployCall
{
    std::string spec;
    std::string prefix;
    std::string objects; ///< folder of the programs' objects

    /// Runs it to its end. @return its exit status, and what it printed on both ways
    std::pair<int, std::string> Run(const std::vector<std::string>& more) const;
};

/// Checks that a deployment that fails, or is interrupted or killed, leaves nothing, or nothing that
/// --clean does not remove; that the printed commands are those that are run.
void CheckLifeCycle(const DeployCall& call, CheckTable& table);

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_NETNS_LIFE_CYCLE_H

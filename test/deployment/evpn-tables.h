// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_EVPN_TABLES_H
#define VNLAB_TEST_EVPN_TABLES_H

#include "model/control/plane/bgp-evpn.h"
#include "test/support/cloud-fixture.h"

#include <map>

namespace ns3::vnlab::test
{

/// What is in the tables of all hosts.
using HostTables = std::map<RuleKey, RuleBytes>;

/// @return vxlan under "bgp-evpn"
DesignChoice SpeakingBgp(const BgpEvpnKeys& keys = {});

/// A cloud under "bgp-evpn", deployed, and a record of what its agents write.
class EvpnCloud
{
  public:
    /// @param scenario outlives the cloud
    EvpnCloud(const DesignChoice& choice, const CloudScenario& scenario);

    Deployment& Cloud();
    void RunFor(Time time);
    HostId HostOf(VmId vm);

    /// A host fails, with its tables.
    void Fail(HostId host, Operations::Done done);

    const HostTables& Tables() const;

    /// @return what would be in the tables if all that the design's compiler says were pushed
    HostTables Pushed();

    CloudFixture fixture;

  private:
    void Note(const RuleKey& where, const RuleBytes* written);

    HostTables m_tables;
};

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_EVPN_TABLES_H

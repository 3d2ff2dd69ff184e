// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_OVS_BRIDGE_H
#define VNLAB_TEST_OVS_BRIDGE_H

#include "test/conformance/vlan/vlan-frame.h"
#include "test/support/open-vswitch.h"

#include <string>

namespace ns3::vnlab::test
{

/// A bridge of Open vSwitch that does what its NORMAL action does.
class OvsBridge : public VlanSwitchUnderTest
{
  public:
    /// @param ovs outlives the bridge
    /// @param name "br" and a number
    /// @param ports with numbers that no other bridge's ports have
    OvsBridge(const OpenVswitch& ovs, std::string name, const std::vector<VlanPort>& ports);

    VlanOutputs Take(const VlanFrame& frame) override;

  private:
    const OpenVswitch& m_ovs;
    std::string m_name;
};

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_OVS_BRIDGE_H

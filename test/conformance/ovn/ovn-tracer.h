// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_OVN_TRACER_H
#define VNLAB_TEST_OVN_TRACER_H

#include "test/support/control-socket.h"
#include "test/support/ovs-daemons.h"

#include <optional>
#include <string>

namespace ns3::vnlab::test
{

/// ovn-trace(8) as a daemon, for packets whose connections are all in one state. It has read its database when it is
/// made, and ends with this object.
class OvnTracer
{
  public:
    /// @param daemons among them that of `sb.sock`; outlive this
    /// @param as of its files
    /// @param state such as "--ct=new"
    /// @throw std::runtime_error where it does not come up
    OvnTracer(const OvsDaemons& daemons, const std::string& as, const std::string& state);
    ~OvnTracer();
    OvnTracer(const OvnTracer&) = delete;
    OvnTracer& operator=(const OvnTracer&) = delete;

    /// @return what it says of a packet in a logical switch, in short
    std::string Trace(const std::string& datapath, const std::string& microflow);

  private:
    std::optional<ControlSocket> m_control;
};

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_OVN_TRACER_H

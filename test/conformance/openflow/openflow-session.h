// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_OPENFLOW_SESSION_H
#define VNLAB_TEST_OPENFLOW_SESSION_H

#include "model/protocol/openflow-message.h"

#include <string>
#include <vector>

namespace ns3::vnlab::test
{

/// A connection of a controller to a switch, over which our bytes go as they are (OpenFlow 1.3 §6.3).
class OpenFlowSession
{
  public:
    /// Greets the switch. @param path of its socket, such as "br0.mgmt"
    /// @throw std::runtime_error where nobody listens there or speaks our version
    explicit OpenFlowSession(const std::string& path);
    ~OpenFlowSession();
    OpenFlowSession(const OpenFlowSession&) = delete;
    OpenFlowSession& operator=(const OpenFlowSession&) = delete;

    /// Sends flows, and waits until the switch has done with them.
    /// @throw std::runtime_error with the type and the code of the error where it refuses one
    void Modify(const std::vector<openflow::FlowMod>& flows);

  private:
    void Send(const Bytes& bytes);

    /// @return the next message that is of a kind that we know
    openflow::Message Read();
    Bytes ReadBytes(size_t count);

    int m_socket;
    uint32_t m_transaction{0};
};

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_OPENFLOW_SESSION_H

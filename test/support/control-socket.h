// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_CONTROL_SOCKET_H
#define VNLAB_TEST_CONTROL_SOCKET_H

#include <string>
#include <vector>

namespace ns3::vnlab::test
{

/// A connection to the control socket of an Open vSwitch daemon: what ovs-appctl(8) does, without a process for
/// each command (JSON-RPC 1.0, ovsdb-server(7)).
class ControlSocket
{
  public:
    /// @throw std::runtime_error where nobody listens there
    explicit ControlSocket(const std::string& path);
    ~ControlSocket();
    ControlSocket(const ControlSocket&) = delete;
    ControlSocket& operator=(const ControlSocket&) = delete;

    /// @return what the command says @throw std::runtime_error where it fails, with what it says
    std::string Ask(const std::string& command, const std::vector<std::string>& words);

  private:
    std::string Read();

    int m_socket;
    std::string m_unread;
};

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_CONTROL_SOCKET_H

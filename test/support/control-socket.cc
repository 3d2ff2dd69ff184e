// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/control-socket.h"

#include "test/support/local-socket.h"

#include <array>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace ns3::vnlab::test
{

ControlSocket::ControlSocket(const std::string& path)
    : m_socket(ConnectTo(path))
{
}

ControlSocket::~ControlSocket()
{
    close(m_socket);
}

std::string
ControlSocket::Ask(const std::string& command, const std::vector<std::string>& words)
{
    const nlohmann::json request{{"method", command}, {"params", words}, {"id", 0}};
    SendAll(m_socket, request.dump());
    const nlohmann::json reply = nlohmann::json::parse(Read());
    if (!reply["error"].is_null())
    {
        throw std::runtime_error(command + ": " + reply["error"].dump());
    }
    return reply["result"];
}

/// One reply: nothing follows before it is asked again.
std::string
ControlSocket::Read()
{
    std::array<char, 65536> buffer;
    while (!nlohmann::json::accept(m_unread))
    {
        const ssize_t got = recv(m_socket, buffer.data(), buffer.size(), 0);
        if (got <= 0)
        {
            throw std::runtime_error("the switch does not answer any more");
        }
        m_unread.append(buffer.data(), static_cast<size_t>(got));
    }
    return std::exchange(m_unread, {});
}

} // namespace ns3::vnlab::test

// SPDX-License-Identifier: GPL-2.0-only
#include "test/conformance/openflow/control-socket.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <utility>

namespace ns3::vnlab::test
{

ControlSocket::ControlSocket(const std::string& path)
    : m_socket(socket(AF_UNIX, SOCK_STREAM, 0))
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof(address.sun_path))
    {
        close(m_socket);
        throw std::runtime_error("the path of the control socket is too long: " + path);
    }
    std::ranges::copy(path, address.sun_path);
    if (connect(m_socket, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0)
    {
        close(m_socket);
        throw std::runtime_error("nobody listens on " + path);
    }
}

ControlSocket::~ControlSocket()
{
    close(m_socket);
}

std::string
ControlSocket::Ask(const std::string& command, const std::vector<std::string>& words)
{
    const nlohmann::json request{{"method", command}, {"params", words}, {"id", 0}};
    const std::string text = request.dump();
    for (size_t sent = 0; sent < text.size();)
    {
        const ssize_t now = send(m_socket, &text[sent], text.size() - sent, MSG_NOSIGNAL);
        if (now <= 0)
        {
            throw std::runtime_error("the switch does not listen any more");
        }
        sent += static_cast<size_t>(now);
    }
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

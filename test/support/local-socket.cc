// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/local-socket.h"

#include <algorithm>
#include <stdexcept>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace ns3::vnlab::test
{

int
ConnectTo(const std::string& path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof(address.sun_path))
    {
        throw std::runtime_error("the path of the socket is too long: " + path);
    }
    std::ranges::copy(path, address.sun_path);
    const int stream = socket(AF_UNIX, SOCK_STREAM, 0);
    if (connect(stream, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0)
    {
        close(stream);
        throw std::runtime_error("nobody listens on " + path);
    }
    return stream;
}

void
SendAll(int socket, std::string_view bytes)
{
    while (!bytes.empty())
    {
        const ssize_t now = send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (now <= 0)
        {
            throw std::runtime_error("the switch does not listen any more");
        }
        bytes.remove_prefix(static_cast<size_t>(now));
    }
}

} // namespace ns3::vnlab::test

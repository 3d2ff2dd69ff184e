// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_LOCAL_SOCKET_H
#define VNLAB_TEST_LOCAL_SOCKET_H

#include <string>
#include <string_view>

namespace ns3::vnlab::test
{

/// @return a stream to who listens on a socket of the file system; the caller closes it
/// @throw std::runtime_error where nobody does
int ConnectTo(const std::string& path);

/// @throw std::runtime_error where the other end does not listen any more
void SendAll(int socket, std::string_view bytes);

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_LOCAL_SOCKET_H

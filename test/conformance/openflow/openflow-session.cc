// SPDX-License-Identifier: GPL-2.0-only
#include "test/conformance/openflow/openflow-session.h"

#include "test/support/local-socket.h"

#include <optional>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>
#include <variant>

namespace ns3::vnlab::test
{

using namespace openflow;

OpenFlowSession::OpenFlowSession(const std::string& path)
    : m_socket(ConnectTo(path))
{
    Send(Encode(
        {.transaction = ++m_transaction, .message = Hello{.versions = {uint32_t{1} << kVersion}}}));
    if (!std::holds_alternative<Hello>(Read()))
    {
        close(m_socket);
        throw std::runtime_error("the switch does not greet on " + path);
    }
}

OpenFlowSession::~OpenFlowSession()
{
    close(m_socket);
}

void
OpenFlowSession::Modify(const std::vector<FlowMod>& flows)
{
    for (const FlowMod& flow : flows)
    {
        Send(Encode({.transaction = ++m_transaction, .message = flow}));
    }
    Send(Encode({.transaction = ++m_transaction, .message = BarrierRequest{}}));
    for (Message message = Read(); !std::holds_alternative<BarrierReply>(message); message = Read())
    {
        if (const auto* error = std::get_if<Error>(&message))
        {
            throw std::runtime_error("the switch refuses a flow: error " +
                                     std::to_string(error->type) + ", code " +
                                     std::to_string(error->code));
        }
    }
}

void
OpenFlowSession::Send(const Bytes& bytes)
{
    SendAll(m_socket, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

Message
OpenFlowSession::Read()
{
    constexpr size_t headerBytes = 8;
    while (true)
    {
        Bytes bytes = ReadBytes(headerBytes);
        const size_t length = bytes[2] << 8 | bytes[3];
        const Bytes rest = ReadBytes(length - headerBytes);
        bytes.insert(bytes.end(), rest.begin(), rest.end());
        if (const std::optional<Numbered> known = Decode(bytes))
        {
            return known->message;
        }
    }
}

Bytes
OpenFlowSession::ReadBytes(size_t count)
{
    Bytes bytes(count);
    for (size_t have = 0; have < count;)
    {
        const ssize_t got = recv(m_socket, &bytes[have], count - have, 0);
        if (got <= 0)
        {
            throw std::runtime_error("the switch has closed the session");
        }
        have += static_cast<size_t>(got);
    }
    return bytes;
}

} // namespace ns3::vnlab::test

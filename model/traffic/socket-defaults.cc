// SPDX-License-Identifier: GPL-2.0-only
#include "model/traffic/socket-defaults.h"

#include "ns3/config.h"
#include "ns3/tcp-socket.h"
#include "ns3/uinteger.h"

#include <utility>

namespace ns3::vnlab
{

SocketDefaults::SocketDefaults(const SocketSizes& sizes)
{
    const std::pair<std::string, uint32_t> values[] = {{"SegmentSize", sizes.segmentBytes},
                                                       {"SndBufSize", sizes.bufferBytes},
                                                       {"RcvBufSize", sizes.bufferBytes}};
    const TypeId type = TcpSocket::GetTypeId();
    for (const auto& [name, value] : values)
    {
        TypeId::AttributeInformation attribute;
        type.LookupAttributeByName(name, &attribute);
        const std::string path = type.GetName() + "::" + name;
        m_before[path] = attribute.initialValue;
        Config::SetDefault(path, UintegerValue(value));
    }
}

SocketDefaults::~SocketDefaults()
{
    for (const auto& [path, value] : m_before)
    {
        Config::SetDefault(path, *value);
    }
}

} // namespace ns3::vnlab

// SPDX-License-Identifier: GPL-2.0-only
#include "model/spec/specification.h"

#include <array>
#include <utility>

namespace ns3::vnlab
{

namespace
{

constexpr std::array<std::pair<TunnelProtocol, std::string_view>, 3> kProtocolNames{
    {{TunnelProtocol::kVxlan, "vxlan"},
     {TunnelProtocol::kNvgre, "nvgre"},
     {TunnelProtocol::kIpip, "ipip"}}};

} // namespace

std::string_view
ToString(TunnelProtocol protocol)
{
    for (const auto& [known, name] : kProtocolNames)
    {
        if (known == protocol)
        {
            return name;
        }
    }
    return "unknown";
}

std::optional<TunnelProtocol>
ParseTunnelProtocol(std::string_view text)
{
    for (const auto& [protocol, name] : kProtocolNames)
    {
        if (name == text)
        {
            return protocol;
        }
    }
    return std::nullopt;
}

} // namespace ns3::vnlab

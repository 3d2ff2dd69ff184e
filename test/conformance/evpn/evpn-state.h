// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_EVPN_STATE_H
#define VNLAB_TEST_EVPN_STATE_H

#include <cstdint>
#include <map>
#include <set>
#include <string>

namespace ns3::vnlab::test
{

/// What one VTEP knows, in a form that both sides can be brought to. Addresses and MACs are texts.
struct EvpnState
{
    /// A route, such as "[2]:[0]:[48]:[02:00:00:00:00:01]", by VTEP and text: its mobility sequence.
    std::map<std::pair<std::string, std::string>, uint32_t> routes;
    std::map<std::string, std::string> fdb; ///< VTEP of each MAC that is elsewhere
    std::set<std::string> flood;            ///< VTEPs that get copies

    bool operator==(const EvpnState&) const = default;
};

/// What one speaker has got from its neighbours.
struct BgpTraffic
{
    uint64_t updates{0}; ///< UPDATEs since its sessions began
    uint64_t routes{0};  ///< that are accepted now

    bool operator==(const BgpTraffic&) const = default;
};

/// @return the state, a line for each thing
inline std::string
ToText(const EvpnState& state)
{
    std::string text;
    for (const auto& [route, sequence] : state.routes)
    {
        text += "  " + route.second + " of " + route.first + ", sequence " +
                std::to_string(sequence) + "\n";
    }
    for (const auto& [mac, vtep] : state.fdb)
    {
        text += "  " + mac + " at " + vtep + "\n";
    }
    for (const std::string& vtep : state.flood)
    {
        text += "  copies to " + vtep + "\n";
    }
    return text;
}

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_EVPN_STATE_H

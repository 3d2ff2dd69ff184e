// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_EXPORTED_PLACE_H
#define VNLAB_TEST_EXPORTED_PLACE_H

#include "model/dataplane/pipeline/flow-table.h"
#include "model/rule/rule.h"
#include "test/support/control-socket.h"
#include "test/support/open-vswitch.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ns3::vnlab::test
{

/// What a switch does with a packet: the flow that decides, counted from 1, 0: none; and its actions, in words,
/// where a tunnel leads included.
struct Judgement
{
    uint64_t flow{0};
    std::vector<std::string> actions;

    bool operator==(const Judgement&) const = default;
};

/// @return both in words
std::string ToString(const Judgement& judgement);

/// Gives Open vSwitch a network for tunnels, in which all addresses of hosts are. Once, before any place.
void AddUnderlay(const OpenVswitch& ovs);

/// The flows and tunnel ports of one place, in our table and, by the bytes of our FLOW_MODs, in a bridge of Open
/// vSwitch.
class ExportedPlace
{
  public:
    /**
     * @param rules of the place; those of other tables are left out. Where it has tunnels and no rules of their
     *        ports, it has the one of flow-based tunnels
     * @param number of the bridge
     * @throw std::runtime_error where Open vSwitch does not take them
     */
    ExportedPlace(const OpenVswitch& ovs, const std::vector<Rule>& rules, uint32_t number);

    /// @return ports that its rules name, and those of them that are tunnels
    std::vector<uint32_t> Ports() const;
    std::vector<uint32_t> TunnelPorts() const;

    /// @return tunnel interfaces that the bridge has
    size_t TunnelInterfaces(const OpenVswitch& ovs) const;

    /// @return its flows
    const std::vector<std::pair<FlowKey, FlowActions>>& Flows() const;

    /// What we do with a packet.
    Judgement Ours(const FlowFields& packet) const;

    /// What Open vSwitch does. @param control of its daemon
    Judgement Theirs(ControlSocket& control, const FlowFields& packet) const;

    /**
     * @name The port that what another address sends in a tunnel comes in by, as Open vSwitch numbers it
     * @return nothing where it is not let in
     * @{
     */
    std::optional<uint32_t> OurInPort(uint32_t sender) const;
    std::optional<uint32_t> TheirInPort(ControlSocket& control, uint32_t sender) const;
    /** @} */

    /// Gives our table alone another entry for a flow: it is wrong then.
    void Spoil(size_t flow, const FlowActions& actions);

    /// Leads a tunnel port of ours alone to another address. @return where it led
    uint32_t SpoilTunnel(uint32_t port, uint32_t remote);

  private:
    uint32_t Number(uint32_t port) const;
    void ReadRules(const std::vector<Rule>& rules);
    std::vector<std::string> BridgeWords() const;

    /// @return where a packet goes in a tunnel, if it does, in words
    std::optional<std::string> TunnelOf(const FlowActions& actions) const;

    uint32_t m_number;
    std::string m_bridge;
    std::vector<std::pair<FlowKey, FlowActions>> m_flows;
    std::map<uint32_t, uint32_t> m_numbers; ///< Open vSwitch's, of our ports
    std::map<uint32_t, uint32_t> m_remotes; ///< of our tunnel ports; 0: of flows
    FlowTable m_table;
};

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_EXPORTED_PLACE_H

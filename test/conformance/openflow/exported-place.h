// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_EXPORTED_PLACE_H
#define VNLAB_TEST_EXPORTED_PLACE_H

#include "model/dataplane/pipeline/flow-table.h"
#include "model/rule/rule.h"
#include "test/conformance/openflow/control-socket.h"
#include "test/support/open-vswitch.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace ns3::vnlab::test
{

/// What a switch does with a packet: the flow that decides, counted from 1, 0: none; and its actions, in words.
struct Judgement
{
    uint64_t flow{0};
    std::vector<std::string> actions;

    bool operator==(const Judgement&) const = default;
};

/// @return both in words
std::string ToString(const Judgement& judgement);

/// The flows of one place, in our table and in a bridge of Open vSwitch.
class ExportedPlace
{
  public:
    /**
     * @param rules of the place; those of other tables are left out
     * @param number of the bridge
     * @throw std::runtime_error where Open vSwitch does not take them
     */
    ExportedPlace(const OpenVswitch& ovs, const std::vector<Rule>& rules, uint32_t number);

    /// @return ports that its flows name
    std::vector<uint32_t> Ports() const;

    /// @return its flows
    const std::vector<std::pair<FlowKey, FlowActions>>& Flows() const;

    /// What we do with a packet.
    Judgement Ours(const FlowFields& packet) const;

    /// What Open vSwitch does. @param control of its daemon
    Judgement Theirs(ControlSocket& control, const FlowFields& packet) const;

    /// Gives our table alone another entry for a flow: it is wrong then.
    void Spoil(size_t flow, const FlowActions& actions);

  private:
    uint32_t Number(uint32_t port) const;

    std::string m_bridge;
    std::vector<std::pair<FlowKey, FlowActions>> m_flows;
    std::map<uint32_t, uint32_t> m_numbers; ///< Open vSwitch's, of our ports
    FlowTable m_table;
};

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_EXPORTED_PLACE_H

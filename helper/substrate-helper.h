// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SUBSTRATE_HELPER_H
#define VNLAB_SUBSTRATE_HELPER_H

#include "model/substrate/substrate.h"
#include "model/substrate/wan-graph.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace ns3::vnlab
{

/**
 * @ingroup vnlab
 * @brief Builds data centers: leaf-spine fabrics, joined by a WAN where there are several.
 */
class SubstrateHelper
{
  public:
    /// @param topology its wanLinks is set by Build
    void SetTopology(const Topology& topology);
    void SetLink(const LinkProfile& profile);
    void SetWan(const WanGraph& graph, const LinkProfile& profile);
    void SetMtu(uint16_t mtu);

    /// Where the controller is and how fast; by default it has a core and is plugged into the first
    /// leaf. @param profile inside the provider
    void SetController(const ServerProfile& profile);

    /// Adds a controller behind those that there are: the control plane shares its work among them.
    /// @param profile inside the provider
    void AddController(const ServerProfile& profile);

    /// How many cores of a host work on packets; one, unless told. @param cores at least 1
    void SetSwitchingCores(uint32_t cores);

    /// How long it takes until somebody knows that a machine has failed.
    void SetDetection(Time detection);

    /// Has switches choose paths by the key of GRE packets, too.
    void HashGreKeys();

    /// Gives control channels a network of their own.
    void SetControlNetwork(const ControlLink& link);

    /// Adds a server that is no controller.
    void AddServer(const ServerProfile& profile);

    /// A server's number and address.
    struct FoundServer
    {
        ServerId id;
        uint32_t address; ///< IPv4, host byte order
    };

    /// @return the server of a name, if there is one; adding a controller gives others new numbers
    std::optional<FoundServer> FindServer(std::string_view name) const;

    /// @return the topology with the WAN's links counted and the servers
    Topology GetTopology() const;

    const WanGraph& GetWan() const;

    /// Log component VnlabDropLog, where it is enabled before this call, tells every packet that is
    /// dropped anywhere in the cloud, and why.
    /// @throws std::invalid_argument where a number is outside what the address plan holds
    std::unique_ptr<Substrate> Build() const;

  private:
    void CheckServers(const Topology& topology) const;

    Topology m_topology;
    LinkProfile m_link;
    LinkProfile m_wanLink;
    WanGraph m_wan;
    std::vector<ServerProfile> m_servers{{.name = "controller"}};
    uint32_t m_controllers{1}; // the first of them
    uint16_t m_mtu{9000};
    uint32_t m_switchingCores{1};
    Time m_detection{kDetection};
    bool m_hashesGreKeys{false};
    std::optional<ControlLink> m_controlLink;
};

} // namespace ns3::vnlab

#endif // VNLAB_SUBSTRATE_HELPER_H

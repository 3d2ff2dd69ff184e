// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SERVER_H
#define VNLAB_SERVER_H

#include "model/ip/host-stack.h"
#include "model/substrate/fabric.h"
#include "model/substrate/server-cpu.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace ns3::vnlab
{

/// A server as somebody orders it.
struct ServerProfile
{
    std::string name;                  ///< unique among the servers
    NodeRef at{NodeKind::kLeaf, 0};    ///< the leaf or WAN router that it is plugged into
    bool isOutside{false};             ///< beyond the provider's border, which is then a WAN router
    std::optional<LinkProfile> link{}; ///< nothing: as the links inside a data center
    uint32_t cores{1};                 ///< at least 1
    bool isGateway{false};      ///< forwards between hosts, where the control plane uses such
    bool isConcentrator{false}; ///< is the centre of a VPN, where the design has such
};

/**
 * @ingroup vnlab
 * @brief A named box that is no VM host: a controller, a gateway, a site outside the provider.
 *
 * It has a link, an address, a processor and a stack in which programs listen. What nobody listens to
 * goes to who takes the rest, or is dropped as `no-port`. It does not fragment, nor put fragments
 * together.
 */
class Server : private FabricEdge
{
  public:
    /// @param fabric has a link for the server; outlives it
    /// @param drops outlives the server
    Server(ServerId id, const ServerProfile& profile, Fabric& fabric, DropLog& drops);
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    ServerId GetId() const;
    const std::string& Name() const;

    /// @return its IPv4 address, host byte order
    uint32_t Address() const;

    /// @return the Ethernet addresses of its card and of the switch that it is plugged into
    MacBytes Mac() const;
    MacBytes NextHopMac() const;

    /// @return whether it is there to forward between hosts
    bool IsGateway() const;

    HostStack& Stack();
    ServerCpu& Cpu();

    /// Takes packets that nobody listens to.
    using TakeRest = std::function<void(FabricFrame frame, const FrameFields& fields)>;
    void OnRest(TakeRest taker);

    /// Sends an Ethernet frame with an IPv4 packet.
    void Send(Ptr<Packet> frame);

    /// Sends a UDP datagram. @param destination IPv4, host byte order
    void SendUdp(uint32_t destination,
                 uint16_t sourcePort,
                 uint16_t destinationPort,
                 const Ptr<const Packet>& payload);

  private:
    void ReceiveFromFabric(NodeRef node, FabricFrame frame) override;

    ServerId m_id;
    std::string m_name;
    uint32_t m_address;
    Fabric& m_fabric;
    DropLog& m_drops;
    HostStack m_stack;
    ServerCpu m_cpu;
    bool m_isGateway;
    TakeRest m_takeRest;
};

} // namespace ns3::vnlab

#endif // VNLAB_SERVER_H

// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_UDP_TUNNEL_H
#define VNLAB_UDP_TUNNEL_H

#include "model/dataplane/encapsulation/encapsulation.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace ns3::vnlab
{

/// @return the outer UDP source port for a flow, 32768 to 60998, so that ECMP tells flows apart.
///         Linux: udp_flow_src_port with the default local ports; Open vSwitch takes the same range
uint16_t EntropyPort(uint32_t flowHash);

/**
 * @brief What the formats in UDP over IPv4 share, as Linux's devices have it: all but the 8 bytes of
 * the tunnel's own header.
 *
 * TTL 64, DF clear, DSCP 0, ECN by OuterEcn(), source port by EntropyPort().
 */
class UdpTunnel : public Encapsulation
{
  public:
    std::string_view Name() const final;
    bool Matches(const FrameFields& outer) const final;
    FabricFrame Encapsulate(Ptr<Packet> inner,
                            const FrameFields& fields,
                            const TunnelEnds& ends,
                            Vni vni,
                            uint16_t identification) const final;
    std::optional<Vni> Decapsulate(const Ptr<Packet>& frame, const FrameFields& outer) const final;

  protected:
    static constexpr size_t kHeaderSize = 8; ///< bytes: VXLAN, and GENEVE without options
    using Header = std::array<uint8_t, kHeaderSize>;

    /// What the header says.
    struct HeaderFields
    {
        Vni vni;
        size_t optionsSize; ///< bytes between the header and the inner frame
    };

    /**
     * @param name a literal
     * @param port UDP destination port
     * @param hasChecksum whether the outer UDP checksum is computed; else it is 0, which says that
     *        there is none (RFC 768)
     */
    UdpTunnel(std::string_view name, uint16_t port, bool hasChecksum);

  private:
    virtual Header WriteHeader(Vni vni) const = 0;

    /// @return nothing where it has to be refused
    virtual std::optional<HeaderFields> ReadHeader(
        std::span<const uint8_t, kHeaderSize> header) const = 0;

    std::string_view m_name;
    uint16_t m_port;
    bool m_hasChecksum;
};

} // namespace ns3::vnlab

#endif // VNLAB_UDP_TUNNEL_H

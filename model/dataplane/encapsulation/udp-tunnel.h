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
 * @brief What the formats in UDP over IPv4 share, as Linux's devices have it: all but the tunnel's own
 * header.
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
                            const TunnelLabel& label,
                            uint16_t identification) const final;
    std::optional<TunnelLabel> Decapsulate(const Ptr<Packet>& frame,
                                           const FrameFields& outer) const final;

  protected:
    static constexpr size_t kLeastHeader = 8;         ///< bytes: VXLAN, and GENEVE without options
    static constexpr size_t kMostHeader = 8 + 63 * 4; ///< GENEVE with all the options it takes

    /// What the header says.
    struct HeaderFields
    {
        TunnelLabel label;
        size_t size; ///< bytes in front of the inner frame
    };

    /**
     * @param name a literal
     * @param port UDP destination port
     * @param headerSize bytes that it writes, at most 16
     * @param hasChecksum whether the outer UDP checksum is computed; else it is 0, which says that
     *        there is none (RFC 768)
     */
    UdpTunnel(std::string_view name, uint16_t port, size_t headerSize, bool hasChecksum);

  private:
    /// @param header of the size that it writes, all zero
    virtual void WriteHeader(std::span<uint8_t> header, const TunnelLabel& label) const = 0;

    /// @param header at least kLeastHeader bytes, and more where the frame has them, up to kMostHeader
    /// @return nothing where it has to be refused
    virtual std::optional<HeaderFields> ReadHeader(std::span<const uint8_t> header) const = 0;

    std::string_view m_name;
    uint16_t m_port;
    size_t m_headerSize;
    bool m_hasChecksum;
};

} // namespace ns3::vnlab

#endif // VNLAB_UDP_TUNNEL_H

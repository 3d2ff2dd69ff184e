// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/encapsulation/udp-tunnel.h"
#include "model/wire/big-endian.h"
#include "model/wire/protocol-numbers.h"
#include "model/wire/tunnel-overhead.h"

namespace ns3::vnlab
{

namespace
{

/**
 * @brief GENEVE (RFC 8926) as Linux's geneve device speaks it: UDP port 6081, no UDP checksum over
 * IPv4, protocol type 0x6558, no options.
 *
 * Options are skipped by their stated length, unread. Refused are a version other than 0, another
 * protocol type, options that the packet does not hold, and the C flag: no critical option is known
 * here (RFC 8926 §3.4). As in Linux, reserved bits are ignored and so is the O flag, though §3.4
 * keeps control packets from being forwarded.
 *
 * Other than in Linux, which draws from 1 to 65534, source ports are EntropyPort()'s: a dissector
 * that knows a low source port would read the packet as that protocol's.
 */
class GeneveTunnel : public UdpTunnel
{
  public:
    GeneveTunnel()
        : UdpTunnel("geneve", udpport::kGeneve, false)
    {
    }

    std::string_view Description() const override
    {
        return "GENEVE (RFC 8926): UDP port 6081, no options";
    }

    uint16_t Overhead() const override
    {
        return overhead::Geneve(0);
    }

  private:
    static constexpr uint8_t kVersionMask = 0xc0;
    static constexpr uint8_t kOptionsMask = 0x3f; // their length, in words of four bytes
    static constexpr uint8_t kCritical = 0x40;

    Header WriteHeader(Vni vni) const override
    {
        Header header{}; // version 0, no options, no flags
        WriteBig16(&header[2], ethertype::kTransparentEthernet);
        WriteBig32(&header[4], vni.value << 8);
        return header;
    }

    std::optional<HeaderFields> ReadHeader(
        std::span<const uint8_t, kHeaderSize> header) const override
    {
        if ((header[0] & kVersionMask) != 0 || (header[1] & kCritical) != 0 ||
            ReadBig16(&header[2]) != ethertype::kTransparentEthernet)
        {
            return std::nullopt;
        }
        return HeaderFields{Vni{ReadBig32(&header[4]) >> 8},
                            (header[0] & kOptionsMask) * size_t{4}};
    }
};

const EncapsulationRegistration kGeneve{std::make_unique<GeneveTunnel>()};

} // namespace

} // namespace ns3::vnlab

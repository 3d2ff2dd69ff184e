// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/encapsulation/geneve.h"

#include "model/dataplane/encapsulation/udp-tunnel.h"
#include "model/wire/big-endian.h"
#include "model/wire/protocol-numbers.h"
#include "model/wire/tunnel-overhead.h"

namespace ns3::vnlab
{

namespace
{

class GeneveTunnel : public UdpTunnel
{
  public:
    GeneveTunnel()
        : UdpTunnel("geneve", udpport::kGeneve, false)
    {
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

} // namespace

const Encapsulation&
GeneveEncapsulation()
{
    static const GeneveTunnel format;
    return format;
}

} // namespace ns3::vnlab

// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/encapsulation/vxlan.h"

#include "model/dataplane/encapsulation/udp-tunnel.h"
#include "model/wire/big-endian.h"
#include "model/wire/protocol-numbers.h"
#include "model/wire/tunnel-overhead.h"

namespace ns3::vnlab
{

namespace
{

class VxlanTunnel : public UdpTunnel
{
  public:
    VxlanTunnel()
        : UdpTunnel("vxlan", udpport::kVxlan, true)
    {
    }

    uint16_t Overhead() const override
    {
        return overhead::kVxlan;
    }

  private:
    static constexpr uint32_t kValidVni = 0x08000000; // the I flag, in the first four bytes

    Header WriteHeader(Vni vni) const override
    {
        Header header;
        WriteBig32(&header[0], kValidVni);
        WriteBig32(&header[4], vni.value << 8);
        return header;
    }

    std::optional<HeaderFields> ReadHeader(
        std::span<const uint8_t, kHeaderSize> header) const override
    {
        const uint32_t vniAndReserved = ReadBig32(&header[4]);
        if (ReadBig32(&header[0]) != kValidVni || (vniAndReserved & 0xff) != 0)
        {
            return std::nullopt;
        }
        return HeaderFields{Vni{vniAndReserved >> 8}, 0};
    }
};

} // namespace

const Encapsulation&
VxlanEncapsulation()
{
    static const VxlanTunnel format;
    return format;
}

} // namespace ns3::vnlab

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
 * @brief VXLAN (RFC 7348) as Linux's vxlan device speaks it: UDP port 4789, checksum on, flags 0x08.
 *
 * Refused are headers without the I flag, and those with a reserved bit: RFC 7348 §5 would ignore
 * such bits, Linux drops.
 */
class VxlanTunnel : public UdpTunnel
{
  public:
    VxlanTunnel()
        : UdpTunnel("vxlan", udpport::kVxlan, true)
    {
    }

    std::string_view Description() const override
    {
        return "VXLAN (RFC 7348): UDP port 4789";
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

const EncapsulationRegistration kVxlan{std::make_unique<VxlanTunnel>()};

} // namespace

} // namespace ns3::vnlab

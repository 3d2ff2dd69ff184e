// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/encapsulation/udp-tunnel.h"
#include "model/wire/big-endian.h"
#include "model/wire/protocol-numbers.h"
#include "model/wire/tunnel-overhead.h"

namespace ns3::vnlab
{

namespace
{

constexpr uint32_t kValidVni = 0x08000000; // the I flag, in the first four bytes

/// @return the VNI, where the last four bytes have no reserved bit
std::optional<Vni>
ReadVni(std::span<const uint8_t> header)
{
    const uint32_t vniAndReserved = ReadBig32(&header[4]);
    return (vniAndReserved & 0xff) == 0 ? std::optional(Vni{vniAndReserved >> 8}) : std::nullopt;
}

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
        : UdpTunnel("vxlan", udpport::kVxlan, headersize::kVxlan, true)
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
    void WriteHeader(std::span<uint8_t> header, const TunnelLabel& label) const override
    {
        WriteBig32(header.data(), kValidVni);
        WriteBig32(&header[4], label.vni.value << 8);
    }

    std::optional<HeaderFields> ReadHeader(std::span<const uint8_t> header) const override
    {
        const std::optional<Vni> vni = ReadVni(header);
        return vni && ReadBig32(header.data()) == kValidVni
                 ? std::optional(HeaderFields{*vni, headersize::kVxlan})
                 : std::nullopt;
    }
};

/**
 * @brief VXLAN with a group policy id (draft-smith-vxlan-group-policy-05) as Linux's vxlan device with `gbp`
 * speaks it: the G flag and the number of the sender in bytes that VXLAN reserves; none for 0.
 *
 * The flags D (do not learn) and A (policy was applied) are taken and mean nothing here. Other reserved bits
 * are refused, as without.
 */
class GroupPolicyTunnel : public UdpTunnel
{
  public:
    GroupPolicyTunnel()
        : UdpTunnel("vxlan-gbp", udpport::kVxlan, headersize::kVxlan, true)
    {
    }

    std::string_view Description() const override
    {
        return "VXLAN with the sender's number in 16 bits (Group Policy)";
    }

    uint16_t Overhead() const override
    {
        return overhead::kVxlan;
    }

    bool CarriesPolicy() const override
    {
        return true;
    }

  private:
    static constexpr uint32_t kHasPolicy = 0x80000000; // the G flag
    static constexpr uint32_t kPolicy = 0x0000ffff;
    static constexpr uint32_t kTaken = kValidVni | kHasPolicy | 0x00480000 | kPolicy; // and D, A

    void WriteHeader(std::span<uint8_t> header, const TunnelLabel& label) const override
    {
        const uint32_t policy = label.policy == 0 ? 0 : kHasPolicy | label.policy;
        WriteBig32(header.data(), kValidVni | policy);
        WriteBig32(&header[4], label.vni.value << 8);
    }

    std::optional<HeaderFields> ReadHeader(std::span<const uint8_t> header) const override
    {
        const uint32_t flags = ReadBig32(header.data());
        const bool hasPolicy = (flags & kHasPolicy) != 0;
        const uint32_t taken = hasPolicy ? kTaken : kValidVni;
        const std::optional<Vni> vni = ReadVni(header);
        if (!vni || (flags & kValidVni) == 0 || (flags & ~taken) != 0)
        {
            return std::nullopt;
        }
        const auto policy = static_cast<uint16_t>(hasPolicy ? flags & kPolicy : 0);
        return HeaderFields{{*vni, policy}, headersize::kVxlan};
    }
};

const EncapsulationRegistration kVxlan{std::make_unique<VxlanTunnel>()};
const EncapsulationRegistration kVxlanGbp{std::make_unique<GroupPolicyTunnel>()};

} // namespace

} // namespace ns3::vnlab

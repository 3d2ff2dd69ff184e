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
 * IPv4, protocol type 0x6558.
 *
 * Options are skipped by their stated length. Refused are a version other than 0, another protocol type,
 * options that the packet does not hold, and the C flag: no critical option is known here (RFC 8926 §3.4).
 * As in Linux, reserved bits are ignored and so is the O flag, though §3.4 keeps control packets from being
 * forwarded.
 *
 * Other than in Linux, which draws from 1 to 65534, source ports are EntropyPort()'s: a dissector
 * that knows a low source port would read the packet as that protocol's.
 */
class GeneveTunnel : public UdpTunnel
{
  public:
    GeneveTunnel()
        : GeneveTunnel("geneve", 0)
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

  protected:
    /// @param options bytes of them
    GeneveTunnel(std::string_view name, size_t options)
        : UdpTunnel(name, udpport::kGeneve, headersize::kGeneve + options, false)
    {
    }

    void WriteHeader(std::span<uint8_t> header, const TunnelLabel& label) const override
    {
        const size_t options = header.size() - headersize::kGeneve;
        header[0] = static_cast<uint8_t>(options / 4); // version 0, no flags
        WriteBig16(&header[2], ethertype::kTransparentEthernet);
        WriteBig32(&header[4], label.vni.value << 8);
    }

    std::optional<HeaderFields> ReadHeader(std::span<const uint8_t> header) const override
    {
        if ((header[0] & kVersionMask) != 0 || (header[1] & kCritical) != 0 ||
            ReadBig16(&header[2]) != ethertype::kTransparentEthernet)
        {
            return std::nullopt;
        }
        return HeaderFields{Vni{ReadBig32(&header[4]) >> 8},
                            headersize::kGeneve + (header[0] & kOptionsMask) * size_t{4}};
    }

  private:
    static constexpr uint8_t kVersionMask = 0xc0;
    static constexpr uint8_t kOptionsMask = 0x3f; // their length, in words of four bytes
    static constexpr uint8_t kCritical = 0x40;
};

/**
 * @brief GENEVE with the sender's number in an option: 8 bytes more, of which 4 are the option's header, with a
 * class for experiments (RFC 8926 §7) and a type that is not critical.
 *
 * Other options are skipped; those that do not fill their stated length are refused. Without the option, or with more
 * than 16 bits in it, there is no number.
 */
class GeneveIdentityTunnel : public GeneveTunnel
{
  public:
    GeneveIdentityTunnel()
        : GeneveTunnel("geneve-identity", kOptionSize)
    {
    }

    std::string_view Description() const override
    {
        return "GENEVE with the sender's number in an option";
    }

    uint16_t Overhead() const override
    {
        return overhead::Geneve(kOptionSize);
    }

    bool CarriesPolicy() const override
    {
        return true;
    }

  private:
    static constexpr size_t kOptionHeader = 4;
    static constexpr size_t kOptionSize = kOptionHeader + 4;
    static constexpr uint32_t kIdentity =
        0xff000100;                               // class 0xff00, type 1, in front of the length
    static constexpr uint32_t kLengthMask = 0x1f; // of the data, in words of four bytes

    void WriteHeader(std::span<uint8_t> header, const TunnelLabel& label) const override
    {
        GeneveTunnel::WriteHeader(header, label);
        WriteBig32(&header[headersize::kGeneve], kIdentity | 1);
        WriteBig32(&header[headersize::kGeneve + kOptionHeader], label.policy);
    }

    std::optional<HeaderFields> ReadHeader(std::span<const uint8_t> header) const override
    {
        std::optional<HeaderFields> fields = GeneveTunnel::ReadHeader(header);
        if (!fields || header.size() < fields->size)
        {
            return std::nullopt;
        }
        size_t at = headersize::kGeneve;
        while (at < fields->size)
        {
            const uint32_t option = ReadBig32(&header[at]);
            const size_t data = (option & kLengthMask) * 4;
            if (data > fields->size - at - kOptionHeader)
            {
                return std::nullopt;
            }
            if ((option & ~uint32_t{0xff}) == kIdentity && data == 4)
            {
                const uint32_t number = ReadBig32(&header[at + kOptionHeader]);
                fields->label.policy = static_cast<uint16_t>(number <= UINT16_MAX ? number : 0);
            }
            at += kOptionHeader + data;
        }
        return fields;
    }
};

const EncapsulationRegistration kGeneve{std::make_unique<GeneveTunnel>()};
const EncapsulationRegistration kGeneveIdentity{std::make_unique<GeneveIdentityTunnel>()};

} // namespace

} // namespace ns3::vnlab

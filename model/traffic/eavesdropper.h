// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_EAVESDROPPER_H
#define VNLAB_EAVESDROPPER_H

#include "ns3/packet.h"
#include "ns3/ptr.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace ns3::vnlab
{

/// What somebody who listens to a link can read in a frame.
struct Overheard
{
    /// Who an IPv4 or ARP header says is talking to whom: addresses in host byte order.
    struct Ends
    {
        uint32_t source{0};
        uint32_t destination{0};

        bool operator==(const Ends&) const = default;
    };

    static constexpr size_t kMostLayers = 4; ///< deeper ones are not read

    std::array<Ends, kMostLayers> ends{}; ///< outermost first
    size_t layers{0};                     ///< how many of them there are
    bool isArp{false};                    ///< so is the innermost
    std::optional<uint32_t> tunnelId{};   ///< VNI or VSID of the innermost tunnel, or VLAN
    uint32_t payload{0};                  ///< bytes behind UDP and TCP headers, readable
    uint32_t sealed{0};                   ///< bytes that only who has a key can read

    bool operator==(const Overheard&) const = default;
};

/**
 * @ingroup vnlab
 * @brief Reads frames as somebody does who taps a link: the bytes alone, without keys and without
 *        what the simulator knows.
 *
 * The public formats are known: Ethernet with 802.1Q tags, ARP, IPv4, UDP, TCP, VXLAN, GENEVE (options
 * are skipped), GRE and NVGRE, IP-in-IP, ESP (RFC 4303, and in UDP by RFC 3948) and TLS records. A
 * tunnel in UDP is known by its port. Behind an ESP header all is sealed; a TCP segment that begins
 * with a record of TLS application data is so as a whole, and one with another record has no payload.
 * Why not ParseFrame: that one reads for the data planes, and stops at the first header.
 *
 * A later fragment is as readable as its packet's first was; it is known by what stood in the last
 * first fragment, as fragments of a packet leave a host one after the other.
 */
class Eavesdropper
{
  public:
    /// @param frame from its Ethernet header on
    Overheard Read(const Ptr<const Packet>& frame);

    /// @param head the first bytes of a frame; 512 suffice
    /// @param size bytes of the frame; at least those of `head`
    Overheard Read(std::span<const uint8_t> head, size_t size);

  private:
    /// A frame from some header on: the bytes at hand, and how many there are on the wire.
    struct Bytes
    {
        std::span<const uint8_t> head;
        size_t size;

        Bytes From(size_t offset) const;
        Bytes First(size_t count) const;
    };

    /// What tells the fragments of one packet.
    struct Datagram
    {
        Overheard::Ends ends;
        uint16_t identification{0};
        uint8_t protocol{0};

        bool operator==(const Datagram&) const = default;
    };

    /// A packet whose first fragment was read.
    struct Begun
    {
        Datagram datagram;
        bool isReadable{false};
        bool isSealed{false};
    };

    void ReadEthernet(const Bytes& frame);
    void ReadNetwork(uint16_t etherType, const Bytes& packet);
    void ReadArp(const Bytes& packet);
    void ReadIpv4(const Bytes& packet);
    void ReadFragment(const Begun& begun, const Datagram& datagram, const Bytes& body);
    void ReadTransport(uint8_t protocol, const Bytes& body);
    void ReadUdp(const Bytes& datagram);
    void ReadTcp(const Bytes& segment);
    void ReadVxlan(const Bytes& packet);
    void ReadGeneve(const Bytes& packet);
    void ReadGre(const Bytes& packet);
    void Seal(const Bytes& body);

    Overheard m_heard;
    std::array<Begun, Overheard::kMostLayers> m_begun{}; ///< the last of each layer
};

} // namespace ns3::vnlab

#endif // VNLAB_EAVESDROPPER_H

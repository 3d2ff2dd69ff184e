// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SITE_IPSEC_H
#define VNLAB_SITE_IPSEC_H

#include "model/drop-log.h"
#include "model/rule/site-vpn-tables.h"
#include "model/wire/frame-fields.h"

#include "ns3/packet.h"
#include "ns3/ptr.h"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <variant>

namespace ns3::vnlab
{

/// A frame that came out of a tunnel.
struct OpenedFrame
{
    Ptr<Packet> frame;
    FrameFields fields;
    size_t sealedBytes; ///< that AES-GCM worked on
};

/**
 * @brief The IPsec of one end of tunnels between data centers, a security gateway (RFC 4301 §3.1): ESP in tunnel
 * mode with AES-128-GCM.
 *
 * What it seals has the outer header of IpsecStack: TTL 64; DSCP, ECN and DF are copied. IVs count all packets
 * that are sealed here, as keys may be erased and typed again. What it opens has to come from where the
 * association says, so that one data center cannot send in another's name (RFC 4301 §5.2). Keys are typed, so
 * there is no check for replays (RFC 4303 §3.4.3). Packets are really encrypted.
 */
class SiteIpsec
{
  public:
    /// Where a packet leaves.
    struct Way
    {
        MacBytes sourceMac;
        MacBytes nextHopMac;
        uint32_t source; ///< address of this end
    };

    /// @return false where the table is none of these, or the bytes are not its
    bool Write(TableId table, std::span<const uint8_t> key, std::span<const uint8_t> value);
    /// @return false where there is no such entry
    bool Erase(TableId table, std::span<const uint8_t> key);
    void Clear();

    /**
     * @brief Seals a frame's IPv4 packet for whoever its destination is behind.
     * @param frame whole; left as it is
     * @return another frame; why not: there is no key, or it would be too long for IPv4
     */
    std::variant<Ptr<Packet>, DropReason> Seal(const Ptr<const Packet>& frame,
                                               const FrameFields& fields,
                                               const Way& way);

    /// Opens a frame with a packet of ESP. @param frame whole; left as it is
    std::variant<OpenedFrame, DropReason> Open(const Ptr<const Packet>& frame,
                                               const FrameFields& outer) const;

  private:
    struct Sealing
    {
        uint32_t last;
        SiteSealValue value;
        uint32_t sent{0}; ///< packets: the sequence number of the last
    };

    std::map<uint32_t, Sealing> m_sealing;       ///< by the first address of the range
    std::map<uint32_t, SiteOpenValue> m_opening; ///< by SPI
    uint64_t m_sealed{0};
};

} // namespace ns3::vnlab

#endif // VNLAB_SITE_IPSEC_H

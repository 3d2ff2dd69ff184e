// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_IPV4_REASSEMBLER_H
#define VNLAB_IPV4_REASSEMBLER_H

#include "model/drop-log.h"
#include "model/wire/frame-fields.h"

#include "ns3/event-id.h"
#include "ns3/packet.h"
#include "ns3/ptr.h"

#include <compare>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>

namespace ns3::vnlab
{

/// A packet put together, behind the Ethernet header of its first fragment.
struct Reassembled
{
    Ptr<Packet> frame;
    FrameFields fields; ///< of the frame
};

/**
 * @brief Puts the fragments of IPv4 packets together at their destination (RFC 791 §3.2).
 *
 * Fragments belong together by source, destination, protocol and identification, and come in any
 * order. One that overlaps another is dropped as malformed: what came first stands. A packet that
 * is not complete 30 s after its first fragment came (Linux: net.ipv4.ipfrag_time; RFC 1122 §3.3.2
 * asks for 60 s or more) is dropped and counted once.
 */
class Ipv4Reassembler
{
  public:
    /// Called with the fragment at offset 0 of a packet that was given up, if that one came.
    using Expired = std::function<void(const Ptr<const Packet>& first, const FrameFields& fields)>;

    /// @param drops outlives this object
    /// @param expired may be empty
    explicit Ipv4Reassembler(DropLog& drops, Expired expired = {});
    ~Ipv4Reassembler();
    Ipv4Reassembler(const Ipv4Reassembler&) = delete;
    Ipv4Reassembler& operator=(const Ipv4Reassembler&) = delete;

    /**
     * @brief Takes a fragment.
     * @param frame an Ethernet frame with an IPv4 fragment, without padding; now this object's
     * @param fields of the frame
     * @return the whole packet; nothing as long as some of it is missing
     */
    std::optional<Reassembled> Add(Ptr<Packet> frame, const FrameFields& fields);

    /// @return packets that wait for fragments
    size_t Pending() const;

  private:
    struct Key
    {
        uint32_t source;
        uint32_t destination;
        uint16_t identification;
        uint8_t protocol;
        auto operator<=>(const Key&) const = default;
    };

    struct Fragment
    {
        Ptr<Packet> frame;
        uint32_t size; ///< bytes of the IPv4 payload
        FrameFields fields;
    };

    struct Partial
    {
        std::map<uint32_t, Fragment> fragments; ///< by offset
        uint32_t held{0};                       ///< bytes of payload
        uint32_t length{0};                     ///< of the whole payload; 0: the last did not come
        EventId timeout;
    };

    static bool Fits(const Partial& partial, uint32_t offset, uint32_t size, bool more);
    static Reassembled Join(const Partial& partial);
    void Expire(Key key);

    DropLog& m_drops;
    Expired m_expired;
    std::map<Key, Partial> m_partials;
};

} // namespace ns3::vnlab

#endif // VNLAB_IPV4_REASSEMBLER_H

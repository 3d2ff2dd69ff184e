// SPDX-License-Identifier: GPL-2.0-only
#include "model/ip/ipv4-reassembler.h"

#include "model/ip/packet-fields.h"
#include "model/wire/big-endian.h"

#include "ns3/nstime.h"
#include "ns3/simulator.h"

#include <array>
#include <iterator>
#include <utility>

namespace ns3::vnlab
{

namespace
{

const Time kTimeout = Seconds(30);
constexpr uint32_t kLongestPacket = 65535;

} // namespace

Ipv4Reassembler::Ipv4Reassembler(DropLog& drops, Expired expired)
    : m_drops(drops),
      m_expired(std::move(expired))
{
}

Ipv4Reassembler::~Ipv4Reassembler()
{
    for (auto& [key, partial] : m_partials)
    {
        partial.timeout.Cancel();
    }
}

size_t
Ipv4Reassembler::Pending() const
{
    return m_partials.size();
}

bool
Ipv4Reassembler::Fits(const Partial& partial, uint32_t offset, uint32_t size, bool more)
{
    const uint32_t end = offset + size;
    const auto next = partial.fragments.lower_bound(offset);
    const bool overlaps = (next != partial.fragments.end() && next->first < end) ||
                          (next != partial.fragments.begin() &&
                           std::prev(next)->first + std::prev(next)->second.size > offset);
    const bool beyondLast = partial.length != 0 && (end > partial.length || !more);
    const bool lastTooEarly = !more && next != partial.fragments.end();
    return size > 0 && !overlaps && !beyondLast && !lastTooEarly && !(more && size % 8 != 0);
}

Ptr<Packet>
Ipv4Reassembler::Add(Ptr<Packet> frame, const FrameFields& fields)
{
    const uint32_t headerSize = fields.l4Offset - fields.l3Offset;
    const uint32_t size = fields.totalLength - headerSize;
    const Key key{fields.source, fields.destination, fields.identification, fields.protocol};
    const auto [it, isNew] = m_partials.try_emplace(key);
    Partial& partial = it->second;
    if (isNew)
    {
        partial.timeout = Simulator::Schedule(kTimeout, &Ipv4Reassembler::Expire, this, key);
    }
    if (fields.fragmentOffset + size + headerSize > kLongestPacket ||
        !Fits(partial, fields.fragmentOffset, size, fields.moreFragments))
    {
        m_drops.Count(VNLAB_DROP_MALFORMED, frame);
        if (partial.fragments.empty())
        {
            partial.timeout.Remove();
            m_partials.erase(it);
        }
        return nullptr;
    }
    partial.fragments[fields.fragmentOffset] = {std::move(frame), size, fields.l4Offset};
    partial.held += size;
    if (!fields.moreFragments)
    {
        partial.length = fields.fragmentOffset + size;
    }
    if (partial.held != partial.length)
    {
        return nullptr;
    }
    Ptr<Packet> whole = Join(partial);
    partial.timeout.Remove();
    m_partials.erase(it);
    return whole;
}

Ptr<Packet>
Ipv4Reassembler::Join(const Partial& partial)
{
    const auto first = partial.fragments.begin();
    const Ptr<Packet>& whole = first->second.frame;
    for (auto it = std::next(first); it != partial.fragments.end(); ++it)
    {
        it->second.frame->RemoveAtStart(it->second.l4Offset);
        whole->AddAtEnd(it->second.frame);
    }

    std::array<uint8_t, kParsedBytes> head;
    CopyHead(whole, head);
    const uint16_t l4Offset = first->second.l4Offset;
    const uint16_t l3Offset = ParseFrame(head)->l3Offset;
    const std::span ip = std::span(head).subspan(l3Offset, l4Offset - l3Offset);
    WriteBig16(&ip[2], static_cast<uint16_t>(ip.size() + partial.length));
    WriteBig16(&ip[6], 0);
    WriteBig16(&ip[10], 0);
    WriteBig16(&ip[10], ChecksumOf(ip));
    whole->RemoveAtStart(l4Offset);
    PrependBytes(whole, std::span(head).first(l4Offset));
    return whole;
}

void
Ipv4Reassembler::Expire(Key key)
{
    const auto it = m_partials.find(key);
    const auto fragments = std::move(it->second.fragments);
    m_partials.erase(it);
    m_drops.Count(VNLAB_DROP_REASSEMBLY, fragments.begin()->second.frame);
    if (m_expired && fragments.begin()->first == 0)
    {
        m_expired(fragments.begin()->second.frame);
    }
}

} // namespace ns3::vnlab

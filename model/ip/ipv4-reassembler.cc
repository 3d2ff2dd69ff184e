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

std::optional<Reassembled>
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
    if (fields.fragmentOffset + size + headerSize > kLongestIpv4 ||
        !Fits(partial, fields.fragmentOffset, size, fields.moreFragments))
    {
        m_drops.Count(VNLAB_DROP_MALFORMED, frame);
        if (partial.fragments.empty())
        {
            partial.timeout.Remove();
            m_partials.erase(it);
        }
        return std::nullopt;
    }
    partial.fragments[fields.fragmentOffset] = {std::move(frame), size, fields};
    partial.held += size;
    if (!fields.moreFragments)
    {
        partial.length = fields.fragmentOffset + size;
    }
    if (partial.held != partial.length)
    {
        return std::nullopt;
    }
    partial.timeout.Remove();
    const Partial complete = std::move(partial);
    m_partials.erase(it);
    const auto& [first, firstSize, firstFields] = complete.fragments.begin()->second;
    if (complete.length + firstFields.l4Offset - firstFields.l3Offset > kLongestIpv4)
    {
        m_drops.Count(VNLAB_DROP_MALFORMED, first); // its header is longer than the others'
        return std::nullopt;
    }
    return Join(complete);
}

Reassembled
Ipv4Reassembler::Join(const Partial& partial)
{
    const auto first = partial.fragments.begin();
    Reassembled whole{first->second.frame, first->second.fields};
    for (auto it = std::next(first); it != partial.fragments.end(); ++it)
    {
        it->second.frame->RemoveAtStart(it->second.fields.l4Offset);
        whole.frame->AddAtEnd(it->second.frame);
    }

    const uint16_t l3Offset = whole.fields.l3Offset;
    const uint16_t l4Offset = whole.fields.l4Offset;
    std::array<uint8_t, kParsedBytes> head;
    CopyHead(whole.frame, head);
    const std::span ip = std::span(head).subspan(l3Offset, l4Offset - l3Offset);
    whole.fields.totalLength = static_cast<uint16_t>(ip.size() + partial.length);
    whole.fields.dontFragment = false;
    whole.fields.moreFragments = false;
    WriteBig16(&ip[2], whole.fields.totalLength);
    WriteBig16(&ip[6], 0);
    WriteBig16(&ip[10], 0);
    WriteBig16(&ip[10], ChecksumOf(ip));
    whole.frame->RemoveAtStart(l4Offset);
    PrependBytes(whole.frame, std::span(head).first(l4Offset));
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
        m_expired(fragments.begin()->second.frame, fragments.begin()->second.fields);
    }
}

} // namespace ns3::vnlab

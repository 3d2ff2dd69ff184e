// SPDX-License-Identifier: GPL-2.0-only
#include "model/ip/ipv4-fragments.h"

#include "model/ip/packet-fields.h"
#include "model/wire/big-endian.h"
#include "model/wire/header-sizes.h"

#include <algorithm>
#include <array>
#include <span>

namespace ns3::vnlab
{

namespace
{

constexpr uint16_t kMoreFragments = 0x2000;
constexpr uint8_t kEndOfOptions = 0;
constexpr uint8_t kNoOperation = 1;
constexpr uint8_t kCopyFlag = 0x80;

/// Overwrites the options that only the first fragment carries.
void
ClearUncopiedOptions(std::span<uint8_t> options)
{
    size_t at = 0;
    while (at < options.size() && options[at] != kEndOfOptions)
    {
        if (options[at] == kNoOperation)
        {
            ++at;
            continue;
        }
        const size_t length = at + 1 < options.size() ? options[at + 1] : 0;
        if (length < 2 || at + length > options.size())
        {
            return; // malformed: the rest is as it came
        }
        if ((options[at] & kCopyFlag) == 0)
        {
            std::fill_n(options.begin() + static_cast<std::ptrdiff_t>(at), length, kNoOperation);
        }
        at += length;
    }
}

} // namespace

std::vector<Ptr<Packet>>
FragmentIpv4(const Ptr<const Packet>& frame, const FrameFields& fields, uint32_t mtu)
{
    if (fields.totalLength <= mtu)
    {
        return {frame->Copy()};
    }
    std::array<uint8_t, kParsedBytes> head;
    CopyHead(frame, head);
    const std::span ip =
        std::span(head).subspan(fields.l3Offset, fields.l4Offset - fields.l3Offset);
    const uint32_t payload = fields.totalLength - static_cast<uint32_t>(ip.size());
    const uint32_t step = (mtu - static_cast<uint32_t>(ip.size())) & ~uint32_t{7};

    std::vector<Ptr<Packet>> fragments;
    for (uint32_t offset = 0; offset < payload; offset += step)
    {
        const uint32_t size = std::min(step, payload - offset);
        const bool more = offset + size < payload || fields.moreFragments;
        WriteBig16(&ip[2], static_cast<uint16_t>(ip.size() + size));
        WriteBig16(&ip[6],
                   static_cast<uint16_t>((fields.fragmentOffset + offset) / 8 |
                                         (more ? kMoreFragments : 0)));
        WriteBig16(&ip[10], 0);
        WriteBig16(&ip[10], ChecksumOf(ip));

        Ptr<Packet> fragment = frame->CreateFragment(fields.l4Offset + offset, size);
        PrependBytes(fragment, std::span(head).first(fields.l4Offset));
        fragments.push_back(std::move(fragment));
        if (offset == 0)
        {
            ClearUncopiedOptions(ip.subspan(headersize::kIpv4));
        }
    }
    return fragments;
}

} // namespace ns3::vnlab

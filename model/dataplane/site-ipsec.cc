// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/site-ipsec.h"

#include "model/dataplane/encapsulation/tunnel-ecn.h"
#include "model/dataplane/esp-frame.h"
#include "model/ip/packet-fields.h"
#include "model/plain-bytes.h"
#include "model/wire/big-endian.h"
#include "model/wire/outer-ipv4-udp.h"
#include "model/wire/protocol-numbers.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

namespace
{

/// @return a copy with other bytes, which is the same packet for who follows it
Ptr<Packet>
WithBytes(const Ptr<const Packet>& packet, std::span<const uint8_t> bytes)
{
    Ptr<Packet> other = packet->Copy();
    SetBytes(other, bytes);
    return other;
}

std::vector<uint8_t>
BytesOf(const Ptr<const Packet>& packet)
{
    std::vector<uint8_t> bytes(packet->GetSize());
    packet->CopyData(bytes.data(), packet->GetSize());
    return bytes;
}

} // namespace

bool
SiteIpsec::Write(TableId table, std::span<const uint8_t> key, std::span<const uint8_t> value)
{
    const auto to = ReadAs<SiteSealKey>(key);
    const auto sealing = ReadAs<SiteSealValue>(value);
    if (table == kSiteSealTable && to && sealing)
    {
        m_sealing[to->to.first] = {to->to.last, *sealing};
        return true;
    }
    const auto spi = ReadAs<SiteOpenKey>(key);
    const auto opening = ReadAs<SiteOpenValue>(value);
    if (table == kSiteOpenTable && spi && opening)
    {
        m_opening[spi->spi] = *opening;
        return true;
    }
    return false;
}

bool
SiteIpsec::Erase(TableId table, std::span<const uint8_t> key)
{
    if (table == kSiteSealTable)
    {
        const auto to = ReadAs<SiteSealKey>(key);
        return to && m_sealing.erase(to->to.first) > 0;
    }
    const auto spi = ReadAs<SiteOpenKey>(key);
    return table == kSiteOpenTable && spi && m_opening.erase(spi->spi) > 0;
}

void
SiteIpsec::Clear()
{
    m_sealing.clear();
    m_opening.clear();
}

std::variant<Ptr<Packet>, DropReason>
SiteIpsec::Seal(const Ptr<const Packet>& frame, const FrameFields& fields, const Way& way)
{
    const auto behind = m_sealing.upper_bound(fields.destination);
    if (behind == m_sealing.begin() || std::prev(behind)->second.last < fields.destination)
    {
        return VNLAB_DROP_NO_ASSOCIATION;
    }
    Sealing& sealing = std::prev(behind)->second;
    const EspFields esp{.spi = sealing.value.spi, .sequence = sealing.sent + 1, .iv = m_sealed + 1};
    const OuterIpv4 outer{.destinationMac = way.nextHopMac,
                          .sourceMac = way.sourceMac,
                          .source = way.source,
                          .destination = sealing.value.remote,
                          .tos = fields.tos,
                          .id = static_cast<uint16_t>(esp.iv),
                          .dontFragment = fields.dontFragment};
    Ptr<Packet> sealed = frame->Copy();
    if (!SealInTunnel(sealed, fields, outer, esp, sealing.value.key))
    {
        return VNLAB_DROP_MTU_EXCEEDED;
    }
    ++sealing.sent;
    ++m_sealed;
    return sealed;
}

std::variant<OpenedFrame, DropReason>
SiteIpsec::Open(const Ptr<const Packet>& frame, const FrameFields& outer) const
{
    std::vector<uint8_t> whole = BytesOf(frame);
    if (IsFragment(outer) || outer.l3Offset + size_t{outer.totalLength} > whole.size())
    {
        return VNLAB_DROP_UNSUPPORTED;
    }
    whole.resize(outer.l3Offset + size_t{outer.totalLength}); // padding of a short frame
    const std::span<uint8_t> esp = std::span(whole).subspan(outer.l4Offset);
    const std::optional<uint32_t> spi = SpiOf(esp);
    if (!spi)
    {
        return VNLAB_DROP_MALFORMED;
    }
    const auto association = m_opening.find(*spi);
    if (association == m_opening.end())
    {
        return VNLAB_DROP_NO_ASSOCIATION;
    }
    const size_t sealedBytes = SealedSize(esp);
    const std::optional<OpenedEsp> opened = OpenEsp(esp, association->second.key);
    if (!opened)
    {
        return VNLAB_DROP_NOT_AUTHENTIC;
    }
    if (opened->fields.nextHeader != ipproto::kIpip)
    {
        return VNLAB_DROP_MALFORMED;
    }
    const std::span<uint8_t> inner(opened->payload.data() - headersize::kEthernet,
                                   headersize::kEthernet + opened->payload.size());
    std::ranges::copy(outer.destinationMac, inner.begin());
    std::ranges::copy(outer.sourceMac, inner.begin() + outer.destinationMac.size());
    WriteBig16(&inner[2 * outer.sourceMac.size()], ethertype::kIpv4);
    OpenedFrame result{WithBytes(frame, inner), {}, sealedBytes};
    const std::optional<FrameFields> fields = CheckedFieldsOf(result.frame);
    if (!fields)
    {
        return VNLAB_DROP_MALFORMED;
    }
    if (!association->second.from.Has(fields->source))
    {
        return VNLAB_DROP_NOT_PERMITTED;
    }
    result.fields = *fields;
    CombineEcn(outer.tos, result.frame, result.fields); // RFC 4301 drops nothing for a mark
    return result;
}

} // namespace ns3::vnlab

// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/identity-ipsec.h"

#include "model/dataplane/esp-frame.h"
#include "model/ip/packet-fields.h"
#include "model/plain-bytes.h"

namespace ns3::vnlab
{

namespace
{

constexpr unsigned kCounterBits = 40; // of an IV, behind the host's number

} // namespace

IdentityIpsec::IdentityIpsec(const IdentityFilter& identities, HostId host)
    : m_identities(identities),
      m_lastIv(uint64_t{host.value} << kCounterBits)
{
}

std::optional<IdentityPair>
IdentityIpsec::PairOf(Vni vni, const FrameFields& inside) const
{
    const UuidBytes* const from = m_identities.IdentityOf(vni, inside.sourceMac);
    const UuidBytes* const to = m_identities.IdentityOf(vni, inside.destinationMac);
    return from && to ? std::optional(IdentityPair{*from, *to}) : std::nullopt;
}

IdentityIpsec::Outcome
IdentityIpsec::Seal(Vni vni, const FrameFields& inside, const Ptr<Packet>& packet)
{
    const std::optional<IdentityPair> pair = PairOf(vni, inside);
    const auto sealing = pair ? m_sealing.find(*pair) : m_sealing.end();
    if (sealing == m_sealing.end())
    {
        return {.problem = VNLAB_DROP_NO_ASSOCIATION};
    }
    auto& [association, sent] = sealing->second;
    const std::optional<size_t> sealed =
        SealInTransport(packet,
                        *FieldsOf(packet),
                        {.spi = association.spi, .sequence = ++sent, .iv = ++m_lastIv},
                        association.key);
    return sealed ? Outcome{.problem = {}, .bytes = *sealed, .pair = &sealing->first}
                  : Outcome{.problem = VNLAB_DROP_MTU_EXCEEDED};
}

IdentityIpsec::Outcome
IdentityIpsec::Open(const Ptr<Packet>& packet, const FrameFields& fields)
{
    TrimToIpv4(packet, fields);
    WholeFrame bytes;
    const std::span whole(bytes.data(), packet->CopyData(bytes.data(), packet->GetSize()));
    const std::span<uint8_t> esp = whole.subspan(fields.l4Offset);
    const std::optional<uint32_t> spi = SpiOf(esp);
    if (!spi)
    {
        return {.problem = VNLAB_DROP_MALFORMED};
    }
    Outcome outcome{.problem = VNLAB_DROP_NO_ASSOCIATION};
    for (auto entry = m_opening.lower_bound({.spi = *spi, .pair = {}});
         entry != m_opening.end() && entry->first.spi == *spi;
         ++entry)
    {
        packet->CopyData(bytes.data(), packet->GetSize());
        outcome.problem = VNLAB_DROP_NOT_AUTHENTIC;
        outcome.bytes += SealedSize(esp);
        if (const auto opened = OpenEsp(esp, entry->second.key))
        {
            SetBytes(packet, BehindOwnHeader(whole, *opened, fields));
            return {.problem = {},
                    .bytes = outcome.bytes,
                    .pair = &entry->first.pair,
                    .isOfWhoLeft = entry->second.isOfWhoLeft};
        }
    }
    return outcome;
}

bool
IdentityIpsec::IsOf(const IdentityPair& pair, Vni vni, const FrameFields& inside) const
{
    return PairOf(vni, inside) == pair;
}

bool
IdentityIpsec::Write(TableId table, std::span<const uint8_t> key, std::span<const uint8_t> value)
{
    if (table == kOutboundPairTable)
    {
        const auto pair = ReadAs<IdentityPair>(key);
        const auto association = ReadAs<OutboundPairValue>(value);
        if (pair && association)
        {
            m_sealing[*pair].association = *association;
        }
        return pair && association;
    }
    const auto entry = ReadAs<InboundPairKey>(key);
    const auto association = ReadAs<InboundPairValue>(value);
    if (table != kInboundPairTable || !entry || !association)
    {
        return false;
    }
    m_opening[*entry] = {association->key};
    return true;
}

bool
IdentityIpsec::Erase(TableId table, std::span<const uint8_t> key, bool isAwaited)
{
    if (table == kOutboundPairTable)
    {
        const auto pair = ReadAs<IdentityPair>(key);
        return pair && m_sealing.erase(*pair) > 0;
    }
    const auto entry = table == kInboundPairTable ? ReadAs<InboundPairKey>(key) : std::nullopt;
    const auto opening = entry ? m_opening.find(*entry) : m_opening.end();
    const bool isThere = opening != m_opening.end() && !opening->second.isOfWhoLeft;
    if (isThere)
    {
        opening->second.isOfWhoLeft = true;
    }
    if (!isAwaited)
    {
        std::erase_if(m_opening, [](const auto& each) { return each.second.isOfWhoLeft; });
    }
    return isThere;
}

void
IdentityIpsec::Clear()
{
    m_sealing.clear();
    m_opening.clear();
}

} // namespace ns3::vnlab

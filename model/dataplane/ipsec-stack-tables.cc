// SPDX-License-Identifier: GPL-2.0-only
//
// What a VM's IPsec knows: its databases, whoever writes them.
#include "model/dataplane/ipsec-stack.h"
#include "model/plain-bytes.h"

namespace ns3::vnlab
{

bool
IpsecStack::Write(TableId table, std::span<const uint8_t> key, std::span<const uint8_t> value)
{
    if (table == kOutboundAssociationTable)
    {
        const auto association = ReadAs<OutboundAssociationKey>(key);
        const auto material = ReadAs<AssociationValue>(value);
        if (association && material)
        {
            m_sealing[*association] = {material->key, association->spi};
        }
        return association && material;
    }
    return (table == kIkePeerTable && m_ike && m_ike->Write(key, value)) ||
           (table == kOutboundPolicyTable && m_outbound.Write(key, value)) ||
           (table == kInboundPolicyTable && m_inbound.Write(key, value)) ||
           (table == kInboundAssociationTable && m_opening.Write(key, value));
}

bool
IpsecStack::Erase(TableId table, std::span<const uint8_t> key)
{
    if (table == kOutboundAssociationTable)
    {
        const auto association = ReadAs<OutboundAssociationKey>(key);
        return association && m_sealing.erase(*association) > 0;
    }
    return (table == kIkePeerTable && m_ike && m_ike->Erase(key)) ||
           (table == kOutboundPolicyTable && m_outbound.Erase(key)) ||
           (table == kInboundPolicyTable && m_inbound.Erase(key)) ||
           (table == kInboundAssociationTable && m_opening.Erase(key));
}

void
IpsecStack::Clear()
{
    if (m_ike)
    {
        m_ike->Clear();
    }
    m_outbound = {};
    m_inbound = {};
    m_sealing.clear();
    m_opening = {};
}

void
IpsecStack::StartOpening(uint32_t spi, const EspKey& key, uint32_t name)
{
    m_negotiated[spi] = {key, name};
}

void
IpsecStack::StopOpening(uint32_t spi)
{
    m_negotiated.erase(spi);
}

void
IpsecStack::StartSealing(const OutboundAssociationKey& as, uint32_t spi, const EspKey& key)
{
    m_sealing[as] = {key, spi};
}

void
IpsecStack::StopSealing(const OutboundAssociationKey& as)
{
    m_sealing.erase(as);
}

std::optional<IpsecStack::Opening>
IpsecStack::FindOpening(uint32_t spi) const
{
    if (const AssociationValue* typed = m_opening.Find({spi}))
    {
        return Opening{typed->key, spi};
    }
    const auto negotiated = m_negotiated.find(spi);
    return negotiated == m_negotiated.end() ? std::nullopt : std::optional(negotiated->second);
}

std::vector<OutboundAssociationKey>
IpsecStack::SealsWith() const
{
    std::vector<OutboundAssociationKey> keys;
    for (const auto& [key, sealing] : m_sealing)
    {
        keys.push_back(key);
    }
    return keys;
}

} // namespace ns3::vnlab

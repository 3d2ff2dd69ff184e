// SPDX-License-Identifier: GPL-2.0-only
#include "model/wire/dot1q-header.h"

#include "model/wire/header-sizes.h"

#include "ns3/abort.h"

namespace ns3::vnlab
{

NS_OBJECT_ENSURE_REGISTERED(Dot1qHeader);

void
Dot1qHeader::SetPriority(uint8_t priority)
{
    NS_ABORT_MSG_IF(priority > 7, "802.1Q priority " << +priority << " exceeds 7");
    m_priority = priority;
}

uint8_t
Dot1qHeader::GetPriority() const
{
    return m_priority;
}

void
Dot1qHeader::SetDropEligible(bool dropEligible)
{
    m_dropEligible = dropEligible;
}

bool
Dot1qHeader::IsDropEligible() const
{
    return m_dropEligible;
}

void
Dot1qHeader::SetVlanId(uint16_t vlanId)
{
    NS_ABORT_MSG_IF(vlanId > 4095, "VLAN id " << vlanId << " exceeds 4095");
    m_vlanId = vlanId;
}

uint16_t
Dot1qHeader::GetVlanId() const
{
    return m_vlanId;
}

void
Dot1qHeader::SetEtherType(uint16_t etherType)
{
    m_etherType = etherType;
}

uint16_t
Dot1qHeader::GetEtherType() const
{
    return m_etherType;
}

TypeId
Dot1qHeader::GetTypeId()
{
    static TypeId tid = TypeId("ns3::vnlab::Dot1qHeader")
                            .SetParent<Header>()
                            .SetGroupName("Vnlab")
                            .AddConstructor<Dot1qHeader>();
    return tid;
}

TypeId
Dot1qHeader::GetInstanceTypeId() const
{
    return GetTypeId();
}

void
Dot1qHeader::Print(std::ostream& os) const
{
    os << "vlan=" << m_vlanId << " priority=" << +m_priority << " dropEligible=" << m_dropEligible
       << " etherType=0x" << std::hex << m_etherType << std::dec;
}

uint32_t
Dot1qHeader::GetSerializedSize() const
{
    return headersize::kDot1q;
}

void
Dot1qHeader::Serialize(Buffer::Iterator start) const
{
    start.WriteHtonU16(static_cast<uint16_t>(m_priority << 13 | m_dropEligible << 12 | m_vlanId));
    start.WriteHtonU16(m_etherType);
}

uint32_t
Dot1qHeader::Deserialize(Buffer::Iterator start)
{
    if (start.GetRemainingSize() < headersize::kDot1q)
    {
        return 0;
    }
    const uint16_t control = start.ReadNtohU16();
    m_priority = static_cast<uint8_t>(control >> 13);
    m_dropEligible = (control & 0x1000) != 0;
    m_vlanId = control & 0x0fff;
    m_etherType = start.ReadNtohU16();
    return headersize::kDot1q;
}

} // namespace ns3::vnlab
